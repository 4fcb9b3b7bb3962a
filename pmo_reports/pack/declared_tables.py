"""What was declared against what is computed, and the overrides, each with the cell that says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pmo_reports.model.pack import Cell, Chip, TableBlock
from pmo_reports.model.rag import Assessment, Rag
from pmo_reports.model.wording import label
from pmo_reports.pack.divergent import better, differing, lasting, worse
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.held import months_head
from pmo_reports.pack.quantities import between, count, days, on
from pmo_reports.pack.records import Record, text
from pmo_reports.pack.status_reports import reported
from pmo_reports.pack.view import View

NEEDED = ("to", "reason", "author", "approver", "valid_from", "expires_on")
_LETTERS = {"green": Rag.GREEN, "amber": Rag.AMBER, "red": Rag.RED}
_OVERALL = label("Overall")
_BETTER = Words(
    alt="States that were declared better than they are computed, with the cell that declares them",
    empty="No state was declared better than it is computed.",
    caption="Green outside, red inside: declared better than computed",
)
_WORSE = Words(
    alt="States that were declared worse than they are computed, with the cell that declares them",
    empty="No state was declared worse than it is computed.",
    caption="Red outside, green inside: declared worse than computed",
)


def divergence_table(view: View) -> TableBlock:
    """Where the declared state is better than the computed one, red projects first, with its cell."""
    return _differing(view, better, _BETTER)


def understated_table(view: View) -> TableBlock:
    """Where the declared state is worse than the computed one, red projects first, with its cell."""
    return _differing(view, worse, _WORSE)


def overrides_table(view: View) -> TableBlock:
    """Overrides that are in force and those that have expired, with their dates."""
    fields: tuple[Field[Record], ...] = (
        *_what(view),
        Field("valid_from", "From", lambda r: _date(r, "valid_from"), 0.9),
        Field("expires_on", "Expires", lambda r: _date(r, "expires_on"), 0.9),
        Field("state", "State", lambda r: in_force(view, r), 0.7),
    )
    words = Words(
        alt="Overrides of states with their reason and expiry",
        empty="No state is overridden.",
        caption="Overrides, in force and expired",
    )
    return grid(fields, view.rows("overrides"), words, locale=view.locale)


def live_table(view: View) -> TableBlock:
    """Overrides in force, the first to expire first: who wants what, who allows it, and for how long."""
    fields: tuple[Field[Record], ...] = (
        *_what(view),
        Field("author", "Author", lambda r: text(r, "author"), 1.1),
        Field("expires_on", "Expires", lambda r: _date(r, "expires_on"), 0.9),
        Field("left", "Days left", lambda r: _left(view, r), 0.6),
    )
    words = Words(
        alt="Overrides in force with their reason, author, approver and expiry", caption="Overrides in force"
    )
    return grid(fields, live(view), words, locale=view.locale)


def expired_table(view: View) -> TableBlock:
    """Overrides that expired since the period before; what they covered is shown as it is."""
    fields: tuple[Field[Record], ...] = (
        *_what(view),
        Field("expires_on", "Expired", lambda r: _date(r, "expires_on"), 0.9),
        Field("now", "Now", lambda r: _now(view, r), 0.5),
    )
    words = Words(
        alt="Overrides that expired since the last period, and the state that is shown now",
        caption="Overrides expired since the last period",
    )
    return grid(fields, expired(view), words, locale=view.locale)


def live(view: View) -> list[Record]:
    """The overrides in force at the status date, the first to expire first."""
    found = [row for row in view.rows("overrides") if in_force(view, row) == "in force"]
    return sorted(found, key=lambda row: (row["expires_on"], text(row, "project_id"), text(row, "dimension")))


def expired(view: View) -> list[Record]:
    """The overrides that were in force at the status date before, or later, and no longer are."""
    last = view.before.status_date if view.before else None
    gone = [row for row in view.rows("overrides") if in_force(view, row) == "expired"]
    found = [row for row in gone if last is None or row["expires_on"] >= last]
    return sorted(found, key=lambda row: (row["expires_on"], text(row, "project_id"), text(row, "dimension")))


def in_force(view: View, row: Record) -> str:
    """Where an override stands: `in force`, `expired`, `to come`, or `incomplete` and so without effect."""
    if any(row.get(name) is None for name in NEEDED) or _state(text(row, "to")) is None:
        return "incomplete"
    if row["expires_on"] < view.status_date:
        return "expired"
    return "to come" if row["valid_from"] > view.status_date else "in force"


def _differing(view: View, differs: Callable[[Assessment], bool], words: Words) -> TableBlock:
    reports = reported(view)
    fields: tuple[Field[Assessment], ...] = (
        Field("project", "Project", lambda a: view.link(a.entity), 1.5),
        Field("dimension", "Dimension", lambda a: view.dimensions.get(a.dimension, _OVERALL), 0.9),
        Field("declared", "Declared", lambda a: _chip(a.declared), 0.7),
        Field("computed", "Computed", lambda a: _chip(a.computed), 0.7),
        Field("effective", "Shown", _shown, 0.6),
        Field("lasting", months_head(view), lambda a: _lasting(view, a, differs), 0.6),
        Field("why", "Why", lambda a: a.reason, 3.5),
        Field("place", "Declared in", lambda a: _place(view, reports, a), 1.8, optional=True),
    )
    return grid(fields, differing(view, differs), words, locale=view.locale)


def _lasting(view: View, assessment: Assessment, differs: Callable[[Assessment], bool]) -> Cell:
    value = lasting(view, assessment, differs)
    return count(assessment.entity, "rag.divergent.periods", value, assessment.dimension)


def _what(view: View) -> Sequence[Field[Record]]:
    """Which cell is overridden to what, why, and who allows it."""
    return (
        Field("project", "Project", lambda r: view.link(text(r, "project_id")), 1.5),
        Field("dimension", "Dimension", lambda r: view.dimensions.get(text(r, "dimension"), _OVERALL), 0.8),
        Field("to", "To", lambda r: _chip(_state(text(r, "to"))), 0.4),
        Field("reason", "Reason", lambda r: text(r, "reason"), 2.5),
        Field("approver", "Approved by", lambda r: text(r, "approver"), 1.1),
    )


def _place(view: View, reports: Mapping[str, Record], assessment: Assessment) -> Cell:
    """File, sheet and cell of what was declared."""
    row = reports.get(assessment.entity)
    if row is None or row.get("file") is None:
        return None
    found = view.now.portfolio.lineage.cell("status_reports", row, assessment.dimension)
    return str(found) if found else None


def _shown(assessment: Assessment) -> Chip:
    """The state that is shown, without the marks that the columns beside it explain."""
    return Chip(rag=assessment.effective, overridden=assessment.override is not None, note=assessment.reason)


def _now(view: View, row: Record) -> Chip:
    return _shown(view.assessment(text(row, "project_id"), text(row, "dimension")))


def _state(name: str) -> Rag | None:
    known = {state.value.lower(): state for state in _LETTERS.values()}
    return {**_LETTERS, **known}.get(name.lower())


def _chip(state: Rag | None) -> Cell:
    return Chip(rag=state) if state else None


def _date(row: Record, name: str) -> Cell:
    return on(text(row, "project_id"), f"overrides.{name}", row.get(name), _which(row))


def _left(view: View, row: Record) -> Cell:
    left = between(view.status_date, row.get("expires_on"))
    return days(text(row, "project_id"), "overrides.days_left", left, _which(row))


def _which(row: Record) -> str:
    return f"{text(row, 'dimension')}/{row.get('valid_from')}"
