"""Which rules cause a difference: reasons that appeared, vanished or turned, else the rules edited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from recommender.authoring.rule_changes import Kind, RuleChange
from recommender.evaluate.scope import Knowledge
from recommender.model.catalogue import Catalogue
from recommender.model.decision import Reason
from recommender.model.roadmap import Roadmap
from recommender.model.text import Text
from recommender.model.truth import Truth
from recommender.render.words import TRUTH, effect_words

EDITED = {
    Kind.ADDED: Text("新增的规则", "a rule that is new"),
    Kind.REMOVED: Text("删去的规则", "a rule that is gone"),
    Kind.EDITED: Text("改动的规则", "a rule that was edited"),
}
_ABSENT = Text("没有这条规则", "no such rule")
_REWORDED = Text("说法有变", "worded otherwise")


@dataclass(frozen=True)
class Side:
    """One of the two that are compared: what is known, and the roadmap it gives the site."""

    knowledge: Knowledge
    roadmap: Roadmap

    @property
    def catalogue(self) -> Catalogue:
        """The records of this side."""
        return self.knowledge.catalogue

    def truth(self, rule: str) -> Truth | None:
        """Whether the rule holds at the site; None when it does not decide on this side."""
        result = self.roadmap.decision.results.get(rule)
        return None if result is None else result.truth


@dataclass(frozen=True)
class Cause:
    """A rule behind a difference, and what became of it here. `clause` where it speaks through one."""

    rule: str
    title: Text
    how: Text
    clause: str = ""

    @staticmethod
    def turned(rule: str, title: Text, was: Truth | None, now: Truth | None) -> Cause:
        """The rule holds, or no longer holds, or cannot be told."""
        words = [_ABSENT if truth is None else TRUTH[truth] for truth in (was, now)]
        how = Text(f"{words[0].zh} → {words[1].zh}", f"{words[0].en} → {words[1].en}")
        return Cause(rule, title, how)


Key = tuple[str, str, str]


def causes(
    before: Iterable[Reason], after: Iterable[Reason], old: Side, new: Side, wording: bool = False
) -> tuple[Cause, ...]:
    """What differs between two lists of reasons; with `wording` also reasons that only read otherwise."""
    was, now = _by_key(before), _by_key(after)
    found: list[Cause] = []
    for key in dict.fromkeys((*now, *was)):
        reason, earlier = now.get(key), was.get(key)
        if reason is None and earlier is not None:
            found.append(_cause(earlier, old, Text("不再有", "no longer")))
        elif reason is not None and earlier is None:
            found.append(_cause(reason, new, Text("新有", "now")))
        elif reason is not None and earlier is not None:
            found += _turned(earlier, reason, new, wording)
    return tuple(dict.fromkeys(found))


def _by_key(reasons: Iterable[Reason]) -> Mapping[Key, Reason]:
    return {(reason.rule, reason.effect, reason.clause): reason for reason in reasons}


def _cause(reason: Reason, side: Side, head: Text) -> Cause:
    words = effect_words(reason.effect)
    zh, en = (
        (f"可能{words.zh}", f"perhaps {words.en}") if reason.truth is Truth.UNKNOWN else (words.zh, words.en)
    )
    return _of(reason, side, Text(f"{head.zh}“{zh}”", f"{head.en} “{en}”"))


def _turned(earlier: Reason, reason: Reason, side: Side, wording: bool) -> Iterator[Cause]:
    words = effect_words(reason.effect)
    if earlier.truth is not reason.truth:
        was, now = TRUTH[earlier.truth], TRUTH[reason.truth]
        how = Text(f"“{words.zh}”：{was.zh} → {now.zh}", f"“{words.en}”: {was.en} → {now.en}")
        yield _of(reason, side, how)
    elif wording and earlier != reason:
        yield _of(reason, side, _REWORDED)


def _of(reason: Reason, side: Side, how: Text) -> Cause:
    rule = side.knowledge.rulebook.rules.get(reason.rule)
    if rule is None:  # the planner's wish, a prerequisite, the table a row stands in
        return Cause(reason.rule, reason.because, how, reason.clause)
    return Cause(rule.id, rule.title, how, "" if reason.clause in rule.sources else reason.clause)


def edited(rule: str, old: Side, new: Side) -> tuple[Cause, ...]:
    """The rule itself, where it was added, removed or edited; nothing where both sides have the same."""
    was, now = (side.knowledge.rulebook.rules.get(rule) for side in (old, new))
    if now is None:
        return () if was is None else (Cause(rule, was.title, EDITED[Kind.REMOVED]),)
    if was is None:
        return (Cause(rule, now.title, EDITED[Kind.ADDED]),)
    same = (was.when, was.then, was.status) == (now.when, now.then, now.status)
    return () if same else (Cause(rule, now.title, EDITED[Kind.EDITED]),)


def edited_here(old: Side, new: Side, changes: Iterable[RuleChange]) -> tuple[Cause, ...]:
    """The rules whose edit can act here: they hold, or may hold, before or after."""
    open_ = (Truth.TRUE, Truth.UNKNOWN)
    return tuple(
        Cause(change.rule.id, change.rule.title, EDITED[change.kind])
        for change in changes
        if change.acts and (old.truth(change.rule.id) in open_ or new.truth(change.rule.id) in open_)
    )
