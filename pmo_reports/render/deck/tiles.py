"""Tiles: headline numbers side by side, each under a rule in its state's colour, with its movement."""

from __future__ import annotations

from dataclasses import dataclass

from pmo_reports.model.pack import Chip, Tile, Tiles
from pmo_reports.model.wording import label
from pmo_reports.render.deck.canvas import Canvas, House
from pmo_reports.render.deck.chips import mark_look
from pmo_reports.render.deck.component import Component
from pmo_reports.render.deck.drawing import Box, Look
from pmo_reports.render.deck.text import Paragraph, Setting, height, paragraph
from pmo_reports.render.formats import disclosed_text, figure_text, sentence_text

SMALLEST, LARGEST = 12.0, 14.0
FIGURE = 1.9
"""Size of a tile's figure over the size of its text."""

SPACE = 16.0
EDGE = 6.0
MARK = 13.0
MOST = 6
"""Tiles side by side; more stand in a second row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TileRow(Component):
    """Tiles side by side, all equally tall."""

    house: House
    tiles: tuple[Tile, ...]

    def height(self, width: float, size: float) -> float:
        """The height it needs."""
        inside = self._width(width)
        lines = (
            height(self.house.face, _paragraphs(tile, self.house), inside, _points(size))
            for tile in self.tiles
        )
        return max(lines) + 2 * EDGE

    def slack(self, width: float, size: float) -> float:  # noqa: ARG002 - the protocol's arguments
        """The height it can grow by."""
        return size

    def drawn(self, canvas: Canvas, box: Box, size: float) -> str:
        """Its shapes in `box`."""
        wide, shapes = self._width(box.w), ""
        for index, tile in enumerate(self.tiles):
            place = Box(box.x + index * (wide + SPACE), box.y, wide, box.h)
            shapes += canvas.group(place, self._tile(canvas, place, tile, size), "Tile", self._alt(tile))
        return shapes

    def chips(self) -> tuple[Chip, ...]:
        """The chips on it."""
        return tuple(Chip(rag=tile.rag) for tile in self.tiles if tile.rag)

    def _width(self, width: float) -> float:
        return (width - SPACE * (len(self.tiles) - 1)) / len(self.tiles)

    def _tile(self, canvas: Canvas, box: Box, tile: Tile, size: float) -> str:
        look = mark_look(tile.rag) if tile.rag else None
        tone = (look.fill if look.fill != "white" else "unknown") if look else "brand"
        rule = canvas.shape(box.top(2.5), Look(fill=tone))
        paragraphs = _paragraphs(tile, self.house)
        words = canvas.words(box.below(EDGE), paragraphs, Setting(size=_points(size)))
        if not look:
            return rule + words
        top = (
            box.y + EDGE + height(self.house.face, paragraphs[:1], box.w, _points(size)) + _points(size) * 0.7
        )
        mark = Box(box.right - MARK - 1, top, MARK, MARK)
        beside = Box(mark.x - 26, mark.y - 2, 23, 17)
        letter = paragraph(tile.rag.value if tile.rag else "", bold=True, colour="muted", align="r")
        return rule + words + canvas.words(beside, (letter,), Setting(size=12.0)) + canvas.shape(mark, look)

    def _alt(self, tile: Tile) -> str:
        state = f" ({self.house.word(tile.rag.word)})" if tile.rag else ""
        parts = (sentence_text(part, self.house.locale) for part in (tile.movement, tile.note))
        said = ", ".join(filter(None, parts))
        return (
            f"{tile.label}: {figure_text(tile.figure, self.house.locale)}{state}{', ' + said if said else ''}"
        )


def tile_rows(block: Tiles, house: House) -> tuple[TileRow, ...]:
    """The rows of tiles, as even as they go."""
    rows = -(-len(block.tiles) // MOST)
    per = -(-len(block.tiles) // rows) if rows else 1
    parts = (block.tiles[start : start + per] for start in range(0, len(block.tiles), per))
    return tuple(TileRow(house=house, tiles=part) for part in parts)


def _paragraphs(tile: Tile, house: House) -> tuple[Paragraph, ...]:
    figure = figure_text(tile.figure, house.locale)
    known = disclosed_text(tile.figure, house.locale)
    note = sentence_text(tile.note, house.locale)
    if known and known not in note:
        note = "; ".join(filter(None, (note, house.word(label("{part} disclosed", part=known)))))
    lines = [
        paragraph(tile.label, colour="muted"),
        paragraph(figure, bold=True, colour="brand", scale=FIGURE),
    ]
    lines += [paragraph(sentence_text(tile.movement, house.locale), before=0.1)] if tile.movement else []
    lines += [paragraph(note, colour="muted", before=0.1)] if note else []
    return tuple(lines)


def _points(size: float) -> float:
    return min(LARGEST, max(SMALLEST, size - 1))
