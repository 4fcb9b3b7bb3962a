"""Values beside their labels: a status report of "Project:" and "Status:" and texts below headings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from pmo_reports.model.heads import plain
from pmo_reports.readers.cells import Place
from pmo_reports.readers.tabulation import blank
from pmo_reports.readers.workbook import Grid

_MARK = ":"


def labelled(grid: Grid, wanted: Iterable[str]) -> Mapping[str, Place]:
    """Plain label -> the cell that it speaks of, for each of `wanted` that is on the sheet.

    It is the first filled cell right of the label before the next label; where the rest of the row is
    blank, the one below; else the cell right beside it, which then is blank.
    """
    names = frozenset(filter(None, map(plain, wanted)))
    found: dict[str, Place] = {}
    for row, cells in enumerate(grid.rows, 1):
        for column, cell in enumerate(cells, 1):
            label = plain(cell) if isinstance(cell, str) else ""
            if label in names and label not in found:
                found[label] = _place(grid, row, column, names)
    return found


def _place(grid: Grid, row: int, column: int, names: Collection[str]) -> Place:
    cells = grid.rows[row - 1]
    right = next((at for at in range(column, len(cells)) if not blank(cells[at])), None)
    if right is not None:
        free = not _is_label(cells[right], names)
        return Place(grid.sheet, row, right + 1 if free else column + 1)
    below = grid.value(row + 1, column)
    if blank(below) or _is_label(below, names):
        return Place(grid.sheet, row, column + 1)
    return Place(grid.sheet, row + 1, column)


def _is_label(cell: object, names: Collection[str]) -> bool:
    return isinstance(cell, str) and (plain(cell) in names or cell.rstrip().endswith(_MARK))
