"""How good forecasts of the finish were: each against what was known some months later.

That is the actual finish of a project that was finished by then, and the forecast of that time of one that
was not. A forecast is judged once for each number of months ahead, as long as the project was not finished.
Errors are in working days, above zero where the finish came, or was expected then, later than forecast.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pmo_reports.metrics.arithmetic import ratio, whole
from pmo_reports.metrics.drift import REPORTED
from pmo_reports.metrics.levels import Levels, levels
from pmo_reports.metrics.past import Flags, Numbers, finish_days, finished, timeline, working_numbers
from pmo_reports.metrics.schedule import finishes
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, Rollup, measure

AHEAD = (1, 3, 6)
"""Months ahead that forecasts of the finish are judged for."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Errors of forecasts: projects x the periods in which they were made; NaN where there is none.

    Attributes:
        actual: whether the error is to an actual finish, same shape.
    """

    projects: pd.Index[str]
    errors: Numbers
    actual: Flags


@measure(
    label="Finish forecasts judged, one month ahead",
    unit=Unit.COUNT,
    formula="periods before, up to `spending.accuracy_periods`, whose finish the next one judges",
    inputs=REPORTED,
    rolls_up=Rollup.ANEW,
    looks_back="finish_forecast",
)
def finish_judged_1(basis: Basis) -> pd.Series:
    """How many forecasts the accuracy one month ahead is made of; null where there is none."""
    return _number(basis, 1)


@measure(
    label="Finish bias, one month ahead",
    unit=Unit.DAYS,
    formula="mean of (finish known a month later − finish forecast), working days",
    better=Better.LOWER,
    inputs=REPORTED,
    rolls_up=Rollup.ANEW,
    looks_back="finish_forecast",
)
def finish_bias_1(basis: Basis) -> pd.Series:
    """Above zero finishes come later than forecast; null with fewer than `spending.accuracy_least`."""
    return _bias(basis, 1)


@measure(
    label="Finish spread, one month ahead",
    unit=Unit.DAYS,
    formula="median of |finish known a month later − finish forecast|, working days",
    better=Better.LOWER,
    inputs=REPORTED,
    rolls_up=Rollup.ANEW,
    looks_back="finish_forecast",
)
def finish_spread_1(basis: Basis) -> pd.Series:
    """By how much half of the forecasts missed at least; null with too few of them."""
    return _spread(basis, 1)


@measure(
    label="Finish forecasts judged, three months ahead",
    unit=Unit.COUNT,
    formula="periods before, up to `spending.accuracy_periods`, whose finish the third one after judges",
    inputs=REPORTED,
    rolls_up=Rollup.ANEW,
    looks_back="finish_forecast",
)
def finish_judged_3(basis: Basis) -> pd.Series:
    """How many forecasts the accuracy three months ahead is made of."""
    return _number(basis, 3)


@measure(
    label="Finish bias, three months ahead",
    unit=Unit.DAYS,
    formula="mean of (finish known three months later − finish forecast), working days",
    better=Better.LOWER,
    inputs=REPORTED,
    rolls_up=Rollup.ANEW,
    looks_back="finish_forecast",
)
def finish_bias_3(basis: Basis) -> pd.Series:
    """As one month ahead."""
    return _bias(basis, 3)


@measure(
    label="Finish spread, three months ahead",
    unit=Unit.DAYS,
    formula="median of |finish known three months later − finish forecast|, working days",
    better=Better.LOWER,
    inputs=REPORTED,
    rolls_up=Rollup.ANEW,
    looks_back="finish_forecast",
)
def finish_spread_3(basis: Basis) -> pd.Series:
    """As one month ahead."""
    return _spread(basis, 3)


@measure(
    label="Finish forecasts judged, six months ahead",
    unit=Unit.COUNT,
    formula="periods before, up to `spending.accuracy_periods`, whose finish the sixth one after judges",
    inputs=REPORTED,
    rolls_up=Rollup.ANEW,
    looks_back="finish_forecast",
)
def finish_judged_6(basis: Basis) -> pd.Series:
    """How many forecasts the accuracy six months ahead is made of."""
    return _number(basis, 6)


@measure(
    label="Finish bias, six months ahead",
    unit=Unit.DAYS,
    formula="mean of (finish known six months later − finish forecast), working days",
    better=Better.LOWER,
    inputs=REPORTED,
    rolls_up=Rollup.ANEW,
    looks_back="finish_forecast",
)
def finish_bias_6(basis: Basis) -> pd.Series:
    """As one month ahead."""
    return _bias(basis, 6)


@measure(
    label="Finish spread, six months ahead",
    unit=Unit.DAYS,
    formula="median of |finish known six months later − finish forecast|, working days",
    better=Better.LOWER,
    inputs=REPORTED,
    rolls_up=Rollup.ANEW,
    looks_back="finish_forecast",
)
def finish_spread_6(basis: Basis) -> pd.Series:
    """As one month ahead."""
    return _spread(basis, 6)


def judged(basis: Basis, ahead: int) -> Judged:
    """The errors of the forecasts of the last periods, so many months ahead."""
    return basis.once((judged, ahead), lambda: _judged(basis, ahead))


def _judged(basis: Basis, ahead: int) -> Judged:
    projects, working, over = basis.once(_judged, lambda: _history(basis))
    made = max(working.shape[1] - ahead, 0)
    first = max(made - basis.assumptions.spending.accuracy_periods, 0)
    forecast, later = working[:, first:made], working[:, first + ahead : made + ahead]
    errors = np.where(over[:, first:made], np.nan, later - forecast)
    return Judged(projects, errors, over[:, first + ahead : made + ahead] & ~np.isnan(errors))


def _history(basis: Basis) -> tuple[pd.Index[str], Numbers, Flags]:
    """The finishes of all projects month by month in working days, and where they were finished."""
    now = finishes(basis)["finish"]
    working = working_numbers(basis, finish_days(basis, now), now.index)
    told = [finished(each.portfolio) for each in basis.past] + [finished(basis.portfolio)]
    flags = [each.reindex(now.index).fillna(value=False).to_numpy(float) for each in told]
    return now.index, working, timeline(basis).laid(flags) == 1.0


def _number(basis: Basis, ahead: int) -> pd.Series:
    over = levels(basis)
    numbers = _summed(over, ~np.isnan(_errors(basis, over, ahead)))
    return whole(pd.Series(numbers, index=over.entities).where(numbers > 0))


def _bias(basis: Basis, ahead: int) -> pd.Series:
    over = levels(basis)
    errors = _errors(basis, over, ahead)
    numbers = _summed(over, ~np.isnan(errors))
    enough = np.where(numbers >= basis.assumptions.spending.accuracy_least, numbers, 0.0)
    sums = pd.Series(_summed(over, np.nan_to_num(errors)), index=over.entities)
    return ratio(sums, pd.Series(enough, index=over.entities))


def _spread(basis: Basis, ahead: int) -> pd.Series:
    over = levels(basis)
    sizes = np.abs(_errors(basis, over, ahead))[over.project]
    known = ~np.isnan(sizes)
    entity = np.broadcast_to(over.entity[:, None], sizes.shape)[known]
    by_entity = pd.Series(sizes[known]).groupby(entity)
    least = basis.assumptions.spending.accuracy_least
    medians = by_entity.median().where(by_entity.size() >= least)
    found = np.full(len(over.entities), np.nan)
    found[medians.index.to_numpy("int64")] = medians
    return pd.Series(found, index=over.entities)


def _errors(basis: Basis, over: Levels, ahead: int) -> Numbers:
    """The errors of the projects of `over`."""
    found = judged(basis, ahead)
    errors: Numbers = found.errors[found.projects.get_indexer(over.projects)]
    return errors


def _summed(over: Levels, values: Numbers | Flags) -> Numbers:
    """Values of projects added up by entity, all months together."""
    own = values.sum(axis=1).astype("float64")
    sums = np.bincount(over.entity, weights=own[over.project], minlength=len(over.entities))
    return sums.astype("float64")
