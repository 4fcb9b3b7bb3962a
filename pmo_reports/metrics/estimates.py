"""Estimates at completion (ANSI/PMI 19-006-2019): what the work will have cost, by formula and by forecast.

The typical estimate (BAC / CPI) and management's own stand side by side; the worse of the two judges.
"""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics import ledger
from pmo_reports.metrics.arithmetic import first, ratio
from pmo_reports.metrics.earned_value import CPI_WEIGHT, SPI_WEIGHT, STANDARD
from pmo_reports.metrics.project_money import scheduled
from pmo_reports.model.assessed import Basis
from pmo_reports.model.assumptions import EARLY
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, measure


@measure(
    label="EAC, typical",
    unit=Unit.MONEY,
    formula="BAC / CPI",
    better=Better.LOWER,
    standard=STANDARD,
    terms={"EAC": "Estimate at completion"},
)
def eac(bac: pd.Series, cpi: pd.Series) -> pd.Series:
    """Cost at completion if the rest goes as the work did so far; null before CPI is defined."""
    return ratio(bac, cpi).round(2)


@measure(
    label="EAC, atypical",
    unit=Unit.MONEY,
    formula="AC + (BAC − EV)",
    better=Better.LOWER,
    standard=STANDARD,
)
def eac_atypical(bac: pd.Series, ev: pd.Series, ac: pd.Series) -> pd.Series:
    """Cost at completion if the rest goes as budgeted."""
    return (ac + bac - ev).round(2)


@measure(
    label="EAC, CPI × SPI",
    unit=Unit.MONEY,
    formula="AC + (BAC − EV) / (CPI × SPI)",
    better=Better.LOWER,
    standard=STANDARD,
)
def eac_cpi_spi(bac: pd.Series, ev: pd.Series, ac: pd.Series, cpi: pd.Series, spi: pd.Series) -> pd.Series:
    """Cost at completion if both cost and schedule go on as they did."""
    return (ac + ratio(bac - ev, cpi * spi)).round(2)


@measure(
    label="EAC, weighted",
    unit=Unit.MONEY,
    formula="AC + (BAC − EV) / (0.8 CPI + 0.2 SPI)",
    better=Better.LOWER,
    standard=STANDARD,
)
def eac_weighted(bac: pd.Series, ev: pd.Series, ac: pd.Series, cpi: pd.Series, spi: pd.Series) -> pd.Series:
    """Cost at completion, cost performance weighing four fifths."""
    return (ac + ratio(bac - ev, CPI_WEIGHT * cpi + SPI_WEIGHT * spi)).round(2)


@measure(
    label="Forecast to go, ledger",
    unit=Unit.MONEY,
    formula="sum of the forecast after the status date",
    better=Better.LOWER,
    standard=STANDARD,
    inputs=("costs.forecast", "costs.month"),
)
def forecast_ledger(basis: Basis) -> pd.Series:
    """What management expects the rest to cost, as the ledger has it."""
    return ledger.to_go(basis, "forecast")


@measure(
    label="Forecast to go, schedule",
    unit=Unit.MONEY,
    formula="sum of the remaining cost of all activities",
    better=Better.LOWER,
    standard=STANDARD,
    inputs=("tasks.remaining_cost",),
)
def forecast_schedule(basis: Basis) -> pd.Series:
    """What the activities still cost, of a project that has no line in the ledger."""
    return scheduled(basis, "forecast").total()


@measure(
    label="Forecast to go",
    unit=Unit.MONEY,
    formula="of the ledger, else of the schedule",
    better=Better.LOWER,
    standard=STANDARD,
    either=True,
)
def forecast_to_go(forecast_ledger: pd.Series, forecast_schedule: pd.Series) -> pd.Series:
    """What management expects the rest to cost (bottom-up ETC)."""
    return first(forecast_ledger, forecast_schedule)


@measure(
    label="EAC, management",
    unit=Unit.MONEY,
    formula="AC + forecast to go",
    better=Better.LOWER,
    standard=STANDARD,
)
def eac_management(ac: pd.Series, forecast_to_go: pd.Series) -> pd.Series:
    """Cost at completion as the project forecasts it."""
    return (ac + forecast_to_go).round(2)


@measure(
    label="Estimate to complete (ETC)",
    unit=Unit.MONEY,
    formula="EAC − AC",
    better=Better.LOWER,
    standard=STANDARD,
)
def etc_(eac: pd.Series, ac: pd.Series) -> pd.Series:
    """What the rest will cost by the typical estimate."""
    return (eac - ac).round(2)


@measure(
    label="Variance at completion (VAC)",
    unit=Unit.MONEY,
    formula="BAC − EAC, typical",
    better=Better.HIGHER,
    standard=STANDARD,
)
def vac(bac: pd.Series, eac: pd.Series) -> pd.Series:
    """Below zero, the typical estimate exceeds the budget."""
    return (bac - eac).round(2)


@measure(
    label="VAC, management",
    unit=Unit.MONEY,
    formula="BAC − EAC, management",
    better=Better.HIGHER,
    standard=STANDARD,
)
def vac_management(bac: pd.Series, eac_management: pd.Series) -> pd.Series:
    """Below zero, management's own forecast exceeds the budget."""
    return (bac - eac_management).round(2)


@measure(
    label="Cost variance at completion",
    unit=Unit.PERCENT,
    formula="(BAC − the worse of EAC typical, from 10 % complete, and EAC management) / BAC",
    better=Better.HIGHER,
    standard=STANDARD,
)
def cost_variance_at_completion(
    bac: pd.Series, ev: pd.Series, eac: pd.Series, eac_management: pd.Series
) -> pd.Series:
    """The share of the budget that will be left over; below zero it is exceeded.

    Null unless both estimates can be made: without one of them the other could look better than it is.
    """
    telling = eac.where(ratio(ev, bac) >= EARLY)
    worst = eac_management.where(ev.notna()).clip(lower=telling.fillna(eac_management))
    return ratio(bac - worst, bac)


@measure(
    label="To-complete performance index (TCPI)",
    unit=Unit.INDEX,
    formula="(BAC − EV) / (BAC − AC)",
    better=Better.LOWER,
    standard=STANDARD,
)
def tcpi(bac: pd.Series, ev: pd.Series, ac: pd.Series) -> pd.Series:
    """The CPI that the rest needs to stay in budget; null where the budget is already spent."""
    return ratio(bac - ev, (bac - ac).where(bac > ac))


@measure(
    label="TCPI to the typical EAC",
    unit=Unit.INDEX,
    formula="(BAC − EV) / (EAC − AC)",
    better=Better.LOWER,
    standard=STANDARD,
)
def tcpi_eac(bac: pd.Series, ev: pd.Series, eac: pd.Series, ac: pd.Series) -> pd.Series:
    """The CPI that the rest needs to meet the typical estimate."""
    return ratio(bac - ev, (eac - ac).where(eac > ac))


@measure(
    label="Percent of EAC spent (PCIC)",
    unit=Unit.PERCENT,
    formula="AC / EAC, typical",
    standard=STANDARD,
)
def percent_of_estimate(ac: pd.Series, eac: pd.Series) -> pd.Series:
    """The share of the cost at completion that is spent."""
    return ratio(ac, eac)
