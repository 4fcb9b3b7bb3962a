"""Waterfalls as native charts: stacked columns on an invisible base, with the amounts over them.

A column that crosses zero is two pieces, for stacks grow away from zero on either side. The labels hang on a
line without a stroke that runs along the tops; the workbook behind the chart has the amounts themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pmo_reports.model.charts import BarChart, Emphasis, Series, Waterfall, WaterfallStep
from pmo_reports.model.figures import Figure, Unit
from pmo_reports.render.deck.chart_xml import (
    AXES,
    Plot,
    category_axis,
    chart_space,
    data_xml,
    name_xml,
    text_xml,
    value_axis,
)
from pmo_reports.render.deck.colours import SERIES, fill
from pmo_reports.render.deck.drawing import Box, escape
from pmo_reports.render.deck.sparks import number

AMOUNT, BASE, TOP = "Amount", "Base", "Label"
_NAMES = {
    Emphasis.MAIN: "Total",
    Emphasis.ALERT: "Worse",
    Emphasis.GREEN: "Better",
    Emphasis.MUTED: "Neither",
}
_BELOW = ", below zero"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A waterfall with its labels written out, its plot area in fractions of the frame and its text."""

    chart: Waterfall
    labels: tuple[str, ...]
    area: Box
    size: float
    language: str


def waterfall_xml(labelled: Labelled) -> str:
    """The chart part; relationship rId1 is its workbook."""
    stacked = pieces(labelled.chart)
    plot = Plot(chart=stacked, area=labelled.area, size=labelled.size, language=labelled.language)
    columns = "".join(_column(plot, at, one) for at, one in enumerate(stacked.series[1:-1], start=1))
    bars = (
        '<c:barChart><c:barDir val="col"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f'{columns}<c:gapWidth val="60"/><c:overlap val="100"/>{AXES}</c:barChart>'
    )
    lines = (
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
        f'{_labels(plot, labelled)}<c:marker val="1"/>{AXES}</c:lineChart>'
    )
    return chart_space(plot, bars + lines + category_axis(plot) + value_axis(plot))


def pieces(chart: Waterfall) -> BarChart:
    """The waterfall as a stack: the amounts (not drawn), the base, a series for each role, the tops.

    Every series that is drawn has something in it.
    """
    series = [
        _series(AMOUNT, [number(step.figure) for step in chart.steps], Emphasis.MUTED),
        _series(BASE, [_base(step) for step in chart.steps], Emphasis.MUTED),
        *_roles(chart),
        _series(TOP, [step.high for step in chart.steps], Emphasis.MUTED),
    ]
    return BarChart(
        categories=tuple(step.name for step in chart.steps),
        series=tuple(series),
        axis=chart.axis,
        alt=chart.alt,
        stacked=True,
    )


def _roles(chart: Waterfall) -> Iterator[Series]:
    for emphasis, name in _NAMES.items():
        mine = [step if step.emphasis is emphasis else None for step in chart.steps]
        above = [_above(step) if step else None for step in mine]
        below = [_below(step) if step else None for step in mine]
        if any(above):
            yield _series(name, above, emphasis)
        if any(below):
            yield _series(name + _BELOW, below, emphasis)


def _base(step: WaterfallStep) -> float:
    """What the visible piece stands on (or hangs from, below zero); one that crosses zero needs nothing."""
    if step.low >= 0:
        return step.low
    return step.high if step.high <= 0 else 0.0


def _above(step: WaterfallStep) -> float | None:
    return step.high - max(step.low, 0.0) if step.high > 0 else None


def _below(step: WaterfallStep) -> float | None:
    return step.low - min(step.high, 0.0) if step.low < 0 else None


def _series(name: str, values: list[float | None], emphasis: Emphasis) -> Series:
    points = (Figure(key=name, entity="", value=value, unit=Unit.MONEY) for value in values)
    return Series(name=name, points=tuple(points), emphasis=emphasis)


def _column(plot: Plot, index: int, series: Series) -> str:
    look = "<a:noFill/>" if series.name == BASE else fill(SERIES[series.emphasis])
    shape = f'<c:spPr>{look}<a:ln><a:noFill/></a:ln></c:spPr><c:invertIfNegative val="0"/>'
    return f"<c:ser>{name_xml(index, series)}{shape}{data_xml(plot, index, series)}</c:ser>"


def _labels(plot: Plot, labelled: Labelled) -> str:
    """The line along the tops, whose labels are the amounts as the pack prints them."""
    assert isinstance(plot.chart, BarChart)  # noqa: S101 - made above
    last = len(plot.chart.series) - 1
    series = plot.chart.series[last]
    style = text_xml(plot.size, plot.language, "ink", bold=True)
    each = "".join(_label(at, words, plot) for at, words in enumerate(labelled.labels))
    shown = (
        '<c:dLblPos val="t"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )
    labels = f"<c:dLbls>{each}<c:spPr><a:noFill/></c:spPr>{style}{shown}</c:dLbls>"
    look = '<c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:marker><c:symbol val="none"/></c:marker>'
    data = data_xml(plot, last, series)
    return f'<c:ser>{name_xml(last, series)}{look}{labels}{data}<c:smooth val="0"/></c:ser>'


def _label(at: int, words: str, plot: Plot) -> str:
    run = f'lang="{plot.language}" sz="{round(plot.size * 100)}" b="1"'
    rich = (
        f"<c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr {run}>{fill('ink')}"
        f'<a:latin typeface="+mn-lt"/></a:rPr><a:t>{escape(words)}</a:t></a:r></a:p></c:rich></c:tx>'
    )
    shown = (
        '<c:dLblPos val="t"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )
    return f'<c:dLbl><c:idx val="{at}"/>{rich}{shown}</c:dLbl>'
