"""A project on one page; its first line says what is wanted from the reader."""

from __future__ import annotations

from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import Cell, Facts
from pmo_reports.pack.charts import s_curve
from pmo_reports.pack.clauses import deciding, over_budget, overrun, slipping, whole_life
from pmo_reports.pack.dashboard import finish
from pmo_reports.pack.narrative import ask, bullets, summary
from pmo_reports.pack.one_pager_tables import costs_table, milestones_table, risks_table, why_table
from pmo_reports.pack.quantities import count, on, short
from pmo_reports.pack.ranking import worst_first
from pmo_reports.pack.records import Record, text
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.status_reports import reported, reported_on
from pmo_reports.pack.view import View
from pmo_reports.pack.words import IS, counted, joined


def chosen(view: View) -> tuple[str, ...]:
    """The projects that get a page, worst first."""
    return worst_first(view, view.linked)


@section("one_pager", "Projects", subjects=chosen)
def one_pager(view: View) -> Content:
    """The page of `view.entity`: ask, facts, why each state is what it is, curve, dates, money, risks."""
    report = reported(view).get(view.entity, {})
    return Content(
        title=title(view),
        lead=view.assessment(view.entity).reason,
        blocks={
            "ask": ask(view, report),
            "facts": _facts(view, report),
            "why": why_table(view),
            "summary": summary(report),
            "achieved": bullets("Achieved", text(report, "achieved")),
            "next": bullets("Next", text(report, "next")),
            "s_curve": s_curve(view, "Cumulative cost: plan, earned, actual, forecast"),
            "milestones": milestones_table(view),
            "costs": costs_table(view),
            "risks": risks_table(view),
        },
        source=view.source("status_reports", "milestones", "costs", "risks"),
    )


def title(view: View) -> Sentence:
    """State and gaps, as far as known: "Atlas is red: slips 23 days, 12% above budget"."""
    entity = view.entity
    head = Sentence.of(view.name(entity), " ", IS[view.rag(entity)])
    numbers = [clause for clause in (slipping(view, entity), overrun(view, entity)) if _has_figure(clause)]
    gaps = joined(numbers, ", ") or deciding(view, entity) or whole_life(view, entity)
    return head + Sentence.of(": ") + gaps if gaps else head + _months(view)


def _has_figure(sentence: Sentence) -> bool:
    return any(isinstance(part, Figure) for part in sentence.parts)


def _months(view: View) -> Sentence:
    months = count(view.entity, "rag.periods_in_state", view.assessment(view.entity).months)
    return Sentence.of(" for ") + counted(months, "period")


def _facts(view: View, report: Record) -> Facts:
    row, entity = view.project(view.entity), view.entity
    pairs: tuple[tuple[str, Cell], ...] = (
        ("Sponsor", text(row, "sponsor")),
        ("Project manager", text(row, "project_manager")),
        ("Stage", text(row, "stage")),
        ("Baseline finish", _baseline(view)),
        ("Forecast finish", finish(view, entity)),
        *_money(view),
        ("Reported on", on(entity, "status_reports.reported_on", reported_on(report))),
        ("Reported by", text(report, "submitted_by")),
    )
    return Facts(pairs=tuple((label, cell) for label, cell in pairs if cell))


def _baseline(view: View) -> Figure:
    measured = view.figure(view.entity, "finish_baseline")
    stated = view.project(view.entity).get("baseline_finish")
    return measured if measured.value is not None else on(view.entity, "projects.baseline_finish", stated)


def _money(view: View) -> tuple[tuple[str, Cell], ...]:
    bac, eac, life = (short(view.figure(view.entity, key)) for key in ("bac", "eac", "whole_life_cost"))
    if not view.earned_value:
        return (("Whole-life cost", life),)
    return (("Budget", bac), ("EAC", eac), ("EAC vs budget", over_budget(view, view.entity)))
