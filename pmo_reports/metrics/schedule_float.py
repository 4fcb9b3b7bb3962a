"""Float and the critical path (PMBOK, critical path method), by the schedules' networks."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pmo_reports.metrics import schedule_counts as counts
from pmo_reports.metrics.schedule_network import least_floats, solved
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, Rollup, measure

STANDARD = "PMBOK, critical path method"
LOGIC = ("tasks.forecast_start", "tasks.forecast_finish", "task_links.predecessor_id", "task_links.kind")


@measure(
    label="Least total float",
    rolls_up=Rollup.LEAST,
    unit=Unit.DAYS,
    formula="least total float of the incomplete activities, as the tool says, else by the network",
    better=Better.HIGHER,
    standard=STANDARD,
    inputs=("tasks.total_float_days", *LOGIC),
    terms={"PMBOK": "Project Management Body of Knowledge, PMI"},
)
def least_float(basis: Basis) -> pd.Series:
    """Below zero, a date that is to be held cannot be held; null if it is not known of one activity."""
    return least_floats(solved(basis))


@measure(
    label="Critical activities",
    unit=Unit.COUNT,
    formula="incomplete activities with total float of zero or less",
    better=Better.LOWER,
    standard=STANDARD,
    inputs=("tasks.total_float_days", *LOGIC),
)
def critical_activities(basis: Basis) -> pd.Series:
    """Whose delay moves the finish, or a date that is to be held."""
    found = solved(basis)
    return found.counted(found.open_ & (found.total_float <= 0), found.open_ & np.isnan(found.total_float))


@measure(
    label="Activities on the longest path",
    unit=Unit.COUNT,
    formula="incomplete activities on the path of links that drives the finish",
    standard=STANDARD,
    inputs=LOGIC,
)
def longest_path_activities(basis: Basis) -> pd.Series:
    """The critical path as the links have it, whatever constraints do to the float."""
    found = solved(basis)
    return found.counted(found.path(), found.open_ & ~found.known)


@measure(
    label="Activities behind their baseline",
    unit=Unit.COUNT,
    formula="incomplete activities whose forecast finish, or the status date if later, is after the baseline",
    better=Better.LOWER,
    inputs=("tasks.baseline_finish", "tasks.forecast_finish", "tasks.actual_finish"),
)
def activities_behind(basis: Basis) -> pd.Series:
    """What is running late, due or not; null for a schedule without a baseline."""
    found = solved(basis)
    return found.counted(found.open_ & counts.behind(found)).where(counts.baselined(found))


@measure(
    label="Finish by the network",
    rolls_up=Rollup.GREATEST,
    unit=Unit.DATE,
    formula="last early finish of the schedule's activities, nothing open before the status date",
    better=Better.NEITHER,
    standard=STANDARD,
    inputs=("schedules.status_date", "tasks.remaining_days", *LOGIC),
)
def network_finish(basis: Basis) -> pd.Series:
    """When the links let the schedule finish; later than the forecast where that breaks them."""
    found = solved(basis)
    moments = found.found.end.astype("datetime64[m]").astype("datetime64[D]").astype("datetime64[s]")
    return pd.Series(moments, index=found.plan.projects).where(found.net.known)
