"""What activities had earned at the end of earlier months, for the curves of projects told by schedules.

Where the schedule keeps its earlier status dates (`task_progress`), they say it. Else an activity's progress
is taken as even over its working hours, from its actual start to its actual finish or the status date; one
that names no actual start began as planned.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.metrics.exact import codes
from pmo_reports.metrics.schedule_value import by_calendar, costed, end_of
from pmo_reports.metrics.task_value import activities, earned_value
from pmo_reports.model.assessed import Basis
from pmo_reports.model.working_time import Moments, WorkingTime

Shares = npt.NDArray[np.float64]
_PERIOD = ["project_id", "status_date"]


def earned_before(basis: Basis, months: pd.DatetimeIndex) -> pd.DataFrame:
    """The share of its cost that each project had earned by the end of each of `months`, all past."""
    ends = pd.DatetimeIndex([*months[1:], basis.month][: len(months)])
    even, told = _even(basis, ends), _told(basis, ends)
    both = pd.concat([told, even[~even.index.isin(told.index)]])
    return both.reindex(even.index).set_axis(months, axis=1)


def _even(basis: Basis, ends: pd.DatetimeIndex) -> pd.DataFrame:
    tasks = costed(basis)
    place, projects = codes(tasks["project_id"])
    sums, done = np.zeros((len(projects), len(ends))), tasks["done"].to_numpy(float)[:, None]
    moments = ends.to_numpy("datetime64[s]")
    for working, rows in by_calendar(basis, tasks):
        part = done[rows] * _gone(basis, tasks.iloc[rows], working, moments)
        np.add.at(sums, place[rows], part)
    whole = np.bincount(place, weights=tasks["value"], minlength=len(projects))
    shares = np.divide(sums, whole[:, None], out=np.full(sums.shape, np.nan), where=whole[:, None] > 0)
    return pd.DataFrame(shares, index=projects)


def _gone(basis: Basis, tasks: pd.DataFrame, working: WorkingTime, moments: Moments) -> Shares:
    """How much of the work done by now was done at each of `moments`."""
    starts = tasks["actual_start"].fillna(tasks["baseline_start"]).to_numpy("datetime64[s]")
    now = np.full(len(tasks), end_of(basis.status_date))
    last = np.fmin(tasks["actual_finish"].to_numpy("datetime64[s]"), now)
    length = working.hours_between(starts, last)[:, None]
    origin = np.full(1, moments.min() if len(moments) else end_of(basis.status_date))
    gone = (
        working.hours_between(origin, moments)[None, :]
        - working.hours_between(np.broadcast_to(origin, starts.shape), starts)[:, None]
    )
    begun = (moments[None, :] >= starts[:, None]).astype(float)
    share = np.where(length > 0, gone / np.where(length > 0, length, 1.0), begun)
    within: Shares = np.clip(np.nan_to_num(share), 0.0, 1.0)
    return within


def _told(basis: Basis, ends: pd.DatetimeIndex) -> pd.DataFrame:
    """The same of projects with earlier status dates: that of the last one by the end of each month."""
    progress = basis["task_progress"]
    progress = progress[
        progress["status_date"].lt(end_of(basis.status_date)) & progress["status_date"].notna()
    ]
    if progress.empty or not len(ends):
        return pd.DataFrame(columns=range(len(ends)), dtype="float64")
    tasks = activities(basis["tasks"])
    earned = earned_value(tasks, progress, basis.assumptions.earned_value.fixed_cost)
    sums = earned.groupby([progress[name] for name in _PERIOD]).sum(min_count=1)
    whole = tasks["baseline_cost"].astype("float64").groupby(tasks["project_id"]).sum()
    wide = (sums / whole.reindex(sums.index.get_level_values(0)).to_numpy()).unstack("status_date")  # noqa: PD010
    at = pd.DatetimeIndex(wide.columns).searchsorted(ends.to_numpy("datetime64[s]"), side="left") - 1
    kept = wide.ffill(axis=1).fillna(0.0).to_numpy(float)
    shares = np.where(at >= 0, kept[:, np.maximum(at, 0)], 0.0).clip(0.0, 1.0)
    return pd.DataFrame(shares, index=wide.index)
