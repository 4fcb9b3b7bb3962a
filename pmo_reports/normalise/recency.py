"""Tables with a row for each change: the latest row of each key counts, the earlier ones are history."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from pmo_reports.model.finding import Severity
from pmo_reports.model.heads import plain
from pmo_reports.normalise import dates
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.mapped import Mapped
from pmo_reports.normalise.rows import DEDUPLICATED, Rows
from pmo_reports.normalise.values import nothing


def column(found: Mapped) -> int | None:
    """The raw column that says when a row was written: that of the field, or with the head, so named."""
    fed = found.columns.get(found.part.latest, ())
    return fed[0] if fed else found.heads.get(plain(found.part.latest))


def current(rows: Rows) -> Rows:
    """The rows with all but the newest of each key counted as deduplicated, in parts that say `latest`.

    A row without a readable moment is quarantined. A row that is quarantined for what it says still
    supersedes the earlier ones: what is known to be out of date must not stand for it. Findings on
    superseded rows are dropped, for nobody is to mend history.
    """
    asked = [at for at, origin in enumerate(rows.origins) if origin.part.latest]
    hit = rows.marks["mapped"].isin(asked)
    if not hit.any():
        return rows
    written = _written(rows, hit)
    undated = hit & written.isna()
    rows = rows.faulted(undated, "", lambda row: _undated(rows.origin(row).part.latest))
    newest = written.groupby([rows.frame[name] for name in rows.table.key]).transform("max")
    older = [int(row) for row in rows.frame.index[hit & rows.alive & (written < newest)]]
    history = frozenset(older)
    kept = tuple(remark for remark in rows.remarks if remark[0] not in history)
    return replace(rows, remarks=kept).fated(older, DEDUPLICATED)


def _written(rows: Rows, hit: pd.Series[bool]) -> pd.Series:
    """When each row was written; null where that is not known, and in parts that do not ask."""
    found = [_moment(rows, row) if asked else None for row, asked in enumerate(hit)]
    return pd.Series(found, index=rows.frame.index, dtype="datetime64[s]")


def _moment(rows: Rows, row: int) -> object:
    origin = rows.origin(row)
    at = column(origin)
    cell = None if at is None else origin.raw.frame.iloc[int(rows.marks["record"].to_numpy()[row]), at]
    if nothing(cell, origin.source.values):
        return None
    moment = dates.moment(cell, origin.source.values)
    return None if isinstance(moment, Fault) else moment


def _undated(name: str) -> Fault:
    return Fault(
        rule="undated-row",
        severity=Severity.ERROR,
        problem=f"{name} does not say when the row was written, so it is not known whether it still counts",
        remedy=f"write the day in {name}",
    )
