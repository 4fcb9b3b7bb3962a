"""Doubts about a workbook that was read: what somebody should look at before trusting it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pmo_reports.model.finding import Finding, Severity
from pmo_reports.readers.cells import letters
from pmo_reports.readers.package import ListObject
from pmo_reports.readers.sniffing import Format
from pmo_reports.readers.submission import Spot, Submission
from pmo_reports.readers.tabulation import Block, blank
from pmo_reports.readers.workbook import Grid, Workbook

_MANY = 10


def invisible_errors(submission: Submission, book: Workbook) -> Iterator[Finding]:
    """A warning where a cell with an error reads like a blank one: in all formats but .xlsx."""
    if book.kind is not Format.XLSX:
        yield submission.finding(
            "errors-invisible",
            f"In {book.kind.value} a cell with an error such as #REF! reads like a blank one.",
            "Save it as .xlsx in Excel, so that errors are seen.",
        )


def hidden_rows(submission: Submission, grid: Grid, block: Block) -> Iterator[Finding]:
    """A warning that rows nobody sees are read like all others."""
    rows = [row for row, cells in block.lines if row in grid.hidden and not all(map(blank, cells))]
    if rows:
        named = ", ".join(map(str, rows[:_MANY])) + (" …" if len(rows) > _MANY else "")
        yield submission.finding(
            "hidden-rows",
            f"Hidden or filtered rows count like all others; there are {len(rows)}: {named}.",
            "Delete them if they should not count, else show them.",
            Spot(block.sheet, f"{letters(block.left)}{rows[0]}"),
        )


def skipped_rows(submission: Submission, block: Block) -> Iterator[Finding]:
    """A note on the rows that the settings call totals: they are no records, and how many they are."""
    if block.skipped:
        places = [
            (row, next(at for at, cell in enumerate(cells) if not blank(cell)))
            for row, cells in block.skipped
        ]
        named = ", ".join(f"{block.address(at)}{row}" for row, at in places[:_MANY])
        more = " …" if len(places) > _MANY else ""
        (row, at), value = places[0], block.skipped[0][1][places[0][1]]
        found = submission.finding(
            "skipped-rows",
            "Rows that the settings call totals or captions are no records; "
            f"there are {len(places)}: {named}{more}.",
            "Nothing if that is meant; else change `skip_rows` in the source's settings.",
            Spot(block.sheet, f"{block.address(at)}{row}", str(value)),
        )
        yield replace(found, severity=Severity.NOTE)


def passed_rows(submission: Submission, block: Block) -> Iterator[Finding]:
    """A warning about rows that stand below the same heads further up, and are not read."""
    if block.passed:
        row, cells = block.passed[0]
        at = next(at for at, cell in enumerate(cells) if not blank(cell))
        yield submission.finding(
            "rows-above-heads",
            f"The heads stand in several rows, and those of row {block.row} were taken; "
            f"{len(block.passed)} filled rows between them and the first ones are not read.",
            "Nothing if they explain the heads; else set `repeats: true` in the source's settings.",
            Spot(block.sheet, f"{letters(at + 1)}{row}", str(cells[at])),
        )


def below_table(submission: Submission, grid: Grid, table: ListObject) -> Iterator[Finding]:
    """A warning about filled cells right below an Excel table: they do not belong to it."""
    row = table.area.bottom + 1
    columns = range(table.area.left, table.area.right + 1)
    filled = [column for column in columns if not blank(grid.value(row, column))]
    if filled and not table.totals:
        yield submission.finding(
            "rows-below-table",
            f'Filled cells right below the Excel table "{table.name}" do not belong to it and are not read.',
            "Drag the table's lower right corner over them, or leave a blank row if they are no entries.",
            Spot(table.sheet, f"{letters(filled[0])}{row}", str(grid.value(row, filled[0]))),
        )
