"""Ranges on a slide: bars from P10 over P50 to P90 as native shapes, around the line of what was approved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf

from pmo_reports.model.charts import Range, RangeChart
from pmo_reports.model.figures import Figure, Style, Unit
from pmo_reports.model.wording import label
from pmo_reports.render.deck.canvas import Canvas, House
from pmo_reports.render.deck.component import Component
from pmo_reports.render.deck.drawing import Box, Look, stroke
from pmo_reports.render.deck.sparks import number
from pmo_reports.render.deck.text import Setting, paragraph
from pmo_reports.render.deck.typeface import LINE
from pmo_reports.render.formats import figure_text

LABELS = 0.4
"""Share of the width for the names."""

HEAD, FOOT = 16.0, 16.0
LEAST, MOST = 17.0, 30.0
TEXT, NAME = 9.0, 11.0
SIZES = (NAME, 10.0, TEXT)
MOST_RANGES = 16
KEY = label("Bar: P10 to P50 (dark), to P90 (light); the figure is P50. Line at zero: as approved.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranges(Component):
    """Ranges on one scale."""

    house: House
    chart: RangeChart

    def height(self, width: float, size: float) -> float:  # noqa: ARG002 - the protocol's arguments
        """The height it needs."""
        rows = len(self.chart.ranges)
        return HEAD + FOOT + rows * LEAST if rows <= MOST_RANGES else inf

    def slack(self, width: float, size: float) -> float:  # noqa: ARG002 - the protocol of components
        """The height it can grow by."""
        return len(self.chart.ranges) * (MOST - LEAST)

    def drawn(self, canvas: Canvas, box: Box, size: float) -> str:  # noqa: ARG002 - the protocol of components
        """Its shapes in `box`."""
        rows = max(1, len(self.chart.ranges))
        tall = min(MOST, (box.h - HEAD - FOOT) / rows)
        box = box.top(HEAD + tall * rows + FOOT)
        words = [self._words(each.middle) for each in self.chart.ranges]
        room = max((self.house.face.width(text, NAME, bold=True) for text in words), default=0) + 16
        plot = Box(box.x + box.w * LABELS, box.y + HEAD, box.w * (1 - LABELS) - room, tall * rows)
        shapes = self._grid(canvas, plot)
        for at, (each, text) in enumerate(zip(self.chart.ranges, words, strict=True)):
            row = Box(box.x, plot.y + at * tall, box.w, tall)
            shapes += self._row(canvas, row, plot, each) + self._value(canvas, row, room, text)
        key = Box(box.x, plot.bottom + 2, box.w, FOOT)
        shapes += canvas.words(key, (paragraph(self.house.word(KEY), colour="muted"),), Setting(size=TEXT))
        return canvas.group(box, shapes, "Ranges", self.chart.alt)

    def notes(self) -> tuple[str, ...]:
        """What the speaker notes say about it: the ends of each range."""
        return tuple(
            self.house.word(
                label(
                    "{project}: {low} to {high} (P10 to P90)",
                    project=each.label,
                    low=self._words(each.low),
                    high=self._words(each.high),
                )
            )
            for each in self.chart.ranges
        )

    def _x(self, plot: Box, value: float) -> float:
        axis = self.chart.axis
        return plot.x + plot.w * (value - axis.low) / ((axis.high - axis.low) or 1.0)

    def _words(self, figure: Figure) -> str:
        return figure_text(figure, self.house.locale)

    def _grid(self, canvas: Canvas, plot: Box) -> str:
        shapes, axis = "", self.chart.axis
        style = Style(bare=axis.unit is not Unit.PERCENT)
        for tick in axis.ticks:
            x = self._x(plot, tick)
            approved = tick == 0
            look = Look(line="ink" if approved else "rule", weight=1.25 if approved else 0.5)
            shapes += stroke(canvas.id(), (x, plot.y - 2), (x, plot.bottom), look)
            text = self._words(Figure(key="tick", entity="", value=tick, unit=axis.unit, style=style))
            place = Box(x - 30, plot.y - HEAD, 60, TEXT * LINE)
            words = (paragraph(text, colour="muted", align="ctr"),)
            shapes += canvas.words(place, words, Setting(size=TEXT, wrap=False))
        return shapes

    def _row(self, canvas: Canvas, row: Box, plot: Box, one: Range) -> str:
        name = Box(row.x, row.y, plot.x - row.x - 6, row.h)
        shapes = canvas.words(name, (paragraph(one.label),), Setting(size=self._size(name.w), anchor="ctr"))
        low, half, high = (self._x(plot, number(point) or 0.0) for point in (one.low, one.middle, one.high))
        thick = min(10.0, row.h * 0.5)
        bar = Box(low, row.y + (row.h - thick) / 2, half - low, thick)
        shapes += canvas.shape(bar, Look(fill="accent")) if half > low else ""
        shapes += (
            canvas.shape(replace(bar, x=half, w=high - half), Look(fill="accent-light"))
            if high > half
            else ""
        )
        return shapes + canvas.shape(
            replace(bar, x=half - 1, y=bar.y - 2, w=2, h=thick + 4), Look(fill="brand")
        )

    def _size(self, room: float) -> float:
        """The size at which every name stands on one line, as far as one can."""
        widest = [
            max(self.house.face.width(each.label, size) for each in self.chart.ranges) for size in SIZES
        ]
        return next((size for size, wide in zip(SIZES, widest, strict=True) if wide <= room), TEXT)

    def _value(self, canvas: Canvas, row: Box, room: float, text: str) -> str:
        place = Box(row.right - room, row.y, room, row.h)
        words = (paragraph(text, bold=True, align="r"),)
        return canvas.words(place, words, Setting(size=NAME, anchor="ctr", wrap=False))
