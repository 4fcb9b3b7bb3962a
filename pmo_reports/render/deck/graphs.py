"""Line and bar charts on the slide: a native chart whose series are named beside their ends.

Names stand in a margin on the right, at the height of each series' end, spread so that none collide;
in a narrow chart they stand over it in one line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf

from pmo_reports.model.charts import BarChart, LineChart, Series
from pmo_reports.model.figures import Figure, Style
from pmo_reports.render.deck.canvas import Canvas, House
from pmo_reports.render.deck.chart_xml import URI, Plot, cells, chart_xml
from pmo_reports.render.deck.colours import SERIES
from pmo_reports.render.deck.component import Component
from pmo_reports.render.deck.drawing import Box, Look, frame, stroke
from pmo_reports.render.deck.sparks import number
from pmo_reports.render.deck.text import Paragraph, Run, Setting, height, paragraph
from pmo_reports.render.deck.typeface import LINE
from pmo_reports.render.deck.workbook import workbook
from pmo_reports.render.formats import figure_text

SMALLEST, LARGEST = 9.0, 11.0
LEAST, ENOUGH, SHARE = 84.0, 150.0, 0.28
"""Least height of a chart, and the height over its width up to which more is needed."""

NAMES = 0.3
"""The share of a lying chart that the names of its categories may take; longer ones wrap."""

NARROW = 240.0
"""A chart narrower than this has its series named over it."""

LABELS = {"accent": "accent", "second": "second", "red": "red", "amber": "ink", "green-soft": "green-dark"}
"""Colour of a series' name: the series' own where it can be read on white."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph(Component):
    """A line or bar chart in its box."""

    house: House
    chart: LineChart | BarChart

    def height(self, width: float, size: float) -> float:  # noqa: ARG002 - not by its text
        """The height it needs."""
        if self._lying:
            return max(LEAST, 22.0 * len(self.chart.categories))
        return min(ENOUGH, max(LEAST, SHARE * width))

    def slack(self, width: float, size: float) -> float:  # noqa: ARG002 - the protocol of components
        """The height it can grow by."""
        return inf

    def drawn(self, canvas: Canvas, box: Box, size: float) -> str:
        """Its shapes in `box`."""
        points = min(LARGEST, max(SMALLEST, size - 3))
        plot = self._plot(box, points)
        relation = canvas.doors.chart(self._xml(plot, box, points), workbook(cells(self.chart)))
        reference = f'<c:chart xmlns:c="{URI}" r:id="{relation}"/>'
        native = frame(canvas.id(), box, (URI, reference), "Chart", self.chart.alt)
        drawn = native + self._marker(canvas, plot, points) + self._names(canvas, box, plot, points)
        drawn += self._categories(canvas, plot, points)
        return canvas.group(box, drawn, "Chart", self.chart.alt)

    def _plot(self, box: Box, size: float) -> Box:
        """The plot area on the slide: room for value labels left, names right or above, categories below."""
        left, right = self._left(box, size), self._right(box, size)
        top = self._key_height(box, size) if self._above(box) else size * 0.8
        below = size * 0.3 if self._lying else size * 1.9
        return Box(box.x + left, box.y + top, max(10.0, box.w - left - right), max(10.0, box.h - top - below))

    def _xml(self, plot: Box, box: Box, size: float) -> str:
        area = Box((plot.x - box.x) / box.w, (plot.y - box.y) / box.h, plot.w / box.w, plot.h / box.h)
        every = 1 if self._lying else self._every(plot.w, size)
        return chart_xml(
            Plot(
                chart=self.chart,
                area=area,
                size=size,
                language=self.house.language,
                every=every,
                hidden=self._hidden(plot, size),
            )
        )

    def _hidden(self, plot: Box, size: float) -> float:
        """Values whose bar is too thin for a label inside it; the names carry the last ones."""
        axis = self.chart.axis
        return (axis.high - axis.low) * size * 0.95 / plot.h

    @property
    def _lying(self) -> bool:
        return isinstance(self.chart, BarChart) and self.chart.horizontal

    def _above(self, box: Box) -> bool:
        return len(self.chart.series) > 1 and (box.w < NARROW or self._lying)

    def _left(self, box: Box, size: float) -> float:
        face = self.house.face
        if self._lying:
            widest = max((face.width(name, size) for name in self.chart.categories), default=0)
            return min(widest, NAMES * box.w) + size
        if isinstance(self.chart, BarChart):
            return 2.0
        return (
            max((face.width(self._tick(tick), size) for tick in self.chart.axis.ticks), default=0)
            + size * 0.9
        )

    def _tick(self, value: float) -> str:
        axis = self.chart.axis
        style = Style(scale=axis.scale, bare=True)
        return figure_text(
            Figure(key="", entity="", value=value, unit=axis.unit, style=style), self.house.locale
        )

    def _right(self, box: Box, size: float) -> float:
        if self._lying:
            return size * 3.5
        if len(self.chart.series) == 1 or self._above(box):
            return size
        return (
            max(self.house.face.width(text, size, bold=True) for text in map(self._name, self.chart.series))
            + 12
        )

    def _every(self, width: float, size: float) -> int:
        widest = (
            max((self.house.face.width(name, size) for name in self.chart.categories), default=1) + size * 0.6
        )
        room = width / max(1, len(self.chart.categories))
        return max(1, -int(-widest // room))

    def _name(self, series: Series) -> str:
        """The series' name, with its last value."""
        last = next((point for point in reversed(series.points) if point.value is not None), None)
        if last is None or self._lying:
            return series.name
        scaled = replace(last, style=replace(last.style, scale=self.chart.axis.scale))
        return f"{series.name} {figure_text(scaled, self.house.locale)}"

    def _categories(self, canvas: Canvas, plot: Box, size: float) -> str:
        """Names of each n-th category where all would collide: LibreOffice does not skip any by itself."""
        every = 1 if self._lying else self._every(plot.w, size)
        if every == 1:
            return ""
        step = plot.w / len(self.chart.categories)
        setting, shapes = Setting(size=size, wrap=False), ""
        for index in range(0, len(self.chart.categories), every):
            place = Box(plot.x + step * (index + 0.5) - 25, plot.bottom + size * 0.4, 50, size * LINE)
            words = (paragraph(self.chart.categories[index], colour="muted", align="ctr"),)
            shapes += canvas.words(place, words, setting)
        return shapes

    def _names(self, canvas: Canvas, box: Box, plot: Box, size: float) -> str:
        if len(self.chart.series) == 1:
            return ""
        return self._key(canvas, box, size) if self._above(box) else self._beside(canvas, box, plot, size)

    def _key(self, canvas: Canvas, box: Box, size: float) -> str:
        """The names over the chart, each behind a swatch."""
        return canvas.words(box.top(self._key_height(box, size)), (self._swatches(),), Setting(size=size))

    def _key_height(self, box: Box, size: float) -> float:
        return height(self.house.face, (self._swatches(),), box.w, size) + size * 0.5

    def _swatches(self) -> Paragraph:
        runs: list[Run] = []
        for series in self.chart.series:
            tone = SERIES[series.emphasis]
            name = self._name(series).replace(" ", "\N{NO-BREAK SPACE}")
            runs += [Run(text="■\N{NO-BREAK SPACE}", colour=tone, scale=0.8), Run(text=f"{name}   ")]
        return Paragraph(runs=tuple(runs))

    def _beside(self, canvas: Canvas, box: Box, plot: Box, size: float) -> str:
        tall = size * LINE
        ends = [(self._end(plot, series), series) for series in self.chart.series]
        placed = sorted(((y, series) for y, series in ends if y is not None), key=lambda end: end[0])
        tops = spread([y - tall / 2 for y, _ in placed], tall, (box.y, plot.bottom))
        shapes = ""
        for top, (_, series) in zip(tops, placed, strict=True):
            tone = LABELS.get(SERIES[series.emphasis], "muted")
            words = (paragraph(self._name(series), colour=tone, bold=True),)
            place = Box(plot.right + 8, top, box.right - plot.right - 8, tall)
            shapes += canvas.words(place, words, Setting(size=size, wrap=False))
        return shapes

    def _end(self, plot: Box, series: Series) -> float | None:
        """The height at which a series ends: its last point, or the middle of its last stacked bar."""
        values = [value for value in map(number, series.points) if value is not None]
        if not values:
            return None
        last = values[-1]
        if isinstance(self.chart, BarChart):
            below = self.chart.series[: self.chart.series.index(series)] if self.chart.stacked else ()
            last = last / 2 + sum(number(other.points[-1]) or 0.0 for other in below)
        axis = self.chart.axis
        return plot.bottom - plot.h * (last - axis.low) / ((axis.high - axis.low) or 1.0)

    def _marker(self, canvas: Canvas, plot: Box, size: float) -> str:
        """The status-date line of a line chart."""
        marker = self.chart.marker if isinstance(self.chart, LineChart) else ""
        if marker not in self.chart.categories:
            return ""
        x = plot.x + plot.w * (self.chart.categories.index(marker) + 0.5) / len(self.chart.categories)
        look = Look(line="muted-light", weight=1.0, dash="sysDash")
        return stroke(canvas.id(), (x, plot.y - size * 0.5), (x, plot.bottom), look)


def spread(tops: list[float], tall: float, span: tuple[float, float]) -> list[float]:
    """`tops` (ascending) moved apart to at least `tall`, kept within `span` as far as there is room."""
    placed: list[float] = []
    for top in tops:
        placed.append(max(top, placed[-1] + tall if placed else span[0]))
    ceiling = span[1] - tall
    for index in range(len(placed) - 1, -1, -1):
        placed[index] = min(placed[index], ceiling)
        ceiling = placed[index] - tall
    return placed
