"""A network of activities and its two passes (PMBOK, critical path method), in numbers of working days.

An activity starts at the beginning of its start day and finishes at the end of its finish day. Milestones
take no time: their day is pinned, and they are reached at its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

KINDS = ("FS", "SS", "FF")


@dataclass(frozen=True, slots=True)
class Link:
    """How an activity waits for `before`; `lag` in working days."""

    before: str
    kind: str = "FS"
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day of an activity, both worked on; a milestone has its day twice."""

    start: int
    finish: int

    @property
    def length(self) -> int:
        """How many days it takes."""
        return self.finish - self.start + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An activity or a milestone (`pinned` to a day, no length)."""

    id: str
    links: tuple[Link, ...] = ()
    milestone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What is known of an activity before it is placed.

    Attributes:
        start: the day on which it has started.
        earliest: the day before which it cannot start.
        open_until: the last day on which it is known not to be finished.
    """

    start: int | None = None
    earliest: int = 0
    open_until: int = -1


def placed(node: Node, length: int, bounds: Bounds, known: Mapping[str, Span]) -> Span:
    """Where an activity of `length` days lies behind everything that it waits for (forward pass)."""
    waits = (_earliest(link, length, known[link.before]) for link in node.links)
    start = bounds.start if bounds.start is not None else max(bounds.earliest, *waits, 0)
    return Span(start, max(start + length - 1, bounds.open_until + 1))


def _earliest(link: Link, length: int, before: Span) -> int:
    if link.kind == "SS":
        return before.start + link.lag
    if link.kind == "FF":
        return before.finish + link.lag - length + 1
    return before.finish + 1 + link.lag


def floats(nodes: Sequence[Node], spans: Mapping[str, Span]) -> dict[str, int]:
    """Total float of each node in working days (backward pass from the last finish).

    Args:
        nodes: every node after those that it waits for.
        spans: where each of them lies.
    """
    end = max(span.finish for span in spans.values())
    latest = dict.fromkeys(spans, end)
    for node in reversed(nodes):
        own = spans[node.id]
        start = latest[node.id] + 1 if node.milestone else latest[node.id] - own.length + 1
        for link in node.links:
            latest[link.before] = min(
                latest[link.before], _latest(link, spans[link.before], start, latest[node.id], node)
            )
    return {name: latest[name] - span.finish for name, span in spans.items()}


def _latest(link: Link, before: Span, start: int, finish: int, node: Node) -> int:
    """The last day on which the one before may finish so that its follower keeps its latest dates."""
    if node.milestone or link.kind == "FF":
        return finish - link.lag
    return start - link.lag + before.length - 1 if link.kind == "SS" else start - 1 - link.lag


def sinks(nodes: Iterable[Node]) -> tuple[str, ...]:
    """The nodes that none of the others waits for to finish."""
    every = tuple(nodes)
    waited = {link.before for node in every for link in node.links if link.kind != "SS"}
    return tuple(node.id for node in every if node.id not in waited)
