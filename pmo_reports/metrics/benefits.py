"""Benefits (Managing Successful Programmes): what was promised, what is expected, what has come.

A benefit's points are cumulative, by month, quarter or year: its last point is the whole of it.
"""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics import benefit_points, ledger
from pmo_reports.metrics.arithmetic import ratio
from pmo_reports.metrics.benefit_points import last
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, measure


@measure(
    label="Benefits, baseline",
    unit=Unit.MONEY,
    formula="sum of the baseline of each benefit at its last point",
    inputs=("benefits.baseline", "benefits.month"),
)
def benefit_baseline(basis: Basis) -> pd.Series:
    """What the business case promises in all."""
    return ledger.exact(last(_whole(benefit_points.points(basis), "baseline")), "baseline")


@measure(
    label="Benefits, forecast",
    unit=Unit.MONEY,
    formula="sum of the forecast of each benefit at its last point",
    better=Better.HIGHER,
    inputs=("benefits.forecast", "benefits.month"),
)
def benefit_forecast(basis: Basis) -> pd.Series:
    """What is expected now in all."""
    return ledger.exact(last(_whole(benefit_points.points(basis), "forecast")), "forecast")


@measure(
    label="Benefits realised",
    unit=Unit.MONEY,
    formula="sum of the actual of each benefit at its last point up to the status date that has one",
    better=Better.HIGHER,
    inputs=("benefits.actual", "benefits.month"),
)
def benefit_realised(basis: Basis) -> pd.Series:
    """What has come by now."""
    benefits = benefit_points.points(basis)
    told = benefits["actual"].notna() & benefits["month"].le(pd.Timestamp(basis.status_date))
    return ledger.disclosed(last(benefits[told]), "actual")


@measure(
    label="Benefits, forecast to baseline",
    unit=Unit.PERCENT,
    formula="benefits, forecast / benefits, baseline",
    better=Better.HIGHER,
)
def benefit_ratio(benefit_forecast: pd.Series, benefit_baseline: pd.Series) -> pd.Series:
    """The share of the promised benefit that is still expected."""
    return ratio(benefit_forecast, benefit_baseline)


@measure(
    label="Approved benefit",
    unit=Unit.MONEY,
    formula="the projects' approved benefit",
    better=Better.HIGHER,
    inputs=("projects.approved_benefit", "projects.currency"),
)
def approved_benefit(basis: Basis) -> pd.Series:
    """The benefit that the business case was approved with."""
    return ledger.own(basis, "approved_benefit")


def _whole(points: pd.DataFrame, amount: str) -> pd.DataFrame:
    """`points` with no amount at all for a project that has one point without."""
    whole = points[amount].notna().groupby(points["project_id"]).transform("all")
    return points.assign(**{amount: points[amount].where(whole)})
