"""Quality of schedules: the counts of DCMA's fourteen checks (DCMA-EA PAM 200.1), each a measure of its own.

Checks 1 to 10 are here, the others in `schedule_execution`. Counts add up over projects; shares are computed
anew from them in `schedule_shares`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pmo_reports.metrics import schedule_counts as counts
from pmo_reports.metrics.schedule_network import solved
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, measure

STANDARD = "DCMA-EA PAM 200.1"
OPEN = ("tasks.kind", "tasks.is_active", "tasks.actual_finish", "tasks.percent_complete")
LINKS = ("task_links.predecessor_id", "task_links.successor_id", "task_links.kind", "task_links.lag_days")
FLOAT = (*OPEN, "tasks.total_float_days")
BASELINE = ("tasks.baseline_finish", "tasks.forecast_finish", "tasks.actual_finish")


@measure(
    label="Activities",
    unit=Unit.COUNT,
    formula="tasks and milestones of the schedule; no summaries, level of effort or inactive ones",
    standard=STANDARD,
    inputs=("tasks.kind", "tasks.is_active"),
    terms={STANDARD: "Program Analysis Pamphlet, Defense Contract Management Agency"},
)
def activities(basis: Basis) -> pd.Series:
    """The population of the checks."""
    found = solved(basis)
    return found.counted(np.ones(found.size, dtype=bool))


@measure(
    label="Incomplete activities",
    unit=Unit.COUNT,
    formula="activities without an actual finish and not 100 % complete",
    standard=STANDARD,
    inputs=OPEN,
)
def incomplete_activities(basis: Basis) -> pd.Series:
    """What is still to be done."""
    found = solved(basis)
    return found.counted(found.open_)


@measure(
    label="Links",
    unit=Unit.COUNT,
    formula="links between two activities",
    standard=STANDARD,
    inputs=LINKS,
)
def activity_links(basis: Basis) -> pd.Series:
    """How many links the schedule has; those of summaries do not count."""
    found = solved(basis)
    return counts.counted_links(found, np.ones(len(found.plan.links.edges), dtype=bool))


@measure(
    label="Missing logic",
    unit=Unit.COUNT,
    formula="incomplete activities without a predecessor or without a successor",
    better=Better.LOWER,
    standard=f"{STANDARD}, check 1",
    inputs=(*OPEN, *LINKS[:2]),
)
def missing_logic(basis: Basis) -> pd.Series:
    """Activities whose delay nobody would notice, or that nothing holds."""
    found = solved(basis)
    before, after = counts.linked(found)
    return found.counted(found.open_ & ~(before & after))


@measure(
    label="Leads",
    unit=Unit.COUNT,
    formula="links with a negative lag",
    better=Better.LOWER,
    standard=f"{STANDARD}, check 2",
    inputs=LINKS,
)
def leads(basis: Basis) -> pd.Series:
    """Links that let a follower start before its predecessor is through."""
    found = solved(basis)
    return counts.counted_links(found, found.plan.links.lag < 0)


@measure(
    label="Lags",
    unit=Unit.COUNT,
    formula="links with a positive lag",
    better=Better.LOWER,
    standard=f"{STANDARD}, check 3",
    inputs=LINKS,
)
def lags(basis: Basis) -> pd.Series:
    """Waiting that no activity explains."""
    found = solved(basis)
    return counts.counted_links(found, found.plan.links.lag > 0)


@measure(
    label="Finish-to-start links",
    unit=Unit.COUNT,
    formula="links from the finish of an activity to the start of another",
    better=Better.HIGHER,
    standard=f"{STANDARD}, check 4",
    inputs=LINKS,
)
def finish_to_start(basis: Basis) -> pd.Series:
    """The plain kind of link."""
    found = solved(basis)
    links = found.plan.links
    return counts.counted_links(found, links.from_finish & ~links.to_finish)


@measure(
    label="Hard constraints",
    unit=Unit.COUNT,
    formula="incomplete activities that must start or finish on, or no later than, a date",
    better=Better.LOWER,
    standard=f"{STANDARD}, check 5",
    inputs=(*OPEN, "tasks.constraint_kind"),
)
def hard_constraints(basis: Basis) -> pd.Series:
    """Dates that hold against the links (MSO, MFO, SNLT, FNLT)."""
    found = solved(basis)
    return found.counted(counts.hard(found))


@measure(
    label="High float",
    unit=Unit.COUNT,
    formula="incomplete activities with total float above 44 working days (or the bound set)",
    better=Better.LOWER,
    standard=f"{STANDARD}, check 6",
    inputs=FLOAT,
)
def high_float(basis: Basis) -> pd.Series:
    """Activities that seem to hold up nothing: often a link is missing."""
    found = solved(basis)
    high = found.total_float > basis.assumptions.schedule_quality.high_float_days
    return found.counted(found.open_ & high, found.open_ & np.isnan(found.total_float))


@measure(
    label="Negative float",
    unit=Unit.COUNT,
    formula="incomplete activities with total float below zero",
    better=Better.LOWER,
    standard=f"{STANDARD}, check 7",
    inputs=FLOAT,
)
def negative_float(basis: Basis) -> pd.Series:
    """Activities that are too late for a date that is to be held."""
    found = solved(basis)
    return found.counted(found.open_ & (found.total_float < 0), found.open_ & np.isnan(found.total_float))


@measure(
    label="High duration",
    unit=Unit.COUNT,
    formula="incomplete activities with a baseline duration above 44 working days (or the bound set)",
    better=Better.LOWER,
    standard=f"{STANDARD}, check 8",
    inputs=(*OPEN, "tasks.baseline_days", "tasks.baseline_start", "tasks.baseline_finish"),
)
def high_duration(basis: Basis) -> pd.Series:
    """Activities too long to be controlled; null for a schedule without a baseline."""
    found = solved(basis)
    days = counts.baseline_days(found)
    long = days > basis.assumptions.schedule_quality.long_duration_days
    numbers = found.counted(found.open_ & long, found.open_ & np.isnan(days))
    return numbers.where(counts.baselined(found))


@measure(
    label="Invalid dates",
    unit=Unit.COUNT,
    formula="activities with a forecast before the status date or an actual date after it",
    better=Better.LOWER,
    standard=f"{STANDARD}, check 9",
    inputs=("schedules.status_date", "tasks.forecast_start", "tasks.actual_start", *BASELINE[1:]),
)
def invalid_dates(basis: Basis) -> pd.Series:
    """Dates that cannot be."""
    found = solved(basis)
    return found.counted(counts.invalid_dates(found))


@measure(
    label="Without resources",
    unit=Unit.COUNT,
    formula="incomplete activities of a day or more without a resource or a cost",
    better=Better.LOWER,
    standard=f"{STANDARD}, check 10",
    inputs=(*OPEN, "assignments.resource_id", "tasks.cost", "tasks.duration_days"),
)
def without_resources(basis: Basis) -> pd.Series:
    """Work that nobody is to do, and that costs nothing."""
    return solved(basis).counted(counts.unresourced(basis))
