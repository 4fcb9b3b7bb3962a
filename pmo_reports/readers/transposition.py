"""Tables that lie on their side: records are columns, and the heads stand in the first one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pmo_reports.model.finding import Finding
from pmo_reports.model.lineage import COLUMN
from pmo_reports.model.raw import RawTable
from pmo_reports.readers import heads
from pmo_reports.readers.blocks import matching, no_sheet
from pmo_reports.readers.cells import number
from pmo_reports.readers.refusal import RefusedError
from pmo_reports.readers.submission import Submission
from pmo_reports.readers.tabulation import Block, Line, raw_table
from pmo_reports.readers.workbook import Workbook

Found = Iterator[RawTable | Finding]


def of_workbook(submission: Submission, book: Workbook, name: str) -> Found:
    """The table of a transposed part on each sheet that it matches."""
    part = submission.source.parts[name]
    sheets = matching(book, part)
    for sheet in sheets:
        yield from turned(submission, name, list(enumerate(book.grid(sheet).rows, 1)), sheet)
    if not sheets and not part.optional:
        yield submission.refusal(no_sheet(book, part), part.table)


def turned(submission: Submission, name: str, lines: Sequence[Line], sheet: str = "") -> Found:
    """The table whose records are the columns of `lines`; a refusal where its heads are not found.

    The number of a record is that of its column, and its cells are addressed by the letters of it.
    """
    part = submission.source.parts[name]
    columns = _columns(lines)
    head = part.header or heads.head_row([cells for _, cells in columns], part)
    if not 0 < head <= len(columns):
        if not part.optional:
            yield submission.refusal(_no_heads(heads.wanted(part), sheet), part.table)
        return
    block = Block(sheet=sheet, left=1, heads=columns[head - 1][1], lines=columns[head:])
    table = raw_table(submission.file, name, block)
    rows = [row for row, _ in lines]
    turned_addresses = (f"{COLUMN}{rows[number(address) - 1]}" for address in table.addresses)
    yield replace(table, addresses=tuple(turned_addresses))


def _columns(lines: Sequence[Line]) -> list[Line]:
    """The columns with their numbers, from 1; short lines end in empty cells."""
    width = max((len(cells) for _, cells in lines), default=0)
    return [(at + 1, [cells[at] if at < len(cells) else None for _, cells in lines]) for at in range(width)]


def _no_heads(wanted: str, sheet: str) -> RefusedError:
    where = f' of sheet "{sheet}"' if sheet else ""
    return RefusedError(
        "missing-heads",
        f"No heads were found in the first {heads.SEARCHED} columns{where}, going down; looked for {wanted}.",
        remedy="Put the heads back, or add those in use to the aliases in the source's settings.",
        sheet=sheet,
    )
