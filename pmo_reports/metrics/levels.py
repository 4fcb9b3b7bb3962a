"""Rolling up: from projects to the programmes and the portfolio that they belong to.

Sums are of the members that have a value, and the measure says how many those are. Projects that are
closed or on hold stay in: their money was spent and their dates were promised.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import take

from pmo_reports.metrics.exact import CENTS, Exact, Flags, Places, exact, fits
from pmo_reports.metrics.members import entities
from pmo_reports.model.assessed import Basis
from pmo_reports.model.measures import Rollup

T = TypeVar("T")
_HALF = 2**31
DIGITS = 9
"""Sums of floats are rounded to so many, so that they do not depend on the order of rows."""


@dataclass(frozen=True, slots=True)
class Levels:
    """Which projects each entity is made of, as places in `projects` and `entities`.

    Attributes:
        project, entity: of each member the two places, in the order of entities.
        own: of each of `projects` its place in `entities`.
        firsts: where the members of each entity that has some begin.
    """

    projects: pd.Index[Any]
    entities: pd.Index[Any]
    project: Places
    entity: Places
    own: Places
    firsts: Places

    @property
    def are_projects(self) -> Flags:
        """Which of the entities are projects."""
        flags = np.zeros(len(self.entities), dtype=bool)
        flags[self.own] = True
        return flags

    def among(self, population: Flags) -> Levels:
        """The same with the projects of `population` alone."""
        inside = population[self.project]
        entity = self.entity[inside]
        return replace(self, project=self.project[inside], entity=entity, firsts=_firsts(entity))


def levels(basis: Basis) -> Levels:
    """The levels of a basis."""
    return of_members(basis, levels, lambda: _levels(basis))


def of_members(basis: Basis, key: Hashable, work: Callable[[], T]) -> T:
    """What `work` gives for the members of a basis, worked out once for them; see `Basis.once`.

    The members are kept beside it, so that no other frame can come to have their id.
    """
    _, found = basis.once((key, id(basis.members)), lambda: (basis.members, work()))
    return found


def _levels(basis: Basis) -> Levels:
    projects: pd.Index[str] = pd.Index(basis.members["project_id"].unique())
    above = entities(basis)
    project = projects.get_indexer(pd.Index(basis.members["project_id"]))
    entity = above.get_indexer(pd.Index(basis.members["entity_id"]))
    order = np.argsort(entity, kind="stable")
    return Levels(
        projects=projects,
        entities=above,
        project=project[order],
        entity=entity[order],
        own=above.get_indexer(projects),
        firsts=_firsts(entity[order]),
    )


def _firsts(ordered: Places) -> Places:
    """Where each of the numbers begins."""
    return np.flatnonzero(np.diff(ordered, prepend=-1))


def rolled(over: Levels, projects: pd.Series, how: Rollup) -> pd.Series:
    """A value of projects by entity; null where no member has one.

    Exact amounts are summed exactly and rounded once to the cent (`float64`): cents survive in a float up
    to 90 trillion, and ratios are then plain arithmetic. Whole numbers stay whole (`Int64`).
    """
    alike = projects.index.equals(over.projects)
    values = projects if alike else projects.reindex(over.projects)
    if how is Rollup.SUM:
        return _money(over, values) if _is_exact(values) else _total(over, values)
    return _extreme(over, values, how)


def counts(over: Levels, present: Flags) -> npt.NDArray[np.int64]:
    """How many projects of each entity are `present`."""
    return np.bincount(over.entity[present[over.project]], minlength=len(over.entities))


def summed(over: Levels, amounts: Exact) -> Exact:
    """Exact amounts of projects (first dimension: `over.projects`) added up by entity, unknown left out.

    An entity without any known one is unknown.
    """
    inner = amounts[over.project]
    shape = (len(over.entities), *amounts.units.shape[1:])
    units, some = np.zeros(shape, dtype=inner.units.dtype), np.zeros(shape, dtype=bool)
    if not len(over.firsts):
        return Exact(units, some, amounts.scale)
    sums, reached = inner.together(over.firsts), over.entity[over.firsts]
    units = units.astype(sums.units.dtype, copy=False)
    units[reached], some[reached] = sums.units, np.logical_or.reduceat(inner.known, over.firsts, axis=0)
    return Exact(units, some, amounts.scale)


def cents(over: Levels, amounts: Exact) -> npt.NDArray[np.float64]:
    """`summed`, rounded half away from zero to the cent; NaN where unknown.

    What does not fit into 64 bits is summed as whole cents and as what is left of them.
    """
    step = 10 ** max(amounts.scale - CENTS, 0)
    if step == 1 or fits(amounts.units):
        return summed(over, amounts).cents()
    whole, rest = _halves(over, amounts, step)
    carried = rest.units // step
    found, left = whole.units + carried, 2 * (rest.units - carried * step)
    found += np.where(found < 0, left > step, left >= step)
    return np.where(whole.known, found.astype("float64") / 10**CENTS, np.nan)


def floats(over: Levels, amounts: Exact) -> npt.NDArray[np.float64]:
    """`summed` as the nearest floats; NaN where unknown. As above in two halves, each exact as a float."""
    if fits(amounts.units):
        return summed(over, amounts).floats()
    whole, rest = _halves(over, amounts, _HALF)
    units = whole.units.astype("float64") * _HALF + rest.units.astype("float64")
    return np.where(whole.known, units / 10.0**amounts.scale, np.nan)


def _halves(over: Levels, amounts: Exact, step: int) -> tuple[Exact, Exact]:
    """How many whole steps the sums have, and what the parts have beside them."""
    whole = amounts.units // step
    rest = amounts.units - whole * step
    return summed(over, replace(amounts, units=whole)), summed(over, replace(amounts, units=rest))


def _is_exact(values: pd.Series) -> bool:
    return isinstance(values.dtype, pd.ArrowDtype)


def _money(over: Levels, values: pd.Series) -> pd.Series:
    return pd.Series(cents(over, exact(values)), index=over.entities)


def _total(over: Levels, values: pd.Series) -> pd.Series:
    whole = pd.api.types.is_integer_dtype(values.dtype) or pd.api.types.is_bool_dtype(values.dtype)
    numbers = values.to_numpy(dtype="float64", na_value=np.nan)[over.project]
    known = ~np.isnan(numbers)
    sums = np.bincount(over.entity[known], weights=numbers[known], minlength=len(over.entities))
    some = np.bincount(over.entity[known], minlength=len(over.entities)) > 0
    found = pd.Series(np.where(some, sums.round(DIGITS), np.nan), index=over.entities)
    return found.astype("Int64") if whole else found


def _extreme(over: Levels, values: pd.Series, how: Rollup) -> pd.Series:
    """The greatest or least value; order is by the value itself, so that dates and numbers are alike."""
    at = over.project[values.notna().to_numpy()[over.project]]
    entity = over.entity[values.notna().to_numpy()[over.project]]
    keys = values.rank(method="dense", ascending=how is Rollup.LEAST).to_numpy("float64", na_value=np.nan)[at]
    order = np.argsort(keys, kind="stable")
    first, places = np.unique(entity[order], return_index=True)
    chosen = np.full(len(over.entities), -1)
    chosen[first] = at[order][places]
    return pd.Series(take(values.array, chosen, allow_fill=True), index=over.entities)
