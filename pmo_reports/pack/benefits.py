"""Benefits: planned, forecast and realised, cashable or not, by programme, and where they fall short."""

from __future__ import annotations

from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import TableBlock
from pmo_reports.model.wording import label, say
from pmo_reports.pack.benefit_curve import benefit_curve
from pmo_reports.pack.benefit_gaps import gaps_table, unforecast
from pmo_reports.pack.cohort import cohort, total, who
from pmo_reports.pack.disclosure import disclosing
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.lengths import first_fitting
from pmo_reports.pack.quantities import alike, amount, count, exact, number, short
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.tiles import disclosed
from pmo_reports.pack.view import View
from pmo_reports.pack.words import joined, not_shown, part_of, stated

MOST = 11
"""Rows beside the total."""

_KEYS = ("benefit_baseline", "benefit_forecast")
_KNOWN = (*_KEYS, "benefit_realised")
_MEASURES = (
    ("benefit_baseline", label("Planned")),
    ("benefit_forecast", label("Forecast")),
    ("benefit_ratio", label("Forecast to plan")),
    ("benefit_planned_to_date", label("Planned by now")),
    ("benefit_realised", label("Realised")),
    ("benefit_realisation", label("Realised to plan")),
    ("cashable_share", label("Cashable share")),
    ("benefits_behind", label("Behind")),
    ("benefits_late", label("Late")),
)


@section("benefits", "Benefits")
def benefits(view: View) -> Content | None:
    """What the projects bring, against what was promised; left out where no benefit is reported."""
    if all(view.figure(view.entity, key).value is None for key in _KNOWN):
        return None
    return Content(
        title=_title(view),
        lead=_lead(view),
        blocks={
            "curve": benefit_curve(view),
            "table": _table(view),
            "gaps": gaps_table(view) if view.rows("benefits") else None,
        },
        source=view.source("benefits", "fx_rates"),
    )


def _title(view: View) -> Sentence:
    """The forecast against the plan of the same projects, and what has come of it."""
    both = cohort(view, view.entity, *_KEYS)
    if not both:
        return _without_forecast(view)
    planned, forecast = (total(view, view.entity, key, both) for key in _KEYS)
    gap = round((number(forecast) or 0.0) - (number(planned) or 0.0), 2)
    planned, forecast, size = alike(
        planned, forecast, amount(view.entity, "benefit_forecast.gap", abs(gap), view.currency)
    )
    named = who(view, "benefit_forecast", both)
    head = (
        say("{projects} forecast benefits of {forecast}", projects=named, forecast=forecast)
        if named
        else say("Benefits are forecast at {forecast}", forecast=forecast)
    )
    if not gap:
        said = say("{head}, as planned", head=head)
    elif gap > 0:
        said = say("{head}, {gap} above the plan of {plan}", head=head, gap=size, plan=planned)
    else:
        said = say("{head}, {gap} below the plan of {plan}", head=head, gap=size, plan=planned)
    return first_fitting(said, (_realised(view),))


def _without_forecast(view: View) -> Sentence:
    planned = view.figure(view.entity, "benefit_baseline")
    known = planned.value is not None
    head = say("Planned benefits are {plan}", plan=short(planned)) if known else Sentence()
    return joined((head, _realised(view)))


def _realised(view: View) -> Sentence:
    come = view.figure(view.entity, "benefit_realised")
    if come.value is None:
        return say("none is reported as realised yet")
    return say("{amount} is realised", amount=short(come))


def _lead(view: View) -> Sentence:
    """What is behind, how much of it is money, and what nobody forecasts."""
    said = (_to_plan(view), _behind(view), _cashable(view), _silent(view))
    plan = disclosed(view, view.figure(view.entity, "benefit_baseline"))
    whole = joined((*said, say("The plan is {disclosed}", disclosed=plan) if plan else plan), ". ")
    return whole + Sentence.of(".") if whole else whole


def _to_plan(view: View) -> Sentence:
    share = view.figure(view.entity, "benefit_realisation")
    if share.value is None:
        return Sentence()
    return say("{share} of what was planned by now has come", share=exact(share))


def _behind(view: View) -> Sentence:
    behind, due = (view.figure(view.entity, key) for key in ("benefits_behind", "benefits_due"))
    if behind.value is None or not due.value:
        return Sentence()
    return part_of(behind, due, "benefits due", "is behind", "are behind")


def _cashable(view: View) -> Sentence:
    share = view.figure(view.entity, "cashable_share")
    if share.value is None:
        return Sentence()
    return say("{share} of the forecast is cashable or revenue", share=share)


def _silent(view: View) -> Sentence:
    """How many benefits nobody forecasts, and how many nobody owns."""
    silent = count(view.entity, "benefits.without_forecast", unforecast(view))
    ownerless = view.figure(view.entity, "benefits_without_owner")
    said = (
        stated(silent, "benefit", "has no forecast", "have no forecast") if silent.value else Sentence(),
        stated(ownerless, "benefit", "has no owner", "have no owner") if ownerless.value else Sentence(),
    )
    return joined(said, ", ")


def _table(view: View) -> TableBlock:
    """A row for each programme, largest gap first, and a total; projects where there are no programmes."""
    by_programme = bool(view.scope.programmes)
    found = _groups(view)
    words = Words(
        alt="Benefits planned, forecast and realised, largest gap first, with a total",
        caption=label("Benefits by programme") if by_programme else label("Benefits by project"),
        more=not_shown(view.entity, "benefits.groups_not_shown", len(found) - MOST),
    )
    name: Field[str] = Field(
        "programme", label("Programme") if by_programme else label("Project"), lambda e: _name(view, e), 2.0
    )
    fields = (name, *_told(view), *(_measure(view, key, head) for key, head in _MEASURES))
    return grid(fields, found[:MOST], words, locale=view.locale, total=view.entity)


def _told(view: View) -> tuple[Field[str], ...]:
    """How many of a row's projects forecast their benefits; nothing where all do."""
    known = view.figure(view.entity, "benefit_forecast")
    if known.n == known.of:
        return ()
    return (Field("disclosed", "Forecast by", lambda e: disclosing(view, e, "benefit_forecast"), 0.7),)


def _name(view: View, entity: str) -> str:
    return label("Total") if entity == view.entity else view.name(entity)


def _measure(view: View, key: str, head: str) -> Field[str]:
    def cell(entity: str) -> Figure:
        figure = view.figure(entity, key)
        return exact(figure) if key in {"benefit_ratio", "benefit_realisation"} else figure

    return Field(key, head, cell, 0.8, optional=key not in _KEYS)


def _groups(view: View) -> list[str]:
    loose = [project for project in view.projects if not view.scope.programme.get(project)]
    groups = [*view.scope.programmes, *loose] if view.scope.programmes else list(view.projects)
    told = [e for e in groups if any(view.figure(e, key).value is not None for key in _KNOWN)]
    return sorted(told, key=lambda entity: (_gap(view, entity), view.name(entity)))


def _gap(view: View, entity: str) -> float:
    """Forecast less plan of those that have both; groups without come last."""
    both = cohort(view, entity, *_KEYS)
    if not both:
        return float("inf")
    planned, forecast = (number(total(view, entity, key, both)) or 0.0 for key in _KEYS)
    return forecast - planned
