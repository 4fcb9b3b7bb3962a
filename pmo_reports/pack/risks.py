"""Risks: what could hurt, where it lies on the map, and who answers it by when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import Cell, Prose, TableBlock
from pmo_reports.model.wording import label, say
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.quantities import amount, count, number, on, short
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
from pmo_reports.pack.words import joined, not_shown, part_of, stated

TOP = 10
MOST_OVERDUE = 6


@section("risks", "Risks")
def risks(view: View) -> Content | None:
    """The map and the top risks; left out where no risk is open."""
    found = open_risks(view)
    if not found:
        return None
    return Content(
        title=_title(view, found),
        lead=_lead(view, found),
        blocks={
            "heat_map": heat_map(view, found),
            "programmes": _by_programme(view) if view.scope.programmes else None,
            "overdue": _overdue(view, found),
            "table": top_risks(view, found, TOP),
        },
        source=view.source("risks"),
    )


def _by_programme(view: View) -> TableBlock:
    """Open risks, those above the appetite and the exposure of each programme, largest exposure first."""
    groups = sorted(view.scope.programmes, key=lambda e: (-(number(view.figure(e, "exposure")) or 0.0), e))
    measures = (
        ("open_risks", label("Open")),
        ("risks_above_appetite", label("Above appetite")),
        ("exposure", "Exposure"),
    )
    fields: tuple[Field[str], ...] = (
        Field("programme", "Programme", lambda e: label("Total") if e == view.entity else view.name(e), 2.0),
        *(_measure(view, key, head) for key, head in measures),
    )
    words = Words(
        alt="Open risks and exposure by programme, largest exposure first", caption="Risks by programme"
    )
    return grid(fields, groups, words, locale=view.locale, total=view.entity)


def _overdue(view: View, found: Sequence[Record]) -> TableBlock | None:
    """The risks whose response is overdue, longest first; null where none is."""
    late = sorted((row for row in found if overdue(view, row)), key=lambda row: row["response_due"])
    named = {"id", "title", "project"}
    due: Field[Record] = Field("due", "Due", _due_date, 1.0)
    fields = (*(field for field in _what(view) if field.key in named), due)
    more = not_shown(view.entity, "risks.overdue_not_shown", len(late) - MOST_OVERDUE)
    words = Words(alt="Risks whose response is overdue", caption="Responses overdue", more=more)
    return grid(fields, late[:MOST_OVERDUE], words, locale=view.locale) if late else None


def _measure(view: View, key: str, head: str) -> Field[str]:
    return Field(key, head, lambda e: view.figure(e, key), 0.8, optional=True)


def top_risks(view: View, found: Sequence[Record], most: int) -> TableBlock:
    """The first of the risks, and how many more there are."""
    fields = (*_what(view), *_response(view))
    return grid(fields, found[:most], _words(view, found, most), locale=view.locale)


def project_risks(view: View, found: Sequence[Record], most: int) -> TableBlock:
    """The first risks of one project, in the few columns its page has room for."""
    named = {"title": 5.0, "band": 0.5, "exposure": 0.8}
    fields = tuple(replace(field, width=named[field.key]) for field in _what(view) if field.key in named)
    return grid(fields, found[:most], _words(view, found, most), locale=view.locale)


def _words(view: View, found: Sequence[Record], most: int) -> Words:
    more = not_shown(view.entity, "risks.not_shown", len(found) - most)
    caption = "Risks" if view.entity in view.projects else ""
    return Words(alt="Open risks, highest score first", empty="No risk is open.", more=more, caption=caption)


def _title(view: View, found: Sequence[Record]) -> Sentence:
    above, of, total = _above(view, found), _open(view, found), view.figure(view.entity, "exposure")
    head = part_of(above, of, "open risks", "lies above the appetite", "lie above the appetite")
    if total.value is not None:
        return joined((head, say("exposure is {amount}", amount=short(total))))
    known = [value for value in map(exposure, found) if value is not None]
    part = amount(view.entity, "risks.exposure_quantified", sum(known), view.currency)
    quantified = say("{amount} of exposure is quantified", amount=short(part)) if known else Sentence()
    return joined((head, quantified))


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
        (responses, say("{n} of {whole} risks have a cost and a likelihood", n=costed, whole=of))
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
    due = _due_date(row)
    return say("{date} overdue", date=due) if overdue(view, row) else due


def _due_date(row: Record) -> Figure:
    return on(text(row, "project_id"), "risks.response_due", row["response_due"], text(row, "risk_id"))
