"""What examples and sample sites exercise, in words: one summary line, or the whole table of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recommender.authoring.exercise import Exercise, Way
from recommender.model.text import Text
from recommender.model.truth import Truth
from recommender.render.words import listing

Section = tuple[Text, tuple[Text, ...]]
FIRES = {
    Truth.TRUE: Text("触发", "fires"),
    Truth.FALSE: Text("不触发", "does not fire"),
    Truth.UNKNOWN: Text("不能判断", "cannot tell"),
}
RULES = Text("每条规则由谁走到", "What exercises each rule")
UNTAKEN = Text("没有例子也没有示例场地走到的情形", "Ways no example and no sample site takes")
AT_NO_SITE = Text("在示例场地上从不触发的规则", "Rules that fire at no sample site")
_NOTHING = Text("没有", "none")


def summary(found: tuple[Exercise, ...]) -> Text:
    """How many ways are taken and how many rules fire at a sample site."""
    ways = [way for one in found for way in one.ways]
    untaken = sum(not way.taken for way in ways)
    idle = sum(not one.fires_at_a_site for one in found)
    return Text(
        f"{len(ways)} 种成立的情形，{untaken} 种没有例子或示例场地走到；"
        f"{idle} 条规则在示例场地上从不触发（加 --coverage 逐条列出）",
        f"{len(ways)} ways to hold, {untaken} taken by no example or sample site; "
        f"{idle} rules fire at no sample site (--coverage lists them)",
    )


def sections(found: tuple[Exercise, ...]) -> Iterator[Section]:
    """The table rule by rule, then what nothing exercises."""
    yield RULES, tuple(line for one in found for line in _lines(one))
    yield UNTAKEN, _or_nothing(_untaken(one, way) for one in found for way in one.untaken)
    yield AT_NO_SITE, _or_nothing(_title(one) for one in found if not one.fires_at_a_site)


def _or_nothing(lines: Iterable[Text]) -> tuple[Text, ...]:
    return tuple(lines) or (_NOTHING,)


def _title(one: Exercise) -> Text:
    rule = one.rule
    return Text(f"{rule.title.zh}（{rule.id}）", f"{rule.title.en} ({rule.id})")


def _lines(one: Exercise) -> Iterator[Text]:
    yield _title(one)
    for truth, words in FIRES.items():
        examples, sites = one.examples[truth], one.sites[truth]
        if examples or sites:
            zh = "；".join(
                part for part in (_named("例子", examples, "zh"), _named("场地", sites, "zh")) if part
            )
            en = "; ".join(
                part for part in (_named("examples", examples, "en"), _named("sites", sites, "en")) if part
            )
            yield Text(f"  {words.zh}：{zh}", f"  {words.en}: {en}")
    if len(one.ways) > 1:
        for way in one.ways:
            takers = (*way.examples, *way.sites) or (_NOTHING.zh,)
            others = (*way.examples, *way.sites) or (_NOTHING.en,)
            yield Text(
                f"  情形 {way.order}：{way.label.zh}——{listing(takers, 'zh')}",
                f"  way {way.order}: {way.label.en} – {listing(others, 'en')}",
            )


def _named(what: str, names: tuple[str, ...], language: str) -> str:
    if not names:
        return ""
    listed = listing(names, language)
    return f"{what}（{listed}）" if language == "zh" else f"{what} ({listed})"


def _untaken(one: Exercise, way: Way) -> Text:
    title = _title(one)
    return Text(f"{title.zh}：{way.label.zh}", f"{title.en}: {way.label.en}")
