"""Accessible workbooks: one table a sheet, heads in the first row, nothing merged, nothing computed.

Text is always text: what starts with = + - or @ never becomes a formula.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from pmo_reports.model.wording import ENGLISH, Label, Wording
from pmo_reports.render.package import canonical_office

A4 = 9  # ECMA-376, ST_PaperSize
LONGEST = 32_000  # Excel holds 32 767 characters in a cell
NARROW, WIDE, MEASURED = 9, 48, 400
LINE, MOST_LINES = 15, 20  # points; rows end at 409
LETTERS = 1.1  # letters of running text in the width of a digit
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LIKE_A_FORMULA = ("=", "+", "-", "@")

Page = Any  # a write-only worksheet, which openpyxl's stubs do not know
Value = str | int | float | bool | Decimal | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a cell looks: number format, wrapping, colours (RRGGBB, "" for none), indent in levels."""

    format: str = "General"
    wrap: bool = False
    fill: str = ""
    ink: str = ""
    bold: bool = False
    link: bool = False
    right: bool = False
    indent: int = 0


TEXT = Look()
PROSE = Look(wrap=True)
DAY = Look(format="yyyy-mm-dd")
TIME = Look(format="yyyy-mm-dd hh:mm")
MONEY = Look(format="#,##0.00", right=True)
PERCENT = Look(format="0.0%", right=True)
INDEX = Look(format="0.00", right=True)
WHOLE = Look(format="#,##0", right=True)
HEAD = Look(wrap=True, fill="14385C", ink="FFFFFF", bold=True)
LINK = Look(ink="1F5F99", link=True)


@dataclass(frozen=True, slots=True)
class Shown:
    """A value with a look of its own, and the sheet that a click on it leads to."""

    value: Value
    look: Look
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A column: its head, its look, and its width in characters (0 measures the content)."""

    name: str
    look: Look = TEXT
    width: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: its name, its one table, and how many columns stay in sight."""

    name: str
    heads: tuple[Head, ...]
    rows: Sequence[Sequence[Value | Shown]]
    frozen: int = 0


def workbook(
    title: str, sheets: Iterable[Sheet], on: date, brand: str = "", wording: Wording = ENGLISH
) -> bytes:
    """The bytes of a workbook, the same for the same content; `on` is its day.

    Its labels are told in the language of `wording`: people's own words and names of fields stay as they are.
    """
    book = Workbook(write_only=True)
    book.properties.title = _told(title, wording)
    book.properties.creator = "pmo-reports"
    looks = _Looks(replace(HEAD, fill=brand.lstrip("#") or HEAD.fill))
    for each in sheets:
        sheet = each if wording is ENGLISH else _in_language(each, wording)
        _write(book.create_sheet(sheet.name), sheet, looks)
    written = io.BytesIO()
    book.save(written)
    return canonical_office(written.getvalue(), on)


def _in_language(sheet: Sheet, wording: Wording) -> Sheet:
    return replace(
        sheet,
        name=_told(sheet.name, wording),
        heads=tuple(replace(head, name=_told(head.name, wording)) for head in sheet.heads),
        rows=[tuple(_cell_told(cell, wording) for cell in row) for row in sheet.rows],
    )


def _cell_told(cell: Value | Shown, wording: Wording) -> Value | Shown:
    if isinstance(cell, Shown):
        told = wording.label(cell.value) if isinstance(cell.value, Label) else cell.value
        target = _told(cell.target, wording)
        return (
            cell if told is cell.value and target is cell.target else replace(cell, value=told, target=target)
        )
    return wording.label(cell) if isinstance(cell, Label) else cell


def _told(text: str, wording: Wording) -> str:
    return wording.label(text) if isinstance(text, Label) else text


class _Looks:
    """The styles of one workbook, made once each: openpyxl spends most of its time on them."""

    def __init__(self, head: Look) -> None:
        self.head = head
        self._styles: dict[tuple[Look, bool], object] = {}

    def style(self, page: Page, look: Look, *, quoted: bool) -> object:
        if (look, quoted) not in self._styles:
            self._styles[look, quoted] = _style(page, look, quoted=quoted)
        return self._styles[look, quoted]


def _style(page: Page, look: Look, *, quoted: bool) -> object:
    cell = _blank(page)
    cell.number_format = look.format
    side = "right" if look.right else "left"
    cell.alignment = Alignment(side, "top", wrap_text=look.wrap or None, indent=1 + look.indent)
    cell.font = Font(
        name="Calibri",
        size=11,
        bold=look.bold,
        color=look.ink or None,
        underline="single" if look.link else None,
    )
    if look.fill:
        cell.fill = PatternFill("solid", fgColor=look.fill)
    style = cell._style  # noqa: SLF001 - shared by all cells of the look; the public way copies it each time
    style.quotePrefix = int(quoted)
    return style


def _write(page: Page, sheet: Sheet, looks: _Looks) -> None:
    widths = _widths(sheet)
    page.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}2"
    for at, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(at)].width = width
    _for_print(page)
    heads = [Shown(head.name, replace(looks.head, right=head.look.right)) for head in sheet.heads]
    for number, row in enumerate((heads, *(_shown(row, sheet.heads) for row in sheet.rows)), 1):
        lines = max(_lines(shown, width) for shown, width in zip(row, widths, strict=True))
        if lines > 1:
            page.row_dimensions[number].height = min(lines, MOST_LINES) * LINE
        page.append([_cell(_blank(page, number, at), shown, looks) for at, shown in enumerate(row, 1)])
    if sheet.rows:
        page.tables.add(_table(sheet))


def _lines(shown: Shown, width: float) -> int:
    """Lines that a wrapped text takes, on the safe side: not every program fits heights by itself."""
    if not shown.look.wrap or not isinstance(shown.value, str):
        return 1
    room = max((width - 2) * LETTERS, 1)
    return sum(ceil(len(part) / room) or 1 for part in shown.value.split("\n"))


def _for_print(page: Page) -> None:
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _table(sheet: Sheet) -> Table:
    ref = f"A1:{get_column_letter(len(sheet.heads))}{len(sheet.rows) + 1}"
    name = re.sub(r"\W+", "_", sheet.name)
    table = Table(displayName=f"table_{name}", name=f"table_{name}", ref=ref, autoFilter=AutoFilter(ref=ref))
    table.tableColumns = [TableColumn(id=at, name=head.name) for at, head in enumerate(sheet.heads, 1)]
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    return table


def _shown(row: Sequence[Value | Shown], heads: tuple[Head, ...]) -> list[Shown]:
    pairs = zip(row, heads, strict=True)
    return [value if isinstance(value, Shown) else Shown(value, head.look) for value, head in pairs]


def _cell(cell: Any, shown: Shown, looks: _Looks) -> object:  # noqa: ANN401 - see `_blank`
    value = shown.value
    if value is None:
        return None
    text = _clean(value) if isinstance(value, str) else None
    quoted = text is not None and text.startswith(_LIKE_A_FORMULA)
    cell._value = value if text is None else text  # noqa: SLF001 - the setter guesses formulas and errors
    cell.data_type = _data_type(value)
    cell._style = looks.style(cell.parent, shown.look, quoted=quoted)  # noqa: SLF001 - see `_style`
    if shown.target:
        cell.hyperlink = Hyperlink(ref="", location=f"'{shown.target}'!A1", display=text)
    return cell


def _blank(page: Page, row: int = 1, column: int = 1) -> Any:  # noqa: ANN401 - the stubs hide what is needed here
    return Cell(page, row, column)


def _data_type(value: Value) -> str:
    if isinstance(value, str):
        return "s"
    if isinstance(value, bool):
        return "b"
    return "d" if isinstance(value, date) else "n"


def _clean(text: str) -> str:
    """`text` as a cell can hold it; what is cut off is counted."""
    kept = _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
    cut = len(kept) - LONGEST
    return kept if cut <= 0 else f"{kept[:LONGEST]}… ({cut} more characters)"


def _widths(sheet: Sheet) -> list[float]:
    sample = sheet.rows[:MEASURED]
    return [head.width or _width(head, [row[at] for row in sample]) for at, head in enumerate(sheet.heads)]


def _width(head: Head, values: Sequence[Value | Shown]) -> float:
    shown = [value.value if isinstance(value, Shown) else value for value in values]
    lengths = (_length(value) for value in shown if value is not None)
    return min(WIDE, max([NARROW, len(head.name) + 5, *(length + 3 for length in lengths)]))


def _length(value: Value) -> int:
    if isinstance(value, Decimal | float):
        return len(f"{value:,.2f}")
    return len(str(value))
