"""A workbook of any kind as grids of values: calamine reads, the scan adds what calamine leaves out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from pmo_reports.readers import archive, foreign, repetition, scan
from pmo_reports.readers.cells import Area
from pmo_reports.readers.guard import LIMITS, Limits
from pmo_reports.readers.package import NO_PACKAGE, Package, package
from pmo_reports.readers.refusal import RefusedError, damaged, encrypted
from pmo_reports.readers.sniffing import Format
from pmo_reports.readers.texts import Texts

_EXACT = 2**53  # above this a float no longer tells whole numbers apart


@dataclass(frozen=True, slots=True)
class Grid:
    """The values of a sheet from A1 on: `rows[0][0]` is A1; blank cells are None.

    Attributes:
        hidden: rows (from 1) that are hidden; they are there all the same.
    """

    sheet: str
    rows: list[list[object]]
    hidden: frozenset[int] = frozenset()

    def value(self, row: int, column: int) -> object:
        """The value of a cell, row and column from 1."""
        cells = self.rows[row - 1] if row <= len(self.rows) else []
        return cells[column - 1] if column <= len(cells) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """An open workbook; each sheet is read when it is asked for, once.

    Attributes:
        sheets: worksheets in order, visible ones first.
        package: defined names and Excel tables; empty for other formats than .xlsx.
    """

    kind: Format
    sheets: tuple[str, ...]
    package: Package = NO_PACKAGE
    _read: Callable[[str], Grid] = field(repr=False)
    _merged: Callable[[str], Sequence[Area]] = field(repr=False)
    _grids: dict[str, Grid] = field(default_factory=dict, repr=False)

    def grid(self, sheet: str) -> Grid:
        """The values of a sheet.

        Raises:
            RefusedError: the sheet is damaged, or spans more cells than memory holds.
        """
        if sheet not in self._grids:
            self._grids[sheet] = self._read(sheet)
        return self._grids[sheet]

    def merged(self, sheet: str) -> Sequence[Area]:
        """The merged cells of a sheet; an .ods or .xlsb does not tell.

        Raises:
            RefusedError: the sheet is damaged.
        """
        return self._merged(sheet)


def opened(content: bytes, kind: Format, limits: Limits = LIMITS) -> Workbook:
    """The workbook in `content`, which the guard has let through.

    Raises:
        RefusedError: it is encrypted, damaged, or no workbook.
    """
    return _xlsx(content, limits) if kind is Format.XLSX else _foreign(content, kind, limits)


def _foreign(content: bytes, kind: Format, limits: Limits) -> Workbook:
    if kind is Format.ODS:
        repetition.inspect(archive.opened(content, limits.parts), limits)
    found = foreign.sheets(content, limits)
    grids = {sheet.name: Grid(sheet.name, _values(sheet.rows)) for sheet in found}
    names = tuple(sheet.name for sheet in sorted(found, key=lambda sheet: not sheet.visible))
    merged = {sheet.name: tuple(map(_area, sheet.merged)) for sheet in found}
    return Workbook(kind=kind, sheets=names, _read=grids.__getitem__, _merged=merged.__getitem__)


def _xlsx(content: bytes, limits: Limits) -> Workbook:
    parts = archive.opened(content, limits.parts, checked=True)
    with _failing("it cannot be opened as a workbook"):
        book = CalamineWorkbook.from_filelike(BytesIO(content))
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    shown = sorted(sheets, key=lambda sheet: sheet.visible is not SheetVisibleEnum.Visible)
    skeleton = package(parts)

    def read(sheet: str) -> Grid:
        part = skeleton.sheets.get(sheet, "")
        marks = _marks(parts, part, sheet, limits) if part else scan.NONE
        with _failing(f'sheet "{sheet}" cannot be read'):
            rows = _rows(book.get_sheet_by_name(sheet))
        return Grid(sheet, _overlaid(rows, marks.errors), marks.hidden)

    def merged(sheet: str) -> Sequence[Area]:
        with _failing(f'sheet "{sheet}" cannot be read'):
            return tuple(map(_area, book.get_sheet_by_name(sheet).merged_cell_ranges or ()))

    names = tuple(sheet.name for sheet in shown)
    return Workbook(kind=Format.XLSX, sheets=names, package=skeleton, _read=read, _merged=merged)


def _marks(parts: archive.Archive, part: str, sheet: str, limits: Limits) -> scan.Marks:
    try:
        return scan.marks(parts, part, limits)
    except RefusedError as refused:
        refused.sheet = refused.sheet or sheet
        raise


@contextmanager
def _failing(what: str) -> Iterator[None]:
    """Turns failures of calamine into refusals; a panic of its Rust code is no Exception and told by name."""
    try:
        yield
    except PasswordError as error:
        raise encrypted() from error
    except (CalamineError, OSError, ValueError, TypeError) as error:
        raise damaged(what) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(what) from error


def _area(corners: Sequence[Sequence[int]]) -> Area:
    """A merged cell of calamine, which counts from 0."""
    (top, left), (bottom, right) = corners
    return Area(top + 1, left + 1, bottom + 1, right + 1)


def _rows(sheet: CalamineSheet) -> list[list[object]]:
    """The rows from A1 on, one at a time: of texts that repeat only one copy stays in memory."""
    before: list[object] = [None] * (
        sheet.start[1] if sheet.start else 0
    )  # the rows begin at the first filled column
    rows = _values(sheet.iter_rows())
    return [[*before, *row] for row in rows] if before else rows


def _values(rows: Iterable[Iterable[Any]]) -> list[list[object]]:
    """The cells as we have them: "" is nothing, and a whole number is an int, as Excel has only floats.

    All in one expression: a call for each of millions of cells takes longer than the rest of it.
    """
    texts = Texts()
    return [
        [
            (texts[cell] if cell else None)
            if (kind := type(cell)) is str
            else int(cell)
            if kind is float and cell.is_integer() and -_EXACT < cell < _EXACT
            else cell
            for cell in row
        ]
        for row in rows
    ]


def _overlaid(rows: list[list[object]], errors: Mapping[tuple[int, int], object]) -> list[list[object]]:
    """`rows` with the errors where they stand, longer and wider where only an error stands there."""
    if not errors:
        return rows
    height = max(len(rows), *(row for row, _ in errors))
    width = max(max(map(len, rows), default=0), *(column for _, column in errors))
    padded = [[*row, *[None] * (width - len(row))] for row in rows]
    padded += [[None] * width for _ in range(height - len(rows))]
    for (row, column), error in errors.items():
        padded[row - 1][column - 1] = error
    return padded
