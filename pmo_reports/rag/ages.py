"""Ages: how old the newest entry of a project is in each table that says of which day it is.

A schedule has its status date; a ledger is as of the end of the last month that anything is booked in,
progress as of the last month that any is told of. What stands in the same file as a report is as old as it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from pmo_reports.model.assessed import Basis
from pmo_reports.rag.codes import Flags, Numbers
from pmo_reports.rag.register import places

REPORTS = "status_reports"
DATED: Mapping[str, Callable[[pd.DataFrame], pd.Series]] = {
    "schedules": lambda schedules: schedules["status_date"],
    "costs": lambda costs: _month_ends(costs["month"].where(costs["actual"].fillna(0).ne(0))),
    "progress": lambda progress: _month_ends(progress["month"].where(progress["percent_complete"].notna())),
}
"""The day that each row is as of; null where it does not say."""
OF_SCHEDULES = ("tasks", "task_links", "task_months", "schedule_resources", "assignments")
"""Tables that come from the same file as `schedules`, and are as old."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Age:
    """How old a table is, project by project.

    Attributes:
        table: the table that says so.
        days: age of the newest entry at the status date, in calendar days; nan where none has a date.
        stale: where there are entries, and the newest is too old or does not say how old it is.
    """

    table: str
    days: Numbers
    stale: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages:
    """The ages of the tables of a period, each worked out when it is asked for.

    Attributes:
        limits: after how many days what a table says is too old.
        reports: how old the reports are.
    """

    basis: Basis
    projects: pd.Index
    limits: Mapping[str, int]
    reports: Age
    _found: dict[str, Age] = field(default_factory=dict)

    def of(self, table: str) -> Age | None:
        """The age of a table that has a limit; null if it has none."""
        dated = "schedules" if table in OF_SCHEDULES else table
        if dated not in self.limits:
            return None
        if dated not in self._found:
            self._found[dated] = _age(self.basis, dated, self.limits[dated], self.projects)
        return self._found[dated]

    def reported(self, table: str) -> Age | None:
        """How old the reports are in whose files there are entries of a table; null if none is too old."""
        if not self.reports.stale.any() or table == REPORTS:
            return None
        told, entries = self.basis[REPORTS], self.basis[table]
        old = told[places(self.projects[self.reports.stale], pd.Index(told["project_id"])) >= 0]
        near = entries.loc[places(pd.Index(old["file"]), pd.Index(entries["file"])) >= 0]
        same = near[["project_id", "file"]].drop_duplicates().merge(old[["project_id", "file"]])
        stale = self.reports.stale & (places(same["project_id"], self.projects) >= 0)
        return Age(table=REPORTS, days=self.reports.days, stale=stale)


def _age(basis: Basis, table: str, limit: int, projects: pd.Index) -> Age:
    entries = basis[table]
    dated = pd.DataFrame({"project_id": entries["project_id"], "on": DATED[table](entries)})
    newest = dated.groupby("project_id", sort=False)["on"].max()
    at = places(newest.index, projects)
    age = (pd.Timestamp(basis.status_date) - newest.dt.normalize()).dt.days
    days = np.append(age.to_numpy(dtype=np.float64, na_value=np.nan), np.nan)[at]
    return Age(table=table, days=np.maximum(days, 0.0), stale=(at >= 0) & ~(days <= limit))


def _month_ends(months: pd.Series) -> pd.Series:
    return months + pd.offsets.MonthEnd(0)
