"""A project in two or three sentences: its state and why, its risks, what is needed."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_reports.model.figures import Sentence
from pmo_reports.model.rag import SEVERITY, Rag
from pmo_reports.model.wording import Filling, capital, listed, say, say_many, term
from pmo_reports.pack.lengths import fitting
from pmo_reports.pack.narrative.portfolio import asked
from pmo_reports.pack.open_decisions import open_decisions
from pmo_reports.pack.quantities import count, short
from pmo_reports.pack.view import View
from pmo_reports.pack.words import STATES

MOST = 26
"""Words on a project's page: its title has slip and overrun already, and a line below what changed."""


def project_story(view: View) -> Sentence:
    """State and why, risks and what is needed: the title says date and money, a line what changed."""
    sentences = (why(view), _risks(view))
    return fitting(sentences, asked(view) if open_decisions(view) else Sentence(), MOST)


def why(view: View) -> Sentence:
    """How long its state has held, and which dimensions are as bad: "Red for 3 months: Schedule and Cost"."""
    state, entity = view.rag(view.entity), view.entity
    held = count(entity, "rag.periods_in_state", view.assessment(entity).months)
    word = capital(term(STATES[state]))
    if view.now.period.numbered:
        head = say_many("{state} for {n} period", "{state} for {n} periods", held, state=word)
    else:
        head = say_many("{state} for {n} month", "{state} for {n} months", held, state=word)
    dimensions = list(_as_bad(view, state))
    if dimensions and state is not Rag.GREEN:
        return say("{head}: {dimensions}.", head=head, dimensions=listed(dimensions))
    return head + Sentence.of(".")


def _as_bad(view: View, state: Rag) -> Iterator[Filling]:
    """The dimensions in the state of the whole, by their labels."""
    if state in SEVERITY:
        yield from (
            term(label) for key, label in view.dimensions.items() if view.rag(view.entity, key) is state
        )


def _risks(view: View) -> Sentence:
    above, exposure = (view.figure(view.entity, key) for key in ("risks_above_appetite", "exposure"))
    if not above.value:
        return Sentence()
    if exposure.value is None:
        return say_many("{n} risk lies above the appetite.", "{n} risks lie above the appetite.", above)
    return say_many(
        "{n} risk lies above the appetite; exposure is {amount}.",
        "{n} risks lie above the appetite; exposure is {amount}.",
        above,
        amount=short(exposure),
    )
