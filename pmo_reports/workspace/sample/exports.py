"""CSV files as real systems write them: a German ERP in cp1252, an issue tracker in UTF-8 with BOM."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

from pmo_reports.workspace.sample.sheets import Cell, Sheet

TO_GERMAN = str.maketrans(",.", ".,")


def erp(sheet: Sheet) -> bytes:
    """Semicolons, decimal commas, dots between thousands, days first, cp1252."""
    return _written(sheet, _german, ";").encode("cp1252")


def tracker(sheet: Sheet) -> bytes:
    """Commas, days first, UTF-8 behind a byte-order mark, heads that repeat."""
    return _written(sheet, _day_first, ",").encode("utf-8-sig")


def plain(sheet: Sheet) -> bytes:
    """Commas, ISO dates, UTF-8."""
    return _written(sheet, _iso, ",").encode()


def _written(sheet: Sheet, text: type[str] | object, delimiter: str) -> str:
    assert callable(text)  # noqa: S101 - a function of this module
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(sheet.heads)
    writer.writerows([text(value) for value in row] for row in sheet.rows)
    return buffer.getvalue()


def _german(value: Cell) -> str:
    return f"{value:,.2f}".translate(TO_GERMAN) if isinstance(value, float) else _day_first(value)


def _day_first(value: Cell) -> str:
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else _iso(value)


def _iso(value: Cell) -> str:
    return "" if value is None else str(value)
