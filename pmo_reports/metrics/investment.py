"""Capital and operating expenditure, and what exchange rates did to cost: two cuts through the same ledger.

Capex and opex add up to the whole; a project with a line that is neither has no split. The variance of
actual cost against budget is performance at the budget's rates and the effect of rates, which add up.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pmo_reports.metrics import ledger
from pmo_reports.metrics.arithmetic import ratio
from pmo_reports.metrics.exact import Exact, exact
from pmo_reports.metrics.grid import Grid
from pmo_reports.metrics.owners import owners
from pmo_reports.model.amounts import RATE, rate_column
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, measure

BUDGET = ("costs.kind", "costs.budget_current")
ACTUAL = ("costs.kind", "costs.actual", "costs.month")
FORECAST = ("costs.kind", "costs.forecast", "costs.month")


@measure(
    label="Capex budget", unit=Unit.MONEY, formula="sum of the current budget of capex lines", inputs=BUDGET
)
def capex_budget(basis: Basis) -> pd.Series:
    """The capital expenditure that is approved."""
    return _capex_in_all(basis)


@measure(
    label="Opex budget", unit=Unit.MONEY, formula="sum of the current budget of opex lines", inputs=BUDGET
)
def opex_budget(basis: Basis) -> pd.Series:
    """The operating expenditure that is approved."""
    return _rest(ledger.in_all(basis, "budget_current"), _capex_in_all(basis))


@measure(
    label="Capex actual",
    unit=Unit.MONEY,
    formula="sum of the actual cost of capex lines up to the status date",
    better=Better.LOWER,
    inputs=ACTUAL,
)
def capex_actual(basis: Basis) -> pd.Series:
    """The capital expenditure booked by now."""
    return _capex_spent(basis)


@measure(
    label="Opex actual",
    unit=Unit.MONEY,
    formula="sum of the actual cost of opex lines up to the status date",
    better=Better.LOWER,
    inputs=ACTUAL,
)
def opex_actual(basis: Basis) -> pd.Series:
    """The operating expenditure booked by now."""
    return _rest(ledger.to_date(basis, "actual"), _capex_spent(basis))


@measure(
    label="Capex to go",
    unit=Unit.MONEY,
    formula="sum of the forecast of capex lines after the status date",
    better=Better.LOWER,
    inputs=FORECAST,
)
def capex_to_go(basis: Basis) -> pd.Series:
    """The capital expenditure that is still expected."""
    return _capex_ahead(basis)


@measure(
    label="Opex to go",
    unit=Unit.MONEY,
    formula="sum of the forecast of opex lines after the status date",
    better=Better.LOWER,
    inputs=FORECAST,
)
def opex_to_go(basis: Basis) -> pd.Series:
    """The operating expenditure that is still expected."""
    return _rest(ledger.to_go(basis, "forecast"), _capex_ahead(basis))


@measure(
    label="Capex outlook",
    unit=Unit.MONEY,
    formula="capex actual + capex to go",
    better=Better.LOWER,
)
def capex_outlook(capex_actual: pd.Series, capex_to_go: pd.Series) -> pd.Series:
    """The capital expenditure at completion, as management forecasts it."""
    return (capex_actual + capex_to_go).round(2)


@measure(
    label="Opex outlook",
    unit=Unit.MONEY,
    formula="opex actual + opex to go",
    better=Better.LOWER,
)
def opex_outlook(opex_actual: pd.Series, opex_to_go: pd.Series) -> pd.Series:
    """The operating expenditure at completion, as management forecasts it."""
    return (opex_actual + opex_to_go).round(2)


@measure(label="Capex share", unit=Unit.PERCENT, formula="capex budget / (capex budget + opex budget)")
def capex_share(capex_budget: pd.Series, opex_budget: pd.Series) -> pd.Series:
    """The share of the budget that is capital expenditure."""
    return ratio(capex_budget, capex_budget + opex_budget)


@measure(
    label="AC at the budget's rates",
    unit=Unit.MONEY,
    formula="sum of the actual cost up to the status date, converted as the budget is",
    better=Better.LOWER,
    inputs=("costs.actual", "costs.month", "costs.fx_rate"),
)
def ac_at_plan_rates(basis: Basis) -> pd.Series:
    """What the work would have cost had rates of exchange stayed as planned."""
    found = basis.once(ac_at_plan_rates.key, lambda: _at_plan(basis))
    return found.total(found.months <= pd.Timestamp(basis.status_date))


@measure(
    label="Performance at plan rates",
    unit=Unit.MONEY,
    formula="PV, ledger − AC at the budget's rates",
    better=Better.HIGHER,
)
def performance_variance(
    pv_ledger: pd.Series, ac_at_plan_rates: pd.Series, ac_ledger: pd.Series
) -> pd.Series:
    """The part of the variance that the projects themselves made; below zero is an overspend."""
    return (pv_ledger - ac_at_plan_rates).where(ac_ledger.notna()).round(2)


@measure(
    label="Effect of exchange rates",
    unit=Unit.MONEY,
    formula="AC at the budget's rates − AC, ledger",
    better=Better.HIGHER,
)
def fx_effect(pv_ledger: pd.Series, ac_at_plan_rates: pd.Series, ac_ledger: pd.Series) -> pd.Series:
    """The part of the variance that rates made; below zero currencies became dearer than planned."""
    return (ac_at_plan_rates - ac_ledger).where(pv_ledger.notna()).round(2)


@measure(
    label="Spend variance to date",
    unit=Unit.MONEY,
    formula="performance at plan rates + effect of exchange rates = PV, ledger − AC, ledger",
    better=Better.HIGHER,
)
def spend_variance(performance_variance: pd.Series, fx_effect: pd.Series) -> pd.Series:
    """Budget of the months by now less what is booked; below zero more was spent than planned."""
    return (performance_variance + fx_effect).round(2)


def _capex_in_all(basis: Basis) -> pd.Series:
    return _whole(basis, ledger.capital(basis, "budget_current").total())


def _capex_spent(basis: Basis) -> pd.Series:
    found = ledger.capital(basis, "actual")
    return _whole(basis, found.total(found.months <= pd.Timestamp(basis.status_date)))


def _capex_ahead(basis: Basis) -> pd.Series:
    found = ledger.capital(basis, "forecast")
    return _whole(basis, found.total(found.months > pd.Timestamp(basis.status_date)))


def _split(basis: Basis) -> pd.Index[str]:
    """The projects of the ledger of which each line is capex or opex."""

    def work() -> pd.Index[str]:
        places, listed = owners(basis, "costs")
        unsaid = places[~ledger.of_kind(basis, ledger.CAPEX, ledger.OPEX)]
        whole: pd.Index[str] = listed[np.bincount(unsaid[unsaid >= 0], minlength=len(listed)) == 0]
        return whole

    return basis.once(_split, work)


def _whole(basis: Basis, capex: pd.Series) -> pd.Series:
    """`capex` of the projects that say of each line what it is; zero for one with opex alone."""
    return ledger.or_zero(capex, _split(basis))


def _rest(whole: pd.Series, part: pd.Series) -> pd.Series:
    """`whole - part`, exact, of the projects of `part`."""
    wide = exact(whole.reindex(part.index))
    less = exact(part)
    above, below = wide.scaled(less.scale), less.scaled(wide.scale)
    return Exact(above.units - below.units, above.known & below.known, above.scale).series(part.index)


def _at_plan(basis: Basis) -> Grid:
    """Actual cost by project and month at the rates of the row, which are the budget's."""
    costs = basis["costs"]
    own = rate_column("actual", costs.columns)
    planned = ledger.rated_by(basis, "budget_current")
    if own == RATE or planned.same(ledger.rated_by(basis, "actual")):
        return ledger.costs(basis, "actual")
    return ledger.places(basis).grid(exact(costs["actual"]), planned)
