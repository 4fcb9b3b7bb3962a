"""A project in two or three sentences: its state and why, date and money, what moved, what is needed."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.rag import SEVERITY, Rag
from pmo_reports.model.wording import Filling, capital, listed, say, say_many, term
from pmo_reports.pack.clauses import overrun
from pmo_reports.pack.lengths import fitting
from pmo_reports.pack.narrative.movement import project_moves
from pmo_reports.pack.narrative.portfolio import asked
from pmo_reports.pack.open_decisions import open_decisions
from pmo_reports.pack.quantities import count, magnitude, number, short
from pmo_reports.pack.view import View
from pmo_reports.pack.words import STATES, joined

MOST = 26
"""Words on a project's page: its title has slip and overrun already, and the page its dates."""


def project_story(view: View) -> Sentence:
    """State and why, what moved since, what is needed; finish, cost and risks where there is room."""
    sentences = (why(view), project_moves(view, view.entity), _money_and_date(view), _risks(view))
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


def _money_and_date(view: View) -> Sentence:
    """When it finishes against its baseline, and what it costs against its budget."""
    parts = joined((_finish(view), _cost(view)))
    return capital(parts) + Sentence.of(".") if parts else parts


def _finish(view: View) -> Sentence:
    when, slip = view.figure(view.entity, "finish_forecast"), view.figure(view.entity, "finish_slip")
    days = number(slip)
    if when.value is None or days is None or view.rag(view.entity) is Rag.COMPLETE:
        return Sentence()
    apart: dict[str, Figure] = {"date": when, "days": magnitude(slip, "finish_slip.size")}
    if days > 0:
        return say("finish {date}, {days} late", **apart)
    if days < 0:
        return say("finish {date}, {days} early", **apart)
    return say("finish {date}, as planned", date=when)


def _cost(view: View) -> Sentence:
    eac, gap = view.figure(view.entity, "eac"), overrun(view, view.entity)
    if eac.value is None or not gap:
        return Sentence()
    return say("forecast cost {amount}, {gap}", amount=short(eac), gap=gap)


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
