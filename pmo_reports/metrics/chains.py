"""Chains of dependencies across projects: a graph of promises, walked level by level, never row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.metrics.exact import Places
from pmo_reports.metrics.promises import promises
from pmo_reports.model.assessed import Basis

WORD = 64
Days = npt.NDArray[np.float64]
Bits = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Chains:
    """What follows from the open dependencies between different projects, by project in one.

    Attributes:
        delays: working days that a project is late by the worst chain that ends in it; null unknown.
        deciding: place in `promises` of the last link of that chain; -1 where nothing makes it late.
        downstream: how many projects wait for it, directly or through others; null before a circle.
        circles: projects that wait for one another, each circle in order.
    """

    delays: pd.Series
    deciding: pd.Series
    downstream: pd.Series
    circles: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Graph:
    """Links from `tail` to `head`, places in `nodes`, each with its days (NaN unknown)."""

    nodes: pd.Index[str]
    tail: Places
    head: Places
    days: Days

    @property
    def turned(self) -> _Graph:
        return _Graph(self.nodes, self.head, self.tail, self.days)

    def levels(self) -> Iterator[Places]:
        """The links, those first whose tail has none before it; links behind a circle never come."""
        waiting = np.bincount(self.head, minlength=len(self.nodes))
        order = np.argsort(self.tail, kind="stable")
        first = np.searchsorted(self.tail[order], np.arange(len(self.nodes) + 1))
        ready = np.flatnonzero(waiting == 0)
        while len(ready):
            links = order[_ranges(first[ready], first[ready + 1])]
            yield links
            np.subtract.at(waiting, self.head[links], 1)
            reached = np.unique(self.head[links])
            ready = reached[waiting[reached] == 0]

    def walked(self, links: list[Places]) -> npt.NDArray[np.bool_]:
        """Of each node, whether all links to it are among `links`."""
        count = np.zeros(len(self.nodes), dtype=np.int64)
        for each in links:
            np.add.at(count, self.head[each], 1)
        whole: npt.NDArray[np.bool_] = count == np.bincount(self.head, minlength=len(self.nodes))
        return whole


def chains(basis: Basis) -> Chains:
    """The chains of the basis."""
    return basis.once(chains, lambda: _chains(promises(basis)))


def _chains(awaited: pd.DataFrame) -> Chains:
    between = awaited[awaited["giver_id"].ne(awaited["receiver_id"])]
    between = between.dropna(subset=["giver_id", "receiver_id"])
    ends = pd.concat([between["giver_id"], between["receiver_id"]])
    nodes: pd.Index[str] = pd.Index(sorted(ends.unique()), dtype="str")
    days = between["net"].to_numpy("float64", na_value=np.nan)
    tail, head = (nodes.get_indexer(pd.Index(between[name])) for name in ("giver_id", "receiver_id"))
    graph = _Graph(nodes, tail, head, days)
    links = list(graph.levels())
    sound = graph.walked(links)
    delays = _delays(graph, links)
    last = _deciding(graph, delays)
    return Chains(
        delays=pd.Series(np.where(sound, delays, np.nan), index=nodes),
        deciding=pd.Series(np.where(last >= 0, between.index.to_numpy()[last], -1), index=nodes),
        downstream=_downstream(graph.turned),
        circles=tuple(_circles(graph, sound)),
    )


def _ranges(starts: Places, ends: Places) -> Places:
    """All numbers from each start up to its end."""
    sizes = ends - starts
    before = np.cumsum(sizes) - sizes
    return np.repeat(starts - before, sizes) + np.arange(sizes.sum())


def _delays(graph: _Graph, levels: list[Places]) -> Days:
    """The longest sum of days to each node; a link with days to spare makes up for what was late before."""
    found = np.zeros(len(graph.nodes))
    for links in levels:
        with np.errstate(invalid="ignore"):  # what is unknown stays unknown
            np.maximum.at(found, graph.head[links], found[graph.tail[links]] + graph.days[links])
    return found


def _deciding(graph: _Graph, delays: Days) -> Places:
    """Of each late node the first of the links that make it as late as it is, else -1."""
    last = np.full(len(graph.nodes), -1)
    arrival = delays[graph.tail] + graph.days
    decides = (arrival == delays[graph.head]) & (arrival > 0)
    links = np.flatnonzero(decides)[::-1]
    last[graph.head[links]] = links
    return last


def _downstream(turned: _Graph) -> pd.Series:
    """How many nodes each one reaches, as sets of bits that are united level by level."""
    size = len(turned.nodes)
    reached: Bits = np.zeros((size, size // WORD + 1), dtype=np.uint64)
    own = np.left_shift(np.uint64(1), (np.arange(size) % WORD).astype(np.uint64))
    levels = list(turned.levels())
    for links in levels:
        tail, head = turned.tail[links], turned.head[links]
        order = np.argsort(head, kind="stable")
        found = reached[tail[order]]
        found[np.arange(len(order)), tail[order] // WORD] |= own[tail[order]]
        nodes, first = np.unique(head[order], return_index=True)
        if len(nodes):
            reached[nodes] |= np.bitwise_or.reduceat(found, first, axis=0)
    numbers = np.bitwise_count(reached).sum(axis=1).astype("float64")
    return pd.Series(np.where(turned.walked(levels), numbers, np.nan), index=turned.nodes)


def _circles(graph: _Graph, sound: npt.NDArray[np.bool_]) -> Iterator[tuple[str, ...]]:
    """The circles among the nodes that the walk has not reached, none of which shares a node with another."""
    inside = ~sound[graph.tail] & ~sound[graph.head]
    waits: dict[str, set[str]] = {}
    names = graph.nodes.tolist()
    for giver, receiver in zip(graph.tail[inside].tolist(), graph.head[inside].tolist(), strict=True):
        waits.setdefault(names[receiver], set()).add(names[giver])
    while circle := _circle(waits):
        yield circle
        around = set(circle)
        waits = {receiver: givers - around for receiver, givers in waits.items() if receiver not in around}


def _circle(waits: dict[str, set[str]]) -> tuple[str, ...]:
    """One circle from giver to receiver, its first project the one whose name comes first; () without any."""
    try:
        TopologicalSorter({each: sorted(waits[each]) for each in sorted(waits)}).prepare()
    except CycleError as found:
        around = list(found.args[1])[:-1]
        start = around.index(min(around))
        return tuple(around[start:] + around[:start])
    return ()
