"""A change in a plain sentence, without the name of its entity: "Cost moved from amber to red".

Days are working days everywhere; an amount is in its own currency.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pmo_reports.model.assessed import OVERALL
from pmo_reports.model.changes import Cause, Change, ChangeKind
from pmo_reports.model.figures import Figure, Number, Sentence, Unit
from pmo_reports.model.rag import Rag
from pmo_reports.pack.quantities import alike, short
from pmo_reports.pack.words import STATES, verb

MEASURES: Mapping[str, str] = {
    "eac_management": "Forecast cost",
    "bac": "Budget",
    "whole_life_cost": "Whole-life cost",
}
"""What the measures that bridges are told of are called in a sentence."""

ROLES: Mapping[str, str] = {"sponsor": "Sponsor", "project_manager": "Project manager"}
_HALVES = 2


@dataclass(frozen=True, slots=True)
class Labels:
    """What dimensions are called; a name of its own where nothing is said."""

    dimensions: Mapping[str, str] = field(default_factory=dict)

    def dimension(self, key: str) -> str:
        """The dimension as people know it."""
        return self.dimensions.get(key, key.replace("_", " ").capitalize())


def clause(change: Change, labels: Labels) -> Sentence:
    """What changed, in a sentence without a full stop."""
    return _CLAUSES[change.kind](change, labels)


def fact(change: Change, what: str, value: Number | date | None, unit: Unit) -> Figure:
    """A number of a change, named after its kind, its entity and what it is of."""
    item = "/".join(filter(None, (change.dimension, change.item)))
    key = f"moved.{change.kind.value}.{what}"
    return Figure(key=key, entity=change.entity, item=item, value=value, unit=unit, currency=change.currency)


def moved_days(change: Change) -> Figure:
    """Working days from before to after; null where either is not known."""
    return fact(change, "days", change.days, Unit.DAYS)


def side(change: Change, what: str) -> Figure:
    """A value of a change as it stands: `was` or `now`."""
    value = change.before if what == "was" else change.after
    return fact(
        change, what, value if isinstance(value, date | Decimal | int | float) else None, _unit(value, change)
    )


def _unit(value: object, change: Change) -> Unit:
    if isinstance(value, date):
        return Unit.DATE
    return Unit.MONEY if change.currency else Unit.COUNT


def _state(change: Change, labels: Labels) -> Sentence:
    was, now = (STATES[Rag(str(each))] for each in (change.before, change.after))
    what = "Overall" if change.dimension == OVERALL else labels.dimension(change.dimension)
    return Sentence.of(f"{what} moved from {was} to {now}")


def _date(change: Change, _: Labels) -> Sentence:
    what = change.name or "Finish"
    if change.before is None:
        return Sentence.of(f"{what} has a date now: ", side(change, "now"))
    if change.after is None:
        return Sentence.of(f"{what} has no date any more; it was ", side(change, "was"))
    head = Sentence.of(f"{what} moved from ", side(change, "was"), " to ", side(change, "now"))
    return head + _by(change) if change.days else head


def _by(change: Change) -> Sentence:
    size = fact(change, "days.size", abs(change.days or 0), Unit.COUNT)
    way = "later" if (change.days or 0) > 0 else "earlier"
    return Sentence.of(", ", size, f" working {verb(size, 'day', 'days')} {way}")


def _money(change: Change, _: Labels) -> Sentence:
    what = MEASURES.get(change.dimension, change.dimension)
    if change.before is None:
        return Sentence.of(f"{what} is disclosed now: ", short(side(change, "now")))
    if change.after is None:
        return Sentence.of(f"{what} is no longer disclosed; it was ", short(side(change, "was")))
    cause = "" if change.cause == Cause.PERFORMANCE.value else f", mainly by {change.cause}"
    return Sentence.of(f"{what} ") + _rose(change) + Sentence.of(cause)


def _rose(change: Change) -> Sentence:
    """By how much an amount rose or fell, from what to what."""
    was, now = alike(side(change, "was"), side(change, "now"))
    size = short(
        fact(change, "size", abs(change.amount or Decimal(0)), Unit.MONEY if change.currency else Unit.COUNT)
    )
    way = "rose" if (change.amount or 0) > 0 else "fell"
    return Sentence.of(f"{way} by ", size, ", from ", was, " to ", now)


def _scored(change: Change, what: str) -> Sentence:
    score = side(change, what)
    return Sentence.of(", not scored") if score.value is None else Sentence.of(", score ", score)


def _risk(head: str, what: str) -> Callable[[Change, Labels], Sentence]:
    return lambda change, _: Sentence.of(f"{head}: {change.name or change.item}") + _scored(change, what)


def _rated(change: Change, _: Labels) -> Sentence:
    was, now = (side(change, what) for what in ("was", "now"))
    head = Sentence.of(f"Risk {change.name or change.item} ")
    if was.value is None or now.value is None:
        return head + (
            Sentence.of("is scored now: ", now) if was.value is None else Sentence.of("is no longer scored")
        )
    return head + Sentence.of("was re-rated from ", was, " to ", now)


def _benefit(change: Change, _: Labels) -> Sentence:
    head = Sentence.of(f"Benefit {change.name or change.item}: {change.dimension} ")
    if change.before is None or change.after is None:
        known = "now" if change.before is None else "was"
        words = "is stated now: " if change.before is None else "is no longer stated; it was "
        return head + Sentence.of(words, short(side(change, known)))
    return head + _rose(change)


def _decision(change: Change, _: Labels) -> Sentence:
    outcome = f": {change.after}" if change.after else ""
    return Sentence.of(f"Decided{outcome} ({change.name or change.item})")


def _person(change: Change, _: Labels) -> Sentence:
    role = ROLES.get(change.dimension, change.dimension)
    if change.after is None:
        return Sentence.of(f"{role} {change.before} has left, and nobody follows")
    before = f", after {change.before}" if change.before else ", where nobody was named"
    return Sentence.of(f"{role} is now {change.after}{before}")


def _set(change: Change, labels: Labels) -> Sentence:
    to = STATES.get(Rag(str(change.after)), "") if change.after else ""
    what = "Overall" if change.dimension == OVERALL else labels.dimension(change.dimension)
    return Sentence.of(f"Override of {what} to {to}" + (f": {change.name}" if change.name else ""))


def _ended(change: Change, labels: Labels) -> Sentence:
    what = "Overall" if change.dimension == OVERALL else labels.dimension(change.dimension)
    why = f" ({change.name})" if change.name else ""
    return Sentence.of(
        f"Override of {what} {'has expired' if change.cause == 'expired' else 'was withdrawn'}{why}"
    )


def _correction(change: Change, _: Labels) -> Sentence:
    head = Sentence.of(f"{change.name or 'Actual cost'} of ", month(change), " was booked anew: ")
    if change.before is None or change.after is None:
        return head + Sentence.of(short(side(change, "now" if change.before is None else "was")))
    return head + _rose(change)


def month(change: Change) -> Figure:
    """The first day of the month that was corrected."""
    year, number = change.item.split("/", 1)[0].split("-")[:_HALVES]
    return fact(change, "month", date(int(year), int(number), 1), Unit.DATE)


_CLAUSES: Mapping[ChangeKind, Callable[[Change, Labels], Sentence]] = {
    ChangeKind.PROJECT_IN: lambda *_: Sentence.of("Came into the portfolio"),
    ChangeKind.PROJECT_OUT: lambda *_: Sentence.of("Left the portfolio"),
    ChangeKind.RAG: _state,
    ChangeKind.FINISH: _date,
    ChangeKind.MILESTONE: _date,
    ChangeKind.MONEY: _money,
    ChangeKind.RISK_NEW: _risk("New risk", "now"),
    ChangeKind.RISK_CLOSED: _risk("Risk closed", "was"),
    ChangeKind.RISK_GONE: _risk("Risk gone from the log without being closed", "was"),
    ChangeKind.RISK_RATED: _rated,
    ChangeKind.RISK_ESCALATED: _risk("Risk escalated", "now"),
    ChangeKind.BENEFIT: _benefit,
    ChangeKind.DECISION: _decision,
    ChangeKind.PERSON: _person,
    ChangeKind.OVERRIDE_SET: _set,
    ChangeKind.OVERRIDE_ENDED: _ended,
    ChangeKind.CORRECTION: _correction,
}
