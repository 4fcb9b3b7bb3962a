"""Earned Schedule (Lipke 2003): schedule performance in time, in months of the entity's own baseline.

It does not add up: a programme's is computed anew on the summed curves of its projects.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.metrics import profiles
from pmo_reports.metrics.earned_value import ratio
from pmo_reports.metrics.members import entities
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, measure

STANDARD = "Earned Schedule (Lipke 2003)"
PLAN = ("costs.budget_current", "costs.month")
DONE = (*PLAN, "progress.percent_complete")
Curve = npt.NDArray[np.float64]
"""Cumulative money by period."""


@measure(
    label="Planned duration (PD)",
    unit=Unit.MONTHS,
    formula="months from the first cost line until PV reaches BAC",
    standard=STANDARD,
    inputs=DONE,
)
def planned_duration(basis: Basis) -> pd.Series:
    """How long the baseline takes."""
    return _by_entity(basis, lambda plan, _: float(duration(plan)))


@measure(
    label="Earned schedule (ES)",
    unit=Unit.MONTHS,
    formula="C + (EV − PV of C) / (PV of C+1 − PV of C), C the whole months with PV ≤ EV",
    better=Better.HIGHER,
    standard=STANDARD,
    inputs=DONE,
)
def es(basis: Basis) -> pd.Series:
    """When the work done by now should have been done."""
    return _by_entity(basis, lambda plan, done: time_earned(plan, done[-1] if len(done) else 0.0))


@measure(
    label="Actual time (AT)",
    unit=Unit.MONTHS,
    formula="months from the first cost line to the status date, or until EV reached BAC",
    standard=STANDARD,
    inputs=DONE,
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


def duration(plan: Curve) -> int:
    """Periods until the cumulative `plan` reaches its end."""
    return int(np.argmax(plan >= plan[-1])) + 1


def time_earned(plan: Curve, done: float) -> float:
    """Earned schedule, in periods of the cumulative `plan`: 0 for nothing, its duration for all of it."""
    if done <= 0:
        return 0.0
    if done >= plan[-1]:
        return float(duration(plan))
    whole = int(np.argmax(plan > done))
    before = plan[whole - 1] if whole else 0.0
    return whole + float((done - before) / (plan[whole] - before))


def time_taken(plan: Curve, done: Curve) -> float:
    """Periods from the start to the last of cumulative `done`, or to the first that is all of `plan`."""
    complete = done >= plan[-1]
    return float(np.argmax(complete) + 1 if complete.any() else len(done))


def _by_entity(basis: Basis, of: Callable[[Curve, Curve], float]) -> pd.Series:
    """`of` the plan and the work done of each entity, both from its own first month on.

    Only projects with plan and EV take part; null for an entity without any.
    """
    done = profiles.earned(basis)
    disclosing = replace(basis, members=basis.members[basis.members["project_id"].isin(done.index)])
    plans = profiles.summed(disclosing, profiles.planned(basis).loc[done.index]).astype("float64")
    works = profiles.summed(disclosing, done).astype("float64")
    starts = profiles.months(basis).get_indexer(pd.Index(profiles.life(disclosing)["first"]))
    rows = zip(starts, plans.to_numpy(), works.to_numpy(), strict=True)
    values = [of(plan[at:], work[at:]) if at >= 0 and plan[-1] > 0 else None for at, plan, work in rows]
    return pd.Series(values, index=entities(basis), dtype="float64")
