"""Leaves of records into a raw table: a column for each head and address, in order of appearance."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_reports.config.sources import Part
from pmo_reports.model.raw import RawTable
from pmo_reports.readers.flattening import Flattener, flattener
from pmo_reports.readers.paging import Page, page
from pmo_reports.readers.refusal import RefusedError, hostile
from pmo_reports.readers.submission import Submission
from pmo_reports.readers.tabulation import frame
from pmo_reports.readers.tree import Batch, Node, Syntax, batches

MOST_COLUMNS = 8_000
MOST_CELLS = 20_000_000
Key = tuple[str, str]


def tables(submission: Submission, name: str, document: Node, syntax: Syntax) -> Iterator[RawTable | Page]:
    """The tables of a part, one for each list of records at the end of its way, and the page that each is.

    Raises:
        RefusedError: the way leads nowhere, or there is more than memory holds.
    """
    part = submission.source.parts[name]
    found = list(batches(document, [step for step in part.rows.split(syntax.between) if step], syntax))
    if not found and not part.optional:
        raise _nowhere(part, document)
    flat = flattener(part, document, syntax)
    for batch in found:
        if part.optional and not batch.records:
            continue  # a list without records has no heads that could be missing
        yield _table(submission, name, batch, flat)
        yield page(submission, batch)


def _table(submission: Submission, name: str, batch: Batch, flat: Flattener) -> RawTable:
    records, columns = _columns(batch, flat)
    width, first = len(columns), flat.syntax.first
    return RawTable(
        file=submission.file,
        part=name,
        sheet="",
        header=tuple(head for head, _ in columns),
        addresses=tuple(address for _, address in columns),
        frame=frame([row + [None] * (width - len(row)) for row in records], width),
        rows=tuple(range(first, first + len(records))),
        slice=batch.place if len(batch.enclosing) > 1 and "[" in batch.place else "",
    )


def _columns(batch: Batch, flat: Flattener) -> tuple[list[list[object]], dict[Key, int]]:
    """Each record's values by number of column, and the number of each column."""
    columns: dict[Key, int] = {}
    records: list[list[object]] = []
    for record in batch.records:
        row: list[object] = [None] * len(columns)
        for leaf in flat.leaves(record, batch):
            at = columns.setdefault((leaf.head, leaf.address), len(columns))
            row += [None] * (at + 1 - len(row))
            row[at] = leaf.value
        records.append(row)
        if len(columns) > MOST_COLUMNS or len(columns) * len(records) > MOST_CELLS:
            raise hostile(f"its records have more than {MOST_COLUMNS} fields, or {MOST_CELLS} values in all")
    return records, columns


def _nowhere(part: Part, document: Node) -> RefusedError:
    held = ", ".join(f'"{key}"' for key in list(document)[:12]) if isinstance(document, dict) else ""
    return RefusedError(
        "missing-records",
        f'The file has no records at "{part.rows}"; at its top it has: {held or "no named values"}.',
        remedy="See whether this is the export that was meant, or correct `rows` in the source's settings.",
    )
