"""Waterfalls: opening + changes = closing as a chart, in a unit in which the printed amounts add up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pmo_reports.model.changes import Direction
from pmo_reports.model.charts import Emphasis, Waterfall, WaterfallStep
from pmo_reports.model.figures import Figure, Sentence, Style
from pmo_reports.model.wording import in_line, label, say
from pmo_reports.pack.adding_up import adding_unit, printed
from pmo_reports.pack.axes import level_axis
from pmo_reports.pack.quantities import number
from pmo_reports.pack.view import View

_EMPHASES = {
    Direction.WORSE: Emphasis.ALERT,
    Direction.BETTER: Emphasis.GREEN,
    Direction.NEITHER: Emphasis.MUTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A change on the way from opening to closing, with its name and whether it is for the better."""

    name: str
    figure: Figure
    direction: Direction = Direction.NEITHER


def waterfall(view: View, ends: tuple[Part, Part], parts: Sequence[Part], what: str) -> Waterfall:
    """The chart of opening, changes and closing; `what` begins its words for those who cannot see it."""
    opening, closing = ends
    amounts = [number(each.figure) for each in (opening, *parts, closing)]
    unit = adding_unit([(amounts[:-1], amounts[-1])])
    shown = [part for part in parts if printed(number(part.figure), unit)]
    steps = tuple(_steps(opening, shown, closing, unit))
    levels = [level for step in steps for level in (step.end, step.end if step.total else step.base)]
    currency = opening.figure.currency
    return Waterfall(
        steps=steps,
        axis=level_axis(levels, currency, unit[0], view.locale),
        alt=label("{told} {way}", told=_told(what, shown), way=_way(opening, closing)),
    )


def _steps(
    opening: Part, parts: Iterable[Part], closing: Part, unit: tuple[int, int]
) -> Iterable[WaterfallStep]:
    yield WaterfallStep(
        name=opening.name, figure=_styled(opening.figure, unit), base=0.0, emphasis=Emphasis.MAIN, total=True
    )
    level = number(opening.figure) or 0.0
    for part in parts:
        emphasis, figure = _EMPHASES[part.direction], _styled(part.figure, unit, signed=True)
        yield WaterfallStep(name=part.name, figure=figure, base=level, emphasis=emphasis)
        level = round(level + (number(part.figure) or 0.0), 2)
    yield WaterfallStep(
        name=closing.name, figure=_styled(closing.figure, unit), base=0.0, emphasis=Emphasis.MAIN, total=True
    )


def _styled(figure: Figure, unit: tuple[int, int], *, signed: bool = False) -> Figure:
    scale, decimals = unit
    return replace(figure, style=Style(scale=scale, decimals=decimals, signed=signed, bare=True))


def _told(what: str, parts: Sequence[Part]) -> Sentence:
    if not parts:
        return say("{what}: opening, no change and closing.", what=what)
    return say("{what}: opening, {parts} and closing.", what=what, parts=in_line(part.name for part in parts))


def _way(opening: Part, closing: Part) -> Sentence:
    was, is_ = (number(part.figure) or 0.0 for part in (opening, closing))
    if was == is_:
        return say("It closes as it opened.")
    return say("It closes higher than it opened.") if is_ > was else say("It closes lower than it opened.")
