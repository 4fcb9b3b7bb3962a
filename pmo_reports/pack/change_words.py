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
from pmo_reports.model.wording import Filling, label, say, say_many, term
from pmo_reports.pack.quantities import alike, short
from pmo_reports.pack.words import STATES, joined

MEASURES: Mapping[str, str] = {
    "eac_management": label("Forecast cost"),
    "bac": label("Budget"),
    "whole_life_cost": label("Whole-life cost"),
}
"""What the measures that bridges are told of are called in a sentence."""

CAUSES: Mapping[Cause, str] = {
    Cause.PROJECTS_IN: label("projects that came in"),
    Cause.PROJECTS_OUT: label("projects that left"),
    Cause.DISCLOSED: label("amounts disclosed for the first time"),
    Cause.WITHHELD: label("amounts no longer disclosed"),
    Cause.SCOPE: label("approved changes"),
    Cause.FX: label("exchange rates"),
    Cause.NOT_YET_IN_BUDGET: label("approved changes not yet in the budget"),
    Cause.REBASELINE: label("new baselines"),
    Cause.PERFORMANCE: label("performance"),
    Cause.ROUNDING: label("rounding"),
}
"""Causes as a sentence calls them."""

ROLES: Mapping[str, str] = {"sponsor": label("Sponsor"), "project_manager": label("Project manager")}
SIDES: Mapping[str, str] = {"baseline": label("baseline"), "forecast": label("forecast")}
"""What of a benefit can move."""

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
    was, now = (term(STATES[Rag(str(each))]) for each in (change.before, change.after))
    return say("{name} moved from {was} to {now}", name=_rated_by(change, labels), was=was, now=now)


def _rated_by(change: Change, labels: Labels) -> Sentence:
    """The dimension whose state is told, or the whole."""
    return term("Overall") if change.dimension == OVERALL else term(labels.dimension(change.dimension))


def _date(change: Change, _: Labels) -> Sentence:
    what = change.name or label("Finish")
    if change.before is None:
        return say("{what} has a date now: {date}", what=what, date=side(change, "now"))
    if change.after is None:
        return say("{what} has no date any more; it was {date}", what=what, date=side(change, "was"))
    ends = {end: side(change, end) for end in ("was", "now")}
    moved = say("{what} moved from {was} to {now}", what=what, was=ends["was"], now=ends["now"])
    return _by(change, moved) if change.days else moved


def _by(change: Change, moved: Sentence) -> Sentence:
    """By how many days a date moved, and which way."""
    size = fact(change, "days.size", abs(change.days or 0), Unit.COUNT)
    if (change.days or 0) > 0:
        return say_many(
            "{moved}, {n} working day later", "{moved}, {n} working days later", size, moved=moved
        )
    return say_many(
        "{moved}, {n} working day earlier", "{moved}, {n} working days earlier", size, moved=moved
    )


def _money(change: Change, _: Labels) -> Sentence:
    what = MEASURES.get(change.dimension, change.dimension)
    if change.before is None:
        return say("{what} is disclosed now: {amount}", what=what, amount=short(side(change, "now")))
    if change.after is None:
        was = short(side(change, "was"))
        return say("{what} is no longer disclosed; it was {amount}", what=what, amount=was)
    moved = joined((term(what), _rose(change)), " ")
    cause = CAUSES.get(Cause(change.cause)) if change.cause else None
    if cause is None or change.cause == Cause.PERFORMANCE.value:
        return moved
    return say("{moved}, mainly by {cause}", moved=moved, cause=cause)


def _rose(change: Change) -> Sentence:
    """By how much an amount rose or fell, from what to what."""
    was, now = alike(side(change, "was"), side(change, "now"))
    size = short(
        fact(change, "size", abs(change.amount or Decimal(0)), Unit.MONEY if change.currency else Unit.COUNT)
    )
    if (change.amount or 0) > 0:
        return say("rose by {size}, from {was} to {now}", size=size, was=was, now=now)
    return say("fell by {size}, from {was} to {now}", size=size, was=was, now=now)


def _risk(change: Change, _: Labels) -> Sentence:
    told = say(_RISKS[change.kind], risk=change.name or change.item)
    score = side(change, _SCORED[change.kind])
    if score.value is None:
        return say("{told}, not scored", told=told)
    return say("{told}, score {score}", told=told, score=score)


def _rated(change: Change, _: Labels) -> Sentence:
    was, now = (side(change, what) for what in ("was", "now"))
    risk = change.name or change.item
    if was.value is None:
        return say("Risk {risk} is scored now: {score}", risk=risk, score=now)
    if now.value is None:
        return say("Risk {risk} is no longer scored", risk=risk)
    return say("Risk {risk} was re-rated from {was} to {now}", risk=risk, was=was, now=now)


def _benefit(change: Change, _: Labels) -> Sentence:
    of = SIDES.get(change.dimension, change.dimension)
    what = say("Benefit {benefit}: {of}", benefit=change.name or change.item, of=of)
    if change.before is None:
        return say("{what} is stated now: {amount}", what=what, amount=short(side(change, "now")))
    if change.after is None:
        was = short(side(change, "was"))
        return say("{what} is no longer stated; it was {amount}", what=what, amount=was)
    return joined((what, _rose(change)), " ")


def _decision(change: Change, _: Labels) -> Sentence:
    question = change.name or change.item
    if not change.after:
        return say("Decided ({question})", question=question)
    return say("Decided: {outcome} ({question})", outcome=str(change.after), question=question)


def _person(change: Change, _: Labels) -> Sentence:
    told: dict[str, Filling] = {
        "role": ROLES.get(change.dimension, change.dimension),
        "before": str(change.before or ""),
        "name": str(change.after or ""),
    }
    if change.after is None:
        return say("{role} {before} has left, and nobody follows", **told)
    if not change.before:
        return say("{role} is now {name}, where nobody was named", **told)
    return say("{role} is now {name}, after {before}", **told)


def _set(change: Change, labels: Labels) -> Sentence:
    state = term(STATES.get(Rag(str(change.after)), "")) if change.after else Sentence()
    told = say("Override of {what} to {state}", what=_rated_by(change, labels), state=state)
    return say("{told}: {why}", told=told, why=change.name) if change.name else told


def _ended(change: Change, labels: Labels) -> Sentence:
    what = _rated_by(change, labels)
    told = (
        say("Override of {what} has expired", what=what)
        if change.cause == "expired"
        else say("Override of {what} was withdrawn", what=what)
    )
    return say("{told} ({why})", told=told, why=change.name) if change.name else told


def _correction(change: Change, _: Labels) -> Sentence:
    known = "now" if change.before is None else "was"
    partly = change.before is None or change.after is None
    moved = Sentence.of(short(side(change, known))) if partly else _rose(change)
    return say(
        "{category} of {month} was booked anew: {moved}",
        category=change.name or label("Actual cost"),
        month=month(change),
        moved=moved,
    )


def month(change: Change) -> Figure:
    """The first day of the month that was corrected."""
    year, number = change.item.split("/", 1)[0].split("-")[:_HALVES]
    return fact(change, "month", date(int(year), int(number), 1), Unit.DATE)


_RISKS: Mapping[ChangeKind, str] = {
    ChangeKind.RISK_NEW: label("New risk: {risk}"),
    ChangeKind.RISK_CLOSED: label("Risk closed: {risk}"),
    ChangeKind.RISK_GONE: label("Risk gone from the log without being closed: {risk}"),
    ChangeKind.RISK_ESCALATED: label("Risk escalated: {risk}"),
}
_SCORED: Mapping[ChangeKind, str] = {
    ChangeKind.RISK_NEW: "now",
    ChangeKind.RISK_CLOSED: "was",
    ChangeKind.RISK_GONE: "was",
    ChangeKind.RISK_ESCALATED: "now",
}
"""Which score of a risk is told."""

_CLAUSES: Mapping[ChangeKind, Callable[[Change, Labels], Sentence]] = {
    ChangeKind.PROJECT_IN: lambda *_: say("Came into the portfolio"),
    ChangeKind.PROJECT_OUT: lambda *_: say("Left the portfolio"),
    ChangeKind.RAG: _state,
    ChangeKind.FINISH: _date,
    ChangeKind.MILESTONE: _date,
    ChangeKind.MONEY: _money,
    ChangeKind.RISK_NEW: _risk,
    ChangeKind.RISK_CLOSED: _risk,
    ChangeKind.RISK_GONE: _risk,
    ChangeKind.RISK_RATED: _rated,
    ChangeKind.RISK_ESCALATED: _risk,
    ChangeKind.BENEFIT: _benefit,
    ChangeKind.DECISION: _decision,
    ChangeKind.PERSON: _person,
    ChangeKind.OVERRIDE_SET: _set,
    ChangeKind.OVERRIDE_ENDED: _ended,
    ChangeKind.CORRECTION: _correction,
}
