"""Sheets as values: heads and rows that know the address of each of their cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table on a sheet, or a whole CSV file where `name` is "".

    Attributes:
        title: lines above the heads; a blank line follows them.
        formats: head -> number format.
        widths: head -> column width in characters.
    """

    name: str = ""
    title: tuple[str, ...] = ()
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    formats: Mapping[str, str] = field(default_factory=dict)
    widths: Mapping[str, int] = field(default_factory=dict)

    @property
    def head_row(self) -> int:
        """The 1-based row of the heads."""
        return len(self.title) + 2 if self.title else 1

    def found(self, values: Mapping[str, object]) -> int:
        """The index of the first row that has `values` under their heads.

        Raises:
            LookupError: if there is none.
        """
        wanted = {self.heads.index(head): value for head, value in values.items()}
        for at, row in enumerate(self.rows):
            if all(row[column] == value for column, value in wanted.items()):
                return at
        raise LookupError(f"no row with {dict(values)} on {self.name!r}")

    def address(self, row: int, head: str) -> str:
        """The address of a cell, such as `C17`."""
        return f"{chr(ord('A') + self.heads.index(head))}{self.head_row + 1 + row}"

    def changed(self, row: int, values: Mapping[str, Cell], *, copied: bool) -> Sheet:
        """The sheet with `values` put into a row, or into a copy of it just below."""
        cells = list(self.rows[row])
        for head, value in values.items():
            cells[self.heads.index(head)] = value
        rest = self.rows[row + 1 :]
        kept = self.rows[: row + copied]
        return replace(self, rows=(*kept, tuple(cells), *rest))
