"""The pace of spending: what is not ordered yet, the burn of the last months, when the budget runs out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pmo_reports.metrics import ledger
from pmo_reports.metrics.arithmetic import ratio
from pmo_reports.metrics.exact import factors
from pmo_reports.metrics.grid import Grid
from pmo_reports.metrics.project_money import life, whole_money
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, measure

FARTHEST = 1200
"""Months ahead beyond which a budget is said not to run out at all."""


@measure(
    label="Budget change",
    unit=Unit.MONEY,
    formula="current budget − original budget",
    better=Better.LOWER,
)
def budget_change(budget_current: pd.Series, budget_original: pd.Series) -> pd.Series:
    """What approved changes have added to the budget."""
    return (budget_current - budget_original).round(2)


@measure(
    label="Uncommitted budget",
    unit=Unit.MONEY,
    formula="current budget − committed",
    better=Better.HIGHER,
)
def uncommitted(budget_current: pd.Series, committed: pd.Series) -> pd.Series:
    """The part of the budget that is not ordered yet; below zero more is ordered than approved."""
    return (budget_current - committed).round(2)


@measure(
    label="Actual cost, last months",
    unit=Unit.MONEY,
    formula="sum of the actual cost of the last `spending.burn_months` months",
    better=Better.LOWER,
    inputs=("costs.actual", "costs.month"),
)
def actual_recent(basis: Basis) -> pd.Series:
    """What was spent in the last months, the status date's included."""
    return _recent(basis, ledger.costs(basis, "actual"))


@measure(
    label="Budget, last months",
    unit=Unit.MONEY,
    formula="sum of the current budget of the last `spending.burn_months` months",
    inputs=("costs.budget_current", "costs.month"),
)
def budget_recent(basis: Basis) -> pd.Series:
    """The budget of the same months."""
    return _recent(basis, ledger.costs(basis, "budget_current"))


@measure(
    label="Burn against plan",
    unit=Unit.PERCENT,
    formula="actual cost, last months / budget, last months",
)
def burn_against_plan(actual_recent: pd.Series, budget_recent: pd.Series) -> pd.Series:
    """Above 1 money goes out faster than planned; null where no budget was planned for these months."""
    return ratio(actual_recent, budget_recent)


@measure(
    label="Burn rate",
    unit=Unit.MONEY,
    formula="actual cost, last months / those of them since the project's first line",
    better=Better.LOWER,
    inputs=("costs.actual", "costs.month"),
)
def burn_rate(basis: Basis) -> pd.Series:
    """What is spent in a month at the present pace; a project that began within them has fewer months."""
    spent = _recent(basis, ledger.costs(basis, "actual"))
    first = life(basis)["min"].reindex(spent.index).to_numpy("datetime64[s]")
    since = (_window(basis).to_numpy("datetime64[s]") >= first[:, None]).sum(axis=1)
    pace = ratio(spent, pd.Series(since, index=spent.index)).round(2)
    return factors(pace).series(spent.index)


@measure(
    label="Months of budget left",
    unit=Unit.MONTHS,
    formula="(BAC − AC) / burn rate",
    better=Better.HIGHER,
)
def budget_months_left(bac: pd.Series, ac: pd.Series, burn_rate: pd.Series) -> pd.Series:
    """How long the rest of the budget lasts at the present burn; null while nothing is spent."""
    return ratio(bac - ac, burn_rate)


@measure(
    label="Budget runs out",
    unit=Unit.DATE,
    formula="month in which BAC is spent at the present burn rate",
    better=Better.HIGHER,
)
def budget_runs_out(basis: Basis, budget_months_left: pd.Series) -> pd.Series:
    """The month at whose end nothing is left; the status date's where nothing is left now."""
    ahead = np.ceil(budget_months_left.clip(lower=0).round(6))
    return _later(basis, ahead.where(ahead <= FARTHEST))


def by_month(basis: Basis) -> pd.DataFrame:
    """Budget, actual cost and forecast of each project in each month, not cumulative.

    Columns `project_id`, `month`, `budget`, `actual` (null after the status date), `forecast` (null up to
    it); money in the reporting currency, to the cent. Of the ledger, else of the schedule.
    """
    columns = {"budget": "budget_current", "actual": "actual", "forecast": "forecast"}
    shown = {name: _column(whole_money(basis, amount), name) for name, amount in columns.items()}
    found = pd.concat(shown.values(), axis=1).rename_axis(["project_id", "month"])
    month = found.index.get_level_values("month")
    past = pd.Series(month <= basis.month, index=found.index)
    told = found.assign(actual=found["actual"].where(past), forecast=found["forecast"].mask(past))
    return told.reset_index().dropna(how="all", subset=list(columns), ignore_index=True)


def _column(money: Grid, name: str) -> pd.Series:
    index = pd.MultiIndex.from_product([money.projects, money.months])
    return pd.Series(money.amounts.cents().ravel(), index=index, name=name)


def _recent(basis: Basis, money: Grid) -> pd.Series:
    return money.total(np.asarray(money.months.isin(_window(basis))))


def _window(basis: Basis) -> pd.DatetimeIndex:
    """The last months up to the status date's."""
    every = pd.DatetimeIndex(basis.periods) if basis.periods else _calendar(basis)
    return every[every <= basis.month][-basis.assumptions.spending.burn_months :]


def _calendar(basis: Basis) -> pd.DatetimeIndex:
    return pd.date_range(end=basis.month, periods=basis.assumptions.spending.burn_months, freq="MS")


def _later(basis: Basis, ahead: pd.Series) -> pd.Series:
    """The month so many after the status date's; null beyond the fiscal periods that are known."""
    if basis.periods:
        every = pd.DatetimeIndex(basis.periods)
    else:
        every = pd.date_range(basis.month, periods=FARTHEST + 1, freq="MS")
    at = ahead.to_numpy(float, na_value=np.nan) + int((every < basis.month).sum())
    within = at < len(every)
    days = every.to_numpy("datetime64[s]")[np.where(within, at, 0).astype("int64")]
    return pd.Series(days, index=ahead.index).where(within)
