"""The tables of a one-pager: why each state is what it is, milestones, cost and risks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pmo_reports.model.assessed import OVERALL
from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import Cell, Chip, TableBlock
from pmo_reports.model.rag import Rag, Trend
from pmo_reports.model.wording import label, say, term
from pmo_reports.model.wording import listed as named
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.held import months, months_head, why
from pmo_reports.pack.milestone_state import milestones
from pmo_reports.pack.milestones import milestone_fields
from pmo_reports.pack.quantities import amount
from pmo_reports.pack.records import Record, converted, text
from pmo_reports.pack.risk_map import open_risks
from pmo_reports.pack.risks import project_risks
from pmo_reports.pack.room import room
from pmo_reports.pack.view import View
from pmo_reports.pack.words import not_shown

_AMOUNTS = ("budget_current", "actual", "forecast")
_TOTAL = "total"
_OUT = frozenset({Rag.COMPLETE, Rag.ON_HOLD, Rag.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cost:
    """The money of a category, each amount null where no month of it has one."""

    category: str
    amounts: dict[str, float | None]


def why_table(view: View) -> TableBlock:
    """Computed, declared and effective state of the whole and of each dimension that is not plainly green."""
    labels = {OVERALL: label("Overall"), **view.dimensions}
    fields: tuple[Field[str], ...] = (
        Field("dimension", "Dimension", lambda d: labels[d], 1.0),
        Field("computed", "Computed", lambda d: _state(view.assessment(view.entity, d).computed), 0.7),
        Field("declared", "Declared", lambda d: _state(view.assessment(view.entity, d).declared), 0.7),
        Field("effective", "Shown", lambda d: _shown(view, d), 0.7),
        Field("months", months_head(view), lambda d: months(view.assessment(view.entity, d)), 0.6),
        Field("reason", "Why", lambda d: why(view.assessment(view.entity, d)), 5.0),
    )
    assessed = [d for d in labels if _explained(view, d)]
    words = Words(
        alt="State of each dimension: computed, declared, shown, for how many months, and why",
        empty="Nothing was assessed.",
    )
    return grid(fields, assessed, words, locale=view.locale)


def greens(view: View) -> Sentence | None:
    """The dimensions that are green by rule and by word, in a sentence; null where none is."""
    names = [view.dimensions[dimension] for dimension in _greens(view)]
    if not names:
        return None
    return say("Green by rule and word: {dimensions}.", dimensions=named(map(term, names)))


def explained(view: View) -> int:
    """How many states of the entity are explained on its page."""
    return sum(_explained(view, dimension) for dimension in (OVERALL, *view.dimensions))


def _explained(view: View, dimension: str) -> bool:
    """Whether there is something to explain: neither plainly green nor out of play with the whole project."""
    own, overall = (view.now.assessments.get((view.entity, d)) for d in (dimension, OVERALL))
    if own is None or dimension in _greens(view):
        return False
    out = overall is not None and overall.effective in _OUT and own.effective is overall.effective
    return dimension == OVERALL or not out


def _greens(view: View) -> tuple[str, ...]:
    """Dimensions of which there is nothing to explain: computed and declared green."""
    found = ((d, view.now.assessments.get((view.entity, d))) for d in view.dimensions)
    return tuple(d for d, a in found if a and a.effective is a.computed is a.declared is Rag.GREEN)


def milestones_table(view: View) -> TableBlock | None:
    """The milestones that are not met, then those met last; null where none is reported."""
    every = milestones(view)
    shown = [*(m for m in every if not m.met), *reversed([m for m in every if m.met])]
    if not shown:
        return None
    most = room(view, explained(view)).milestones
    more = not_shown(view.entity, "milestones.not_shown", len(shown) - most)
    words = Words(alt="Milestones to come, then those met last", more=more, caption="Milestones")
    fields = milestone_fields(view, with_project=False)
    return grid(fields, shown[:most], words, locale=view.locale)


def costs_table(view: View) -> TableBlock | None:
    """Budget, actual and forecast by category, with a total; null where no cost is reported."""
    rows = view.rows("costs")
    if not any(row.get(name) is not None for row in rows for name in _AMOUNTS):
        return None
    categories = sorted({text(row, "category") for row in rows})
    costs = [
        _cost(view, category, [row for row in rows if text(row, "category") == category])
        for category in categories
    ]
    fields: tuple[Field[_Cost], ...] = (
        Field(
            "category",
            "Category",
            lambda c: label("Total") if c.category == _TOTAL else c.category or label("Other"),
            1.4,
        ),
        Field("budget", "Budget", lambda c: _money(view, c, "budget_current")),
        Field("actual", "Actual", lambda c: _money(view, c, "actual"), optional=True),
        Field("forecast", "To go", lambda c: _money(view, c, "forecast"), optional=True),
    )
    words = Words(alt="Budget, actual and forecast by category, with a total", caption="Cost")
    return grid(fields, costs, words, locale=view.locale, total=_cost(view, _TOTAL, rows))


def risks_table(view: View) -> TableBlock | None:
    """The top risks of the project; null where the whole portfolio reports none."""
    if view.now.portfolio["risks"].empty:
        return None
    return project_risks(view, open_risks(view), room(view, explained(view)).risks)


def _shown(view: View, dimension: str) -> Chip:
    """The state that is shown and its trend, without the marks that the columns beside it explain."""
    trend = view.assessment(view.entity, dimension).trend
    moved = None if trend is Trend.NEW else trend
    return replace(view.chip(view.entity, dimension), declared=None, trend=moved)


def _state(state: Rag | None) -> Cell:
    return Chip(rag=state) if state else None


def _cost(view: View, category: str, rows: list[Record]) -> _Cost:
    return _Cost(category=category, amounts={name: _sum(view, rows, name) for name in _AMOUNTS})


def _sum(view: View, rows: list[Record], name: str) -> float | None:
    """Actual up to the status date, forecast after it, budget over all months."""
    known = [converted(row, name) for row in rows if _counts(view, row, name)]
    amounts = [value for value in known if value is not None]
    return sum(amounts) if amounts else None


def _counts(view: View, row: Record, name: str) -> bool:
    month = row.get("month")
    if name not in {"actual", "forecast"} or month is None:
        return True
    return (month <= view.status_date) is (name == "actual")


def _money(view: View, cost: _Cost, name: str) -> Figure:
    return amount(view.entity, f"costs.{name}", cost.amounts[name], view.currency, cost.category)
