"""Value: what projects are worth now against their approved cases, greatest loss first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pmo_reports.model.charts import BarChart, Emphasis, Series
from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import Cell, ChartBlock, TableBlock
from pmo_reports.model.wording import label, say, say_many
from pmo_reports.model.wording import listed as named
from pmo_reports.pack.axes import money_axis
from pmo_reports.pack.cohort import cohort, total, who
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.lengths import first_fitting
from pmo_reports.pack.quantities import count, exact, magnitude, number, share, short, signed
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.view import View
from pmo_reports.pack.words import joined, not_shown, part_of

MOST, DRAWN, NAMED = 6, 5, 3
_CASE, _NOW, _CHANGE = "npv_case", "npv_outlook", "npv_change"
_MEASURES = (
    ("irr_case", label("IRR approved")),
    ("irr_outlook", label("IRR now")),
    ("payback_outlook", label("Payback now")),
    ("payback_slip", label("Payback slip")),
    ("roi_case", label("ROI approved")),
    ("roi_outlook", label("ROI now")),
    ("bcr_case", label("BCR approved")),
    ("bcr_outlook", label("BCR now")),
    ("margin", label("Margin")),
)
_SIGNED = frozenset({_CHANGE, "payback_slip"})
_TENTHS = frozenset({"irr_case", "irr_outlook"})


@section("value", "Value")
def value(view: View) -> Content | None:
    """NPV approved and now, with IRR, payback, ROI and benefit-cost ratio; left out without any NPV."""
    if all(view.figure(view.entity, key).value is None for key in (_CASE, _NOW)):
        return None
    ranked = _ranked(view)
    return Content(
        title=_title(view, ranked),
        lead=_lead(view),
        blocks={"npv": _chart(view, ranked), "table": _table(view, ranked)},
        source=view.source("business_cases", "costs", "benefits", "fx_rates"),
    )


def _ranked(view: View) -> list[str]:
    """The projects with a case or an outlook, greatest loss of NPV first, those without a change last."""
    known = [p for p in view.projects if any(view.figure(p, key).value is not None for key in (_CASE, _NOW))]
    return sorted(known, key=lambda p: (_change(view, p), view.name(p), p))


def _change(view: View, project: str) -> float:
    change = number(view.figure(project, _CHANGE))
    return float("inf") if change is None else change


def _title(view: View, ranked: Sequence[str]) -> Sentence:
    change = view.figure(view.entity, _CHANGE)
    moved = number(change)
    if moved is None:
        return _one_sided(view)
    subject = who(view, _CHANGE, cohort(view, view.entity, _CHANGE)) or say("The projects")
    size = short(magnitude(change, f"{_CHANGE}.size"))
    if moved < 0:
        said = say("{projects} are worth {amount} less (NPV) than approved", projects=subject, amount=size)
    elif moved > 0:
        said = say("{projects} are worth {amount} more (NPV) than approved", projects=subject, amount=size)
    else:
        said = say("{projects} are worth what was approved (NPV)", projects=subject)
    return first_fitting(said, (_worst(view, ranked),))


def _worst(view: View, ranked: Sequence[str]) -> Sentence:
    """Who loses most; nothing where nobody loses."""
    if not ranked or not _change(view, ranked[0]) < 0:
        return Sentence()
    change = view.figure(ranked[0], _CHANGE)
    size = short(magnitude(change, f"{_CHANGE}.size"))
    return say("{name} loses {amount}", name=view.name(ranked[0]), amount=size)


def _one_sided(view: View) -> Sentence:
    """The NPV of which there is but one side."""
    case = view.figure(view.entity, _CASE)
    if case.value is not None:
        return say("The approved cases have an NPV of {amount}; there is no outlook", amount=short(case))
    now = short(view.figure(view.entity, _NOW))
    return say("NPV is {amount} now; there is no approved case", amount=now)


def _lead(view: View) -> Sentence:
    """Which cases destroy value, which cannot be compared, and at what rate flows are discounted."""
    rate = share(view.entity, "method.discount_rate", view.settings.measures.value.rate)
    ends = say("Flows are discounted by {rate} a year.", rate=rate)
    said = (_below_zero(view), _without(view, _NOW), _without(view, _CASE))
    return joined((*said, ends), ". ")


def _below_zero(view: View) -> Sentence:
    now = [p for p in view.projects if (number(view.figure(p, _NOW)) or 0.0) < 0]
    turned = [p for p in now if (number(view.figure(p, _CASE)) or 0.0) > 0]
    known = count(view.entity, f"{_NOW}.known", len(cohort(view, view.entity, _NOW)))
    if not known.value:
        return Sentence()
    below = count(view.entity, f"{_NOW}.below_zero", len(now))
    head = part_of(below, known, "projects", "costs more than it brings", "cost more than they bring")
    if not turned:
        return head
    approved = say_many(
        "{n} was approved as worthwhile: {names}",
        "{n} were approved as worthwhile: {names}",
        count(view.entity, f"{_NOW}.turned", len(turned)),
        names=named([view.name(p) for p in turned[:NAMED]]),
    )
    return joined((head, approved), ", ")


def _without(view: View, key: str) -> Sentence:
    """The projects that have the other side only."""
    other = _CASE if key == _NOW else _NOW
    lone = [p for p in cohort(view, view.entity, other) if view.figure(p, key).value is None]
    if not lone:
        return Sentence()
    figure = count(view.entity, f"{key}.missing", len(lone))
    names = named([view.name(p) for p in lone[:NAMED]])
    if key == _NOW:
        return say_many(
            "{n} project without an outlook ({names}) is not compared",
            "{n} projects without an outlook ({names}) are not compared",
            figure,
            names=names,
        )
    return say_many(
        "{n} project without an approved case ({names}) is not compared",
        "{n} projects without an approved case ({names}) are not compared",
        figure,
        names=names,
    )


def _chart(view: View, ranked: Sequence[str]) -> ChartBlock | None:
    """NPV approved and now of the projects that changed most for the worse."""
    drawn = [p for p in ranked if view.figure(p, _CHANGE).value is not None][:DRAWN]
    if not drawn:
        return None
    series = (
        Series(name="Approved", points=_points(view, drawn, _CASE), emphasis=Emphasis.MUTED),
        Series(name="Now", points=_points(view, drawn, _NOW), emphasis=Emphasis.MAIN),
    )
    chart = BarChart(
        categories=tuple(view.name(p) for p in drawn),
        series=series,
        axis=money_axis((point for s in series for point in s.points), view.currency, view.locale),
        alt=label(
            "NPV approved and now, greatest loss first: {projects}.",
            projects=named(view.name(p) for p in drawn),
        ),
        horizontal=True,
    )
    return ChartBlock(title="NPV approved and now, greatest loss first", chart=chart)


def _points(view: View, projects: Sequence[str], key: str) -> tuple[Figure, ...]:
    return tuple(view.figure(project, key) for project in projects)


def _table(view: View, ranked: Sequence[str]) -> TableBlock:
    """The projects, greatest loss first, over a total of those that can be compared."""
    words = Words(
        alt="NPV, IRR, payback, ROI and benefit-cost ratio, approved and now, greatest loss first",
        caption="Returns, approved and now",
        more=not_shown(view.entity, "npv.not_shown", len(ranked) - MOST),
    )
    name: Field[str] = Field("project", "Project", lambda e: _name(view, e), 2.4)
    money = (
        _npv(view, _CASE, label("NPV approved")),
        _npv(view, _NOW, label("NPV now")),
        _npv(view, _CHANGE, label("Change")),
    )
    fields = (name, *money, *(_measure(view, key, head) for key, head in _MEASURES))
    return grid(fields, ranked[:MOST], words, locale=view.locale, total=view.entity)


def _name(view: View, entity: str) -> Cell:
    if entity != view.entity:
        return view.link(entity)
    both = cohort(view, view.entity, _CHANGE)
    return say("All {n} compared", n=count(view.entity, f"{_CHANGE}.disclosed", len(both)))


def _npv(view: View, key: str, head: str) -> Field[str]:
    both = cohort(view, view.entity, _CHANGE)

    def cell(entity: str) -> Figure:
        found = total(view, entity, key, both) if entity == view.entity else view.figure(entity, key)
        figure = replace(found, n=None, of=None)
        return signed(figure) if key in _SIGNED else figure

    return Field(key, head, cell, 0.8)


def _measure(view: View, key: str, head: str) -> Field[str]:
    def cell(entity: str) -> Figure:
        figure = replace(view.figure(entity, key), n=None, of=None)
        figure = exact(figure) if key in _TENTHS else figure
        return signed(figure) if key in _SIGNED else figure

    return Field(key, head, cell, 0.7, optional=True)
