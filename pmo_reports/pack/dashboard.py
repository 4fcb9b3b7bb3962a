"""The portfolio dashboard: programmes, then every project, worst first."""

from __future__ import annotations

from dataclasses import replace

from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import Bullets, Cell, TableBlock
from pmo_reports.model.rag import Rag
from pmo_reports.model.wording import label, say, say_many, term
from pmo_reports.model.wording import listed as named
from pmo_reports.pack.charts import spark
from pmo_reports.pack.clauses import over_budget
from pmo_reports.pack.grid import Field, Words, grid, said
from pmo_reports.pack.movement import worse
from pmo_reports.pack.narrative import programme_line
from pmo_reports.pack.programmes import programmes_table
from pmo_reports.pack.quantities import count, on, signed
from pmo_reports.pack.ranking import with_state, worst_first
from pmo_reports.pack.ratings import ratings_table
from pmo_reports.pack.records import day, text
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.standing import standing
from pmo_reports.pack.status_reports import reported
from pmo_reports.pack.tiles import projects_count
from pmo_reports.pack.view import View
from pmo_reports.pack.words import joined, part_of

_SPARKS = ("spi", "cpi")
_FEW = 3  # dimensions beside which a programme's name still stands on one line


@section("dashboard", "Portfolio dashboard")
def dashboard(view: View) -> Content:
    """Where the trouble is: a row for each programme and each project, worst first."""
    key = _spark_key(view)
    return Content(
        title=_title(view),
        lead=_lead(view, key),
        blocks={
            "programmes": programmes_table(view) if view.scope.programmes else None,
            "lines": _lines(view) if view.scope.programmes else None,
            "ratings": ratings_table(view),
            "table": _table(view, key),
        },
        source=view.source("projects", "status_reports", "costs"),
    )


@section("programmes", "Programmes", kind="dashboard")
def programmes(view: View) -> Content | None:
    """The dashboard by programme alone, for those who do not read it project by project."""
    if not view.scope.programmes:
        return None
    reds = [programme for programme in view.scope.programmes if view.rag(programme) is Rag.RED]
    red = count(view.entity, "programmes.red", len(reds))
    every = count(view.entity, "programmes", len(view.scope.programmes))
    return Content(
        title=part_of(red, every, "programmes", "is red", "are red"),
        lead=standing(view),
        blocks={"programmes": programmes_table(view), "lines": _lines(view)},
        source=view.source("projects", "status_reports", "costs"),
    )


def _lines(view: View) -> Bullets:
    """Each programme in a sentence or two, worst first."""
    groups = [group for group in worst_first(view, view.scope.programmes) if view.about(group).active]
    return Bullets(
        head=label("Programmes, from the figures"),
        items=tuple(programme_line(view, group) for group in groups),
    )


def _title(view: View) -> Sentence:
    off = count(view.entity, "rag.red_or_amber", sum(len(with_state(view, s)) for s in (Rag.RED, Rag.AMBER)))
    head = part_of(off, projects_count(view), "projects", "is red or amber", "are red or amber")
    if view.before is None:
        return head
    moved = worse(view)
    if not moved.value:
        return say("{head}; none got worse since the last period", head=head)
    tail = say_many("{n} got worse since the last period", "{n} got worse since the last period", moved)
    return joined((head, tail))


def _lead(view: View, key: str) -> Sentence:
    absent = [label for dimension, label in view.dimensions.items() if not _rated(view, dimension)]
    head = (
        say(
            "Worst first. The line shows {index} over the last periods; above the hairline is better.",
            index=key.upper(),
        )
        if key
        else say("Worst first.")
    )
    none = say("Not reported: {dimensions}.", dimensions=named(map(term, absent))) if absent else Sentence()
    return joined((head, none), " ")


def _rated(view: View, dimension: str) -> bool:
    return any(said(view.chip(entity, dimension)) for entity in view.projects)


def _spark_key(view: View) -> str:
    """The index that a sparkline can show: the first one that any project has in two periods."""
    for key in _SPARKS:
        lines = (spark(view, entity, key) for entity in view.projects)
        if any(sum(point.value is not None for point in line.points) > 1 for line in lines):
            return key
    return ""


def _table(view: View, key: str) -> TableBlock:
    return grid(
        (*_who(view), *_states(view), *_numbers(view, key)),
        worst_first(view, view.projects),
        Words(alt="Projects, worst first, with the state of each dimension", empty="No project is reported."),
        locale=view.locale,
    )


def _who(view: View) -> tuple[Field[str], ...]:
    reports = reported(view)

    def programme(entity: str) -> Cell:
        above = view.scope.programme.get(entity, "")
        return view.name(above) if above else None

    return (
        Field("project", "Project", view.link, 2.2),
        *([Field("programme", "Programme", programme, 1.5, optional=True)] if _roomy(view) else []),
        Field(
            "rating",
            "As given",
            lambda e: text(reports.get(e, {}), "delivery_confidence"),
            0.9,
            optional=True,
        ),
    )


def _roomy(view: View) -> bool:
    """Whether few enough dimensions are rated to leave room for the programme's name on one line."""
    return sum(_rated(view, dimension) for dimension in view.dimensions) <= _FEW


def _states(view: View) -> tuple[Field[str], ...]:
    # The trend of the whole has a column of its own; an arrow beside each mark would crowd the page.
    overall: Field[str] = Field("overall", "Overall", lambda e: replace(view.traced(e), trend=None), 0.6)
    each = (_state(view, dimension, label) for dimension, label in view.dimensions.items())
    trend: Field[str] = Field("trend", "Trend", lambda entity: view.assessment(entity).trend, 0.5)
    return (overall, *each, *([trend] if view.before else []))


def _state(view: View, dimension: str, label: str) -> Field[str]:
    return Field(
        dimension, label, lambda e: replace(view.traced(e, dimension), trend=None), 0.6, optional=True
    )


def _numbers(view: View, key: str) -> tuple[Field[str], ...]:
    numbers: tuple[Field[str], ...] = (
        Field("finish", "Finish", lambda e: finish(view, e), 1.0, optional=True),
        Field("slip", "Slip", lambda e: signed(view.figure(e, "finish_slip")), 0.6, optional=True),
        Field("cpi", "CPI", lambda e: view.figure(e, "cpi"), 0.5, optional=True),
        Field("eac_over_bac", "EAC vs budget", lambda e: over_budget(view, e), 0.7, optional=True),
    )
    if not view.earned_value:
        cost: Field[str] = Field(
            "whole_life_cost",
            "Whole-life cost",
            lambda e: view.figure(e, "whole_life_cost"),
            0.9,
            optional=True,
        )
        numbers = (*numbers, cost)
    if not key:
        return numbers
    return (*numbers, Field("spark", key.upper(), lambda e: spark(view, e, key), 1.0))


def finish(view: View, entity: str) -> Cell:
    """The date on which a project finishes, or is expected to.

    Where nobody forecasts, as in a public register, it is the date that was approved; where others do, the
    plan of a project that does not is no forecast.
    """
    measured = view.figure(entity, "finish_forecast")
    if measured.value is not None:
        return measured
    forecast = view.figure(view.scope.root, "finish_forecast").value is not None
    approved = () if forecast else ("baseline_finish",)
    expected = day(view.project(entity), "actual_finish", "forecast_finish", *approved)
    return on(entity, "projects.expected_finish", expected)
