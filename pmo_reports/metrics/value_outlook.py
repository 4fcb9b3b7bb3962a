"""The business case as it looks now: returns of actual and expected cost and benefit, and the change.

Costs are the ledger's, benefits the benefits plan's; what the approved case holds beyond them goes on as
`value.horizon` says. Flows are discounted to the first year of the approved case, so both compare.
"""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics import returns
from pmo_reports.metrics.arithmetic import ratio
from pmo_reports.metrics.cash_flow import outlook
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, Rollup, measure

COST = ("costs.actual", "costs.forecast", "costs.month", "business_cases.approved_cost")
BENEFIT = (
    "benefits.actual",
    "benefits.forecast",
    "benefits.baseline",
    "benefits.month",
    "business_cases.approved_benefit",
)


@measure(
    label="Cost outlook",
    unit=Unit.MONEY,
    formula="actual cost + forecast to go + approved cost beyond the ledger",
    better=Better.LOWER,
    inputs=COST,
)
def outlook_cost(basis: Basis) -> pd.Series:
    """What the project has cost and will cost over the horizon of its case."""
    return returns.total(outlook(basis), outlook(basis).cost)


@measure(
    label="Benefit outlook",
    unit=Unit.MONEY,
    formula="benefits realised and forecast + approved benefit beyond the plan × forecast / baseline",
    better=Better.HIGHER,
    inputs=BENEFIT,
)
def outlook_benefit(basis: Basis) -> pd.Series:
    """What the project has brought and will bring over the horizon of its case."""
    return returns.total(outlook(basis), outlook(basis).benefit)


@measure(
    label="Cost outlook, present value",
    unit=Unit.MONEY,
    formula="sum of cost / (1 + rate)^year over all years",
    better=Better.LOWER,
    inputs=COST,
)
def outlook_cost_present(basis: Basis) -> pd.Series:
    """The same, discounted to the first year of the approved case."""
    return returns.present(basis, outlook(basis), outlook(basis).cost)


@measure(
    label="Benefit outlook, present value",
    unit=Unit.MONEY,
    formula="sum of benefit / (1 + rate)^year over all years",
    better=Better.HIGHER,
    inputs=BENEFIT,
)
def outlook_benefit_present(basis: Basis) -> pd.Series:
    """The same, discounted to the first year of the approved case."""
    return returns.present(basis, outlook(basis), outlook(basis).benefit)


@measure(
    label="NPV, outlook",
    unit=Unit.MONEY,
    formula="sum of (benefit − cost) / (1 + rate)^year over the years of the outlook",
    better=Better.HIGHER,
    inputs=(*COST, *BENEFIT),
)
def npv_outlook(basis: Basis) -> pd.Series:
    """What the project is worth as it looks now; below zero it destroys value."""
    return returns.npv(basis, outlook)


@measure(
    label="IRR, outlook",
    unit=Unit.PERCENT,
    formula="rate at which the NPV of the outlook is zero",
    better=Better.HIGHER,
    inputs=(*COST, *BENEFIT),
    rolls_up=Rollup.ANEW,
)
def irr_outlook(basis: Basis) -> pd.Series:
    """The yearly return as it looks now; null where no rate, or more than one, brings its NPV to zero."""
    return returns.irr(basis, outlook)


@measure(
    label="Payback, outlook",
    unit=Unit.MONTHS,
    formula="time from which the accumulated flow of the outlook stays at zero or above",
    better=Better.LOWER,
    inputs=(*COST, *BENEFIT),
    rolls_up=Rollup.ANEW,
)
def payback_outlook(basis: Basis) -> pd.Series:
    """How long the money is out; null where it does not come back within the horizon."""
    return returns.payback(basis, outlook, discounted=False)


@measure(
    label="Discounted payback, outlook",
    unit=Unit.MONTHS,
    formula="time from which the accumulated discounted flow of the outlook stays at zero or above",
    better=Better.LOWER,
    inputs=(*COST, *BENEFIT),
    rolls_up=Rollup.ANEW,
)
def payback_discounted_outlook(basis: Basis) -> pd.Series:
    """As payback, with later money worth less."""
    return returns.payback(basis, outlook, discounted=True)


@measure(
    label="ROI, outlook",
    unit=Unit.PERCENT,
    formula="(benefit outlook − cost outlook) / cost outlook",
    better=Better.HIGHER,
)
def roi_outlook(outlook_benefit: pd.Series, outlook_cost: pd.Series) -> pd.Series:
    """The gain for each unit of money, not discounted."""
    return ratio(outlook_benefit - outlook_cost, outlook_cost)


@measure(
    label="Benefit-cost ratio, outlook",
    unit=Unit.INDEX,
    formula="benefit outlook, present value / cost outlook, present value",
    better=Better.HIGHER,
)
def bcr_outlook(outlook_benefit_present: pd.Series, outlook_cost_present: pd.Series) -> pd.Series:
    """Benefit for each unit of cost, both discounted; below 1 the case destroys value."""
    return ratio(outlook_benefit_present, outlook_cost_present)


@measure(
    label="NPV, change",
    unit=Unit.MONEY,
    formula="NPV, outlook − NPV, approved",
    better=Better.HIGHER,
)
def npv_change(npv_outlook: pd.Series, npv_case: pd.Series) -> pd.Series:
    """What the project has lost (below zero) or won against its approved case."""
    return (npv_outlook - npv_case).round(2)


@measure(
    label="Payback slip",
    unit=Unit.MONTHS,
    formula="payback, outlook − payback, approved",
    better=Better.LOWER,
)
def payback_slip(payback_outlook: pd.Series, payback_case: pd.Series) -> pd.Series:
    """By how much later the money comes back than was approved; null where either never pays back."""
    return payback_outlook - payback_case


@measure(
    label="IRR, change",
    unit=Unit.PERCENT,
    formula="IRR, outlook − IRR, approved",
    better=Better.HIGHER,
)
def irr_change(irr_outlook: pd.Series, irr_case: pd.Series) -> pd.Series:
    """Points of yearly return lost (below zero) or won against the approved case."""
    return irr_outlook - irr_case
