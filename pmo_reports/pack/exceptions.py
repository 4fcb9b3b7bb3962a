"""Exceptions: each red project and each amber one that got worse; why, what it does, what is wanted."""

from __future__ import annotations

from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import Block, Cell, Facts, Link, Prose
from pmo_reports.model.rag import Assessment, Rag
from pmo_reports.model.wording import label, say, say_many
from pmo_reports.pack.clauses import impact
from pmo_reports.pack.held import held, how_long, why
from pmo_reports.pack.open_decisions import open_decisions
from pmo_reports.pack.people import summary, wants, whose
from pmo_reports.pack.quantities import count
from pmo_reports.pack.ranking import exceptions as exceptional
from pmo_reports.pack.records import text
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.status_reports import reported
from pmo_reports.pack.tiles import projects_count, state_count
from pmo_reports.pack.view import View
from pmo_reports.pack.way_back import way_back_clause, ways_back
from pmo_reports.pack.words import capital, joined, part_of

_DECISION = label("Decision required")
_REASONS = 3  # dimensions whose reason is told; the one-pager has all


@section("exceptions", "Exceptions")
def exceptions(view: View) -> Content:
    """Why each exception is one, its impact and the help that is asked for."""
    red = state_count(view, Rag.RED)
    found = exceptional(view)
    amber = count(view.entity, "rag.amber.worsening", sum(view.rag(e) is Rag.AMBER for e in found))
    head = part_of(red, projects_count(view), "projects", "needs recovery", "need recovery")
    tail = say_many("{n} more turned amber", "{n} more turned amber", amber) if amber.value else Sentence()
    entries: dict[str, Block | None] = {
        f"entry_{at}": _entry(view, entity) for at, entity in enumerate(found, start=1)
    }
    return Content(
        title=joined((head, tail)),
        lead=ways_back(view),
        blocks=entries or {"none": say("No project is red, and none turned amber.")},
        source=view.source("status_reports", "decisions"),
    )


def _entry(view: View, entity: str) -> Facts:
    """A project: its state, why, what that does, what is asked for, and where to read more."""
    pairs: tuple[tuple[str, Cell], ...] = (
        (label("State"), view.chip(entity)),
        (label("Held"), _held(view, entity)),
        *_because(view, entity),
        (label("Impact"), impact(view, entity)),
        (label("Asked for"), _asked(view, entity)),
        (label("Decision"), _decision(view, entity)),
        (label("More"), _page(view, entity)),
    )
    return Facts(head=view.name(entity), pairs=tuple((label, cell) for label, cell in pairs if cell))


def _because(view: View, entity: str) -> tuple[tuple[str, Cell], ...]:
    """The reasons of the dimensions that are as bad as the whole, else its own and what is reported on it."""
    state, labels = view.rag(entity), view.dimensions
    found = {label: view.assessment(entity, key) for key, label in labels.items()}
    worst = [(label, _told(view, a)) for label, a in found.items() if a.effective is state and a.reason]
    if worst:
        return tuple(worst[:_REASONS])
    own: Cell = summary(view.about(entity), reported(view).get(entity, {}))
    return ((label("Why"), why(view.assessment(entity))), *([(label("Reported"), own)] if own else []))


def _told(view: View, assessment: Assessment) -> Sentence:
    """Why a dimension is what it is, how far from its bound, and for how long where the whole differs."""
    whole = view.assessment(assessment.entity)
    if (assessment.effective, assessment.months) == (whole.effective, whole.months):
        return why(assessment)
    return joined((why(assessment), say("For {long}.", long=how_long(view, assessment))), " ")


def _held(view: View, entity: str) -> Sentence:
    """For how long it is what it is, and by when it is green again."""
    state, way = capital(held(view, view.assessment(entity))), way_back_clause(view, entity)
    return joined((state, way))


def _asked(view: View, entity: str) -> Cell:
    """What the project manager wants, in their own words."""
    report = reported(view).get(entity, {})
    wanted = wants(text(report, "help_needed"))
    return Prose("\n\n".join(wanted), by=whose(view.about(entity), report)) if wanted else None


def _decision(view: View, entity: str) -> Cell:
    """The way to the decision that is asked for this project, where the pack shows it."""
    asked = any(text(row, "project_id") == entity for row in open_decisions(view))
    if not asked:
        return None
    there = "decisions" in view.pack.kinds
    return Link(_DECISION, "decisions") if there else _DECISION


def _page(view: View, entity: str) -> Cell:
    return Link(label("Project page"), view.anchor(entity)) if entity in view.linked else None
