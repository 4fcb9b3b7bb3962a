"""`reader: csv`: delimited text (RFC 4180 and what spreadsheets make of it), every cell as text."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from pmo_reports.config.sources import Part
from pmo_reports.model.finding import Finding
from pmo_reports.model.raw import RawTable
from pmo_reports.readers import csv_text, doubts, heads, layout, transposition
from pmo_reports.readers.cells import letters
from pmo_reports.readers.csv_text import Decoded, decoded, delimiter, unclosed_quotes
from pmo_reports.readers.guard import inspected, limits
from pmo_reports.readers.refusal import RefusedError
from pmo_reports.readers.slices import raw_tables
from pmo_reports.readers.sniffing import WORKBOOKS, Format
from pmo_reports.readers.submission import Spot, Submission
from pmo_reports.readers.tabulation import Block, Line, blank_line
from pmo_reports.readers.texts import Texts

Found = Iterator[RawTable | Finding]


def tables(submission: Submission) -> Found:
    """The table of each part, with findings on encoding, quotes and surplus cells.

    Raises:
        RefusedError: the file is no text, in no known encoding, or too large.
    """
    _check_kind(submission)
    text = decoded(submission.content, submission.source)
    yield from _of_encoding(submission, text)
    csv_text.check_cells(text.text, submission.source.delimiter, limits(submission.source))
    lines = list(records(text.text, submission.source.delimiter))
    if unclosed_quotes(text.text):
        yield submission.refusal(_unclosed(lines))
    for name, part in submission.source.parts.items():
        yield from _of_part(submission, name, part, lines)


def records(text: str, configured: str = "") -> Iterator[Line]:
    """Each record with the line it starts on; lines inside quotes count.

    Raises:
        RefusedError: a cell is longer than any cell can be.
    """
    separator, skipped = delimiter(text, configured)
    before = 1 if skipped else 0
    rows = csv.reader(csv_text.lines(text, skipped), delimiter=separator)
    shared = Texts().__getitem__
    start = before + 1
    try:
        for row in rows:
            yield start, list(map(shared, row))
            start = before + rows.line_num + 1
    except csv.Error as error:
        raise RefusedError(
            "damaged-file",
            f"The text cannot be read as CSV from line {start} on: {error}.",
            remedy="Look at that line for a quote that is never closed, and export the file again.",
            cell=f"A{start}",
        ) from error


def _of_part(submission: Submission, name: str, part: Part, lines: list[Line]) -> Found:
    if part.transposed:
        yield from transposition.turned(submission, name, lines)
        return
    try:
        block = layout.laid_out("", lines, part)
        if block is None:
            raise _no_heads(part)
        yield from raw_tables(submission.file, name, block, part)
    except RefusedError as refused:
        if not part.optional:
            yield submission.refusal(refused, part.table)
        return
    yield from doubts.skipped_rows(submission, block)
    yield from doubts.passed_rows(submission, block)
    if not part.span:
        yield from _surplus(submission, block)


def _check_kind(submission: Submission) -> None:
    most = limits(submission.source)
    kind = inspected(submission.content, most)
    if kind is not Format.TEXT:
        instead = ", or set `reader: workbook` for its source" if kind in WORKBOOKS else ""
        raise RefusedError(
            "mislabelled-file",
            f"The file is {kind.value}, not CSV text, whatever its name says.",
            remedy=f'Save it as "CSV UTF-8"{instead}.',
        )
    csv_text.check_lines(submission.content, most)


def _of_encoding(submission: Submission, text: Decoded) -> Iterator[Finding]:
    if not text.expected:
        yield submission.finding(
            "fallback-encoding",
            f"The text was read as {text.encoding}, which is not the first choice of its source.",
            'Check names with accents; save it as "CSV UTF-8" to be sure.',
        )


def _unclosed(lines: list[Line]) -> RefusedError:
    longest = max(lines, key=lambda line: sum(str(cell).count("\n") for cell in line[1]), default=(1, ()))
    return RefusedError(
        "unclosed-quote",
        "A quote is opened and never closed: lines after it may have run into one cell.",
        remedy="Look at this line first; close the quote or double it, and export the file again.",
        cell=f"A{longest[0]}",
    )


def _surplus(submission: Submission, block: Block) -> Iterator[Finding]:
    width = len(block.heads)
    for line, cells in block.lines:
        if not blank_line(cells[width:]):
            yield submission.finding(
                "extra-cells",
                f"Line {line} has {len(cells)} cells, for {width} heads: the values may have slipped.",
                "Put text with the delimiter in it between quotes, and export the file again.",
                Spot(cell=f"{letters(width + 1)}{line}", value=str(cells[width])),
            )


def _no_heads(part: Part) -> RefusedError:
    where = f"line {part.header}" if part.header else f"the first {heads.SEARCHED} lines"
    return RefusedError(
        "missing-heads",
        f"No column heads were found in {where}; looked for {heads.wanted(part)}.",
        remedy="Put the heads back, or add those in use to the aliases in the source's settings.",
    )
