"""What the fourteen checks of DCMA count (DCMA-EA PAM 200.1), by project.

The population is tasks and milestones that are switched on: no summaries, no level of effort. A count is
null where it is not known of one of a project's activities: what is missing must never look better.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.metrics.exact import exact
from pmo_reports.metrics.plan_links import located
from pmo_reports.metrics.plans import NEVER, minutes
from pmo_reports.metrics.schedule_network import Solved, solved
from pmo_reports.model.assessed import Basis
from pmo_reports.model.working_time import Minutes

Flags = npt.NDArray[np.bool_]
HARD = (
    "must start on",
    "must finish on",
    "start on",
    "finish on",
    "start no later than",
    "finish no later than",
)
"""Constraints that hold against the links: MSO, MFO, SNLT, FNLT, and P6's "start on" and "finish on"."""
_DAY = 24 * 60
_WHOLE_DAY = 1.0


def linked(found: Solved) -> tuple[Flags, Flags]:
    """Which activities have a predecessor, and which a successor, among the activities."""
    edges = found.plan.links.edges.among(own_links(found))
    before, after = np.zeros(found.size, dtype=bool), np.zeros(found.size, dtype=bool)
    before[edges.after], after[edges.before] = True, True
    return before, after


def own_links(found: Solved) -> Flags:
    """The links between two activities, none by way of a summary."""
    edges = found.plan.links.edges
    flags: Flags = (edges.before < found.size) & (edges.after < found.size)
    return flags


def counted_links(found: Solved, flags: Flags) -> pd.Series:
    """How many of the links between activities have a flag, by project."""
    owner = found.plan.project[found.plan.links.edges.after[own_links(found) & flags]]
    numbers = np.bincount(owner, minlength=len(found.plan.projects))
    return pd.Series(numbers, index=found.plan.projects, dtype="Int64")


def hard(found: Solved) -> Flags:
    """The activities not done with a hard constraint."""
    code, named = found.plan.tasks.codes("constraint_kind")
    held: Flags = np.append(named.isin(HARD), np.False_)[code] & found.open_
    return held


def baselined(found: Solved) -> pd.Series:
    """Which projects have a baseline, of one activity at least."""
    with_one = found.plan.tasks["baseline_finish"].notna().to_numpy()
    return found.counted(with_one).gt(0)


def baseline_days(found: Solved) -> npt.NDArray[np.float64]:
    """How long each activity was to take, in working days; of one without a baseline how long it takes."""
    tasks, plan, size = found.plan.tasks, found.plan, found.size
    start, finish = plan.column("baseline_start"), plan.column("baseline_finish")
    by_dates = ((plan.worked(finish) - plan.worked(start)) / plan.day)[:size]
    dated = ((start != NEVER) & (finish != NEVER))[:size]
    own, now = (tasks[name].to_numpy(float) for name in ("baseline_days", "duration_days"))
    return np.where(np.isnan(own), np.where(dated, by_dates, now), own)


def invalid_dates(found: Solved) -> Flags:
    """The activities with a forecast before the status date, or an actual date after it.

    Where a schedule has no status date, that of the report counts, the whole day.
    """
    tasks, status = found.plan.tasks, found.plan.status[: found.size]
    own = status % _DAY != 0
    since = np.where(own | (status == NEVER), status, status - _DAY)
    starts, ends = minutes(tasks["forecast_start"]), minutes(tasks["forecast_finish"])
    begun = found.plan.begun[: found.size]
    behind = found.open_ & (_before(ends, since) | (~begun & _before(starts, since)))
    actual = [minutes(tasks[name]) for name in ("actual_start", "actual_finish")]
    ahead = np.logical_or.reduce([(each != NEVER) & (each > status) for each in actual])
    flags: Flags = behind | (ahead & (status != NEVER))
    return flags


def due(found: Solved) -> Flags:
    """The activities that their baseline has finished by the status date."""
    planned = minutes(found.plan.tasks["baseline_finish"])
    flags: Flags = (planned != NEVER) & (planned <= found.plan.status[: found.size])
    return flags


def behind(found: Solved) -> Flags:
    """The activities that finish after their baseline; what is open finishes at the status date at best."""
    tasks, status = found.plan.tasks, found.plan.status[: found.size]
    planned, ends = minutes(tasks["baseline_finish"]), minutes(tasks["forecast_finish"])
    actual = minutes(tasks["actual_finish"])
    finish = np.where(actual != NEVER, actual, np.where(found.open_, np.maximum(ends, status), ends))
    flags: Flags = (planned != NEVER) & (finish > planned)
    return flags


def unresourced(basis: Basis) -> Flags:
    """The activities not done that take a day or more, without a resource and without a cost."""
    found = solved(basis)
    tasks = found.plan.tasks
    given = basis["assignments"].dropna(subset=["resource_id"])
    rows = located(tasks, "task_id", given, "task_id")
    used = np.zeros(found.size, dtype=bool)
    used[rows[rows >= 0]] = True
    for name in ("cost", "baseline_cost", "remaining_cost"):
        used |= (exact(tasks.table[name]).units > 0)[tasks.rows]
    days = tasks["duration_days"].to_numpy(float)
    flags: Flags = found.open_ & ~used & (np.nan_to_num(days) >= _WHOLE_DAY)
    return flags


def _before(moments: Minutes, since: Minutes) -> Flags:
    flags: Flags = (moments != NEVER) & (moments < since)
    return flags
