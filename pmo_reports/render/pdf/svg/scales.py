"""Scales: from values, categories and dates to points on the page, with few and readable ticks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from math import ceil

from pmo_reports.model.charts import Axis
from pmo_reports.model.figures import Figure, Style, Unit
from pmo_reports.render.formats import unit_text
from pmo_reports.render.pdf.svg.pen import SMALL, Pen

GAP = 8.0
MOST_DECIMALS = 2
LEADING = 1.15  # from one line of text to the next, as a share of its size


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight line from `low`..`high` to `start`..`end` in points."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of `value`, in points."""
        span = (self.high - self.low) or 1.0
        return self.start + (value - self.low) / span * (self.end - self.start)


def day_scale(first: date, last: date, start: float, end: float) -> Scale:
    """A scale of ordinal days."""
    return Scale(first.toordinal(), last.toordinal(), start, end)


def tick_texts(axis: Axis, pen: Pen) -> tuple[str, ...]:
    """The axis' ticks written out, all with the same number of decimals and without unit."""
    decimals = max((_decimals(axis, tick) for tick in axis.ticks), default=0)
    style = Style(scale=axis.scale, decimals=decimals, bare=axis.unit is not Unit.PERCENT)
    return tuple(
        pen.figure(Figure(key="tick", entity="", value=Decimal(str(tick)), unit=axis.unit, style=style))
        for tick in axis.ticks
    )


def axis_text(axis: Axis, pen: Pen) -> str:
    """What the axis measures, with its unit said once."""
    unit = "" if axis.unit is Unit.PERCENT else unit_text(axis.unit, axis.currency, axis.scale, pen.locale)
    return axis.label if unit and unit in axis.label else ", ".join(filter(None, (axis.label, unit)))


def scaled(figure: Figure, axis: Axis) -> Figure:
    """The figure in the axis' scale, where it says none of its own."""
    if axis.scale == 1 or figure.style.scale != 1:
        return figure
    return replace(figure, style=replace(figure.style, scale=axis.scale))


def sparse(words: tuple[str, ...], pitch: float, pen: Pen) -> range:
    """Indices of the categories that can be labelled without touching, evenly spaced from the first."""
    widest = max((pen.width(word, SMALL) for word in words), default=0) + GAP
    steps = (1, 2, 3, 4, 6, 12, 24, 60, 120)
    step = next((n for n in steps if n * pitch >= widest), len(words) or 1)
    return range(0, len(words), step)


def rungs(count: int, pitch: float) -> range:
    """Indices of the ticks of an upright axis that can be labelled without touching, from the lowest on."""
    return range(0, count, max(ceil(SMALL * LEADING / pitch), 1) if pitch else count)


def _decimals(axis: Axis, tick: float) -> int:
    shown = Decimal(str(tick)) / axis.scale * (100 if axis.unit is Unit.PERCENT else 1)
    exact = -int(round(shown, MOST_DECIMALS).normalize().as_tuple().exponent)
    return max(0, exact)
