"""What schedules as networks tell: their activities with float, the path that drives the finish, and more.

Worked out once for a basis; without any activity it is next to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.metrics.network import (
    ALWAYS,
    Network,
    Passes,
    forward,
    last_finish,
    longest,
    network,
    passes,
)
from pmo_reports.metrics.plans import Plan, plan
from pmo_reports.metrics.working_kinds import times
from pmo_reports.model.assessed import Basis
from pmo_reports.model.tables import TABLES, empty

Days = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
_TABLES = ("tasks", "task_links", "schedules", "calendars", "calendar_exceptions")
_SAME = 0.5
"""Days by which a finish may move less than the delay that was put in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """All schedules, solved.

    Attributes:
        plan: the plan with all its links, circles included.
        net, found: the network and its passes.
        total_float: of each activity in working days: as its tool says, else of the network; NaN of what
            is done, or not known.
    """

    plan: Plan
    net: Network
    found: Passes
    total_float: Days

    @property
    def size(self) -> int:
        """How many activities there are."""
        return len(self.plan.tasks)

    @property
    def open_(self) -> Flags:
        """The activities that are not done."""
        return ~self.plan.done[: self.size]

    @property
    def known(self) -> Flags:
        """The activities of projects whose network tells anything."""
        return self.net.known[self.plan.project[: self.size]]

    def path(self) -> Flags:
        """The activities on the path that drives the finish, and not done."""
        return longest(self.net, self.found)[: self.size] & self.known

    def counted(self, flags: Flags, unknown: Flags | None = None) -> pd.Series:
        """How many activities of each project have a flag; null where one of a project's is not known."""
        owner, size = self.plan.project[: self.size], len(self.plan.projects)
        numbers = pd.Series(
            np.bincount(owner[flags], minlength=size), index=self.plan.projects, dtype="Int64"
        )
        if unknown is None:
            return numbers
        return numbers.mask(np.bincount(owner[unknown], minlength=size) > 0)

    def by_project(self, values: Days) -> pd.Series:
        """Numbers of projects; null where the network tells nothing, or they are not finite."""
        sound = self.net.known & np.isfinite(values)
        return pd.Series(np.where(sound, values, np.nan), index=self.plan.projects)


def solved(basis: Basis) -> Solved:
    """The schedules of a basis, solved once."""
    return basis.once(solved, lambda: _solved(basis))


def network_float(found: Solved) -> Days:
    """Total float of each activity by the network, in working days; NaN of what is done or not known."""
    slack = (found.found.late - found.found.finish)[: found.size] / found.plan.day[: found.size]
    return np.where(found.open_ & found.known, slack, np.nan)


def moved(basis: Basis, days: float) -> pd.Series:
    """By how many working days the finish moves if the most critical open activity takes `days` longer.

    The most critical is that with the least total float, of several the first to start. Null for a project
    in which all is done or the network tells nothing.
    """
    found = solved(basis)
    chosen = _most_critical(found)
    if not len(chosen):
        return pd.Series(dtype="float64")
    length = found.net.plan.length.copy()
    length[chosen] += np.round(days * found.plan.day[chosen]).astype(np.int64)
    owner = found.plan.project[chosen]
    late = last_finish(found.net.plan, forward(found.net, length).finish)[owner]
    calendar = found.plan.calendar[chosen]
    minutes = found.plan.clocks.worked(late, calendar) - found.plan.clocks.worked(
        found.found.end[owner], calendar
    )
    values = np.full(len(found.plan.projects), np.nan)
    values[owner] = minutes / found.plan.day[chosen]
    return found.by_project(values).dropna()


def delay_passed_on(moves: pd.Series, days: float) -> pd.Series:
    """Whether a delay of so many days has moved the finish by as much."""
    return moves.ge(days - _SAME)


def path_lengths(basis: Basis) -> pd.Series:
    """Working days from the status date to the finish of each project with open work (CPL)."""
    found = solved(basis)
    last = last_open(found)
    owner = found.plan.project[last]
    calendar, status = found.plan.calendar[last], found.plan.status[last]
    worked = found.plan.clocks.worked
    minutes = worked(found.found.end[owner], calendar) - worked(status, calendar)
    values = np.full(len(found.plan.projects), np.nan)
    values[owner] = minutes / found.plan.day[last]
    return found.by_project(np.where(values > 0, values, np.nan)).dropna()


def least_floats(found: Solved) -> pd.Series:
    """The least total float of the open activities of each project; null where one of them is not known."""
    slack = pd.Series(found.total_float[found.open_])
    owner = found.plan.projects[found.plan.project[: found.size][found.open_]]
    grouped = slack.groupby(owner)
    least: pd.Series = grouped.min().where(grouped.count().eq(grouped.size()))
    return least


@cache
def _nothing() -> Solved:
    """No schedule at all, solved."""
    return solve(plan({name: empty(TABLES[name]) for name in _TABLES}))


def _solved(basis: Basis) -> Solved:
    if basis["tasks"].empty:
        return _nothing()
    tables = {name: basis[name] for name in _TABLES}
    return solve(plan(tables, basis.status_date, times(basis)))


def solve(made: Plan) -> Solved:
    """A plan, solved."""
    net = network(made)
    known = replace(net, ceiling=np.empty(0, dtype=np.int64))
    found = Solved(plan=made.unbound, net=known, found=passes(net), total_float=np.empty(0))
    own = made.tasks["total_float_days"].to_numpy(float)
    slack = np.where(found.open_, np.where(np.isnan(own), network_float(found), own), np.nan)
    return replace(found, total_float=slack)


def _most_critical(found: Solved) -> npt.NDArray[np.int64]:
    """The places of the most critical open activity of each project."""
    slack = np.where(np.isnan(found.total_float), float(ALWAYS), found.total_float)
    return _first(found, (found.found.start[: found.size], slack))


def last_open(found: Solved) -> npt.NDArray[np.int64]:
    """The places of the last open activity of each project."""
    return _first(found, (-found.found.finish[: found.size],))


def _first(found: Solved, keys: tuple[npt.NDArray[np.number], ...]) -> npt.NDArray[np.int64]:
    """The first open activity of each project in the order of `keys`, the last key first."""
    at = np.flatnonzero(found.open_)
    owner = found.plan.project[at]
    order = np.lexsort((*(key[at] for key in keys), owner))
    _, first = np.unique(owner[order], return_index=True)
    return at[order][first]
