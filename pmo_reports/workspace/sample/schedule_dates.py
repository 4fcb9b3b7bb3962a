"""When each activity of a plan was to be, is and will be: fitted to the milestones, by period.

What was done stays as it was reported: an activity that started or finished in one period keeps that
date in all later ones, and only what is still open stretches with the milestone that it leads to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from pmo_reports.workspace.sample.milestones import standings
from pmo_reports.workspace.sample.network import Bounds, Link, Node, Span, placed, sinks
from pmo_reports.workspace.sample.schedule_story import Activity, calendar, plans, scheduled
from pmo_reports.workspace.sample.story import PERIODS, Project

NARROW, WIDE = 0.01, 60.0
HALVINGS = 24


@dataclass(frozen=True, slots=True)
class Known:
    """What a status report has settled: everything up to the end of day `until`."""

    spans: Mapping[str, Span] = field(default_factory=dict)
    until: int = -1

    def bounds(self, name: str, first: int) -> Bounds:
        """What an activity that is not finished may still do."""
        span = self.spans.get(name)
        if span is None:
            return Bounds(earliest=first)
        if span.start <= self.until:
            return Bounds(start=span.start, open_until=self.until)
        return Bounds(earliest=self.until + 1)

    def finished(self, name: str) -> bool:
        """Whether it was finished then."""
        return name in self.spans and self.spans[name].finish <= self.until


def baseline(project: Project, index: int) -> Mapping[str, Span]:
    """Where activities and milestones lay in the plan that is approved as of a period."""
    return _baseline(project.id, index)


@lru_cache(maxsize=256)
def _baseline(code: str, index: int) -> Mapping[str, Span]:
    project = _project(code)
    return _fitted(project, {s.id: s.baseline for s in standings(project, index)}, Known())


def expected(project: Project, index: int) -> Mapping[str, Span]:
    """Where they lie as of a period: what was done, and what is to come."""
    return _expected(project.id, index)


@lru_cache(maxsize=32)
def hoped(code: str, index: int, back: int) -> Mapping[str, Span]:
    """As `expected`, but milestones to come keep the dates of `back` periods ago: the delay is not told."""
    project = _project(code)
    now, then = standings(project, index), standings(project, index - back)
    targets = {s.id: s.actual or earlier.forecast for s, earlier in zip(now, then, strict=True)}
    return _fitted(project, targets, Known(_expected(code, index - 1), status_day(index - 1)))


@lru_cache(maxsize=256)
def _expected(code: str, index: int) -> Mapping[str, Span]:
    project = _project(code)
    targets = {s.id: s.actual or s.forecast for s in standings(project, index)}
    known = Known(_expected(code, index - 1), status_day(index - 1)) if index else Known()
    return _fitted(project, targets, known)


def _project(code: str) -> Project:
    """By its code, for projects cannot be keys of what is remembered."""
    return next(each for each in scheduled() if each.id == code)


def status_day(index: int) -> int:
    """The last working day of a period, as a number."""
    return calendar().until(PERIODS[index].end)


def nodes(project: Project) -> tuple[Node, ...]:
    """Activities and milestones, each after what it waits for; a milestone waits for its phase."""
    return tuple(node for phase, milestone in _phases(project) for node in (*phase, milestone))


def _phases(project: Project) -> tuple[tuple[tuple[Node, ...], Node], ...]:
    found = []
    for phase, activities in plans()[project.id].activities():
        inside = tuple(Node(id=each.id, links=each.links) for each in activities)
        found.append((inside, _milestone(phase.until, inside)))
    return tuple(found)


def _milestone(name: str, inside: Sequence[Node]) -> Node:
    return Node(id=name, links=tuple(Link(each) for each in sinks(inside)), milestone=True)


def _fitted(project: Project, targets: Mapping[str, date], known: Known) -> Mapping[str, Span]:
    """The plan with every phase as long as its milestone allows."""
    first = calendar().on(project.first.start)
    weights = {each.id: each.weight for each in activities(project)}
    spans: dict[str, Span] = {}
    for inside, milestone in _phases(project):
        day = calendar().until(targets[milestone.id])
        phase = _Phase(inside, weights, known, first)
        spans |= phase.until(day, spans)
        spans[milestone.id] = Span(day, day)
    return spans


def activities(project: Project) -> tuple[Activity, ...]:
    """The activities of a project in order."""
    return tuple(each for _, inside in plans()[project.id].activities() for each in inside)


@dataclass(frozen=True, slots=True)
class _Phase:
    """The activities before a milestone, to be stretched or squeezed."""

    nodes: tuple[Node, ...]
    weights: Mapping[str, int]
    known: Known
    first: int

    def until(self, day: int, before: Mapping[str, Span]) -> dict[str, Span]:
        """The longest activities that are done by `day`; the last one takes what rounding leaves."""
        low, high = NARROW, WIDE
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            fits = self._end(self._placed(middle, before)) <= day
            low, high = (middle, high) if fits else (low, middle)
        return self._stretched(self._placed(low, before), day)

    def _placed(self, scale: float, before: Mapping[str, Span]) -> dict[str, Span]:
        spans = dict(before)
        for node in self.nodes:
            if self.known.finished(node.id):
                spans[node.id] = self.known.spans[node.id]
                continue
            length = max(1, round(self.weights[node.id] * scale))
            spans[node.id] = placed(node, length, self.known.bounds(node.id, self.first), spans)
        return {node.id: spans[node.id] for node in self.nodes}

    def _end(self, spans: Mapping[str, Span]) -> int:
        return max(spans[name].finish for name in sinks(self.nodes))

    def _stretched(self, spans: dict[str, Span], day: int) -> dict[str, Span]:
        open_ends = [name for name in sinks(self.nodes) if not self.known.finished(name)]
        if not open_ends or self._end(spans) >= day:
            return spans
        last = max(open_ends, key=lambda name: spans[name].finish)
        return {**spans, last: Span(spans[last].start, day)}
