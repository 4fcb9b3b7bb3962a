"""Material changes in tables, a table for each kind of thing, the most material first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from pmo_reports.model.changes import Change, ChangeKind, ScheduleChange
from pmo_reports.model.figures import Figure, Raw, Sentence, Unit
from pmo_reports.model.pack import Cell, Chip, TableBlock
from pmo_reports.model.rag import Rag
from pmo_reports.model.wording import in_line, label, say, term
from pmo_reports.pack.change_words import SIDES, Labels, clause, fact, month, moved_days, side
from pmo_reports.pack.changed import material, moved_schedules
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.movement import Move, all_moves
from pmo_reports.pack.quantities import count, days, on, signed
from pmo_reports.pack.view import View
from pmo_reports.pack.words import STATES, joined, not_shown
from pmo_reports.pack.workdays import slip

_OF = {
    ChangeKind.PROJECT_IN: label("portfolio"),
    ChangeKind.PROJECT_OUT: label("portfolio"),
    ChangeKind.DECISION: label("decision"),
    ChangeKind.OVERRIDE_SET: label("override"),
    ChangeKind.OVERRIDE_ENDED: label("override"),
    ChangeKind.PERSON: label("person"),
}
T = TypeVar("T")
DATES = (ChangeKind.FINISH, ChangeKind.MILESTONE)
RISKS = (
    ChangeKind.RISK_NEW,
    ChangeKind.RISK_ESCALATED,
    ChangeKind.RISK_RATED,
    ChangeKind.RISK_CLOSED,
    ChangeKind.RISK_GONE,
)
OTHERS = (
    ChangeKind.PROJECT_IN,
    ChangeKind.PROJECT_OUT,
    ChangeKind.DECISION,
    ChangeKind.OVERRIDE_SET,
    ChangeKind.OVERRIDE_ENDED,
    ChangeKind.PERSON,
)
_WHAT = {
    ChangeKind.RISK_NEW: label("new"),
    ChangeKind.RISK_ESCALATED: label("escalated"),
    ChangeKind.RISK_RATED: label("re-rated"),
    ChangeKind.RISK_CLOSED: label("closed"),
    ChangeKind.RISK_GONE: label("gone from the log"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A table before it is cut to as many rows as a slide has: its words and the key of what is not shown."""

    key: str
    alt: str
    caption: str
    empty: str = "None this period."


def states_table(view: View) -> TableBlock:
    """The entities whose state moved, the whole first, with what it was and is and why."""
    words = _Table(
        key="moves",
        alt="Entities whose state moved, the portfolio and programmes first, then projects",
        caption="RAG moves",
        empty="No state moved since the last period.",
    )
    fields: tuple[Field[Move], ...] = (
        Field("project", "Entity", lambda m: view.link(m.entity), 1.6),
        Field("was", "Was", lambda m: Chip(rag=m.was), 0.4),
        Field("now", "Now", lambda m: view.chip(m.entity), 0.5),
        Field("dimensions", "Dimensions that moved", lambda m: dimensions_moved(view, m), 2.6),
        Field("why", "Why", lambda m: _why(view, m), 3.6),
    )
    return _grid(view, fields, all_moves(view), words)


def _why(view: View, move: Move) -> Sentence:
    """Why the whole moved; where it did not, why the dimensions did, each reason once."""
    if move.was is not move.now:
        return view.assessment(move.entity).reason
    reasons = (view.assessment(move.entity, dimension).reason for dimension in move.dimensions)
    return joined({_read(reason): reason for reason in reasons}.values(), " ")


def _read(reason: Sentence) -> tuple[Raw, ...]:
    """What a reader sees of a reason, whichever dimension its figures are named after."""
    return tuple(part if isinstance(part, str) else part.value for part in reason.parts)


def dimensions_moved(view: View, move: Move) -> Sentence:
    """The dimensions that moved and how, those that moved alike together: "Cost from amber to red"."""
    alike: dict[tuple[Rag, Rag], list[str]] = {}
    for dimension, states in move.dimensions.items():
        alike.setdefault(states, []).append(view.dimensions[dimension])
    return joined(_moved_alike(view, names, *states) for states, names in alike.items())


def _moved_alike(view: View, names: Sequence[str], was: Rag, now: Rag) -> Sentence:
    every = len(names) == len(view.dimensions) > 1
    told = term("All") if every else in_line(map(term, names))
    return say(
        "{dimension} from {was} to {now}", dimension=told, was=term(STATES[was]), now=term(STATES[now])
    )


def dates_table(view: View) -> TableBlock:
    """Finishes and milestones that moved beyond tolerance, in working days, the longest first."""
    words = _Table(
        key="slips",
        alt="Finishes and milestones that moved beyond tolerance, longest first",
        caption="Dates that moved beyond tolerance, in working days",
        empty="No date moved beyond its tolerance since the last period.",
    )
    fields: tuple[Field[Change], ...] = (
        Field("project", "Project", lambda c: _who(view, c.entity), 1.8),
        Field("what", "Date", lambda c: c.name or label("Finish"), 1.9),
        Field("was", "Was", lambda c: _on(c, "was"), 1.0),
        Field("now", "Now", lambda c: _on(c, "now"), 1.0),
        Field("days", "Moved", lambda c: signed(moved_days(c)), 0.7),
    )
    return _grid(view, fields, dates_moved(view), words)


def dates_moved(view: View) -> tuple[Change, ...]:
    """The dates of projects that moved beyond tolerance, the longest first.

    Finishes of what is above follow from those of projects, and a milestone on the day of its project's
    finish is told as that.
    """
    found = [change for change in material(view, *DATES) if change.entity in view.projects]
    ends = {(c.entity, c.before, c.after) for c in found if c.kind is ChangeKind.FINISH}
    last = {c.id for c in found if c.kind is ChangeKind.MILESTONE and (c.entity, c.before, c.after) in ends}
    shown = [change for change in found if change.id not in last]
    return tuple(sorted(shown, key=lambda c: (-abs(c.days or 0), view.name(c.entity), c.item)))


def _on(change: Change, what: str) -> Figure:
    figure = side(change, what)
    return on(change.entity, f"moved.{change.kind.value}.{what}", figure.value, figure.item)  # type: ignore[arg-type]


def risks_table(view: View) -> TableBlock | None:
    """Risks that are new, escalated, re-rated, closed or gone; null where none is material."""
    fields: tuple[Field[Change], ...] = (
        Field("project", "Project", lambda c: _who(view, c.entity), 1.6),
        Field("risk", "Risk", lambda c: c.name or c.item, 3.2),
        Field("what", "What", lambda c: _WHAT[c.kind], 1.0),
        Field("was", "Score was", lambda c: side(c, "was") if c.before is not None else None, 0.7),
        Field("now", "Now", lambda c: side(c, "now") if c.after is not None else None, 0.6),
    )
    words = _Table(key="risks", alt="Risks that changed, most material first", caption="Risks")
    return _some(view, fields, RISKS, words)


def benefits_table(view: View) -> TableBlock | None:
    """Benefits whose baseline or forecast moved; null where none is material."""
    fields: tuple[Field[Change], ...] = (
        Field("project", "Project", lambda c: _who(view, c.entity), 1.6),
        Field("benefit", "Benefit", lambda c: c.name or c.item, 2.6),
        Field("what", "Of", lambda c: SIDES.get(c.dimension, c.dimension), 0.8),
        *_amounts(),
    )
    words = _Table(key="benefits", alt="Benefits that changed, most material first", caption="Benefits")
    return _some(view, fields, (ChangeKind.BENEFIT,), words)


def corrections_table(view: View) -> TableBlock | None:
    """Closed months that were booked anew; null where none is material."""
    fields: tuple[Field[Change], ...] = (
        Field("project", "Project", lambda c: _who(view, c.entity), 1.6),
        Field("month", "Month", month, 0.9),
        Field("category", "Category", lambda c: c.name, 1.4),
        *_amounts(),
    )
    words = _Table(
        key="corrections",
        alt="Actual cost of closed months that was booked anew, most material first",
        caption="Actual cost corrected after the fact",
    )
    return _some(view, fields, (ChangeKind.CORRECTION,), words)


def others_table(view: View) -> TableBlock | None:
    """Projects in and out, decisions, overrides and people; null where none is material."""
    labels = Labels(view.dimensions)
    fields: tuple[Field[Change], ...] = (
        Field(
            "project",
            "Project",
            lambda c: c.name if c.kind is ChangeKind.PROJECT_OUT else _who(view, c.entity),
            1.6,
        ),
        Field("kind", "Of", lambda c: _OF[c.kind], 0.8),
        Field("what", "What changed", lambda c: clause(c, labels), 5.0),
    )
    words = _Table(
        key="others",
        alt="Projects in and out, decisions, overrides and people, most material first",
        caption="Decisions, overrides, people",
    )
    return _some(view, fields, OTHERS, words)


def schedules_table(view: View) -> TableBlock | None:
    """The schedules that moved, those that finish latest against the period before first; null without."""
    found = moved_schedules(view)
    if not found:
        return None
    fields: tuple[Field[ScheduleChange], ...] = (
        Field("project", "Project", lambda s: view.link(s.project), 1.8),
        Field("activities", "Activities", lambda s: _number(s, "activities"), 0.8),
        Field("added", "Added", lambda s: count(s.project, "schedule.added", len(s.added)), 0.7),
        Field("removed", "Removed", lambda s: count(s.project, "schedule.removed", len(s.removed)), 0.7),
        Field("later", "Later", lambda s: _number(s, "later"), 0.7),
        Field("earlier", "Earlier", lambda s: _number(s, "earlier"), 0.7),
        Field("was", "Finish was", lambda s: on(s.project, "schedule.finish.was", s.finish_before), 1.0),
        Field("finish", "Now", lambda s: on(s.project, "schedule.finish", s.finish), 1.0),
        Field("days", "Moved", lambda s: signed(days(s.project, "schedule.slip", _slip(view, s))), 0.7),
    )
    words = _Table(
        key="schedules",
        alt="Schedules that moved: activities added, removed, later and earlier, and the finish",
        caption="Schedules that moved, in working days",
    )
    ordered = sorted(found, key=lambda s: (-(_slip(view, s) or 0), view.name(s.project), s.project))
    return _grid(view, fields, ordered, words)


def _slip(view: View, change: ScheduleChange) -> int | None:
    return slip(view, change.project, change.finish_before, change.finish)


def _number(change: ScheduleChange, name: str) -> Figure:
    return count(change.project, f"schedule.{name}", getattr(change, name))


def _amounts() -> tuple[Field[Change], ...]:
    """What an amount was, is, and how it moved, in its own currency or unit."""
    return (
        Field("was", "Was", lambda c: side(c, "was"), 0.9),
        Field("now", "Now", lambda c: side(c, "now"), 0.9),
        Field("change", "Change", lambda c: signed(fact(c, "change", c.amount, _unit(c))), 0.9),
    )


def _unit(change: Change) -> Unit:
    return Unit.MONEY if change.currency else Unit.COUNT


def _some(
    view: View, fields: Sequence[Field[Change]], kinds: tuple[ChangeKind, ...], words: _Table
) -> TableBlock | None:
    found = material(view, *kinds)
    return _grid(view, fields, found, words) if found else None


def _grid(view: View, fields: Sequence[Field[T]], found: Sequence[T], words: _Table) -> TableBlock:
    most = view.pack.rows
    more = not_shown(view.entity, f"moved.{words.key}.more", len(found) - most)
    told = Words(alt=words.alt, empty=words.empty, more=more, caption=words.caption)
    return grid(fields, found[:most], told, locale=view.locale)


def _who(view: View, entity: str) -> Cell:
    return view.link(entity) if entity else label("Portfolio")
