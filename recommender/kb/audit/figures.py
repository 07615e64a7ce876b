"""The numbers a text prints: digits, per cent, fractions, 万 and 亿, and numbers written in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_WIDE = str.maketrans("０１２３４５６７８９．％－＋", "0123456789.%-+") | {ord(c): " " for c in "⁰¹²³⁴⁵⁶⁷⁸⁹"}
# A minus is a sign only where it does not stand between two numbers.
_NUMBER = re.compile(
    r"(?P<number>(?<![\d.])(?:(?<![\d%\w）)])[-−])?\d+(?:,\d{3})*(?:\.\d+)?)\s*"
    r"(?P<times>[千万亿]*)(?P<after>\s*(?:%|成|倍半|/\s*\d+(?!\d))?)"
)
_SPREAD = re.compile(r"(\d+(?:\.\d+)?)\s*[（(]?±\s*(\d+(?:\.\d+)?)")
_THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?:\.000)+(?!\d)")
_HAN = r"[零〇一二两三四五六七八九十百千万亿]+"
_HAN_NUMBER = re.compile(rf"{_HAN}(?:点[零〇一二三四五六七八九]+)?")
_HAN_FRACTION = re.compile(rf"(?P<under>{_HAN})分之(?P<over>{_HAN})")
_HAN_TENTHS = re.compile(r"(?P<tenths>[一二两三四五六七八九])成(?P<half>半?)")
_HALF = re.compile("半")
_DOUBLE = re.compile("翻番|翻一番|一倍")
# A magnitude without a number stands for one of it, no points for none.
_ONE = re.compile(r"(?<![\d\s.一二两三四五六七八九十百千数几])万亿")
_NONE = re.compile("不得分|零分")
_ONES = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_TIMES = {"千": 10**3} | _MYRIADS
# Between digits a line break parts two numbers; anywhere else it is only where the line was full.
_BREAK = re.compile(r"(?<=[^\s\d.%])\n+\s?(?=[^\s\d.])")
# A recorded fraction such as 0.33 agrees with a printed 1/3.
_NEAR = Decimal("0.01")


@dataclass(frozen=True)
class Figures:
    """The numbers of a text: `exact` as printed, in whole and as a share of 1, `near` those of fractions."""

    exact: frozenset[Decimal]
    near: frozenset[Decimal]

    def has(self, value: float, *, signed: bool = False) -> bool:
        """Whether the value is printed; trailing zeros do not matter, the sign only where asked for."""
        wanted = Decimal(repr(value))
        choices = {wanted} if signed else {wanted, -wanted}
        if choices & self.exact:
            return True
        return any(abs(abs(wanted) - near) <= _NEAR * near for near in self.near)


def figures_of(text: str) -> Figures:
    """Every reading of every number of a text; superscripts are not read."""
    plain = _BREAK.sub("", text.translate(_WIDE))
    exact = {*_digits(plain), *_in_chinese(plain)}
    return Figures(frozenset(exact), frozenset(_fractions(plain)))


def _digits(text: str) -> Iterator[Decimal]:
    for found in _NUMBER.finditer(text):
        number = _decimal(found["number"])
        times = Decimal(1)
        for sign in found["times"]:
            times *= _TIMES[sign]
        yield number
        yield number * times
        after = found["after"].strip()
        if after == "%":
            yield number / 100
        elif after == "成":
            yield from (number * 10, number / 10)
        elif after == "倍半":
            yield number + Decimal("0.5")
    for spread in _SPREAD.finditer(text):
        middle, part = _decimal(spread[1]), _decimal(spread[2])
        yield from (middle - part, middle + part)
    for grouped in _THOUSANDS.finditer(text):
        yield _decimal(grouped[0].replace(".", ""))


def _decimal(digits: str) -> Decimal:
    try:
        return Decimal(digits.replace(",", "").replace("−", "-"))
    except InvalidOperation:  # pragma: no cover  (the patterns let nothing else through)
        return Decimal(0)


def _in_chinese(text: str) -> Iterator[Decimal]:
    for found in _HAN_NUMBER.finditer(text):
        whole, _, decimals = found[0].partition("点")
        number = han_number(whole)
        if number is not None:
            yield Decimal(number)
            if decimals:
                yield Decimal(f"{number}.{''.join(str(_ONES[char]) for char in decimals)}")
    for tenths in _HAN_TENTHS.finditer(text):
        number_of = Decimal(_ONES[tenths["tenths"]]) + (Decimal("0.5") if tenths["half"] else 0)
        yield from (number_of * 10, number_of / 10)
    if _HALF.search(text):
        yield from (Decimal("0.5"), Decimal(50))
    if _ONE.search(text):
        yield from (Decimal(1), Decimal(10**12))
    if _NONE.search(text):
        yield Decimal(0)
    if _DOUBLE.search(text):
        yield from (Decimal(1), Decimal(2), Decimal(100))


def _fractions(text: str) -> Iterator[Decimal]:
    for found in re.finditer(r"(?<![\d.])(\d+)\s*/\s*(\d+)(?![\d.])", text):
        yield from _share(int(found[1]), int(found[2]))
    for said in _HAN_FRACTION.finditer(text):
        under = 100 if said["under"] == "百" else han_number(said["under"])
        over = han_number(said["over"])
        if under and over:
            yield from _share(over, under)


def _share(over: int, under: int) -> Iterator[Decimal]:
    if over and under:
        yield from (Decimal(over) / under, Decimal(100 * over) / under)


def han_number(text: str) -> int | None:
    """A whole number written in Chinese, as 二十 or 一百零五; None for signs that make no number (十四五)."""
    total = part = 0
    digit: int | None = None
    last = 10**9
    for char in text:
        if char in _ONES:
            if digit:
                return None
            digit = _ONES[char]
        elif char in _TENS:
            if _TENS[char] >= last:
                return None
            last = _TENS[char]
            part += (1 if digit is None else digit) * last
            digit = None
        else:
            total = (total + part + (digit or 0)) * _MYRIADS[char]
            if not total:
                return None
            part, digit, last = 0, None, 10**9
    if not (total or part or digit) and text not in ("零", "〇"):
        return None
    return total + part + (digit or 0)
