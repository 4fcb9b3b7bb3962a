"""Milestone trend analysis on a slide: a native line chart over dates, each line named at its end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pmo_reports.model.charts import Axis, LineChart, MilestoneTrend, Series
from pmo_reports.model.figures import Figure, Unit
from pmo_reports.render.deck.canvas import Canvas, House
from pmo_reports.render.deck.colours import SERIES
from pmo_reports.render.deck.drawing import Box, Look, stroke
from pmo_reports.render.deck.graphs import LABELS, Graph
from pmo_reports.render.deck.sparks import number
from pmo_reports.render.deck.text import Paragraph, Setting, height, paragraph
from pmo_reports.render.deck.workbook import serial
from pmo_reports.render.stacking import stacked

TALL, SHARE, GAP = 190.0, 0.34, 12.0
"""Least height; the share of the width that names may take; the distance of the names from the plot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendGraph(Graph):
    """The chart in its box; dates are serial numbers of days, as spreadsheets have them."""

    ticks: tuple[tuple[float, str], ...] = ()

    def height(self, width: float, size: float) -> float:  # noqa: ARG002 - not by its text
        """The height it needs."""
        return TALL

    def _tick(self, value: float) -> str:
        return dict(self.ticks).get(value, "")

    def _above(self, box: Box) -> bool:  # noqa: ARG002 - the names always stand beside
        return False

    def _right(self, box: Box, size: float) -> float:
        face = self.house.face
        widest = max(face.width(each.name, size, bold=True) for each in self.chart.series)
        return min(widest + 2 * GAP, SHARE * box.w)

    def _beside(self, canvas: Canvas, box: Box, plot: Box, size: float) -> str:
        """The names in one or two lines, each with a hairline to where its line ends."""
        room = box.right - plot.right - GAP
        lines = [(end, each) for each in self.chart.series if (end := self._last(plot, each))]
        words = [self._words(each) for _, each in lines]
        talls = [height(self.house.face, (each,), room, size) for each in words]
        tops = stacked([y for (_, y), _ in lines], talls, box.y, box.bottom)
        shapes = ""
        for top, tall, (end, each), text in zip(tops, talls, lines, words, strict=True):
            look = Look(line=SERIES[each.emphasis], weight=0.5)
            shapes += stroke(canvas.id(), end, (plot.right + GAP - 2, top + tall / 2), look)
            place = Box(plot.right + GAP, top, room, tall)
            shapes += canvas.words(place, (text,), Setting(size=size, anchor="ctr"))
        return shapes

    def _words(self, series: Series) -> Paragraph:
        return paragraph(series.name, colour=LABELS.get(SERIES[series.emphasis], "muted"), bold=True)

    def _last(self, plot: Box, series: Series) -> tuple[float, float] | None:
        """Where a line ends on the slide."""
        known = [at for at, point in enumerate(series.points) if number(point) is not None]
        y = self._end(plot, series)
        if not known or y is None:
            return None
        return plot.x + plot.w * (known[-1] + 0.5) / len(self.chart.categories), y


def trend_graph(chart: MilestoneTrend, house: House) -> TrendGraph:
    """The component of a milestone trend analysis."""
    first, step = serial(chart.axis.low), chart.axis.step
    places = tuple(first + step * at for at in range(len(chart.axis.names)))
    lines = LineChart(
        categories=chart.categories,
        series=tuple(_numbered(each) for each in (*chart.lines, chart.done)),
        axis=Axis(low=places[0], high=places[-1], ticks=places, unit=Unit.DATE),
        alt=chart.alt,
    )
    named = tuple(zip(places, chart.axis.names, strict=True))
    return TrendGraph(house=house, chart=lines, ticks=named)


def _numbered(series: Series) -> Series:
    return replace(series, points=tuple(_number(point) for point in series.points))


def _number(point: Figure) -> Figure:
    return replace(point, value=serial(point.value) if isinstance(point.value, date) else None)
