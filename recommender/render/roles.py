"""Words about who does what: who decides, carries out, pays and benefits, and whose step it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from recommender.evaluate.scope import Knowledge
from recommender.model.catalogue import Catalogue
from recommender.model.decision import Decision, Reason, Role
from recommender.model.knowledge import Basis
from recommender.model.roadmap import Action, Roadmap
from recommender.model.text import Text
from recommender.plan.roles import ACTING_AS, DECIDES, PAYS, ROLES, Say, roles_of, say
from recommender.render.reasons import reason_words
from recommender.render.words import ACTION, BASIS, effect_words, listing, some_of, value_words

HEADING = Text("谁来做", "Who does what")
SEE_ALL = Text("（--all 全部列出）", " (see --all)")
"""How the command lists those left out; the page has a fold for them."""
WHOLE_WORDS = Text("整个方案", "The plan as a whole")
SILENT = Text(
    "来源没有说这一步由谁决定、实施、出资、受益",
    "The sources do not say who decides, carries out, pays for or benefits from this",
)
NO_DECIDER = Text("来源没有说由谁决定", "The sources do not say who decides")
NO_PAYER = Text("来源没有说由谁出资", "The sources do not say who pays")
NO_OTHER_PAYER = Text("其余各项，来源没有说由谁出资", "For all else the sources do not say who pays")
SAYS = {
    Say.DECIDE: Text("由你方决定", "yours to decide"),
    Say.PART: Text("只有你方中的一部分能决定，先弄清是谁", "only some of you can decide; find out who"),
    Say.PROPOSE: Text("不由你方决定，向决定的一方提出", "not yours to decide; propose it to those who do"),
    Say.OPEN: Text("来源没有说由谁决定，先问清再动手", "no source says who decides; find out first"),
}
PROPOSE = Text("提议", "propose")
ASK_FIRST = Text("先问", "ask first")
JUDGEMENT = Text("有我们的判断", "partly our judgement")
_NAMES_SHOWN = 6
_PARTIES_SHOWN = 6
_CLAUSES_SHOWN = 3


@dataclass
class _Party:
    """What the plan gives to the same actors: technologies by role, and the reasons."""

    technologies: dict[str, list[str]] = field(default_factory=dict)
    reasons: dict[str, Reason] = field(default_factory=dict)

    def add(self, role: Role, technology: str) -> None:
        named = self.technologies.setdefault(role.role, [])
        if technology not in named:
            named.append(technology)
        self.reasons.setdefault(role.reason.rule, role.reason)

    def size(self) -> int:
        return len({key for named in self.technologies.values() for key in named})


def action_words(technology: str, action: Action, decision: Decision, catalogue: Catalogue) -> Text:
    """What the step asks of who uses the plan: the action itself only where it is theirs to decide."""
    match say(technology, decision, catalogue):
        case Say.PROPOSE:
            return PROPOSE
        case Say.OPEN | Say.PART:
            return ASK_FIRST
        case Say.DECIDE | None:
            return ACTION[action]


def role_words(role: Role, catalogue: Catalogue) -> Text:
    """Role, actors, and why by which clause, in one line."""
    label, head = catalogue.label(role.role), effect_words(role.reason.effect)
    reason = reason_words(role.reason, catalogue)
    zh = f"{label.zh}：{_names(role.actors, 'zh', catalogue)}——{reason.zh.removeprefix(f'{head.zh}：')}"
    en = f"{label.en}: {_names(role.actors, 'en', catalogue)} – {reason.en.removeprefix(f'{head.en}: ')}"
    return Text(zh, en)


def technology_lines(technology: str, decision: Decision, knowledge: Knowledge) -> Iterator[Text]:
    """Who does what in one technology; says so where the sources are silent."""
    told = say(technology, decision, knowledge.catalogue)
    if told is not None:
        acting = value_words(ACTING_AS, decision.value(ACTING_AS), knowledge.catalogue)
        yield Text(f"{acting.zh}：{SAYS[told].zh}", f"{acting.en}: {SAYS[told].en}")
    found = roles_of(technology, decision)
    for role in found:
        yield role_words(role, knowledge.catalogue)
    if not found:
        yield SILENT


def plan_lines(roadmap: Roadmap, knowledge: Knowledge, everything: bool = True) -> Iterator[Text]:
    """Who does what in the plan: whose steps they are, the renewal as a whole, each party, and the silence.

    Nothing where no rule speaks of roles.
    """
    decision, catalogue = roadmap.decision, knowledge.catalogue
    steps = tuple(dict.fromkeys(step.technology for stage in roadmap.stages for step in stage.steps))
    overall, parties = _parties(("",), decision), _parties(steps, decision)
    if not overall and not parties:
        return
    yield from _own_lines(steps, decision, catalogue, everything)
    for actors, party in overall.items():
        words = _party_words(actors, party, catalogue, everything=True)
        yield Text(f"{WHOLE_WORDS.zh}　{words.zh}", f"{WHOLE_WORDS.en} – {words.en}")
    ordered = sorted(parties.items(), key=lambda item: -item[1].size())
    shown = len(ordered) if everything else min(len(ordered), _PARTIES_SHOWN)
    for actors, party in ordered[:shown]:
        yield _party_words(actors, party, catalogue, everything)
    if rest := [actors for actors, _ in ordered[shown:]]:
        zh, en = (listing([_names(one, lang, catalogue) for one in rest], lang) for lang in ("zh", "en"))
        yield Text(f"另有：{zh}{SEE_ALL.zh}", f"Also: {en}{SEE_ALL.en}")
    yield from _silences(steps, decision, catalogue, everything)


def _parties(technologies: Iterable[str], decision: Decision) -> dict[tuple[str, ...], _Party]:
    """The roles known to hold, by actors; "" stands for the renewal as a whole."""
    parties: dict[tuple[str, ...], _Party] = {}
    for technology in technologies:
        for role in decision.roles.get(technology, ()):
            if role.reason.holds:
                parties.setdefault(role.actors, _Party()).add(role, technology)
    return parties


def _own_lines(
    steps: tuple[str, ...], decision: Decision, catalogue: Catalogue, everything: bool
) -> Iterator[Text]:
    """What who uses the plan decides, proposes or has to ask about; nothing if that is not stated."""
    acting = value_words(ACTING_AS, decision.value(ACTING_AS), catalogue)
    told = {key: say(key, decision, catalogue) for key in steps}
    for kind in Say:
        if own := [key for key in steps if told[key] is kind]:
            zh, en = (_names(own, lang, catalogue, everything) for lang in ("zh", "en"))
            yield Text(
                f"以{acting.zh}的身份，{SAYS[kind].zh}：{zh}", f"As {acting.en}, {SAYS[kind].en}: {en}"
            )


def _party_words(actors: tuple[str, ...], party: _Party, catalogue: Catalogue, everything: bool) -> Text:
    """Actors, their roles with the technologies of each, and where that stands."""
    return Text(*(_party_line(actors, party, catalogue, everything, lang) for lang in ("zh", "en")))


def _party_line(
    actors: tuple[str, ...], party: _Party, catalogue: Catalogue, everything: bool, language: str
) -> str:
    zh = language == "zh"
    told = []
    for roles, technologies in _by_roles(party.technologies).items():
        label = listing([catalogue.label(role).get(language) for role in roles], language)
        names = _names([key for key in technologies if key], language, catalogue, everything)
        told.append(f"{label}{'：' if zh else ': '}{names}" if names else label)
    head, roles_told = _names(actors, language, catalogue), ("；" if zh else "; ").join(told)
    grounds = _grounds(party.reasons.values(), everything, language)
    return f"{head}　{roles_told}（{grounds}）" if zh else f"{head} – {roles_told} ({grounds})"


def _by_roles(technologies: Mapping[str, list[str]]) -> dict[tuple[str, ...], list[str]]:
    """Technologies in which the party has the same roles stand together, the longest list first."""
    roles: dict[str, list[str]] = {}
    for role in sorted(technologies, key=ROLES.index):
        for technology in technologies[role]:
            roles.setdefault(technology, []).append(role)
    together: dict[tuple[str, ...], list[str]] = {}
    for technology, named in roles.items():
        together.setdefault(tuple(named), []).append(technology)
    return dict(sorted(together.items(), key=lambda item: -len(item[1])))


def _grounds(reasons: Iterable[Reason], everything: bool, language: str) -> str:
    """Why by which clause and on which basis; in short, the clauses and whether some of it is judgement."""
    zh, found = language == "zh", tuple(reasons)
    if everything:
        told = [
            (" — " if not zh else "——").join(
                (one.because.get(language).rstrip("。."), f"{one.clause} {BASIS[one.basis].get(language)}")
            )
            for one in found
        ]
        return ("；" if zh else "; ").join(told)
    clauses = list(dict.fromkeys(one.clause for one in found if one.clause))
    more = [JUDGEMENT.get(language)] if any(one.basis is Basis.JUDGEMENT for one in found) else []
    shown = clauses[:_CLAUSES_SHOWN]
    tail = ("等" if zh else " …") if len(clauses) > len(shown) else ""
    return ("；" if zh else "; ").join([listing(shown, language) + tail, *more])


def _silences(
    steps: tuple[str, ...], decision: Decision, catalogue: Catalogue, everything: bool
) -> Iterator[Text]:
    """What the sources leave open: who decides what, and who pays."""
    known = {key: {role.role for role in roles_of(key, decision)} for key in steps}
    if open_ones := [key for key in steps if DECIDES not in known[key]]:
        zh, en = (_names(open_ones, lang, catalogue, everything) for lang in ("zh", "en"))
        yield Text(f"{NO_DECIDER.zh}：{zh}", f"{NO_DECIDER.en}: {en}")
    payers = [key for key in steps if PAYS in known[key]]
    if len(payers) < len(steps):
        yield NO_OTHER_PAYER if payers else NO_PAYER


def _names(keys: Iterable[str], language: str, catalogue: Catalogue, everything: bool = True) -> str:
    names = [catalogue.label(key).get(language) for key in keys]
    return listing(names, language) if everything else some_of(names, _NAMES_SHOWN, language)
