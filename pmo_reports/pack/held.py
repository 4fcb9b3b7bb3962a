"""How long a state has held, and how far its measure is from the bound."""

from __future__ import annotations

from dataclasses import replace

from pmo_reports.model.assessed import OVERALL
from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.rag import Assessment, Rag
from pmo_reports.model.wording import Filling, label, say, say_many, term
from pmo_reports.pack.quantities import count, number
from pmo_reports.pack.view import View
from pmo_reports.pack.words import STATES, counted, joined


def held(view: View, assessment: Assessment) -> Sentence:
    """A state and for how long it has held: "red for 3 months"."""
    state, n = term(STATES[assessment.effective]), months(assessment)
    if view.now.period.numbered:
        return say_many("{state} for {n} period", "{state} for {n} periods", n, state=state)
    return say_many("{state} for {n} month", "{state} for {n} months", n, state=state)


def how_long(view: View, assessment: Assessment) -> Sentence:
    """For how long a state has held, this period included: "3 months"."""
    told = _periods(assessment, assessment.months)
    return counted(told, "period") if view.now.period.numbered else counted(told, "month")


def months(assessment: Assessment) -> Figure:
    """For how many months (or fiscal periods) a state has held, this one included."""
    return _periods(assessment, assessment.months)


def months_head(view: View) -> str:
    """The head of a column of such numbers."""
    return label("Periods") if view.now.period.numbered else label("Months")


def why(assessment: Assessment) -> Sentence:
    """The reason, with the distance to the bound where it does not say it already."""
    return joined((assessment.reason, _apart(assessment)), " ")


def _apart(assessment: Assessment) -> Sentence:
    distance, bound = assessment.distance, assessment.bound
    apart = number(distance) if distance else None
    if distance is None or bound is None or apart is None or bound.value is None:
        return Sentence()
    if any(isinstance(part, Figure) and part.id == bound.id for part in assessment.reason.parts):
        return Sentence()
    side = term(STATES[Rag.AMBER if assessment.computed is Rag.RED else Rag.GREEN])
    if not apart:
        return say("The measure is at the {state} bound of {bound}.", state=side, bound=bound)
    told: dict[str, Filling] = {
        "apart": replace(distance, value=abs(apart), item=f"{distance.item}.size"),
        "state": side,
        "bound": bound,
    }
    if apart > 0:
        return say("The measure is {apart} within the {state} bound of {bound}.", **told)
    return say("The measure is {apart} beyond the {state} bound of {bound}.", **told)


def _periods(assessment: Assessment, value: int) -> Figure:
    item = "" if assessment.dimension == OVERALL else assessment.dimension
    return count(assessment.entity, "rag.periods_in_state", value, item)
