"""The sample's items as trackers hold them, with some difficult ones, and what a form says of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pandas as pd

from pmo_reports.model.tables import TABLES, Portfolio, typed

Row = dict[str, Any]
Say = Callable[[Row], object]
Files = Mapping[str, bytes]
TABLE = TABLES["work_items"]
PROJECT = ("NET-102", "METER")
DIFFICULT: tuple[Row, ...] = (
    {"summary": "=SUM(A1:A9) stays text", "progress": "to_do", "points": 0.5, "kind": "Story"},
    {"summary": 'Zürich "north", phase 2; Größe ½', "progress": "in_progress", "labels": "Prüfung; civil"},
    {"summary": "0042\nsecond line", "progress": "done", "created_on": "2026-12-11", "due_on": "2026-11-10"},
    {"summary": "0042", "progress": "to_do", "estimate_days": 0.0, "points": 0.0, "spent_days": 0.0},
    {"summary": "-5 °C, +49 30 1234 & <b>Straße</b> | @here", "progress": "in_progress", "priority": "High"},
    {
        "summary": "日本語 🚀 'quoted'",
        "progress": "in_progress",
        "assignee": "Łukasz Ørsted; Ann",
        "points": 13.0,
    },
    {"summary": "1e5", "progress": "to_do", "sprint": "3", "labels": "2026-03-04"},
    {"summary": "Done before it was started", "progress": "done", "started_on": "2026-06-05"}
    | {"resolved_on": "2026-05-06", "created_on": "2026-03-04", "due_on": "2026-04-03"},
)
DAYS = tuple(name for name in TABLE.columns if name.endswith("_on"))
DROPPED = frozenset({"Removed", "Rejected", "Abgewiesen", "Closed Incomplete", "Closed Skipped"})
"""States of items that were closed and yet not done; more of them are called cancelled."""
PRIORITIES = ("High", "Medium", "Low", None)


def items(reference: Portfolio) -> list[Row]:
    """The rows of the sample, what it leaves empty filled in by number, then the difficult ones.

    Each has its project's code in the tracker as `code` and a number as `number`.
    """
    there = [_plain(row) for row in reference["work_items"][list(TABLE.fields)].to_dict("records")]
    whole = [_filled(row, number) for number, row in enumerate(there)]
    return [*whole, *(_difficult(row, len(whole) + at) for at, row in enumerate(DIFFICULT))]


def table(rows: Sequence[Row]) -> pd.DataFrame:
    """The rows as the canonical table."""
    frame = pd.DataFrame([{name: row[name] for name in TABLE.fields} for row in rows])
    return typed(TABLE, frame.assign(row=0))


def _plain(row: Mapping[str, Any]) -> Row:
    return {str(name): None if pd.isna(value) else value for name, value in row.items()}


def _filled(row: Row, number: int) -> Row:
    begun = number % 3 and row["progress"] != "to_do"
    estimate = row["estimate_days"] or 0.0
    more = {
        "code": row["item_id"].partition("-")[0],
        "number": number,
        "priority": PRIORITIES[number % 4],
        "release": f"R{number % 3 + 1} 2026" if number % 5 else None,
        "started_on": row["created_on"] + timedelta(days=number % 9) if begun else None,
        "spent_days": estimate / 2 if begun and estimate else None,
        "remaining_days": estimate / 4 if begun and estimate else None,
    }
    return row | more


def _difficult(row: Row, number: int) -> Row:
    project, code = PROJECT
    empty: Row = dict.fromkeys(TABLE.fields)
    known = {"project_id": project, "item_id": f"{code}-{9000 + number}", "code": code, "number": number}
    made = {"created_on": "2026-04-03", "updated_on": "2026-10-09", **row}
    days = {name: pd.Timestamp(made[name]) for name in DAYS if name in made}
    status = {"to_do": "To Do", "in_progress": "In Progress", "done": "Done"}[row["progress"]]
    return {**empty, "kind": "Task", "parent_id": f"{code}-100", "status": status, **row, **known, **days}


@dataclass(frozen=True, kw_only=True)
class Form:
    """How a tool exports items.

    Attributes:
        write: the files of rows, by name.
        lacks: columns that the form does not hold, in words.
        statuses: the tool's own words for each progress.
        dropped: more words of items that were dropped; the numbers of a state, say.
        says: column -> what the form says of a row instead.
        numbers: whether the tool gives the items numbers of its own.
        settings: laid over the preset.
    """

    preset: str
    write: Callable[[Sequence[Row]], Files]
    lacks: str = ""
    statuses: Mapping[str, Sequence[str | None]] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    says: Mapping[str, Say] = field(default_factory=dict)
    numbers: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)

    def told(self, rows: Sequence[Row]) -> list[Row]:
        """The rows as the form says them."""
        known = {
            row["item_id"]: str(1000 + row["number"]) if self.numbers else row["item_id"] for row in rows
        }
        return [self._told(row, known) for row in rows]

    def _told(self, row: Row, known: Mapping[str, str]) -> Row:
        words = self.statuses.get(row["progress"], (row["status"],))
        ids = {"item_id": known[row["item_id"]], "parent_id": known.get(row["parent_id"])}
        told = row | ids | {"status": words[row["number"] % len(words)]}
        if str(told["status"]).casefold() == "cancelled" or told["status"] in DROPPED | self.dropped:
            told["progress"] = "cancelled"
        told |= {name: say(told) for name, say in self.says.items()}
        return told | dict.fromkeys(self.lacks.split())
