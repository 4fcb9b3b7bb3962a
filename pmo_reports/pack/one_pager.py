"""A project on one page; its first line says what is wanted from the reader."""

from __future__ import annotations

from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import Cell, Facts
from pmo_reports.model.rag import Rag
from pmo_reports.model.wording import label
from pmo_reports.pack.charts import s_curve
from pmo_reports.pack.clauses import deciding, over_budget, overrun, slipping, whole_life
from pmo_reports.pack.dashboard import finish
from pmo_reports.pack.narrative import ask, bullets, summary
from pmo_reports.pack.one_pager_outlook import outlook_line
from pmo_reports.pack.one_pager_tables import (
    costs_table,
    explained,
    greens,
    milestones_table,
    risks_table,
    why_table,
)
from pmo_reports.pack.quantities import count, magnitude, number, on, short
from pmo_reports.pack.ranking import worst_first
from pmo_reports.pack.records import Record, text
from pmo_reports.pack.room import room
from pmo_reports.pack.schedules import schedule_line, tasks_table
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.status_reports import reported, reported_on
from pmo_reports.pack.view import View
from pmo_reports.pack.way_back import way_back_line
from pmo_reports.pack.words import IS, counted, joined

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
        lead=joined((view.assessment(view.entity).reason, way_back_line(view, view.entity)), " "),
        blocks={
            "ask": ask(view, report),
            "facts": _facts(view, report),
            "why": why_table(view),
            "way_back": way_back_line(view, view.entity) or None,
            "greens": greens(view),
            "summary": summary(report),
            "achieved": bullets("Achieved", text(report, "achieved")),
            "next": bullets("Next", text(report, "next")),
            "s_curve": s_curve(view),
            "milestones": milestones_table(view),
            "tasks": tasks_table(view, room(view, explained(view))),
            "schedule": schedule_line(view),
            "outlook": outlook_line(view, explained(view)),
            "costs": costs_table(view),
            "risks": risks_table(view),
        },
        source=view.source("status_reports", "milestones", "costs", "risks"),
    )


def title(view: View) -> Sentence:
    """State and gaps, as far as known: "Atlas is red: slips 23 days, 12% above budget"."""
    entity = view.entity
    head = Sentence.of(view.name(entity), " ", IS[view.rag(entity)])
    if view.rag(entity) in _DARK:
        return head + _last_report(view)
    if view.rag(entity) is Rag.COMPLETE:
        return head + _finished(view)
    numbers = [clause for clause in (slipping(view, entity), overrun(view, entity)) if _has_figure(clause)]
    gaps = joined(numbers, ", ") or deciding(view, entity) or _on_time(view) or whole_life(view, entity)
    return head + Sentence.of(": ") + gaps if gaps else head + _months(view)


def _on_time(view: View) -> Sentence:
    """That the finish keeps its baseline date; nothing where it does not, or where there is none."""
    when = finish(view, view.entity)
    if number(view.figure(view.entity, "finish_slip")) != 0 or not isinstance(when, Figure):
        return Sentence()
    return Sentence.of("finishes as planned on ", when) if when.value else Sentence()


def _finished(view: View) -> Sentence:
    """When a project that is done finished, and how long before or after its baseline."""
    when, slip = finish(view, view.entity), view.figure(view.entity, "finish_slip")
    if not isinstance(when, Figure) or when.value is None:
        return _months(view)
    days = number(slip)
    apart = magnitude(slip, "finish_slip.size")
    late = {None: (), 0.0: (", on its baseline date",)}.get(days) if not days else (", ", apart)
    way = "" if not days else " late" if days > 0 else " early"
    return Sentence.of(": finished on ", when, *(late or ()), way)


def _last_report(view: View) -> Sentence:
    """Why nothing is known: when it last reported, or that it has not."""
    when = reported_on(reported(view).get(view.entity, {}))
    if when is None:
        return _months(view) + Sentence.of(": no report")
    return Sentence.of(": last reported on ", on(view.entity, "status_reports.reported_on", when))


def _has_figure(sentence: Sentence) -> bool:
    return any(isinstance(part, Figure) for part in sentence.parts)


def _months(view: View) -> Sentence:
    months = count(view.entity, "rag.periods_in_state", view.assessment(view.entity).months)
    return Sentence.of(" for ") + counted(months, "period" if view.now.period.numbered else "month")


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
