"""Directed graphs as arrays: topological levels, circles, and what arrives at each place of a level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Edges:
    """Edges of a graph from `before` to `after`, two arrays of places."""

    before: Places
    after: Places

    def __len__(self) -> int:
        return len(self.before)

    @property
    def reversed(self) -> Edges:
        """The same edges the other way round."""
        return Edges(self.after, self.before)

    def among(self, kept: Flags) -> Edges:
        """The edges that are `kept`."""
        return Edges(self.before[kept], self.after[kept])


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Edges in groups by the place they lead to, the places of one level together.

    Attributes:
        edges: places in the arrays of edges, grouped by target.
        targets: the place that each group leads to.
        starts: where each group begins in `edges`.
    """

    edges: Places
    targets: Places
    starts: Places


def levels(size: int, edges: Edges) -> Places:
    """The longest way in edges that leads to each place; -1 on a circle and behind one."""
    waiting = np.bincount(edges.after, minlength=size)
    leaving = _grouped(size, edges.before)
    found = np.full(size, -1, dtype=np.int64)
    places, level = np.flatnonzero(waiting == 0), 0
    while len(places):
        found[places] = level
        reached, times = np.unique(edges.after[leaving.of(places)], return_counts=True)
        waiting[reached] -= times
        places, level = reached[waiting[reached] == 0], level + 1
    return found


def circular(size: int, edges: Edges) -> Flags:
    """Which places lie on a circle, or on a way from one circle to another."""
    left = (levels(size, edges) < 0) & (levels(size, edges.reversed) < 0)
    inside = edges.among(left[edges.before] & left[edges.after])
    on_circle = np.zeros(size, dtype=bool)
    on_circle[[*_strong(np.flatnonzero(left), inside)]] = True
    return on_circle


def by_level(level: Places, edges: Edges) -> Iterator[Arrivals]:
    """The edges by the level of the place they lead to, the lowest level first."""
    order = np.lexsort((edges.after, level[edges.after]))
    after = edges.after[order]
    heights = level[after]
    ends = np.flatnonzero(np.diff(heights, append=-1) != 0) + 1 if len(order) else np.empty(0, dtype=np.int64)
    first = 0
    for last in ends.tolist():
        targets = after[first:last]
        starts = np.flatnonzero(np.diff(targets, prepend=-1))
        yield Arrivals(order[first:last], targets[starts], starts)
        first = last


@dataclass(frozen=True, slots=True)
class _Grouped:
    order: Places
    firsts: Places
    counts: Places

    def of(self, places: Places) -> Places:
        """The edges of all of `places`."""
        counts = self.counts[places]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        found: Places = self.order[np.repeat(self.firsts[places], counts) + within]
        return found


def _grouped(size: int, keys: Places) -> _Grouped:
    counts = np.bincount(keys, minlength=size)
    return _Grouped(np.argsort(keys, kind="stable"), np.cumsum(counts) - counts, counts)


def _strong(places: Places, edges: Edges) -> Iterator[int]:
    """The places that can reach themselves; `edges` are few, for circles are mistakes."""
    following: dict[int, list[int]] = {int(place): [] for place in places}
    for before, after in zip(edges.before.tolist(), edges.after.tolist(), strict=True):
        following[before].append(after)
    for component in _components(following):
        if len(component) > 1 or component[0] in following[component[0]]:
            yield from component


def _components(following: dict[int, list[int]]) -> Iterator[list[int]]:
    """Strongly connected components: back along the edges, in the order that a way ahead ended (Kosaraju)."""
    preceding: dict[int, list[int]] = {place: [] for place in following}
    for before, afters in following.items():
        for after in afters:
            preceding[after].append(before)
    seen: set[int] = set()
    ended = [place for start in following for place in _walked(start, following, seen)]
    seen.clear()
    for start in reversed(ended):
        component = [*_walked(start, preceding, seen)]
        if component:
            yield component


def _walked(start: int, following: dict[int, list[int]], seen: set[int]) -> Iterator[int]:
    """The places not `seen` that can be reached from `start`, each after all that follow it."""
    if start in seen:
        return
    seen.add(start)
    way = [(start, iter(following[start]))]
    while way:
        place, rest = way[-1]
        after = next((each for each in rest if each not in seen), None)
        if after is None:
            yield place
            way.pop()
        else:
            seen.add(after)
            way.append((after, iter(following[after])))
