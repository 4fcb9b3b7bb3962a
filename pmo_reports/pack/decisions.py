"""Decisions required: what the committee must decide, by when, and what waiting costs."""

from __future__ import annotations

import re

from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import Prose, TableBlock
from pmo_reports.model.wording import say, say_many
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.open_decisions import open_decisions, taken_decisions
from pmo_reports.pack.quantities import amount, count, on, short
from pmo_reports.pack.records import Record, converted, text
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.view import View
from pmo_reports.pack.words import stated

_LETTER = re.compile(r"\s+(?=[B-H]: )")


@section("decisions", "Decisions required")
def decisions(view: View) -> Content:
    """The decisions that are asked for, soonest first; "none this period" is said."""
    asked, taken = open_decisions(view), taken_decisions(view)
    return Content(
        title=_title(view, asked),
        lead=_waiting(view, asked),
        blocks={"table": _table(view, asked), "outcomes": _outcomes(view, taken) if taken else None},
        source=view.source("decisions"),
    )


def _title(view: View, asked: list[Record]) -> Sentence:
    figure = count(view.entity, "decisions.open", len(asked))
    said = stated(figure, "decision", "is asked for this period", "are asked for this period")
    first = next((row for row in asked if row.get("needed_by")), None)
    if first is None:
        return said
    overdue = first["needed_by"] < view.status_date
    when = on(_owner(view, first), "decisions.needed_by", first["needed_by"], text(first, "decision_id"))
    if overdue:
        return say_many(
            "{n} decision is needed since {date}",
            "{n} decisions are needed, the first since {date}",
            figure,
            date=when,
        )
    return say_many(
        "{n} decision is needed by {date}",
        "{n} decisions are needed, the first by {date}",
        figure,
        date=when,
    )


def _waiting(view: View, asked: list[Record]) -> Sentence:
    costs = [cost for cost in (converted(row, "cost_of_delay") for row in asked) if cost]
    if not costs:
        return Sentence()
    total = amount(view.entity, "decisions.cost_of_delay.total", sum(costs), view.currency)
    return say("The costs of delay that are stated add up to {amount}.", amount=short(total))


def _table(view: View, asked: list[Record]) -> TableBlock:
    fields: tuple[Field[Record], ...] = (
        Field("decision", "Decision", lambda row: Prose(text(row, "question")), 2.4),
        Field("project", "For", lambda row: view.link(_owner(view, row)), 1.2),
        Field("options", "Options", _options, 2.6, optional=True),
        Field(
            "recommendation", "Recommendation", lambda row: _words(row, "recommendation"), 2.0, optional=True
        ),
        Field("owner", "Owner", lambda row: text(row, "owner"), 1.0),
        Field("needed_by", "Needed by", lambda row: _date(view, row, "needed_by"), 1.0),
        Field("cost_of_delay", "Cost of delay", lambda row: _cost(view, row), 0.9, optional=True),
        Field("delay_note", "If delayed", lambda row: _words(row, "delay_note"), 1.4, optional=True),
    )
    words = Words(alt="Decisions asked for, soonest first", empty="No decision is asked for this period.")
    return grid(fields, asked, words, locale=view.locale)


def _outcomes(view: View, taken: list[Record]) -> TableBlock:
    fields: tuple[Field[Record], ...] = (
        Field("decision", "Decision", lambda row: Prose(text(row, "question")), 2.4),
        Field("project", "For", lambda row: view.link(_owner(view, row)), 1.2),
        Field("outcome", "Outcome", lambda row: _words(row, "outcome"), 2.4),
        Field("decided_on", "Decided on", lambda row: _date(view, row, "decided_on"), 1.0),
    )
    words = Words(alt="Decisions taken since the last period", caption="Decided since the last period")
    return grid(fields, taken, words, locale=view.locale)


def _owner(view: View, row: Record) -> str:
    return text(row, "project_id") or view.entity


def _words(row: Record, name: str) -> Prose | None:
    return Prose(text(row, name)) if text(row, name) else None


def _date(view: View, row: Record, name: str) -> Sentence:
    figure = on(_owner(view, row), f"decisions.{name}", row.get(name), text(row, "decision_id"))
    late = name == "needed_by" and row.get(name) is not None and row[name] < view.status_date
    return Sentence.of(figure, *([" overdue"] if late else []))


def _options(row: Record) -> Prose | None:
    """The options, each on a line of its own where they are lettered."""
    words = _LETTER.sub("\n", text(row, "options"))
    return Prose(words) if words else None


def _cost(view: View, row: Record) -> Sentence | None:
    """The cost of delay with its unit; it stands alone on the page, not in a column of numbers."""
    cost, item = converted(row, "cost_of_delay"), text(row, "decision_id")
    if cost is None:
        return None
    return Sentence.of(short(amount(_owner(view, row), "decisions.cost_of_delay", cost, view.currency, item)))
