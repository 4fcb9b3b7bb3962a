"""What a one-pager says of the time since the last pack: the project's own material changes, in a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pmo_reports.model.assessed import OVERALL
from pmo_reports.model.changes import Change, ChangeKind
from pmo_reports.model.figures import Sentence, Unit
from pmo_reports.model.rag import Rag
from pmo_reports.model.wording import Filling, label, listed, say, say_many, term
from pmo_reports.pack.change_words import Labels, clause, fact, side
from pmo_reports.pack.movement import states
from pmo_reports.pack.quantities import count, signed
from pmo_reports.pack.view import View
from pmo_reports.pack.words import STATES, joined

MOST = 2  # clauses; a page has no room for more


def since_line(view: View) -> Sentence | None:
    """The material changes of the project, the most material first; null at the first period."""
    if view.now.changes is None or view.before is None:
        return None
    told = _clauses(view, view.moved.get(view.entity, ()))
    if not told:
        return say("Since the last pack: no material change.")
    return say("Since the last pack: {changes}.", changes=joined((*told[:MOST], _more(view, told))))


def _more(view: View, told: Sequence[Sentence]) -> Sentence:
    """How many changes are told elsewhere."""
    if len(told) <= MOST:
        return Sentence()
    return say("{n} more in the annex workbook", n=count(view.entity, "moved.more", len(told) - MOST))


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
    head = [_states(view, moved)] if moved else []
    return [*head, *(_brief(view, change) for change in others)]


def _brief(view: View, change: Change) -> Sentence:
    """A change in fewer words: a date as where it is now, and by how many days it moved."""
    if not change.days or change.after is None:
        return clause(change, Labels(view.dimensions))
    moved = signed(fact(change, "days", change.days, Unit.COUNT))
    told: dict[str, Filling] = {"what": change.name or label("Finish"), "date": side(change, "now")}
    return say_many("{what} {date} ({n} working day)", "{what} {date} ({n} working days)", moved, **told)


def _states(view: View, moved: Iterable[Change]) -> Sentence:
    """The moves of state, alike ones together: "Overall and Cost moved from amber to red"."""
    labels, alike = {OVERALL: "Overall", **view.dimensions}, dict[tuple[Rag, Rag], list[str]]()
    for change in moved:
        alike.setdefault(states(change), []).append(labels.get(change.dimension, change.dimension))
    return joined((_moved(view, names, *states) for states, names in alike.items()), ", ")


def _moved(view: View, names: list[str], was: Rag, now: Rag) -> Sentence:
    told: dict[str, Filling] = {"was": term(STATES[was]), "now": term(STATES[now])}
    if len(names) == 1:
        return say("{name} moved from {was} to {now}", name=term(names[0]), **told)
    every = len(names) == len(view.dimensions) + 1 > 2  # noqa: PLR2004
    what = term("Overall and all dimensions") if every else listed(map(term, names))
    return say("{names} moved from {was} to {now}", names=what, **told)
