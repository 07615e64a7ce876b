"""What changed between two conditions, test by test: thresholds, values, tests added and taken away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recommender.language.conditions import facts_read
from recommender.language.words import describe, describe_value
from recommender.model.catalogue import Catalogue
from recommender.model.condition import AllOf, AnyOf, Condition, Contains, Is, Not, Within
from recommender.model.text import Text
from recommender.render.words import listing

_NEW_PART: dict[type[object], Text] = {
    AllOf: Text("新增条件（须同时成立）", "a further condition, which must hold as well"),
    AnyOf: Text("新增条件（任一成立即可）", "a further alternative"),
}
_OLD_PART: dict[type[object], Text] = {
    AllOf: Text("去掉条件（原须同时成立）", "a condition that had to hold as well is gone"),
    AnyOf: Text("去掉条件（原任一成立即可）", "an alternative is gone"),
}


def condition_changes(
    old: Condition | None, new: Condition | None, before: Catalogue, after: Catalogue
) -> tuple[Text, ...]:
    """The differences in words, in the order of the condition; empty when both are the same."""
    return tuple(_Comparison(before, after).of(old, new))


@dataclass(frozen=True)
class _Comparison:
    before: Catalogue
    after: Catalogue

    def of(self, old: Condition | None, new: Condition | None) -> Iterator[Text]:
        """The differences of two conditions that stand in the same place."""
        if old == new:
            return
        match old, new:
            case (AllOf(was), AllOf(now)):
                yield from self._parts(was, now, AllOf)
            case (AnyOf(was), AnyOf(now)):
                yield from self._parts(was, now, AnyOf)
            case (AllOf(was), one) if one is not None and _among(one, was):
                yield from self._parts(was, (one,), AllOf)
            case (one, AllOf(now)) if one is not None and _among(one, now):
                yield from self._parts((one,), now, AllOf)
            case (AnyOf(was), one) if one is not None and _among(one, was):
                yield from self._parts(was, (one,), AnyOf)
            case (one, AnyOf(now)) if one is not None and _among(one, now):
                yield from self._parts((one,), now, AnyOf)
            case (Not(was), Not(now)):
                yield from self.of(was, now)
            case (Within(), Within()) if old.fact == new.fact:
                yield from self._bounds(old, new)
            case (Is(), Is()) if old.fact == new.fact:
                yield self._values(old, new)
            case (Contains(), Contains()) if old.fact == new.fact and old.every == new.every:
                yield self._values(old, new)
            case _:
                yield self._whole(old, new)

    def _parts(
        self, was: tuple[Condition, ...], now: tuple[Condition, ...], kind: type[AllOf | AnyOf]
    ) -> Iterator[Text]:
        """Parts that are the same are passed over; the rest is paired by what it asks about, in order."""
        gone = [part for part in was if part not in now]
        come = [part for part in now if part not in was]
        for part in list(gone):
            twin = next((other for other in come if _alike(part, other)), None)
            if twin is not None:
                gone.remove(part)
                come.remove(twin)
                yield from self.of(part, twin)
        for parts, words, catalogue in ((gone, _OLD_PART, self.before), (come, _NEW_PART, self.after)):
            for part in parts:
                said, head = describe(part, catalogue), words[kind]
                yield Text(f"{head.zh}：{said.zh}", f"{head.en}: {said.en}")
        if not gone and not come and len(was) != len(now):
            yield self._whole(kind(was), kind(now))

    def _whole(self, old: Condition | None, new: Condition | None) -> Text:
        was, now = describe(old, self.before), describe(new, self.after)
        return Text(f"条件：{was.zh} → {now.zh}", f"condition: {was.en} → {now.en}")

    def _bounds(self, old: Within, new: Within) -> Iterator[Text]:
        """One bound that moved is told as a threshold; anything more as the two tests."""
        sides = [side for side in ("low", "high") if getattr(old, side) != getattr(new, side)]
        figures = [(getattr(old, side), getattr(new, side)) for side in sides]
        if old.strict != new.strict or len(sides) != 1 or None in figures[0]:
            yield self._whole(old, new)
            return
        fact = self.after.facts[new.fact]
        zh, en = {"low": ("下限", "lower bound"), "high": ("上限", "upper bound")}[sides[0]]
        was, now = figures[0]
        zh_now, en_now = (describe_value(fact, now, self.after, language) for language in ("zh", "en"))
        yield Text(
            f"“{fact.label.zh}”{zh}的阈值 {was:.12g} → {zh_now}",
            f"threshold ({en}) of “{fact.label.en}” {was:.12g} → {en_now}",
        )

    def _values(self, old: Is | Contains, new: Is | Contains) -> Text:
        fact = self.after.facts[new.fact]
        gone = [value for value in old.values if value not in new.values]
        come = [value for value in new.values if value not in old.values]
        if not gone and not come:  # the same words reach further or less far: the hierarchy changed
            return Text(
                f"“{fact.label.zh}”：写法未变，所含的下位概念变了",
                f"“{fact.label.en}”: the same words, other narrower concepts",
            )
        words = {}
        for language in ("zh", "en"):
            lost, won = (
                listing([describe_value(fact, value, catalogue, language) for value in values], language)
                for values, catalogue in ((gone, self.before), (come, self.after))
            )
            zh = language == "zh"
            if lost and won:
                words[language] = f"{lost} → {won}"
            elif won:
                words[language] = f"{'加上' if zh else 'also '}{won}"
            else:
                words[language] = f"{'去掉' if zh else 'no longer '}{lost}"
        return Text(f"“{fact.label.zh}”：{words['zh']}", f"“{fact.label.en}”: {words['en']}")


def _among(one: Condition, parts: tuple[Condition, ...]) -> bool:
    """Whether a condition is one of the parts, or one of them edited: a lone part stands without its all."""
    return any(part == one or _alike(part, one) for part in parts)


def _alike(one: Condition, two: Condition) -> bool:
    """Whether two parts are of the same kind and ask about the same facts."""
    return type(one) is type(two) and set(facts_read(one)) == set(facts_read(two))
