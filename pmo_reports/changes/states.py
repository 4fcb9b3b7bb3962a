"""RAG states that moved, by entity and dimension; a cell that only one period has did not move.

What is no longer known has not got better, though not known counts as less bad than red.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmo_reports.changes.identity import states
from pmo_reports.model.assessed import OVERALL, Assessed
from pmo_reports.model.changes import Change, ChangeKind, Direction
from pmo_reports.model.rag import SEVERITY, Rag

DARK = frozenset({Rag.UNKNOWN, Rag.STALE})


def moves(before: Assessed, after: Assessed) -> Iterator[Change]:
    """The cells of both periods that are not in the state they were in; overall first."""
    then, now = states(before.assessments), states(after.assessments)
    for dimension in sorted(now, key=lambda name: (name != OVERALL, name)):
        was = then.get(dimension, {})
        for entity, state in now[dimension].items():
            earlier = was.get(entity, state)
            if earlier is not state:
                yield _move(entity, dimension, earlier, state)


def direction(before: Rag, after: Rag) -> Direction:
    """Worse or better, of states that count in a rollup; neither into or out of those that do not."""
    if before not in SEVERITY or after not in SEVERITY or SEVERITY[before] == SEVERITY[after]:
        return Direction.NEITHER
    if SEVERITY[after] > SEVERITY[before]:
        return Direction.WORSE
    return Direction.NEITHER if after in DARK else Direction.BETTER


def _move(entity: str, dimension: str, before: Rag, after: Rag) -> Change:
    return Change(
        kind=ChangeKind.RAG,
        entity=entity,
        dimension=dimension,
        before=before.value,
        after=after.value,
        direction=direction(before, after),
    )
