"""Cell addresses (A1 style) and areas, in rows and columns counted from 1."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pmo_reports.model.lineage import letters

__all__ = ["LETTERS", "Area", "Place", "area", "letters", "number", "place"]

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_PLACE = re.compile(
    r"(?:(?P<sheet>'(?:[^']|'')+'|[^'!:]+)!)?(?P<cells>\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)"
)
LETTERS = 26
_BEFORE_A = ord("A") - 1


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, both corners included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Place:
    """A cell on a sheet; the sheet is "" where it was not written."""

    sheet: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        """The address on the sheet: "C9"."""
        return f"{letters(self.column)}{self.row}"

    def seen_from(self, sheet: str) -> str:
        """The address as it is given on `sheet`: "C9", or "Status!C9" from another one."""
        return self.cell if self.sheet == sheet else f"{self.sheet}!{self.cell}"


def number(text: str) -> int:
    """The column that letters name: "AA" is 27."""
    column = 0
    for letter in text:
        column = column * LETTERS + ord(letter) - _BEFORE_A
    return column


def area(text: str) -> Area | None:
    """The area that "A1:F10" or "A1" names."""
    first, _, last = text.partition(":")
    start, end = _CELL.fullmatch(first), _CELL.fullmatch(last or first)
    if not start or not end:
        return None
    return Area(int(start[2]), number(start[1]), int(end[2]), number(end[1]))


def place(text: str) -> Place | None:
    """The cell that "C9", "Status!C9" or "'Status report'!$C$9:$E$9" names; of an area its first one."""
    match = _PLACE.fullmatch(text.strip().removeprefix("="))
    cells = area(match["cells"]) if match else None
    if not match or not cells:
        return None
    sheet = match["sheet"] or ""
    bare = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    return Place(bare, cells.top, cells.left)
