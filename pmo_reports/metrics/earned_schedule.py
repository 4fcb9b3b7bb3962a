"""Earned Schedule (Lipke 2003): schedule performance in time, in months of the entity's own baseline.

It does not add up: a programme's is computed anew on the summed curves of its projects.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from pmo_reports.metrics import profiles
from pmo_reports.metrics.arithmetic import ratio
from pmo_reports.metrics.exact import Places, within
from pmo_reports.metrics.levels import levels
from pmo_reports.metrics.profiles import Curve
from pmo_reports.metrics.project_money import months
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, Rollup, measure

STANDARD = "Earned Schedule (Lipke 2003)"
SOURCES = ("bac", "pv", "ev")


@measure(
    label="Planned duration (PD)",
    unit=Unit.MONTHS,
    formula="months from the first cost line until PV reaches BAC",
    standard=STANDARD,
    follows=SOURCES,
    rolls_up=Rollup.ANEW,
)
def planned_duration(basis: Basis) -> pd.Series:
    """How long the baseline takes."""
    return _by_entity(basis, lambda plan, starts, _: duration(plan, starts))


@measure(
    label="Earned schedule (ES)",
    unit=Unit.MONTHS,
    formula="C + (EV − PV of C) / (PV of C+1 − PV of C), C the whole months with PV ≤ EV",
    better=Better.HIGHER,
    standard=STANDARD,
    follows=SOURCES,
    rolls_up=Rollup.ANEW,
)
def es(basis: Basis) -> pd.Series:
    """When the work done by now should have been done."""
    return _by_entity(basis, lambda plan, starts, done: time_earned(plan, starts, done[:, -1]))


@measure(
    label="Actual time (AT)",
    unit=Unit.MONTHS,
    formula="months from the first cost line to the status date, or until EV reached BAC",
    standard=STANDARD,
    follows=SOURCES,
    rolls_up=Rollup.ANEW,
)
def at(basis: Basis) -> pd.Series:
    """How long the work has taken by now; it stops when all is done."""
    return _by_entity(basis, time_taken)


@measure(
    label="Schedule variance, time (SV(t))",
    unit=Unit.MONTHS,
    formula="ES − AT",
    better=Better.HIGHER,
    standard=STANDARD,
)
def sv_t(es: pd.Series, at: pd.Series) -> pd.Series:
    """Months ahead (above zero) or behind the baseline."""
    return es - at


@measure(
    label="Schedule performance index, time (SPI(t))",
    unit=Unit.INDEX,
    formula="ES / AT",
    better=Better.HIGHER,
    standard=STANDARD,
)
def spi_t(es: pd.Series, at: pd.Series) -> pd.Series:
    """Months earned for each month taken; null before the start. A late finish stays below 1."""
    return ratio(es, at)


@measure(
    label="Estimated duration (IEAC(t))",
    unit=Unit.MONTHS,
    formula="PD / SPI(t)",
    better=Better.LOWER,
    standard=STANDARD,
)
def ieac_t(planned_duration: pd.Series, spi_t: pd.Series) -> pd.Series:
    """How long it all takes if the rest goes as so far; null while nothing is earned."""
    return ratio(planned_duration, spi_t)


@measure(
    label="Duration, rest as planned",
    unit=Unit.MONTHS,
    formula="AT + (PD − ES)",
    better=Better.LOWER,
    standard=STANDARD,
)
def duration_as_planned(at: pd.Series, planned_duration: pd.Series, es: pd.Series) -> pd.Series:
    """How long it all takes if the rest goes as planned."""
    return at + planned_duration - es


@measure(
    label="To-complete schedule index (TSPI)",
    unit=Unit.INDEX,
    formula="(PD − ES) / (PD − AT)",
    better=Better.LOWER,
    standard=STANDARD,
)
def tspi(planned_duration: pd.Series, es: pd.Series, at: pd.Series) -> pd.Series:
    """The SPI(t) that the rest needs to be on time; null from the planned finish on."""
    return ratio(planned_duration - es, (planned_duration - at).where(planned_duration > at))


def duration(plan: Curve, starts: Places) -> Curve:
    """Periods from each row's start until its cumulative `plan` reaches its end."""
    periods: Curve = np.argmax(plan >= plan[:, -1:], axis=1) + 1.0 - starts
    return periods


def time_earned(plan: Curve, starts: Places, done: Curve) -> Curve:
    """Earned schedule of each row, in periods of its cumulative `plan`: 0 for nothing, its duration for all.

    Args:
        plan: cumulative money by entity and period.
        starts: the first period of each entity's own.
        done: what each entity has earned.
    """
    rows = np.arange(len(plan))
    after = np.argmax(plan > done[:, None], axis=1)
    before = np.where(after > starts, plan[rows, after - 1], 0.0)
    step = plan[rows, after] - before
    part = np.divide(done - before, step, out=np.zeros(len(plan)), where=step > 0)
    found = np.where(done >= plan[:, -1], duration(plan, starts), after - starts + part)
    return np.where(done <= 0, 0.0, found)


def time_taken(plan: Curve, starts: Places, done: Curve) -> Curve:
    """Periods from each row's start to the last of its `done`, or to the first that is all of its `plan`."""
    complete = done >= plan[:, -1:]
    taken = np.where(complete.any(axis=1), np.argmax(complete, axis=1) + 1, done.shape[1])
    periods: Curve = np.maximum(taken - starts, 0.0)
    return periods


def _by_entity(basis: Basis, of: Callable[[Curve, Places, Curve], Curve]) -> pd.Series:
    """`of` the plan, the start and the work done so far of each entity, null for one without any."""
    plans, starts, works, every = _curves(basis)
    known = (starts >= 0) & (plans[:, -1] > 0)
    values = np.full(len(known), np.nan)
    values[known] = of(plans[known], starts[known], works[known])
    return pd.Series(values, index=every)


def _curves(basis: Basis) -> tuple[Curve, Places, Curve, pd.Index[Any]]:
    """Plan, first month, work done so far, and the entities, summed once for each set of members.

    Only projects with plan and EV take part.
    """
    key = (_curves, id(basis.members))
    _, found = basis.once(key, lambda: (basis.members, _summed(basis)))  # held, so that its id stays its own
    return found


def _summed(basis: Basis) -> tuple[Curve, Places, Curve, pd.Index[Any]]:
    done = profiles.earned(basis)
    members = basis.members[within(basis.members["project_id"], done.projects)]
    over = levels(replace(basis, members=members))
    so_far = int((months(basis) <= basis.month).sum())
    plans = profiles.summed_floats(over, profiles.planned(basis))
    works = profiles.summed_floats(over, done)[:, :so_far]
    starts = months(basis).get_indexer(pd.DatetimeIndex(profiles.life(basis, over)["first"]))
    return plans, starts, works, over.entities
