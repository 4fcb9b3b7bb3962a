"""Tables: measured, grown to their space, continued over slides with their head repeated."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import ceil, inf

from pmo_reports.model.pack import Chip, Column, Row, TableBlock
from pmo_reports.render.deck.canvas import Canvas, House
from pmo_reports.render.deck.cells import ALIGNS, CellText, bold, cell_text
from pmo_reports.render.deck.component import Component, Halves
from pmo_reports.render.deck.drawing import Box, frame
from pmo_reports.render.deck.grid import Grid, Line, heights, inner, levelled, widths
from pmo_reports.render.deck.sparks import spark
from pmo_reports.render.deck.table_xml import URI, Lines, table_xml
from pmo_reports.render.deck.text import Paragraph, Run, parted
from pmo_reports.render.formats import sentence_text

SMALLEST, LARGEST = 10.0, 15.0
MOST_ROWS = 12
"""Rows of a table on one slide."""

LEAST_ROWS = 3
"""A table does not begin at the foot of a slide with fewer."""

GROWTH, FEW, FEW_GROWTH = 1.3, 5, 2.4
"""How much a row may grow to fill the slide, in ems; more in a table of a few rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Component):
    """A table. `notes_of` has the notes of each row; a table without a head has facts in its cells.

    `spanning` are the lines of the whole table: its columns stay as wide on every slide. A `still` one
    does not grow.
    """

    house: House
    shares: tuple[float, ...]
    head: Line
    rows: tuple[Line, ...]
    alt: str
    strong: frozenset[int] = frozenset()
    notes_of: tuple[tuple[str, ...], ...] = ()
    sizes: tuple[float, float] = (SMALLEST, LARGEST)
    spanning: tuple[Line, ...] = ()
    still: bool = False
    measured: dict[tuple[float, float], Grid] = field(default_factory=dict, compare=False, repr=False)

    def height(self, width: float, size: float) -> float:
        """The height it needs."""
        return sum(self._grid(width, size).heights) if len(self.rows) <= MOST_ROWS else inf

    def slack(self, width: float, size: float) -> float:  # noqa: ARG002 - in ems of its own size
        """The height it can grow by."""
        growth = 0.0 if self.still else GROWTH if len(self.rows) > FEW else FEW_GROWTH
        return len(self.rows) * growth * self._points(size)

    def divided(self, room: Box, size: float, *, force: bool = False) -> Halves:
        """What fits in `room`, and the rest."""
        count = self._fitting(room, size)
        if not force and count < min(LEAST_ROWS, len(self.rows)):
            return None, self
        if count == 0:
            return self._broken(room, size)
        slides = ceil(len(self.rows) / count)
        even = max(1, ceil(len(self.rows) / slides)) if count < len(self.rows) else count
        return self._of(0, min(count, even)), self._of(min(count, even), len(self.rows))

    def drawn(self, canvas: Canvas, box: Box, size: float) -> str:
        """Its shapes in `box`."""
        measures = self._grown(box, size)
        lines = Lines(
            lines=self._lines,
            grid=measures,
            size=self._points(size),
            head=bool(self.head),
            strong=frozenset(row + bool(self.head) for row in self.strong),
        )
        place = box.top(sum(measures.heights))
        table = frame(canvas.id(), place, (URI, table_xml(canvas, lines)), "Table", self.alt)
        return table + self._sparks(canvas, place, measures)

    def notes(self) -> tuple[str, ...]:
        """What the speaker notes say about it."""
        return tuple(note for row in self.notes_of for note in row)

    def chips(self) -> tuple[Chip, ...]:
        """The chips on it."""
        return tuple(cell.chip for row in self.rows for cell in row if cell.chip)

    @property
    def _lines(self) -> tuple[Line, ...]:
        return ((self.head,) if self.head else ()) + self.rows

    def _points(self, size: float) -> float:
        return min(self.sizes[1], max(self.sizes[0], size - 1))

    def _grid(self, width: float, size: float) -> Grid:
        key = (width, self._points(size))
        if key not in self.measured:
            face, lines = self.house.face, self._lines
            columns = widths(face, self.spanning or lines, self.shares, *key)
            self.measured[key] = Grid(columns, heights(face, lines, columns, key[1]))
        return self.measured[key]

    def _grown(self, box: Box, size: float) -> Grid:
        """The measures with the rows grown to the box, as far as that looks well."""
        natural = self._grid(box.w, size)
        spare = min(box.h - sum(natural.heights), self.slack(box.w, size))
        first = len(natural.heights) - len(self.rows)
        return Grid(
            natural.widths, natural.heights[:first] + levelled(natural.heights[first:], max(0.0, spare))
        )

    def _fitting(self, room: Box, size: float) -> int:
        talls = list(self._grid(room.w, size).heights)
        left = room.h - (talls.pop(0) if self.head else 0)
        count = 0
        for tall in talls[:MOST_ROWS]:
            left -= tall
            if left < 0:
                break
            count += 1
        return count

    def _broken(self, room: Box, size: float) -> Halves:
        """The first row broken between lines, where it is taller than what is left of a slide."""
        columns = self._grid(room.w, size).widths
        left = room.h - (self._grid(room.w, size).heights[0] if self.head else 0) - self._points(size)
        halves = [
            self._parted(cell, inner(columns, i, size), left, size) for i, cell in enumerate(self.rows[0])
        ]
        first, rest = tuple(half[0] for half in halves), tuple(half[1] for half in halves)
        if not any(part.text for cell in first for part in cell.paragraphs):
            return None, self
        return replace(self._of(0, 1), rows=(first,), measured={}), replace(
            self, rows=(rest, *self.rows[1:]), measured={}
        )

    def _parted(self, cell: CellText, width: float, height: float, size: float) -> tuple[CellText, CellText]:
        taken, rest = parted(self.house.face, cell.paragraphs, (width, height), self._points(size))
        return replace(cell, paragraphs=taken), replace(cell, paragraphs=rest, fill="", chip=None, spark=None)

    def _of(self, start: int, stop: int) -> Table:
        return replace(
            self,
            rows=self.rows[start:stop],
            strong=frozenset(row - start for row in self.strong if start <= row < stop),
            notes_of=self.notes_of[start:stop],
            spanning=self.spanning or self._lines,
            measured={key: self._measured_part(grid, start, stop) for key, grid in self.measured.items()},
        )

    def _measured_part(self, grid: Grid, start: int, stop: int) -> Grid:
        """The measures of some of the rows: a long table is measured once, not anew for every slide."""
        first = len(grid.heights) - len(self.rows)
        return Grid(grid.widths, grid.heights[:first] + grid.heights[first + start : first + stop])

    def _sparks(self, canvas: Canvas, box: Box, measures: Grid) -> str:
        shapes, said, y = "", [], box.y
        for line, tall in zip(self._lines, measures.heights, strict=True):
            x = box.x
            for cell, wide in zip(line, measures.widths, strict=True):
                if cell.spark:
                    shapes += spark(canvas, _within(Box(x, y, wide, tall)), cell.spark)
                    said.append(cell.spark.alt)
                x += wide
            y += tall
        return canvas.group(box, shapes, "Sparklines", "; ".join(said)) if shapes else ""


def table(block: TableBlock, house: House) -> Table:
    """The table of a block that has rows."""
    lines = tuple(
        tuple(
            cell_text(cell, house, align=column.align, strong=row.strong)
            for cell, column in zip(row.cells, block.columns, strict=True)
        )
        for row in block.rows
    )
    return Table(
        house=house,
        shares=tuple(column.width for column in block.columns),
        head=tuple(_head(column, i, lines) for i, column in enumerate(block.columns)),
        rows=lines,
        alt=block.alt,
        strong=frozenset(i for i, row in enumerate(block.rows) if row.strong),
        notes_of=tuple(
            _notes(row, line, block.columns, house) for row, line in zip(block.rows, lines, strict=True)
        ),
    )


def named(made: Table) -> Table:
    """The table with its first column bold: what each row is about."""
    rows = tuple((replace(line[0], paragraphs=bold(line[0].paragraphs)), *line[1:]) for line in made.rows)
    return replace(made, rows=rows, measured={})


def _head(column: Column, index: int, lines: tuple[Line, ...]) -> CellText:
    """The head of a column: its unit once, centred over chips."""
    unit = (
        (Run(text=" " + column.unit.replace(" ", "\N{NO-BREAK SPACE}"), colour="muted"),)
        if column.unit
        else ()
    )
    chips = any(line[index].chip for line in lines)
    align = "ctr" if chips else ALIGNS[column.align]
    runs = (Run(text=column.head, bold=True, colour="brand"), *unit)
    return CellText(paragraphs=(Paragraph(runs=runs, align=align),))


def _notes(row: Row, line: Line, columns: tuple[Column, ...], house: House) -> tuple[str, ...]:
    """Why each chip of a row is what it is."""
    name = next((part.text for cell in line for part in cell.paragraphs if part.text and not cell.chip), "")
    return tuple(
        f"{name}, {column.head}: {sentence_text(cell.note, house.locale)}"
        for cell, column in zip(row.cells, columns, strict=True)
        if isinstance(cell, Chip) and cell.note
    )


def _within(box: Box) -> Box:
    """The part of a cell that a sparkline takes."""
    return Box(box.x + 5, box.y + box.h * 0.22, max(4.0, box.w - 10), box.h * 0.56)
