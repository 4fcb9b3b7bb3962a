"""Capacity: how far the roles and people that projects draw on are booked by all projects together.

A role is booked by everybody who draws on it, so that a project's figures are of its roles as a whole,
and a programme counts each role and month once, however many of its projects share it. A project that
draws on a role whose allocation or capacity is not known has no figure.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pmo_reports.metrics import logs
from pmo_reports.metrics.arithmetic import ratio, whole
from pmo_reports.metrics.bookings import (
    HORIZON,
    ahead,
    by_entity,
    known,
    over,
    pairs,
    people,
    roles,
    under,
)
from pmo_reports.metrics.levels import levels
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, Rollup, measure

ROLES = ("resources.role", "resources.month", "resources.allocated", "resources.capacity")
PEOPLE = ("resources.person", "resources.month", "resources.allocated")


@measure(
    label="Role-months",
    unit=Unit.COUNT,
    formula="roles drawn on × months, of the three months after the status date, each once",
    rolls_up=Rollup.ANEW,
    inputs=ROLES,
)
def role_month_count(basis: Basis) -> pd.Series:
    """What the next two are a part of."""
    found = roles(basis)
    return whole(by_entity(basis, found, pd.Series(1.0, index=found.cells.index)))


@measure(
    label="Role-months overbooked",
    unit=Unit.COUNT,
    formula="role-months allocated above the allowed share of their capacity, next three months",
    rolls_up=Rollup.ANEW,
    better=Better.LOWER,
    inputs=ROLES,
)
def role_months_overbooked(basis: Basis) -> pd.Series:
    """Roles that are promised more than once; `resources.overbooked` in measures.yaml is the bound."""
    found = roles(basis)
    return whole(by_entity(basis, found, over(basis, found.cells).gt(0).astype("float64")))


@measure(
    label="Role-months underbooked",
    unit=Unit.COUNT,
    formula="role-months allocated below the wanted share of their capacity, next three months",
    rolls_up=Rollup.ANEW,
    better=Better.LOWER,
    inputs=ROLES,
)
def role_months_underbooked(basis: Basis) -> pd.Series:
    """Roles that could do more; `resources.underbooked` in measures.yaml is the bound."""
    found = roles(basis)
    return whole(by_entity(basis, found, under(basis, found.cells).astype("Float64")))


@measure(
    label="Role-months overbooked, share",
    unit=Unit.PERCENT,
    formula="role-months overbooked / role-months",
    better=Better.LOWER,
)
def overbooked_share(role_months_overbooked: pd.Series, role_month_count: pd.Series) -> pd.Series:
    """How much of the plan cannot be kept as it is."""
    return ratio(role_months_overbooked, role_month_count)


@measure(
    label="Overbooked FTE",
    unit=Unit.FTE,
    formula="mean monthly allocation above the allowed share of capacity, role by role, next three months",
    rolls_up=Rollup.ANEW,
    better=Better.LOWER,
    inputs=ROLES,
    terms={"FTE": "Full-time equivalent, the work of one person"},
)
def overbooked_fte(basis: Basis) -> pd.Series:
    """People that are missing to keep all promises; a role with time left does not help another."""
    found = roles(basis)
    return by_entity(basis, found, over(basis, found.cells)) / HORIZON


@measure(
    label="Capacity of the roles drawn on",
    unit=Unit.FTE,
    formula="mean monthly capacity of the roles drawn on, each role and month once, next three months",
    rolls_up=Rollup.ANEW,
    inputs=ROLES,
)
def role_capacity(basis: Basis) -> pd.Series:
    """FTE that these roles have for all projects; repeated on several rows, the greatest counts."""
    found = roles(basis)
    return by_entity(basis, found, found.cells["capacity"]) / HORIZON


@measure(
    label="Bookings of the roles drawn on",
    unit=Unit.FTE,
    formula="mean monthly allocation of the roles drawn on, by all projects, next three months",
    rolls_up=Rollup.ANEW,
    inputs=ROLES,
)
def role_bookings(basis: Basis) -> pd.Series:
    """FTE that these roles have promised to all projects."""
    found = roles(basis)
    return by_entity(basis, found, found.cells["allocated"]) / HORIZON


@measure(
    label="Utilisation",
    unit=Unit.PERCENT,
    formula="bookings / capacity of the roles drawn on, next three months",
)
def utilisation(role_bookings: pd.Series, role_capacity: pd.Series) -> pd.Series:
    """Above 1 more is promised than is there."""
    return ratio(role_bookings, role_capacity)


@measure(
    label="Highest booking",
    unit=Unit.PERCENT,
    formula="greatest allocation / capacity of a role drawn on in one of the next three months",
    rolls_up=Rollup.GREATEST,
    better=Better.LOWER,
    inputs=ROLES,
)
def highest_booking(basis: Basis) -> pd.Series:
    """The worst bottleneck; null where a role is booked that has no capacity at all."""
    found = roles(basis)
    booked = pd.Series(found.cells["booked"].to_numpy()[found.drawn["cell"]], index=found.drawn.index)
    groups = booked.groupby(found.drawn["project_id"])
    return groups.max().where(groups.count().eq(groups.size()))


@measure(
    label="Month of the highest booking",
    unit=Unit.DATE,
    formula="first of the next three months with the greatest allocation / capacity of a role drawn on",
    rolls_up=Rollup.ANEW,
    inputs=ROLES,
)
def highest_booking_month(basis: Basis) -> pd.Series:
    """When the worst bottleneck is."""
    found = roles(basis)
    entity, cell, ids = pairs(basis, found)
    at = found.cells[["booked", "month"]].iloc[cell].assign(entity=entity).dropna()
    first = at.sort_values(["entity", "booked", "month"], ascending=[True, False, True])
    months = first.drop_duplicates("entity").set_index("entity")["month"]
    return pd.Series(months.reindex(np.arange(len(ids))).array, index=ids)


@measure(
    label="People named",
    unit=Unit.COUNT,
    formula="people that the plan of the three months after the status date names, each once",
    rolls_up=Rollup.ANEW,
    inputs=PEOPLE,
)
def people_named(basis: Basis) -> pd.Series:
    """Null for a project of whose allocation a part names nobody."""
    return _people(basis, logs.every(_busy(basis)))


@measure(
    label="People on too many projects",
    unit=Unit.COUNT,
    formula="people on more projects in one of the next three months than are allowed",
    rolls_up=Rollup.ANEW,
    better=Better.LOWER,
    inputs=PEOPLE,
)
def people_spread(basis: Basis) -> pd.Series:
    """People that are spread too thin, over all projects; `resources.projects` is how many are allowed."""
    busy = _busy(basis)
    numbers = busy.groupby(["person", "month"])["project_id"].transform("nunique")
    return _people(basis, numbers.gt(basis.assumptions.resources.projects))


@measure(
    label="People on too many projects, share",
    unit=Unit.PERCENT,
    formula="people on too many projects / people named",
    better=Better.LOWER,
)
def people_spread_share(people_spread: pd.Series, people_named: pd.Series) -> pd.Series:
    """How many of those who are named are spread too thin."""
    return ratio(people_spread, people_named)


@measure(
    label="People overbooked",
    unit=Unit.COUNT,
    formula="people allocated above the allowed share of their capacity in one of the next three months",
    rolls_up=Rollup.ANEW,
    better=Better.LOWER,
    inputs=(*PEOPLE, "resources.capacity"),
)
def people_overbooked(basis: Basis) -> pd.Series:
    """People who are promised to more than they can do; null while a person's capacity is not known."""
    busy, found = _busy(basis), people(basis)
    cells = found.cells.assign(over=over(basis, found.cells).gt(0), known=known(found.cells))
    each = busy.merge(cells[["person", "month", "over", "known"]], on=["person", "month"], how="left")
    unsure = logs.ids(each.loc[~each["known"], "project_id"])
    return _people(basis, pd.Series(each["over"].to_numpy(bool), index=busy.index), unsure)


def _busy(basis: Basis) -> pd.DataFrame:
    """Who works on which project in which of the next months; an unknown allocation may be work."""

    def found() -> pd.DataFrame:
        rows = _at_work(basis)
        return rows.loc[rows["person"].notna(), ["project_id", "person", "month"]].drop_duplicates()

    return basis.once(_busy, found)


def _at_work(basis: Basis) -> pd.DataFrame:
    rows = ahead(basis)
    return rows[~rows["allocated"].eq(0)]


def _named(basis: Basis) -> pd.Index[str]:
    """The projects of the plan all of whose bookings have a name."""
    work = _at_work(basis)
    nameless = logs.ids(work.loc[work["person"].isna(), "project_id"])
    return logs.ids(ahead(basis)["project_id"]).difference(nameless)


def _people(basis: Basis, hits: pd.Series, unsure: pd.Index[str] | None = None) -> pd.Series:
    """How many people of each entity are hit, each once; of projects all of whose bookings have a name."""
    of = levels(basis)
    told = basis.once(_named, lambda: _named(basis))
    told = told if unsure is None else told.difference(unsure)
    hit = _busy(basis)[hits]
    projects = of.projects.get_indexer(pd.Index(hit["project_id"]))
    places = pd.DataFrame({"project": projects, "person": pd.factorize(hit["person"])[0]})
    members = pd.DataFrame({"project": of.project, "entity": of.entity})
    inside = members[of.projects.isin(told)[of.project]]
    found = inside.merge(places.drop_duplicates(), on="project")[["entity", "person"]].drop_duplicates()
    numbers = np.bincount(found["entity"], minlength=len(of.entities)).astype("float64")
    some = np.bincount(inside["entity"], minlength=len(of.entities)) > 0
    return whole(pd.Series(np.where(some, numbers, np.nan), index=of.entities))
