"""Amounts that are stated, and amounts that a tool writes as 0 because nobody entered any.

Microsoft Project writes a cost and a baseline cost of 0 for every task of a plan without costs; a measure
must not take that for "nothing was planned or spent". So an amount counts in a schedule where at least one
of its records has one other than 0; then a 0 is a 0. Actual and remaining amounts go with the amount that
they are part of: in a plan with costs, an actual cost of 0 says that nothing was spent yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Record = Mapping[str, Any]
Records = Mapping[str, Sequence[Record]]
WITH: Mapping[str, tuple[str, ...]] = {
    "Baseline Cost": ("Baseline Cost",),
    "Cost": ("Cost", "Actual Cost"),
    "Actual Cost": ("Cost", "Actual Cost"),
    "Remaining Cost": ("Cost", "Actual Cost"),
    "Baseline Work": ("Baseline Work",),
    "Work": ("Work", "Actual Work"),
    "Actual Work": ("Work", "Actual Work"),
    "Remaining Work": ("Work", "Actual Work"),
    "Standard Rate": ("Standard Rate",),
}
_KINDS = ("tasks", "assignments", "task_months", "schedule_resources")
Parts = tuple[str, str, str]
_PARTS: tuple[Parts, ...] = (
    ("Cost", "Actual Cost", "Remaining Cost"),
    ("Work", "Actual Work", "Remaining Work"),
)
_OF_WORK = ("Baseline Work", "Work", "Actual Work", "Percentage Work Complete")
_DIGITS = 6


def stated(records: Records) -> Records:
    """The records with None for amounts that the schedule does not state, and 0 for what it leaves out."""
    spoken = {name for name in WITH if any(_has(records, each) for each in WITH[name])}
    silent = {name: None for name in WITH if name not in spoken}
    parts = [part for part in _PARTS if any(_names(records, each) for each in part[1:])]
    return {
        kind: [_completed(_without(record, silent), parts) for record in found] if kind in _KINDS else found
        for kind, found in records.items()
    }


def _has(records: Records, name: str) -> bool:
    return any(record.get(name) for kind in _KINDS for record in records.get(kind, ()))


def _names(records: Records, name: str) -> bool:
    """Whether the form knows the amount at all: some record says one, if only 0."""
    return any(record.get(name) is not None for kind in _KINDS for record in records.get(kind, ()))


def _without(record: Record, silent: Mapping[str, None]) -> Record:
    return {**record, **{name: None for name in silent if name in record}}


def _completed(record: Record, parts: Sequence[Parts]) -> Record:
    """The record with the amounts, durations and nothings that follow from what it says."""
    if record.get("Kind") == "milestone":
        record = {**record, **{name: record[name] or None for name in _OF_WORK}}
    return {**record, **_spent_and_left(record, parts), **_durations(record)}


def _spent_and_left(record: Record, parts: Sequence[Parts]) -> Record:
    """What of a stated amount is spent and what is left, where the record leaves that out."""
    found: dict[str, Any] = {}
    for whole, spent, left in parts:
        if record.get(whole) is None or spent not in record:
            continue
        found[spent] = record[spent] or 0.0
        if record.get(left, 0.0) is None:
            found[left] = round(record[whole] - found[spent], _DIGITS)
    return found


def _durations(record: Record) -> Record:
    """Nothing is left of what is finished, and a baseline from a moment to the same moment takes no time."""
    found: dict[str, Any] = {}
    if "Remaining Duration" not in record:
        return found
    if record["Remaining Duration"] is None and (record["Actual Finish"] or record["Duration"] == 0):
        found["Remaining Duration"] = 0.0
    if record["Baseline Duration"] is None and record["Baseline Finish"]:
        same = record["Baseline Start"] == record["Baseline Finish"]
        found["Baseline Duration"] = 0.0 if same else None
    return found
