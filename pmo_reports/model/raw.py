"""What readers hand over: files by content hash, and raw tables whose every cell has an address."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from pmo_reports.model.finding import Finding
from pmo_reports.model.lineage import COLUMN, letters, located


class CellError(str):
    """A cell without a usable value: an Excel error such as `#REF!`, or `uncached formula`."""

    __slots__ = ()


UNCACHED = CellError("uncached formula")
"""A formula that was written by a program and never calculated: it has no value to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """An input as it was collected: its bytes lie in the raw store under `sha256`.

    Attributes:
        source: name of the source in the settings.
        path: where it was found, relative to the workspace, with forward slashes.
        period: the period whose folder it lay in (`YYYY-MM`), or the one that it is read for where it holds
            many; "" for reference data.
        share: of a file that holds many periods: a hash over what it holds of this one.
    """

    source: str
    path: str
    sha256: str
    size: int
    period: str = ""
    share: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """Records as they were read, all columns kept, with the way back to each cell.

    Attributes:
        part: key of the mapping in the source's settings that asked for it ("costs").
        sheet: worksheet or table name; "" for CSV.
        header: the column heads as written, duplicates included.
        addresses: for each column its letter ("C"), or for a form the whole address ("C9"), with its
            sheet in front where it is on another one ("Status!C9"). Where there is no grid, the way to
            the value, with `{row}` for the record's number: "issues[{row}].fields.status.name". Where records
            are columns, the row behind `{column}`: "{column}12".
        frame: object columns numbered 0..n-1, one row a record; text, numbers, dates, None or
            `CellError`. CSV cells are all text.
        rows: the 1-based sheet row or CSV line of each record (or its number in another kind of file, or
            that of its column), as long as `frame`.
        slice: tells apart tables that were cut out of one sheet for one part: its column, or its title.
        groups: for each column the head above its head, where there are two rows of heads; else none.
        periods: for each record the period that it is of, "" where that cannot be read; none in tables
            that are of one period as a whole.
    """

    file: InputFile
    part: str
    sheet: str
    header: tuple[str, ...]
    addresses: tuple[str, ...]
    frame: pd.DataFrame
    rows: tuple[int, ...]
    slice: str = ""
    groups: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()

    def cell(self, record: int, column: int) -> str:
        """Address of a value: column letter and row, or a form's own cell; "Status!C9" on another sheet."""
        sheet, cell = self.place(record, column)
        return cell if sheet == self.sheet else f"{sheet}!{cell}"

    def place(self, record: int, column: int) -> tuple[str, str]:
        """The sheet that a value stands on, and its address there."""
        return located(self.addresses[column], self.sheet, self.rows[record])

    def line(self, record: int) -> str:
        """What a record is called: "row 5", or "column E" where records are columns."""
        turned = any(COLUMN in address for address in self.addresses)
        return f"column {letters(self.rows[record])}" if turned else f"row {self.rows[record]}"

    def lane(self, column: int) -> str:
        """What holds the values of one head: "column E", or "row 5" where records are columns."""
        address = self.addresses[column]
        return f"row {address.removeprefix(COLUMN)}" if COLUMN in address else f"column {address}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read in one go: the files, their tables, and what could not be read."""

    files: tuple[InputFile, ...] = ()
    tables: tuple[RawTable, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
