"""The words of every refusal of a record: what is wrong and how to mend it, in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from recommender.model.problem import Place, Problem
from recommender.model.text import Text
from recommender.schema.definitions import IdSpace, Slot
from recommender.store.names import meant, nearest


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text matches the pattern."""
    return _compiled(pattern).fullmatch(text) is not None


def _name(slot: Slot) -> tuple[str, str]:
    """How a slot is called in a Chinese and in an English sentence."""
    return f"“{slot.name}”（{slot.label.zh}）", f"'{slot.name}' ({slot.label.en})"


def not_a_record_file(place: Place) -> Problem:
    """The root is not a mapping."""
    return Problem(
        place,
        "E-RECORD-FILE",
        "记录文件应由 class 和 records 两个键组成",
        "a record file is a mapping of class and records",
    )


def no_class(place: Place) -> Problem:
    """`class` is missing."""
    return Problem(
        place,
        "E-CLASS-MISSING",
        "缺少 class，不知道这是哪一类记录",
        "class is missing, so the kind of record is unknown",
        "请写 class: Technology 之类",
        "write class: Technology or the like",
    )


def unknown_class(place: Place, name: str, known: Iterable[str]) -> Problem:
    """A class the schema does not have, or one not written in kb/."""
    return Problem(
        place,
        "E-CLASS-UNKNOWN",
        f"没有“{name}”这一类记录",
        f"there is no class '{name}' of records",
        *meant(nearest(name, known)),
    )


def no_records(place: Place) -> Problem:
    """`records` is missing or not a list."""
    return Problem(
        place,
        "E-RECORD-LIST",
        "缺少 records 列表",
        "the list of records is missing",
        "请写 records: 并在其下逐条列出",
        "write records: and list them below",
    )


def not_a_record(place: Place) -> Problem:
    """An item of `records` that is not a mapping."""
    return Problem(place, "E-RECORD-SHAPE", "每条记录应为“键: 值”", "a record is a mapping of fields")


def unknown_field(place: Place, field: str, owner: str, known: Iterable[str]) -> Problem:
    """A key the class does not have."""
    where_zh, where_en = (f"{owner} 里", f"{owner} has") if owner else ("这里", "there is")
    return Problem(
        place,
        "E-FIELD-UNKNOWN",
        f"{where_zh}没有字段“{field}”",
        f"{where_en} no field '{field}'",
        *meant(nearest(field, known)),
    )


def missing_field(place: Place, slot: Slot, record_id: str, order: int) -> Problem:
    """A required field is absent; a record without id is named by its order in the file."""
    zh, en = _name(slot)
    which_zh = f"记录“{record_id}”" if record_id else f"第 {order} 条记录（没有 id）"
    which_en = f"record '{record_id}'" if record_id else f"record {order} of the file (without id)"
    return Problem(place, "E-FIELD-MISSING", f"{which_zh}缺少字段{zh}", f"{which_en} lacks the field {en}")


def missing_id(place: Place) -> Problem:
    """No id."""
    return Problem(place, "E-ID-MISSING", "记录缺少 id", "the record has no id")


def not_in_order(place: Place, lower: Slot, upper: Slot, low: str, high: str) -> Problem:
    """The lower end of a range above its upper end."""
    zh, en = _name(lower)
    end_zh, end_en = _name(upper)
    return Problem(
        place,
        "E-FIELD-ORDER",
        f"{zh}是 {low}，高于{end_zh}的 {high}",
        f"{en} is {low}, above {end_en}, which is {high}",
        "请核对两个数",
        "check the two numbers",
    )


def not_both(place: Place, slot: Slot, other: Slot) -> Problem:
    """Two fields that say the same thing in different ways."""
    zh, en = _name(slot)
    other_zh, other_en = _name(other)
    return Problem(
        place,
        "E-FIELD-BOTH",
        f"{zh}和{other_zh}不能同时写",
        f"{en} and {other_en} cannot both be given",
        "请按原文只留一种",
        "keep the one the source gives",
    )


def id_form(place: Place, record_id: str, space: IdSpace) -> Problem:
    """An id not written as its class asks."""
    return Problem(
        place,
        "E-ID-FORM",
        f"id“{record_id}”写法不对",
        f"the id '{record_id}' is not well formed",
        f"应为{space.label.zh}",
        f"it must be {space.label.en}",
    )


def duplicate_id(place: Place, record_id: str, first: Place) -> Problem:
    """The same id twice in a class."""
    return Problem(
        place,
        "E-ID-DUPLICATE",
        f"id“{record_id}”已经用过，见 {first}",
        f"the id '{record_id}' is already used at {first}",
        "请改用另一个 id，或合并两条记录",
        "choose another id or merge the two records",
    )


def unquoted_number(place: Place, field: str, text: str) -> Problem:
    """A bare number where text is needed."""
    return Problem(
        place,
        "E-NUMBER-UNQUOTED",
        f"“{field}”应为文字，这里的 {text} 会被当成数字",
        f"'{field}' is text, but a bare {text} is read as a number",
        f'请加引号："{text}"',
        f'quote it: "{text}"',
    )


def not_a_list(place: Place, slot: Slot) -> Problem:
    """A single value where a list is needed."""
    zh, en = _name(slot)
    return Problem(
        place,
        "E-FIELD-LIST",
        f"{zh}应为列表",
        f"{en} must be a list",
        "请写成 [甲, 乙]，没有就删去这一行",
        "write [a, b], or delete the line when there is none",
    )


def empty_list(place: Place, slot: Slot) -> Problem:
    """A required list without items."""
    zh, en = _name(slot)
    return Problem(place, "E-FIELD-EMPTY", f"{zh}至少要有一项", f"{en} needs at least one item")


def repeated_item(place: Place, slot: Slot, value: str) -> Problem:
    """The same item twice in a list."""
    zh, en = _name(slot)
    return Problem(
        place,
        "E-FIELD-REPEAT",
        f"{zh}里“{value}”写了两次",
        f"'{value}' stands twice in {en}",
        "请删去一个",
        "delete one of them",
    )


def not_single(place: Place, slot: Slot) -> Problem:
    """A list or mapping where one value is needed."""
    zh, en = _name(slot)
    return Problem(place, "E-FIELD-TYPE", f"{zh}应为单个值", f"{en} must be a single value")


def empty_value(place: Place, slot: Slot) -> Problem:
    """A key without a value."""
    zh, en = _name(slot)
    return Problem(
        place,
        "E-FIELD-EMPTY",
        f"{zh}没有值",
        f"{en} has no value",
        "没有就删去这一行",
        "delete the line when there is none",
    )


def too_long(place: Place, slot: Slot, length: int) -> Problem:
    """Text over the limit of the slot."""
    zh, en = _name(slot)
    return Problem(
        place,
        "E-FIELD-LENGTH",
        f"{zh}有 {length} 个字，最多 {slot.max_length} 个",
        f"{en} has {length} characters, at most {slot.max_length} are allowed",
    )


def wrong_form(place: Place, slot: Slot, text: str) -> Problem:
    """Text that does not match the pattern of the slot."""
    zh, en = _name(slot)
    return Problem(
        place,
        "E-FIELD-FORM",
        f"{zh}的写法“{text}”不对",
        f"{en} is not well formed: '{text}'",
        slot.definition.zh.rstrip("。"),
        slot.definition.en[:1].lower() + slot.definition.en[1:].rstrip("."),
    )


def wrong_period(place: Place, slot: Slot, text: str) -> Problem:
    """Not a period."""
    zh, en = _name(slot)
    return Problem(
        place,
        "E-FIELD-PERIOD",
        f"{zh}应为时段，这里是“{text}”",
        f"{en} must be a period, not '{text}'",
        '请写成 "2020-2025" 的样子，先小后大',
        'write it like "2020-2025", earlier year first',
    )


def wrong_iri(place: Place, slot: Slot, text: str) -> Problem:
    """Not an IRI."""
    zh, en = _name(slot)
    return Problem(
        place,
        "E-FIELD-IRI",
        f"{zh}应为完整网址，这里是“{text}”",
        f"{en} must be a full IRI, not '{text}'",
        "请从 http:// 或 https:// 写起，中间不留空格",
        "begin it with http:// or https:// and leave no space in it",
    )


def unknown_value(place: Place, slot: Slot, text: str, values: Iterable[str] | dict[str, Text]) -> Problem:
    """A value outside the closed list; a Chinese label is answered with its value."""
    zh, en = _name(slot)
    labels = {text.zh: key for key, text in values.items()} if isinstance(values, dict) else {}
    names = list(values)
    near = labels.get(text) or nearest(text, names)
    hints = meant(near) if near else (f"可写：{'、'.join(names)}", f"one of: {', '.join(names)}")
    return Problem(place, "E-FIELD-VALUE", f"{zh}没有“{text}”这个值", f"{en} has no value '{text}'", *hints)


def not_a_number(place: Place, slot: Slot, text: str) -> Problem:
    """Not a (whole) number."""
    zh, en = _name(slot)
    kind = ("整数", "a whole number") if slot.range == "integer" else ("数", "a number")
    return Problem(
        place,
        "E-FIELD-TYPE",
        f"{zh}应为{kind[0]}，这里是“{text}”",
        f"{en} must be {kind[1]}, not '{text}'",
        "数字不加引号，不带单位",
        "write the number without quotes or unit",
    )


def not_a_boolean(place: Place, slot: Slot, text: str) -> Problem:
    """Not true or false."""
    zh, en = _name(slot)
    return Problem(
        place,
        "E-FIELD-TYPE",
        f"{zh}应为 true 或 false，这里是“{text}”",
        f"{en} must be true or false, not '{text}'",
    )


def out_of_range(place: Place, slot: Slot, text: str) -> Problem:
    """A number outside the bounds of the slot."""
    zh, en = _name(slot)
    low = "" if slot.minimum is None else f"{slot.minimum:g}"
    high = "" if slot.maximum is None else f"{slot.maximum:g}"
    bounds_zh = f"在 {low} 到 {high} 之间" if low and high else f"不小于 {low}" if low else f"不大于 {high}"
    bounds_en = (
        f"between {low} and {high}" if low and high else f"at least {low}" if low else f"at most {high}"
    )
    return Problem(
        place, "E-FIELD-RANGE", f"{zh}应{bounds_zh}，这里是 {text}", f"{en} must be {bounds_en}, not {text}"
    )


def not_bilingual(place: Place, slot: Slot) -> Problem:
    """Plain text where zh and en are needed."""
    zh, en = _name(slot)
    return Problem(
        place,
        "E-TEXT-LANGUAGE",
        f"{zh}要写中英文",
        f"{en} needs Chinese and English",
        "请写成 {zh: …, en: …}",
        "write {zh: …, en: …}",
    )


def missing_language(place: Place, slot: Slot, language: str) -> Problem:
    """zh or en is absent or empty."""
    zh, en = _name(slot)
    chinese, english = ("中文 zh", "Chinese zh") if language == "zh" else ("英文 en", "English en")
    return Problem(place, "E-TEXT-LANGUAGE", f"{zh}缺少{chinese}", f"{en} lacks its {english}")


def chinese_in_english(place: Place, slot: Slot, found: str) -> Problem:
    """Chinese characters in an English text, outside the words it cites."""
    zh, en = _name(slot)
    return Problem(
        place,
        "E-TEXT-SCRIPT",
        f"{zh}的英文里有汉字“{found}”",
        f"the English of {en} holds Chinese characters: '{found}'",
        "请译成英文；要引原文的词，放进引号 “ ” 里",
        "translate them; a word cited from the source stands in quotes “ ”",
    )
