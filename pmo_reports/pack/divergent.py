"""States that are declared other than they are computed, in which projects and for how long.

What the rules do not know is no measure of what people say: such states are missing data, told elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import takewhile

from pmo_reports.model.assessed import Assessed
from pmo_reports.model.rag import SEVERITY, Assessment, Rag
from pmo_reports.pack.view import View

Differs = Callable[[Assessment], bool]
_PROVEN = frozenset({Rag.RED, Rag.AMBER, Rag.GREEN})


def better(assessment: Assessment) -> bool:
    """Whether it is declared better than computed: green outside, red inside."""
    return assessment.computed in _PROVEN and assessment.diverges


def worse(assessment: Assessment) -> bool:
    """Whether it is declared worse than computed: the project manager sees what the rules do not."""
    return assessment.computed in _PROVEN and assessment.understated


def differing(view: View, differs: Differs) -> list[Assessment]:
    """The states of the entity's active projects that differ so, worst projects and states first."""
    active = frozenset(view.active)
    found = (a for (entity, _), a in view.now.assessments.items() if entity in active and differs(a))
    return sorted(found, key=lambda a: _rank(view, a))


def entities(found: Iterable[Assessment]) -> tuple[str, ...]:
    """The projects that they are states of, in their order."""
    return tuple(dict.fromkeys(assessment.entity for assessment in found))


def lasting(view: View, assessment: Assessment, differs: Differs) -> int:
    """In how many periods in a row, this one included, the state differed so."""
    return 1 + sum(1 for _ in takewhile(lambda period: _then(period, assessment, differs), view.past[::-1]))


def _then(period: Assessed, assessment: Assessment, differs: Differs) -> bool:
    earlier = period.assessments.get((assessment.entity, assessment.dimension))
    return earlier is not None and differs(earlier)


def _rank(view: View, assessment: Assessment) -> tuple[float | str, ...]:
    """By the project's state, then the whole before its dimensions, then how bad."""
    dimensions = list(view.dimensions)
    own = assessment.dimension
    return (
        -SEVERITY.get(view.rag(assessment.entity), -1),
        view.name(assessment.entity),
        assessment.entity,
        dimensions.index(own) if own in dimensions else -1,
    )
