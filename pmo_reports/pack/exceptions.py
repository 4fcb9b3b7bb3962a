"""Exceptions: each red project and each amber one that got worse; why, what it does, what is wanted."""

from __future__ import annotations

from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import Cell, Link, Prose, TableBlock
from pmo_reports.model.rag import Rag
from pmo_reports.pack.clauses import impact
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.open_decisions import open_decisions
from pmo_reports.pack.quantities import count
from pmo_reports.pack.ranking import exceptions as exceptional
from pmo_reports.pack.records import text
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.status_reports import reported
from pmo_reports.pack.tiles import projects_count, state_count
from pmo_reports.pack.view import View
from pmo_reports.pack.words import joined, verb

_REASONS = 2  # dimensions whose reason is told; the one-pager has all


@section("exceptions", "Exceptions")
def exceptions(view: View) -> Content:
    """Why each exception is one, its impact and the help that is asked for."""
    red = state_count(view, Rag.RED)
    found = exceptional(view)
    amber = count(view.entity, "rag.amber.worsening", sum(view.rag(e) is Rag.AMBER for e in found))
    head = Sentence.of(
        red, " of ", projects_count(view), " projects ", verb(red, "needs", "need"), " recovery"
    )
    tail = Sentence.of(amber, " more turned amber") if amber.value else Sentence()
    return Content(
        title=joined((head, tail)),
        blocks={"table": _table(view, found)},
        source=view.source("status_reports", "decisions"),
    )


def because(view: View, entity: str) -> Sentence:
    """Why it is what it is: the reasons of the dimensions that are as bad as the whole, else its own."""
    state, labels = view.rag(entity), view.dimensions
    found = {label: view.assessment(entity, key) for key, label in labels.items()}
    worst = [(label, a.reason) for label, a in found.items() if a.effective is state and a.reason]
    said = [Sentence.of(label, ": ") + reason for label, reason in worst[:_REASONS]]
    return joined(said, " ") or view.assessment(entity).reason


def _table(view: View, found: tuple[str, ...]) -> TableBlock:
    reports = reported(view)
    fields: tuple[Field[str], ...] = (
        Field("project", "Project", view.link, 1.3),
        Field("state", "State", view.chip, 0.5),
        Field("why", "Why", lambda e: because(view, e), 2.4),
        Field("impact", "Impact", lambda e: impact(view, e), 1.6, optional=True),
        Field(
            "help",
            "Help needed",
            lambda e: _help(text(reports.get(e, {}), "help_needed")),
            2.0,
            optional=True,
        ),
        Field("decision", "Decision", lambda e: _decision(view, e), 0.8, optional=True),
    )
    words = Words(
        alt="Red projects and ambers that got worse, worst first",
        empty="No project is red, and none turned amber.",
    )
    return grid(fields, found, words, locale=view.locale)


def _help(words: str) -> Cell:
    return Prose(words) if words else None


def _decision(view: View, entity: str) -> Cell:
    """The way to the decision that is asked for this project, where the pack shows it."""
    asked = any(text(row, "project_id") == entity for row in open_decisions(view))
    if not asked:
        return None
    return Link("Asked for", "decisions") if "decisions" in view.pack.sections else "Asked for"
