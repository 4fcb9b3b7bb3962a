"""Risks: what could hurt, where it lies on the map, and who answers it by when."""

from __future__ import annotations

from collections.abc import Sequence

from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import Cell, Prose, TableBlock
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.quantities import amount, count, on, short
from pmo_reports.pack.records import Record, text
from pmo_reports.pack.risk_map import (
    band,
    exposure,
    exposure_figure,
    heat_map,
    open_risks,
    overdue,
    score,
    score_figure,
)
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.view import View
from pmo_reports.pack.words import joined, part_of, stated

TOP = 10


@section("risks", "Risks")
def risks(view: View) -> Content | None:
    """The map and the top risks; left out where no risk is open."""
    found = open_risks(view)
    if not found:
        return None
    return Content(
        title=_title(view, found),
        lead=_lead(view, found),
        blocks={"heat_map": heat_map(view, found), "table": top_risks(view, found, TOP)},
        source=view.source("risks"),
    )


def top_risks(view: View, found: Sequence[Record], most: int) -> TableBlock:
    """The first of the risks, and how many more there are."""
    fields = (*_what(view), *_response(view))
    return grid(fields, found[:most], _words(view, found, most), locale=view.locale)


def project_risks(view: View, found: Sequence[Record], most: int) -> TableBlock:
    """The first risks of one project, in the few columns its page has room for."""
    named = {"title", "band", "exposure", "due"}
    fields = tuple(field for field in (*_what(view), *_response(view)) if field.key in named)
    return grid(fields, found[:most], _words(view, found, most), locale=view.locale)


def _words(view: View, found: Sequence[Record], most: int) -> Words:
    rest = count(view.entity, "risks.not_shown", len(found) - most)
    more = Sentence.of("+", rest, " more in the annex workbook") if len(found) > most else Sentence()
    caption = "Risks" if view.entity in view.projects else ""
    return Words(
        alt="Open risks, highest score first", empty="No risk is open.", more=more, caption=caption
    )


def _title(view: View, found: Sequence[Record]) -> Sentence:
    above, of, total = _above(view, found), _open(view, found), view.figure(view.entity, "exposure")
    head = part_of(above, of, "open risks", "lies above the appetite", "lie above the appetite")
    if total.value is not None:
        return joined((head, Sentence.of("exposure is ", short(total))))
    known = [value for value in map(exposure, found) if value is not None]
    part = amount(view.entity, "risks.exposure_quantified", sum(known), view.currency)
    return joined((head, Sentence.of(short(part), " of exposure is quantified") if known else Sentence()))


def _above(view: View, found: Sequence[Record]) -> Figure:
    """The measure, or a count of those that have a score where the measure is not known."""
    measured = view.figure(view.entity, "risks_above_appetite")
    limit = view.settings.organisation.appetite.score
    scored = sum((score(row) or 0) > limit for row in found)
    return measured if measured.value is not None else count(view.entity, "risks.above_appetite", scored)


def _open(view: View, found: Sequence[Record]) -> Figure:
    measured = view.figure(view.entity, "open_risks")
    return measured if measured.value is not None else count(view.entity, "risks.open", len(found))


def _lead(view: View, found: Sequence[Record]) -> Sentence:
    late = count(view.entity, "risks.overdue", sum(overdue(view, row) for row in found))
    costed = count(view.entity, "risks.costed", sum(exposure(row) is not None for row in found))
    of = _open(view, found)
    responses = stated(late, "response", "is overdue", "are overdue")
    return joined(
        (responses, Sentence.of(costed, " of ", of, " risks have a cost and a likelihood"))
    ) + Sentence.of(".")


def _what(view: View) -> tuple[Field[Record], ...]:
    project: Field[Record] = Field("project", "Project", lambda row: _project(view, row), 1.3)
    return (
        Field("id", "Risk", lambda row: text(row, "risk_id"), 0.6),
        Field("title", "What could happen", lambda row: text(row, "title"), 2.4),
        *([] if view.entity in view.projects else [project]),
        Field("band", "Band", lambda row: band(view, row), 0.5),
        Field("score", "Score", score_figure, 0.5),
        Field("exposure", "Exposure", lambda row: exposure_figure(view, row), 0.8, optional=True),
    )


def _project(view: View, row: Record) -> Cell:
    return view.link(text(row, "project_id") or view.entity)


def _response(view: View) -> tuple[Field[Record], ...]:
    return (
        Field("response", "Response", _prose, 2.2, optional=True),
        Field("owner", "Owner", lambda row: text(row, "owner"), 1.0, optional=True),
        Field("due", "Due", lambda row: _due(view, row), 1.0, optional=True),
    )


def _prose(row: Record) -> Cell:
    return Prose(text(row, "response")) if text(row, "response") else None


def _due(view: View, row: Record) -> Cell:
    if row.get("response_due") is None:
        return None
    due = on(text(row, "project_id"), "risks.response_due", row["response_due"], text(row, "risk_id"))
    return Sentence.of(due, " overdue") if overdue(view, row) else due
