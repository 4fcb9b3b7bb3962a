"""Forecasts without a network: how much longer than forecast milestones of the same portfolio have taken.

An observation is a milestone that is done, and the first report before that: days from the status date of
that report until it was done, over the days that were forecast. Reference class forecasting (Flyvbjerg).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.metrics.members import ABOVE_PROJECTS
from pmo_reports.metrics.schedule import finishes
from pmo_reports.model.assessed import Assessed, Basis

Numbers = npt.NDArray[np.float64]
_MILESTONE = ["project_id", "milestone_id"]


def ratios(basis: Basis) -> Numbers:
    """Times taken over times forecast of the portfolio's finished milestones, in ascending order."""
    return basis.once(ratios, lambda: _ratios(basis))


def days_ahead(basis: Basis) -> pd.Series:
    """Calendar days from the status date to the finish of each project that is not finished."""
    projects = basis["projects"].set_index("project_id")
    own = projects["actual_finish"].isna() & ~projects["level"].isin(ABOVE_PROJECTS)
    ahead = finishes(basis)["finish"][own]
    days = (ahead - pd.Timestamp(basis.status_date)).dt.days
    return days[days > 0]


def _ratios(basis: Basis) -> Numbers:
    now = basis["milestones"].drop_duplicates(_MILESTONE).set_index(_MILESTONE)["actual_date"].dropna()
    before = [each for each in basis.past if each.status_date < basis.status_date]
    if now.empty or not before:
        return np.empty(0)
    told = pd.concat([_forecasts(each) for each in before])
    first = told[~told.index.duplicated()].reindex(now.index)
    forecast = (first["forecast_date"] - first["on"]).dt.days
    taken = (now - first["on"]).dt.days
    known = forecast.gt(0) & taken.ge(0)
    return np.sort((taken[known] / forecast[known]).to_numpy(float))


def _forecasts(period: Assessed) -> pd.DataFrame:
    """The milestones not done in a period, with their forecast and the status date."""
    milestones = period.portfolio["milestones"].drop_duplicates(_MILESTONE)
    open_ = milestones[milestones["actual_date"].isna() & milestones["forecast_date"].notna()]
    told = open_.set_index(_MILESTONE)[["forecast_date"]]
    return told.assign(on=pd.Timestamp(period.status_date))
