"""Gates: which stage gates come next, which were held and how they ended, and whose conditions are open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import Cell, Prose, TableBlock
from pmo_reports.model.wording import label, say, say_many, term
from pmo_reports.pack.entries import entries
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.quantities import count, days, later, on, signed
from pmo_reports.pack.records import Record, text
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.view import View
from pmo_reports.pack.words import joined, not_shown, stated

AHEAD = 90  # calendar days
MOST, MOST_OPEN, MOST_HELD = 8, 4, 5
_VERDICTS = {
    "passed": label("passed"),
    "conditional": label("on conditions"),
    "refused": label("not passed"),
    None: label("without a verdict that is understood"),
}
_HOW = label(
    "Slips are working days from the planned date; what is not held slips to the status date at least."
)


@section("gates", "Gates")
def gates(view: View) -> Content | None:
    """The calendar of gates, verdicts and open conditions; left out where no gate is reported."""
    found = entries(view, "gates")
    if not found:
        return None
    coming, unmet = _coming(view, found), _unmet(found)
    return Content(
        title=_title(view, coming, unmet),
        lead=_lead(view, found),
        blocks={
            "table": _calendar(view, coming),
            "conditions": _conditions(view, unmet),
            "held": _held(view, found),
        },
        source=view.source("gates"),
    )


def _lead(view: View, found: Sequence[Record]) -> Sentence:
    """How gates ended that were held, how many cannot stand in the calendar, and how slips are counted."""
    undated = count(view.entity, "gates.undated", sum(not row.get("when") for row in found))
    missing = stated(undated, "gate", "has no date", "have no date") if undated.value else Sentence()
    return joined((_ended(view, found), missing, say(_HOW)), ". ")


def _ended(view: View, found: Sequence[Record]) -> Sentence:
    """The gates held by verdict: "2 gates have been held: 1 passed, 1 on conditions"; nothing without one."""
    held = [row for row in found if row["held"]]
    if not held:
        return Sentence()
    figures = {
        words: count(
            view.entity, f"gates.{words.replace(' ', '_')}", sum(row["meaning"] == key for row in held)
        )
        for key, words in _VERDICTS.items()
    }
    told = [
        say("{n} {verdict}", n=figure, verdict=term(words))
        for words, figure in figures.items()
        if figure.value
    ]
    whole = stated(count(view.entity, "gates.held", len(held)), "gate", "has been held", "have been held")
    return say("{head}: {parts}", head=whole, parts=joined(told, ", "))


def _coming(view: View, found: Sequence[Record]) -> list[Record]:
    """Gates not held that are overdue or due in the next days, earliest first."""
    last = later(view.status_date, AHEAD)
    ahead = [row for row in found if not row["held"] and row.get("when") and row["when"] <= last]
    return sorted(ahead, key=lambda row: (row["when"], text(row, "project_id"), text(row, "gate_id")))


def _unmet(found: Sequence[Record]) -> list[Record]:
    """Gates with open conditions, those due first in front, undated ones last."""
    return sorted(
        (row for row in found if row["unmet"]),
        key=lambda row: (
            row.get("conditions_due") or date.max,
            text(row, "project_id"),
            text(row, "gate_id"),
        ),
    )


def _title(view: View, coming: Sequence[Record], unmet: Sequence[Record]) -> Sentence:
    overdue = count(view.entity, "gates.overdue", sum(_late(view, row) for row in coming))
    due = count(view.entity, "gates.due", sum(not _late(view, row) for row in coming))
    window = days(view.entity, "gates.window", AHEAD)
    head = (
        say_many(
            "{n} gate is due in the next {days}", "{n} gates are due in the next {days}", due, days=window
        )
        if due.value
        else say("No gate is due in the next {days}", days=window)
    )
    late = say_many("{n} is overdue", "{n} are overdue", overdue) if overdue.value else Sentence()
    return joined((head, late, _conditional(view, unmet)))


def _conditional(view: View, unmet: Sequence[Record]) -> Sentence:
    """How many gates have conditions open, and how many of these overdue."""
    figure = count(view.entity, "gates.open", len(unmet))
    if not figure.value:
        return say("no gate has open conditions")
    said = stated(figure, "gate", "has open conditions", "have open conditions")
    overdue = count(view.entity, "gates.conditions_overdue", sum(_overdue(view, row) for row in unmet))
    late = say_many("{n} overdue", "{n} overdue", overdue) if overdue.value else Sentence()
    return joined((said, late), ", ")


def _calendar(view: View, coming: Sequence[Record]) -> TableBlock:
    fields: tuple[Field[Record], ...] = (
        Field("when", "Date", lambda row: _when(view, row), 1.2),
        Field("gate", "Gate", lambda row: text(row, "gate_id"), 0.5),
        Field("name", "What is decided", lambda row: text(row, "name"), 2.4),
        _project(view),
        Field("planned", "Planned", lambda row: _on(row, "planned_date"), 1.0),
        Field("slip", "Slip", _slip, 0.6),
    )
    words = Words(
        alt="Gates that are overdue or due next, by date",
        empty="No gate is due in the next ninety days.",
        caption="Next gates",
        more=not_shown(view.entity, "gates.not_shown", len(coming) - MOST),
    )
    return grid(fields, coming[:MOST], words, locale=view.locale)


def _conditions(view: View, unmet: Sequence[Record]) -> TableBlock:
    fields: tuple[Field[Record], ...] = (
        Field("gate", "Gate", lambda row: text(row, "gate_id"), 0.5),
        _project(view),
        Field("conditions", "Conditions", lambda row: _prose(row, "conditions"), 2.6, optional=True),
        Field("due", "Due", lambda row: _due(view, row), 1.2),
    )
    words = Words(
        alt="Gates with open conditions, earliest due first",
        empty="No condition of a gate is open.",
        caption="Conditions open",
        more=not_shown(view.entity, "gates.conditions_not_shown", len(unmet) - MOST_OPEN),
    )
    return grid(fields, unmet[:MOST_OPEN], words, locale=view.locale)


def _held(view: View, found: Sequence[Record]) -> TableBlock:
    """What was held since the period before (in this month, at the first one), latest first."""
    since = view.before.status_date if view.before else later(view.now.period.start, -1)
    rows = [row for row in found if row["held"] and row["when"] > since]
    recent = sorted(rows, key=lambda row: (-row["when"].toordinal(), text(row, "project_id")))
    fields: tuple[Field[Record], ...] = (
        Field("gate", "Gate", lambda row: text(row, "gate_id"), 0.5),
        _project(view),
        Field("verdict", "Verdict", lambda row: text(row, "verdict") or label("no verdict"), 1.4),
        Field("held_on", "Held on", lambda row: _on(row, "actual_date"), 1.0),
    )
    words = Words(
        alt="Gates held since the last period, latest first",
        empty="No gate was held this period.",
        caption="Held since the last period",
        more=not_shown(view.entity, "gates.held_not_shown", len(recent) - MOST_HELD),
    )
    return grid(fields, recent[:MOST_HELD], words, locale=view.locale)


def _project(view: View) -> Field[Record]:
    return Field("project", "Project", lambda row: view.link(text(row, "project_id") or view.entity), 1.5)


def _late(view: View, row: Record) -> bool:
    return bool(row["when"] < view.status_date)


def _overdue(view: View, row: Record) -> bool:
    due = row.get("conditions_due")
    return due is not None and due < view.status_date


def _when(view: View, row: Record) -> Cell:
    """The expected date, else the planned one, which the log names."""
    name = "forecast_date" if row.get("forecast_date") else "planned_date"
    return say("{date} overdue", date=_on(row, name)) if _late(view, row) else _on(row, name)


def _due(view: View, row: Record) -> Cell:
    if row.get("conditions_due") is None:
        return label("no date")
    due = _on(row, "conditions_due")
    return say("{date} overdue", date=due) if _overdue(view, row) else due


def _on(row: Record, name: str) -> Figure:
    return on(text(row, "project_id"), f"gates.{name}", row.get(name), text(row, "gate_id"))


def _slip(row: Record) -> Figure:
    return signed(days(text(row, "project_id"), "gates.slip", row.get("slip"), text(row, "gate_id")))


def _prose(row: Record, name: str) -> Prose | None:
    return Prose(text(row, name)) if text(row, name) else None
