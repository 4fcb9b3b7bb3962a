"""A waterfall on the slide: a native chart, with links between columns and breaks where totals are cut."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import inf

from pmo_reports.model.charts import Waterfall
from pmo_reports.model.wording import label
from pmo_reports.render.deck.canvas import Canvas, House
from pmo_reports.render.deck.chart_xml import URI, cells
from pmo_reports.render.deck.component import Component
from pmo_reports.render.deck.drawing import Box, Look, frame, path, stroke
from pmo_reports.render.deck.text import Setting, height, paragraph
from pmo_reports.render.deck.typeface import LINE
from pmo_reports.render.deck.waterfall_xml import Labelled, pieces, waterfall_xml
from pmo_reports.render.deck.workbook import workbook
from pmo_reports.render.formats import figure_text, waterfall_text

SMALLEST, LARGEST = 10.0, 12.0
LEAST, ENOUGH, SHARE = 150.0, 200.0, 0.28
COLUMN = 1 / 1.6
"""The share of its slot that a column takes: the gap is 60 % of it."""

KEY = label("Red: worse. Green: better. Grey: neither.")
TURNS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Falls(Component):
    """A waterfall in its box."""

    house: House
    chart: Waterfall

    def height(self, width: float, size: float) -> float:  # noqa: ARG002 - not by its text
        """The height it needs."""
        return min(ENOUGH, max(LEAST, SHARE * width))

    def slack(self, width: float, size: float) -> float:  # noqa: ARG002 - the protocol of components
        """The height it can grow by."""
        return inf

    def drawn(self, canvas: Canvas, box: Box, size: float) -> str:
        """Its shapes in `box`."""
        points = self._size(box.w, min(LARGEST, max(SMALLEST, size - 2)))
        plot = self._plot(box, points)
        area = Box((plot.x - box.x) / box.w, (plot.y - box.y) / box.h, plot.w / box.w, plot.h / box.h)
        labelled = Labelled(
            chart=self.chart, labels=self._words(), area=area, size=points, language=self.house.language
        )
        relation = canvas.doors.chart(waterfall_xml(labelled), workbook(cells(pieces(self.chart))))
        reference = f'<c:chart xmlns:c="{URI}" r:id="{relation}"/>'
        alt = waterfall_text(self.chart, self.house.locale)
        native = frame(canvas.id(), box, (URI, reference), "Chart", alt)
        around = self._links(canvas, plot) + self._breaks(canvas, plot) + self._key(canvas, box, points)
        return canvas.group(box, native + around, "Waterfall", alt)

    def notes(self) -> tuple[str, ...]:
        """What the speaker notes say about it: its numbers."""
        return (waterfall_text(self.chart, self.house.locale),)

    def _words(self) -> tuple[str, ...]:
        return tuple(figure_text(step.figure, self.house.locale) for step in self.chart.steps)

    def _size(self, width: float, size: float) -> float:
        """The size at which every amount stays in its slot."""
        slot = width / max(1, len(self.chart.steps)) - 4
        widest = max((self.house.face.width(text, size, bold=True) for text in self._words()), default=0.0)
        return size * min(1.0, slot / widest) if widest else size

    def _plot(self, box: Box, size: float) -> Box:
        """The plot area: over it room for amounts, under it for names and the key."""
        slot = box.w / max(1, len(self.chart.steps)) - 6
        names = (paragraph(step.name) for step in self.chart.steps)
        tall = max((height(self.house.face, (name,), slot, size) for name in names), default=0.0)
        top, below = size * LINE * 1.4, tall + size * LINE * 1.4 + 8
        return Box(box.x, box.y + top, box.w, max(10.0, box.h - top - below))

    def _y(self, plot: Box, value: float) -> float:
        axis = self.chart.axis
        part = (value - axis.low) / ((axis.high - axis.low) or 1.0)
        return plot.bottom - plot.h * min(1.0, max(0.0, part))

    def _sides(self, plot: Box, at: int) -> tuple[float, float]:
        """Left and right of a column."""
        slot = plot.w / len(self.chart.steps)
        middle = plot.x + slot * (at + 0.5)
        return middle - slot * COLUMN / 2, middle + slot * COLUMN / 2

    def _links(self, canvas: Canvas, plot: Box) -> str:
        """A hairline from where a column ends to where the next begins."""
        look = Look(line="muted-light", weight=0.75, dash="sysDash")
        shapes = ""
        for at, (step, _) in enumerate(pairwise(self.chart.steps)):
            y = self._y(plot, step.end)
            start, end = self._sides(plot, at)[1], self._sides(plot, at + 1)[0]
            shapes += stroke(canvas.id(), (start, y), (end, y), look)
        return shapes

    def _breaks(self, canvas: Canvas, plot: Box) -> str:
        """White zigzags across the totals of a cut axis."""
        if not self.chart.cut:
            return ""
        totals = (at for at, step in enumerate(self.chart.steps) if step.total)
        return "".join(self._break(canvas, plot, at) for at in totals)

    def _break(self, canvas: Canvas, plot: Box, at: int) -> str:
        left, right = self._sides(plot, at)
        level = plot.bottom - 9 if self.chart.axis.low > 0 else plot.y + 9
        xs = [left - 3 + (right - left + 6) * n / TURNS for n in range(TURNS + 1)]
        run = [(x, level + (2.5 if n % 2 else -2.5)) for n, x in enumerate(xs)]
        white = path(canvas.id(), tuple(run), Look(line="white", weight=5))
        edges = (tuple((x, y + shift) for x, y in run) for shift in (-2.5, 2.5))
        return white + "".join(path(canvas.id(), edge, Look(line="muted", weight=0.75)) for edge in edges)

    def _key(self, canvas: Canvas, box: Box, size: float) -> str:
        place = Box(box.x, box.bottom - size * LINE, box.w, size * LINE)
        words = (paragraph(f"{self.house.word(KEY)}{self._cut()}", colour="muted"),)
        return canvas.words(place, words, Setting(size=size, wrap=False))

    def _cut(self) -> str:
        """Where the columns are cut, if they are."""
        if not self.chart.cut:
            return ""
        amount = figure_text(self.chart.cut_at, self.house.locale)
        return f" {self.house.word(label('Opening and closing are cut at {amount}.', amount=amount))}"
