"""Change control: what waits for a decision, what was approved, and how far projects outgrew their budget."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import TableBlock
from pmo_reports.model.wording import label, listed, say, say_many
from pmo_reports.pack.entries import entries
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.quantities import amount, count, days, number, on, short, signed
from pmo_reports.pack.records import Record, converted, text
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.tiles import disclosed
from pmo_reports.pack.view import View
from pmo_reports.pack.words import capital, joined, stated

MOST_PENDING, MOST_GROWN = 7, 7
_GROWTH = (
    ("budget_original", label("Original budget")),
    ("approved_change_cost", label("Approved")),
    ("pending_change_cost", label("Pending")),
    ("change_ratio", label("Growth if all approved")),
    ("budget_growth", label("Budget growth")),
    ("unexplained_growth", label("Without a change")),
    ("approved_change_days", label("Approved")),
    ("pending_change_days", label("Pending")),
)
_SIGNED = frozenset({"change_ratio", "budget_growth", "unexplained_growth"})
_GROWS = ("approved_change_cost", "pending_change_cost", "budget_growth", "approved_change_days")
_CHANGES = (*_GROWS, "pending_change_days", "pending_changes")


@section("change_control", "Change control")
def change_control(view: View) -> Content | None:
    """Pending changes, oldest first, and growth by project; left out where no change is reported."""
    if not view.rows("changes"):
        return None
    waiting = sorted(entries(view, "changes"), key=_age)
    return Content(
        title=_title(view, waiting),
        lead=_lead(view),
        blocks={"pending": _pending(view, waiting), "growth": _growth(view)},
        source=view.source("changes", "costs"),
    )


def _age(row: Record) -> tuple[date, str, str]:
    """Oldest first, those without a date last."""
    return (row.get("raised_on") or date.max, text(row, "project_id"), text(row, "change_id"))


def _title(view: View, waiting: Sequence[Record]) -> Sentence:
    figure = count(view.entity, "changes.pending", len(waiting))
    head = stated(figure, "change", "awaits a decision", "await a decision")
    if not waiting:
        return joined((head, _approved(view) or _in_log(view)))
    worth = _worth(view, "pending")
    told = say("{head}: {worth}", head=head, worth=worth) if worth else head
    return joined((told, _oldest(view)))


def _worth(view: View, which: str) -> Sentence:
    """The cost and the working days of changes, as far as they are known."""
    keys = (f"{which}_change_cost", f"{which}_change_days")
    figures = (short(view.figure(view.entity, key)) for key in keys)
    return listed(Sentence.of(figure) for figure in figures if figure.value is not None)


def _in_log(view: View) -> Sentence:
    figure = count(view.entity, "changes.reported", len(view.rows("changes")))
    return say_many("{n} change in the log", "{n} changes in the log", figure)


def _oldest(view: View) -> Sentence:
    oldest = view.figure(view.entity, "oldest_pending_change")
    return say("the oldest has waited {days}", days=oldest) if oldest.value is not None else Sentence()


def _approved(view: View) -> Sentence:
    """What approved changes have added so far, in cost and in working days."""
    worth = _worth(view, "approved")
    return say("approved changes add {worth}", worth=worth) if worth else worth


def _lead(view: View) -> Sentence:
    """Decisions of the period, growth of the budget, and whose cost of changes is not known."""
    decided = view.figure(view.entity, "changes_decided")
    approved = _approved(view)
    recent = stated(decided, "change", "was decided in the period", "were decided in the period")
    grown = view.figure(view.entity, "budget_growth_share")
    growth = say("budgets have grown by {share} since they were first approved", share=grown)
    pending = view.figure(view.entity, "pending_change_cost")
    said = (
        recent if decided.value is not None else Sentence(),
        approved,
        growth if grown.value is not None else Sentence(),
    )
    known = disclosed(view, pending)
    costs = say("The cost of pending changes is {disclosed}", disclosed=known) if known else known
    whole = joined((capital(joined(said)), costs), ". ")
    return whole + Sentence.of(".") if whole else whole


def _pending(view: View, waiting: Sequence[Record]) -> TableBlock:
    fields: tuple[Field[Record], ...] = (
        Field("id", "Change", lambda row: text(row, "change_id"), 0.6),
        Field("title", "What is asked", lambda row: text(row, "title"), 3.2),
        Field("project", "Project", lambda row: view.link(text(row, "project_id") or view.entity), 1.6),
        Field("cost", "Cost", lambda row: _cost(view, row), 0.9),
        Field("days", "Adds", lambda row: _fact(row, "days", row.get("days")), 0.7),
        Field("raised_on", "Raised", _raised, 1.0),
        Field("age", "Waits", lambda row: _fact(row, "age", row.get("age")), 0.7),
    )
    rest = count(view.entity, "changes.not_shown", len(waiting) - MOST_PENDING)
    words = Words(
        alt="Changes that await a decision, oldest first",
        empty="No change awaits a decision.",
        caption="Awaiting a decision, oldest first",
        more=_rest(rest) if len(waiting) > MOST_PENDING else Sentence(),
    )
    return grid(fields, waiting[:MOST_PENDING], words, locale=view.locale)


def _growth(view: View) -> TableBlock:
    """Each project that changes or has grown, the one first that would grow most, with a total."""
    grown = sorted((e for e in view.projects if _changes(view, e)), key=lambda e: _by_growth(view, e))
    name: Field[str] = Field(
        "project", "Project", lambda e: label("Total") if e == view.entity else view.link(e), 2.2
    )
    rest = count(view.entity, "changes.projects_not_shown", len(grown) - MOST_GROWN)
    words = Words(
        alt="Approved and pending changes against the original budget, by project, with a total",
        empty="No project has changed or outgrown its original budget.",
        caption="Growth against the original budget and baseline",
        more=_rest(rest) if len(grown) > MOST_GROWN else Sentence(),
    )
    fields = (name, *(_measure(view, key, head) for key, head in _GROWTH))
    total = view.entity if grown and view.entity not in grown else None
    return grid(fields, grown[:MOST_GROWN], words, locale=view.locale, total=total)


def _changes(view: View, entity: str) -> bool:
    return any(number(view.figure(entity, key)) for key in _CHANGES)


def _by_growth(view: View, entity: str) -> tuple[float, str, str]:
    """What is not known first, for it could be any growth; then the largest."""
    ratio = number(view.figure(entity, "change_ratio"))
    return (-math.inf if ratio is None else -ratio, view.name(entity), entity)


def _measure(view: View, key: str, head: str) -> Field[str]:
    def cell(entity: str) -> Figure:
        figure = view.figure(entity, key)
        return signed(figure) if key in _SIGNED else figure

    return Field(key, head, cell, 0.9, optional=key not in {"budget_original", "change_ratio"})


def _cost(view: View, row: Record) -> Figure:
    return amount(
        text(row, "project_id"), "changes.cost", converted(row, "cost"), view.currency, text(row, "change_id")
    )


def _fact(row: Record, name: str, value: float | None) -> Figure:
    figure = days(text(row, "project_id"), f"changes.{name}", value, text(row, "change_id"))
    return signed(figure) if name == "days" else figure


def _raised(row: Record) -> Figure:
    return on(text(row, "project_id"), "changes.raised_on", row.get("raised_on"), text(row, "change_id"))


def _rest(figure: Figure) -> Sentence:
    return say("+{n} more in the annex workbook", n=figure)
