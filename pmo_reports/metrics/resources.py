"""Resources: demand against allocation in the three months after the status date, in FTE."""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics.arithmetic import ratio
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, measure

HORIZON = 3
FIELDS = ("resources.demand", "resources.allocated", "resources.month")


@measure(
    label="Demand, next three months",
    unit=Unit.FTE,
    formula="mean monthly demand over the three months after the status date",
    inputs=(FIELDS[0], FIELDS[2]),
)
def resource_demand(basis: Basis) -> pd.Series:
    """FTE that the plans ask for."""
    rows = _ahead(basis)
    return _mean(rows, rows["demand"])


@measure(
    label="Allocated, next three months",
    unit=Unit.FTE,
    formula="mean monthly allocation over the three months after the status date",
    inputs=(FIELDS[1], FIELDS[2]),
)
def resource_allocated(basis: Basis) -> pd.Series:
    """FTE that line managers have promised."""
    rows = _ahead(basis)
    return _mean(rows, rows["allocated"])


@measure(
    label="Gap, next three months",
    unit=Unit.FTE,
    formula="mean monthly demand that is not allocated, role by role",
    better=Better.LOWER,
    inputs=FIELDS,
)
def resource_gap(basis: Basis) -> pd.Series:
    """FTE that nobody has promised; a role with too many does not fill another's gap."""
    rows = _ahead(basis)
    return _mean(rows, (rows["demand"] - rows["allocated"]).clip(lower=0))


@measure(
    label="Unfilled demand",
    unit=Unit.PERCENT,
    formula="gap / demand, next three months",
    better=Better.LOWER,
)
def unfilled_demand(resource_gap: pd.Series, resource_demand: pd.Series) -> pd.Series:
    """The share of the demand that is not allocated."""
    return ratio(resource_gap, resource_demand)


def _ahead(basis: Basis) -> pd.DataFrame:
    now = pd.Timestamp(basis.status_date).replace(day=1)
    resources = basis["resources"]
    within = resources["month"].between(now, now + pd.DateOffset(months=HORIZON), inclusive="right")
    return resources[within]


def _mean(rows: pd.DataFrame, values: pd.Series) -> pd.Series:
    """Monthly mean by project, null where a value of a project's is null."""
    groups = values.groupby(rows["project_id"])
    return groups.sum().where(groups.count().eq(groups.size())) / HORIZON
