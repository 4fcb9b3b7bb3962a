"""A project on one page; its first line says what is wanted from the reader."""

from __future__ import annotations

from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import Cell, Facts
from pmo_reports.model.rag import Rag
from pmo_reports.model.wording import label, say, say_many
from pmo_reports.pack.charts import s_curve
from pmo_reports.pack.clauses import deciding, over_budget, overrun, slipping, whole_life
from pmo_reports.pack.dashboard import finish
from pmo_reports.pack.finish_drift import drift_line
from pmo_reports.pack.narrative import from_figures, project_story
from pmo_reports.pack.one_pager_outlook import outlook_line
from pmo_reports.pack.one_pager_tables import (
    costs_table,
    explained,
    greens,
    milestones_table,
    risks_table,
    why_table,
)
from pmo_reports.pack.people import ask, bullets, summary
from pmo_reports.pack.quantities import count, magnitude, number, on, short
from pmo_reports.pack.ranking import worst_first
from pmo_reports.pack.records import Record, text
from pmo_reports.pack.room import room
from pmo_reports.pack.schedules import schedule_line, tasks_table
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.since import since_line
from pmo_reports.pack.state_strips import strip_table
from pmo_reports.pack.status_reports import reported, reported_on
from pmo_reports.pack.view import View
from pmo_reports.pack.way_back import way_back_line
from pmo_reports.pack.words import joined, state_of

_DARK = frozenset({Rag.UNKNOWN, Rag.STALE})


def chosen(view: View) -> tuple[str, ...]:
    """The projects that get a page, worst first."""
    return worst_first(view, view.linked)


@section("one_pager", "Projects", subjects=chosen)
def one_pager(view: View) -> Content:
    """The page of `view.entity`: ask, facts, why each state is what it is, curve, dates, money, risks."""
    report = reported(view).get(view.entity, {})
    return Content(
        title=title(view),
        lead=from_figures(project_story(view)),
        blocks={
            "ask": ask(view, report),
            "facts": _facts(view, report),
            "why": why_table(view),
            "way_back": way_back_line(view, view.entity) or None,
            "greens": greens(view),
            "drift": drift_line(view),
            "history": strip_table(view, explained(view)),
            "since": since_line(view),
            "summary": summary(view, report),
            "achieved": bullets(label("Achieved, as reported"), text(report, "achieved")),
            "next": bullets(label("Next, as reported"), text(report, "next")),
            "s_curve": s_curve(view),
            "milestones": milestones_table(view),
            "tasks": tasks_table(view, room(view, explained(view))),
            "schedule": schedule_line(view),
            "outlook": outlook_line(view, explained(view)),
            "costs": costs_table(view),
            "risks": risks_table(view),
        },
        source=view.source("status_reports", "milestones", "costs", "risks"),
        notes=tuple(filter(None, (greens(view),))),
    )


def title(view: View) -> Sentence:
    """State and gaps, as far as known: "Atlas is red: slips 23 days, 12% above budget"."""
    entity = view.entity
    head = state_of(view.name(entity), view.rag(entity))
    if view.rag(entity) in _DARK:
        return _last_report(view, head)
    if view.rag(entity) is Rag.COMPLETE:
        return _finished(view, head)
    numbers = [clause for clause in (slipping(view, entity), overrun(view, entity)) if _has_figure(clause)]
    gaps = joined(numbers, ", ") or deciding(view, entity) or _on_time(view) or whole_life(view, entity)
    return say("{head}: {parts}", head=head, parts=gaps) if gaps else _months(view, head)


def _on_time(view: View) -> Sentence:
    """That the finish keeps its baseline date; nothing where it does not, or where there is none."""
    when = finish(view, view.entity)
    if number(view.figure(view.entity, "finish_slip")) != 0 or not isinstance(when, Figure):
        return Sentence()
    return say("finishes as planned on {date}", date=when) if when.value else Sentence()


def _finished(view: View, head: Sentence) -> Sentence:
    """When a project that is done finished, and how long before or after its baseline."""
    when, slip = finish(view, view.entity), view.figure(view.entity, "finish_slip")
    if not isinstance(when, Figure) or when.value is None:
        return _months(view, head)
    days, apart = number(slip), magnitude(slip, "finish_slip.size")
    if days is None:
        return say("{head}: finished on {date}", head=head, date=when)
    if not days:
        return say("{head}: finished on {date}, on its baseline date", head=head, date=when)
    if days > 0:
        return say("{head}: finished on {date}, {days} late", head=head, date=when, days=apart)
    return say("{head}: finished on {date}, {days} early", head=head, date=when, days=apart)


def _last_report(view: View, head: Sentence) -> Sentence:
    """Why nothing is known: when it last reported, or that it has not."""
    when = reported_on(reported(view).get(view.entity, {}))
    if when is None:
        return say("{head}: no report", head=_months(view, head))
    last = on(view.entity, "status_reports.reported_on", when)
    return say("{head}: last reported on {date}", head=head, date=last)


def _has_figure(sentence: Sentence) -> bool:
    return any(isinstance(part, Figure) for part in sentence.parts)


def _months(view: View, head: Sentence) -> Sentence:
    months = count(view.entity, "rag.periods_in_state", view.assessment(view.entity).months)
    if view.now.period.numbered:
        return say_many("{head} for {n} period", "{head} for {n} periods", months, head=head)
    return say_many("{head} for {n} month", "{head} for {n} months", months, head=head)


def _facts(view: View, report: Record) -> Facts:
    row, entity = view.project(view.entity), view.entity
    pairs: tuple[tuple[str, Cell], ...] = (
        (label("Sponsor"), text(row, "sponsor")),
        (label("Project manager"), text(row, "project_manager")),
        (label("Stage"), text(row, "stage")),
        (label("Baseline finish"), _baseline(view)),
        (label("Forecast finish"), finish(view, entity)),
        *_money(view),
        (label("Reported on"), on(entity, "status_reports.reported_on", reported_on(report))),
        (label("Reported by"), text(report, "submitted_by")),
    )
    return Facts(pairs=tuple((label, cell) for label, cell in pairs if cell))


def _baseline(view: View) -> Figure:
    measured = view.figure(view.entity, "finish_baseline")
    stated = view.project(view.entity).get("baseline_finish")
    return measured if measured.value is not None else on(view.entity, "projects.baseline_finish", stated)


def _money(view: View) -> tuple[tuple[str, Cell], ...]:
    bac, eac, life = (short(view.figure(view.entity, key)) for key in ("bac", "eac", "whole_life_cost"))
    if not view.earned_value:
        return ((label("Whole-life cost"), life),)
    return (
        (label("Budget"), bac),
        (label("EAC"), eac),
        (label("EAC vs budget"), over_budget(view, view.entity)),
    )
