"""What a one-pager says of the time since the last pack: the project's own material changes, in a line."""

from __future__ import annotations

from collections.abc import Iterable

from pmo_reports.model.assessed import OVERALL
from pmo_reports.model.changes import NONE_MATERIAL, Change, ChangeKind
from pmo_reports.model.figures import Sentence, Unit
from pmo_reports.pack.change_words import Labels, clause, fact, side
from pmo_reports.pack.movement import states
from pmo_reports.pack.quantities import count, signed
from pmo_reports.pack.view import View
from pmo_reports.pack.words import STATES, joined, listed, verb

MOST = 2  # clauses; a page has no room for more
HEAD = "Since the last pack: "


def since_line(view: View) -> Sentence | None:
    """The material changes of the project, the most material first; null at the first period."""
    if view.now.changes is None or view.before is None:
        return None
    told = _clauses(view, view.moved.get(view.entity, ()))
    if not told:
        return Sentence.of(f"{HEAD}{NONE_MATERIAL[:1].lower()}{NONE_MATERIAL[1:]}")
    rest = count(view.entity, "moved.more", len(told) - MOST)
    more = (Sentence.of(rest, " more in the annex workbook"),) if len(told) > MOST else ()
    return Sentence.of(HEAD) + joined((*told[:MOST], *more)) + Sentence.of(".")


def _clauses(view: View, changes: Iterable[Change]) -> list[Sentence]:
    """States in one clause; a milestone that moved with the finish, and as far, is not told again."""
    found = tuple(changes)
    moved = [change for change in found if change.kind is ChangeKind.RAG]
    finish = {(c.before, c.after) for c in found if c.kind is ChangeKind.FINISH}
    others = [
        change
        for change in found
        if change.kind is not ChangeKind.RAG
        and not (change.kind is ChangeKind.MILESTONE and (change.before, change.after) in finish)
    ]
    head = [Sentence.of(_states(view, moved))] if moved else []
    return [*head, *(_brief(view, change) for change in others)]


def _brief(view: View, change: Change) -> Sentence:
    """A change in fewer words: a date as where it is now, and by how many days it moved."""
    if not change.days or change.after is None:
        return clause(change, Labels(view.dimensions))
    moved = signed(fact(change, "days", change.days, Unit.COUNT))
    name = change.name or "Finish"
    return Sentence.of(
        f"{name} ", side(change, "now"), " (", moved, f" working {verb(moved, 'day', 'days')})"
    )


def _states(view: View, moved: Iterable[Change]) -> str:
    """The moves of state, alike ones together: "Overall and Cost moved from amber to red"."""
    labels, alike = {OVERALL: "Overall", **view.dimensions}, dict[tuple[str, str], list[str]]()
    for change in moved:
        was, now = states(change)
        name = labels.get(change.dimension, change.dimension)
        alike.setdefault((STATES[was], STATES[now]), []).append(name)
    told = (f"{_names(view, names)} moved from {was} to {now}" for (was, now), names in alike.items())
    return ", ".join(told)


def _names(view: View, names: list[str]) -> str:
    return "Overall and all dimensions" if len(names) == len(view.dimensions) + 1 > 2 else listed(names)  # noqa: PLR2004
