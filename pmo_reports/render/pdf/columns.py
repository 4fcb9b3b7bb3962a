"""Column widths: the shares a table asks for, widened where a figure or a word would not fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pmo_reports.model.charts import Spark
from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import Align, Cell, Chip, Column, Link, Prose, Row, TableBlock, Tint
from pmo_reports.model.rag import Trend
from pmo_reports.model.wording import label
from pmo_reports.render.formats import disclosed_text, sentence_text
from pmo_reports.render.pdf.svg.pen import Pen

MM = 25.4 / 72
BODY, SMALL = 10.0, 9.0
PADDING, FLUSH, APART, MARK, SPARK = 2.8, 1.2, 3.2, 5.4, 17.0
FIXED = (Figure, Tint, Chip, Trend, Spark, type(None))
LONGEST_WORD = 24.0
"""Millimetres a word may ask for; a longer one is broken rather than robbing its neighbours."""

DISCLOSED = "disclosed"
SHORT = 22.0
"""Text up to this many millimetres, such as a person's name, stays on one line."""


def widths(table: TableBlock, room: float, pen: Pen) -> tuple[float, ...]:
    """The columns' widths in millimetres.

    Figures and marks get what they need and no more; text shares the rest as the table asks, each
    column between its longest word and its longest line. They exceed `room` only if that is too little.
    """
    pads = [_padding(table.columns, n) for n in range(len(table.columns))]
    least = [pad + _widest(table, n, pen, _least) for n, pad in enumerate(pads)]
    snug = [pad + _widest(table, n, pen, _whole) for n, pad in enumerate(pads)]
    heads = [pad + _head(column, pen, 1) for pad, column in zip(pads, table.columns, strict=True)]
    most = list(map(max, snug, heads))
    shares = [column.width for column in table.columns]
    spare = room - sum(most)
    if spare >= 0:
        return tuple(width + spare * share / sum(shares) for width, share in zip(most, shares, strict=True))
    fixed = [all(isinstance(row.cells[n], FIXED) for row in table.rows) for n in range(len(pads))]
    floor = [tight if keep else low for low, tight, keep in zip(least, snug, fixed, strict=True)]
    return _shared(shares, floor if sum(floor) <= room else least, most, room)


def _shared(shares: list[float], least: list[float], most: list[float], room: float) -> tuple[float, ...]:
    """`room` by `shares`, except that no column gets less than its least or more than its most."""
    fixed: dict[int, float] = {}
    while len(fixed) < len(shares):
        free = [n for n in range(len(shares)) if n not in fixed]
        unit = (room - sum(fixed.values())) / (sum(shares[n] for n in free) or 1)
        bound = {n: least[n] for n in free if shares[n] * unit < least[n]}
        bound = bound or {n: most[n] for n in free if shares[n] * unit > most[n]}
        fixed |= bound or {n: shares[n] * unit for n in free}
    return tuple(fixed[n] for n in range(len(shares)))


def _padding(columns: tuple[Column, ...], n: int) -> float:
    """Air on both sides; the first and the last column stand flush with the measure."""
    flush = (n == 0) + (n == len(columns) - 1)
    return PADDING - flush * FLUSH + (APART if apart(columns, n) else 0)


def _widest(table: TableBlock, n: int, pen: Pen, measure: Callable[[Cell, Row, Pen], float]) -> float:
    return max([_head(table.columns[n], pen, 2), *(measure(row.cells[n], row, pen) for row in table.rows)])


def fits(table: object, room: float, pen: Pen) -> bool:
    """Whether `table` is one that can stand in `room` millimetres."""
    return isinstance(table, TableBlock) and sum(widths(table, room, pen)) <= room + 0.1


def apart(columns: tuple[Column, ...], n: int) -> bool:
    """Whether column `n` is text right after numbers, and so keeps a distance from them."""
    return n > 0 and columns[n].align is Align.LEFT and columns[n - 1].align is Align.RIGHT


def said_once(table: TableBlock) -> TableBlock:
    """`table` without who discloses a figure, where a column of its row says that already."""
    keys = {column.key for column in table.columns}
    rows = tuple(replace(row, cells=tuple(_quiet(cell, keys) for cell in row.cells)) for row in table.rows)
    return replace(table, rows=rows)


def unit_once(table: object) -> object:
    """`table` with the unit beside its caption, where all its columns of numbers have the same one."""
    if not isinstance(table, TableBlock):
        return table
    units = [column.unit for column in table.columns if column.align is Align.RIGHT]
    if len(units) < 2 or len(set(units)) > 1 or not units[0] or not table.caption:  # noqa: PLR2004 - one says it in its head
        return table
    columns = tuple(replace(column, unit="") for column in table.columns)
    return replace(table, columns=columns, caption=f"{table.caption} ({units[0]})")


def _quiet(cell: Cell, keys: set[str]) -> Cell:
    if isinstance(cell, Figure) and {DISCLOSED, f"{cell.key}_{DISCLOSED}"} & keys:
        return replace(cell, n=None, of=None)
    return cell


def told(figure: Figure, locale: str) -> str:
    """How many of how many disclose the figure, where there is more than one to do so."""
    return disclosed_text(figure, locale) if (figure.of or 0) > 1 else ""


def _head(column: Column, pen: Pen, lines: int) -> float:
    """A head's width on so many lines, or one more; its unit is one word."""
    unit = f"({column.unit})" if column.unit else ""
    longest = max(pen.width(word, SMALL) for word in [*column.head.split(), unit, ""])
    return max(longest, pen.width(f"{column.head} {unit}", SMALL) / lines) * MM


def _whole(cell: Cell, row: Row, pen: Pen) -> float:
    """A cell's width on one line."""
    if isinstance(cell, Figure):
        beside = pen.width(f"{told(cell, pen.locale)} ", SMALL) if told(cell, pen.locale) else 0.0
        return (pen.width(pen.figure(cell), BODY, bold=row.strong) + beside) * MM
    if isinstance(cell, Tint):
        return pen.width(pen.figure(cell.figure), BODY, bold=True) * MM
    if isinstance(cell, Chip):
        return MARK + _beside(cell, pen) * MM
    if isinstance(cell, Spark):
        return SPARK
    return pen.width(_words(cell, pen), BODY, bold=row.strong) * MM


def _least(cell: Cell, row: Row, pen: Pen) -> float:
    """The narrowest a cell may get."""
    if isinstance(cell, Figure):
        return max(_whole(replace(cell, n=None), row, pen), pen.width(told(cell, pen.locale), SMALL) * MM)
    whole = _whole(cell, row, pen)
    if isinstance(cell, FIXED) or whole <= SHORT:
        return whole
    longest = max((pen.width(word, BODY, bold=row.strong) for word in _words(cell, pen).split()), default=0.0)
    return min(longest * MM, LONGEST_WORD)


def _beside(chip: Chip, pen: Pen) -> float:
    """What stands beside a chip's mark."""
    declared = "†" if chip.declared and chip.declared is not chip.rag else ""
    arrow = "→ " if chip.trend else ""
    return pen.width(("*" if chip.overridden else "") + declared + arrow, BODY)


def _words(cell: Cell, pen: Pen) -> str:
    if isinstance(cell, Sentence):
        return sentence_text(cell, pen.locale)
    if isinstance(cell, Link):
        return cell.text
    if isinstance(cell, Prose):
        return cell.markdown
    return pen.word(label("new")) if isinstance(cell, Trend) else str(cell or "")
