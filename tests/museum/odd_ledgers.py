"""The ledger of the sample in files that were sent twice, in parts, and in workbooks that people touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from pmo_reports.model.tables import Portfolio
from tests.museum.exhibit import Exhibit
from tests.museum.ledgers import comma, german, lines, separated, shipped, written
from tests.museum.office import Rows, workbook

MILLION = 1_000_000
TEXTS = {"decimal": ",", "thousands": ".", "dates": ["%d.%m.%Y"]}


def in_parts(reference: Portfolio) -> Exhibit:
    """Each part as another clerk saves it: its own encoding, separator and order of columns."""
    head, *body = written(lines(reference), german, "%d.%m.%Y")
    parts = [[head, *body[at::3]] for at in range(3)]
    parts[1] = [line[::-1] for line in parts[1]]
    clerks = zip(parts, (";", "\t", "|"), ("cp1252", "utf-16", "utf-8-sig"), strict=True)
    files = {f"part {at}.csv": separated(*each) for at, each in enumerate(clerks)}
    return Exhibit(files=files, settings=shipped(delimiter="", values=TEXTS))


def sent_twice(reference: Portfolio) -> Exhibit:
    """The same ledger once more, sorted otherwise, with another file name: nothing counts twice."""
    head, *body = written(lines(reference), german, "%d.%m.%Y")
    files = {
        "ledger.csv": separated([head, *body], ";", "cp1252"),
        "ledger (1).csv": separated([head, *body[::-1]], ";", "utf-8"),
    }
    return Exhibit(files=files, settings=shipped(values=TEXTS))


def with_suffixes(reference: Portfolio) -> Exhibit:
    """Large amounts in millions, others in thousands, small ones as they are: letters say which."""

    def amount(number: Decimal) -> str:
        if abs(number) >= MILLION:
            return f"{comma(number / MILLION)} Mio. €"
        return f"{comma(number / 1000)} T€" if abs(number) > 1 else comma(number)

    values = {**TEXTS, "suffixes": {"Mio.": MILLION, "Mio. €": MILLION, "T€": 1000}}
    content = separated(written(lines(reference), amount, "%d.%m.%Y"), ";", "utf-8")
    return Exhibit(files={"ledger.csv": content}, settings=shipped(values=values))


def as_texts(reference: Portfolio) -> Exhibit:
    """A workbook whose every cell is text, as a report generator writes them."""
    content = workbook({"Export": written(lines(reference), german, "%d.%m.%Y")})
    return Exhibit(files={"ledger.xlsx": content}, settings=in_workbook())


def as_numbers(reference: Portfolio) -> Exhibit:
    """A workbook whose days are numbers such as 20250201, which nothing marks as days."""
    table = [
        [int(f"{cell:%Y%m%d}") if isinstance(cell, datetime) else cell for cell in line]
        for line in lines(reference)
    ]
    settings = {**in_workbook(), "values": {**TEXTS, "dates": ["%d.%m.%Y", "%Y%m%d"]}}
    return Exhibit(files={"ledger.xlsx": workbook({"Export": table})}, settings=settings)


def touched(reference: Portfolio) -> Exhibit:
    """A workbook of a Mac with days from 1904, filtered rows, a hidden column and a sheet of definitions."""
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    legend, page = book.worksheets[0], book.create_sheet("Ledger")
    _fill(legend, [["Cost element", "Meaning"], ["0042", "What is not booked elsewhere"]])
    legend.title = "Definitions"
    _fill(page, [["Ledger"], ["printed on", datetime(2026, 10, 31)], [], *lines(reference)])  # noqa: DTZ001
    for row in range(10, page.max_row, 3):
        page.row_dimensions[row].hidden = True
    page.column_dimensions["C"].hidden = True
    page.freeze_panes = "A5"
    page.auto_filter.ref = f"A4:J{page.max_row}"
    return Exhibit(files={"ledger.xlsx": _saved(book)}, settings=in_workbook())


def merged(reference: Portfolio) -> Exhibit:
    """A report for print: project and month merged over their rows, a blank line between projects."""
    head, *body = lines(reference)
    body.sort(key=lambda line: (str(line[0]), line[1], str(line[2])))
    book = Workbook()
    page = book.worksheets[0]
    _fill(page, [head])
    row = 2
    for at, line in enumerate(body):
        if at and body[at - 1][0] != line[0]:
            row += 1
        _fill(page, [line], row)
        row += 1
    for column in (1, 2):
        _merge(page, column)
    spoken = {"project_id": {"fill_down": True}, "month": {"fill_down": True}}
    return Exhibit(files={"ledger.xlsx": _saved(book)}, settings=in_workbook(**spoken))


def in_workbook(**own: object) -> dict[str, object]:
    """The settings of the shipped ledger for a workbook with a sheet of any name."""
    part = {"costs": {"sheet": ["Ledger", ""], "columns": own}}
    return shipped(reader="workbook", delimiter="", values=TEXTS, parts=part)


def _fill(page: Worksheet, table: Rows, start: int = 1) -> None:
    for row, line in enumerate(table, start):
        for column, value in enumerate(line, 1):
            cell = page.cell(row, column, value)  # type: ignore[arg-type]
            if isinstance(value, str):
                cell.data_type = "s"  # text that begins like a formula is entered as text


def _merge(page: Worksheet, column: int) -> None:
    """Merge equal neighbours in a column, as long as those left of it are the same."""
    values = [[cell.value for cell in row[:column]] for row in page.iter_rows(min_row=1)]
    first = 1
    for at in range(1, len(values)):
        if values[at] == values[first] and None not in values[at]:
            continue
        if at - first > 1:
            page.merge_cells(start_row=first + 1, end_row=at, start_column=column, end_column=column)
        first = at


def _saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


FORMS: Mapping[str, Callable[[Portfolio], Exhibit]] = {
    "parts": in_parts,
    "twice": sent_twice,
    "suffixes": with_suffixes,
    "texts in a workbook": as_texts,
    "days as numbers": as_numbers,
    "touched workbook": touched,
    "merged workbook": merged,
}
