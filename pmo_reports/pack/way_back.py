"""The way back to green: by which day an amber or red project says it will be, and how often that moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise, takewhile

from pmo_reports.model.assessed import Assessed
from pmo_reports.model.figures import Sentence
from pmo_reports.model.rag import SEVERITY, Rag
from pmo_reports.model.wording import say, say_many
from pmo_reports.pack.quantities import count, days, on, signed
from pmo_reports.pack.records import text
from pmo_reports.pack.status_reports import reported
from pmo_reports.pack.view import View
from pmo_reports.pack.words import capital, part_of

TABLE, FIELD = "status_reports", "return_to_green"
_OFF = (Rag.RED, Rag.AMBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBack:
    """What a project that is amber or red says about its return to green.

    Attributes:
        on: by which day; null where none is given.
        moves, days: how often that day moved since the project was last green, and how far in all;
            below zero is to earlier.
        passed: whether the day lies before the status date.
        withdrawn: whether there was a day since the project was last green, and now there is none.
    """

    on: date | None
    moves: int = 0
    days: int = 0
    passed: bool = False
    withdrawn: bool = False


def way_back(view: View, entity: str) -> WayBack | None:
    """The way back of a project; null for one that is neither amber nor red, or that nobody asks."""
    given = _given(view.now, entity)
    if view.rag(entity) not in _OFF or (given is None and not _asked(view, entity)):
        return None
    earlier = [day for period in _spell(view, entity) if (day := _given(period, entity))]
    if given is None:
        return WayBack(on=None, withdrawn=bool(earlier))
    known = [*earlier, given]
    return WayBack(
        on=given,
        moves=sum(before != after for before, after in pairwise(known)),
        days=(given - known[0]).days,
        passed=given < view.status_date,
    )


def way_back_clause(view: View, entity: str) -> Sentence:
    """By when: "green again by 31 Jan 2027 (moved 2 times, +45 days)"; nothing where nobody asks."""
    found = way_back(view, entity)
    if found is None:
        return Sentence()
    if found.on is None:
        if found.withdrawn:
            return say("no date for green any more")
        return say("no date for green yet")
    day = on(entity, f"{TABLE}.{FIELD}", found.on)
    head = say("green again by {date}", date=day)
    return _moved(entity, found, say("{head}, which has passed", head=head) if found.passed else head)


def way_back_line(view: View, entity: str) -> Sentence:
    """The same as a sentence of its own."""
    clause = way_back_clause(view, entity)
    return capital(clause) + Sentence.of(".") if clause else clause


def ways_back(view: View) -> Sentence:
    """How many of the red and amber projects say when they are green again, moved it, or are past it."""
    found = [way for way in (way_back(view, entity) for entity in view.active) if way]
    if not found:
        return Sentence()
    dated = [way for way in found if way.on]
    every = count(view.entity, "return_to_green.due", len(found))
    moved = count(view.entity, "return_to_green.moved", sum(way.moves > 0 for way in dated))
    passed = count(view.entity, "return_to_green.passed", sum(way.passed for way in dated))
    given = count(view.entity, "return_to_green.given", len(dated))
    told = part_of(
        given, every, "red or amber projects", "says by when green is back", "say by when green is back"
    )
    if not moved.value and not passed.value:
        return say("{head}; none has moved that day, and for none it has passed.", head=told)
    return say(
        "{head}; moved by {moved}, passed for {passed}.",
        head=told,
        moved=moved,
        passed=passed,
    )


def _moved(entity: str, found: WayBack, head: Sentence) -> Sentence:
    if not found.moves:
        return head
    far = signed(days(entity, "return_to_green.days", found.days))
    return say_many(
        "{head} (moved {n} time, {days})",
        "{head} (moved {n} times, {days})",
        count(entity, "return_to_green.moves", found.moves),
        head=head,
        days=far,
    )


def _spell(view: View, entity: str) -> tuple[Assessed, ...]:
    """The periods before in which the project was not green, back to when it last was; oldest first."""
    spell = takewhile(lambda period: _not_green(period.rag(entity)), reversed(view.past))
    return tuple(spell)[::-1]


def _not_green(state: Rag) -> bool:
    return state in SEVERITY and state is not Rag.GREEN


def _given(period: Assessed, entity: str) -> date | None:
    reports = period.portfolio[TABLE]
    found = reports.loc[reports["project_id"].eq(entity), FIELD].dropna()
    return found.iloc[0].date() if len(found) else None


def _asked(view: View, entity: str) -> bool:
    """Whether the report that there is comes from a source that asks for the day."""
    report = reported(view.about(entity)).get(entity, {})
    source = view.settings.sources.get(text(report, "source"))
    return source is not None and source.asks_for(TABLE, FIELD)
