"""What was declared against what is computed, and the overrides, each with the cell that says so."""

from __future__ import annotations

from collections.abc import Mapping

from pmo_reports.model.pack import Cell, Chip, TableBlock
from pmo_reports.model.rag import SEVERITY, Assessment, Rag
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.quantities import on
from pmo_reports.pack.records import Record, text
from pmo_reports.pack.status_reports import reported
from pmo_reports.pack.view import View

_LETTERS = {"green": Rag.GREEN, "amber": Rag.AMBER, "red": Rag.RED}


def divergence_table(view: View) -> TableBlock:
    """Where the declared state is better than the computed one, red ones first, with the declaring cell."""
    reports = reported(view)
    fields: tuple[Field[Assessment], ...] = (
        Field("project", "Project", lambda a: view.link(a.entity), 1.5),
        Field("dimension", "Dimension", lambda a: view.dimensions.get(a.dimension, "Overall"), 1.0),
        Field("declared", "Declared", lambda a: _chip(a.declared), 0.7),
        Field("computed", "Computed", lambda a: _chip(a.computed), 0.7),
        Field("effective", "Shown", _shown, 0.7),
        Field("why", "Why", lambda a: a.reason, 3.5),
        Field("place", "Declared in", lambda a: _place(view, reports, a), 1.8, optional=True),
    )
    words = Words(
        alt="States that were declared better than they are computed, with the cell that declares them",
        empty="No state was declared better than it is computed.",
        caption="Green outside, red inside: declared better than computed",
    )
    return grid(fields, sorted(_divergent(view), key=lambda a: _rank(view, a)), words, locale=view.locale)


def overrides_table(view: View) -> TableBlock:
    """Overrides that are in force and those that have expired, with their dates."""
    fields: tuple[Field[Record], ...] = (
        Field("project", "Project", lambda r: view.link(text(r, "project_id")), 1.5),
        Field("dimension", "Dimension", lambda r: view.dimensions.get(text(r, "dimension"), "Overall"), 0.8),
        Field("to", "To", lambda r: _chip(_state(text(r, "to"))), 0.4),
        Field("reason", "Reason", lambda r: text(r, "reason"), 2.5),
        Field("approver", "Approved by", lambda r: text(r, "approver"), 1.1),
        Field("valid_from", "From", lambda r: _date(r, "valid_from"), 0.9),
        Field("expires_on", "Expires", lambda r: _date(r, "expires_on"), 0.9),
        Field("state", "State", lambda r: _in_force(view, r), 0.7),
    )
    words = Words(
        alt="Overrides of states with their reason and expiry",
        empty="No state is overridden.",
        caption="Overrides, in force and expired",
    )
    return grid(fields, view.rows("overrides"), words, locale=view.locale)


def _divergent(view: View) -> list[Assessment]:
    """What diverges; of a report that is missing or too old, its absence says enough."""
    found = (view.now.assessments[key] for key in view.now.assessments if key[0] in view.projects)
    return [a for a in found if a.diverges and a.effective is not Rag.STALE]


def _rank(view: View, assessment: Assessment) -> tuple[int, int, str, str]:
    overall = SEVERITY.get(view.rag(assessment.entity), 0)
    own = SEVERITY.get(assessment.computed, 0)
    return (-overall, -own, view.name(assessment.entity), assessment.dimension)


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


def _state(name: str) -> Rag | None:
    known = {state.value.lower(): state for state in _LETTERS.values()}
    return {**_LETTERS, **known}.get(name.lower())


def _chip(state: Rag | None) -> Cell:
    return Chip(rag=state) if state else None


def _date(row: Record, name: str) -> Cell:
    item = f"{text(row, 'dimension')}/{row.get('valid_from')}"
    return on(text(row, "project_id"), f"overrides.{name}", row.get(name), item)


def _in_force(view: View, row: Record) -> str:
    start, end = row.get("valid_from"), row.get("expires_on")
    if end is not None and end < view.status_date:
        return "expired"
    return "to come" if start is not None and start > view.status_date else "in force"
