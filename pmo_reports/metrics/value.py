"""The business case as it was approved: cost, benefit, NPV, IRR, payback, ROI and benefit-cost ratio.

Flows are yearly, in the reporting currency. They are discounted by `value.rate` to the first year of the
case; `value.first_flow` says whether that year's flow is discounted already, as the NPV function of
spreadsheets does.
"""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics import returns
from pmo_reports.metrics.arithmetic import ratio
from pmo_reports.metrics.cash_flow import approved
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, Rollup, measure

COST = ("business_cases.approved_cost", "business_cases.month")
BENEFIT = ("business_cases.approved_benefit", "business_cases.month")


@measure(
    label="Approved cost",
    unit=Unit.MONEY,
    formula="sum of the business case's cost over all years",
    better=Better.LOWER,
    inputs=COST,
)
def case_cost(basis: Basis) -> pd.Series:
    """What the business case was approved to cost over its whole horizon."""
    return returns.total(approved(basis), approved(basis).cost)


@measure(
    label="Approved benefit of the case",
    unit=Unit.MONEY,
    formula="sum of the business case's benefit over all years",
    better=Better.HIGHER,
    inputs=BENEFIT,
)
def case_benefit(basis: Basis) -> pd.Series:
    """What the business case was approved to bring over its whole horizon."""
    return returns.total(approved(basis), approved(basis).benefit)


@measure(
    label="Approved cost, present value",
    unit=Unit.MONEY,
    formula="sum of cost / (1 + rate)^year over the years of the case",
    better=Better.LOWER,
    inputs=COST,
)
def case_cost_present(basis: Basis) -> pd.Series:
    """The approved cost, discounted to the first year of the case."""
    return returns.present(basis, approved(basis), approved(basis).cost)


@measure(
    label="Approved benefit, present value",
    unit=Unit.MONEY,
    formula="sum of benefit / (1 + rate)^year over the years of the case",
    better=Better.HIGHER,
    inputs=BENEFIT,
)
def case_benefit_present(basis: Basis) -> pd.Series:
    """The approved benefit, discounted to the first year of the case."""
    return returns.present(basis, approved(basis), approved(basis).benefit)


@measure(
    label="NPV, approved",
    unit=Unit.MONEY,
    formula="sum of (benefit − cost) / (1 + rate)^year over the years of the case",
    better=Better.HIGHER,
    inputs=(*COST, *BENEFIT),
    terms={"NPV": "Net present value"},
)
def npv_case(basis: Basis) -> pd.Series:
    """What the case is worth today beyond what it costs; below zero it destroys value."""
    return returns.npv(basis, approved)


@measure(
    label="IRR, approved",
    unit=Unit.PERCENT,
    formula="rate at which the NPV of the case is zero",
    better=Better.HIGHER,
    inputs=(*COST, *BENEFIT),
    rolls_up=Rollup.ANEW,
    terms={"IRR": "Internal rate of return"},
)
def irr_case(basis: Basis) -> pd.Series:
    """The yearly return of the case; null where no rate, or more than one, brings its NPV to zero."""
    return returns.irr(basis, approved)


@measure(
    label="Payback, approved",
    unit=Unit.MONTHS,
    formula="time from which the accumulated flow of the case stays at zero or above",
    better=Better.LOWER,
    inputs=(*COST, *BENEFIT),
    rolls_up=Rollup.ANEW,
)
def payback_case(basis: Basis) -> pd.Series:
    """How long the money is out; null where it does not come back within the case."""
    return returns.payback(basis, approved, discounted=False)


@measure(
    label="Discounted payback, approved",
    unit=Unit.MONTHS,
    formula="time from which the accumulated discounted flow of the case stays at zero or above",
    better=Better.LOWER,
    inputs=(*COST, *BENEFIT),
    rolls_up=Rollup.ANEW,
)
def payback_discounted_case(basis: Basis) -> pd.Series:
    """As payback, with later money worth less."""
    return returns.payback(basis, approved, discounted=True)


@measure(
    label="ROI, approved",
    unit=Unit.PERCENT,
    formula="(approved benefit − approved cost) / approved cost",
    better=Better.HIGHER,
    terms={"ROI": "Return on investment"},
)
def roi_case(case_benefit: pd.Series, case_cost: pd.Series) -> pd.Series:
    """The gain for each unit of money, not discounted."""
    return ratio(case_benefit - case_cost, case_cost)


@measure(
    label="Benefit-cost ratio, approved",
    unit=Unit.INDEX,
    formula="approved benefit, present value / approved cost, present value",
    better=Better.HIGHER,
)
def bcr_case(case_benefit_present: pd.Series, case_cost_present: pd.Series) -> pd.Series:
    """Benefit for each unit of cost, both discounted; below 1 the case destroys value."""
    return ratio(case_benefit_present, case_cost_present)
