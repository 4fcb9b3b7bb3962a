"""Rows of canonical tables as plain mappings, for text and cells; measures never go this way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from pmo_reports.model.amounts import RATE, rate_column
from pmo_reports.model.measures import plain

Record = Mapping[str, Any]


def records(frame: pd.DataFrame) -> list[Record]:
    """The rows of `frame` in order, every kind of null as None, dates as `date`."""
    rows = frame.to_dict("records")
    return [{str(name): plain(value) for name, value in row.items()} for row in rows]


class Book:
    """The rows of a portfolio's tables by project; a table is read when it is first quoted."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        self._tables = tables
        self._read: dict[str, Mapping[str, tuple[Record, ...]]] = {}

    def rows(self, table: str, project: str) -> tuple[Record, ...]:
        """The rows of `project` in the order of the table; "" has those without a project."""
        if table not in self._read:
            self._read[table] = _by_project(records(self._tables[table]))
        return self._read[table].get(project, ())

    def projects(self, table: str) -> tuple[str, ...]:
        """The projects with a row in `table`, in the order of their first."""
        self.rows(table, "")
        return tuple(project for project in self._read[table] if project)


def _by_project(rows: list[Record]) -> Mapping[str, tuple[Record, ...]]:
    found: dict[str, list[Record]] = {}
    for row in rows:
        found.setdefault(text(row, "project_id"), []).append(row)
    return {project: tuple(own) for project, own in found.items()}


def text(record: Record, name: str) -> str:
    """The text of a field, "" where it is null."""
    value = record.get(name)
    return "" if value is None else str(value).strip()


def day(record: Record, *names: str) -> date | None:
    """The first of the dates `names` that is filled."""
    return next((record[name] for name in names if record.get(name)), None)


def converted(record: Record, name: str) -> float | None:
    """A money field in the reporting currency, null without amount or rate."""
    amount, own = record.get(name), record.get(rate_column(name, record))
    rate = record.get(RATE) if own is None else own
    return None if amount is None or rate is None else float(amount) * float(rate)
