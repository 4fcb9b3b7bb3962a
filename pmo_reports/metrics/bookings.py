"""Roles and people by month: what they are booked for against what they have, across all projects.

The capacity of a role in a month is one number, however many projects' rows repeat it: the greatest
counts. A row that names a person states that person's capacity; those of a role's people add up, and
the greater of the role's own number and theirs is taken.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.metrics.exact import Places
from pmo_reports.metrics.levels import DIGITS, levels
from pmo_reports.metrics.picked import chosen
from pmo_reports.model.assessed import Basis

CELL = ["role", "month"]
HORIZON = 3
Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bookings:
    """The cells (role or person, and month) that projects draw on.

    Attributes:
        cells: a row each: `month`, `allocated`, `capacity`, and `booked`, allocated / capacity; null unknown.
        drawn: `project_id` and `cell`, the place in `cells`, each pair once; of the projects that draw on
            cells alone of which allocation and capacity are known.
    """

    cells: pd.DataFrame
    drawn: pd.DataFrame


def ahead(basis: Basis, months: int = HORIZON) -> pd.DataFrame:
    """The rows of the resource plan of the next `months` months after the status date's."""
    now = pd.Timestamp(basis.status_date).replace(day=1)
    plan = basis["resources"]
    within = plan["month"].between(now, now + pd.DateOffset(months=months), inclusive="right")
    return basis.once((ahead, months), lambda: chosen(plan, within.to_numpy(bool)))


def role_months(basis: Basis) -> pd.DataFrame:
    """The resource plan by role and month, all months, for the pack's heat map.

    Columns: `role`, `month`, `demand`, `allocated`, `capacity` in FTE; `booked`, allocated / capacity;
    `over`, FTE above what may be booked; `under`, whether less is booked than should be; `load`, demand /
    capacity; `short`, FTE of demand above what may be booked. Null unknown.
    """
    return basis.once(role_months, lambda: _role_months(basis))


def roles(basis: Basis) -> Bookings:
    """The roles of the next three months, and which projects draw on them."""
    return basis.once(roles, lambda: _bookings(role_months(basis), ahead(basis), "role"))


def people(basis: Basis) -> Bookings:
    """The people of the next three months, and which projects they are booked for."""
    return basis.once(people, lambda: _people(basis))


def over(basis: Basis, cells: pd.DataFrame) -> pd.Series:
    """FTE of each cell above what may be booked of its capacity; null unknown."""
    most = cells["capacity"] * basis.assumptions.resources.overbooked
    return (cells["allocated"] - most).clip(lower=0).round(DIGITS)


def under(basis: Basis, cells: pd.DataFrame) -> pd.Series:
    """Whether less of each cell's capacity is booked than should be (flags); null unknown."""
    least = cells["capacity"] * basis.assumptions.resources.underbooked
    flags = cells["allocated"].lt(least.round(DIGITS)).astype("boolean")
    return flags.where(least.notna() & cells["allocated"].notna())


def known(cells: pd.DataFrame) -> pd.Series:
    """Of each cell, whether both allocation and capacity are known."""
    return cells["allocated"].notna() & cells["capacity"].notna()


def pairs(basis: Basis, bookings: Bookings) -> tuple[Places, Places, pd.Index[str]]:
    """Entities (as places in the index given last) and the cells that they draw on, each pair once."""
    key = (pairs, id(basis.members), id(bookings))
    _, found = basis.once(key, lambda: (basis.members, _pairs(basis, bookings)))  # keeps whose id it is
    return found


def _pairs(basis: Basis, bookings: Bookings) -> tuple[Places, Places, pd.Index[str]]:
    of, drawn = levels(basis), bookings.drawn
    members = pd.DataFrame({"project": of.project, "entity": of.entity})
    places = of.projects.get_indexer(pd.Index(drawn["project_id"]))
    cells = pd.DataFrame({"project": places, "cell": drawn["cell"]})
    found = members.merge(cells[cells["project"].ge(0)], on="project")[["entity", "cell"]].drop_duplicates()
    return found["entity"].to_numpy("int64"), found["cell"].to_numpy("int64"), of.entities


def by_entity(basis: Basis, bookings: Bookings, numbers: pd.Series) -> pd.Series:
    """The sum of a number of each cell over those that an entity draws on; null where it draws on none."""
    entity, cell, ids = pairs(basis, bookings)
    values: Values = numbers.to_numpy("float64", na_value=np.nan)[cell]
    sums = np.bincount(entity, weights=values, minlength=len(ids)).round(DIGITS)
    some = np.bincount(entity, minlength=len(ids)) > 0
    return pd.Series(np.where(some, sums, np.nan), index=ids)


def _role_months(basis: Basis) -> pd.DataFrame:
    plan = basis["resources"]
    sums = _summed(plan, CELL, ["demand", "allocated"])
    found = sums.assign(capacity=_capacity(plan)).reset_index()
    asked = found.assign(allocated=found["demand"])
    return _rated(found).assign(
        over=over(basis, found),
        under=under(basis, found),
        load=_rated(asked)["booked"],
        short=over(basis, asked),
    )


def _people(basis: Basis) -> Bookings:
    rows = ahead(basis)
    named = rows[rows["person"].notna()]
    key = ["person", "month"]
    sums = _summed(named, key, ["allocated"])
    found = sums.assign(capacity=named.groupby(key)["capacity"].max()).reset_index()
    return _bookings(_rated(found), named, "person")


def _summed(rows: pd.DataFrame, key: list[str], names: list[str]) -> pd.DataFrame:
    """Sums by key; null with an unknown part."""
    groups = rows.groupby(key)
    whole = groups[names].count().eq(groups.size(), axis=0)
    return groups[names].sum().round(DIGITS).where(whole)


def _capacity(plan: pd.DataFrame) -> pd.Series:
    """The capacity of each role and month; null where no row states any."""
    greatest = plan.assign(person=plan["person"].fillna("")).groupby([*CELL, "person"])["capacity"].max()
    nobody = greatest.index.get_level_values("person") == ""
    own = greatest[nobody].droplevel("person")
    theirs = greatest[~nobody].groupby(CELL).sum(min_count=1)
    both = pd.concat([own, theirs], axis=1)
    return both.max(axis=1).round(DIGITS)


def _rated(cells: pd.DataFrame) -> pd.DataFrame:
    """With `booked`: null where nothing is there to be booked, unless nothing is booked either."""
    some = cells["capacity"].where(cells["capacity"].gt(0))
    idle = cells["capacity"].eq(0) & cells["allocated"].eq(0)
    return cells.assign(booked=(cells["allocated"] / some).mask(idle, 0.0))


def _bookings(cells: pd.DataFrame, rows: pd.DataFrame, who: str) -> Bookings:
    key = [who, "month"]
    places = pd.MultiIndex.from_frame(cells[key])
    drawn = rows[["project_id", *key]].drop_duplicates()
    at = places.get_indexer(pd.MultiIndex.from_frame(drawn[key]))
    sure = pd.Series(known(cells).to_numpy()[at], index=drawn.index)
    told = sure.groupby(drawn["project_id"]).transform("all").astype(bool).to_numpy()
    return Bookings(
        cells, pd.DataFrame({"project_id": drawn["project_id"].to_numpy()[told], "cell": at[told]})
    )
