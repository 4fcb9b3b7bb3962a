"""How far projects are by their schedules: what activities have earned, against the plan in working time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmo_reports.metrics.exact import Flags, Places, codes
from pmo_reports.metrics.schedule_value import end_of, valued
from pmo_reports.metrics.working_kinds import alike, project_kinds
from pmo_reports.metrics.working_schedule import (
    HALF_A_CENT,
    Activities,
    Hours,
    Money,
    Plan,
    planned,
    time_earned,
)
from pmo_reports.model.assessed import Basis
from pmo_reports.model.working_time import Moments

HOURS_PER_DAY = 8.0
_COLUMNS = [
    "project_id",
    "baseline_start",
    "baseline_finish",
    "baseline_fixed_cost",
    "actual_finish",
    "rate",
    "value",
    "done",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far projects are by their schedules, in working hours from the start of each one's baseline.

    Attributes:
        projects: those of which cost, dates and progress of all activities are known.
        origin: the start of each one's baseline.
        per_day: working hours of a day.
        taken, earned: actual time and earned schedule.
        done: what each activity of `work` has earned, in the reporting currency.
    """

    projects: pd.Index[Any]
    origin: Moments
    per_day: Hours
    work: Activities
    plan: Plan
    taken: Hours
    earned: Hours
    done: Money


def progress(basis: Basis) -> Progress:
    """How far projects are by their schedules, worked out once for a basis."""
    return basis.once(progress, lambda: _progress(basis))


def _progress(basis: Basis) -> Progress:
    tasks = _known(valued(basis))
    place, projects = codes(tasks["project_id"])
    origin = tasks.groupby(place)["baseline_start"].min().to_numpy("datetime64[s]")
    work = _work(basis, tasks, (place, projects), origin)
    plan = planned(work, basis.assumptions.earned_value.fixed_cost)
    done = tasks["done"].to_numpy(float)
    sums = np.bincount(place, weights=done, minlength=len(projects)).astype("float64")
    taken = _taken(basis, tasks, origin, sums >= plan.budget - HALF_A_CENT)
    return Progress(
        projects=projects,
        origin=origin,
        per_day=_per_day(basis, projects),
        work=work,
        plan=plan,
        taken=taken,
        earned=time_earned(plan, sums, taken),
        done=done,
    )


def _known(tasks: pd.DataFrame) -> pd.DataFrame:
    """The activities that cost something, of projects that know value, dates and progress of all of them."""
    dear = tasks["value"].ne(0)
    known = tasks[["value", "done", "baseline_start"]].notna().all(axis=1)
    known &= tasks["baseline_finish"].notna() | tasks["kind"].eq("milestone")
    place, projects = codes(tasks["project_id"])
    broken = np.bincount(place[(dear & ~known).to_numpy(bool)], minlength=len(projects)) > 0
    found: pd.DataFrame = tasks.loc[dear.to_numpy(bool) & ~broken[place], _COLUMNS]
    return found


def _work(
    basis: Basis, tasks: pd.DataFrame, owners: tuple[Places, pd.Index[Any]], origin: Moments
) -> Activities:
    place, projects = owners
    starts = tasks["baseline_start"]
    ends = tasks["baseline_finish"].fillna(starts)
    fixed = (tasks["baseline_fixed_cost"].astype("float64") * tasks["rate"]).fillna(0.0)
    return Activities(
        project=place,
        start=_hours(basis, projects, origin, place, starts),
        finish=_hours(basis, projects, origin, place, ends),
        cost=tasks["value"].to_numpy(float),
        fixed=fixed.to_numpy(float),
    )


def _taken(basis: Basis, tasks: pd.DataFrame, origin: Moments, complete: Flags) -> Hours:
    """Working hours from each project's start to the status date, or to the last finish where all is done."""
    place, projects = codes(tasks["project_id"])
    now = np.full(len(projects), end_of(basis.status_date))
    told = tasks["actual_finish"].notna().groupby(place).all().to_numpy(bool)
    last = tasks.groupby(place)["actual_finish"].max().to_numpy("datetime64[s]")
    until = np.where(complete & told, np.minimum(last, now), now)
    hours = _hours(basis, projects, origin, np.arange(len(projects)), pd.Series(until))
    return np.maximum(hours, 0.0)


def _hours(basis: Basis, projects: pd.Index[Any], origin: Moments, place: Places, days: pd.Series) -> Hours:
    """Working hours of each project's own calendar from its start to each of `days`."""
    moments, found = days.to_numpy("datetime64[s]"), np.zeros(len(days))
    for working, rows in alike(basis, project_kinds(basis, projects)[place]):
        found[rows] = working.hours_between(origin[place[rows]], moments[rows])
    return found


def _per_day(basis: Basis, projects: pd.Index[Any]) -> Hours:
    """Working hours of a day as the schedule says, else eight."""
    stated = basis["schedules"].set_index("project_id")["hours_per_day"].reindex(projects)
    hours: Hours = stated.where(stated > 0).fillna(HOURS_PER_DAY).to_numpy(float)
    return hours
