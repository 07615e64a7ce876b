"""One rule laid out for its author: the sentence beside its clause, effects by name, examples, sites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from recommender.authoring.effect_words import cited, names, sentence
from recommender.authoring.exercise import exercise
from recommender.authoring.exercise_words import FIRES
from recommender.authoring.health import allows_domain
from recommender.authoring.rule_changes import RULE_STATUS
from recommender.evaluate.applicability import applicability
from recommender.evaluate.scope import Knowledge
from recommender.language.words import describe
from recommender.model.applicability import Applicability, Applied
from recommender.model.catalogue import Catalogue
from recommender.model.knowledge import FactValue
from recommender.model.rule import Example, Rule
from recommender.model.site import SiteProfile
from recommender.model.text import Text
from recommender.model.truth import Truth
from recommender.render.words import (
    AUTHORITY,
    BASIS,
    clause_words,
    effect_words,
    fact_words,
    listing,
    value_words,
)

Section = tuple[Text, tuple[Text, ...]]
SENTENCE = Text("规则", "The rule")
CLAUSES = Text("凭哪一条", "Where it stands")
REACH = Text("碰到的技术和要求", "What it touches")
EXAMPLES = Text("例子", "Examples")
SITES = Text("示例场地", "Sample sites")
_NOTHING = Text("不碰技术，也不碰要求", "neither a technology nor a requirement")
_PLACES = 20
"""Places of requirements named before the rest is only counted."""
_NO_SITE = Text("没有", "none")


@dataclass(frozen=True)
class RulePage:
    """A rule with what the knowledge makes of it; `sites` are those where it holds or cannot be told."""

    rule: Rule
    reach: tuple[tuple[str, str, str, tuple[str, ...]], ...]
    sites: Mapping[Truth, tuple[str, ...]]
    overridden_by: tuple[str, ...]


def rule_page(rule: Rule, knowledge: Knowledge, sites: Mapping[str, SiteProfile]) -> RulePage:
    """The page of a rule."""
    return rule_pages((rule,), knowledge, sites)[0]


def rule_pages(
    rules: Iterable[Rule], knowledge: Knowledge, sites: Mapping[str, SiteProfile]
) -> tuple[RulePage, ...]:
    """The pages of rules. `reach` lists effect, kind of record, its id, and the domains it is touched in."""
    made, active = applicability(knowledge), knowledge.rulebook.active
    of_rule: dict[str, list[Applied]] = {}
    for applied in made.applied:
        of_rule.setdefault(applied.rule, []).append(applied)
    return tuple(
        RulePage(
            found.rule,
            tuple(_reach(found.rule, knowledge, made, of_rule.get(found.rule.id, []))),
            found.sites,
            tuple(other.id for other in active if _overrides(other, found.rule)),
        )
        for found in exercise(rules, knowledge, sites)
    )


def _overrides(other: Rule, rule: Rule) -> bool:
    return any(override.rule == rule.id for override in other.overrides)


def _reach(
    rule: Rule, knowledge: Knowledge, made: Applicability, touched: list[Applied]
) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    ways = made.situations.get(rule.id, ())
    allowed = [one for one in knowledge.catalogue.domains if allows_domain(ways, one, knowledge.catalogue)]
    found: dict[tuple[str, str, str], dict[str, None]] = {}
    for applied in touched:
        if inside := [one for one in applied.domains if one in allowed]:
            found.setdefault(_touched(applied), {}).update(dict.fromkeys(inside))
    for (effect, kind, record), domains in found.items():
        yield effect, kind, record, tuple(domains)


def _touched(applied: Applied) -> tuple[str, str, str]:
    if applied.technology:
        return applied.effect, "technology", applied.technology
    return applied.effect, "requirement", applied.requirement


def sections(page: RulePage, knowledge: Knowledge) -> Iterator[Section]:
    """The page in reading order."""
    yield SENTENCE, tuple(_sentence(page, knowledge))
    yield CLAUSES, tuple(_grounds(page, knowledge))
    yield REACH, tuple(_reach_lines(page, knowledge)) or (_NOTHING,)
    yield EXAMPLES, tuple(line for one in page.rule.examples for line in _example(one, knowledge))
    yield SITES, tuple(_site_lines(page)) or (_NO_SITE,)


def _sentence(page: RulePage, knowledge: Knowledge) -> Iterator[Text]:
    rule, catalogue = page.rule, knowledge.catalogue
    yield Text(f"{rule.title.zh}（{rule.id}，{rule.place}）", f"{rule.title.en} ({rule.id}, {rule.place})")
    when = describe(rule.when, catalogue)
    yield (
        Text(f"如果{when.zh}：", f"If {when.en}:")
        if rule.when is not None
        else Text("任何场地：", "At any site:")
    )
    yield from (Text(f"  {one.zh}", f"  {one.en}") for one in (sentence(e, catalogue) for e in rule.then))
    yield Text(f"理由：{rule.because.zh}", f"Because: {rule.because.en}")
    if rule.note:
        yield Text(f"备注：{rule.note.zh}", f"Note: {rule.note.en}")
    for override in rule.overrides:
        title = knowledge.rulebook.rules[override.rule].title
        yield Text(f"压过“{title.zh}”：{override.why.zh}", f"Overrides “{title.en}”: {override.why.en}")
    for other in page.overridden_by:
        title = knowledge.rulebook.rules[other].title
        yield Text(f"会被“{title.zh}”压过", f"Overridden by “{title.en}”")


def _grounds(page: RulePage, knowledge: Knowledge) -> Iterator[Text]:
    """Each clause with its title and what is recorded of it in our words, then basis and standing."""
    rule, catalogue = page.rule, knowledge.catalogue
    for reference in rule.sources:
        words, section = (
            clause_words(reference, catalogue),
            catalogue.clauses.get(reference.partition("#")[0]),
        )
        title = section.label if section is not None else Text()
        yield Text(f"{words.zh}　{title.zh}", f"{words.en}  {title.en}")
        for requirement in catalogue.requirements.values():
            if requirement.clause == reference:
                yield Text(
                    f"  {requirement.word or '（无情态词）'}：{requirement.text.zh}",
                    f"  {requirement.word or '(no modal word)'}: {requirement.text.en}",
                )
    word = catalogue.concepts.get(rule.modality)
    standing = [BASIS[rule.basis], AUTHORITY[rule.authority], RULE_STATUS[rule.status]]
    if word is not None:
        standing.insert(0, word.label)
    zh, en = (
        listing(dict.fromkeys(one.get(language) for one in standing), language) for language in ("zh", "en")
    )
    yield Text(zh, en)


def _reach_lines(page: RulePage, knowledge: Knowledge) -> Iterator[Text]:
    """Effect by effect, what is touched in the same domains in one line."""
    groups: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for effect, kind, record, domains in page.reach:
        groups.setdefault((effect, kind, domains), []).append(record)
    every = tuple(knowledge.catalogue.domains)
    for (effect, kind, domains), records in groups.items():
        words = effect_words(effect)
        said = _named(kind, records, knowledge.catalogue)
        labels = [knowledge.catalogue.label(domain) for domain in domains]
        in_zh = "各对象" if domains == every else listing([one.zh for one in labels], "zh")
        in_en = "all domains" if domains == every else listing([one.en for one in labels], "en")
        yield Text(
            f"{words.zh}（{in_zh}）{len(records)}：{said.zh}",
            f"{words.en} ({in_en}) {len(records)}: {said.en}",
        )


def _named(kind: str, records: list[str], catalogue: Catalogue) -> Text:
    if kind == "technology":
        return names(tuple(records), catalogue)
    said = cited((catalogue.requirements[key].clause for key in records[:_PLACES]), catalogue)
    return said if len(records) <= _PLACES else Text(f"{said.zh}……", f"{said.en} …")


def _example(example: Example, knowledge: Knowledge) -> Iterator[Text]:
    truth = FIRES[Truth(example.expect.fires)]
    yield Text(f"{truth.zh}：{example.name}", f"{truth.en}: {example.name}")
    given = [_given(fact, value, knowledge) for fact, value in example.given.items()]
    if given:
        zh, en = "，".join(one.zh for one in given), ", ".join(one.en for one in given)
        yield Text(f"  {zh}", f"  {en}")


def _given(fact: str, value: FactValue, knowledge: Knowledge) -> Text:
    label, words = fact_words(fact, knowledge.catalogue), value_words(fact, value, knowledge.catalogue)
    return Text(f"{label.zh}：{words.zh}", f"{label.en}: {words.en}")


def _site_lines(page: RulePage) -> Iterator[Text]:
    for truth in (Truth.TRUE, Truth.UNKNOWN):
        if names := page.sites[truth]:
            words = FIRES[truth]
            zh, en = listing(names, "zh"), listing(names, "en")
            yield Text(f"{words.zh} {len(names)}：{zh}", f"{words.en} {len(names)}: {en}")


def to_dict(page: RulePage, knowledge: Knowledge) -> dict[str, Any]:
    """The page for programs."""
    rule, catalogue = page.rule, knowledge.catalogue
    return {
        "rule": rule.id,
        "place": str(rule.place),
        "title": rule.title.to_dict(),
        "when": describe(rule.when, catalogue).to_dict(),
        "then": [sentence(effect, catalogue).to_dict() for effect in rule.then],
        "because": rule.because.to_dict(),
        "clauses": list(rule.sources),
        "basis": rule.basis.value,
        "authority": rule.authority.value,
        "modality": rule.modality or None,
        "status": rule.status.value,
        "overrides": [override.rule for override in rule.overrides],
        "overridden_by": list(page.overridden_by),
        "reach": [
            {"effect": effect, kind: record, "domains": list(domains)}
            for effect, kind, record, domains in page.reach
        ],
        "examples": [{"name": one.name, "fires": one.expect.fires} for one in rule.examples],
        "sites": {truth.value: list(names) for truth, names in page.sites.items()},
    }
