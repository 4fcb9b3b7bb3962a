"""Facts of states: what is red, what turned, what nobody knows, what people see otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmo_reports.model.figures import Sentence
from pmo_reports.model.rag import Rag, Trend
from pmo_reports.model.wording import in_line, listed, say, say_many, term
from pmo_reports.pack.clauses import exposed, overrun, slipping, whole_life
from pmo_reports.pack.declared_tables import expired
from pmo_reports.pack.divergent import better
from pmo_reports.pack.movement import moves
from pmo_reports.pack.narrative.facts import Fact, Kind, Tone
from pmo_reports.pack.quantities import count, number
from pmo_reports.pack.ranking import unrated, with_state, worsening
from pmo_reports.pack.status_reports import missing_reports
from pmo_reports.pack.view import View
from pmo_reports.pack.words import STATES, state_of

NAMED = 3
LONG = 3
"""Periods in a state from which on it is said for how long."""


def states(view: View) -> Iterator[Fact]:
    """What the states of projects say, good and bad."""
    yield from worst(view)
    yield from _other_reds(view)
    yield from _turned_amber(view)
    yield from _declared(view)
    yield from _unknown(view)
    yield from _reports(view)
    yield from _overrides(view)
    yield from _improved(view)


def worst(view: View) -> Iterator[Fact]:
    """The worst red project: its state, then what that does to date, money and risk."""
    reds = with_state(view, Rag.RED)
    if not reds:
        return
    entity = reds[0]
    yield Fact(kind=Kind.STATE, entity=entity, weight=100, words=Sentence(), head=red(view, entity))
    told: tuple[tuple[Kind, Sentence], ...] = (
        (Kind.FINISH, slipping(view, entity)),
        (Kind.COST, overrun(view, entity)),
        (Kind.RISK, exposed(view, entity)),
    )
    if not any(words for _, words in told):
        told = ((Kind.COST, whole_life(view, entity)),)
    yield from (Fact(kind=kind, entity=entity, weight=99, words=words) for kind, words in told if words)


def red(view: View, entity: str) -> Sentence:
    """That a project is red: newly so, or for how long."""
    assessment = view.assessment(entity)
    if assessment.trend is Trend.WORSE:
        return say("{name} turned red", name=view.name(entity))
    if assessment.months < LONG:
        return state_of(view.name(entity), Rag.RED)
    held = count(entity, "rag.periods_in_state", assessment.months)
    if view.now.period.numbered:
        return say("{name} has been red for {n} periods", name=view.name(entity), n=held)
    return say("{name} has been red for {n} months", name=view.name(entity), n=held)


def names(view: View, entities: Sequence[str]) -> Sentence:
    """The first names, and that there are others."""
    found = list(dict.fromkeys(view.name(entity) for entity in entities))
    if len(found) <= NAMED:
        return listed(found)
    return say("{names} and others", names=in_line(found[:NAMED]))


def _other_reds(view: View) -> Iterator[Fact]:
    others = with_state(view, Rag.RED)[1:]
    if others:
        words = say_many(
            "{n} other project is red: {names}",
            "{n} other projects are red: {names}",
            count(view.entity, "rag.red.others", len(others)),
            names=names(view, others),
        )
        yield Fact(kind=Kind.STATE, entity=view.entity, weight=75, words=words)


def _turned_amber(view: View) -> Iterator[Fact]:
    turned = [entity for entity in with_state(view, Rag.AMBER) if worsening(view, entity)]
    if turned:
        words = say_many(
            "{n} project turned amber: {names}",
            "{n} projects turned amber: {names}",
            count(view.entity, "rag.amber.worsening", len(turned)),
            names=names(view, turned),
        )
        yield Fact(kind=Kind.STATE, entity=view.entity, weight=50, words=words)


def _declared(view: View) -> Iterator[Fact]:
    found = [entity for entity in view.active if better(view.assessment(entity))]
    if found:
        words = say_many(
            "{n} project is reported better than computed: {names}",
            "{n} projects are reported better than computed: {names}",
            count(view.entity, "rag.divergent", len(found)),
            names=names(view, found),
        )
        yield Fact(kind=Kind.DECLARED, entity=view.entity, weight=65, words=words)


def _unknown(view: View) -> Iterator[Fact]:
    found = unrated(view)
    if found:
        words = say_many(
            "{n} project has no known state: {names}",
            "{n} projects have no known state: {names}",
            count(view.entity, "rag.not_known", len(found)),
            names=names(view, found),
        )
        yield Fact(kind=Kind.UNKNOWN, entity=view.entity, weight=58, words=words)


def _reports(view: View) -> Iterator[Fact]:
    missing = missing_reports(view)
    if missing:
        words = say_many(
            "{n} report is missing or stale: {names}",
            "{n} reports are missing or stale: {names}",
            count(view.entity, "reports.missing", len(missing)),
            names=names(view, missing),
        )
        yield Fact(kind=Kind.REPORT, entity=view.entity, weight=55, words=words)


def _overrides(view: View) -> Iterator[Fact]:
    gone = expired(view)
    if gone:
        words = say_many(
            "{n} override expired since the last period",
            "{n} overrides expired since the last period",
            count(view.entity, "overrides.expired", len(gone)),
        )
        yield Fact(kind=Kind.OVERRIDE, entity=view.entity, weight=40, words=words)


def _improved(view: View) -> Iterator[Fact]:
    """Each project that moved for the better, the one that moved furthest first; good news."""
    for at, move in enumerate(move for move in moves(view) if move.better):
        words = say(
            "{name} moved from {was} to {now}",
            name=view.name(move.entity),
            was=term(STATES[move.was]),
            now=term(STATES[move.now]),
        )
        weight = max(60 - at, 50)
        yield Fact(kind=Kind.STATE, entity=view.entity, weight=weight, words=words, tone=Tone.GOOD)


def slipped_most(view: View) -> tuple[str, ...]:
    """The active projects that slip, the longest slip first."""
    slips = {entity: number(view.figure(entity, "finish_slip")) or 0 for entity in view.active}
    late = (entity for entity in slips if slips[entity] > 0)
    return tuple(sorted(late, key=lambda entity: (-slips[entity], view.name(entity), entity)))
