"""How dates move from report to report, whatever each schedule calls its baseline (ISO 21502).

A planner who saves a new baseline every month has no slip against it. What was first reported stays.
"""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics.arithmetic import whole
from pmo_reports.metrics.schedule import DATES, FINISH, due_dates, finishes, key_milestones, slip
from pmo_reports.model.assessed import Assessed, Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, Rollup, measure

REPORTED = (*FINISH[1:], *DATES[1:], "schedules.finish")
_MILESTONE = ["project_id", "milestone_id"]


@measure(
    label="Finish first reported",
    rolls_up=Rollup.GREATEST,
    unit=Unit.DATE,
    formula="finish in the first report that has one; of a programme the last",
    inputs=REPORTED,
)
def finish_first(basis: Basis) -> pd.Series:
    """What the project once said; in its first report, what it says now."""
    return first_reported(basis)


@measure(
    label="Finish slip since the first report",
    rolls_up=Rollup.GREATEST,
    unit=Unit.DAYS,
    formula="working days from the finish first reported to the finish, worst project",
    better=Better.LOWER,
    inputs=REPORTED,
)
def finish_slip_first(basis: Basis) -> pd.Series:
    """How far the finish has moved in all, whatever became of the baseline; 0 in the first report."""
    now = finishes(basis)["finish"]
    before = first_reported(basis).reindex(now.index)
    return slip(basis, before, now, now.index.to_series())


@measure(
    label="Finish slip since the first report, calendar days",
    rolls_up=Rollup.GREATEST,
    unit=Unit.DAYS,
    formula="calendar days from the finish first reported to the finish, worst project",
    better=Better.LOWER,
    inputs=REPORTED,
)
def finish_slip_first_calendar(basis: Basis) -> pd.Series:
    """The same in calendar days."""
    now = finishes(basis)["finish"]
    return whole((now - first_reported(basis).reindex(now.index)).dt.days)


@measure(
    label="Finish slip since the last report",
    rolls_up=Rollup.GREATEST,
    unit=Unit.DAYS,
    formula="working days from the finish of the period before to the finish, worst project",
    better=Better.LOWER,
    inputs=REPORTED,
)
def finish_slip_last(basis: Basis) -> pd.Series:
    """How far the finish has moved in this period; null without a period before."""
    now = finishes(basis)["finish"]
    before = _finish_of(basis.before, now.index) if basis.before else now.where(now.isna())
    return slip(basis, before, now, now.index.to_series())


@measure(
    label="Key milestone slip since the last report",
    rolls_up=Rollup.GREATEST,
    unit=Unit.DAYS,
    formula="working days from the date in the period before to the date now, worst key milestone",
    better=Better.LOWER,
    inputs=(*DATES[1:], "milestones.is_key"),
)
def key_milestone_slip_last(basis: Basis) -> pd.Series:
    """The worst movement of a key milestone in this period, of those that both reports have."""
    keys = key_milestones(basis["milestones"])
    if basis.before is None or keys.empty:
        return pd.Series(dtype="Int64")
    before = _milestone_dates(basis.before.portfolio["milestones"])
    told = before.reindex(pd.MultiIndex.from_frame(keys[_MILESTONE])).set_axis(keys.index)
    slips = slip(basis, told, due_dates(basis, keys), keys["project_id"])
    worst: pd.Series = slips.groupby(keys["project_id"]).max()
    return worst


@measure(
    label="Milestones past their baseline",
    unit=Unit.COUNT,
    formula="milestones not done whose baseline lies before the status date",
    better=Better.LOWER,
    inputs=(DATES[0], DATES[2]),
)
def milestones_past_baseline(basis: Basis) -> pd.Series:
    """What was promised by now and is not done; null if one that is not done has no baseline."""
    milestones, now = basis["milestones"], pd.Timestamp(basis.status_date)
    open_ = milestones["actual_date"].isna()
    late = (open_ & milestones["baseline_date"].lt(now)).astype("Int64")
    return _summed(late.where(~open_ | milestones["baseline_date"].notna()), milestones)


@measure(
    label="Milestones never updated",
    unit=Unit.COUNT,
    formula="milestones not done whose forecast lies before the status date and is as in the last report",
    better=Better.LOWER,
    inputs=DATES[1:],
)
def never_updated_milestones(basis: Basis) -> pd.Series:
    """Forecasts that have passed and that nobody touched since; in a first report, all that have passed."""
    milestones = basis["milestones"]
    open_, forecast = milestones["actual_date"].isna(), milestones["forecast_date"]
    passed = open_ & forecast.lt(pd.Timestamp(basis.status_date))
    untouched = _before(basis, milestones).isna() | _before(basis, milestones).eq(forecast)
    flags = (passed & untouched).astype("Int64")
    return _summed(flags.where(~open_ | forecast.notna()), milestones)


def first_reported(basis: Basis) -> pd.Series:
    """The first finish that each project reported, of all periods and this one."""
    return basis.once(first_reported, lambda: _first_reported(basis))


def _first_reported(basis: Basis) -> pd.Series:
    found = finishes(basis)["finish"]
    told = found.where(found.isna())
    for period in basis.past:
        told = told.fillna(_finish_of(period, found.index))
    return told.fillna(found)


def _finish_of(period: Assessed, projects: pd.Index[str]) -> pd.Series:
    """The finish of each project as a period before measured it."""
    values = period.measurements.values  # noqa: PD011 - a field of ours
    if "finish_forecast" not in values.columns:
        return pd.Series(pd.NaT, index=projects, dtype="datetime64[s]")
    return values["finish_forecast"].reindex(projects).astype("datetime64[s]")


def _milestone_dates(milestones: pd.DataFrame) -> pd.Series:
    once = milestones.drop_duplicates(_MILESTONE)
    dates = once["actual_date"].fillna(once["forecast_date"])
    return dates.set_axis(pd.MultiIndex.from_frame(once[_MILESTONE]))


def _before(basis: Basis, milestones: pd.DataFrame) -> pd.Series:
    """What the period before said of each milestone; null where it said nothing."""
    if basis.before is None or milestones.empty:
        return milestones["forecast_date"].where(milestones["forecast_date"].isna() & False)
    told = _milestone_dates(basis.before.portfolio["milestones"])
    return told.reindex(pd.MultiIndex.from_frame(milestones[_MILESTONE])).set_axis(milestones.index)


def _summed(flags: pd.Series, milestones: pd.DataFrame) -> pd.Series:
    by_project = flags.groupby(milestones["project_id"])
    return whole(by_project.sum().where(by_project.count().eq(by_project.size())))
