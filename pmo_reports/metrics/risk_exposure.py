"""Exposure to risk (ISO 31000) in money and in days: before any response, today, and as it is meant to be.

Opportunities (an impact below zero) are not netted: exposure is of threats alone, and what opportunities
would save on average is a measure of its own. A chance to gain does not pay for a threat that strikes.
"""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics import ledger
from pmo_reports.metrics.arithmetic import ratio
from pmo_reports.metrics.risk_log import Side, Stage, delayed, exposed
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, Rollup, measure

ISO = "ISO 31000"
TODAY = ("risks.probability_percent", "risks.impact_cost", "risks.state")
INHERENT = ("risks.inherent_probability_percent", "risks.inherent_impact_cost", "risks.state")
TARGET = ("risks.target_probability_percent", "risks.target_impact_cost", "risks.state")


@measure(
    label="Risk exposure",
    unit=Unit.MONEY,
    formula="sum of probability × impact on cost over open threats",
    better=Better.LOWER,
    standard=ISO,
    inputs=TODAY,
)
def exposure(basis: Basis) -> pd.Series:
    """What the open threats cost on average as they stand today; null while one is not quantified."""
    return exposed(basis, Stage.RESIDUAL)


@measure(
    label="Inherent exposure",
    unit=Unit.MONEY,
    formula="sum of inherent probability × inherent impact on cost over open threats",
    better=Better.LOWER,
    standard=ISO,
    inputs=INHERENT,
)
def exposure_inherent(basis: Basis) -> pd.Series:
    """What the open threats would cost on average if nobody did anything about them."""
    return exposed(basis, Stage.INHERENT)


@measure(
    label="Target exposure",
    unit=Unit.MONEY,
    formula="sum of target probability × target impact on cost over open threats",
    better=Better.LOWER,
    standard=ISO,
    inputs=TARGET,
)
def exposure_target(basis: Basis) -> pd.Series:
    """What the open threats will cost on average once all responses are in place."""
    return exposed(basis, Stage.TARGET)


@measure(
    label="Opportunities",
    unit=Unit.MONEY,
    formula="sum of probability × saving over open risks with an impact on cost below zero",
    better=Better.HIGHER,
    standard=ISO,
    inputs=TODAY,
)
def opportunities(basis: Basis) -> pd.Series:
    """What the open opportunities save on average; not netted against exposure."""
    return exposed(basis, Stage.RESIDUAL, Side.OPPORTUNITY)


@measure(
    label="Exposure taken away",
    unit=Unit.MONEY,
    formula="inherent exposure − risk exposure",
    better=Better.HIGHER,
    standard=ISO,
)
def exposure_mitigated(exposure_inherent: pd.Series, exposure: pd.Series) -> pd.Series:
    """What the responses have taken off the open threats so far."""
    return exposure_inherent - exposure


@measure(
    label="Exposure to be taken away",
    unit=Unit.MONEY,
    formula="inherent exposure − target exposure",
    standard=ISO,
)
def exposure_to_mitigate(exposure_inherent: pd.Series, exposure_target: pd.Series) -> pd.Series:
    """What the responses are meant to take off the open threats in all."""
    return exposure_inherent - exposure_target


@measure(
    label="Effect of responses",
    unit=Unit.PERCENT,
    formula="exposure taken away / exposure to be taken away",
    better=Better.HIGHER,
    standard=ISO,
)
def mitigation(exposure_mitigated: pd.Series, exposure_to_mitigate: pd.Series) -> pd.Series:
    """The share of the planned relief that has come; null where none is planned."""
    return ratio(exposure_mitigated, exposure_to_mitigate)


@measure(
    label="Exposure in days",
    unit=Unit.DAYS,
    formula="sum of probability × impact in working days over open threats; of a programme the worst project",
    rolls_up=Rollup.GREATEST,
    better=Better.LOWER,
    standard=ISO,
    inputs=("risks.probability_percent", "risks.impact_days", "risks.state"),
)
def exposure_days(basis: Basis) -> pd.Series:
    """Delay that the open threats cause on average if they strike one after the other."""
    return delayed(basis, Stage.RESIDUAL)


@measure(
    label="Inherent exposure in days",
    unit=Unit.DAYS,
    formula="sum of inherent probability × inherent impact in working days over open threats; worst project",
    rolls_up=Rollup.GREATEST,
    better=Better.LOWER,
    standard=ISO,
    inputs=("risks.inherent_probability_percent", "risks.inherent_impact_days", "risks.state"),
)
def exposure_days_inherent(basis: Basis) -> pd.Series:
    """The same without any response."""
    return delayed(basis, Stage.INHERENT)


@measure(
    label="Target exposure in days",
    unit=Unit.DAYS,
    formula="sum of target probability × target impact in working days over open threats; worst project",
    rolls_up=Rollup.GREATEST,
    better=Better.LOWER,
    standard=ISO,
    inputs=("risks.target_probability_percent", "risks.target_impact_days", "risks.state"),
)
def exposure_days_target(basis: Basis) -> pd.Series:
    """The same with all responses in place."""
    return delayed(basis, Stage.TARGET)


@measure(
    label="Contingency",
    unit=Unit.MONEY,
    formula="the projects' contingency",
    inputs=("projects.contingency", "projects.currency"),
)
def contingency(basis: Basis) -> pd.Series:
    """Money set aside for risks."""
    return ledger.own(basis, "contingency")


@measure(
    label="Contingency drawn",
    unit=Unit.MONEY,
    formula="what has been drawn from the projects' contingency",
    inputs=("projects.contingency_drawn", "projects.currency"),
)
def contingency_drawn(basis: Basis) -> pd.Series:
    """Money that was set aside for risks and is used up."""
    return ledger.own(basis, "contingency_drawn")


@measure(
    label="Contingency left",
    unit=Unit.MONEY,
    formula="contingency − contingency drawn",
    better=Better.HIGHER,
)
def contingency_left(contingency: pd.Series, contingency_drawn: pd.Series) -> pd.Series:
    """Money that is still there for risks."""
    return contingency - contingency_drawn


@measure(
    label="Contingency drawn, share",
    unit=Unit.PERCENT,
    formula="contingency drawn / contingency",
    better=Better.LOWER,
)
def contingency_drawn_share(contingency_drawn: pd.Series, contingency: pd.Series) -> pd.Series:
    """To be read beside percent complete: contingency should not run out before the work does."""
    return ratio(contingency_drawn, contingency)


@measure(
    label="Exposure to contingency",
    unit=Unit.PERCENT,
    formula="risk exposure / contingency",
    better=Better.LOWER,
    standard=ISO,
)
def exposure_to_contingency(exposure: pd.Series, contingency: pd.Series) -> pd.Series:
    """The share of the contingency that the open threats use up; above 1 it does not suffice."""
    return ratio(exposure, contingency)


@measure(
    label="Exposure to contingency left",
    unit=Unit.PERCENT,
    formula="risk exposure / contingency left",
    better=Better.LOWER,
    standard=ISO,
)
def exposure_to_contingency_left(exposure: pd.Series, contingency_left: pd.Series) -> pd.Series:
    """As above, of what is left; null where nothing is left, for then no ratio tells how bad it is."""
    return ratio(exposure, contingency_left.where(contingency_left > 0))


@measure(
    label="Contingency left beyond exposure",
    unit=Unit.MONEY,
    formula="contingency left − risk exposure",
    better=Better.HIGHER,
    standard=ISO,
)
def contingency_cover(contingency_left: pd.Series, exposure: pd.Series) -> pd.Series:
    """Below zero, what is left does not pay for the threats on average."""
    return contingency_left - exposure
