"""How far projects are by their schedules: what activities have earned, against the plan in working time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from pmo_reports.metrics.exact import Flags, Places, codes
from pmo_reports.metrics.owners import owners
from pmo_reports.metrics.schedule_value import end_of, tasks_of, valued
from pmo_reports.metrics.working_kinds import alike, project_kinds
from pmo_reports.metrics.working_schedule import (
    HALF_A_CENT,
    Activities,
    Hours,
    Money,
    adherent,
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


AT_ONCE = 200_000
"""So many tasks are looked at together: a few dozen megabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far projects are by their schedules, in working hours from the start of each one's baseline.

    Attributes:
        projects: those of which cost, dates and progress of all activities are known.
        origin: the start of each one's baseline.
        per_day: working hours of a day.
        duration: the planned duration.
        taken, earned: actual time and earned schedule.
        done: what the activities have earned, in the reporting currency.
        in_order: that of it which the plan holds by the earned schedule; see `adherent`.
    """

    projects: pd.Index[Any]
    origin: Moments
    per_day: Hours
    duration: Hours
    taken: Hours
    earned: Hours
    done: Money
    in_order: Money


def progress(basis: Basis) -> Progress:
    """How far projects are by their schedules, worked out once for a basis."""
    return basis.once(progress, lambda: _joined([_progress(basis, each) for each in _blocks(basis)]))


def _blocks(basis: Basis) -> Iterator[pd.DataFrame]:
    """The tasks of whole projects, some at a time."""
    tasks, (place, _) = tasks_of(basis), owners(basis, "tasks")
    order = np.argsort(place, kind="stable")
    together = tasks if (np.diff(place) >= 0).all() else tasks.take(order)
    firsts = np.flatnonzero(np.diff(place[order], prepend=-2))
    cuts = firsts[np.diff(firsts // AT_ONCE, prepend=0) > 0].tolist()
    for first, last in pairwise([0, *cuts, len(tasks)]):
        yield together.iloc[first:last]


def _joined(parts: Sequence[Progress]) -> Progress:
    first, *others = parts
    arrays = {
        each.name: np.concatenate([getattr(part, each.name) for part in parts])
        for each in fields(Progress)
        if each.name != "projects"
    }
    return Progress(projects=first.projects.append([part.projects for part in others]), **arrays)


def _progress(basis: Basis, every: pd.DataFrame) -> Progress:
    tasks, accrual = _known(valued(basis, every)), basis.assumptions.earned_value.fixed_cost
    place, projects = codes(tasks["project_id"])
    clock = _Clock(
        basis=basis,
        kind=project_kinds(basis, projects),
        origin=tasks.groupby(place)["baseline_start"].min().to_numpy("datetime64[s]"),
    )
    work = _work(clock, tasks, place)
    plan = planned(work, accrual)
    done = tasks["done"].to_numpy(float)
    sums = _sums(place, done, len(projects))
    taken = _taken(clock, tasks, sums >= plan.budget - HALF_A_CENT)
    earned = time_earned(plan, sums, taken)
    return Progress(
        projects=projects,
        origin=clock.origin,
        per_day=_per_day(basis, projects),
        duration=plan.duration,
        taken=taken,
        earned=earned,
        done=sums,
        in_order=_sums(place, adherent(work, done, earned, accrual), len(projects)),
    )


def _sums(place: Places, values: Money, size: int) -> Money:
    return np.bincount(place, weights=values, minlength=size).astype("float64")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clock:
    """Working time of projects, each from its origin on: `kind` says on which calendar."""

    basis: Basis
    kind: Places
    origin: Moments

    def hours(self, place: Places, days: pd.Series) -> Hours:
        """Working hours of each one's project from its origin to each of `days`."""
        moments, found = days.to_numpy("datetime64[s]"), np.zeros(len(days))
        for working, rows in alike(self.basis, self.kind[place]):
            found[rows] = working.hours_between(self.origin[place[rows]], moments[rows])
        return found


def _known(tasks: pd.DataFrame) -> pd.DataFrame:
    """The activities that cost something, of projects that know value, dates and progress of all of them."""
    dear = tasks["value"].ne(0)
    known = tasks[["value", "done", "baseline_start"]].notna().all(axis=1)
    known &= tasks["baseline_finish"].notna() | tasks["kind"].eq("milestone")
    place, projects = codes(tasks["project_id"])
    broken = np.bincount(place[(dear & ~known).to_numpy(bool)], minlength=len(projects)) > 0
    found: pd.DataFrame = tasks.loc[dear.to_numpy(bool) & ~broken[place], _COLUMNS]
    return found


def _work(clock: _Clock, tasks: pd.DataFrame, place: Places) -> Activities:
    starts = tasks["baseline_start"]
    ends = tasks["baseline_finish"].fillna(starts)
    fixed = (tasks["baseline_fixed_cost"].astype("float64") * tasks["rate"]).fillna(0.0)
    return Activities(
        project=place,
        start=clock.hours(place, starts),
        finish=clock.hours(place, ends),
        cost=tasks["value"].to_numpy(float),
        fixed=fixed.to_numpy(float),
    )


def _taken(clock: _Clock, tasks: pd.DataFrame, complete: Flags) -> Hours:
    """Working hours from each project's start to the status date, or to the last finish where all is done."""
    place, projects = codes(tasks["project_id"])
    now = np.full(len(projects), end_of(clock.basis.status_date))
    told = tasks["actual_finish"].notna().groupby(place).all().to_numpy(bool)
    last = tasks.groupby(place)["actual_finish"].max().to_numpy("datetime64[s]")
    until = np.where(complete & told, np.minimum(last, now), now)
    hours = clock.hours(np.arange(len(projects)), pd.Series(until))
    return np.maximum(hours, 0.0)


def _per_day(basis: Basis, projects: pd.Index[Any]) -> Hours:
    """Working hours of a day as the schedule says, else eight."""
    stated = basis["schedules"].set_index("project_id")["hours_per_day"].reindex(projects)
    hours: Hours = stated.where(stated > 0).fillna(HOURS_PER_DAY).to_numpy(float)
    return hours
