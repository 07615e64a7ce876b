"""The words of every finding, in Chinese and English: what was found, and what is proven by it."""

from __future__ import annotations

from collections.abc import Iterable

from recommender.language.words import describe, describe_value
from recommender.model.catalogue import Catalogue
from recommender.model.condition import Condition
from recommender.model.knowledge import FactValue
from recommender.model.rule import Rule
from recommender.model.text import Text

_EFFECTS = {
    "recommend": Text("支持", "supports"),
    "permit": Text("允许", "permits"),
    "reference": Text("列作参考", "gives for reference"),
    "discourage": Text("不建议", "advises against"),
    "exclude": Text("排除", "excludes"),
    "require": Text("要求", "requires"),
    "waive": Text("免去", "waives"),
}
_MOST = 4


def title(rule: Rule) -> Text:
    """The rule's title in quotes."""
    return Text(f"“{rule.title.zh}”", f"“{rule.title.en}”")


def names(keys: Iterable[str], catalogue: Catalogue) -> Text:
    """The labels of records, the first few and how many more."""
    found = [catalogue.label(key) for key in keys]
    shown, more = found[:_MOST], len(found[_MOST:])
    zh = "、".join(f"“{label.zh}”" for label in shown) + (f"等 {len(found)} 项" if more else "")
    en = ", ".join(f"“{label.en}”" for label in shown) + (f" and {more} more" if more else "")
    return Text(zh, en)


def clauses(keys: Iterable[str], catalogue: Catalogue) -> Text:
    """The clauses of requirements, the first few and how many more."""
    found = [catalogue.requirements[key].clause for key in keys]
    shown, more = found[:_MOST], len(found[_MOST:])
    zh = "、".join(shown) + (f" 等 {len(found)} 条" if more else "")
    return Text(zh, ", ".join(shown) + (f" and {more} more" if more else ""))


def unreachable(rule: Rule, failing: tuple[Condition, ...], catalogue: Catalogue) -> Text:
    """No legal site makes the rule true; the site shown meets all but these parts."""
    said = [describe(part, catalogue) for part in failing]
    zh, en = "；".join(one.zh for one in said), "; ".join(one.en for one in said)
    name = title(rule)
    return Text(
        f"规则{name.zh}在任何合法场地都不会触发；所列场地最接近，只差：{zh}",
        f"no legal site fires the rule {name.en}; the site shown comes nearest and lacks only: {en}",
    )


def always(rule: Rule, catalogue: Catalogue) -> Text:
    """No legal site makes the rule false."""
    name, when = title(rule), describe(rule.when, catalogue)
    return Text(
        f"规则{name.zh}写了条件（{when.zh}），却没有一个合法场地不满足它；所列场地只是其中之一",
        f"the rule {name.en} states a condition ({when.en}), yet no legal site fails it; "
        "the site shown is one of them",
    )


def idle(rule: Rule, other: Rule) -> Text:
    """Whenever the rule fires, another fires too and does all the same."""
    one, two = title(rule), title(other)
    return Text(
        f"规则{one.zh}是多余的：它触发时规则{two.zh}必定触发，做的事也都在其中；所列场地两条都触发",
        f"the rule {one.en} is idle: whenever it fires, the rule {two.en} fires and does all the same; "
        "both fire at the site shown",
    )


def without_effect(rule: Rule) -> Text:
    """The rule fires, and nothing it does concerns sites where it can."""
    name = title(rule)
    return Text(
        f"规则{name.zh}能触发，但它所说的技术都不属于能触发它的场地对象，等于没有效果",
        f"the rule {name.en} can fire, but what it names is of no domain where it can: it has no effect",
    )


def against(one: Rule, effect: str, two: Rule, opposite: str, things: Text) -> Text:
    """Two rules say opposite things of the same technologies or requirements at one site."""
    first, second = title(one), title(two)
    return Text(
        f"规则{first.zh}{_EFFECTS[effect].zh}、规则{second.zh}{_EFFECTS[opposite].zh}同一对象：{things.zh}；"
        "两条在所列场地同时成立，没有写明谁先谁后",
        f"the rule {first.en} {_EFFECTS[effect].en} and the rule {second.en} {_EFFECTS[opposite].en} "
        f"the same: {things.en}; both hold at the site shown and no order is stated",
    )


def both_sides(one: Rule, two: Rule, things: Text) -> Text:
    """Two sources differ; both are shown to the planner."""
    first, second = title(one), title(two)
    return Text(
        f"规则{first.zh}不建议、规则{second.zh}支持 {things.zh}；来源或分量不同，结果列作有争议，两边都告知",
        f"the rule {first.en} advises against and the rule {second.en} supports {things.en}; "
        "their sources or weights differ: it is shown as contested, with both sides",
    )


def stages_cross(one: Rule, first: Text, two: Rule, last: Text, things: Text) -> Text:
    """Not before one stage, not after an earlier one."""
    early, late = title(two), title(one)
    return Text(
        f"规则{late.zh}要 {things.zh} 不早于{first.zh}，规则{early.zh}要它不晚于{last.zh}；"
        "两条在所列场地同时成立",
        f"the rule {late.en} puts {things.en} not before {first.en}, "
        f"the rule {early.en} not after {last.en}; both hold at the site shown",
    )


def order_crosses(one: Rule, two: Rule, early: Text, late: Text) -> Text:
    """Each of two technologies is set ahead of the other."""
    first, second = title(one), title(two)
    return Text(
        f"规则{first.zh}把 {early.zh} 排在 {late.zh} 之前，规则{second.zh}正相反；两条在所列场地同时成立",
        f"the rule {first.en} sets {early.en} ahead of {late.en}, the rule {second.en} the other way round; "
        "both hold at the site shown",
    )


def derived_apart(one: Rule, value: Text, two: Rule, other: Text, fact: Text) -> Text:
    """Two rules derive different values of one fact."""
    first, second = title(one), title(two)
    return Text(
        f"规则{first.zh}推出{fact.zh}为“{value.zh}”，规则{second.zh}推出“{other.zh}”；两条在所列场地同时成立",
        f"the rule {first.en} derives {fact.en} as “{value.en}”, the rule {second.en} as “{other.en}”; "
        "both hold at the site shown",
    )


def no_technology(key: str, why: Text, catalogue: Catalogue) -> Text:
    """No legal site gets the technology."""
    label = catalogue.label(key)
    return Text(
        f"没有一个合法场地会得到“{label.zh}”：{why.zh}；所列场地属于它的对象，也得不到",
        f"no legal site gets “{label.en}”: {why.en}; the site shown is of its domain and does not get it",
    )


UNSUPPORTED = Text("没有规则支持它", "no rule supports it")
ONLY_PERMITTED = Text("规则和条款只是允许它", "rules and clauses only permit it")
NEVER_WINS = Text(
    "支持它的规则或条款从不成立，或总被排除或反对压过",
    "what supports it never holds, or is always outweighed or excluded",
)


def no_requirement(key: str, catalogue: Catalogue) -> Text:
    """No legal site meets the requirement."""
    requirement = catalogue.requirements[key]
    return Text(
        f"没有一个合法场地会用到 {requirement.clause}：{requirement.text.zh}；它从不适用，也从不作参考",
        f"no legal site meets {requirement.clause} ({requirement.text.en}): it never applies "
        "and is never for reference",
    )


def empty(domain: Text, stage: Text | None) -> Text:
    """A site of which everything is known gets nothing, or nothing in one stage."""
    if stage is None:
        return Text(
            f"有一个什么都已知道的{domain.zh}场地，路线图却是空的",
            f"a site ({domain.en}) of which everything is known gets an empty roadmap",
        )
    return Text(
        f"有一个什么都已知道的{domain.zh}场地，{stage.zh}没有任何一步",
        f"a site ({domain.en}) of which everything is known has no step in the stage “{stage.en}”",
    )


def undecided(domain: Text, stage: Text) -> Text:
    """The search ended without a proof either way."""
    return Text(
        f"没能证明{domain.zh}场地的{stage.zh}总有步骤，也没有找到反例",
        f"neither a proof that the stage “{stage.en}” is never empty for {domain.en} nor a site where it is",
    )


def site_line(facts: dict[str, FactValue], catalogue: Catalogue, language: str) -> str:
    """The site in one line: labels of facts and values."""
    parts = []
    for key, value in facts.items():
        fact = catalogue.facts[key]
        several = value if isinstance(value, tuple) else (value,)
        joined = ("、" if language == "zh" else ", ").join(
            describe_value(fact, one, catalogue, language) for one in several
        )
        colon = "：" if language == "zh" else ": "
        parts.append(f"{fact.label.get(language)}{colon}{joined}")
    return ("；" if language == "zh" else "; ").join(parts)
