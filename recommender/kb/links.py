"""Links between records: dangling ones, ones to the wrong class or scheme, clause places, cycles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from recommender.kb import link_problems as words
from recommender.kb.records import Record, Records
from recommender.model.clause import ClauseRef, parse_reference, source_of
from recommender.model.problem import Place, Problem
from recommender.store.names import nearest


@dataclass(frozen=True)
class Link:
    """A reference found in a file: what it must point at (`range`, `scheme`), its text and its place."""

    range: str
    scheme: str
    target: str
    place: Place


def broken_links(records: Records, links: Iterable[Link]) -> list[Problem]:
    """One problem for every link that does not point where it should, clause ids included."""
    check = _Check(records)
    found = [problem for link in links if (problem := check.problem(link)) is not None]
    return [*found, *check.clauses_without_source(), *check.retired()]


def cycles(records: Records) -> Iterator[Problem]:
    """One problem for every record that is, through `broader`, above itself."""
    for class_name, by_id in records.by_class.items():
        slot = records.schema.classes[class_name].slots.get("broader")
        if slot is None or slot.range != class_name:
            continue
        for record in by_id.values():
            if _reaches_itself(record, by_id):
                yield words.cycle(record.where("broader"), record.id)


def _reaches_itself(record: Record, by_id: Mapping[str, Record]) -> bool:
    seen: set[str] = set()
    current = record.string("broader")
    while current in by_id and current not in seen:
        if current == record.id:
            return True
        seen.add(current)
        current = by_id[current].string("broader")
    return False


class _Check:
    """Answers for one link at a time; suggestions are remembered, as one slip often occurs many times."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.near: dict[tuple[str, str], str] = {}

    def problem(self, link: Link) -> Problem | None:
        """What is wrong with a link, or None."""
        match link.range:
            case "clause_ref":
                return self._clause(link)
            case "record_or_clause":
                return self._anything(link)
            case "concept":
                return self._concept(link)
            case _:
                return self._record(link, link.range)

    def clauses_without_source(self) -> Iterator[Problem]:
        """Clause ids whose part before the slash is not a source."""
        sources = self.records.of("Source")
        for clause in self.records.of("Clause").values():
            source = source_of(clause.id)
            if source not in sources:
                yield words.no_such_source(clause.place, source, sources)

    def retired(self) -> Iterator[Problem]:
        """Retired ids whose former class is unknown, and ids used again after they were retired."""
        classes = self.records.by_class
        for retired in self.records.of("Retired").values():
            was = retired.string("was")
            if was not in classes:
                yield words.retired_class(retired.where("was"), was, classes)
            elif (again := self.records.of(was).get(retired.id)) is not None:
                yield words.used_again(again.place, retired.id, retired.place)

    def _record(self, link: Link, class_name: str) -> Problem | None:
        if link.target in self.records.of(class_name):
            return None
        gone = self.records.of("Retired").get(link.target)
        if gone is not None and gone.string("was") == class_name:
            instead = gone.strings("replaced_by")
            return words.retired_link(link.place, link.target, gone.text("reason"), instead)
        label = self.records.schema.classes[class_name].label
        others = [name for name, by_id in self.records.by_class.items() if link.target in by_id]
        if others:
            other = self.records.schema.classes[others[0]].label
            return words.wrong_class(link.place, link.target, label, other)
        return words.dangling(link.place, link.target, label, self._near(link.target, class_name))

    def _concept(self, link: Link) -> Problem | None:
        concept = self.records.of("Concept").get(link.target)
        if concept is not None and concept.string("scheme") == link.scheme:
            return None
        near = self._near(link.target, "Concept", link.scheme)
        scheme = self.records.of("ConceptScheme").get(link.scheme)
        name = f"“{scheme.text('label').zh}”" if scheme else link.scheme
        if concept is not None:
            return words.wrong_scheme(link.place, link.target, name, link.scheme, near)
        return words.dangling_value(link.place, link.target, name, link.scheme, near)

    def _anything(self, link: Link) -> Problem | None:
        if any(link.target in by_id for by_id in self.records.by_class.values()):
            return None
        if "/" in link.target:
            return self._clause(link)
        names = [record.id for record in self.records]
        key = (link.target, "")
        if key not in self.near:
            self.near[key] = nearest(link.target, names)
        return words.dangling_any(link.place, link.target, self.near[key])

    def _clause(self, link: Link) -> Problem | None:
        reference = parse_reference(link.target)
        if reference is None:
            example = next(iter(self.records.of("Clause")), "source/number")
            return words.clause_form(link.place, link.target, example)
        clause = self.records.of("Clause").get(reference.clause)
        if clause is None:
            return words.no_such_clause(link.place, reference.clause, self._near(reference.clause, "Clause"))
        return self._within(link, reference, clause)

    def _within(self, link: Link, reference: ClauseRef, clause: Record) -> Problem | None:
        if reference.part not in ("item", "paragraph"):
            return None
        slot = "items" if reference.part == "item" else "paragraphs"
        number = int(clause.string(slot) or 0)
        if reference.index <= number:
            return None
        return words.beyond_clause(link.place, reference.clause, reference.part, reference.index, number)

    def _near(self, target: str, class_name: str, scheme: str = "") -> str:
        key = (target, class_name + scheme)
        if key not in self.near:
            names = self._names(class_name, scheme)
            self.near[key] = names.get(target) or names.get(nearest(target, names), "")
        return self.near[key]

    def _names(self, class_name: str, scheme: str) -> dict[str, str]:
        """Ids and Chinese labels of a class (or of one scheme) → id."""
        chosen = [
            r for r in self.records.of(class_name).values() if not scheme or r.string("scheme") == scheme
        ]
        names = {record.text("label").zh: record.id for record in chosen if record.text("label")}
        return names | {record.id: record.id for record in chosen}
