"""Clauses that titles and impacts are built from: how late, how far over budget, how exposed."""

from __future__ import annotations

from dataclasses import replace

from pmo_reports.model.figures import PLAIN, Figure, Sentence
from pmo_reports.model.rag import Rag
from pmo_reports.model.wording import say, term
from pmo_reports.pack.quantities import amount, magnitude, number, share, short, signed
from pmo_reports.pack.view import View
from pmo_reports.pack.words import joined

_VISIBLE = 0.0005  # a smaller share would be printed as none
_OFF = frozenset({Rag.RED, Rag.AMBER})


def slipping(view: View, entity: str) -> Sentence:
    """The slip of the finish: "slips 23 days", "finishes 4 days early"; nothing without dates."""
    slip = view.figure(entity, "finish_slip")
    late = number(slip)
    if late is None:
        return Sentence()
    if late == 0:
        return say("keeps its finish date")
    if late > 0:
        return say("slips {days}", days=slip)
    return say("finishes {days} early", days=magnitude(slip, "finish_gain"))


def overrun(view: View, entity: str) -> Sentence:
    """The cost gap: "3.1% above budget", "2% below budget"; nothing without budget or forecast."""
    figure = over_budget(view, entity)
    over = number(figure)
    if over is None:
        return Sentence()
    if abs(over) < _VISIBLE:
        return say("on budget")
    gap = replace(magnitude(figure, "eac_over_bac.size"), style=PLAIN)
    return say("{share} above budget", share=gap) if over > 0 else say("{share} below budget", share=gap)


def over_budget(view: View, entity: str) -> Figure:
    """EAC against budget as a fraction of the budget; positive is above it."""
    vac, budget = number(view.figure(entity, "vac")), number(forecast_budget(view, entity))
    figure = share(entity, "eac_over_bac", -vac / budget if vac is not None and budget else None)
    known = view.figure(entity, "vac")
    return replace(signed(figure), n=known.n, of=known.of)


def forecast_budget(view: View, entity: str) -> Figure:
    """The budget of those projects that have a forecast, so that like is compared with like."""
    bac, eac, vac = (view.figure(entity, key) for key in ("bac", "eac", "vac"))
    if bac.n == vac.n or eac.value is None or vac.value is None:
        return bac
    whole = (number(eac) or 0.0) + (number(vac) or 0.0)
    return replace(amount(entity, "bac.with_forecast", whole, view.currency), n=vac.n, of=vac.of)


def deciding(view: View, entity: str) -> Sentence:
    """The measure that made a red or amber state: "key milestone slip 41 days"; nothing where none did."""
    state, declared = view.rag(entity), view.now.measurements.declared
    found = (view.assessment(entity, dimension) for dimension in view.dimensions)
    for assessment in found:
        value, measure = assessment.value, declared.get(assessment.measure)
        told = value is not None and value.value is not None and assessment.effective is state
        if told and measure and value and state in _OFF:
            return say("{measure} {value}", measure=term(measure.label.lower()), value=short(value))
    return Sentence()


def exposed(view: View, entity: str) -> Sentence:
    """The exposure: "€1.2 m of risk exposure"; nothing where there is none."""
    exposure = view.figure(entity, "exposure")
    return say("{amount} of risk exposure", amount=short(exposure)) if exposure.value else Sentence()


def whole_life(view: View, entity: str) -> Sentence:
    """The size: "whole-life cost €1.2 bn"; nothing where it is not disclosed."""
    cost = view.figure(entity, "whole_life_cost")
    return say("whole-life cost {amount}", amount=short(cost)) if cost.value is not None else Sentence()


def impact(view: View, entity: str) -> Sentence:
    """What a project's state does to date, money and risk, or how large it is; nothing where unknown."""
    return joined((make(view, entity) for make in (slipping, overrun, exposed)), ", ") or whole_life(
        view, entity
    )
