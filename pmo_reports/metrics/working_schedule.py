"""Earned Schedule (Lipke 2003) on working time: the planned value curve of activities, turned round.

A curve is made of straight pieces: an activity's cost accrues evenly over the project's working hours from
its start to its finish, and its fixed cost falls due at once. All projects are worked out together.
Measured on ORACLE v07 of the corpus (ProTrack's own output of a published project, eight status dates):
rounded down to the hour, as it is printed there, every earned schedule is the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pmo_reports.metrics.exact import Places
from pmo_reports.model.assumptions import Accrual

Hours = npt.NDArray[np.float64]
Money = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]
HALF_A_CENT = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Activities:
    """The activities of all projects, in any order; nothing of them is unknown.

    Attributes:
        project: the place of each one's project, from 0.
        start, finish: working hours from its project's start.
        cost: all of it; `fixed` is the part that falls due at once.
    """

    project: Places
    start: Hours
    finish: Hours
    cost: Money
    fixed: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Planned value curves, as the points where they bend or jump, sorted by project and hour.

    Attributes:
        project: the project of each point.
        hour: working hours from the project's start.
        before, after: planned value just before and at the point.
        slope: planned value by hour from the point on.
        first: the first point of each project.
    """

    project: Places
    hour: Hours
    before: Money
    after: Money
    slope: Money
    first: Indices

    @property
    def last(self) -> Indices:
        """The last point of each project."""
        return np.append(self.first, len(self.hour))[1:] - 1

    @property
    def budget(self) -> Money:
        """What each project's activities cost in all (BAC)."""
        found: Money = self.after[self.last]
        return found

    @property
    def duration(self) -> Hours:
        """The planned duration (PD) of each project."""
        found: Hours = self.hour[self.last]
        return found


def planned(work: Activities, accrual: Accrual = "start") -> Plan:
    """The curves of `work`, whose projects are 0, 1, ... without a gap."""
    places, at, jumps, bends = _bends(work, accrual)
    order = np.lexsort((at, places))
    project, hour, jump, slope = places[order], at[order], jumps[order], bends[order]
    first = np.flatnonzero(np.diff(project, prepend=-1))
    slopes = _from_zero(slope, project, first)
    hours = np.diff(hour, prepend=0.0)
    hours[first] = 0.0
    grown = np.append(0.0, slopes[:-1])[: len(hours)] * hours
    after = _from_zero(grown + jump, project, first)
    return Plan(project=project, hour=hour, before=after - jump, after=after, slope=slopes, first=first)


def time_earned(plan: Plan, done: Money, taken: Hours) -> Hours:
    """Earned schedule (ES) of each project in working hours from its start: when `done` was planned to be.

    Where the plan stands still at just that value, any of its hours would do: it is the one nearest to the
    status date, for there is neither lead nor delay to show. 0 for nothing done, the duration for all.

    Args:
        plan: the curves.
        done: what each project has earned; NaN gives NaN.
        taken: working hours from each project's start to the status date (AT).
    """
    earliest = _reached(plan, plan.after >= (done - HALF_A_CENT)[plan.project], done)
    latest = _reached(plan, plan.after > (done + HALF_A_CENT)[plan.project], done)
    found = np.clip(taken, earliest, np.maximum(latest, earliest))
    found = np.where(done >= plan.budget - HALF_A_CENT, plan.duration, found)
    return np.where(np.isnan(done), np.nan, np.where(done <= 0, 0.0, found))


def adherent(work: Activities, done: Money, earned: Hours, accrual: Accrual = "start") -> Money:
    """What each activity has earned of what the plan holds by its project's earned schedule.

    Their sum by all that is earned is the schedule adherence (p-factor, Lipke 2004): the rest was done out
    of order.
    """
    now = earned[work.project]
    length = work.finish - work.start
    begun = now >= work.start
    share = np.where(length > 0, (now - work.start) / np.where(length > 0, length, 1.0), begun).clip(0, 1)
    due = {"start": begun, "linear": share, "finish": share >= 1}[accrual]
    value = (work.cost - work.fixed) * share + work.fixed * due
    least: Money = np.minimum(done, value)
    return least


def _bends(work: Activities, accrual: Accrual) -> tuple[Places, Hours, Money, Money]:
    """Each activity's two points: project, hour, jump and change of slope."""
    length = work.finish - work.start
    fixed = {"start": work.fixed, "linear": np.zeros(len(length)), "finish": work.fixed}[accrual]
    spread = np.where(length > 0, work.cost - fixed, 0.0)
    slope = spread / np.where(length > 0, length, 1.0)
    jump = work.cost - spread
    at_start = np.where((length > 0) & (accrual == "finish"), 0.0, jump)
    return (
        np.concatenate([work.project, work.project]),
        np.concatenate([work.start, work.finish]),
        np.concatenate([at_start, jump - at_start]),
        np.concatenate([slope, -slope]),
    )


def _from_zero(steps: Money, project: Places, first: Indices) -> Money:
    """Running totals that begin anew in each project."""
    whole = np.cumsum(steps)
    base = whole[first] - steps[first]
    sums: Money = whole - base[project]
    return sums


def _reached(plan: Plan, there: npt.NDArray[np.bool_], done: Money) -> Hours:
    """The hour at which each project's curve comes to `done`, on the way to its first point `there`."""
    if not len(plan.first):
        return np.zeros(0)
    points = np.where(there, np.arange(len(there)), len(there))
    found = np.minimum.reduceat(points, plan.first)
    at = np.minimum(found, plan.last)
    origin = np.maximum(at - 1, plan.first)
    grown = plan.before[at] - plan.after[origin]
    sloping = (plan.before[at] >= done - HALF_A_CENT) & (grown > HALF_A_CENT)
    part = np.divide(done - plan.after[origin], grown, out=np.ones(len(done)), where=sloping).clip(0, 1)
    hours: Hours = plan.hour[origin] + part * (plan.hour[at] - plan.hour[origin])
    return np.where(sloping, hours, plan.hour[at])
