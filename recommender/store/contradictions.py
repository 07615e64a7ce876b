"""Contradictions: values that cannot stand in one site profile together, as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recommender.model.catalogue import Catalogue
from recommender.model.knowledge import FactValue
from recommender.model.text import Text


@dataclass(frozen=True)
class Side:
    """A fact having one of some values (or a narrower one); `others` asks for a further value beside it."""

    fact: str
    values: tuple[str, ...]
    others: bool = False

    def holds(self, facts: Mapping[str, FactValue], catalogue: Catalogue) -> bool:
        """Whether the stated facts are so; an unstated fact never is."""
        stated = facts.get(self.fact)
        several = stated if isinstance(stated, tuple) else (stated,)
        accepted = {narrow for value in self.values for narrow in catalogue.narrower.get(value, {value})}
        if not any(value in accepted for value in several):
            return False
        return not self.others or any(value not in accepted for value in several)


@dataclass(frozen=True)
class Contradiction:
    """Two sides that exclude each other (one side alone, when it contradicts itself), and why."""

    first: Side
    second: Side | None
    why: Text


CONTRADICTIONS: tuple[Contradiction, ...] = (
    Contradiction(
        Side("site.type", ("rural_community",)),
        Side("site.setting", ("urban",)),
        Text("农村社区不在城市", "a rural community is not in a city"),
    ),
    Contradiction(
        Side("site.type", ("urban_community",)),
        Side("site.setting", ("rural",)),
        Text("城市社区不在农村", "an urban community is not in the countryside"),
    ),
    Contradiction(
        Side("site.development", ("new",)),
        Side("community.form", ("old_quarter",)),
        Text("新建场地不是老旧小区", "a new development is not an old quarter"),
    ),
    Contradiction(
        Side("site.works", ("no_works",), others=True),
        None,
        Text("写了“暂无工程”就不能再写别的工程", "no works planned excludes any other works"),
    ),
    Contradiction(
        Side("utility.fossil_use", ("no_fossil_use",), others=True),
        None,
        Text("写了“无化石燃料使用”就不能再写别的用途", "no fossil use excludes any other use"),
    ),
)
