"""Blocks of the pack model as components of a slide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from pmo_reports.model.charts import (
    BarChart,
    Gantt,
    HeatMap,
    LineChart,
    MilestoneTrend,
    RangeChart,
    Waterfall,
)
from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import Block, Bullets, ChartBlock, Chip, Facts, Prose, TableBlock, Tiles
from pmo_reports.render.deck.canvas import Canvas, House
from pmo_reports.render.deck.component import Component, Halves, rows
from pmo_reports.render.deck.drawing import Box
from pmo_reports.render.deck.facts import beside, fact_list, fact_strip, told
from pmo_reports.render.deck.gantt import Roadmap
from pmo_reports.render.deck.graphs import Graph
from pmo_reports.render.deck.heat_map import RiskMap
from pmo_reports.render.deck.milestone_trend import trend_graph
from pmo_reports.render.deck.ranges import Ranges
from pmo_reports.render.deck.selection import across
from pmo_reports.render.deck.tables import named, table
from pmo_reports.render.deck.text import Paragraph, Run, paragraph
from pmo_reports.render.deck.tiles import tile_rows
from pmo_reports.render.deck.waterfall import Falls
from pmo_reports.render.deck.words import Words, bullet_words, head, prose_words, sentence_words
from pmo_reports.render.formats import figure_text, sentence_text, unit_text

TAGS: dict[str, tuple[type, ...]] = {
    "table": (TableBlock,),
    "tiles": (Tiles,),
    "bullets": (Bullets,),
    "facts": (Facts,),
    "chart": (ChartBlock,),
    "text": (Sentence, Prose),
    "block": (TableBlock, Tiles, Bullets, Facts, ChartBlock, Sentence, Prose),
}
"""Tags of the slide markup and the blocks that each one draws."""

ROLES = ("", "strip", "list", "panel", "across", "named", "small")
"""Ways to show a block: facts as a strip or list or with their state beside the head (`panel`), text on a
panel or `small`, a table turned `across` or with its first column bold (`named`)."""

SPACE = 0.35
"""Between a head and its block, in ems."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed(Component):
    """A block under its head; where it continues on the next slide, the head does too."""

    head: Words
    body: Component

    def height(self, width: float, size: float) -> float:
        """The height it needs."""
        return self._top(width, size) + self.body.height(width, size)

    def slack(self, width: float, size: float) -> float:
        """The height it can grow by."""
        return self.body.slack(width, size)

    def divided(self, room: Box, size: float, *, force: bool = False) -> Halves:
        """What fits in `room`, and the rest."""
        taken, rest = self.body.divided(room.below(self._top(room.w, size)), size, force=force)
        return self._of(taken), self._of(rest)

    def drawn(self, canvas: Canvas, box: Box, size: float) -> str:
        """Its shapes in `box`."""
        top = self._top(box.w, size)
        return self.head.drawn(canvas, box.top(top), size) + self.body.drawn(canvas, box.below(top), size)

    def notes(self) -> tuple[str, ...]:
        """What the speaker notes say about it."""
        return self.body.notes()

    def chips(self) -> tuple[Chip, ...]:
        """The chips on it."""
        return self.body.chips()

    def _top(self, width: float, size: float) -> float:
        return self.head.height(width, size) + SPACE * size

    def _of(self, body: Component | None) -> Headed | None:
        return replace(self, body=body) if body else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Component):
    """A component with more for the speaker notes than it shows."""

    body: Component
    told: tuple[str, ...]

    def height(self, width: float, size: float) -> float:
        """The height of its body."""
        return self.body.height(width, size)

    def slack(self, width: float, size: float) -> float:
        """The height its body can grow by."""
        return self.body.slack(width, size)

    def divided(self, room: Box, size: float, *, force: bool = False) -> Halves:
        """What fits of its body, with the notes, and the rest."""
        taken, rest = self.body.divided(room, size, force=force)
        return (replace(self, body=taken), rest) if taken else (None, self)

    def drawn(self, canvas: Canvas, box: Box, size: float) -> str:
        """Its body's shapes."""
        return self.body.drawn(canvas, box, size)

    def notes(self) -> tuple[str, ...]:
        """The notes of its body, and its own."""
        return self.body.notes() + self.told

    def chips(self) -> tuple[Chip, ...]:
        """The chips on its body."""
        return self.body.chips()


def component(block: Block, house: House, role: str = "") -> Component | None:
    """The component that draws `block`; None where there is nothing to say."""
    return _MAKERS[type(block)](block, house, role)


def _headed(text: str, unit: str, house: House, body: Component | None) -> Component | None:
    if not text or body is None:
        return body
    words = head(text)
    if unit and unit.lower() not in text.lower():
        words = replace(
            words,
            runs=(*words.runs, Run(text=", " + unit.replace(" ", "\N{NO-BREAK SPACE}"), colour="muted")),
        )
    return Headed(head=_words(house, words), body=body)


def _words(house: House, *paragraphs: Paragraph) -> Words:
    return Words(house=house, paragraphs=paragraphs)


def _table(block: TableBlock, house: House, role: str) -> Component | None:
    block = across(block, house.locale) if role == "across" else block
    if not block.rows:
        return _headed(block.caption, "", house, _words(house, paragraph(block.empty, colour="muted")))
    told = paragraph(sentence_text(block.more, house.locale), colour="muted", scale=0.85)
    more = _words(house, told) if block.more else None
    made = replace(table(block, house), still=role == "across")
    made = named(made) if role == "named" else made
    body = rows((made, more) if more else (made,))
    return _headed(block.caption, "", house, body)


def _tiles(block: Tiles, house: House, _role: str) -> Component | None:
    return rows(tile_rows(block, house))


def _bullets(block: Bullets, house: House, role: str) -> Component | None:
    return replace(bullet_words(block, house), panel=role == "panel")


def _facts(block: Facts, house: House, role: str) -> Component | None:
    if not block.pairs:
        return None
    if role == "panel" and block.head:
        body = fact_list(told(block), house)
        return Headed(head=_words(house, beside(head(block.head), block, house)), body=body)
    made = fact_strip(block, house) if role == "strip" else fact_list(block, house)
    return _headed(block.head, "", house, made)


def _chart(block: ChartBlock, house: House, _role: str) -> Component | None:
    chart = block.chart
    if not isinstance(chart, LineChart | BarChart):
        label = chart.axis.label if isinstance(chart, RangeChart | Waterfall) else ""
        return _headed(block.title, label, house, _DRAWN[type(chart)](house=house, chart=chart))
    if isinstance(chart, LineChart) and len(chart.categories) == 1:
        return _words(house, head(block.title), *_points(chart, house))
    axis = chart.axis
    unit = axis.label or unit_text(axis.unit, axis.currency, axis.scale, house.locale)
    return _headed(block.title, unit, house, Graph(house=house, chart=chart))


def _points(chart: LineChart, house: House) -> tuple[Paragraph, ...]:
    """A curve of one point is no curve: its values in words."""
    values = ((series.name, figure_text(series.points[0], house.locale)) for series in chart.series)
    when = chart.categories[0]
    return tuple(paragraph(f"{name}, {when}: {value}", bullet=True, before=0.22) for name, value in values)


def _sentence(block: Sentence, house: House, role: str) -> Component | None:
    if not block:
        return None
    words = sentence_words(block, house)
    if role == "small":
        return _words(house, paragraph(words.paragraphs[0].text, colour="muted", scale=0.85))
    if role != "panel":
        return words
    bold = tuple(replace(run, bold=True) for run in words.paragraphs[0].runs)
    return replace(words, panel=True, paragraphs=(replace(words.paragraphs[0], runs=bold),))


def _prose(block: Prose, house: House, role: str) -> Component | None:
    return replace(prose_words(block, house), panel=role == "panel") if block.markdown.strip() else None


_DRAWN: dict[type, Callable[..., Component]] = {
    Gantt: Roadmap,
    HeatMap: RiskMap,
    MilestoneTrend: trend_graph,
    RangeChart: Ranges,
    Waterfall: Falls,
}
"""Charts that are drawn otherwise than as lines or bars."""

_MAKERS: dict[type, Callable[[Any, House, str], Component | None]] = {
    TableBlock: _table,
    Tiles: _tiles,
    Bullets: _bullets,
    Facts: _facts,
    ChartBlock: _chart,
    Sentence: _sentence,
    Prose: _prose,
}
