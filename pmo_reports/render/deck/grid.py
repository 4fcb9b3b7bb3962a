"""Measures of a table: column widths from shares and content, row heights from the text in them."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from pmo_reports.render.deck.cells import CellText
from pmo_reports.render.deck.text import height, width
from pmo_reports.render.deck.typeface import Typeface, longest

SIDE = 0.4
"""Left and right margin of a cell, in ems."""

PAD = 0.2
"""Least space over and under a row's text, in ems."""

LINK = 20.0
"""Up to this width a link stays on one line, in ems."""

SPARK = 4.5
"""Least width of a sparkline, in ems."""

Line = tuple[CellText, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Column widths and row heights in points, the head's first when there is one."""

    widths: tuple[float, ...]
    heights: tuple[float, ...]


def widths(
    face: Typeface, lines: tuple[Line, ...], shares: tuple[float, ...], room: float, size: float
) -> tuple[float, ...]:
    """The column widths of `lines` in `room` points, set at `size`."""
    spans = [_span(face, [line[i] for line in lines], size) for i in range(len(shares))]
    total = sum(shares)
    return column_widths([room * share / total for share in shares], _alike(spans, lines, room), room)


def heights(
    face: Typeface, lines: tuple[Line, ...], columns: tuple[float, ...], size: float
) -> tuple[float, ...]:
    """The row heights of `lines` in columns of these widths."""
    return tuple(_row_height(face, line, columns, size) for line in lines)


def levelled(rows: tuple[float, ...], spare: float) -> tuple[float, ...]:
    """Row heights with `spare` added: the low rows are raised first, so that rows come to be alike."""
    left, raised = spare, sorted(rows)
    level = raised[0] if raised else 0.0
    for count, above in enumerate([*raised[1:], inf], start=1):
        step = min(above - level, left / count)
        level, left = level + step, left - step * count
    return tuple(max(tall, level) for tall in rows)


def column_widths(base: list[float], spans: list[tuple[float, float]], room: float) -> tuple[float, ...]:
    """Widths that add up to `room`: near the shares in `base`, within each column's (least, natural) span."""
    wide = [min(max(b, least), max(least, natural)) for b, (least, natural) in zip(base, spans, strict=True)]
    spare = room - sum(wide)
    if spare >= 0:
        wide = _moved(wide, [max(0, most - w) for w, (_, most) in zip(wide, spans, strict=True)], spare)
        spare = room - sum(wide)
        return tuple(w + spare * share / sum(base) for w, share in zip(wide, base, strict=True))
    wide = _moved(wide, [max(0, w - least) for w, (least, _) in zip(wide, spans, strict=True)], spare)
    return tuple(w * room / sum(wide) for w in wide)


def _alike(
    spans: list[tuple[float, float]], lines: tuple[Line, ...], room: float
) -> list[tuple[float, float]]:
    """Columns of chips equally wide, where there is room for it."""
    chips = {i for line in lines for i, cell in enumerate(line) if cell.chip}
    widest = max((spans[i][0] for i in chips), default=0.0)
    alike = [(widest, widest) if i in chips else span for i, span in enumerate(spans)]
    return alike if sum(natural for _, natural in alike) <= room else spans


def inner(columns: tuple[float, ...], index: int, size: float) -> float:
    """Width of the text in column `index`: outer edges of the table have no margin."""
    sides = (index > 0) + (index < len(columns) - 1)
    return columns[index] - sides * SIDE * size


def _moved(wide: list[float], room: list[float], spare: float) -> list[float]:
    """`spare` (or what lacks, when negative) shared in proportion to `room`, at most all of it."""
    total = sum(room)
    part = max(-1.0, min(1.0, spare / total)) if total else 0.0
    return [w + part * space for w, space in zip(wide, room, strict=True)]


def _span(face: Typeface, cells: list[CellText], size: float) -> tuple[float, float]:
    """Least width (no word broken) and natural width (no line broken) of a column."""
    margin = 2 * SIDE * size
    least = max((_least(face, cell, size) for cell in cells), default=0.0)
    natural = max((_natural(face, cell, size) for cell in cells), default=0.0)
    return least + margin, natural + margin


def _least(face: Typeface, cell: CellText, size: float) -> float:
    if cell.spark or cell.chip or cell.whole:
        return _natural(face, cell, size)
    if any(run.link for part in cell.paragraphs for run in part.runs):
        return min(_natural(face, cell, size), LINK * size)  # LibreOffice breaks a link within words
    runs = [run for part in cell.paragraphs for run in part.runs]
    words = ((run.text, run.bold) for run in runs)
    return min(longest(face, words, size), 12 * size)


def _natural(face: Typeface, cell: CellText, size: float) -> float:
    drawn = SPARK * size if cell.spark else 0.0
    return max([drawn, *(width(face, part.runs, size) for part in cell.paragraphs)])


def _row_height(face: Typeface, line: Line, columns: tuple[float, ...], size: float) -> float:
    tall = max(height(face, cell.paragraphs, inner(columns, i, size), size) for i, cell in enumerate(line))
    return tall + 2 * PAD * size
