"""Lineage: from a canonical row and field back to file, sheet and cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

_ADDRESS = re.compile(r"([A-Z]+)(\d+)")
_LETTERS = 26
ROW = "{row}"
"""Stands in an address for the row's number, where an address is no column letter: "issues[{row}].key"."""
COLUMN = "{column}"
"""Stands for the letters of the row's number, where records are columns: "{column}12"."""
OriginKey = tuple[str, str, str, str]
RowKey = tuple[str, str, str, str, int]
"""A row of a canonical table: table, source, file, sheet, and row in it."""


def located(address: str, sheet: str, row: object) -> tuple[str, str]:
    """Sheet and cell of what `address` names: a column letter means the cell of it in `row`.

    A sheet in front of the address wins over `sheet`. `{row}` in it is where the row's number goes,
    `{column}` where its letters go; what is neither letters nor has such a place, or starts with `$` (a
    place in a tree, the same for every row), stands as it is.
    """
    if ROW in address or COLUMN in address:
        return sheet, _filled(address, int(str(row)))
    if address.startswith("$"):
        return sheet, address
    front, mark, cell = address.rpartition("!")
    return (front if mark else sheet, f"{cell}{row}" if cell.isalpha() else cell)


def letters(column: int) -> str:
    """The letters of a column: 1 is "A", 27 is "AA"."""
    text = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        text = chr(ord("A") + rest) + text
    return text


def _filled(address: str, row: int) -> str:
    return address.replace(ROW, str(row)).replace(COLUMN, letters(row))


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the rows of a canonical table came from, by table, source, file and sheet.

    Attributes:
        columns: canonical field -> column letter ("F"), or for forms a whole address ("C9"), with its
            sheet in front where it is on another one ("Status!C9").
        above: field -> row -> the row above whose cell speaks for it, for fields that are filled down.
    """

    table: str
    source: str
    file: str
    sheet: str
    sha256: str
    columns: Mapping[str, str]
    above: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def key(self) -> OriginKey:
        """What rows refer to it by."""
        return (self.table, self.source, self.file, self.sheet)


@dataclass(frozen=True, slots=True, order=True)
class CellRef:
    """A cell, or a run of cells of one column ("F2:F17"), in a file."""

    file: str
    sheet: str
    cell: str

    def __str__(self) -> str:
        return " › ".join(filter(None, (self.file, "!".join(filter(None, (self.sheet, self.cell))))))


@dataclass(frozen=True, slots=True)
class Lineage:
    """All origins of a portfolio's tables.

    Attributes:
        borrowed: rows merged from several sources: field -> the row of another source that gave it.
    """

    origins: Mapping[OriginKey, Origin]
    borrowed: Mapping[RowKey, Mapping[str, RowKey]] = field(default_factory=dict)

    def cell(self, table: str, row: Mapping[str, object], name: str) -> CellRef | None:
        """The cell that gave field `name` of a canonical `row` (a mapping with its provenance)."""
        *key, number = self._giver(table, row, name)
        origin = self.origins.get((key[0], key[1], key[2], key[3]))
        address = origin.columns.get(name) if origin else None
        if origin is None or not address:
            return None
        stands = origin.above.get(name, {}).get(str(number), number)
        return CellRef(origin.file, *located(address, origin.sheet, stands))

    def _giver(self, table: str, row: Mapping[str, object], name: str) -> tuple[str, str, str, str, object]:
        """The row that gave a field: the row itself, or one of another source that it was merged with."""
        source, file, sheet, number = (row[each] for each in ("source", "file", "sheet", "row"))
        own = (table, str(source), str(file), str(sheet))
        borrowed = (
            self.borrowed.get((*own, int(str(number))), {}) if self.borrowed and _is_row(number) else {}
        )
        return borrowed.get(name, (*own, number))


def compressed(cells: Iterable[CellRef]) -> tuple[CellRef, ...]:
    """`cells` sorted, without repeats, neighbours in a column joined to runs ("F2:F17")."""
    runs, grid = _apart(cells)
    keyed = sorted({(c.file, c.sheet, *_split(c.cell)) for c in grid})
    for (file, sheet, column, _), run in groupby(
        enumerate(keyed), key=lambda e: (e[1][0], e[1][1], e[1][2], e[1][3] - e[0])
    ):
        rows = [entry[3] for _, entry in run]
        ends = f"{column}{rows[0]}" if len(rows) == 1 else f"{column}{rows[0]}:{column}{rows[-1]}"
        runs.append(CellRef(file, sheet, ends))
    return tuple(runs)


def _is_row(number: object) -> bool:
    return str(number).isdigit()


def _apart(cells: Iterable[CellRef]) -> tuple[list[CellRef], list[CellRef]]:
    """Places that are no cells of a grid, sorted without repeats, and those that are."""
    several = set(cells)
    grid = {cell for cell in several if _ADDRESS.fullmatch(cell.cell)}
    return sorted(several - grid), list(grid)


def _split(address: str) -> tuple[str, int]:
    match = _ADDRESS.fullmatch(address)
    return (match[1], int(match[2])) if match else (address, 0)
