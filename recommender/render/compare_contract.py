"""The JSON of `tanlu compare`: variants, what they state, and every line that differs; keys are stable.

`columns[]`: `{name{zh,en}, site, facts_changed, rules_off[], steps_left_out[], steps_left_out_in_vain[],
displaced}`; the first is what the others are compared with. `stated[]`: `{aspect, id, label{zh,en},
values[]}`, for each column `{words{zh,en}, value}` or null where it is not stated. `rows[]`: `{kind, id,
label{zh,en}, cells[], reasons[][], causes[]}`, one place for each column; a cell is `{words{zh,en}}` with the
fields of its kind, or null where the line is not there; a cause is `{alone[], together[]}` of `{aspect, id}`,
null where the column says what the first says. `alike[][]`: columns, counted from 0, that come out the same
in every line. `untried[]`: columns that change too much to try which change brings what.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from recommender import __version__
from recommender.evaluate.scope import Knowledge
from recommender.model.interval import Interval
from recommender.model.text import Text
from recommender.render.compare_settings import setting_label, setting_words
from recommender.render.compare_words import cell_words, column_names, row_label
from recommender.render.contract import Json, reason_to_dict
from recommender.scenario.rows import Cause, Cell, Comparison, Row, Setting
from recommender.scenario.settings import Aspect, Key


def comparison_to_dict(comparison: Comparison, knowledge: Knowledge) -> Json:
    """One object, ready for `json.dumps`; order is stable."""
    return {
        "tanlu": __version__,
        "kb": knowledge.catalogue.digest,
        "rules": knowledge.rulebook.digest,
        "columns": _columns(comparison),
        "stated": [_stated(one, knowledge) for one in comparison.settings],
        "rows": [_row(row, knowledge) for row in comparison.rows],
        "alike": [list(group) for group in comparison.alike],
        "untried": list(comparison.untried),
    }


def _columns(comparison: Comparison) -> list[Json]:
    names = column_names(comparison)
    return [
        {
            "name": names[place].to_dict(),
            "site": outcome.roadmap.decision.site.facts.get("site.name"),
            "facts_changed": sum(
                one.key[0] is Aspect.FACT and one.values[place] != one.values[0]
                for one in comparison.settings
            ),
            "rules_off": sorted(outcome.knowledge.rulebook.off),
            "steps_left_out": sorted(outcome.variant.dropped),
            "steps_left_out_in_vain": sorted(outcome.idle),
            "displaced": comparison.displaced[place],
        }
        for place, outcome in enumerate(comparison.outcomes)
    ]


def _stated(one: Setting, knowledge: Knowledge) -> Json:
    catalogue, rules = knowledge.catalogue, knowledge.rulebook
    return {
        **_key(one.key),
        "label": setting_label(one.key, catalogue, rules).to_dict(),
        "values": [
            None
            if value is None
            else {"words": setting_words(one.key, value, catalogue).to_dict(), "value": plain(value)}
            for value in one.values
        ],
    }


def _row(row: Row, knowledge: Knowledge) -> Json:
    words = cell_words(row, knowledge)
    return {
        "kind": row.kind.value,
        "id": row.id,
        "label": row_label(row, knowledge).to_dict(),
        "cells": [_cell(cell, said) for cell, said in zip(row.cells, words, strict=True)],
        "reasons": [[reason_to_dict(reason) for reason in reasons] for reasons in row.reasons],
        "causes": [None if cause is None else _cause(cause) for cause in row.causes],
    }


def _cell(cell: Cell | None, words: Text) -> Json | None:
    return None if cell is None else {"words": words.to_dict(), **plain(cell)}


def _cause(cause: Cause) -> Json:
    return {
        "alone": [_key(key) for key in cause.alone],
        "together": [_key(key) for key in cause.together],
    }


def _key(key: Key) -> Json:
    return {"aspect": key[0].value, "id": key[1]}


def plain(value: Any) -> Any:
    """A value as JSON has it: ranges as [low, high], null for an end that is not known; tuples as lists."""
    if isinstance(value, Interval):
        return value.to_list()
    if isinstance(value, Text):
        return value.to_dict()
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value) if one.name != "place"}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return value
