"""The JSON of `tanlu account`; other people's checks stand on these names."""

from __future__ import annotations

from typing import Any

from recommender import __version__
from recommender.carbon.account import scopes
from recommender.carbon.totals import EMITTING, OPEN, is_open_claim
from recommender.carbon.works import works_by_year, works_total
from recommender.evaluate.scope import Knowledge
from recommender.model.accounting import (
    Balance,
    Benchmark,
    Compared,
    Finding,
    Line,
    Method,
    UsedFactor,
)
from recommender.model.catalogue import Catalogue
from recommender.model.interval import Interval
from recommender.model.stated import Quantity
from recommender.render.account_rows import Account
from recommender.render.account_words import how_to_state
from recommender.store.quantities import symbol_of

Json = dict[str, Any]


def account_dict(account: Account, knowledge: Knowledge) -> Json:
    """One object, ready for `json.dumps`; ranges are [low, high] with null for an end that is not known.

    `{tanlu, kb, title, method{}, methods[], year, people, area, lines[], totals{}, per_person{}, per_m2{},
    scopes{}, unknown[], missing[], findings[], works{}, benchmarks[], recomputed[]}`.
    `totals` in tCO2 a year: gross, reductions, removals, offsets, net, of_known; `per_person` in t,
    `per_m2` in kg, null where people or area are not known; `scopes` the gross by scope.
    `lines[]`: activity, label, boundary, part, scope, status, clause, basis, amount, factor, emission,
    source, start, end, notes. `missing[]`: the lines that are open, and how to state each.
    `works`: lines, total, by_year in tCO2. `benchmarks[]`: case, label, shared, differing, per_person[],
    per_m2[], caveats. `findings[]` and `recomputed[]`: kind, text, clause, activities.
    """
    balance, catalogue = account.balance, knowledge.catalogue
    return {
        "tanlu": __version__,
        "kb": catalogue.digest,
        "title": account.title.to_dict(),
        "method": _method(account.method),
        "methods": [account.method.id, *(one.id for one in account.others)],
        **balance_dict(balance, catalogue),
        "benchmarks": [_benchmark(one, catalogue) for one in account.benchmarks],
        "recomputed": [_finding(one) for one in account.recomputed],
    }


def balance_dict(balance: Balance, catalogue: Catalogue) -> Json:
    """The account itself: what `account_dict` has beside title, methods, benchmarks and recomputations."""
    return {
        "year": balance.year,
        "people": balance.people,
        "area": balance.area,
        "lines": [_line(line, catalogue) for line in balance.lines],
        "totals": {key: value.to_list() for key, value in _totals(balance).items()},
        "per_person": _shares(balance, balance.people, 1.0),
        "per_m2": _shares(balance, balance.area, 1000.0),
        "scopes": {scope.value: value.to_list() for scope, value in scopes(balance, catalogue).items()},
        "unknown": list(balance.unknown),
        "missing": [_missing(line, catalogue) for line in balance.lines if _is_open(line)],
        "findings": [_finding(one) for one in balance.findings],
        "works": {
            "lines": [_line(line, catalogue) for line in balance.works],
            "total": works_total(balance).to_list(),
            "by_year": {str(year): value.to_list() for year, value in works_by_year(balance).items()},
        },
    }


def _totals(balance: Balance) -> dict[str, Interval]:
    return {
        "gross": balance.gross,
        "reductions": balance.reductions,
        "removals": balance.removals,
        "offsets": balance.offsets,
        "net": balance.net,
        "of_known": balance.of_known,
    }


def _shares(balance: Balance, count: float | None, scale: float) -> Json | None:
    if not count:
        return None
    return {key: value.per(count).scaled(scale).to_list() for key, value in _totals(balance).items()}


def _is_open(line: Line) -> bool:
    return (line.status in OPEN and line.part in EMITTING) or is_open_claim(line)


def _method(method: Method) -> Json:
    return {
        "id": method.id,
        "label": method.label.to_dict(),
        "source": method.source,
        "clause": method.clause,
        "formula": method.formula,
        "gases": method.gases.to_dict(),
        "text": method.text.to_dict(),
        "basis": method.basis.value,
    }


def _line(line: Line, catalogue: Catalogue) -> Json:
    return {
        "activity": line.activity,
        "label": catalogue.activities[line.activity].label.to_dict(),
        "boundary": line.boundary,
        "part": line.part.value,
        "scope": line.scope.value,
        "status": line.status.value,
        "clause": line.clause,
        "basis": line.basis.value,
        "amount": _quantity(line.amount, catalogue),
        "factor": _factor(line.factor, catalogue),
        "emission": line.emission.to_list() if line.emission is not None else None,
        "source": line.source,
        "start": line.start,
        "end": line.end,
        "notes": [note.to_dict() for note in line.notes],
    }


def _quantity(quantity: Quantity | None, catalogue: Catalogue) -> Json | None:
    if quantity is None:
        return None
    return {"range": quantity.amount.to_list(), "unit": symbol_of(quantity.unit, catalogue)}


def _factor(used: UsedFactor | None, catalogue: Catalogue) -> Json | None:
    if used is None:
        return None
    return {
        **(_quantity(used.value, catalogue) or {}),
        "origin": used.origin,
        "assumed": used.assumed,
        "stated_for": used.stated_for,
        "label": used.label.to_dict(),
        "source": used.source,
        "document": used.document,
        "year": used.year,
        "confidence": used.confidence,
    }


def _missing(line: Line, catalogue: Catalogue) -> Json:
    return {
        "activity": line.activity,
        "label": catalogue.activities[line.activity].label.to_dict(),
        "lacks": line.status.value,
        "clause": line.clause,
        "state": how_to_state(line, catalogue).to_dict(),
    }


def _finding(one: Finding) -> Json:
    return {
        "kind": one.kind,
        "text": one.text.to_dict(),
        "clause": one.clause,
        "activities": list(one.activities),
    }


def _benchmark(one: Benchmark, catalogue: Catalogue) -> Json:
    return {
        "case": one.case,
        "label": catalogue.label(one.case).to_dict(),
        "shared": list(one.likeness.shared),
        "differing": list(one.likeness.differing),
        "per_person": [_compared(row) for row in one.per_person],
        "per_m2": [_compared(row) for row in one.per_area],
        "caveats": [text.to_dict() for text in (one.unlike, *one.caveats) if text],
    }


def _compared(row: Compared) -> Json:
    return {
        "activity": row.activity,
        "unit": row.unit,
        "site": row.site.to_list() if row.site is not None else None,
        "case": row.case,
        "clause": row.clause,
    }
