"""The title and the paragraph of a portfolio: where it stands, why, what moved, what is asked."""

from __future__ import annotations

from pmo_reports.model.figures import Sentence
from pmo_reports.model.rag import Rag
from pmo_reports.model.wording import capital, say, say_many
from pmo_reports.pack.clauses import overrun, slipping
from pmo_reports.pack.lengths import first_fitting, fitting
from pmo_reports.pack.narrative.facts import Fact, Tone
from pmo_reports.pack.narrative.measured import measured
from pmo_reports.pack.narrative.movement import whole_moves
from pmo_reports.pack.narrative.ranking import told
from pmo_reports.pack.narrative.states import slipped_most, states
from pmo_reports.pack.open_decisions import open_decisions
from pmo_reports.pack.quantities import count, number, on, short
from pmo_reports.pack.ranking import with_state
from pmo_reports.pack.records import text
from pmo_reports.pack.standing import standing
from pmo_reports.pack.tiles import disclosed, projects_count, state_count
from pmo_reports.pack.view import View
from pmo_reports.pack.words import joined, part_of

SHORT = 2
"""Clauses of a sentence in a paragraph."""


def facts(view: View) -> tuple[Fact, ...]:
    """Every fact that may be told of the view's entity."""
    return (*states(view), *measured(view))


def headline(view: View) -> Sentence:
    """How many are red and the gravest number: "2 of 14 projects are red; Atlas slips 23 days"."""
    return first_fitting(reds(view), (*_gravest(view), _whole_life(view)))


def portfolio_story(view: View) -> Sentence:
    """Where it stands and why, the heaviest fact, what moved, what is good, and what is asked."""
    found = facts(view)
    heaviest = told(view, found, clauses=SHORT)[:1]
    good = told(view, found, Tone.GOOD)[:1]
    sentences = (
        standing(view, doubt=False),
        *map(_stopped, heaviest),
        whole_moves(view),
        *map(_stopped, good),
    )
    return fitting(sentences, asked(view))


def reds(view: View) -> Sentence:
    """How many are red: "2 of 14 projects are red"."""
    return part_of(state_count(view, Rag.RED), projects_count(view), "projects", "is red", "are red")


def asked(view: View) -> Sentence:
    """The decisions that are asked, and by when the first is needed."""
    rows = open_decisions(view)
    if not rows:
        return say("No decision is asked.")
    figure = count(view.entity, "decisions.open", len(rows))
    first = next((row for row in rows if row.get("needed_by")), None)
    if first is None:
        return say_many("{n} decision is asked.", "{n} decisions are asked.", figure)
    owner = text(first, "project_id") or view.entity
    when = on(owner, "decisions.needed_by", first["needed_by"], text(first, "decision_id"))
    return say_many(
        "{n} decision is asked by {date}.", "{n} decisions are asked, the first by {date}.", figure, date=when
    )


def _gravest(view: View) -> tuple[Sentence, ...]:
    """The worst project's slip or overrun, the longest slip, the overrun of the whole."""
    bad = with_state(view, Rag.RED)[:1]
    late = slipped_most(view)[:1]
    return (
        *(_about(view, entity, slipping(view, entity)) for entity in bad if _late(view, entity)),
        *(_about(view, entity, slipping(view, entity)) for entity in late),
        _over(view),
    )


def _late(view: View, entity: str) -> bool:
    return (number(view.figure(entity, "finish_slip")) or 0) > 0


def _about(view: View, entity: str, clause: Sentence) -> Sentence:
    return say("{name} {clause}", name=view.name(entity), clause=clause)


def _over(view: View) -> Sentence:
    gap = overrun(view, view.entity)
    return say("forecast cost is {gap}", gap=gap) if gap else gap


def _whole_life(view: View) -> Sentence:
    figure = view.figure(view.entity, "whole_life_cost")
    if number(figure) is None:
        return Sentence()
    said = say("whole-life cost is {amount}", amount=short(figure))
    return joined((said, disclosed(view, figure)), ", ")


def _stopped(sentence: Sentence) -> Sentence:
    """A sentence with its capital and its full stop."""
    return capital(sentence) + Sentence.of(".")
