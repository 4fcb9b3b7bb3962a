"""Seeded Monte Carlo over networks of activities: when projects finish, and how much of their cost is due.

Each remaining duration is the planned one times a factor. Factors of a project's activities are correlated
by one common normal number (a one-factor Gaussian copula); projects are independent. Risks are events: one
that occurs delays the finish by its days, after all others, and costs its money. A project's numbers come
from its own generator (PCG64), seeded by the seed and its id: nothing else in the portfolio changes them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from pmo_reports.metrics.graph import Arrivals, Edges, Places, by_level, levels
from pmo_reports.metrics.plan_links import Links
from pmo_reports.metrics.uncertainty import factors, looked_up
from pmo_reports.model.assumptions import Simulation

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
CHUNK = 256
"""Draws at a time; part of the method, for each chunk goes on in its generator where the last one ended."""
_BATCH = 4096
_SHAPES = {"pert": "PERT", "triangular": "triangular"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """Risks that may occur, by project in order: probability, days of delay, and cost."""

    project: Places
    probability: Numbers
    days: Numbers
    cost: Numbers


def _none() -> Events:
    empty = np.empty(0)
    return Events(project=np.empty(0, dtype=np.int64), probability=empty, days=empty, cost=empty)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is left to do, in working days after the status date; places are in the order of projects.

    Attributes:
        projects: their ids; `project` says by place which one, in ascending order.
        length: planned days of each place; places of no length are milestones.
        floor: before which a place cannot start, whatever it waits for; -infinity if there is none.
        links: between places, their lags (in days) aside in `lag`.
        weight: each place's share in the cost that is left; in all none: by length.
        events: the open risks.
    """

    projects: Sequence[str]
    project: Places
    length: Numbers
    floor: Numbers
    links: Links
    lag: Numbers
    weight: Numbers
    events: Events = field(default_factory=_none)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was drawn, projects x draws.

    Attributes:
        finish: working days after the status date.
        burden: what the remaining cost is multiplied by.
        risk: cost of the risks that occurred.
        critical: by place the share of draws in which it lay on the longest path (criticality index).
        method, draws, seed: what is to be printed with every figure.
    """

    finish: Numbers
    burden: Numbers
    risk: Numbers
    critical: Numbers
    method: str
    draws: int
    seed: int


def simulated(work: Work, rules: Simulation, *, criticality: bool = False) -> Outcome:
    """`rules.draws` ways in which the work may go."""
    shape = (len(work.projects), rules.draws)
    found = Outcome(
        finish=np.zeros(shape),
        burden=np.ones(shape),
        risk=np.zeros(shape),
        critical=np.zeros(len(work.project)),
        method=f"Monte Carlo, {_SHAPES[rules.shape]}",
        draws=rules.draws,
        seed=rules.seed,
    )
    for batch in _batches(work):
        batch.run(rules, found, criticality=criticality)
    if rules.draws:
        found.critical[:] /= rules.draws
    return found


def percentiles(values: Numbers, shares: Sequence[float]) -> Numbers:
    """By row the least drawn value that so large a share of the draws stays within, a column a share."""
    ranks = [max(0, int(np.ceil(share * values.shape[1] - 1e-9)) - 1) for share in shares]
    ordered: Numbers = np.partition(values, sorted(set(ranks)), axis=1)[:, ranks]
    return ordered


def generator(seed: int, project: str) -> np.random.Generator:
    """The generator of a project."""
    digest = hashlib.sha256(f"{seed}:{project}".encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """Some projects, their places in the order of levels.

    Attributes:
        order: the place among all of each place here.
        firsts: where each project's places begin, in the order of projects.
        lasts: the places that no other must follow, by project; `of_lasts` where each project's begin.
    """

    work: Work
    chosen: range
    first: int
    order: Places
    firsts: Places
    lasts: Places
    of_lasts: Places
    arriving: tuple[tuple[Arrivals, Links, Numbers], ...]

    def run(self, rules: Simulation, found: Outcome, *, criticality: bool) -> None:
        """All draws of these projects, written into `found`."""
        chances = [generator(rules.seed, self.work.projects[each]) for each in self.chosen]
        for begin in range(0, rules.draws, CHUNK):
            columns = slice(begin, min(begin + CHUNK, rules.draws))
            factor = self._factors(rules, chances, columns.stop - begin)
            start, finish = self._passed(factor)
            ends = np.maximum.reduceat(finish[self.lasts], self.of_lasts, axis=0)
            rows = slice(self.chosen.start, self.chosen.stop)
            found.finish[rows, columns] = ends
            found.burden[rows, columns] = np.add.reduceat(
                self._shares()[:, None] * factor, self.firsts, axis=0
            )
            if criticality:
                found.critical[self.order] += self._critical(start, finish, ends).sum(axis=1)
            self._struck(chances, found, columns)

    def _factors(self, rules: Simulation, chances: list[np.random.Generator], size: int) -> Numbers:
        """The factor of each place (in the order of projects) in each draw."""
        normal = np.empty((len(self.order), size))
        lasts = np.append(self.firsts[1:], len(self.order))
        alone, common = np.sqrt(1 - rules.correlation), np.sqrt(rules.correlation)
        for chance, first, last in zip(chances, self.firsts, lasts, strict=True):
            shared = chance.standard_normal(size)
            chance.standard_normal(out=normal[first:last])
            normal[first:last] *= alone
            normal[first:last] += common * shared
        return looked_up(factors(rules.shape, rules.shortest, rules.longest), normal)

    def _passed(self, factor: Numbers) -> tuple[Numbers, Numbers]:
        """Starts and finishes, places in the order of levels."""
        length = factor[self.order - self.first]
        length *= self.work.length[self.order][:, None]
        start = np.repeat(self.work.floor[self.order][:, None], length.shape[1], axis=1)
        finish = start + length
        for level, links, lag in self.arriving:
            times = _times(links, lag, start, finish, length)
            several = len(level.starts) < len(times)
            latest = np.maximum.reduceat(times, level.starts, axis=0) if several else times
            here = slice(int(level.targets[0]), int(level.targets[-1]) + 1)
            np.maximum(start[here], latest, out=start[here])
            np.add(start[here], length[here], out=finish[here])
        return start, finish

    def _critical(self, start: Numbers, finish: Numbers, ends: Numbers) -> Flags:
        """Which places lie on the path that leads to the finish of their project, by draw."""
        owner = self.work.project[self.order] - self.chosen.start
        on: Flags = finish >= ends[owner]
        length = finish - start
        for level, links, lag in reversed(self.arriving):
            times = _times(links, lag, start, finish, length)
            after = links.edges.after
            drives = (times >= start[after] - _SLACK) & on[after]
            np.logical_or.at(on, links.edges.before, drives)
            del level
        return on

    def _struck(self, chances: list[np.random.Generator], found: Outcome, columns: slice) -> None:
        """Risks occur: delays are added to finishes, and costs summed up."""
        events = self.work.events
        for project, chance in zip(self.chosen, chances, strict=True):
            first, last = np.searchsorted(events.project, [project, project + 1])
            if first == last:
                continue
            some = chance.random((last - first, columns.stop - columns.start))
            occurred = (some < events.probability[first:last, None]).astype(float)
            found.finish[project, columns] += events.days[first:last] @ occurred
            found.risk[project, columns] += events.cost[first:last] @ occurred

    def _shares(self) -> Numbers:
        """Each place's share in the remaining cost of its project, in the order of projects."""
        own = slice(self.first, self.first + len(self.order))
        weight, length = self.work.weight[own], self.work.length[own]
        sums, lengths = np.add.reduceat(weight, self.firsts), np.add.reduceat(length, self.firsts)
        owner = self.work.project[own] - self.chosen.start
        by_length = (sums <= 0)[owner]
        parts = np.where(by_length, np.where((lengths > 0)[owner], length, 1.0), weight)
        return parts / np.add.reduceat(parts, self.firsts)[owner]


_SLACK = 1e-9


def _times(links: Links, lag: Numbers, start: Numbers, finish: Numbers, length: Numbers) -> Numbers:
    """When each link lets its follower start."""
    times = finish[links.edges.before]
    from_start = np.flatnonzero(~links.from_finish)
    if len(from_start):
        times[from_start] = start[links.edges.before[from_start]]
    if lag.any():
        times += lag[:, None]
    to_finish = np.flatnonzero(links.to_finish)
    if len(to_finish):
        times[to_finish] -= length[links.edges.after[to_finish]]
    return times


def _batches(work: Work) -> Iterator[_Batch]:
    """The projects in groups of about so many places."""
    counts = np.bincount(work.project, minlength=len(work.projects))
    ends = np.cumsum(counts)
    group = (ends - counts) // _BATCH
    cuts = np.flatnonzero(np.diff(group, prepend=-1, append=-1))
    by_place = np.argsort(work.links.edges.after, kind="stable")
    after = work.links.edges.after[by_place]
    for low, high in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
        first, last = int(ends[low] - counts[low]), int(ends[high - 1])
        inside = by_place[slice(*np.searchsorted(after, [first, last]))]
        yield _batch(work, range(low, high), (first, last), inside)


def _batch(work: Work, chosen: range, bounds: tuple[int, int], inside: Places) -> _Batch:
    first, last = bounds
    edges = Edges(work.links.edges.before[inside] - first, work.links.edges.after[inside] - first)
    level = levels(last - first, edges)
    order = np.argsort(level, kind="stable")
    at = np.empty_like(order)
    at[order] = np.arange(len(order))
    moved = Edges(at[edges.before], at[edges.after])
    arriving = []
    for arrivals in by_level(np.sort(level), moved):
        own = inside[arrivals.edges]
        links = Links(
            edges=Edges(moved.before[arrivals.edges], moved.after[arrivals.edges]),
            from_finish=work.links.from_finish[own],
            to_finish=work.links.to_finish[own],
            lag=work.links.lag[:0],
        )
        arriving.append((arrivals, links, work.lag[own]))
    owner = work.project[first:last]
    lasts = np.flatnonzero(~_followed(work, inside)[first:last])
    numbers = np.arange(chosen.start, chosen.stop)
    return _Batch(
        work=work,
        chosen=chosen,
        first=first,
        order=order + first,
        firsts=np.searchsorted(owner, numbers),
        lasts=at[lasts],
        of_lasts=np.searchsorted(owner[lasts], numbers),
        arriving=tuple(arriving),
    )


def _followed(work: Work, links: Places) -> Flags:
    """Which places finish no later than another one, because of a link from their finish without a lead."""
    held = links[work.links.from_finish[links] & (work.lag[links] >= 0)]
    followed = np.zeros(len(work.project), dtype=bool)
    followed[work.links.edges.before[held]] = True
    return followed
