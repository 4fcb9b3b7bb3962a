"""Worst first: the order of projects and programmes, and which of them are exceptions."""

from __future__ import annotations

from collections.abc import Iterable

from pmo_reports.model.rag import SEVERITY, Rag, Trend
from pmo_reports.pack.quantities import number
from pmo_reports.pack.view import View

_LAST = -1
_MOVES = {Trend.WORSE: 0, Trend.NEW: 1, Trend.SAME: 1, Trend.IMPROVED: 2}
_OPEN = frozenset({Rag.UNKNOWN, Rag.STALE})


def worst_first(view: View, entities: Iterable[str]) -> tuple[str, ...]:
    """`entities` by state, then worsening, number of red and amber dimensions, size and name."""
    return tuple(sorted(entities, key=lambda entity: _rank(view, entity)))


def exceptions(view: View) -> tuple[str, ...]:
    """The red projects and the amber ones that got worse, worst first."""
    found = [e for e in view.active if view.rag(e) is Rag.RED or worsening(view, e)]
    return worst_first(view, found)


def worsening(view: View, entity: str) -> bool:
    """Whether the entity is amber and was better one period before."""
    return view.rag(entity) is Rag.AMBER and view.assessment(entity).trend is Trend.WORSE


def with_state(view: View, state: Rag) -> tuple[str, ...]:
    """The active projects in `state`, worst first."""
    return worst_first(view, (entity for entity in view.active if view.rag(entity) is state))


def unrated(view: View) -> tuple[str, ...]:
    """The active projects whose state is not known or stale."""
    return tuple(entity for entity in view.active if view.rag(entity) in _OPEN)


def size(view: View, entity: str) -> float:
    """What an entity weighs: its budget (where it is one for the whole project), else its whole-life cost."""
    keys = ("bac", "whole_life_cost") if view.earned_value else ("whole_life_cost", "bac")
    for key in keys:
        value = number(view.figure(entity, key))
        if value is not None:
            return value
    return 0.0


def _rank(view: View, entity: str) -> tuple[float | str, ...]:
    states = [view.rag(entity, dimension) for dimension in view.dimensions]
    return (
        -SEVERITY.get(view.rag(entity), _LAST),
        _MOVES[view.assessment(entity).trend],
        -states.count(Rag.RED),
        -states.count(Rag.AMBER),
        -size(view, entity),
        view.name(entity),
        entity,
    )
