"""Writing cells: text stays text whatever it begins with (no formula injection), merged cells are framed."""

from __future__ import annotations

import re
from datetime import date
from math import ceil

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

AnyCell = Cell | MergedCell
"""As openpyxl types what a sheet gives; nothing is ever written below a merged area here."""
Value = str | date | int | float | None
LIKE_A_FORMULA = ("=", "+", "-", "@")
LONGEST = 32_000  # Excel holds 32 767 characters in a cell
LINE = 14.5  # points of a line of 10.5 pt text
TALLEST = 405  # points; Excel's rows end at 409
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def put(cell: AnyCell, value: Value, style: str) -> None:
    """Write a value in a named style; text is never taken for a formula or an error."""
    cell.style = style
    if isinstance(value, str):
        write_text(cell, value)
    else:
        cell.value = value


def write_text(cell: AnyCell, text: str) -> None:
    """Write text as text, whatever it begins with and whatever it looks like."""
    kept = clean(text)
    cell.value = kept or None
    if kept:
        cell.data_type = "s"
        cell.quotePrefix = kept.startswith(LIKE_A_FORMULA)


def compute(cell: AnyCell, formula: str, style: str) -> None:
    """Write a formula of the form's own."""
    cell.style = style
    cell.value = formula


def spread(page: Worksheet, span: str, value: Value, style: str) -> None:
    """One value over merged cells of a row, each in `style`, so that the outer borders are whole."""
    (cells,) = page[span]
    for cell in cells:
        cell.style = style
    put(cells[0], value, style)
    page.merged_cells.add(span)


def clean(text: str) -> str:
    """`text` as a cell can hold it; what is cut off is counted."""
    kept = _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
    cut = len(kept) - LONGEST
    return kept if cut <= 0 else f"{kept[:LONGEST]}… ({cut} more characters)"


def spoken(day: date) -> str:
    """A day as people say it: "3 December 2026"."""
    return f"{day.day} {day:%B %Y}"


def height(text: str, characters: int, least: int = 1) -> float:
    """Points that a text takes in a cell as wide as `characters`."""
    lines = sum(max(1, ceil(len(line) / characters)) for line in text.split("\n"))
    return min(TALLEST, LINE * max(least, lines) + 8)
