"""Drift: how forecasts of finish, milestones and cost move month after month, and where that would end.

A run of moves ends at a month that nobody reported. A project that is finished has no drift. What is called
an extrapolation is one: it goes on as in the last months, and is nobody's forecast.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pmo_reports.metrics.arithmetic import whole
from pmo_reports.metrics.levels import levels, rolled
from pmo_reports.metrics.past import (
    Flags,
    Numbers,
    amounts,
    finish_days,
    finished,
    milestone_days,
    timeline,
    working_numbers,
)
from pmo_reports.metrics.schedule import DATES, FINISH, finishes, key_milestones
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, Rollup, measure

REPORTED = (*FINISH[1:], *DATES[1:], "schedules.finish")
FASTEST = 0.9
"""Calendar days of slip a day from which on no end can be told: the finish recedes as fast as time passes."""


@dataclass(frozen=True, slots=True)
class Told:
    """The finish of each project month by month, null where it was not known or the project is finished.

    Attributes:
        days: in days after 1970; `working` in working days.
    """

    projects: pd.Index[str]
    days: Numbers
    working: Numbers

    @property
    def steps(self) -> Numbers:
        """Working days by which the finish moved from month to month; NaN where either is not known."""
        return np.diff(self.working, axis=1)


@measure(
    label="Finish moved later, months in a row",
    unit=Unit.COUNT,
    formula="periods up to this one in each of which the finish moved later, worst project",
    better=Better.LOWER,
    inputs=REPORTED,
    rolls_up=Rollup.GREATEST,
    looks_back="finish_forecast",
)
def finish_moves_in_row(basis: Basis) -> pd.Series:
    """0 where it did not move in this period; null where this period or the one before does not tell it."""
    told = finishes_told(basis)
    return _counts(told.projects, run(told.steps > 0), _moved_now(told.steps))


@measure(
    label="Finish drift in that run",
    unit=Unit.DAYS,
    formula="working days from the finish before the run of moves to the finish now, worst project",
    better=Better.LOWER,
    inputs=REPORTED,
    rolls_up=Rollup.GREATEST,
    looks_back="finish_forecast",
)
def finish_drift_days(basis: Basis) -> pd.Series:
    """How far the finish has moved in its run of moves; 0 where there is none."""
    told = finishes_told(basis)
    moves = run(told.steps > 0)
    then = told.working[np.arange(len(moves)), told.working.shape[1] - 1 - moves]
    return _counts(told.projects, told.working[:, -1] - then, _moved_now(told.steps))


@measure(
    label="Finish moved later, times",
    unit=Unit.COUNT,
    formula="of the last `trends.periods` periods those in which the finish moved later, worst project",
    better=Better.LOWER,
    inputs=REPORTED,
    rolls_up=Rollup.GREATEST,
    looks_back="finish_forecast",
)
def finish_moves(basis: Basis) -> pd.Series:
    """Null where none of these periods tells whether it moved."""
    told = finishes_told(basis)
    steps = _recent(basis, told.steps)
    return _counts(told.projects, (steps > 0).sum(axis=1), _some(steps))


@measure(
    label="Drift of the finish a month",
    unit=Unit.DAYS,
    formula="working days that the finish moved in the last `trends.periods` periods / months between, "
    "worst project",
    better=Better.LOWER,
    inputs=REPORTED,
    rolls_up=Rollup.GREATEST,
    looks_back="finish_forecast",
)
def finish_drift_rate(basis: Basis) -> pd.Series:
    """Below zero the finish comes nearer; null with fewer than `trends.least` periods that tell it."""
    told = finishes_told(basis)
    first, enough = _since(basis, told)
    moved = told.working[:, -1] - _at(told.working, first)
    months = np.where(enough, told.working.shape[1] - 1 - first, np.nan)
    return pd.Series(moved / months, index=told.projects)


@measure(
    label="Finish if the drift goes on (extrapolation)",
    unit=Unit.DATE,
    formula="status date + days to the finish / (1 − calendar days of drift a day in the last "
    "`trends.periods` periods); of a programme the last",
    inputs=REPORTED,
    rolls_up=Rollup.GREATEST,
    looks_back="finish_forecast",
)
def finish_by_trend(basis: Basis) -> pd.Series:
    """Where the line of the last months meets the day of reporting: an extrapolation, no forecast.

    Null with fewer than `trends.least` periods, for a finish that has passed, and where the finish recedes
    nearly as fast as time passes, so that it would never come.
    """
    told = finishes_told(basis)
    first, enough = _since(basis, told)
    status = timeline(basis).days
    speed = (told.days[:, -1] - _at(told.days, first)) / np.where(enough, status[-1] - status[first], np.nan)
    ahead = told.days[:, -1] - status[-1]
    speed = np.where((speed <= FASTEST) & (ahead > 0), speed, np.nan)
    return _dates(status[-1] + np.ceil(ahead / (1 - speed)), told.projects)


@measure(
    label="Key milestone moved later, times",
    unit=Unit.COUNT,
    formula="of the last `trends.periods` periods those in which a key milestone moved later, the one that "
    "moved most often",
    better=Better.LOWER,
    inputs=(*DATES[1:], "milestones.is_key"),
    rolls_up=Rollup.GREATEST,
    looks_back="key_milestone_slip",
)
def milestone_moves(basis: Basis) -> pd.Series:
    """How often the worst key milestone of a project moved; null where no period tells of one that did."""
    steps, owners = _milestone_steps(basis)
    moves = pd.Series((steps > 0).sum(axis=1)).where(_some(steps))
    return whole(moves.groupby(owners).max())


@measure(
    label="Drift of a key milestone",
    unit=Unit.DAYS,
    formula="working days that a key milestone moved in the last `trends.periods` periods, the worst one",
    better=Better.LOWER,
    inputs=(*DATES[1:], "milestones.is_key"),
    rolls_up=Rollup.GREATEST,
    looks_back="key_milestone_slip",
)
def milestone_drift_days(basis: Basis) -> pd.Series:
    """How far the worst key milestone of a project moved, from month to month as far as that is known."""
    steps, owners = _milestone_steps(basis)
    moved = pd.Series(np.nansum(steps, axis=1)).where(_some(steps))
    return whole(moved.groupby(owners).max())


@measure(
    label="Cost forecast rose, months in a row",
    unit=Unit.COUNT,
    formula="periods up to this one in each of which the EAC rose by more than `trends.least_rise`; of a "
    "programme the worst project",
    better=Better.LOWER,
    rolls_up=Rollup.ANEW,
    looks_back="eac",
)
def eac_moves_in_row(basis: Basis, eac: pd.Series) -> pd.Series:
    """0 where it did not rise in this period; null where this period or the one before has no EAC.

    Each period's EAC is at its own rates of exchange: what rose may be a rate.
    """
    over = levels(basis)
    told = amounts(basis, "eac", eac.reindex(over.projects))
    told[finished(basis.portfolio).reindex(over.projects).to_numpy(bool)] = np.nan
    steps = np.diff(told, axis=1)
    rises = steps > basis.assumptions.trends.least_rise * np.abs(told[:, :-1])
    return rolled(over, _counts(over.projects, run(rises), _moved_now(steps)), Rollup.GREATEST)


def finishes_told(basis: Basis) -> Told:
    """The finishes of the projects that are not finished, month by month."""
    return basis.once(finishes_told, lambda: _told(basis))


def run(moved: Flags) -> Numbers:
    """How many of the last columns are true without a break, by row."""
    counted: Numbers = np.cumprod(moved[:, ::-1], axis=1, dtype=np.int64).sum(axis=1)
    return counted


def _told(basis: Basis) -> Told:
    now = finishes(basis)["finish"]
    days = finish_days(basis, now)
    days[finished(basis.portfolio).reindex(now.index).to_numpy(bool)] = np.nan
    return Told(now.index, days, working_numbers(basis, days, now.index))


def _moved_now(steps: Numbers) -> Flags:
    """Where the last step is known."""
    none = np.zeros(len(steps), dtype=bool)
    return ~np.isnan(steps[:, -1]) if steps.shape[1] else none


def _some(steps: Numbers) -> Flags:
    """Where any step is known."""
    known: Flags = np.any(~np.isnan(steps), axis=1)
    return known


def _counts(index: pd.Index[str], numbers: Numbers, known: Flags) -> pd.Series:
    return whole(pd.Series(np.where(known, numbers, np.nan), index=index))


def _recent(basis: Basis, steps: Numbers) -> Numbers:
    """The steps of the periods that trends look at."""
    return steps[:, -basis.assumptions.trends.periods :]


def _since(basis: Basis, told: Told) -> tuple[Numbers, Flags]:
    """The first of the last months in which each finish is known, and whether enough of them are."""
    seen = min(basis.assumptions.trends.periods + 1, told.days.shape[1])
    known = ~np.isnan(told.days[:, -seen:])
    first: Numbers = known.argmax(axis=1) + told.days.shape[1] - seen
    return first, known[:, -1] & (known.sum(axis=1) >= max(basis.assumptions.trends.least, 2))


def _at(values: Numbers, columns: Numbers) -> Numbers:
    found: Numbers = values[np.arange(len(values)), columns]
    return found


def _dates(days: Numbers, index: pd.Index[str]) -> pd.Series:
    known = ~np.isnan(days)
    dates = np.full(len(days), np.datetime64("NaT"), dtype="datetime64[D]")
    dates[known] = days[known].astype("int64").astype("datetime64[D]")
    return pd.Series(dates.astype("datetime64[s]"), index=index)


def _milestone_steps(basis: Basis) -> tuple[Numbers, pd.Series]:
    """Working days that key milestones moved by, month by month, and the project of each."""
    return basis.once(_milestone_steps, lambda: _steps_of_milestones(basis))


def _steps_of_milestones(basis: Basis) -> tuple[Numbers, pd.Series]:
    keys = key_milestones(basis["milestones"]).drop_duplicates(["project_id", "milestone_id"])
    over = finished(basis.portfolio)
    keys = keys[~keys["project_id"].isin(over.index[over])].reset_index(drop=True)
    days = milestone_days(basis, keys, keys["actual_date"].fillna(keys["forecast_date"]))
    numbers = working_numbers(basis, days, pd.Index(keys["project_id"]))
    return _recent(basis, np.diff(numbers, axis=1)), keys["project_id"]
