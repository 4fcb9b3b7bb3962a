"""Movement since the period before: RAG moves, and what a figure was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pmo_reports.model.assessed import OVERALL
from pmo_reports.model.changes import Change, ChangeKind, Direction
from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.rag import SEVERITY, Rag
from pmo_reports.model.wording import say
from pmo_reports.pack.changed import listed
from pmo_reports.pack.quantities import count, number, short
from pmo_reports.pack.view import View

FIRST = say("no earlier period")
_DARK = frozenset({Rag.UNKNOWN, Rag.STALE})
_ORDER = (Direction.WORSE, Direction.NEITHER, Direction.BETTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An entity whose state moved, and the dimensions that moved, with it or alone.

    Attributes:
        direction: of the whole; neither where its dimensions alone moved.
        dimensions: what each was and is.
    """

    entity: str
    was: Rag
    now: Rag
    direction: Direction
    dimensions: Mapping[str, tuple[Rag, Rag]]

    @property
    def better(self) -> bool:
        """Whether it got better; what is no longer known has not."""
        return self.direction is Direction.BETTER

    @property
    def worse(self) -> bool:
        """Whether it got worse; green that is no longer known did."""
        return self.direction is Direction.WORSE

    @property
    def lost(self) -> bool:
        """Whether it was lost sight of: known before, and not known or stale now."""
        return self.now in _DARK and self.was not in _DARK


def compared(now: Figure, before: Figure | None) -> Sentence:
    """How a figure stands to what it was: "up from ...", "down from ..." or "unchanged"."""
    new, old = number(now), number(before) if before else None
    if before is None or old is None or new is None:
        return Sentence() if before else FIRST
    if new == old:
        return say("unchanged")
    if new > old:
        return say("up from {before}", before=short(before))
    return say("down from {before}", before=short(before))


def moves(view: View) -> tuple[Move, ...]:
    """The projects whose overall state or a dimension moved, worst new state first."""
    return _moves(view, view.projects)


def all_moves(view: View) -> tuple[Move, ...]:
    """The same of every level: the whole, its programmes, its projects."""
    above = (view.entity, *(view.scope.programmes if view.entity == view.scope.root else ()))
    groups = [group for group in above if group not in view.projects]
    return tuple(move for level in (groups[:1], groups[1:], view.projects) for move in _moves(view, level))


def worse(view: View) -> Figure:
    """How many projects got worse since the period before, those that were lost sight of included."""
    return count(view.entity, "moves.worse", sum(move.worse for move in moves(view)))


def better(view: View) -> Figure:
    """How many got better."""
    return count(view.entity, "moves.better", sum(move.better for move in moves(view)))


def _moves(view: View, entities: Iterable[str]) -> tuple[Move, ...]:
    wanted = frozenset(entities)
    found: dict[str, dict[str, Change]] = {}
    for change in listed(view, ChangeKind.RAG):
        if change.entity in wanted and _counts(change):
            found.setdefault(change.entity, {})[change.dimension] = change
    made = (_move(view, entity, own) for entity, own in found.items())
    return tuple(sorted(made, key=lambda move: _order(view, move)))


def _move(view: View, entity: str, own: Mapping[str, Change]) -> Move:
    whole = own.get(OVERALL)
    now = view.rag(entity)
    return Move(
        entity=entity,
        was=states(whole)[0] if whole else now,
        now=now,
        direction=whole.direction if whole else Direction.NEITHER,
        dimensions={name: states(own[name]) for name in view.dimensions if name in own},
    )


def states(change: Change) -> tuple[Rag, Rag]:
    """The two states of a move."""
    return Rag(str(change.before)), Rag(str(change.after))


def _counts(change: Change) -> bool:
    """Whether a state that counts is on either side, or the whole moved."""
    return change.dimension == OVERALL or any(state in SEVERITY for state in states(change))


def _order(view: View, move: Move) -> tuple[float | str, ...]:
    steps = SEVERITY.get(move.now, -1) - SEVERITY.get(move.was, -1)
    return (_ORDER.index(move.direction), -steps, -SEVERITY.get(move.now, -1), view.name(move.entity))
