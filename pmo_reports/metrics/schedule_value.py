"""Money of projects as their schedules tell it: planned, earned and spent, by month.

It stands in where no ledger tells of a project: see `earned_value`. An activity's cost accrues over the
working hours of its calendar, its fixed cost as `Assumptions.earned_value` says (ANSI/EIA-748).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.metrics.exact import CENTS, Exact, Places, codes
from pmo_reports.metrics.grid import Grid, grid
from pmo_reports.metrics.task_value import activities, phased
from pmo_reports.metrics.techniques import earned_shares
from pmo_reports.metrics.working_hours import default_calendars, working_times
from pmo_reports.model.amounts import RATE, rates
from pmo_reports.model.assessed import Basis
from pmo_reports.model.working_time import Moments, WorkingTime

Sums = npt.NDArray[np.float64]
OFFICE = WorkingTime((((480, 720), (780, 1020)),) * 5 + ((), ()))
"""Five days of eight hours: the working time of an activity whose calendar the schedule does not hold."""


def costed(basis: Basis) -> pd.DataFrame:
    """The activities in the baseline of projects with cost that the ledger does not know.

    Beside the columns of `tasks`: `rate`, that of the budget (`float64`), and `value`, its cost at that rate,
    NaN where one of the two is not known.
    """
    return basis.once(costed, lambda: _costed(basis))


def planned(basis: Basis, months: pd.DatetimeIndex) -> Grid:
    """Budgeted cost by project and month; unknown for a project with an activity of unknown cost or dates."""
    tasks = costed(basis)
    places, projects = codes(tasks["project_id"])
    sums, known = np.zeros((len(projects), len(months))), np.ones(len(projects), dtype=bool)
    moments, accrual = _ends(basis, months), basis.assumptions.earned_value.fixed_cost
    for working, rows in by_calendar(basis, tasks):
        part = tasks.iloc[rows]
        values = phased(part, working, moments, accrual) * part["rate"].to_numpy(float)[:, None]
        np.logical_and.at(known, places[rows], ~np.isnan(values).any(axis=1))
        np.add.at(sums, places[rows], np.nan_to_num(values))
    cents = np.diff(np.rint(sums * 10**CENTS).astype("int64"), axis=1, prepend=0)
    whole = np.broadcast_to(known[:, None], cents.shape)
    return Grid(projects, months, Exact(cents, whole, CENTS))


def spent(basis: Basis, months: pd.DatetimeIndex) -> Grid:
    """Actual cost by project and month: as the months of activities tell it, the rest in the present one."""
    tasks, told = costed(basis), basis["task_months"]
    before = told[
        told["month"].lt(basis.month)
        & told["actual_cost"].notna()
        & told["project_id"].isin(tasks["project_id"])
    ]
    now = before.assign(actual_cost=-before["actual_cost"])
    lines = pd.concat(
        [_lines(tasks, "actual_cost"), _lines(before, "actual_cost"), _lines(now, "actual_cost")]
    )
    at = [basis.month] * len(tasks) + [*before["month"]] + [basis.month] * len(now)
    return grid(lines.assign(month=pd.to_datetime(at)), "actual_cost").spread(months)


def to_go(basis: Basis, months: pd.DatetimeIndex) -> Grid:
    """Remaining cost by project and month: each activity's where it is forecast to end, after the present."""
    tasks = costed(basis)
    following = months[months > basis.month].min()
    ends = tasks["forecast_finish"].dt.to_period("M").dt.to_timestamp().clip(lower=following)
    lines = _lines(tasks, "remaining_cost").assign(month=ends.fillna(following))
    return grid(lines, "remaining_cost").spread(months)


def earned(basis: Basis) -> pd.Series:
    """The share of each project's budgeted cost that is earned at the status date; NaN where not known."""
    tasks = costed(basis)
    shares = earned_shares(tasks, _planned_shares(basis, tasks), basis.assumptions.earned_value)
    value = tasks["value"].to_numpy(float)
    worth = pd.DataFrame({"earned": shares * value, "whole": value}, index=tasks["project_id"])
    sums = worth.groupby(level=0).sum().where(worth.notna().groupby(level=0).all())
    return sums["earned"] / sums["whole"].where(sums["whole"] > 0)


def span(basis: Basis) -> tuple[pd.Timestamp, ...]:
    """First and last days of activities with cost, and one in the month after the present; or nothing."""
    tasks = costed(basis)
    following = [basis.month + pd.offsets.MonthBegin(1)] if len(tasks) else []
    days = tasks[["baseline_start", "baseline_finish", "forecast_finish"]]
    return (*days.min().dropna(), *days.max().dropna(), *following)


def by_calendar(basis: Basis, tasks: pd.DataFrame) -> Iterator[tuple[WorkingTime, Places]]:
    """The rows of activities by the working time that their hours are counted on; same ones together."""
    times = basis.once(working_times, lambda: working_times(basis["calendars"], basis["calendar_exceptions"]))
    named = tasks["calendar_id"].fillna(tasks["project_id"].map(default_calendars(basis["calendars"])))
    places, keys = pd.MultiIndex.from_arrays([tasks["project_id"], named]).factorize()
    found = [times.get(key, OFFICE) for key in keys]
    alike, distinct = pd.factorize(pd.Series([_content(each) for each in found], dtype=object))
    for kind in range(len(distinct)):
        working = found[int(np.flatnonzero(alike == kind)[0])]
        yield working, np.flatnonzero(alike[places] == kind)


def _costed(basis: Basis) -> pd.DataFrame:
    every = basis["tasks"]
    booked = basis["costs"]["project_id"].dropna().unique()
    tasks = activities(every[~every["project_id"].isin(booked)])
    cost = tasks["baseline_cost"].to_numpy("float64", na_value=np.nan)
    inside = ~np.isnan(cost) | (tasks["baseline_start"].notna() & tasks["kind"].ne("milestone")).to_numpy()
    some = pd.Series(cost > 0, index=tasks.index).groupby(tasks["project_id"]).transform("any")
    rate = rates(tasks, "baseline_cost").to_numpy("float64", na_value=np.nan)
    found: pd.DataFrame = tasks.assign(rate=rate, value=cost * rate)[some.to_numpy(bool) & inside]
    return found


def _planned_shares(basis: Basis, tasks: pd.DataFrame) -> Sums:
    found, now = np.full(len(tasks), np.nan), np.array([_end_of(basis.status_date)])
    for working, rows in by_calendar(basis, tasks):
        part = tasks.iloc[rows]
        values = phased(part, working, now, basis.assumptions.earned_value.fixed_cost)[:, 0]
        cost = part["baseline_cost"].to_numpy("float64", na_value=np.nan)
        found[rows] = np.divide(values, cost, out=np.zeros(len(rows)), where=cost != 0)
    return found


def _ends(basis: Basis, months: pd.DatetimeIndex) -> Moments:
    """The end of each month, and the status date's in the present one."""
    following = [*months[1:], months[-1] + pd.offsets.MonthBegin(1)] if len(months) else []
    ends = pd.DatetimeIndex(following).to_numpy("datetime64[s]")
    return np.where(months == basis.month, _end_of(basis.status_date), ends)


def _end_of(day: date) -> np.datetime64:
    return np.datetime64(day, "s") + np.timedelta64(1, "D")


def _lines(rows: pd.DataFrame, amount: str) -> pd.DataFrame:
    return pd.DataFrame({"project_id": rows["project_id"], amount: rows[amount], RATE: rates(rows, amount)})


def _content(working: WorkingTime) -> tuple[object, ...]:
    return (working.week, tuple(sorted(working.exceptions.items())))
