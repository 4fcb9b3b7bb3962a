"""Strategic alignment (ISO 21504): what each objective gets of budget and value, and what serves none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pmo_reports.model.charts import Axis, BarChart, Emphasis, Series
from pmo_reports.model.figures import Figure, Sentence, Unit
from pmo_reports.model.pack import Cell, ChartBlock, TableBlock
from pmo_reports.model.wording import Filling, label, say, say_many
from pmo_reports.model.wording import listed as named
from pmo_reports.pack.axes import nice_ticks
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.quantities import amount, count, exact, number, share, short
from pmo_reports.pack.records import Record, records, text
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.view import View
from pmo_reports.pack.words import joined, not_shown, part_of

MOST, DRAWN, LOOSE, NAMED = 10, 6, 6, 3
UNALIGNED = "unaligned"
_CENT = 0.005
_WEIGHED = label("Share of the budget by strategic objective, beside the objective's weight.")
_SHARES = label("Share of the budget by strategic objective.")
_MONEY = (
    ("bac", label("Budget")),
    ("ac", label("Spent")),
    ("eac_management", label("Forecast cost")),
    ("benefit_baseline", label("Benefits planned")),
    ("benefit_forecast", label("Benefits forecast")),
    ("npv_case", label("NPV approved")),
    ("npv_outlook", label("NPV now")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Objective:
    """A row of the alignment: an objective, what serves none (no `key`), or the whole (no `row`)."""

    key: str
    name: str
    row: Record | None = None


@section("strategy", "Strategic alignment")
def strategy(view: View) -> Content | None:
    """Spend and value by objective; left out where no project names any."""
    found = _objectives(view)
    if not any(each.row and each.row["projects"] for each in found):
        return None
    return Content(
        title=_title(view),
        lead=_lead(view, found),
        blocks={
            "weights": _chart(view, found),
            "table": _table(view, found),
            "loose": _loose_table(view),
        },
        source=view.source("objectives", "contributions", "projects", "costs"),
    )


def _objectives(view: View) -> list[_Objective]:
    """The objectives, those with the most budget first, and what serves none of them last."""
    told = view.now.measurements.alignment
    if told.empty:
        return []
    rows = records(told[told["entity_id"] == view.entity])
    made = [_Objective(key=text(row, "objective_id"), name=_name(row), row=row) for row in rows]
    return sorted(made, key=lambda each: (not each.key, -_budget(each), each.key))


def _name(row: Record) -> str:
    if not text(row, "objective_id"):
        return label("Unaligned")
    return text(row, "name") or text(row, "objective_id")


def _budget(each: _Objective) -> float:
    return float((each.row or {}).get("bac") or 0.0)


def _title(view: View) -> Sentence:
    aligned, loose = view.figure(view.entity, "aligned_share"), _unaligned(view, view.entity)
    if aligned.value is None:
        serving = [p for p in view.projects if _named(view, p)]
        return part_of(
            count(view.entity, "projects.aligned", len(serving)),
            count(view.entity, "projects.listed", len(view.projects)),
            "projects",
            "serves a strategic objective",
            "serve a strategic objective",
        )
    if not (number(loose) or 0.0) > _CENT:
        return say("{share} of the budget serves a strategic objective", share=exact(aligned))
    return say(
        "{share} of the budget serves a strategic objective; {amount} serves none",
        share=exact(aligned),
        amount=short(loose),
    )


def _unaligned(view: View, entity: str) -> Figure:
    """The budget of an entity that serves no objective."""
    whole, part = (number(view.figure(entity, key)) for key in ("bac", "aligned_budget"))
    known = None if whole is None or part is None else round(whole - part, 2)
    return amount(entity, "aligned_budget.rest", known, view.currency)


def _named(view: View, project: str) -> bool:
    """Whether a project names an objective, in the table of contributions or in the register."""
    told = view.book.rows("contributions", project)
    return bool(told) or (
        not len(view.now.portfolio["contributions"]) and bool(text(view.project(project), "objectives"))
    )


def _lead(view: View, found: Sequence[_Objective]) -> Sentence:
    """Where the money goes against the weights, and which objective is worth less than it costs."""
    whole = joined((_most(view, found), _worthless(view, found), _idle(view, found)), ". ")
    return whole + Sentence.of(".") if whole else whole


def _most(view: View, found: Sequence[_Objective]) -> Sentence:
    """The objective that is furthest from its weight, one way or the other."""
    apart = [(each, _apart(view, found, each)) for each in found if each.key]
    known = [(each, gap) for each, gap in apart if gap is not None]
    if not known:
        return Sentence()
    each, gap = max(known, key=lambda pair: abs(pair[1]))
    told: dict[str, Filling] = {
        "name": each.name,
        "share": exact(_share(view, each)),
        "weight": exact(_weight(view, found, each)),
    }
    if gap > 0:
        return say("{name} is most above its weight: {share} of the budget against {weight}", **told)
    return say("{name} is furthest below its weight: {share} of the budget against {weight}", **told)


def _apart(view: View, found: Sequence[_Objective], each: _Objective) -> float | None:
    of_budget, weight = number(_share(view, each)), number(_weight(view, found, each))
    return None if of_budget is None or weight is None else of_budget - weight


def _worthless(view: View, found: Sequence[_Objective]) -> Sentence:
    below = [each for each in found if each.key and (each.row or {}).get("npv_outlook", 0) and _npv(each) < 0]
    if not below:
        return Sentence()
    figure = count(view.entity, "objectives.below_zero", len(below))
    return say_many(
        "{n} objective has work that is worth less than it costs: {names}",
        "{n} objectives have work that is worth less than it costs: {names}",
        figure,
        names=named([each.name for each in below[:NAMED]]),
    )


def _npv(each: _Objective) -> float:
    return float((each.row or {}).get("npv_outlook") or 0.0)


def _idle(view: View, found: Sequence[_Objective]) -> Sentence:
    """Objectives that no project serves."""
    idle = [each for each in found if each.key and each.row and not each.row["projects"]]
    if not idle:
        return Sentence()
    figure = count(view.entity, "objectives.unserved", len(idle))
    return say_many(
        "{n} objective is served by no project: {names}",
        "{n} objectives are served by no project: {names}",
        figure,
        names=named([each.name for each in idle[:NAMED]]),
    )


def _share(view: View, each: _Objective) -> Figure:
    """The part of the budget that an objective gets."""
    whole = number(view.figure(view.entity, "bac"))
    part = (each.row or {}).get("bac")
    known = None if not whole or part is None else float(part) / whole
    return share(view.entity, "bac.objective_share", known, each.key or UNALIGNED)


def _weight(view: View, found: Sequence[_Objective], each: _Objective) -> Figure:
    """The weight of an objective among all; null where an objective of the list has none."""
    weights = [one.row.get("weight") for one in found if one.key and one.row]
    sums = sum(float(w) for w in weights if w is not None)
    own = (each.row or {}).get("weight")
    known = float(own) / sums if own is not None and sums else None
    return share(view.entity, "objectives.weight_share", known, each.key)


def _chart(view: View, found: Sequence[_Objective]) -> ChartBlock | None:
    """The share of the budget of each objective, beside its weight where weights are told."""
    listed_ones = [each for each in found if each.key][:DRAWN]
    budgets = tuple(_share(view, each) for each in listed_ones)
    weights = tuple(_weight(view, found, each) for each in listed_ones)
    if all(point.value is None for point in budgets):
        return None
    told = any(point.value is not None for point in weights)
    weighed = (Series(name="Weight", points=weights, emphasis=Emphasis.MUTED),) if told else ()
    series = (*weighed, Series(name="Share of the budget", points=budgets, emphasis=Emphasis.MAIN))
    chart = BarChart(
        categories=tuple(each.name for each in listed_ones),
        series=series,
        axis=_axis([number(point) or 0.0 for s in series for point in s.points]),
        alt=_WEIGHED if told else _SHARES,
        horizontal=True,
    )
    title = label("Weight and share of the budget by objective")
    return ChartBlock(title=title if told else label("Share of the budget by objective"), chart=chart)


def _axis(values: Sequence[float]) -> Axis:
    ticks = nice_ticks(min([0.0, *values]), max([0.1, *values]))
    return Axis(low=ticks[0], high=ticks[-1], ticks=ticks, unit=Unit.PERCENT)


def _table(view: View, found: Sequence[_Objective]) -> TableBlock:
    """Objectives, then what serves none, over the total that every column adds up to."""
    first, last = [each for each in found if each.key], [each for each in found if not each.key]
    words = Words(
        alt="Budget, spend, benefits and NPV by strategic objective, with what serves none and a total",
        caption="Spend and value by objective",
        more=not_shown(view.entity, "objectives.not_shown", len(first) - MOST),
    )
    fields: tuple[Field[_Objective], ...] = (
        Field("objective", "Objective", lambda each: each.name, 2.6),
        Field("owner", "Owner", lambda each: text(each.row or {}, "owner"), 1.2, optional=True),
        Field("projects", "Projects", lambda each: _projects(view, each), 0.6),
        Field("share", "Share of budget", lambda each: _of_whole(view, each), 0.7, optional=True),
        *(_amount(view, key, head) for key, head in _MONEY),
    )
    whole = _Objective(key="", name=label("Total"))
    return grid(fields, [*first[:MOST], *last], words, locale=view.locale, total=whole)


def _projects(view: View, each: _Objective) -> Cell:
    if each.row is None:
        return count(view.entity, "projects.listed", len(view.projects))
    if each.key:
        return count(view.entity, "contributions.projects", each.row["projects"], each.key)
    loose = [p for p in view.projects if (number(_unaligned(view, p)) or 0.0) > _CENT or not _named(view, p)]
    return count(view.entity, "contributions.projects", len(loose), UNALIGNED)


def _of_whole(view: View, each: _Objective) -> Cell:
    return _share(view, each) if each.row is not None else None


def _amount(view: View, key: str, head: str) -> Field[_Objective]:
    def cell(each: _Objective) -> Figure:
        if each.row is None:
            return replace(view.figure(view.entity, key), n=None, of=None)
        return amount(
            view.entity, f"{key}.objective", each.row.get(key), view.currency, each.key or UNALIGNED
        )

    return Field(key, head, cell, 0.8, optional=key != "bac")


def _loose_table(view: View) -> TableBlock:
    """The projects of which the most money serves no objective."""
    found = [p for p in view.projects if (number(_unaligned(view, p)) or 0.0) > _CENT]
    ranked = sorted(found, key=lambda p: (-(number(_unaligned(view, p)) or 0.0), p))
    words = Words(
        alt="Projects whose budget serves no strategic objective, most money first",
        caption="Work that serves no objective",
        empty="All budget serves an objective.",
        more=not_shown(view.entity, "projects.unaligned_not_shown", len(ranked) - LOOSE),
    )
    fields: tuple[Field[str], ...] = (
        Field("project", "Project", view.link, 2.0),
        Field("aligned_share", "Aligned", lambda p: view.figure(p, "aligned_share"), 0.7),
        Field("bac", "Budget", lambda p: view.figure(p, "bac"), 0.8),
        Field("loose", "Serves none", lambda p: _unaligned(view, p), 0.8),
    )
    return grid(fields, ranked[:LOOSE], words, locale=view.locale)
