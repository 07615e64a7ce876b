"""The small parts of a block: fields, years, quantities, yes or no, words; each told where it is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from recommender.model.catalogue import Catalogue
from recommender.model.clause import parse_reference
from recommender.model.knowledge import FactValue
from recommender.model.problem import Place
from recommender.model.stated import Quantity
from recommender.model.text import NO_TEXT, Text
from recommender.store.clauses import read_clause
from recommender.store.figures import NotAQuantity
from recommender.store.findings import Findings
from recommender.store.names import Named, Names, Vocabulary
from recommender.store.nodes import Entry, Mapping, Node, Scalar, Sequence
from recommender.store.quantities import PER, TONNES, fits, kind_of, quantity_of, suitable, symbol_of
from recommender.store.stated_names import StatedNames
from recommender.store.unit_words import UnknownUnit
from recommender.store.units import number_of
from recommender.store.values import truth_of

YEARS = (2000, 2100)
MONEY, PERCENT = "万元", "percent"
"""Units of costs and of shares."""
COMMA = Text(
    "花括号里的数不要用千分位逗号，或者加引号", "inside braces write no thousands comma, or quote the figure"
)


@dataclass(frozen=True)
class Reader:
    """What every block is read with: the names, where problems go, and what was read before.

    `given` are the activities a scenario only states otherwise, in part.
    """

    names: Vocabulary
    findings: Findings
    facts: dict[str, FactValue] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    given: frozenset[str] = frozenset()

    @property
    def catalogue(self) -> Catalogue:
        """The records."""
        return self.names.catalogue

    @cached_property
    def stated_names(self) -> StatedNames:
        """The names of activities, indicators and so on that this site may use."""
        return StatedNames(self.catalogue, str(self.facts.get("site.type", "")))


def keys(*pairs: tuple[str, str]) -> Names:
    """The keys of a mapping, each with its Chinese name."""
    return Names(tuple(Named(key, (zh, key)) for key, zh in pairs))


def fields(node: Node, what: Text, known: Names, findings: Findings) -> dict[str, Entry]:
    """The entries of a mapping by the id of their key; unknown keys and repeated ones are told."""
    found: dict[str, Entry] = {}
    if not isinstance(node, Mapping):
        findings.shape(node, f"{what.zh}的映射", f"a mapping of {what.en}")
        return found
    for entry in node.entries:
        named = known.find(entry.key.text)
        if not named:
            _unknown_key(entry, what, known, findings)
        elif named[0] in found:
            twice(entry.key, Text(f"“{entry.key.text}”", entry.key.text), found[named[0]].key.line, findings)
        else:
            found[named[0]] = entry
    return found


def _unknown_key(entry: Entry, what: Text, known: Names, findings: Findings) -> None:
    hint = COMMA if cut_by_comma(entry) else known.hint(entry.key.text)
    findings.error(
        entry.key,
        "E-KEY",
        f"{what.zh}没有“{entry.key.text}”这个键",
        f"{what.en} has no key '{entry.key.text}'",
        hint,
    )


def cut_by_comma(entry: Entry) -> bool:
    """Whether a key is the rest of a figure: {amount: 1,200 t} reads as two entries."""
    blank = isinstance(entry.value, Scalar) and entry.value.value is None
    return blank and entry.key.text[:1].isdigit()


def twice(node: Node, what: Text, line: int, findings: Findings) -> None:
    """Tell that something is stated a second time."""
    findings.error(
        node,
        "E-TWICE",
        f"{what.zh}写了两次，第一次在第 {line} 行",
        f"{what.en} is stated twice, first on line {line}",
        Text("请删去一处", "delete one of them"),
    )


def read_year(node: Node, what: Text, findings: Findings) -> int | None:
    """A year from 2000 to 2100."""
    year = _whole_number(node)
    if year is not None and YEARS[0] <= year <= YEARS[1]:
        return year
    shown = f"“{node.text}”" if isinstance(node, Scalar) else "别的内容"
    findings.error(
        node,
        "E-YEAR",
        f"{what.zh}要写 {YEARS[0]} 到 {YEARS[1]} 年之间的一年，写成了{shown}",
        f"{what.en} is one year from {YEARS[0]} to {YEARS[1]}"
        + (f", not '{node.text}'" if isinstance(node, Scalar) else ""),
    )
    return None


def _whole_number(node: Node) -> int | None:
    if not isinstance(node, Scalar):
        return None
    try:
        number = number_of(node.text, "年")
    except (ValueError, ArithmeticError):
        return None
    return number if isinstance(number, int) else None


def read_span(
    entries: dict[str, Entry], what: Text, findings: Findings, first: str = "from", last: str = "until"
) -> tuple[int | None, int | None]:
    """The years `from` and `until`; told where they are out of order."""
    years = [
        read_year(entries[key].value, Text(f"{what.zh}的{zh}", f"`{key}` of {what.en}"), findings)
        if key in entries
        else None
        for key, zh in ((first, "开始年"), (last, "结束年"))
    ]
    if years[0] is not None and years[1] is not None and years[0] > years[1]:
        findings.error(
            entries[last].value,
            "E-ORDER",
            f"{what.zh}的结束年 {years[1]} 早于开始年 {years[0]}",
            f"{what.en} ends in {years[1]}, before it starts in {years[0]}",
        )
        return None, None
    return years[0], years[1]


def read_words(node: Node | None, what: Text, findings: Findings) -> str:
    """One piece of free text; empty where there is none."""
    if node is None:
        return ""
    if isinstance(node, Scalar) and node.text.strip() and node.value is not None:
        return node.text.strip()
    findings.shape(node, f"{what.zh}的文字", f"the text of {what.en}")
    return ""


def read_note(node: Node | None, what: Text, findings: Findings) -> Text:
    """A note in one language or as {zh, en}."""
    if isinstance(node, Mapping):
        return findings.text(node, node, what)
    said = read_words(node, what, findings)
    return Text(en=said) if said.isascii() else Text(zh=said)


def read_source(node: Node | None, reader: Reader) -> str:
    """Where something comes from: free words, or a clause of one of the sources, which must exist."""
    said = read_words(node, Text("出处", "the source"), reader.findings)
    reference = parse_reference(said) if said else None
    if node is not None and reference is not None and reference.source in reader.catalogue.sources:
        return read_clause(node, reader.catalogue, reader.findings) or ""
    return said


def read_yes(node: Node, what: Text, findings: Findings) -> bool | None:
    """Yes or no; anything else is told."""
    said = truth_of(node.text) if isinstance(node, Scalar) else None
    if said is None:
        shown = node.text if isinstance(node, Scalar) else "…"
        findings.error(
            node,
            "E-BOOLEAN",
            f"{what.zh}要写是或否，写成了“{shown}”",
            f"{what.en} is yes or no, not '{shown}'",
            Text("请写 true 或 false", "write true or false"),
        )
    return said


def read_quantity(
    node: Node,
    what: Text,
    reader: Reader,
    wanted: tuple[str, ...] = (),
    *,
    emission: bool = False,
    bare: str = "",
    negative: bool = False,
) -> Quantity | None:
    """A quantity that fits one of the units `wanted` (any unit, where none is); None after telling why not.

    `emission`: a plain mass is one of CO2. `bare`: the unit of a number without one. `negative`: it may be
    below zero.
    """
    text = _texts(node)
    if text is None:
        reader.findings.shape(
            node, f"{what.zh}（一个量或 [下限, 上限]）", f"{what.en} (a figure or [low, high])"
        )
        return None
    try:
        found = quantity_of(text, reader.catalogue, emission=emission, yearly=True, bare=bare)
    except NotAQuantity as wrong:
        _tell(node, wrong.code, what, wrong.text, wrong.why, _hint(wrong, wanted, reader), reader)
        return None
    except UnknownUnit as wrong:
        why = Text(f"里的“{wrong}”不是碳路认得的单位", f"has a unit Tanlu does not know ('{wrong}')")
        _tell(node, "E-UNIT", what, _shown(text), why, _suitable(wanted, reader), reader)
        return None
    if wanted and not any(fits(found.unit, unit, reader.catalogue) for unit in wanted):
        _wrong_unit(node, what, _shown(text), found.unit, wanted, reader)
        return None
    if found.amount.low < 0 and not negative:
        why = Text("小于零", "is below zero")
        _tell(
            node,
            "E-NEGATIVE",
            what,
            _shown(text),
            why,
            Text("这里只写正数", "only figures from zero up"),
            reader,
        )
        return None
    _check_coal(node, what, found, wanted, reader)
    return found


def _check_coal(node: Node, what: Text, found: Quantity, wanted: tuple[str, ...], reader: Reader) -> None:
    """Warn where coal equivalent is converted: by the heat it stands for, which is not the only custom."""
    if not wanted or "ce" not in found.unit or any("ce" in unit for unit in wanted):
        return
    reader.findings.warn(
        node,
        "W-COAL-EQUIVALENT",
        f"{what.zh}以标准煤计，按当量值（1 kgce = 29.3076 MJ）折算，不按等价值",
        f"{what.en} is in coal equivalent and is converted by its heat (1 kgce = 29.3076 MJ)",
        Text("等价值请先自行换算", "convert it yourself where the fuel of the power station is meant"),
    )


def _texts(node: Node) -> str | tuple[str, str] | None:
    """The text of a quantity: one, or the two of a list."""
    if isinstance(node, Scalar):
        return node.text
    if not isinstance(node, Sequence) or not 1 <= len(node.items) <= 2:
        return None
    texts = [item.text for item in node.items if isinstance(item, Scalar)]
    if len(texts) != len(node.items):
        return None
    return texts[0] if len(texts) == 1 else (texts[0], texts[1])


def _shown(text: str | tuple[str, str]) -> str:
    return text.strip() if isinstance(text, str) else f"[{', '.join(text)}]"


def _tell(node: Node, code: str, what: Text, text: str, why: Text, hint: Text, reader: Reader) -> None:
    zh, en = (f"“{text}”", f": '{text}'") if text.strip() else ("", "")
    reader.findings.error(node, code, f"{what.zh}{zh}{why.zh}", f"{what.en}{en} {why.en}", hint)


def _hint(wrong: NotAQuantity, wanted: tuple[str, ...], reader: Reader) -> Text:
    """How to mend it: with the unit that is asked for, where one is."""
    if not wanted or wrong.code not in ("E-UNIT", "E-NUMBER"):
        return wrong.hint
    if not wrong.text.strip().replace(".", "").isdigit():
        return _suitable(wanted, reader) if wrong.code == "E-NUMBER" else wrong.hint
    symbol = symbol_of(wanted[0], reader.catalogue)
    example = f"{wrong.text.strip()}{'' if symbol == '%' else ' '}{symbol}"
    return Text(f"是否想写 {example}", f"did you mean {example}")


def _suitable(wanted: tuple[str, ...], reader: Reader) -> Text:
    if not wanted:
        return NO_TEXT
    symbols = _symbols(wanted, reader)
    return Text(f"请写带单位（{symbols.zh}）的数", f"write a figure with its unit ({symbols.en})")


def _symbols(wanted: tuple[str, ...], reader: Reader) -> Text:
    """The units that may be written; in English those with a Chinese multiple are left out."""
    symbols = [symbol_of(unit, reader.catalogue) for unit in wanted]
    if len(wanted) == 1:
        symbols = list(suitable(wanted[0], reader.catalogue))
    plain = [symbol for symbol in symbols if symbol[0] not in "万亿"] or symbols[:1]
    return Text("、".join(symbols), ", ".join(symbol_of(unit, reader.catalogue, "en") for unit in plain))


def _wrong_unit(
    node: Node, what: Text, text: str, unit: str, wanted: tuple[str, ...], reader: Reader
) -> None:
    """Tell that a figure is of another kind than is asked for, and what would fit."""
    asked, got = kind_of(wanted[0], reader.catalogue), kind_of(unit, reader.catalogue)
    symbols = _symbols(wanted, reader)
    zh, en = f"{what.zh}的单位应为 {symbols.zh}", f"the unit of {what.en} is {symbols.en}"
    if asked:
        zh = f"{what.zh}应以{asked.zh}计（{symbols.zh}）"
        en = f"{what.en} is measured as {asked.en} ({symbols.en})"
    hint = NO_TEXT
    if TONNES not in wanted and any(fits(unit, per, reader.catalogue) for per in PER.values()):
        hint = Text("排放量请写在 emission 下", "write an emission under `emission`")
    is_zh, is_en = (f"是{got.zh}", f"is {got.en}") if got else ("不是", "is not")
    reader.findings.error(node, "E-UNIT", f"{zh}，“{text}”{is_zh}", f"{en}, '{text}' {is_en}", hint)
