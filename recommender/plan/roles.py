"""Who does what: the roles that concern each technology, and whether the planner's own side decides it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from recommender.model.catalogue import Catalogue
from recommender.model.decision import Decision, Role

DECIDES = "decides"
PAYS = "pays"
ROLES = (DECIDES, "carries_out", PAYS, "benefits")
"""Role ids in the order they are told."""
ACTING_AS = "plan.acting_as"
WHOLE = ""
"""The key of the roles in the renewal as a whole."""


class Say(Enum):
    """What the planner's own side has to say in a step."""

    DECIDE = "decide"
    PART = "part"
    PROPOSE = "propose"
    OPEN = "open"


def roles_of(technology: str, decision: Decision) -> tuple[Role, ...]:
    """The roles known to hold for a technology itself; else those of the renewal as a whole."""
    own = tuple(role for role in decision.roles.get(technology, ()) if role.reason.holds)
    named = {role.role for role in own}
    return (*own, *(role for role in whole(decision) if role.role not in named))


def whole(decision: Decision) -> tuple[Role, ...]:
    """The roles known to hold in the renewal as a whole."""
    return tuple(role for role in decision.roles.get(WHOLE, ()) if role.reason.holds)


def say(technology: str, decision: Decision, catalogue: Catalogue) -> Say | None:
    """Whether who uses the plan decides on the technology, proposes it, or no source tells; None: not stated.

    What is given to residents is given to tenants and owners; what is given to owners is given only to a
    part of the residents. Nobody is told to do what a source gives to others to decide.
    """
    acting = decision.value(ACTING_AS)
    if acting is None:
        return None
    deciders = set(_deciders(technology, decision))
    if not deciders:
        return Say.OPEN
    if deciders & {str(acting), *catalogue.broader_chain(str(acting))}:
        return Say.DECIDE
    return Say.PART if deciders & catalogue.narrower.get(str(acting), frozenset()) else Say.PROPOSE


def _deciders(technology: str, decision: Decision) -> Iterator[str]:
    for role in roles_of(technology, decision):
        if role.role == DECIDES:
            yield from role.actors
