"""Gaps: entries that should be there and are not. What they would have said is not known.

Two kinds: rows that were quarantined, and entries of the last period that are gone without being closed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.model.assessed import Assessed, Basis
from pmo_reports.model.finding import Severity
from pmo_reports.model.tables import TABLES

Counts = Mapping[str, npt.NDArray[np.intp]]
"""How many entries are missing, by table and project in its place."""

LASTING: Mapping[str, Callable[[pd.DataFrame, date], pd.Series]] = {
    "costs": lambda costs, _: costs["project_id"].notna(),
    "tasks": lambda tasks, _: tasks["baseline_cost"].notna(),
    "milestones": lambda milestones, _: milestones["actual_date"].isna(),
    "risks": lambda risks, _: risks["state"].ne("closed"),
    "changes": lambda changes, _: changes["state"].ne("rejected"),
    "benefits": lambda benefits, _: benefits["project_id"].notna(),
    "resources": lambda resources, on: resources["month"].gt(pd.Timestamp(on)),
}
"""Entries that must still be there in the next period, by table; the others may have been dealt with."""


def quarantined(basis: Basis, projects: pd.Index) -> Counts:
    """Rows that could not be accepted."""
    refused = [
        (finding.table, finding.entity)
        for finding in basis.portfolio.findings
        if finding.severity is Severity.ERROR and finding.entity and finding.table
    ]
    of = pd.DataFrame(refused, columns=["table", "entity"]).groupby("table", sort=False)["entity"]
    return {str(table): _counted(entities, projects) for table, entities in of}


def vanished(basis: Basis, past: tuple[Assessed, ...], projects: pd.Index) -> Counts:
    """Entries of the last period that are gone without being closed."""
    if not past:
        return {}
    found = {}
    for table, lasting in LASTING.items():
        before = past[-1].portfolio[table]
        gone = _gone(before[lasting(before, basis.status_date)], basis[table], list(TABLES[table].key))
        if len(gone):
            found[table] = _counted(gone, projects)
    return found


def _gone(before: pd.DataFrame, now: pd.DataFrame, keys: list[str]) -> pd.Series:
    """The projects of the rows of `before` that `now` has not, by their keys."""
    if before.empty or (len(before) == len(now) and _same(before, now, keys)):
        return before["project_id"].iloc[:0]
    still = pd.MultiIndex.from_frame(before[keys]).isin(pd.MultiIndex.from_frame(now[keys]))
    return before.loc[~still, "project_id"].dropna()


def _same(before: pd.DataFrame, now: pd.DataFrame, keys: list[str]) -> bool:
    """Whether both have the same keys in the same order, as most tables do."""
    return all(before[key].array.equals(now[key].array) for key in keys)


def _counted(entities: pd.Series, projects: pd.Index) -> npt.NDArray[np.intp]:
    at = projects.get_indexer(pd.Index(entities))
    return np.bincount(at[at >= 0], minlength=len(projects))
