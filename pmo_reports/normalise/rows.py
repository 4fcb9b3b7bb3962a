"""Rows on their way into a canonical table. None is ever taken away: each has a fate and is counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TypeVar

import numpy as np
import pandas as pd

from pmo_reports.config.sources import Column
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.tables import Table
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.mapped import Mapped
from pmo_reports.normalise.values import silent
from pmo_reports.normalise.wording import cleaned

T = TypeVar("T")
ACCEPTED, QUARANTINED, DEDUPLICATED = "accepted", "quarantined", "deduplicated"
FROM_PROJECT_MANAGER = frozenset({"missing-report", "stale-report", "other-period"})
_PROJECT_MANAGER = frozenset({"project manager", "project_manager"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """All rows read for a table.

    Attributes:
        frame: the typed rows, those that will not be accepted included.
        marks: for each row `mapped` (position in `origins`), `record` (in its raw table), `fate`.
        origins: the raw tables that the rows come from.
        remarks: findings with the position of the row that they concern.
        borrowed: (row, field) -> the row of another source that gave the value.
        asides: findings that concern several rows together.
    """

    table: Table
    frame: pd.DataFrame
    marks: pd.DataFrame
    origins: tuple[Mapped, ...] = ()
    remarks: tuple[tuple[int, Finding], ...] = ()
    asides: tuple[Finding, ...] = ()
    borrowed: Mapping[tuple[int, str], int] = field(default_factory=dict)

    @property
    def alive(self) -> pd.Series[bool]:
        """Which rows are still to be accepted."""
        return self.marks["fate"] == ACCEPTED

    @property
    def accepted(self) -> pd.DataFrame:
        """The rows that make the canonical table."""
        return self.frame if self.frame.empty else self.frame[self.alive].reset_index(drop=True)

    def origin(self, row: int) -> Mapped:
        """The raw table that row number `row` comes from."""
        return self.origins[int(self.marks["mapped"].to_numpy()[row])]

    @property
    def sources(self) -> pd.Series:
        """The source of each row, as the settings name it."""
        names = np.array([origin.raw.file.source for origin in self.origins], dtype=object)
        taken = names[self.marks["mapped"].to_numpy()] if len(self.marks) else []
        return pd.Series(taken, index=self.frame.index, dtype=object)

    def by_origin(self, values: Sequence[T]) -> list[T]:
        """For each row the one of `values` that belongs to its raw table."""
        return [values[at] for at in self.marks["mapped"].tolist()]

    def place(self, row: int, field: str = "") -> str:
        """File, sheet and cell (or row) of a field."""
        return self._finding(row, field, Fault(rule="", problem="", remedy="")).place

    def faulted(self, hit: pd.Series[bool], field: str, fault: Callable[[int], Fault]) -> Rows:
        """The rows with a finding for each live one that is `hit`; errors quarantine the row."""
        found = [int(row) for row in np.flatnonzero((hit & self.alive).to_numpy(bool))] if hit.any() else []
        faults = [(row, field, fault(row)) for row in found]
        doomed = [row for row, _, each in faults if each.severity is Severity.ERROR]
        return self.remarked(faults).fated(doomed, QUARANTINED)

    def remarked(self, faults: Sequence[tuple[int, str, Fault]]) -> Rows:
        """The rows with a finding for each fault of a row's field; their fate stays."""
        remarks = tuple((row, self._finding(row, field, fault)) for row, field, fault in faults)
        return replace(self, remarks=self.remarks + remarks) if remarks else self

    def aside(self, row: int, field: str, fault: Fault) -> Rows:
        """The rows with a finding at a row's field that concerns others as well."""
        return replace(self, asides=(*self.asides, self._finding(row, field, fault)))

    def fated(self, rows: Sequence[int], fate: str) -> Rows:
        """The rows with those numbered `rows` marked with their fate."""
        if not rows:
            return self
        chosen = self.marks.index.isin(rows)
        return replace(self, marks=self.marks.assign(fate=self.marks["fate"].mask(chosen, fate)))

    def assign(self, **columns: pd.Series) -> Rows:
        """The rows with other values in `columns`."""
        typed = {name: column.astype(self.frame[name].dtype) for name, column in columns.items()}
        return replace(self, frame=self.frame.assign(**typed))

    def findings(self, managers: Mapping[str, str]) -> tuple[Finding, ...]:
        """The remarks in row order, with the entity and the owner that are known by now; then the asides."""
        name = entity_field(self.table)
        entities = self.frame[name].fillna("").tolist() if name else [""] * len(self.frame)
        ordered = sorted(self.remarks, key=lambda remark: remark[0])
        told = (_addressed(finding, entities[row], managers) for row, finding in ordered)
        return (*told, *self.asides)

    def _finding(self, row: int, field: str, fault: Fault) -> Finding:
        row = self.borrowed.get((row, field), row)
        origin, record = self.origin(row), int(self.marks["record"].to_numpy()[row])
        return origin.finding(fault, supplier(origin, field, record), record)


def supplier(origin: Mapped, field: str, record: int) -> int | None:
    """The raw column that gave `field` its value in a record: the first filled one, or the last.

    Where none is filled, it is the one with a word for nothing.
    """
    columns = origin.columns.get(field, ())
    if columns and origin.part.columns[field].multi == "last":
        columns = columns[::-1]
    cells = [(at, origin.raw.frame.iloc[record, at]) for at in columns]
    column = origin.part.columns.get(field, Column())
    filled = (at for at, cell in cells if not silent(cell, column, origin.source.values))
    worded = (at for at, cell in cells if isinstance(cell, str) and cleaned(cell))
    return next(chain(filled, worded), columns[0] if columns else None)


def marked(records: Sequence[Sequence[int]]) -> pd.DataFrame:
    """Marks of rows that come from `records` of raw tables, one sequence for each of them."""
    origin = [at for at, each in enumerate(records) for _ in each]
    columns = {"mapped": origin, "record": [record for each in records for record in each]}
    return pd.DataFrame(columns, dtype="int64").assign(
        fate=pd.Series(ACCEPTED, index=range(len(origin)), dtype="str")
    )


def entity_field(table: Table) -> str:
    """The field that says which project a row of `table` is about, or ""."""
    return next((name for name in ("project_id", "giver_id") if name in table.fields), "")


def _addressed(finding: Finding, entity: str, managers: Mapping[str, str]) -> Finding:
    asked = finding.rule in FROM_PROJECT_MANAGER or finding.owner.casefold() in _PROJECT_MANAGER
    owner = managers.get(entity) or finding.owner if asked else finding.owner
    return replace(finding, entity=entity, owner=owner)
