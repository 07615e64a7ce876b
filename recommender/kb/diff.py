"""What changed between two knowledge bases: records added, retired or gone, fields that differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from recommender.kb.records import FieldValue, Record, Records
from recommender.model.clause import parse_reference
from recommender.model.text import Text
from recommender.schema.definitions import Schema, Slot

LONGEST = 60
_PARTS = {
    "item": ("第 {} 项", "item {}"),
    "sentence": ("第 {} 句", "sentence {}"),
    "paragraph": ("第 {} 段", "paragraph {}"),
}


class Kind(Enum):
    """What became of a record. Only a record that vanished without being retired is a fault."""

    ADDED = "added"
    RETIRED = "retired"
    VANISHED = "vanished"
    CHANGED = "changed"


@dataclass(frozen=True)
class Change:
    """One change; `words` says it in a sentence, `slot`, `before` and `after` only for changed fields."""

    kind: Kind
    type: str
    id: str
    words: Text
    slot: str = ""
    before: str = ""
    after: str = ""


def changes(before: Records, after: Records) -> tuple[Change, ...]:
    """Every change from `before` to `after`, by class of the schema, in file order."""
    return tuple(_Comparison(before, after).run())


@dataclass(frozen=True)
class _Comparison:
    before: Records
    after: Records

    def run(self) -> Iterator[Change]:
        for name in dict.fromkeys((*self.before.by_class, *self.after.by_class)):
            old, new = self.before.of(name), self.after.of(name)
            for key, record in old.items():
                if key not in new:
                    yield self._gone(record)
            for key, record in new.items():
                if key in old:
                    yield from self._fields(old[key], record)
                elif name != "Retired":
                    where = _title(record, self.after)
                    yield Change(Kind.ADDED, name, key, Text(f"新增{where.zh}", f"added: {where.en}"))

    def _gone(self, record: Record) -> Change:
        where = _title(record, self.before)
        retired = self.after.of("Retired").get(record.id)
        if retired is None or retired.string("was") != record.type:
            words = Text(
                f"{where.zh} 不见了，也没有记为退役（kb/retired.yaml）",
                f"{where.en} is gone and not recorded as retired (kb/retired.yaml)",
            )
            return Change(Kind.VANISHED, record.type, record.id, words)
        instead = "、".join(retired.strings("replaced_by"))
        zh, en = (f"，由 {instead} 取代", f"; replaced by {instead}") if instead else ("", "")
        reason = retired.text("reason")
        words = Text(f"{where.zh} 退役：{reason.zh}{zh}", f"{where.en} retired: {reason.en}{en}")
        return Change(Kind.RETIRED, record.type, record.id, words)

    def _fields(self, old: Record, new: Record) -> Iterator[Change]:
        slots = {**self.before.schema.classes[old.type].slots, **self.after.schema.classes[new.type].slots}
        for name, slot in slots.items():
            was, now = old.fields.get(name), new.fields.get(name)
            if was != now:
                yield self._changed(new, slot, was, now)

    def _changed(self, record: Record, slot: Slot, was: FieldValue | None, now: FieldValue | None) -> Change:
        where = _title(record, self.after)
        label = Text(f"{slot.label.zh}{slot.sign}", f"{slot.label.en}{' ' * bool(slot.sign)}{slot.sign}")
        sides = ((was, self.before), (now, self.after))
        shown = {
            language: tuple(_shown(value, slot, records, language) for value, records in sides)
            for language in ("zh", "en")
        }
        words = Text(
            f"{where.zh}：{label.zh} {' → '.join(shown['zh'])}",
            f"{where.en}: {label.en} {' → '.join(shown['en'])}",
        )
        return Change(Kind.CHANGED, record.type, record.id, words, slot.name, *shown["zh"])


def _title(record: Record, records: Records) -> Text:
    """Class, name and place of a record, as “评级“太阳能光伏”（gdroute 表 6-2 第 23 行）”."""
    kind = records.schema.classes[record.type].label
    name = record.text("label") or Text(record.id, record.id)
    place = _place(record, records.schema)
    zh = f"{kind.zh}“{name.zh}”" + (f"（{place.zh}）" if place else "")
    return Text(zh, f"{kind.en} “{name.en}”" + (f" ({place.en})" if place else ""))


def _place(record: Record, schema: Schema) -> Text:
    reference = parse_reference(record.string("clause") or record.string("source"))
    if reference is None:
        return Text()
    if {"table", "row"} <= schema.classes[record.type].slots.keys():
        table, row = record.string("table"), record.string("row")
        return Text(
            f"{reference.source} 表 {table} 第 {row} 行", f"{reference.source} table {table} row {row}"
        )
    zh, en = f"{reference.source} {reference.number}", f"{reference.source} {reference.number}"
    if reference.part:
        words = _PARTS[reference.part]
        zh, en = f"{zh} {words[0].format(reference.index)}", f"{en} {words[1].format(reference.index)}"
    return Text(zh, en)


def _shown(value: FieldValue | None, slot: Slot, records: Records, language: str) -> str:
    """A value as a reader sees it: labels for links, long texts cut short, a dash for nothing."""
    if value is None:
        return "（无）" if language == "zh" else "(none)"
    if isinstance(value, tuple):
        joint = "、" if language == "zh" else ", "
        return joint.join(_shown(item, slot, records, language) for item in value) or "–"
    if isinstance(value, Text):
        text = value.get(language)
    elif isinstance(value, bool):
        text = {"zh": ("否", "是"), "en": ("no", "yes")}[language][value]
    elif isinstance(value, float) and value.is_integer():
        text = str(int(value))
    else:
        text = _label(str(value), slot, records, language)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _label(value: str, slot: Slot, records: Records, language: str) -> str:
    schema = records.schema
    if slot.range in schema.enums:
        return schema.enums[slot.range].values[value].get(language)
    class_name = "Concept" if slot.range == "concept" else slot.range
    linked = records.of(class_name).get(value) if class_name in schema.classes else None
    return linked.text("label").get(language) or value if linked is not None else value
