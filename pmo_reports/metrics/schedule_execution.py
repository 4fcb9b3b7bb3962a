"""Quality of schedules against their baseline and as networks: checks 11 to 14 of DCMA, as counts."""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics import schedule_counts as counts
from pmo_reports.metrics.arithmetic import whole
from pmo_reports.metrics.schedule_network import (
    delay_passed_on,
    least_floats,
    moved,
    path_lengths,
    solved,
)
from pmo_reports.metrics.schedule_quality import BASELINE, FLOAT, LINKS, OPEN, STANDARD
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, measure


@measure(
    label="Activities due",
    unit=Unit.COUNT,
    formula="activities with a baseline finish by the status date",
    standard=f"{STANDARD}, checks 11 and 14",
    inputs=(*BASELINE[:1], "schedules.status_date"),
)
def activities_due(basis: Basis) -> pd.Series:
    """What should be complete by now; null for a schedule without a baseline."""
    found = solved(basis)
    return found.counted(counts.due(found)).where(counts.baselined(found))


@measure(
    label="Missed activities",
    unit=Unit.COUNT,
    formula="activities due whose actual or forecast finish is later than the baseline",
    better=Better.LOWER,
    standard=f"{STANDARD}, check 11",
    inputs=(*BASELINE, "schedules.status_date"),
)
def missed_activities(basis: Basis) -> pd.Series:
    """What should have been done and was late, or is."""
    found = solved(basis)
    return found.counted(counts.due(found) & counts.behind(found)).where(counts.baselined(found))


@measure(
    label="Completed activities",
    unit=Unit.COUNT,
    formula="activities with an actual finish or 100 % complete",
    better=Better.HIGHER,
    standard=f"{STANDARD}, check 14",
    inputs=OPEN,
)
def completed_activities(basis: Basis) -> pd.Series:
    """What is done, whether it was due or not."""
    found = solved(basis)
    return found.counted(~found.open_)


@measure(
    label="Critical path tests",
    unit=Unit.COUNT,
    formula="schedules with open work whose links can be followed",
    standard=f"{STANDARD}, check 12",
    inputs=(*FLOAT, *LINKS),
)
def path_tests(basis: Basis) -> pd.Series:
    """How many schedules could be tested: one a project."""
    return whole(_moves(basis).notna())


@measure(
    label="Critical path tests passed",
    unit=Unit.COUNT,
    formula="schedules whose finish moves by 600 days (or those set) if the most critical activity does",
    better=Better.HIGHER,
    standard=f"{STANDARD}, check 12",
    inputs=(*FLOAT, *LINKS),
)
def path_tests_passed(basis: Basis) -> pd.Series:
    """In a sound network a delay of its most critical activity arrives at the end in full."""
    return whole(delay_passed_on(_moves(basis), basis.assumptions.schedule_quality.test_delay_days))


@measure(
    label="Critical path length (CPL)",
    unit=Unit.DAYS,
    formula="working days from the status date to the finish of the schedule",
    standard=f"{STANDARD}, check 13",
    inputs=("schedules.status_date", "tasks.forecast_finish", *LINKS),
)
def path_length(basis: Basis) -> pd.Series:
    """How long the way to the finish is; summed up over projects."""
    return path_lengths(basis)


@measure(
    label="Critical path length and float",
    unit=Unit.DAYS,
    formula="CPL + least total float of the incomplete activities",
    better=Better.HIGHER,
    standard=f"{STANDARD}, check 13",
    inputs=("schedules.status_date", *FLOAT),
)
def path_and_float(basis: Basis) -> pd.Series:
    """The working days that there are for the way to the finish; summed up over projects."""
    length, slack = path_lengths(basis), least_floats(solved(basis))
    return (length + slack.reindex(length.index)).dropna()


def _moves(basis: Basis) -> pd.Series:
    days = basis.assumptions.schedule_quality.test_delay_days
    return basis.once((moved, days), lambda: moved(basis, days))
