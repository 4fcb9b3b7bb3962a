"""Growth: of the original budget and the baseline duration, by changes and without any."""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics.arithmetic import ratio
from pmo_reports.metrics.schedule import slip
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, measure


@measure(
    label="Change ratio",
    unit=Unit.PERCENT,
    formula="(approved + pending changes) / original budget",
    better=Better.LOWER,
)
def change_ratio(
    approved_change_cost: pd.Series, pending_change_cost: pd.Series, budget_original: pd.Series
) -> pd.Series:
    """Growth of the scope in money, if all that is pending is approved."""
    return ratio(approved_change_cost + pending_change_cost, budget_original)


@measure(
    label="Growth by approved changes",
    unit=Unit.PERCENT,
    formula="approved changes / original budget",
    better=Better.LOWER,
)
def approved_change_ratio(approved_change_cost: pd.Series, budget_original: pd.Series) -> pd.Series:
    """How much of its original budget a project has been given on top."""
    return ratio(approved_change_cost, budget_original)


@measure(
    label="Budget growth",
    unit=Unit.MONEY,
    formula="current budget − original budget",
    better=Better.LOWER,
)
def budget_growth(budget_current: pd.Series, budget_original: pd.Series) -> pd.Series:
    """What the budget has grown by since it was first approved."""
    return budget_current - budget_original


@measure(
    label="Budget growth, share",
    unit=Unit.PERCENT,
    formula="budget growth / original budget",
    better=Better.LOWER,
)
def budget_growth_share(budget_growth: pd.Series, budget_original: pd.Series) -> pd.Series:
    """Growth of the budget as a share of what was first approved."""
    return ratio(budget_growth, budget_original)


@measure(
    label="Budget growth without a change",
    unit=Unit.MONEY,
    formula="budget growth − approved changes",
    better=Better.LOWER,
)
def unexplained_growth(budget_growth: pd.Series, approved_change_cost: pd.Series) -> pd.Series:
    """What no approved change stands for; below zero, approved changes are not in the budget yet."""
    return budget_growth - approved_change_cost


@measure(
    label="Baseline duration",
    unit=Unit.DAYS,
    formula="working days from baseline start to baseline finish",
    inputs=("projects.baseline_start", "projects.baseline_finish"),
)
def baseline_duration(basis: Basis) -> pd.Series:
    """Working days of the approved plan; of a programme its projects' together."""
    projects = basis["projects"].set_index("project_id")
    ids = projects.index.to_series()
    return slip(basis, projects["baseline_start"], projects["baseline_finish"], ids)


@measure(
    label="Growth in days by approved changes",
    unit=Unit.PERCENT,
    formula="approved changes in days / baseline duration",
    better=Better.LOWER,
)
def approved_days_ratio(approved_change_days: pd.Series, baseline_duration: pd.Series) -> pd.Series:
    """How much of its baseline duration a project has been given on top."""
    return ratio(approved_change_days, baseline_duration)


@measure(
    label="Change ratio in days",
    unit=Unit.PERCENT,
    formula="(approved + pending changes in days) / baseline duration",
    better=Better.LOWER,
)
def change_days_ratio(
    approved_change_days: pd.Series, pending_change_days: pd.Series, baseline_duration: pd.Series
) -> pd.Series:
    """Growth of the duration, if all that is pending is approved."""
    return ratio(approved_change_days + pending_change_days, baseline_duration)
