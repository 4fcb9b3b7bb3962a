"""The `a:tbl` element: cells with measured heights, hairlines between rows, white gaps around fills."""

from __future__ import annotations

from dataclasses import dataclass

from pmo_reports.render.deck.canvas import Canvas
from pmo_reports.render.deck.chips import FACES
from pmo_reports.render.deck.colours import fill
from pmo_reports.render.deck.drawing import emu, outline
from pmo_reports.render.deck.grid import PAD, SIDE, Grid, Line
from pmo_reports.render.deck.text import Setting

URI = "http://schemas.openxmlformats.org/drawingml/2006/table"
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The built-in table style without fills and grid: the cells carry their own."""

GAP, FINE = 4.0, 1.5
"""White gap around a chip, and around a cell of a heat map, in points."""

CHIP, WIDEST = 24.0, 14.0
"""A chip keeps to this height where its row is taller, by a wider gap over and under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """What a table's XML is made of: its lines, whether the first is a head, which are totals, its size."""

    lines: tuple[Line, ...]
    grid: Grid
    size: float
    head: bool = True
    strong: frozenset[int] = frozenset()


def table_xml(canvas: Canvas, lines: Lines) -> str:
    """The table."""
    columns = "".join(f'<a:gridCol w="{emu(wide)}"/>' for wide in lines.grid.widths)
    rows = "".join(_row(canvas, lines, index) for index in range(len(lines.lines)))
    first = ' firstRow="1"' if lines.head else ""
    style = f"<a:tblPr{first}><a:tableStyleId>{NO_STYLE}</a:tableStyleId></a:tblPr>"
    return f"<a:tbl>{style}<a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl>"


def _row(canvas: Canvas, lines: Lines, index: int) -> str:
    cells = "".join(_cell(canvas, lines, index, column) for column in range(len(lines.grid.widths)))
    return f'<a:tr h="{emu(lines.grid.heights[index])}">{cells}</a:tr>'


def _cell(canvas: Canvas, lines: Lines, row: int, column: int) -> str:
    cell = lines.lines[row][column]
    words = canvas.text(cell.paragraphs, Setting(size=lines.size), "a:txBody")
    side, last = emu(SIDE * lines.size), len(lines.grid.widths) - 1
    left, right = side if column else 0, side if column < last else 0
    if cell.chip:
        left = right = 0
    head = lines.head and not row
    foot = emu(PAD * lines.size) if head else 0
    place = f'marL="{left}" marR="{right}" marT="0" marB="{foot}" anchor="{"b" if head else "ctr"}"'
    return f"<a:tc>{words}<a:tcPr {place}>{_borders(lines, row, column)}{fill(cell.fill)}</a:tcPr></a:tc>"


def _borders(lines: Lines, row: int, column: int) -> str:
    """Shared borders are written alike on both cells, so that no application has to choose."""
    sides = {
        "a:lnL": _upright(lines, row, column),
        "a:lnR": _upright(lines, row, column + 1),
        "a:lnT": _lying(lines, row, column),
        "a:lnB": _lying(lines, row + 1, column),
    }
    return "".join(outline(word, weight, dash, tag) for tag, (word, weight, dash) in sides.items())


def _upright(lines: Lines, row: int, column: int) -> tuple[str, float, str]:
    """The border left of `column`."""
    beside = [lines.lines[row][i] for i in (column - 1, column) if 0 <= i < len(lines.grid.widths)]
    if any(cell.chip and cell.fill for cell in beside):
        return "white", GAP, ""
    return ("white", FINE, "") if any(cell.fill for cell in beside) else ("", 0, "")


def _lying(lines: Lines, row: int, column: int) -> tuple[str, float, str]:
    """The border above `row`: under the head, above totals, a white gap at chips, else a hairline."""
    if row == 0:
        return "", 0, ""
    if row == 1 and lines.head:
        return "brand", 1.25, ""
    if row in lines.strong:
        return "brand", 0.75, ""
    beside = [lines.lines[i][column] for i in (row - 1, row) if i < len(lines.lines)]
    chips = any(cell.chip and FACES[cell.chip.rag].fill for cell in beside)
    if chips:
        return "white", _gap(lines), ""
    return ("white", FINE, "") if any(cell.fill for cell in beside) else ("rule", 0.75, "")


def _gap(lines: Lines) -> float:
    """The gap over and under chips: a border lies half in each of its two rows."""
    rows = zip(lines.lines, lines.grid.heights, strict=True)
    lowest = min((tall for line, tall in rows if any(cell.chip for cell in line)), default=0.0)
    return min(WIDEST, max(GAP, lowest - CHIP))
