"""Lists as workbooks: a title block, a coloured head row with filter, frozen above the rows."""

from __future__ import annotations

from datetime import datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pmo_reports.workspace.sample.archives import packed
from pmo_reports.workspace.sample.sheets import Cell, Sheet

INK = "1B2733"
BRAND = "14385C"
WIDTH = 14
WRAPPED = 40
HEAD_HEIGHT = 30
LINE = 13.5
"""Height of a line of text in points."""
SHORT = {
    "Risk id": 9,
    "Project": 10,
    "Probability": 11,
    "Impact": 9,
    "Probability %": 11,
    "Currency": 11,
    "State": 10,
}


def workbook(sheets: tuple[Sheet, ...], saved: datetime) -> bytes:
    """The sheets as an .xlsx file."""
    book = Workbook()
    for style in _styles():
        book.add_named_style(style)
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    return packed(book, saved)


def _styles() -> tuple[NamedStyle, ...]:
    top = Alignment(horizontal="left", vertical="top", indent=1)
    wrapped = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
    right = Alignment(horizontal="right", vertical="top")
    head = NamedStyle("List head", font=Font(name="Calibri", bold=True, color="FFFFFF"), alignment=wrapped)
    head.fill = PatternFill("solid", fgColor=BRAND)
    return (
        head,
        NamedStyle("List title", font=Font(name="Calibri", size=15, bold=True, color=BRAND)),
        NamedStyle("List note", font=Font(name="Calibri", italic=True, color="5B6876")),
        NamedStyle("List cell", font=Font(name="Calibri", size=10, color=INK), alignment=top),
        NamedStyle("List number", font=Font(name="Calibri", size=10, color=INK), alignment=right),
        NamedStyle("List text", font=Font(name="Calibri", size=10, color=INK), alignment=wrapped),
    )


def _fill(page: Worksheet, sheet: Sheet) -> None:
    for row, line in enumerate(sheet.title, start=1):
        cell = page.cell(row, 1, line)
        cell.style = "List title" if row == 1 else "List note"
    for column, head in enumerate(sheet.heads, start=1):
        page.cell(sheet.head_row, column, head).style = "List head"
        _fill_column(page, sheet, column)
    for row, values in enumerate(sheet.rows, start=sheet.head_row + 1):
        page.row_dimensions[row].height = LINE * _lines(sheet, values) + 3
    page.row_dimensions[sheet.head_row].height = HEAD_HEIGHT
    page.freeze_panes = f"C{sheet.head_row + 1}"
    page.auto_filter.ref = (
        f"A{sheet.head_row}:{get_column_letter(len(sheet.heads))}{sheet.head_row + len(sheet.rows)}"
    )
    _printed(page, sheet)


def _fill_column(page: Worksheet, sheet: Sheet, column: int) -> None:
    head = sheet.heads[column - 1]
    width = sheet.widths.get(head, SHORT.get(head, WIDTH))
    page.column_dimensions[get_column_letter(column)].width = width
    style = "List text" if width > WRAPPED else "List cell"
    for row, values in enumerate(sheet.rows, start=sheet.head_row + 1):
        cell = page.cell(row, column, values[column - 1])
        cell.style = "List number" if isinstance(cell.value, int | float) else style
        if head in sheet.formats:
            cell.number_format = sheet.formats[head]


def _lines(sheet: Sheet, values: tuple[Cell, ...]) -> int:
    """How many lines the longest text of a row needs."""
    texts = zip(sheet.heads, values, strict=True)
    return max(1 + len(str(value)) // (sheet.widths.get(head, len(str(value))) + 6) for head, value in texts)


def _printed(page: Worksheet, sheet: Sheet) -> None:
    page.sheet_view.showGridLines = False
    page.page_setup.paperSize = 8
    page.page_setup.orientation = "landscape"
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{sheet.head_row}:{sheet.head_row}"
