"""Canonical rows as people hand them in: sheets of a workbook and comma-separated files."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pmo_reports.model.tables import TABLES, Portfolio

Rows = Sequence[Sequence[object]]


def plain(value: Any) -> object:  # noqa: ANN401 - a cell of a frame
    """What a person sees of a cell: None, a day, or the value."""
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    return value.item() if hasattr(value, "item") else value


def rows(frame: pd.DataFrame, heads: Mapping[str, str]) -> list[list[object]]:
    """The heads (canonical name -> what the form calls it), then a line for each row of `frame`."""
    return [
        list(heads.values()),
        *([plain(row[name]) for name in heads] for row in frame.to_dict("records")),
    ]


def workbook(sheets: Mapping[str, Rows], title: Rows = ()) -> bytes:
    """An .xlsx of a sheet each; `title` stands above every head."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets.items():
        _fill(book.create_sheet(name), [*title, *lines])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def comma_separated(lines: Rows, day: str = "%d/%m/%Y") -> bytes:
    """A file of UTF-8 with a byte order mark, as Excel saves it; days written as `day`."""
    out = StringIO()
    csv.writer(out).writerows([_written(value, day) for value in line] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def lacking(table: str, *holds: str) -> frozenset[str]:
    """All columns of `table` but those that the form holds."""
    fields = frozenset(TABLES[table].fields)
    assert fields.issuperset(holds)
    return fields - set(holds)


def instead(reference: Portfolio, **tables: pd.DataFrame) -> Portfolio:
    """The reference with other tables: what a form that says less of them must be read to."""
    return replace(reference, tables={**reference.tables, **tables})


def _fill(page: Worksheet, lines: Rows) -> None:
    for row, line in enumerate(lines, start=1):
        for column, value in enumerate(line, start=1):
            cell = page.cell(row, column, value)  # type: ignore[arg-type]
            if isinstance(value, str):
                cell.data_type = "s"  # text that begins like a formula is entered as text


def _written(value: object, day: str) -> object:
    if isinstance(value, datetime):
        return value.strftime(day)
    return format(value, "f") if isinstance(value, Decimal) else value
