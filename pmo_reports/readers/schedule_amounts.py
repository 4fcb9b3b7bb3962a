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


def stated(records: Records) -> Records:
    """The records with None for amounts that the schedule does not state."""
    spoken = {name for name in WITH if any(_has(records, each) for each in WITH[name])}
    silent = {name: None for name in WITH if name not in spoken}
    return {
        kind: [_without(record, silent) for record in found] if kind in _KINDS else found
        for kind, found in records.items()
    }


def _has(records: Records, name: str) -> bool:
    return any(record.get(name) for kind in _KINDS for record in records.get(kind, ()))


def _without(record: Record, silent: Mapping[str, None]) -> Record:
    return {**record, **{name: None for name in silent if name in record}}
