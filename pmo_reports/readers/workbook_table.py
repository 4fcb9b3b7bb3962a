"""`reader: workbook`: tables on sheets, as Excel tables or below a row of heads."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_reports.model.finding import Finding
from pmo_reports.model.raw import RawTable
from pmo_reports.readers import doubts, transposition, workbook
from pmo_reports.readers.blocks import blocks, listobjects
from pmo_reports.readers.guard import inspected, limits
from pmo_reports.readers.refusal import RefusedError
from pmo_reports.readers.slices import raw_tables
from pmo_reports.readers.sniffing import WORKBOOKS, Format
from pmo_reports.readers.submission import Submission
from pmo_reports.readers.tabulation import Block
from pmo_reports.readers.workbook import Workbook

Found = Iterator[RawTable | Finding]


def tables(submission: Submission) -> Found:
    """The tables of each part, with findings on what is not there or looks wrong.

    Raises:
        RefusedError: the file is no workbook, or none that can be opened.
    """
    book = opened(submission)
    yield from doubts.invisible_errors(submission, book)
    for name, part in submission.source.parts.items():
        try:
            yield from of_part(submission, book, name)
        except RefusedError as refused:
            yield submission.refusal(refused, part.table)


def of_part(submission: Submission, book: Workbook, name: str) -> Found:
    """The tables of one part, with findings."""
    part = submission.source.parts[name]
    if part.transposed:
        yield from transposition.of_workbook(submission, book, name)
        return
    for block in blocks(book, part, submission.words):
        if isinstance(block, Block):
            yield from raw_tables(submission.file, name, block, part)
            yield from doubts.hidden_rows(submission, book.grid(block.sheet), block)
            yield from doubts.skipped_rows(submission, block)
            yield from doubts.passed_rows(submission, block)
        else:
            yield submission.refusal(block, part.table)
    for table in listobjects(book, part):
        yield from doubts.below_table(submission, book.grid(table.sheet), table)


def sheet_names(content: bytes) -> tuple[str, ...]:
    """The names of a workbook's sheets; none where it is no workbook, or none that can be opened."""
    try:
        kind = inspected(content)
        return workbook.opened(content, kind).sheets if kind in WORKBOOKS else ()
    except RefusedError:
        return ()


def opened(submission: Submission) -> Workbook:
    """The workbook, once the guard has let it through.

    Raises:
        RefusedError: it is something else, or unsafe, or damaged.
    """
    most = limits(submission.source)
    kind = inspected(submission.content, most)
    if kind in WORKBOOKS:
        return workbook.opened(submission.content, kind, most)
    instead = ", or set `reader: csv` for its source" if kind is Format.TEXT else ""
    remedy = f"Open it in Excel and save it as .xlsx{instead}."
    if kind is Format.PDF:
        remedy = "A PDF is a print: ask for the workbook that it was made from, and hand that in."
    raise RefusedError(
        "mislabelled-file",
        f"The file is {kind.value}, not a workbook, whatever its name says.",
        remedy=remedy,
    )
