"""Earned schedule of projects whose schedule has cost, on the working time of the project's own calendar.

It weighs activities by their baseline cost, whoever keeps the ledger. It does not add up: of a programme
the worst of its projects is shown.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pmo_reports.metrics.arithmetic import ratio
from pmo_reports.metrics.earned_schedule import STANDARD
from pmo_reports.metrics.schedule_progress import Progress, progress
from pmo_reports.metrics.working_kinds import alike, project_kinds
from pmo_reports.metrics.working_schedule import Hours, Money
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, Rollup, measure

PLAN = ("tasks.baseline_cost", "tasks.baseline_start", "tasks.baseline_finish")
DONE = (*PLAN, "tasks.percent_complete", "tasks.actual_start", "tasks.actual_finish")
ADHERENCE = "Schedule adherence (Lipke 2004)"


@measure(
    label="Planned duration, schedule",
    unit=Unit.DAYS,
    formula="working days from the first start to the last finish of the baseline",
    standard=STANDARD,
    inputs=PLAN,
    rolls_up=Rollup.GREATEST,
)
def planned_days(basis: Basis) -> pd.Series:
    """How long the baseline of the schedule takes; of a programme the longest."""
    found = progress(basis)
    return _days(found, found.duration)


@measure(
    label="Earned schedule, working days",
    unit=Unit.DAYS,
    formula="working days of the baseline by which PV of the activities reaches their EV",
    better=Better.HIGHER,
    standard=STANDARD,
    inputs=DONE,
    rolls_up=Rollup.LEAST,
)
def es_days(basis: Basis) -> pd.Series:
    """How many days of the baseline are done; of a programme the fewest."""
    found = progress(basis)
    return _days(found, found.earned)


@measure(
    label="Earned date",
    unit=Unit.DATE,
    formula="day by which PV of the activities reaches their EV",
    better=Better.HIGHER,
    standard=STANDARD,
    inputs=DONE,
    rolls_up=Rollup.LEAST,
)
def earned_date(basis: Basis) -> pd.Series:
    """When the work done by now should have been done; of a programme the earliest."""
    found = progress(basis)
    return _moments(basis, found, found.earned)


@measure(
    label="SV(t), working days",
    unit=Unit.DAYS,
    formula="ES − AT on the working time of the schedule",
    better=Better.HIGHER,
    standard=STANDARD,
    inputs=DONE,
    rolls_up=Rollup.LEAST,
)
def sv_t_days(basis: Basis) -> pd.Series:
    """Working days ahead (above zero) or behind the baseline; of a programme the worst."""
    found = progress(basis)
    return _days(found, found.earned - found.taken)


@measure(
    label="SPI(t), working time",
    unit=Unit.INDEX,
    formula="ES / AT on the working time of the schedule",
    better=Better.HIGHER,
    standard=STANDARD,
    inputs=DONE,
    rolls_up=Rollup.LEAST,
)
def spi_t_working(basis: Basis) -> pd.Series:
    """Working time earned for each unit taken; null before the start; of a programme the worst."""
    found = progress(basis)
    return pd.Series(_index(found), index=found.projects)


@measure(
    label="Finish by earned schedule",
    unit=Unit.DATE,
    formula="start + PD / SPI(t) on the working time of the schedule",
    better=Better.LOWER,
    standard=STANDARD,
    inputs=DONE,
    rolls_up=Rollup.GREATEST,
)
def finish_by_es(basis: Basis) -> pd.Series:
    """When all is done if the rest goes as so far; null while nothing is earned; the latest one above."""
    found = progress(basis)
    index = _index(found)
    return _moments(basis, found, found.duration / np.where(index > 0, index, np.nan))


@measure(
    label="Finish by earned schedule, rest as planned",
    unit=Unit.DATE,
    formula="status date + (PD − ES) on the working time of the schedule",
    better=Better.LOWER,
    standard=STANDARD,
    inputs=DONE,
    rolls_up=Rollup.GREATEST,
)
def finish_as_planned(basis: Basis) -> pd.Series:
    """When all is done if the rest goes as planned; of a programme the latest."""
    found = progress(basis)
    return _moments(basis, found, found.taken + found.duration - found.earned)


@measure(
    label="EV of activities",
    unit=Unit.MONEY,
    formula="sum of the baseline cost that activities have earned",
    better=Better.HIGHER,
    standard=STANDARD,
    inputs=DONE,
)
def ev_activities(basis: Basis) -> pd.Series:
    """What the activities of the schedule have earned, by their own baseline cost."""
    found = progress(basis)
    return _cents(found, found.done)


@measure(
    label="EV earned in the planned order",
    unit=Unit.MONEY,
    formula="sum over activities of the lesser of EV and PV at the earned date",
    better=Better.HIGHER,
    standard=ADHERENCE,
    inputs=DONE,
)
def ev_in_order(basis: Basis) -> pd.Series:
    """Of what is earned, what the plan holds by the earned date; the rest was done out of order."""
    found = progress(basis)
    return _cents(found, found.in_order)


@measure(
    label="Schedule adherence (p-factor)",
    unit=Unit.PERCENT,
    formula="EV earned in the planned order / EV of activities",
    better=Better.HIGHER,
    standard=ADHERENCE,
)
def schedule_adherence(ev_in_order: pd.Series, ev_activities: pd.Series) -> pd.Series:
    """The share of the work done that was next in the plan; the rest may have to be done again."""
    return ratio(ev_in_order, ev_activities)


def _moments(basis: Basis, found: Progress, hours: Hours) -> pd.Series:
    """The day on which so many hours are worked since each project's start."""
    moments = np.full(len(hours), np.datetime64("NaT", "s"))
    for working, rows in alike(basis, project_kinds(basis, found.projects)):
        moments[rows] = working.finishes(found.origin[rows], hours[rows])
    days: pd.Series = pd.Series(moments, index=found.projects).dt.normalize()
    return days


def _index(found: Progress) -> Hours:
    nothing: Hours = np.full(len(found.taken), np.nan)
    return np.divide(found.earned, found.taken, out=nothing, where=found.taken > 0)


def _days(found: Progress, hours: Hours) -> pd.Series:
    return pd.Series(hours / found.per_day, index=found.projects)


def _cents(found: Progress, sums: Money) -> pd.Series:
    return pd.Series(sums.round(2), index=found.projects)
