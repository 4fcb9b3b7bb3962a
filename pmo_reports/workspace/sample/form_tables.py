"""The Excel tables of the status workbook: `tblMilestones` and `tblProgress`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from pmo_reports.workspace.sample.sheets import Cell

HEAD_ROW = 4
Look = Literal["", "date", "month", "percent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """An Excel table on a sheet of its own: head -> (column width, look), and the rows."""

    table: str
    title: str
    note: str
    columns: dict[str, tuple[int, Look]]
    rows: tuple[tuple[Cell, ...], ...]


def fill(page: Worksheet, listing: Listing) -> None:
    """Write the listing on an empty sheet."""
    page["A1"], page["A2"] = listing.title, listing.note
    page["A1"].style, page["A2"].style = "Form title", "Form note"
    page.row_dimensions[1].height = 26
    for column, (head, (width, look)) in enumerate(listing.columns.items(), start=1):
        page.cell(HEAD_ROW, column, head).style = "Form table date head" if look else "Form table head"
        page.column_dimensions[get_column_letter(column)].width = width
        for row, values in enumerate(listing.rows, start=HEAD_ROW + 1):
            cell = page.cell(row, column, values[column - 1])
            cell.style = f"Form cell {look}".strip()
    _as_table(page, listing)


def _as_table(page: Worksheet, listing: Listing) -> None:
    last = HEAD_ROW + len(listing.rows)
    table = Table(
        displayName=listing.table, ref=f"A{HEAD_ROW}:{get_column_letter(len(listing.columns))}{last}"
    )
    table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium2", showRowStripes=True)
    page.add_table(table)
    page.sheet_view.showGridLines = False
    page.freeze_panes = f"A{HEAD_ROW + 1}"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if "Key" in listing.columns:
        letter = get_column_letter(list(listing.columns).index("Key") + 1)
        choice = DataValidation(type="list", formula1='"Yes,No"')
        choice.add(f"{letter}{HEAD_ROW + 1}:{letter}{last}")
        page.add_data_validation(choice)
