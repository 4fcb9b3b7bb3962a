"""Money of projects as their schedules tell it: planned, earned and spent, by month.

It stands in where no ledger tells of a project: see `earned_value`. An activity's cost accrues over the
working hours of its calendar, its fixed cost as `Assumptions.earned_value` says (ANSI/EIA-748).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.metrics.exact import CENTS, Exact, Flags, Places, codes, exact, within
from pmo_reports.metrics.grid import Grid, grid
from pmo_reports.metrics.owners import owners
from pmo_reports.metrics.picked import chosen
from pmo_reports.metrics.task_value import accrued, activities, holding, phased
from pmo_reports.metrics.techniques import (
    LEVEL_OF_EFFORT,
    PERCENTAGES,
    earned_shares,
    finished,
    started,
    techniques,
)
from pmo_reports.metrics.working_kinds import alike, own_kinds
from pmo_reports.model.amounts import RATE, rate_columns, rates
from pmo_reports.model.assessed import Basis
from pmo_reports.model.working_time import Moments, WorkingTime

Sums = npt.NDArray[np.float64]
_COLUMNS = [
    "project_id",
    "task_id",
    "kind",
    "calendar_id",
    "technique",
    "percent_kind",
    "percent_complete",
    "work_percent",
    "physical_percent",
    "baseline_start",
    "baseline_finish",
    "baseline_hours",
    "actual_start",
    "actual_finish",
]
_TOLD = [*_COLUMNS, "parent_id", "is_active", "weight", "baseline_cost", "baseline_fixed_cost"]
"""What must be known of the tasks of a project, with the rates of money, to tell what they have earned."""


def tasks_of(basis: Basis) -> pd.DataFrame:
    """The tasks, with those of their columns that `valued` asks for."""
    tasks = basis["tasks"]
    return tasks[[*_TOLD, *rate_columns(tasks)]]


def valued(basis: Basis, tasks: pd.DataFrame) -> pd.DataFrame:
    """The activities in the baseline of projects whose schedule has cost, with what they have earned.

    Their baseline costs are floats. Beside those columns of `tasks` that tell of value and progress: `rate`,
    that of the budget (`float64`), `value`, its cost at that rate, NaN where one of the two is not known,
    `working`, the kind of its working time, and `done`, what it has earned at the status date, NaN where it
    is not known.

    Args:
        basis: what they are valued by.
        tasks: rows of `tasks_of`, all those of their projects.
    """
    found = _loaded(basis, tasks)
    return found.assign(done=_done(basis, found, tasks))


def costed(basis: Basis) -> pd.DataFrame:
    """Those of projects that the ledger does not know, worked out once for a basis."""
    return basis.once(costed, lambda: valued(basis, _unbooked(basis)))


def worked(basis: Basis) -> pd.DataFrame:
    """All activities of the same projects, those that came after the baseline included."""

    def work() -> pd.DataFrame:
        places, projects = owners(basis, "tasks")
        known = within(projects, costed(basis)["project_id"])
        return activities(chosen(basis["tasks"], known[places]))

    return basis.once(worked, work)


def planned(basis: Basis, months: pd.DatetimeIndex) -> Grid:
    """Budgeted cost by project and month; unknown for a project with an activity of unknown cost or dates."""
    tasks = costed(basis)
    places, projects = codes(tasks["project_id"])
    sums, known = np.zeros((len(projects), len(months))), np.ones(len(projects), dtype=bool)
    moments, accrual = _ends(basis, months), basis.assumptions.earned_value.fixed_cost
    for working, rows in by_calendar(basis, tasks):
        part = tasks.iloc[rows]
        value, rate = part["value"].to_numpy(float)[:, None], part["rate"].to_numpy(float)[:, None]
        values = np.where(value == 0, 0.0, phased(part, working, moments, accrual) * rate)
        np.logical_and.at(known, places[rows], ~np.isnan(values).any(axis=1))
        np.add.at(sums, places[rows], np.nan_to_num(values))
    cents = np.diff(np.rint(sums * 10**CENTS).astype("int64"), axis=1, prepend=0)
    whole = np.broadcast_to(known[:, None], cents.shape)
    return Grid(projects, months, Exact(cents, whole, CENTS))


def spent(basis: Basis, months: pd.DatetimeIndex) -> Grid:
    """Actual cost by project and month: as the months of activities tell it, the rest in the present one.

    An activity that has not begun and names no cost has cost nothing.
    """
    tasks = worked(basis)
    before = _told_before(basis, tasks)
    now = before.assign(actual_cost=-before["actual_cost"])
    so_far = tasks.assign(actual_cost=_or_nothing(tasks["actual_cost"], ~started(tasks)))
    lines = pd.concat([_lines(each, "actual_cost") for each in (so_far, before, now)])
    at = [basis.month] * len(tasks) + [*before["month"]] + [basis.month] * len(now)
    return grid(lines.assign(month=placed(pd.Series(at), months).to_numpy()), "actual_cost").spread(months)


def to_go(basis: Basis, months: pd.DatetimeIndex) -> Grid:
    """Remaining cost by project and month: each activity's where it is forecast to end, after the present.

    An activity that is done, and a milestone, costs no more where it names no cost.
    """
    tasks = worked(basis)
    technique = techniques(tasks, basis.assumptions.earned_value)
    over = finished(tasks, technique) | tasks["kind"].eq("milestone").to_numpy(bool)
    left = tasks.assign(remaining_cost=_or_nothing(tasks["remaining_cost"], over))
    following = months[months > basis.month].min()
    ends = placed(tasks["forecast_finish"], months)
    ends = ends.where(ends > following, following)
    return grid(_lines(left, "remaining_cost").assign(month=ends), "remaining_cost").spread(months)


def earned(basis: Basis) -> pd.Series:
    """The share of each project's budgeted cost that is earned at the status date; NaN where not known."""
    return basis.once(earned, lambda: _earned(basis))


def span(basis: Basis) -> tuple[pd.Timestamp, ...]:
    """First and last days of activities with cost, and one in the month after the present; or nothing."""
    tasks = costed(basis)
    days = worked(basis)[["baseline_start", "baseline_finish", "forecast_finish"]]
    told = _told_before(basis, tasks)["month"]
    ends = [day.normalize() for day in (*days.min(), *days.max(), told.min()) if not pd.isna(day)]
    return (*ends, following(basis)) if len(tasks) else ()


def following(basis: Basis) -> pd.Timestamp:
    """The first day of the month (or fiscal period) after that of the status date."""
    later = [day for day in basis.periods if pd.Timestamp(day) > basis.month]
    return pd.Timestamp(later[0]) if later else basis.month + pd.offsets.MonthBegin(1)


def placed(days: pd.Series, months: pd.DatetimeIndex) -> pd.Series:
    """The month (or fiscal period) of `months` that each day lies in; the first for what lies before."""
    at = np.clip(
        months.searchsorted(days.fillna(months[0]).to_numpy("datetime64[s]"), side="right") - 1, 0, None
    )
    return pd.Series(months.take(at), index=days.index).where(days.notna())


def by_calendar(basis: Basis, tasks: pd.DataFrame) -> Iterator[tuple[WorkingTime, Places]]:
    """The rows of activities of `valued` by the working time that their hours are counted on, in blocks."""
    return alike(basis, tasks["working"].to_numpy(np.intp))


def _loaded(basis: Basis, every: pd.DataFrame) -> pd.DataFrame:
    cost, fixed = (exact(every[name]).floats() for name in ("baseline_cost", "baseline_fixed_cost"))
    rate = rates(every, "baseline_cost").to_numpy("float64", na_value=np.nan)
    value = np.where(cost == 0, 0.0, cost * rate)
    inside = ~np.isnan(cost) | (every["baseline_start"].notna() & every["kind"].ne("milestone")).to_numpy()
    own = holding(every)
    places, projects = codes(every["project_id"])
    some = np.bincount(places[own & (cost > 0)], minlength=len(projects)) > 0
    rows = np.flatnonzero(own & inside & some[places])
    money = {"baseline_cost": cost, "baseline_fixed_cost": fixed, "rate": rate, "value": value}
    kept = every[_COLUMNS] if len(rows) == len(every) else every[_COLUMNS].take(rows)
    found = kept.assign(**{name: of[rows] for name, of in money.items()})
    return found.assign(working=own_kinds(basis, found))


def _unbooked(basis: Basis) -> pd.DataFrame:
    """The tasks of projects that the ledger does not know."""
    places, projects = owners(basis, "tasks")
    known = within(projects, owners(basis, "costs")[1])
    return chosen(tasks_of(basis), ~known[places])


def _earned(basis: Basis) -> pd.Series:
    tasks = costed(basis)
    worth = tasks.set_index("project_id")[["done", "value"]]
    sums = worth.groupby(level=0).sum().where(worth.notna().groupby(level=0).all())
    return sums["done"] / sums["value"].where(sums["value"] > 0)


def _done(basis: Basis, tasks: pd.DataFrame, every: pd.DataFrame) -> Sums:
    """What each of `tasks` has earned; `every` has the milestones that weigh."""
    rules = basis.assumptions.earned_value
    technique = techniques(tasks, rules)
    planned = _planned_shares(basis, tasks, np.asarray(technique == LEVEL_OF_EFFORT))
    shares = earned_shares(tasks, planned, rules, every)
    rate, value = tasks["rate"].to_numpy(float), tasks["value"].to_numpy(float)
    begun = (started(tasks) | (shares > 0))[:, None]
    by_percent = accrued(tasks, shares[:, None], begun, rules.fixed_cost)[:, 0] * rate
    told = technique.isin(PERCENTAGES)
    done = np.where(told, by_percent, shares * value)
    return np.where(value == 0, 0.0, done)


def _told_before(basis: Basis, tasks: pd.DataFrame) -> pd.DataFrame:
    """The actual costs of activities in months before the present one."""
    told = basis["task_months"]
    before = told[told["month"].lt(basis.month) & told["actual_cost"].notna()]
    if before.empty:
        return before
    own, theirs = (pd.MultiIndex.from_frame(each[["project_id", "task_id"]]) for each in (tasks, before))
    found: pd.DataFrame = before[theirs.isin(own)]
    return found


def _or_nothing(amounts: pd.Series, where: Flags) -> pd.Series:
    """`amounts`, nought for those `where` none is named."""
    return amounts.mask(amounts.isna().to_numpy(bool) & where, Decimal(0))


def _planned_shares(basis: Basis, tasks: pd.DataFrame, where: Flags) -> Sums:
    """How much of the cost of those activities is planned to be earned by now; NaN of all others."""
    found, now = np.full(len(tasks), np.nan), np.array([end_of(basis.status_date)])
    among = tasks[where]
    shares = np.full(len(among), np.nan)
    for working, rows in by_calendar(basis, among):
        part = among.iloc[rows]
        values = phased(part, working, now, basis.assumptions.earned_value.fixed_cost)[:, 0]
        cost = part["baseline_cost"].to_numpy("float64", na_value=np.nan)
        shares[rows] = np.divide(values, cost, out=np.zeros(len(rows)), where=cost != 0)
    found[where] = shares
    return found


def _ends(basis: Basis, months: pd.DatetimeIndex) -> Moments:
    """The end of each month, and the status date's in the present one; the last holds all that is left."""
    if not len(months):
        return np.array([], dtype="datetime64[s]")
    last = max(months[-1] + pd.offsets.MonthBegin(1), _last_day(basis))
    ends = pd.DatetimeIndex([*months[1:], last]).to_numpy("datetime64[s]")
    present = np.asarray((months == basis.month) & (months != months[-1]))
    return np.where(present, end_of(basis.status_date), ends)


def _last_day(basis: Basis) -> pd.Timestamp:
    """The day after the last one of the baseline."""
    last = costed(basis)["baseline_finish"].max()
    return pd.Timestamp.min if pd.isna(last) else last.normalize() + pd.offsets.Day(1)


def end_of(day: date) -> np.datetime64:
    """The midnight that a day ends with."""
    return np.datetime64(day, "s") + np.timedelta64(1, "D")


def _lines(rows: pd.DataFrame, amount: str) -> pd.DataFrame:
    return pd.DataFrame({"project_id": rows["project_id"], amount: rows[amount], RATE: rates(rows, amount)})
