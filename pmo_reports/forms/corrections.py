"""A copy of a faulty workbook that says on its very cells what is wrong; the original is never touched."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from typing import cast
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pmo_reports.forms.cells import AnyCell, clean, height, write_text
from pmo_reports.forms.look import BRAND, MUTED
from pmo_reports.model.finding import Finding

SHEET = "Corrections"
TITLE = "What to correct in this workbook"
LARGEST = 10_000_000
"""Bytes; beyond them a copy would take more memory than it is worth, and the list alone goes back."""
AUTHOR = "PMO"
HEAD_ROW, FIRST_ROW = 4, 5
HEADS = (("Cell", 26), ("What is wrong", 60), ("What to do", 60), ("Value", 26))
_PAPER, _INK = "F9CFCB", "B21212"
_CELL = re.compile(r"([A-Z]{1,3}[1-9]\d*)")
_ROW = re.compile(r"row ([1-9]\d*)")
_FAILURES = (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, BadZipFile, SyntaxError)
_KEPT = re.compile(
    r"(xl/(worksheets|tables|theme|styles|sharedStrings|workbook|calcChain|comments|drawings/(vml|comment)|printerSettings)"
    r"|docProps|_rels|\[Content|.*\.rels$)"
)


@dataclass(frozen=True, slots=True)
class Annotated:
    """The copy, and what of the original it could not keep, in words."""

    content: bytes
    lost: tuple[str, ...]


def annotated(content: bytes, findings: tuple[Finding, ...]) -> Annotated | None:
    """A copy of the workbook with each finding on its cell, and a sheet that lists them all.

    None where no copy can be made: the file is no .xlsx, is damaged, or too large.
    """
    if len(content) > LARGEST:
        return None
    try:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            macros = b"vbaProject" in content
            book = load_workbook(BytesIO(content), rich_text=True, keep_vba=macros, keep_links=True)
            made = _marked(book, findings)
    except _FAILURES:
        return None
    told = dict.fromkeys(str(each.message) for each in said if issubclass(each.category, UserWarning))
    return Annotated(made, (*_lost(content, made), *told))


def _marked(book: Workbook, findings: tuple[Finding, ...]) -> bytes:
    old = book[SHEET] if SHEET in book.sheetnames else None
    if old is not None and old["A1"].value == TITLE:
        book.remove(old)
    places = [(finding, _place(book, finding)) for finding in findings]
    for finding, cell in places:
        if cell is not None:
            _mark(cell, finding)
    _list(book.create_sheet(SHEET), places)
    book.active = len(book.worksheets) - 1
    for page in book.worksheets:
        page.sheet_view.tabSelected = page is book.worksheets[-1]  # two selected sheets are edited as one
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _place(book: Workbook, finding: Finding) -> Cell | None:
    """The cell that a finding is about: of a row its first filled one, of merged cells the upper left."""
    if finding.sheet not in book.sheetnames:
        return None
    page: Worksheet = book[finding.sheet]
    row, cell = _ROW.fullmatch(finding.cell), _CELL.fullmatch(finding.cell)
    if not row and not cell:
        return None
    found = _first_filled(page, int(row[1])) if row else page[cell[1]] if cell else None
    if isinstance(found, MergedCell):
        area = next(area for area in page.merged_cells.ranges if found.coordinate in area)
        found = page.cell(area.min_row, area.min_col)
    return found if isinstance(found, Cell) else None


def _first_filled(page: Worksheet, row: int) -> AnyCell:
    cells = (page.cell(row, column) for column in range(1, page.max_column + 1))
    return next((cell for cell in cells if cell.value is not None), page.cell(row, 1))


def _mark(cell: Cell, finding: Finding) -> None:
    side = Side("medium", color=_INK)
    cell.fill = PatternFill("solid", fgColor=_PAPER)
    cell.border = Border(left=side, right=side, top=side, bottom=side)
    font = copy(cell.font)
    cell.font = Font(name=font.name, sz=font.sz, b=font.b, i=font.i, u=font.u, strike=font.strike, color=_INK)
    _above_other_colours(cell)
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    text = f"{before}What is wrong: {finding.problem}\nWhat to do: {finding.remedy}"
    comment = Comment(clean(text), AUTHOR)
    comment.width, comment.height = 340, min(400, 40 + 18 * (text.count("\n") + len(text) // 48 + 1))
    cell.comment = comment


def _above_other_colours(cell: Cell) -> None:
    """Conditional formats would hide the red: in each that covers the cell, one more rule comes first.

    It stands in the same area, for programs differ in which of two overlapping areas wins.
    """
    page = cast("Worksheet", cell.parent)
    rules = [rule for area in page.conditional_formatting for rule in area.rules]
    for area in [str(area.sqref) for area in page.conditional_formatting if cell.coordinate in area]:
        for rule in rules:
            rule.priority += 1
        paper, ink = PatternFill(bgColor=_PAPER, fill_type="solid"), Font(color=_INK)
        here = f"AND(ROW()={cell.row},COLUMN()={cell.column})"
        first = FormulaRule([here], stopIfTrue=True, fill=paper, font=ink)  # type: ignore[no-untyped-call]
        first.priority = 1
        rules.append(first)
        page.conditional_formatting.add(area, first)


def _list(page: Worksheet, places: list[tuple[Finding, Cell | None]]) -> None:
    _text(page["A1"], TITLE, Font(name="Calibri", size=18, bold=True, color=BRAND))
    page.row_dimensions[1].height, page.row_dimensions[2].height = 28, 22
    note = "Correct the red cells and hand the workbook in again. This sheet is not read; you may delete it."
    _text(page["A2"], note, Font(name="Calibri", size=9.5, color=MUTED))
    for column, (head, width) in enumerate(HEADS, start=1):
        cell = page.cell(HEAD_ROW, column)
        _text(cell, head, Font(name="Calibri", bold=True, color="FFFFFF"))
        cell.fill = PatternFill("solid", fgColor=BRAND)
        page.column_dimensions["ABCD"[column - 1]].width = width
    for row, (finding, target) in enumerate(places, start=FIRST_ROW):
        where = "!".join(filter(None, (finding.sheet, finding.cell))) or "the whole file"
        texts = (where, finding.problem, finding.remedy, finding.value)
        for column, text in enumerate(texts, start=1):
            _text(page.cell(row, column), text, Font(name="Calibri", size=10.5), wrap=True)
        page.row_dimensions[row].height = max(height(text, 54) for text in texts)
        if target is not None:
            _link(page.cell(row, 1), target)
    _set_up(page)


def _text(cell: AnyCell, text: str, font: Font, *, wrap: bool = False) -> None:
    write_text(cell, text)
    cell.font = font
    cell.alignment = Alignment(vertical="top", wrap_text=wrap)


def _link(cell: AnyCell, target: Cell) -> None:
    place = f"{quote_sheetname(target.parent.title)}!{target.coordinate}"
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)
    cell.font = Font(name="Calibri", size=10.5, color="1F5F99", underline="single")


def _set_up(page: Worksheet) -> None:
    page.sheet_view.showGridLines = False
    page.freeze_panes = f"A{FIRST_ROW}"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _lost(before: bytes, after: bytes) -> Iterator[str]:
    """Parts of the original that have no counterpart in the copy, by their folder."""
    gone = _folders(before) - _folders(after)
    words = {
        "media": "pictures",
        "charts": "charts",
        "drawings": "drawings and shapes",
        "ctrlProps": "controls",
    }
    yield from sorted(f"{words.get(folder, folder)} could not be kept in the copy" for folder in gone)


def _folders(content: bytes) -> set[str]:
    with ZipFile(BytesIO(content)) as package:
        parts: Iterable[str] = package.namelist()
        special = [name for name in parts if not _KEPT.match(name)]
    return {name.split("/")[1] if name.count("/") > 1 else name.split("/")[-1] for name in special}
