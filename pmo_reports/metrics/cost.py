"""Cost and value: budgets, commitments, whole-life cost and margin, in the reporting currency."""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics import ledger
from pmo_reports.metrics.arithmetic import ratio
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, measure


@measure(
    label="Original budget",
    unit=Unit.MONEY,
    formula="sum of the original budget over all months",
    inputs=("costs.budget_original",),
)
def budget_original(basis: Basis) -> pd.Series:
    """The budget as first approved."""
    return ledger.in_all(basis, "budget_original")


@measure(
    label="Current budget",
    unit=Unit.MONEY,
    formula="sum of the current budget over all months",
    inputs=("costs.budget_current",),
)
def budget_current(basis: Basis) -> pd.Series:
    """The budget with all approved changes; the same money as BAC."""
    return ledger.in_all(basis, "budget_current")


@measure(
    label="Committed",
    unit=Unit.MONEY,
    formula="sum of commitments, of the lines that have one",
    inputs=("costs.committed",),
)
def committed(basis: Basis) -> pd.Series:
    """What is ordered, whether or not it is invoiced."""
    return ledger.as_known(basis, "committed")


@measure(
    label="Forecast in all",
    unit=Unit.MONEY,
    formula="sum of the forecast over all months",
    better=Better.LOWER,
    inputs=("costs.forecast",),
)
def forecast_total(basis: Basis) -> pd.Series:
    """What management expects the whole to cost, where actual cost is not reported by month."""
    return ledger.in_all(basis, "forecast")


@measure(
    label="Forecast variance",
    unit=Unit.PERCENT,
    formula="(BAC − forecast in all) / BAC",
    better=Better.HIGHER,
)
def forecast_variance(bac: pd.Series, forecast_total: pd.Series) -> pd.Series:
    """The share of the budget that the forecast leaves over; below zero it is exceeded."""
    return ratio(bac - forecast_total, bac)


@measure(
    label="Whole-life cost",
    unit=Unit.MONEY,
    formula="the projects' whole-life cost",
    inputs=("projects.whole_life_cost", "projects.currency"),
)
def whole_life_cost(basis: Basis) -> pd.Series:
    """Cost of building and running, as the business case states it."""
    return ledger.own(basis, "whole_life_cost")


@measure(
    label="Revenue",
    unit=Unit.MONEY,
    formula="the projects' revenue",
    better=Better.HIGHER,
    inputs=("projects.revenue", "projects.currency"),
)
def revenue(basis: Basis) -> pd.Series:
    """What a customer pays for the work."""
    return ledger.own(basis, "revenue")


@measure(
    label="Margin",
    unit=Unit.PERCENT,
    formula="(revenue − EAC, management) / revenue",
    better=Better.HIGHER,
)
def margin(revenue: pd.Series, eac_management: pd.Series) -> pd.Series:
    """The share of the revenue that is left at completion."""
    return ratio(revenue - eac_management, revenue)
