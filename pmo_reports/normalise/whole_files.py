"""Files that are one project's as a whole, such as schedules: what is wrong with one is told once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd

from pmo_reports.model.finding import Severity
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.mapped import Mapped
from pmo_reports.normalise.rows import QUARANTINED, Rows

PROJECT = "project_id"
_PLANS = frozenset({"schedule", "protrack"})


def faulted(rows: Rows, hit: pd.Series[bool], fault: Callable[[int], Fault]) -> Rows:
    """The rows with the live ones that are `hit` quarantined; each file is told of once, as a whole."""
    found = [int(row) for row in np.flatnonzero((hit & rows.alive).to_numpy(bool))]
    first = {rows.origin(row).raw.file: row for row in reversed(found)}
    told = rows.remarked([(row, PROJECT, fault(row)) for row in sorted(first.values())])
    count = len(told.remarks) - len(rows.remarks)
    of_files = tuple((row, replace(each, sheet="", cell="", table="")) for row, each in told.remarks[-count:])
    return replace(rows, remarks=rows.remarks + (of_files if count else ())).fated(found, QUARANTINED)


def named(rows: Rows) -> pd.Series[bool]:
    """Which rows are of the project that their file's name gives."""
    return _of(rows, lambda origin: bool(_column_pattern(origin)))


def once(rows: Rows) -> Rows:
    """The rows with those of a second plan of a project quarantined: two plans are never mixed into one."""
    if PROJECT not in rows.table.fields or not any(each.source.reader in _PLANS for each in rows.origins):
        return rows
    plans = _of(rows, lambda origin: origin.source.reader in _PLANS) & rows.alive
    files = pd.Series(rows.by_origin([each.raw.file.path for each in rows.origins]), index=rows.frame.index)
    first = files[plans].groupby([rows.sources[plans], rows.frame.loc[plans, PROJECT]]).transform("min")
    second = first.ne(files[plans]).reindex(rows.frame.index, fill_value=False)
    return faulted(rows, second, lambda row: _second(str(rows.frame[PROJECT].iloc[row]), str(first.loc[row])))


def _of(rows: Rows, is_so: Callable[[Mapped], bool]) -> pd.Series[bool]:
    return pd.Series(
        rows.by_origin([is_so(each) for each in rows.origins]), index=rows.frame.index, dtype=bool
    )


def _column_pattern(origin: Mapped) -> str:
    column = origin.part.columns.get(PROJECT)
    return column.filename if column else ""


def _second(project: str, first: str) -> Fault:
    return Fault(
        rule="second-plan",
        severity=Severity.ERROR,
        problem=f"{project} has a plan already, {first}; this file is left out as a whole",
        remedy="keep the one that counts and take the other away",
    )
