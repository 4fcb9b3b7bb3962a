"""DCMA's fourteen checks as shares and indices, computed anew from summed counts."""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics.arithmetic import ratio
from pmo_reports.metrics.schedule_quality import STANDARD
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, measure


@measure(
    label="Missing logic, share",
    unit=Unit.PERCENT,
    formula="missing logic / incomplete activities",
    better=Better.LOWER,
    standard=f"{STANDARD}, check 1",
)
def missing_logic_share(missing_logic: pd.Series, incomplete_activities: pd.Series) -> pd.Series:
    """How much of the open work hangs loose; 5 % is tolerated."""
    return ratio(missing_logic, incomplete_activities)


@measure(
    label="Leads, share",
    unit=Unit.PERCENT,
    formula="leads / links",
    better=Better.LOWER,
    standard=f"{STANDARD}, check 2",
)
def leads_share(leads: pd.Series, activity_links: pd.Series) -> pd.Series:
    """None is tolerated."""
    return ratio(leads, activity_links)


@measure(
    label="Lags, share",
    unit=Unit.PERCENT,
    formula="lags / links",
    better=Better.LOWER,
    standard=f"{STANDARD}, check 3",
)
def lags_share(lags: pd.Series, activity_links: pd.Series) -> pd.Series:
    """5 % are tolerated."""
    return ratio(lags, activity_links)


@measure(
    label="Finish-to-start links, share",
    unit=Unit.PERCENT,
    formula="finish-to-start links / links",
    better=Better.HIGHER,
    standard=f"{STANDARD}, check 4",
)
def finish_to_start_share(finish_to_start: pd.Series, activity_links: pd.Series) -> pd.Series:
    """90 % is asked for."""
    return ratio(finish_to_start, activity_links)


@measure(
    label="Hard constraints, share",
    unit=Unit.PERCENT,
    formula="hard constraints / incomplete activities",
    better=Better.LOWER,
    standard=f"{STANDARD}, check 5",
)
def hard_constraints_share(hard_constraints: pd.Series, incomplete_activities: pd.Series) -> pd.Series:
    """How much of the open work dates hold instead of links; 5 % is tolerated."""
    return ratio(hard_constraints, incomplete_activities)


@measure(
    label="High float, share",
    unit=Unit.PERCENT,
    formula="high float / incomplete activities",
    better=Better.LOWER,
    standard=f"{STANDARD}, check 6",
)
def high_float_share(high_float: pd.Series, incomplete_activities: pd.Series) -> pd.Series:
    """5 % is tolerated."""
    return ratio(high_float, incomplete_activities)


@measure(
    label="Negative float, share",
    unit=Unit.PERCENT,
    formula="negative float / incomplete activities",
    better=Better.LOWER,
    standard=f"{STANDARD}, check 7",
)
def negative_float_share(negative_float: pd.Series, incomplete_activities: pd.Series) -> pd.Series:
    """None is tolerated."""
    return ratio(negative_float, incomplete_activities)


@measure(
    label="High duration, share",
    unit=Unit.PERCENT,
    formula="high duration / incomplete activities",
    better=Better.LOWER,
    standard=f"{STANDARD}, check 8",
)
def high_duration_share(high_duration: pd.Series, incomplete_activities: pd.Series) -> pd.Series:
    """5 % is tolerated."""
    return ratio(high_duration, incomplete_activities)


@measure(
    label="Invalid dates, share",
    unit=Unit.PERCENT,
    formula="invalid dates / activities",
    better=Better.LOWER,
    standard=f"{STANDARD}, check 9",
)
def invalid_dates_share(invalid_dates: pd.Series, activities: pd.Series) -> pd.Series:
    """None is tolerated."""
    return ratio(invalid_dates, activities)


@measure(
    label="Without resources, share",
    unit=Unit.PERCENT,
    formula="without resources / incomplete activities",
    better=Better.LOWER,
    standard=f"{STANDARD}, check 10",
)
def without_resources_share(without_resources: pd.Series, incomplete_activities: pd.Series) -> pd.Series:
    """For information: the source sets no bound."""
    return ratio(without_resources, incomplete_activities)


@measure(
    label="Missed activities, share",
    unit=Unit.PERCENT,
    formula="missed activities / activities due",
    better=Better.LOWER,
    standard=f"{STANDARD}, check 11",
)
def missed_activities_share(missed_activities: pd.Series, activities_due: pd.Series) -> pd.Series:
    """5 % is tolerated."""
    return ratio(missed_activities, activities_due)


@measure(
    label="Critical path tests passed, share",
    unit=Unit.PERCENT,
    formula="critical path tests passed / critical path tests",
    better=Better.HIGHER,
    standard=f"{STANDARD}, check 12",
)
def path_tests_share(path_tests_passed: pd.Series, path_tests: pd.Series) -> pd.Series:
    """Every schedule should pass."""
    return ratio(path_tests_passed, path_tests)


@measure(
    label="Critical path length index (CPLI)",
    unit=Unit.INDEX,
    formula="(CPL + total float) / CPL",
    better=Better.HIGHER,
    standard=f"{STANDARD}, check 13",
)
def cpli(path_and_float: pd.Series, path_length: pd.Series) -> pd.Series:
    """Below 1, the way to the finish is longer than the time there is."""
    return ratio(path_and_float, path_length)


@measure(
    label="Baseline execution index (BEI)",
    unit=Unit.INDEX,
    formula="completed activities / activities due",
    better=Better.HIGHER,
    standard=f"{STANDARD}, check 14",
)
def bei(completed_activities: pd.Series, activities_due: pd.Series) -> pd.Series:
    """Below 1, fewer activities are complete than the baseline has finished by now."""
    return ratio(completed_activities, activities_due)
