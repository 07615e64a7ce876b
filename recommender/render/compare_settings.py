"""What variants state differently, in words: facts, rules, steps, answers, assumptions, goals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from recommender.carbon.amounts import MONEY, activity_name, given, money, quantity_words, ranged
from recommender.model.catalogue import Catalogue
from recommender.model.interval import Interval, exactly
from recommender.model.knowledge import Basis, FactValue
from recommender.model.rule import Rulebook
from recommender.model.stated import Answer, Goal, StatedActivity, StatedIndicator
from recommender.model.text import Text
from recommender.render.words import BASIS, LEVEL, TIMES, fact_words, value_words
from recommender.scenario.settings import Aspect, Key, Value

NOT_STATED = Text("未陈述", "not stated")
_OFF, _ON = Text("关闭", "off"), Text("在用", "in force")
_DROPPED, _KEPT = Text("不安排", "left out"), Text("照常", "as planned")
_GENERAL: Mapping[Aspect, Text] = {
    Aspect.GOAL: Text("目标值", "target in figures"),
    Aspect.METHOD: Text("核算方法", "accounting method"),
    Aspect.YEAR: Text("活动数据的年份", "year of the activity data"),
    Aspect.GRID: Text("电网因子的走势（kgCO2/kWh）", "course of the grid factor (kgCO2/kWh)"),
    Aspect.LIKE: Text("增长和效果参照的案例", "case whose growth and effects are followed"),
}


def setting_label(key: Key, catalogue: Catalogue, rulebook: Rulebook) -> Text:
    """What is stated: the name of the fact, of the rules, of the activity and so on."""
    aspect, name = key
    match aspect:
        case Aspect.FACT:
            return fact_words(name, catalogue)
        case Aspect.RULES:
            words = _rules(name, rulebook)
            return Text(f"规则：{words.zh}", f"rules: {words.en}")
        case Aspect.STEP:
            words = catalogue.label(name)
            return Text(f"“{words.zh}”这一步", f"the step “{words.en}”")
        case Aspect.READING:
            return Text(f"理解 {name}", f"reading {name}")
        case Aspect.GROWTH:
            words = activity_name(name, catalogue)
            return Text(f"{words.zh}每年增长", f"yearly growth of {words.en}")
        case Aspect.COST:
            words = catalogue.label(name)
            return Text(f"“{words.zh}”的费用", f"cost of “{words.en}”")
        case Aspect.ACTIVITY:
            return activity_name(name, catalogue)
        case Aspect.INDICATOR:
            return catalogue.label(name)
        case Aspect.GOAL | Aspect.METHOD | Aspect.YEAR | Aspect.GRID | Aspect.LIKE:
            return _GENERAL[aspect]
        case _:
            assert_never(aspect)


def setting_words(key: Key, value: Value | None, catalogue: Catalogue) -> Text:
    """How it is stated; None reads 未陈述, or that rules are in force and a step is taken."""
    aspect, name = key
    if aspect is Aspect.RULES:
        return _ON if value is None else _OFF
    if aspect is Aspect.STEP:
        return _KEPT if value is None else _DROPPED
    if value is None:
        return _default(name, catalogue) if aspect is Aspect.READING else NOT_STATED
    if isinstance(value, StatedActivity):
        return _joined(_activity(value, catalogue))
    if isinstance(value, StatedIndicator):
        return _joined(_indicator(value, catalogue))
    if isinstance(value, Goal):
        return _goal(value, catalogue)
    if isinstance(value, Interval):
        return ranged(value, given, MONEY if aspect is Aspect.COST else Text("%", "%"))
    if aspect is Aspect.GRID:
        return _grid(value)
    if aspect is Aspect.FACT and not isinstance(value, tuple):
        return value_words(name, value, catalogue)
    return _plain(aspect, name, value, catalogue)


def _plain(aspect: Aspect, name: str, value: object, catalogue: Catalogue) -> Text:
    match aspect:
        case Aspect.FACT:
            return value_words(name, _several(value), catalogue)
        case Aspect.READING:
            return _reading(name, str(value), catalogue)
        case Aspect.METHOD | Aspect.LIKE:
            return catalogue.label(str(value))
        case _:
            return Text(str(value), str(value))


def _several(value: object) -> FactValue:
    return tuple(str(part) for part in value) if isinstance(value, tuple) else str(value)


def _rules(name: str, rulebook: Rulebook) -> Text:
    """A basis, a rule by its title, or the theme a file is named after."""
    for basis in Basis:
        if basis.value == name:
            return BASIS[basis]
    rule = rulebook.rules.get(name)
    return rule.title if rule is not None else Text(name, name)


def _reading(name: str, option: str, catalogue: Catalogue) -> Text:
    """The label of an option of a reading."""
    found = [one for one in catalogue.readings.values() if one.reading == name and one.option == option]
    return found[0].label if found else Text(option, option)


def _default(name: str, catalogue: Catalogue) -> Text:
    """How a place the source leaves open is read where nothing is stated."""
    found = [one for one in catalogue.readings.values() if one.reading == name and one.default]
    if not found:
        return NOT_STATED
    words = found[0].label
    return Text(f"{words.zh}（默认）", f"{words.en} (default)")


def _activity(one: StatedActivity, catalogue: Catalogue) -> Iterator[Text]:
    if one.amount is not None:
        yield quantity_words(one.amount, catalogue)
    if one.emission is not None:
        words = quantity_words(one.emission, catalogue)
        yield Text(f"排放 {words.zh}", f"emission {words.en}")
    if one.factor is not None:
        words = quantity_words(one.factor.value, catalogue)
        yield Text(f"因子 {words.zh}", f"factor {words.en}")
    if one.start is not None or one.end is not None:
        years = "–".join(str(year) for year in (one.start, one.end) if year is not None)
        yield Text(f"{years} 年", years)


def _indicator(one: StatedIndicator, catalogue: Catalogue) -> Iterator[Text]:
    if not one.applies:
        yield Text("不适用", "does not apply")
    for name, label in TIMES.items():
        answer: Answer | None = getattr(one, name)
        if answer is not None:
            words = _answer(answer, catalogue)
            yield Text(f"{label.zh} {words.zh}", f"{label.en} {words.en}")
    if one.target_year is not None:
        yield Text(f"目标年 {one.target_year}", f"target year {one.target_year}")
    if one.cost is not None:
        cost = money(exactly(one.cost))
        yield Text(f"费用 {cost.zh}", f"cost {cost.en}")


def _answer(answer: Answer, catalogue: Catalogue) -> Text:
    if answer.quantity is not None:
        return quantity_words(answer.quantity, catalogue)
    if answer.points is not None:
        return ranged(answer.points, given, Text(" 分", " points"))
    return LEVEL.get(answer.level, Text(answer.level, answer.level))


def _goal(goal: Goal, catalogue: Catalogue) -> Text:
    words = quantity_words(goal.emission, catalogue)
    how = Text("毛排放", "gross") if goal.gross else Text("净排放", "net")
    return Text(
        f"{goal.year} 年不超过 {words.zh}（{how.zh}）", f"at most {words.en} in {goal.year} ({how.en})"
    )


def _grid(value: object) -> Text:
    pairs = value if isinstance(value, tuple) else ()
    zh = "，".join(f"{year} 年 {factor:g}" for year, factor in pairs)
    return Text(zh, ", ".join(f"{factor:g} in {year}" for year, factor in pairs))


def _joined(parts: Iterator[Text]) -> Text:
    listed = tuple(parts)
    return Text("，".join(part.zh for part in listed), ", ".join(part.en for part in listed)) or NOT_STATED
