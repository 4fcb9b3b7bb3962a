"""Milestones and finish dates (ISO 21502): slips in working days, what is overdue, what comes next.

A milestone that is not done by the status date cannot fall before it, whatever its forecast says.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pmo_reports.metrics.arithmetic import whole
from pmo_reports.model.assessed import Basis, WorkingDays
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, Rollup, measure

SOON = pd.Timedelta(days=90)
DATES = ("milestones.baseline_date", "milestones.forecast_date", "milestones.actual_date")
FINISH = ("projects.baseline_finish", "projects.forecast_finish", "projects.actual_finish")


@measure(
    label="Key milestone slip",
    rolls_up=Rollup.GREATEST,
    unit=Unit.DAYS,
    formula="working days from baseline to actual or forecast, worst key milestone",
    better=Better.LOWER,
    inputs=(*DATES, "milestones.is_key"),
)
def key_milestone_slip(basis: Basis) -> pd.Series:
    """The worst slip of a key milestone; null if any of them lacks a date it needs."""
    keys = key_milestones(basis["milestones"])
    slips = slip(basis, keys["baseline_date"], due_dates(basis, keys), keys["project_id"])
    return slips.groupby(keys["project_id"]).max().where(_whole(slips, keys))


@measure(
    label="Overdue key milestones",
    unit=Unit.COUNT,
    formula="key milestones not done whose forecast lies before the status date",
    better=Better.LOWER,
    inputs=(*DATES[1:], "milestones.is_key"),
)
def overdue_key_milestones(basis: Basis) -> pd.Series:
    """Key milestones that should be done; null if any of them has neither forecast nor actual date."""
    return _overdue(basis, key_milestones(basis["milestones"]))


@measure(
    label="Overdue milestones",
    unit=Unit.COUNT,
    formula="milestones not done whose forecast lies before the status date",
    better=Better.LOWER,
    inputs=DATES[1:],
)
def overdue_milestones(basis: Basis) -> pd.Series:
    """Milestones that should be done; null if any of them has neither forecast nor actual date."""
    return _overdue(basis, basis["milestones"])


@measure(
    label="Milestones due in 90 days",
    unit=Unit.COUNT,
    formula="milestones not done with a forecast in the 90 days after the status date",
    inputs=DATES[1:],
)
def milestones_due_90(basis: Basis) -> pd.Series:
    """How much falls due soon."""
    milestones, now = basis["milestones"], pd.Timestamp(basis.status_date)
    forecast = milestones["forecast_date"]
    soon = milestones["actual_date"].isna() & forecast.gt(now) & forecast.le(now + SOON)
    return whole(soon.groupby(milestones["project_id"]).sum())


@measure(
    label="Next milestone",
    rolls_up=Rollup.LEAST,
    unit=Unit.DATE,
    formula="earliest forecast after the status date of a milestone not done",
    inputs=DATES[1:],
)
def next_milestone(basis: Basis) -> pd.Series:
    """The date of the next milestone."""
    milestones = basis["milestones"]
    ahead = milestones["actual_date"].isna() & milestones["forecast_date"].gt(pd.Timestamp(basis.status_date))
    return milestones[ahead].groupby("project_id")["forecast_date"].min()


@measure(
    label="Baseline finish",
    rolls_up=Rollup.GREATEST,
    unit=Unit.DATE,
    formula="baseline finish of the project, else of its last milestone, else of its schedule; "
    "of a programme the last",
    inputs=(*FINISH[:1], *DATES[:1], "schedules.baseline_finish"),
)
def finish_baseline(basis: Basis) -> pd.Series:
    """When it should have been finished."""
    return finishes(basis)["baseline"]


@measure(
    label="Finish",
    rolls_up=Rollup.GREATEST,
    unit=Unit.DATE,
    formula="actual or forecast finish of the project, else of its last milestone, else of its schedule; "
    "of a programme the last",
    inputs=(*FINISH[1:], *DATES[1:], "schedules.finish"),
)
def finish_forecast(basis: Basis) -> pd.Series:
    """When it is, or was, finished."""
    return finishes(basis)["finish"]


@measure(
    label="Finish slip",
    rolls_up=Rollup.GREATEST,
    unit=Unit.DAYS,
    formula="working days from baseline finish to actual or forecast finish, worst project",
    better=Better.LOWER,
    inputs=(*FINISH, *DATES, "schedules.baseline_finish", "schedules.finish"),
)
def finish_slip(basis: Basis) -> pd.Series:
    """How late the finish is (above zero) or early."""
    found = finishes(basis)
    projects = found.index.to_series()
    return slip(basis, found["baseline"], found["finish"], projects)


def slip(
    basis: Basis, baseline: pd.Series, finish: pd.Series, projects: pd.Series | None = None
) -> pd.Series:
    """Working days from `baseline` to `finish`, negative when earlier, null where either is.

    A date on a day off counts as the next working day, so that a move over a weekend is no slip. With
    `projects`, days are counted in each project's own calendar.
    """
    slips = _slip(basis.working_days, baseline, finish)
    if projects is None:
        return slips
    for project, days in basis.calendars.items():
        own = projects.eq(project)
        slips = slips.mask(own, _slip(days, baseline[own], finish[own]).reindex(slips.index))
    return slips


def _slip(days_of: WorkingDays, baseline: pd.Series, finish: pd.Series) -> pd.Series:
    calendar = np.busdaycalendar(weekmask=days_of.week, holidays=list(days_of.days_off))
    known = baseline.notna() & finish.notna()
    start, end = (
        np.busday_offset(dates[known].to_numpy("datetime64[D]"), 0, roll="forward", busdaycal=calendar)
        for dates in (baseline, finish)
    )
    days = np.busday_count(start, end, busdaycal=calendar)
    return pd.Series(days, index=baseline.index[known], dtype="Int64").reindex(baseline.index)


def due_dates(basis: Basis, milestones: pd.DataFrame) -> pd.Series:
    """When each milestone was done or can be at the earliest."""
    forecast, now = milestones["forecast_date"], pd.Timestamp(basis.status_date)
    return milestones["actual_date"].fillna(forecast.where(forecast.isna() | forecast.ge(now), now))


def key_milestones(milestones: pd.DataFrame) -> pd.DataFrame:
    """The milestones that are or may be key, of the projects that have one that is.

    Where a source does not tell key milestones from others, its settings say so by a constant.
    """
    said = milestones["is_key"].fillna(value=False).astype(bool)
    may_be = milestones["is_key"].fillna(value=True).astype(bool)
    return milestones[may_be & said.groupby(milestones["project_id"]).transform("any")]


def _overdue(basis: Basis, milestones: pd.DataFrame) -> pd.Series:
    open_ = milestones["actual_date"].isna()
    known = ~open_ | milestones["forecast_date"].notna()
    late = open_ & milestones["forecast_date"].lt(pd.Timestamp(basis.status_date))
    numbers = late.astype("Int64").where(known)
    return whole(numbers.groupby(milestones["project_id"]).sum().where(_whole(numbers, milestones)))


def _whole(values: pd.Series, rows: pd.DataFrame) -> pd.Series:
    """Whether every value of a project is known."""
    return values.notna().groupby(rows["project_id"]).all()


def finishes(basis: Basis) -> pd.DataFrame:
    """By project: `baseline` and `finish`, of itself, else of its last milestone, else of its schedule."""
    return basis.once(finishes, lambda: _finishes(basis))


def _finishes(basis: Basis) -> pd.DataFrame:
    projects = basis["projects"].set_index("project_id")
    plans = basis["schedules"].drop_duplicates("project_id").set_index("project_id").reindex(projects.index)
    milestones = basis["milestones"]
    last = milestones.assign(finish=milestones["actual_date"].fillna(milestones["forecast_date"]))
    by_project = last.groupby("project_id")[["baseline_date", "finish"]].max().reindex(projects.index)
    stated = projects["actual_finish"].fillna(projects["forecast_finish"])
    return pd.DataFrame(
        {
            "baseline": projects["baseline_finish"]
            .fillna(by_project["baseline_date"])
            .fillna(plans["baseline_finish"].dt.normalize()),
            "finish": stated.fillna(by_project["finish"]).fillna(plans["finish"].dt.normalize()),
        }
    )
