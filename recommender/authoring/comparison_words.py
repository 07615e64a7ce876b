"""A comparison in words: sections for the terminal, and a note in Markdown for a drafting committee."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from recommender.authoring.causes import Cause
from recommender.authoring.comparison import Comparison
from recommender.authoring.rule_changes import Kind, RuleChange
from recommender.authoring.site_changes import Move, Shift, SiteChange
from recommender.model.catalogue import Catalogue
from recommender.model.text import Text
from recommender.render.markdown import escaped, table
from recommender.render.words import clause_words, listing, some_of

Section = tuple[Text, tuple[Text, ...]]
KIND = {
    Kind.ADDED: Text("新增", "added"),
    Kind.REMOVED: Text("删去", "removed"),
    Kind.EDITED: Text("修改", "edited"),
}
MOVE_KIND = {
    "fact": Text("推出的事实", "derived fact"),
    "technology": Text("技术", "technology"),
    "requirement": Text("要求", "requirement"),
    "target": Text("目标", "target"),
    "package": Text("技术包", "package"),
    "role": Text("谁来做", "who does what"),
}
"""Kinds of lines whose label alone would not say what they are."""
RULES = Text("规则改了什么", "What changed in the rules")
SITES = Text("对示例场地的影响", "What it moves at the sample sites")
_SHOWN = 10
_SAME_RULES = Text("规则没有改动", "The rules are the same")
_WORDING = Text("（只改说法，不改结论）", " (words only, nothing it does)")
_ALSO = Text("因为", "because")


@dataclass(frozen=True)
class Line:
    """Lines of one kind that changed alike, for the same reasons."""

    kind: str
    labels: tuple[Text, ...]
    shifts: tuple[Shift, ...]
    causes: tuple[Cause, ...]


def lines_of(site: SiteChange) -> tuple[Line, ...]:
    """The moves of a site, those that changed alike taken together, in order of their first."""
    groups: dict[tuple[str, tuple[Shift, ...], tuple[Cause, ...]], list[Move]] = {}
    for move in site.moves:
        groups.setdefault((move.kind, move.shifts, move.causes), []).append(move)
    return tuple(Line(kind, tuple(m.label for m in group), shifts, why)
                 for (kind, shifts, why), group in groups.items())  # fmt: skip


def summary(comparison: Comparison) -> tuple[Text, Text]:
    """The rules in one sentence, the sites in another."""
    rules = Text(
        "，".join(f"{KIND[kind].zh} {comparison.count(kind)} 条" for kind in Kind),
        ", ".join(f"{comparison.count(kind)} {KIND[kind].en}" for kind in Kind),
    )
    moving, restated = len(comparison.moving), len(comparison.restated)
    sites = Text(
        f"示例场地 {len(comparison.sites)} 处：{moving} 处结论有变，{restated} 处只是理由有变，"
        f"{comparison.still} 处不变",
        f"{len(comparison.sites)} sample sites: the advice moves at {moving}, only the reasons differ at "
        f"{restated}, {comparison.still} stay as they are",
    )
    return rules, sites


def sections(comparison: Comparison) -> Iterator[Section]:
    """What the terminal shows: the rules, the count of sites, then each site that moves."""
    rules, sites = summary(comparison)
    yield RULES, (rules, *(line for change in comparison.changes for line in _change_lines(change)))
    yield SITES, (sites, *(_restated(site) for site in comparison.restated))
    for site in comparison.moving:
        yield _heading(site), tuple(site_lines(site))


def _change_lines(change: RuleChange) -> Iterator[Text]:
    kind, rule = KIND[change.kind], change.rule
    tail = Text() if change.acts else _WORDING
    yield Text(
        f"{kind.zh}“{rule.title.zh}”（{rule.id}，{rule.place}）{tail.zh}",
        f"{kind.en}: “{rule.title.en}” ({rule.id}, {rule.place}){tail.en}",
    )
    yield from (Text(f"  {line.zh}", f"  {line.en}") for line in change.lines)


def _heading(site: SiteChange) -> Text:
    count = len(site.moves)
    return Text(
        f"{site.name.zh}（{site.site}）：{count} 行有变", f"{site.name.en} ({site.site}): {count} lines"
    )


def site_lines(site: SiteChange) -> Iterator[Text]:
    """The lines of one site, old → new, each followed by its causes."""
    for line in lines_of(site):
        zh, en = (
            f"{_label(line, lang, _SHOWN)}{_colon(lang)}{_shifted(line, lang)}" for lang in ("zh", "en")
        )
        yield Text(zh, en)
        if line.causes:
            why = Text(
                *("；".join(cause_words(cause, lang) for cause in line.causes) for lang in ("zh", "en"))
            )
            yield Text(f"  {_ALSO.zh}：{why.zh}", f"  {_ALSO.en}: {why.en}")
    yield from _beside(site)


def _beside(site: SiteChange) -> Iterator[Text]:
    if site.displaced:
        yield Text(
            f"另有 {site.displaced} 项技术只因别项进出而挪了位次",
            f"{site.displaced} more technologies only changed position because others came or went",
        )
    if site.restated:
        yield _restated(site, named=False)


def _restated(site: SiteChange, named: bool = True) -> Text:
    through = Text(*(_through(site, language) for language in ("zh", "en")))
    head = Text(f"{site.name.zh}：", f"{site.name.en}: ") if named else Text("另有 ", "besides, ")
    return Text(
        f"{head.zh}{site.restated} 行结论不变、理由有变{through.zh}",
        f"{head.en}{site.restated} lines keep their advice and have other reasons{through.en}",
    )


def _through(site: SiteChange, language: str) -> str:
    titles = some_of([cause.title.get(language) for cause in site.restating], 3, language)
    if not titles:
        return ""
    return f"（{titles}）" if language == "zh" else f" ({titles})"


def _label(line: Line, language: str, shown: int) -> str:
    zh = language == "zh"
    labels = [label.get(language) for label in line.labels]
    told = some_of([f"“{label}”" for label in labels], shown, language) if len(labels) > 1 else labels[0]
    kind = MOVE_KIND.get(line.kind)
    if kind is None:
        return told
    if len(labels) == 1:
        told = f"“{told}”"
    return f"{kind.zh}{told}" if zh else f"{kind.en} {told}"


def _colon(language: str) -> str:
    return "：" if language == "zh" else ": "


def _shifted(line: Line, language: str) -> str:
    parts = [
        f"{f'{shift.what.get(language)} ' if shift.what else ''}"
        f"{shift.before.get(language)} → {shift.after.get(language)}"
        for shift in line.shifts
    ]
    return ("；" if language == "zh" else "; ").join(parts)


def cause_words(cause: Cause, language: str) -> str:
    """What became of which rule: 不再有“反对”（资源贫瘠…）."""
    how, title = cause.how.get(language), cause.title.get(language)
    place = f"，{cause.clause}" if cause.clause else ""
    return f"{how}（{title}{place}）" if language == "zh" else f"{how} ({title}{place.replace('，', ', ')})"


def to_markdown(comparison: Comparison, catalogue: Catalogue, language: str) -> str:
    """The note for a drafting committee: what changed in the rules, then site by site."""
    return "\n".join(_markdown(comparison, catalogue, language)).rstrip("\n") + "\n"


def _markdown(comparison: Comparison, catalogue: Catalogue, language: str) -> Iterator[str]:
    zh = language == "zh"
    rules, sites = summary(comparison)
    yield f"# {'规则修订说明' if zh else 'Note on the amended rules'}\n"
    yield f"{'规则' if zh else 'Rules: '}{escaped(rules.get(language))}{'。' if zh else '.'}"
    yield f"{escaped(sites.get(language))}{'。' if zh else '.'}\n"
    yield f"## {RULES.get(language)}\n"
    if not comparison.changes:
        yield f"{_SAME_RULES.get(language)}\n"
    for change in comparison.changes:
        yield from _markdown_rule(change, catalogue, language)
    yield f"## {SITES.get(language)}\n"
    for site in comparison.moving:
        yield from _markdown_site(site, language)
    for site in comparison.restated:
        yield f"- {escaped(_restated(site).get(language))}"
    unmoved = (
        f"其余 {comparison.still} 处场地不变。"
        if zh
        else f"The other {comparison.still} sites stay the same."
    )
    yield f"\n{unmoved}"


def _markdown_rule(change: RuleChange, catalogue: Catalogue, language: str) -> Iterator[str]:
    rule = change.rule
    tail = "" if change.acts else _WORDING.get(language)
    title = escaped(rule.title.get(language))
    yield f"### {KIND[change.kind].get(language)}{_colon(language)}{title}{tail}\n"
    places = listing([clause_words(clause, catalogue).get(language) for clause in rule.sources], language)
    yield f"`{rule.id}`{' · ' if places else ''}{escaped(places)}\n"
    yield from (f"- {escaped(line.get(language))}" for line in change.lines)
    yield ""


def _markdown_site(site: SiteChange, language: str) -> Iterator[str]:
    yield f"### {escaped(_heading(site).get(language))}\n"
    heads = ("哪一行", "旧 → 新", "因为") if language == "zh" else ("line", "old → new", "because")
    rows = [
        (
            _label(line, language, len(line.labels)),
            _shifted(line, language),
            "；".join(cause_words(cause, language) for cause in line.causes),
        )
        for line in lines_of(site)
    ]
    yield from table(heads, rows)
    yield from (f"{escaped(text.get(language))}\n" for text in _beside(site))


def to_dict(comparison: Comparison) -> dict[str, Any]:
    """The comparison for programs: every rule, every move, ids beside names, nothing grouped."""
    return {
        "rules": [
            {
                "change": change.kind.value,
                "rule": change.rule.id,
                "title": change.rule.title.to_dict(),
                "acts": change.acts,
                "lines": [line.to_dict() for line in change.lines],
            }
            for change in comparison.changes
        ],
        "sites": {"all": len(comparison.sites), "unchanged": comparison.still},
        "moved": [site_dict(site) for site in comparison.moving],
        "restated": [site_dict(site) for site in comparison.restated],
    }


def site_dict(site: SiteChange) -> dict[str, Any]:
    """One site for programs."""
    return {
        "site": site.site,
        "name": site.name.to_dict(),
        "displaced": site.displaced,
        "restated": site.restated,
        "restating": [cause.rule for cause in site.restating],
        "moves": [
            {
                "kind": move.kind,
                "id": move.id,
                "label": move.label.to_dict(),
                "shifts": [
                    {
                        "what": shift.what.to_dict(),
                        "before": shift.before.to_dict(),
                        "after": shift.after.to_dict(),
                    }
                    for shift in move.shifts
                ],
                "causes": [
                    {"rule": cause.rule, "title": cause.title.to_dict(), "how": cause.how.to_dict()}
                    for cause in move.causes
                ],
            }
            for move in site.moves
        ],
    }
