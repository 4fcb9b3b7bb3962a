"""Resources: demand against allocation in the months after the status date, in FTE."""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics.arithmetic import ratio
from pmo_reports.metrics.bookings import HORIZON, ahead
from pmo_reports.metrics.levels import DIGITS, Levels, levels
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, measure

LONG = 6
DEMAND, ALLOCATED, MONTH = "resources.demand", "resources.allocated", "resources.month"
ROLE = ["project_id", "role", "month"]


@measure(
    label="Demand, next three months",
    unit=Unit.FTE,
    formula="mean monthly demand over the three months after the status date",
    inputs=(DEMAND, MONTH),
)
def resource_demand(basis: Basis) -> pd.Series:
    """FTE that the plans ask for."""
    return _mean(basis, HORIZON, "demand")


@measure(
    label="Allocated, next three months",
    unit=Unit.FTE,
    formula="mean monthly allocation over the three months after the status date",
    inputs=(ALLOCATED, MONTH),
)
def resource_allocated(basis: Basis) -> pd.Series:
    """FTE that line managers have promised."""
    return _mean(basis, HORIZON, "allocated")


@measure(
    label="Gap, next three months",
    unit=Unit.FTE,
    formula="mean monthly demand that is not allocated, role by role",
    better=Better.LOWER,
    inputs=(DEMAND, ALLOCATED, MONTH),
)
def resource_gap(basis: Basis) -> pd.Series:
    """FTE that nobody has promised; a role with too many does not fill another's gap."""
    return _mean(basis, HORIZON, "gap")


@measure(
    label="Unfilled demand",
    unit=Unit.PERCENT,
    formula="gap / demand, next three months",
    better=Better.LOWER,
)
def unfilled_demand(resource_gap: pd.Series, resource_demand: pd.Series) -> pd.Series:
    """The share of the demand that is not allocated."""
    return ratio(resource_gap, resource_demand)


@measure(
    label="Demand, next six months",
    unit=Unit.FTE,
    formula="mean monthly demand over the six months after the status date",
    inputs=(DEMAND, MONTH),
)
def resource_demand_6(basis: Basis) -> pd.Series:
    """FTE that the plans ask for."""
    return _mean(basis, LONG, "demand")


@measure(
    label="Allocated, next six months",
    unit=Unit.FTE,
    formula="mean monthly allocation over the six months after the status date",
    inputs=(ALLOCATED, MONTH),
)
def resource_allocated_6(basis: Basis) -> pd.Series:
    """FTE that line managers have promised."""
    return _mean(basis, LONG, "allocated")


@measure(
    label="Gap, next six months",
    unit=Unit.FTE,
    formula="mean monthly demand that is not allocated over six months, role by role",
    better=Better.LOWER,
    inputs=(DEMAND, ALLOCATED, MONTH),
)
def resource_gap_6(basis: Basis) -> pd.Series:
    """FTE that nobody has promised."""
    return _mean(basis, LONG, "gap")


@measure(
    label="Unfilled demand, six months",
    unit=Unit.PERCENT,
    formula="gap / demand, next six months",
    better=Better.LOWER,
)
def unfilled_demand_6(resource_gap_6: pd.Series, resource_demand_6: pd.Series) -> pd.Series:
    """The share of the demand of six months that is not allocated."""
    return ratio(resource_gap_6, resource_demand_6)


def by_month(basis: Basis) -> pd.DataFrame:
    """Demand, allocation and gap of every entity by month, all months of the plan, for tables and charts.

    Columns: `entity_id`, `month`, `demand`, `allocated`, `gap` in FTE; null where a project's is not known.
    """
    found = _by_role(basis["resources"])
    groups = found.groupby(["project_id", "month"])
    sums = groups.sum().where(groups.count().eq(groups.size(), axis=0)).reset_index()
    return _above(levels(basis), sums)


def _above(over: Levels, projects: pd.DataFrame) -> pd.DataFrame:
    members = pd.DataFrame(
        {"project_id": over.projects[over.project], "entity_id": over.entities[over.entity]}
    )
    groups = (
        members.merge(projects, on="project_id").drop(columns="project_id").groupby(["entity_id", "month"])
    )
    whole = groups.count().eq(groups.size(), axis=0)
    return groups.sum().where(whole).round(DIGITS).reset_index()


def _by_role(rows: pd.DataFrame) -> pd.DataFrame:
    """Demand, allocation and gap by project, role and month, a role's people together; null if unknown."""
    groups = rows.groupby(ROLE)[["demand", "allocated"]]
    whole = groups.count().eq(groups.size(), axis=0)
    sums = groups.sum().round(DIGITS).where(whole)
    return sums.assign(gap=(sums["demand"] - sums["allocated"]).clip(lower=0)).reset_index("role", drop=True)


def _mean(basis: Basis, months: int, name: str) -> pd.Series:
    """Monthly mean by project, null where a value of a project's is null."""
    sums = basis.once((_mean, months), lambda: _by_role(ahead(basis, months)))[name]
    groups = sums.groupby("project_id")
    return groups.sum().where(groups.count().eq(groups.size())) / months
