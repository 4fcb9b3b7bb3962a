"""Money since the period before: what a pack's own projects cost then and now, and by what causes.

A pack about a part of the portfolio has the bridge of its own projects, which closes too: one that came from
elsewhere came in with all it costs, one that went elsewhere left with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from pmo_reports.model.assessed import Assessed
from pmo_reports.model.changes import CAUSES, Bridge, Cause, Direction, Step, summed
from pmo_reports.model.figures import Figure, Sentence, Style
from pmo_reports.model.pack import Cell, ChartBlock, TableBlock
from pmo_reports.model.wording import label, say
from pmo_reports.pack.adding_up import adding_unit
from pmo_reports.pack.change_words import CAUSES as IN_SENTENCE
from pmo_reports.pack.change_words import MEASURES
from pmo_reports.pack.changed import earlier_projects
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.period_names import tick
from pmo_reports.pack.quantities import amount, count, magnitude, short, signed
from pmo_reports.pack.view import View, measured
from pmo_reports.pack.waterfall import Part, waterfall
from pmo_reports.pack.words import counted, joined

COST = ("eac_management", "whole_life_cost")
BUDGET = "bac"
MOST = 6  # projects with a row of their own; the rest is one row
_CENT = Decimal("0.01")
_NOUGHT = Decimal(0)
_OTHERS = "others"
LOWER: Mapping[str, str] = {
    "eac_management": label("forecast cost"),
    "whole_life_cost": label("whole-life cost"),
}
"""What a cost is called in the middle of a sentence."""

_NEUTRAL = frozenset({Cause.PROJECTS_IN, Cause.PROJECTS_OUT, Cause.DISCLOSED, Cause.WITHHELD, Cause.ROUNDING})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A line of the table: a project's step, those of all others together, or the total."""

    step: Step
    name: Cell
    item: str = ""


def moved_money(view: View) -> Bridge | None:
    """The bridge of the cost that is known in both periods: the managers' forecast, else whole-life cost."""
    found = (own_bridge(view, measure) for measure in COST)
    return next(
        (bridge for bridge in found if bridge and bridge.total.opening and bridge.total.closing), None
    )


def own_bridge(view: View, measure: str) -> Bridge | None:
    """The bridge of the view's own projects in the reporting currency; null where no amount is known."""
    whole = view.now.changes.bridge(measure) if view.now.changes else None
    if whole is None or not whole.steps:
        return None
    if view.entity == view.settings.organisation.portfolio.id:
        return whole
    own = whole.narrowed(frozenset(earlier_projects(view)), frozenset(view.projects))
    return replace(own, total=_as_printed(view, measure, own.total)) if own else None


def cost_name(bridge: Bridge) -> str:
    """What the amounts of a bridge are called."""
    if bridge.measure == "eac_management":
        return label("Forecast cost (management EAC)")
    return MEASURES.get(bridge.measure, bridge.measure)


def cost_waterfall(view: View, bridge: Bridge) -> ChartBlock:
    """Opening, causes and closing as a chart."""
    total, key = bridge.total, bridge.measure
    ends = (
        Part(name=_tick(view, view.before), figure=_money(view, f"{key}.opening", total.opening)),
        Part(name=_tick(view, view.now), figure=_money(view, f"{key}.closing", total.closing)),
    )
    parts = [
        Part(
            name=name, figure=_money(view, f"{key}.{_slug(cause)}", value), direction=_direction(cause, value)
        )
        for cause, name, value in _causes(total)
    ]
    measure = cost_name(bridge)
    title = label("{measure} by cause: opening + changes = closing", measure=measure)
    what = label("{measure} by cause", measure=measure)
    return ChartBlock(title=title, chart=waterfall(view, ends, parts, what))


def _tick(view: View, period: Assessed | None) -> str:
    """A period under its column."""
    return tick(view, period.period.start) if period else ""


def cost_table(view: View, bridge: Bridge) -> TableBlock:
    """Opening, each cause and closing of the projects that moved most; rows and columns add up.

    A cause whose amounts cancel out has a column all the same, for its rows close by it.
    """
    rows, measure = list(_rows(view, bridge)), cost_name(bridge)
    total = _Row(step=bridge.total, name=label("Total"))
    causes = [cause for cause in CAUSES if any(row.step.causes.get(cause) for row in (*rows, total))]
    scale, decimals = adding_unit(_sums(rows, total, causes))
    fields: tuple[Field[_Row], ...] = (
        Field("project", "Project", lambda row: row.name, 2.2),
        _column(view, bridge, ("opening", label("Opening")), decimals),
        *(_column(view, bridge, (_slug(cause), CAUSES[cause]), decimals, cause) for cause in causes),
        _column(view, bridge, ("closing", label("Closing")), decimals),
    )
    words = Words(
        alt=label("{measure} by project and cause, largest change first, with a total", measure=measure),
        caption=label("{measure} by project: rows and columns add up", measure=measure),
        scale=scale,
    )
    return grid(fields, rows, words, locale=view.locale, total=total)


def rise(view: View, bridge: Bridge) -> Sentence:
    """By how much the cost moved, for a title: "forecast cost rises by € 1 m"."""
    name, moved = LOWER.get(bridge.measure, bridge.measure), bridge.total.change
    if not moved:
        return say("{cost} stays as it was", cost=name)
    size = short(magnitude(_money(view, f"{bridge.measure}.change", moved), f"{bridge.measure}.change.size"))
    if moved > 0:
        return say("{cost} rises by {amount}", cost=name, amount=size)
    return say("{cost} falls by {amount}", cost=name, amount=size)


def budget_told(view: View) -> Sentence:
    """How the budget moved, and by what; nothing where no budget is known."""
    bridge = own_bridge(view, BUDGET)
    if bridge is None:
        return Sentence()
    opening, closing = (
        short(_money(view, f"bac.{end}", getattr(bridge.total, end))) for end in ("opening", "closing")
    )
    causes = joined((_caused(view, cause, value) for cause, _, value in _causes(bridge.total)), ", ")
    head = (
        say("The budget moved from {opening} to {closing}", opening=opening, closing=closing)
        if bridge.total.change
        else say("The budget stays at {closing}", closing=closing)
    )
    return say("{head}: {causes}.", head=head, causes=causes) if causes else head + Sentence.of(".")


def _caused(view: View, cause: Cause, value: Decimal) -> Sentence:
    return say(
        "{cause} {amount}",
        cause=IN_SENTENCE[cause],
        amount=signed(short(_money(view, f"bac.{_slug(cause)}", value))),
    )


def _as_printed(view: View, measure: str, total: Step) -> Step:
    """The sum with the amounts that are printed of the entity, where they are the same but for cents."""
    assert view.before is not None  # noqa: S101 - there are changes
    opening, closing = (_printed(period, view.entity, measure) for period in (view.before, view.now))
    if opening is None or closing is None:
        return total
    away = (opening - (total.opening or _NOUGHT), closing - (total.closing or _NOUGHT))
    if max(map(abs, away)) >= 1:
        return total
    left = closing - opening - sum(total.causes.values())
    causes = {**total.causes, Cause.ROUNDING: left} if left else total.causes
    return replace(total, opening=opening, closing=closing, causes=causes)


def _printed(period: Assessed, entity: str, measure: str) -> Decimal | None:
    value = measured(period, entity, measure).value
    return None if value is None else Decimal(str(value)).quantize(_CENT)


def _causes(step: Step) -> list[tuple[Cause, str, Decimal]]:
    return [(cause, name, step.causes[cause]) for cause, name in CAUSES.items() if step.causes.get(cause)]


def _rows(view: View, bridge: Bridge) -> Iterator[_Row]:
    moved = [step for step in bridge.steps if step.causes]
    named = sorted(moved, key=lambda step: (-abs(step.change), step.entity))[:MOST]
    for step in named:
        yield _Row(step=step, name=_name(view, step.entity))
    others = len(bridge.steps) - len(named)
    if others:
        figure = count(view.entity, "bridge.others", others)
        yield _Row(step=_less(bridge.total, named), name=counted(figure, "other project"), item=_OTHERS)


def _name(view: View, entity: str) -> Cell:
    """A project's name; one that has left has it in the period before."""
    if entity in view.projects or view.before is None:
        return view.link(entity)
    return view.at(view.before).scope.name(entity)


def _less(total: Step, named: Iterable[Step]) -> Step:
    """What is left of a total, also of causes that cancel out in it."""
    shown = summed(named)
    causes = {
        cause: total.causes.get(cause, _NOUGHT) - shown.causes.get(cause, _NOUGHT)
        for cause in (*total.causes, *(each for each in shown.causes if each not in total.causes))
    }
    return Step(
        entity="",
        opening=(total.opening or _NOUGHT) - (shown.opening or _NOUGHT),
        closing=(total.closing or _NOUGHT) - (shown.closing or _NOUGHT),
        causes=causes,
    )


def _sums(rows: list[_Row], total: _Row, causes: Iterable[Cause]) -> Iterator[tuple[list[Decimal], Decimal]]:
    """All that a reader may add up: each row, and each column."""
    for row in (*rows, total):
        yield [_value(row.step, "opening"), *row.step.causes.values()], _value(row.step, "closing")
    for end in ("opening", "closing"):
        yield [_NOUGHT, *(_value(row.step, end) for row in rows)], _value(total.step, end)
    for cause in causes:
        yield (
            [_NOUGHT, *(row.step.causes.get(cause, _NOUGHT) for row in rows)],
            total.step.causes.get(cause, _NOUGHT),
        )


def _value(step: Step, end: str) -> Decimal:
    value: Decimal | None = getattr(step, end)
    return value or _NOUGHT


def _column(
    view: View, bridge: Bridge, head: tuple[str, str], decimals: int, cause: Cause | None = None
) -> Field[_Row]:
    key, words = head
    style = Style(decimals=decimals, signed=cause is not None)

    def cell(row: _Row) -> Figure:
        value = row.step.causes.get(cause, _NOUGHT) if cause else getattr(row.step, key)
        figure = amount(
            row.step.entity or view.entity, f"{bridge.measure}.{key}", value, view.currency, row.item
        )
        return replace(figure, style=style)

    return Field(key, words, cell, 1.0)


def _money(view: View, key: str, value: Decimal | None) -> Figure:
    return amount(view.entity, key, value, view.currency)


def _slug(cause: Cause) -> str:
    """A cause as part of the name of a fact."""
    return cause.name.lower()


def _direction(cause: Cause, value: Decimal) -> Direction:
    """More cost is worse; that there are other projects, or others known, is neither."""
    if cause in _NEUTRAL:
        return Direction.NEITHER
    return Direction.WORSE if value > 0 else Direction.BETTER
