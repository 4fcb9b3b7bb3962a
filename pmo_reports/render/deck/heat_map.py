"""The risk heat map: five by five square cells in quiet tints, with the ids of the risks in them."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from pmo_reports.model.charts import HeatCell, HeatMap
from pmo_reports.model.wording import label
from pmo_reports.render.deck.canvas import Canvas, House
from pmo_reports.render.deck.colours import BANDS
from pmo_reports.render.deck.component import Component
from pmo_reports.render.deck.drawing import Box, Look, shape
from pmo_reports.render.deck.text import Paragraph, Setting, paragraph
from pmo_reports.render.formats import figure_text

STEPS = 5
LABEL = 16.0
"""Room for a row of axis numbers or an axis title."""

LEAST = 34.0
"""Least side of a cell."""

SQUAREST = 1.7
"""A cell is at most this much wider than tall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskMap(Component):
    """The map, as large as its box allows."""

    house: House
    chart: HeatMap

    def height(self, width: float, size: float) -> float:  # noqa: ARG002 - the protocol's arguments
        """The height it needs."""
        return STEPS * LEAST + 2 * LABEL

    def slack(self, width: float, size: float) -> float:  # noqa: ARG002 - the protocol of components
        """The height it can grow by."""
        return inf

    def drawn(self, canvas: Canvas, box: Box, size: float) -> str:  # noqa: ARG002 - the protocol of components
        """Its shapes in `box`."""
        tall = (box.h - 2 * LABEL) / STEPS
        wide = min((box.w - 2 * LABEL) / STEPS, tall * SQUAREST)
        tall = min(tall, wide)
        area = Box(box.x + 2 * LABEL, box.y, wide * STEPS, tall * STEPS)
        shapes = "".join(self._cell(canvas, area, cell) for cell in self.chart.cells)
        whole = Box(box.x, box.y, area.right - box.x, area.h + 2 * LABEL)
        return canvas.group(whole, shapes + self._axes(canvas, area), "Heat map", self.chart.alt)

    def _cell(self, canvas: Canvas, area: Box, cell: HeatCell) -> str:
        wide, tall = area.w / STEPS, area.h / STEPS
        place = Box(area.x + (cell.impact - 1) * wide, area.y + (STEPS - cell.probability) * tall, wide, tall)
        look = Look(fill=BANDS.get(cell.band, "paper"), line="white", weight=2.0)
        setting = Setting(size=10.0, margins=(2, 1, 2, 1), anchor="ctr")
        words = canvas.text(self._words(cell, wide - 6, tall - 2), setting)
        return shape(canvas.id(), place, look, words, "Cell")

    def _words(self, cell: HeatCell, wide: float, tall: float) -> tuple[Paragraph, ...]:
        """The ids that fit, and how many more; the count where there are no ids."""
        if not cell.count.value:
            return ()
        if not cell.ids:
            return (paragraph(figure_text(cell.count, self.house.locale), bold=True, align="ctr", scale=1.3),)
        for shown in range(len(cell.ids), 0, -1):
            text = _listed(cell.ids, shown)
            if self._fits(text, wide, tall):
                return (paragraph(text, bold=True, align="ctr"),)
        return (paragraph(str(len(cell.ids)), bold=True, align="ctr"),)

    def _fits(self, text: str, wide: float, tall: float) -> bool:
        lines = int(tall // 12.3)
        face = self.house.face
        longest = max(face.width(word, 10, bold=True) for word in text.split())
        words = [(word, True, 1.0) for part in text.split() for word in (part, " ")]
        return longest <= wide and face.lines(words, wide, 10.0) <= lines

    def _axes(self, canvas: Canvas, area: Box) -> str:
        wide, tall = area.w / STEPS, area.h / STEPS
        setting = Setting(size=10.0, anchor="ctr")
        labels = ""
        for step in range(STEPS):
            left = Box(area.x - LABEL, area.y + (STEPS - 1 - step) * tall, LABEL - 3, tall)
            foot = Box(area.x + step * wide, area.bottom, wide, LABEL)
            for place in (left, foot):
                labels += canvas.words(
                    place, (paragraph(str(step + 1), colour="muted", align="ctr"),), setting
                )
        title = Box(area.x, area.bottom + LABEL - 2, area.w, LABEL)
        labels += canvas.words(
            title, (paragraph(canvas.house.word(label("Impact →")), colour="muted", align="ctr"),), setting
        )
        return labels + self._upright(canvas, area)

    def _upright(self, canvas: Canvas, area: Box) -> str:
        body = canvas.text(
            (paragraph(canvas.house.word(label("Probability →")), colour="muted", align="ctr"),),
            Setting(size=10.0, anchor="ctr"),
        )
        turned = body.replace("<a:bodyPr ", '<a:bodyPr vert="vert270" ', 1)
        return shape(canvas.id(), Box(area.x - 2 * LABEL, area.y, LABEL, area.h), Look(), turned, "Axis")


def _listed(ids: tuple[str, ...], shown: int) -> str:
    more = f" +{len(ids) - shown}" if shown < len(ids) else ""
    return " ".join(ids[:shown]) + more
