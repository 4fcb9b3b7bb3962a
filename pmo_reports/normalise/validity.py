"""Codes with validity: what a system calls a project on a day; two meanings at once are a finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from pmo_reports.model.finding import Severity
from pmo_reports.model.heads import plain
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.rows import Rows

Code = tuple[str, str]
"""System and its own id of a project."""

MONTH = "month"
_FIRST, _LAST = pd.Timestamp.min.date(), pd.Timestamp.max.date()


@dataclass(frozen=True, slots=True)
class Meaning:
    """A project that a code stands for, from its first day to its last."""

    project: str
    first: date = _FIRST
    last: date = _LAST

    def holds(self, on: date) -> bool:
        """Whether the code means this project on a day."""
        return self.first <= on <= self.last

    def __str__(self) -> str:
        first = "" if self.first == _FIRST else f" from {self.first}"
        return f"{self.project}{first}" + ("" if self.last == _LAST else f" until {self.last}")


@dataclass(frozen=True, slots=True)
class Codes:
    """What all codes mean.

    Attributes:
        meanings: code -> its meanings, the earliest first.
        on: the day that counts for rows without a month of their own.
    """

    meanings: Mapping[Code, Sequence[Meaning]] = field(default_factory=dict)
    on: date = _LAST

    @property
    def systems(self) -> frozenset[str]:
        """The systems that the crosswalk knows codes of."""
        return frozenset(system for system, _ in self.meanings)

    def of(self, system: str) -> tuple[str, ...]:
        """The codes of a system."""
        return tuple(local for each, local in self.meanings if each == system)

    def project(self, code: Code, day: date | None = None) -> str | None:
        """What a code means on a day, null if nothing."""
        on = day or self.on
        return next((m.project for m in self.meanings.get(code, ()) if m.holds(on)), None)

    def loosely(self, system: str) -> Mapping[str, str]:
        """Bare writing -> code, for codes of a system that differ by more than case, blanks and marks."""
        bare: dict[str, list[str]] = {}
        for local in self.of(system):
            bare.setdefault(plain(local), []).append(local)
        return {written: found[0] for written, found in bare.items() if len(found) == 1}


def codes(crosswalk: pd.DataFrame, on: date) -> Codes:
    """The codes of the crosswalk table."""
    found: dict[Code, list[Meaning]] = {}
    for row in crosswalk.sort_values("valid_from", kind="stable", na_position="first").to_dict("records"):
        code = (str(row["system"]), str(row["local_id"]))
        found.setdefault(code, []).append(_meaning(row))
    return Codes(found, on)


def unambiguous(rows: Rows) -> Rows:
    """The crosswalk with those rows quarantined that are valid at no time, or when an earlier one is."""
    frame = rows.frame
    backwards = frame["valid_to"] < frame["valid_from"]
    rows = rows.faulted(backwards, "valid_to", lambda _: _BACKWARDS)
    clashing = dict(_clashes(rows))
    hit = pd.Series(frame.index.isin(list(clashing)), index=frame.index)
    return rows.faulted(hit, "local_id", lambda row: _ambiguous(rows, row, clashing[row]))


def days(rows: Rows) -> Sequence[date | None]:
    """The last day of each row's month, null for rows without one."""
    if MONTH not in rows.table.fields:
        return [None] * len(rows.frame)
    ends = rows.frame[MONTH] + pd.offsets.MonthEnd(0)
    return [None if pd.isna(end) else end.date() for end in ends]


def _meaning(row: Mapping[Any, Any]) -> Meaning:
    first, last = row["valid_from"], row["valid_to"]
    return Meaning(
        str(row["project_id"]),
        first.date() if isinstance(first, pd.Timestamp) else _FIRST,
        last.date() if isinstance(last, pd.Timestamp) else _LAST,
    )


def _clashes(rows: Rows) -> Iterator[tuple[int, int]]:
    """Rows that are valid while an earlier one of the same code is, for another project, with that row."""
    taken: dict[Code, list[tuple[int, Meaning]]] = {}
    live = rows.frame[rows.alive]
    for row, each in zip(live.index, live.to_dict("records"), strict=True):
        mine = _meaning(each)
        others = taken.setdefault((str(each["system"]), str(each["local_id"])), [])
        clash = next((at for at, other in others if _overlap(mine, other)), None)
        if clash is None:
            others.append((int(row), mine))
        else:
            yield int(row), clash


def _overlap(one: Meaning, other: Meaning) -> bool:
    return one.project != other.project and one.first <= other.last and other.first <= one.last


def _ambiguous(rows: Rows, row: int, first: int) -> Fault:
    mine, other = (_meaning(rows.frame.loc[at].to_dict()) for at in (row, first))
    system, local = rows.frame.loc[row, ["system", "local_id"]]
    return Fault(
        rule="ambiguous-code",
        severity=Severity.ERROR,
        problem=(
            f"{local!r} of {system} stands for {mine}, but at {rows.place(first, 'local_id')} for {other}; "
            "this row is left out"
        ),
        remedy="delete the wrong one, or say with valid_from and valid_to when each of them holds",
    )


_BACKWARDS = Fault(
    rule="ends-before-start",
    severity=Severity.ERROR,
    problem="the code's validity ends before it begins",
    remedy="correct valid_from or valid_to",
)
