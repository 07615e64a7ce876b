"""The tables of the knowledge base for spreadsheets and databases: CSV files and one SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from recommender.kb.tables import Table

MANY = ";"
"""Joins several values in one cell; in SQLite each gets a row of its own table as well."""


def csv_files(tables: Iterable[Table]) -> dict[str, bytes]:
    """File name → CSV in UTF-8, for every table with rows."""
    return {f"{table.name}.csv": table.to_csv().encode("utf-8") for table in tables if table.rows}


def write_sqlite(tables: Iterable[Table], path: Path, many: Sequence[tuple[str, str]]) -> None:
    """One SQLite table per table, and per (table, column) in `many` a table of single values.

    The table `requirements__technologies` has the columns `id` and `technologies`. Cells are text as in CSV,
    empty ones NULL. The same tables give the same bytes.
    """
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA page_size = 4096")
        for table in tables:
            _write(connection, table.name, table.columns, table.rows)
            for name, column in many:
                if name == table.name:
                    _write(connection, f"{name}__{column}", ("id", column), _single(table, column))
        connection.commit()
        connection.execute("VACUUM")
    finally:
        connection.close()


def _single(table: Table, column: str) -> list[tuple[str, str]]:
    key, place = table.columns.index("id"), table.columns.index(column)
    return [(row[key], value) for row in table.rows for value in row[place].split(MANY) if value]


def _write(
    connection: sqlite3.Connection, name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]
) -> None:
    named = ", ".join(f"{_quoted(column)} TEXT" for column in columns)
    marks = ", ".join("?" for _ in columns)
    connection.execute(f"CREATE TABLE {_quoted(name)} ({named})")
    connection.executemany(
        f"INSERT INTO {_quoted(name)} VALUES ({marks})",
        ([cell or None for cell in row] for row in rows),
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
