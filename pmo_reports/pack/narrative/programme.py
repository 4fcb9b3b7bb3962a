"""A programme in a sentence or two: its state, its red projects, its worst one and its money."""

from __future__ import annotations

from pmo_reports.model.figures import Sentence
from pmo_reports.model.rag import Rag
from pmo_reports.model.wording import say
from pmo_reports.pack.clauses import overrun, slipping
from pmo_reports.pack.narrative.portfolio import reds
from pmo_reports.pack.narrative.states import slipped_most
from pmo_reports.pack.ranking import with_state
from pmo_reports.pack.view import View
from pmo_reports.pack.words import joined, state_of


def programme_line(view: View, programme: str) -> Sentence:
    """The programme's state and why: "Digital is red: 2 of 6 projects are red; Atlas slips 23 days."."""
    below = view.about(programme)
    state = state_of(view.name(programme), view.rag(programme))
    gap = overrun(below, programme)
    parts = joined((reds(below), say("forecast cost is {gap}", gap=gap) if gap else gap), ", ")
    worst = (*with_state(below, Rag.RED), *slipped_most(below))[:1]
    named = (_named(below, entity) for entity in worst)
    return joined((say("{head}: {parts}", head=state, parts=parts), *named)) + Sentence.of(".")


def _named(view: View, entity: str) -> Sentence:
    clause = slipping(view, entity) or overrun(view, entity)
    return say("{name} {clause}", name=view.name(entity), clause=clause) if clause else clause
