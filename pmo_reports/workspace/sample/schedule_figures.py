"""What each activity of a schedule costs and how far it is: budgets add up to the project's, to the cent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pmo_reports.workspace.sample.curves import Curves, curves
from pmo_reports.workspace.sample.network import Span
from pmo_reports.workspace.sample.schedule_dates import activities, baseline, expected, status_day
from pmo_reports.workspace.sample.schedule_story import calendar, scheduled
from pmo_reports.workspace.sample.story import Project

ROUND = 100
"""Budgets of activities are whole hundreds."""
SLOWEST, FASTEST, HALVINGS = 0.02, 8.0, 30
BEGUN, ALMOST = 0.05, 0.95


@dataclass(frozen=True, slots=True)
class Figures:
    """An activity's figures; money in the project's currency, `done` as a fraction."""

    done: float
    budget: float
    spent: float
    to_go: float

    @property
    def cost(self) -> float:
        """What it costs in the end."""
        return round(self.spent + self.to_go, 2)


def figures(project: Project, index: int) -> Mapping[str, Figures]:
    """The figures of each activity as of a period."""
    return _figures(project.id, index)


@lru_cache(maxsize=256)
def _figures(code: str, index: int) -> Mapping[str, Figures]:
    project = next(each for each in scheduled() if each.id == code)
    curve = curves(project, index)
    budgets = budget(project, index)
    done = progress(project, index, budgets)
    earned = {name: budgets[name] * done[name] for name in budgets}
    open_ = {name: budgets[name] - earned[name] for name in budgets}
    spent = shared(earned, curve.spent[-1])
    to_go = shared(open_, curve.outlook[-1] - curve.spent[-1])
    return {name: Figures(done[name], budgets[name], spent[name], to_go[name]) for name in budgets}


def budget(project: Project, index: int) -> dict[str, int]:
    """What each activity may cost: the budget's curve, cut where activities lie in the baseline."""
    spans = baseline(project, index)
    names = [each.id for each in activities(project)]
    parts = dict.fromkeys(names, 0.0)
    for day, worth in _days(curves(project, index)).items():
        busy = [name for name in names if spans[name].start <= day <= spans[name].finish]
        for name in busy:
            parts[name] += worth / len(busy)
    hundreds = shared({name: max(part, 1e-6) for name, part in parts.items()}, project.bac(index) / ROUND, 0)
    return {name: round(each) * ROUND for name, each in hundreds.items()}


def _days(curve: Curves) -> dict[int, float]:
    """What the budget's curve adds on each working day, even within a month."""
    worth: dict[int, float] = {}
    for month, (before, after) in zip(curve.months, pairwise((0.0, *curve.planned)), strict=True):
        days = range(calendar().on(month.start), calendar().until(month.end) + 1)
        worth |= {day: (after - before) / len(days) for day in days}
    return worth


def progress(project: Project, index: int, budgets: Mapping[str, int]) -> dict[str, float]:
    """How far each activity is: what is under way is as far as the project's earned value says."""
    spans, now = expected(project, index), status_day(index)
    wanted = curves(project, index).earned[-1] * sum(budgets.values())
    low, high = SLOWEST, FASTEST
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        less = sum(_done(spans[name], now, middle) * cost for name, cost in budgets.items()) < wanted
        low, high = (middle, high) if less else (low, middle)
    return {name: round(_done(spans[name], now, low), 2) for name in budgets}


def _done(span: Span, now: int, pace: float) -> float:
    if span.finish <= now:
        return 1.0
    if span.start > now:
        return 0.0
    return min(ALMOST, max(BEGUN, pace * (now - span.start + 1) / span.length))


def shared(parts: Mapping[str, float], total: float, digits: int = 2) -> dict[str, float]:
    """`total` over `parts` in proportion, rounded; the largest takes the rest, so that the sum is exact."""
    whole = sum(parts.values())
    if not whole:
        return dict.fromkeys(parts, 0.0)
    found = {name: round(total * part / whole, digits) for name, part in parts.items()}
    largest = max(found, key=lambda name: found[name])
    found[largest] = round(found[largest] + total - sum(found.values()), digits)
    return found
