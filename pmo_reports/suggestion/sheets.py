"""A file's sheets as lines of cells, whatever it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pmo_reports.config.sources import Source
from pmo_reports.errors import InputError, UsageError
from pmo_reports.readers import workbook
from pmo_reports.readers.csv_table import records
from pmo_reports.readers.csv_text import decoded
from pmo_reports.readers.guard import inspected
from pmo_reports.readers.refusal import RefusedError
from pmo_reports.readers.sniffing import WORKBOOKS, Format
from pmo_reports.readers.tabulation import Line


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's name, "" for CSV, and its lines with their numbers."""

    name: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Content:
    """How a file is read, and its sheets."""

    reader: str
    sheets: tuple[Sheet, ...]


def content(file: Path) -> Content:
    """The sheets of a workbook, or the one table of a CSV.

    Raises:
        UsageError: there is no such file.
        InputError: it is neither, or damaged, or unsafe.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(
            f"the file cannot be read: {error.strerror}", place=str(file), remedy="check its path"
        ) from error
    try:
        return _content(data)
    except RefusedError as refused:
        raise InputError(refused.message, place=str(file), remedy=refused.remedy) from refused


def _content(data: bytes) -> Content:
    kind = inspected(data)
    if kind is Format.TEXT:
        text = decoded(data, Source(reader="csv", files="", parts={})).text
        return Content("csv", (Sheet("", list(records(text))),))
    if kind not in WORKBOOKS:
        raise RefusedError(
            "mislabelled-file",
            f"the file is {kind.value}, neither a workbook nor CSV",
            remedy="save it as .xlsx or as CSV UTF-8",
        )
    book = workbook.opened(data, kind)
    named = ((name, book.grid(name).rows) for name in book.sheets)
    return Content("workbook", tuple(Sheet(name, list(enumerate(rows, 1))) for name, rows in named))
