"""How good forecasts of cost were: what was forecast in periods before against what has come since.

A forecast of a month that has passed is held against the month's actual cost as the ledger has it now.
Errors of a programme are those of its summed forecasts and actuals, of the projects that tell both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.metrics import ledger
from pmo_reports.metrics.arithmetic import ratio, whole
from pmo_reports.metrics.exact import Exact, Flags
from pmo_reports.metrics.grid import Grid, grid
from pmo_reports.metrics.levels import Levels, levels, summed
from pmo_reports.model.amounts import rate_columns
from pmo_reports.model.assessed import Assessed, Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, Rollup, measure

NEAR, FAR = 1, 3
"""Months ahead that forecasts are judged for."""
JUDGED = ("costs.forecast", "costs.actual", "costs.month")
Errors = npt.NDArray[np.float64]


@measure(
    label="Forecast of the last period",
    unit=Unit.MONEY,
    formula="sum of the forecast, as of the period before, of the months since",
    inputs=("costs.forecast", "costs.month"),
)
def forecast_before(basis: Basis) -> pd.Series:
    """What was expected a period ago for the months since then."""
    before = basis.before
    if before is None:
        return pd.Series(dtype="float64")
    return _forecast(before, _since(basis)).total()


@measure(
    label="Actual cost since the last period",
    unit=Unit.MONEY,
    formula="sum of the actual cost of the months since the period before",
    better=Better.LOWER,
    inputs=("costs.actual", "costs.month"),
)
def actual_since(basis: Basis) -> pd.Series:
    """What these months have cost."""
    if basis.before is None:
        return pd.Series(dtype="float64")
    booked = ledger.costs(basis, "actual")
    return booked.total(np.asarray(booked.months.isin(_since(basis))))


@measure(
    label="Actual less forecast",
    unit=Unit.MONEY,
    formula="actual cost since the last period − forecast of the last period",
    better=Better.LOWER,
)
def forecast_miss(actual_since: pd.Series, forecast_before: pd.Series) -> pd.Series:
    """Above zero, the months since cost more than was forecast a period ago."""
    return (actual_since - forecast_before).round(2)


@measure(
    label="Actual less forecast, share",
    unit=Unit.PERCENT,
    formula="(actual cost since the last period − forecast of the last period) / that forecast",
    better=Better.LOWER,
)
def forecast_miss_share(actual_since: pd.Series, forecast_before: pd.Series) -> pd.Series:
    """The miss as a share of the forecast."""
    return ratio(actual_since - forecast_before, forecast_before)


@measure(
    label="Forecasts judged, one month ahead",
    unit=Unit.COUNT,
    formula="periods before, up to `spending.accuracy_periods`, of which the next month has an actual",
    inputs=JUDGED,
    rolls_up=Rollup.ANEW,
)
def forecasts_judged_near(basis: Basis) -> pd.Series:
    """How many forecasts the accuracy one month ahead is made of."""
    return _judged(basis, NEAR)


@measure(
    label="Forecast error, one month ahead",
    unit=Unit.PERCENT,
    formula="mean of |forecast − actual| / |actual| (MAPE)",
    better=Better.LOWER,
    inputs=JUDGED,
    rolls_up=Rollup.ANEW,
    terms={"MAPE": "Mean absolute percentage error"},
)
def forecast_error_near(basis: Basis) -> pd.Series:
    """By how much forecasts of the next month miss; null with fewer than `spending.accuracy_least`."""
    return _mean(basis, NEAR, absolute=True)


@measure(
    label="Forecast bias, one month ahead",
    unit=Unit.PERCENT,
    formula="mean of (forecast − actual) / |actual|",
    inputs=JUDGED,
    rolls_up=Rollup.ANEW,
)
def forecast_bias_near(basis: Basis) -> pd.Series:
    """Above zero the next month is forecast too dear as a rule, below zero too cheap."""
    return _mean(basis, NEAR, absolute=False)


@measure(
    label="Forecasts judged, three months ahead",
    unit=Unit.COUNT,
    formula="periods before, up to `spending.accuracy_periods`, of which the third month has an actual",
    inputs=JUDGED,
    rolls_up=Rollup.ANEW,
)
def forecasts_judged_far(basis: Basis) -> pd.Series:
    """How many forecasts the accuracy three months ahead is made of."""
    return _judged(basis, FAR)


@measure(
    label="Forecast error, three months ahead",
    unit=Unit.PERCENT,
    formula="mean of |forecast − actual| / |actual| (MAPE)",
    better=Better.LOWER,
    inputs=JUDGED,
    rolls_up=Rollup.ANEW,
)
def forecast_error_far(basis: Basis) -> pd.Series:
    """By how much forecasts of the third month ahead miss; null with too few of them."""
    return _mean(basis, FAR, absolute=True)


@measure(
    label="Forecast bias, three months ahead",
    unit=Unit.PERCENT,
    formula="mean of (forecast − actual) / |actual|",
    inputs=JUDGED,
    rolls_up=Rollup.ANEW,
)
def forecast_bias_far(basis: Basis) -> pd.Series:
    """Above zero the third month ahead is forecast too dear as a rule, below zero too cheap."""
    return _mean(basis, FAR, absolute=False)


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Forecasts made so many months ahead and what came: projects x past periods, and the projects' ids.

    Attributes:
        made: the places of these periods among the past ones.
    """

    projects: pd.Index[str]
    forecast: Exact
    actual: Exact
    made: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ProjectErrors:
    """Relative errors of forecasts of cost: projects x past periods; NaN where there is none.

    Attributes:
        made: the places of these periods among the past ones.
    """

    projects: pd.Index[str]
    made: tuple[int, ...]
    errors: Errors


def project_errors(basis: Basis, ahead: int) -> ProjectErrors:
    """The errors of each project by itself, for the month `ahead`."""
    pairs = _made_pairs(basis, ahead)
    known = pairs.forecast.known & pairs.actual.known
    errors = _relative(replace(pairs.forecast, known=known), replace(pairs.actual, known=known))
    return ProjectErrors(pairs.projects, pairs.made, errors)


def _judged(basis: Basis, ahead: int) -> pd.Series:
    """How many errors each entity has; null where no forecast was ever made."""
    over = levels(basis)
    known = np.isfinite(_errors(basis, over, ahead)).sum(axis=1)
    return whole(pd.Series(known, index=over.entities).where(known > 0))


def _mean(basis: Basis, ahead: int, *, absolute: bool) -> pd.Series:
    over = levels(basis)
    errors = _errors(basis, over, ahead)
    known = np.isfinite(errors)
    sizes = np.where(known, np.abs(errors) if absolute else errors, 0.0).sum(axis=1)
    enough = known.sum(axis=1) >= basis.assumptions.spending.accuracy_least
    numbers = np.where(enough, known.sum(axis=1), 0)
    return ratio(pd.Series(sizes, index=over.entities), pd.Series(numbers, index=over.entities))


def _errors(basis: Basis, over: Levels, ahead: int) -> Errors:
    """Relative errors by entity and past period; NaN where there is no forecast, or nothing was spent."""
    pairs = _made_pairs(basis, ahead)
    at = pairs.projects.get_indexer(over.projects)
    both = pairs.forecast.known & pairs.actual.known
    told = (replace(each, known=both).taken(at, 0, known=False) for each in (pairs.forecast, pairs.actual))
    return _relative(*(summed(over, each) for each in told))


def _relative(forecasts: Exact, actuals: Exact) -> Errors:
    forecast, actual = forecasts.cents(), actuals.cents()
    none = np.full(actual.shape, np.nan)
    errors: Errors = np.divide(forecast - actual, np.abs(actual), out=none, where=actual != 0)
    return errors


def _made_pairs(basis: Basis, ahead: int) -> _Pairs:
    return basis.once((_made_pairs, ahead), lambda: _pairs(basis, ahead))


def _pairs(basis: Basis, ahead: int) -> _Pairs:
    """Of each past period the forecast for the month `ahead`, beside the month's actual cost."""
    booked = ledger.costs(basis, "actual")
    first = max(len(basis.past) - basis.assumptions.spending.accuracy_periods, 0)
    past = list(enumerate(basis.past))[first:]
    made = [(at, _month(basis, each, ahead)) for at, each in past]
    due = [(at, month) for at, month in made if month is not None and month <= basis.month]
    grids = [_forecast(basis.past[at], pd.DatetimeIndex([month])) for at, month in due]
    forecast = _beside([_placed(each, booked.projects) for each in grids], len(booked.projects))
    months = pd.DatetimeIndex([month for _, month in due], dtype="datetime64[s]")
    there = Exact(
        booked.on(months).units, booked.on(months).known & (booked.months.get_indexer(months) >= 0), 0
    )
    actual = replace(there, scale=booked.amounts.scale)
    return _Pairs(booked.projects, forecast, actual, tuple(at for at, _ in due))


def _forecast(then: Assessed, months: pd.DatetimeIndex) -> Grid:
    """What was forecast in a period before for some months, in the reporting currency at its own rates."""
    costs = then.portfolio["costs"]
    columns = ["project_id", "month", "forecast", *rate_columns(costs)]
    return grid(costs.loc[costs["month"].isin(months), columns], "forecast")


def _placed(found: Grid, projects: pd.Index[str]) -> Exact:
    """One column: the total of each of `projects`, unknown where there is no forecast."""
    known: Flags = np.all(found.amounts.known, axis=1, keepdims=True)
    column = Exact(found.amounts.units.sum(axis=1, keepdims=True), known, found.amounts.scale)
    return column.taken(found.projects.get_indexer(projects), 0, known=False)


def _beside(columns: list[Exact], size: int) -> Exact:
    """Columns side by side, all with as many digits as the finest."""
    scale = max((each.scale for each in columns), default=0)
    fine = [each.scaled(scale) for each in columns]
    units = [np.zeros((size, 0), dtype="int64"), *(each.units for each in fine)]
    known = [np.zeros((size, 0), dtype=bool), *(each.known for each in fine)]
    return Exact(np.concatenate(units, axis=1), np.concatenate(known, axis=1), scale)


def _since(basis: Basis) -> pd.DatetimeIndex:
    """The months after the period before, up to the status date's."""
    assert basis.before is not None  # noqa: S101 - asked by whoever calls
    first = _month(basis, basis.before, 1)
    if first is None or first > basis.month:
        return pd.DatetimeIndex([], dtype="datetime64[s]")
    every = pd.DatetimeIndex(basis.periods) if basis.periods else pd.date_range(first, basis.month, freq="MS")
    return every[(every >= first) & (every <= basis.month)]


def _month(basis: Basis, then: Assessed, ahead: int) -> pd.Timestamp | None:
    """The month (or fiscal period) so many after a past period's; null beyond the periods that are known."""
    own = replace(basis, status_date=then.status_date).month
    if not basis.periods:
        return own + pd.DateOffset(months=ahead)
    at = pd.DatetimeIndex(basis.periods).get_indexer(pd.Index([own]))[0] + ahead
    return pd.Timestamp(basis.periods[at]) if at < len(basis.periods) else None
