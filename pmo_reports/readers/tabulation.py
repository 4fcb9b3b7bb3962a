"""Rows of cells into a raw table: which are records, which columns are there, where each came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pandas as pd

from pmo_reports.model.raw import InputFile, RawTable
from pmo_reports.readers.cells import letters

Line = tuple[int, Sequence[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The heads and the lines below them.

    Attributes:
        left: the column (from 1) that the first head stands in.
        lines: row or line number (from 1), and the cells below the heads.
        row: the row (from 1) of the heads; 0 where there are none.
        columns: the column (from 1) of each head, where they do not follow one another from `left` on.
        groups: what stands above each head, where there are two rows of heads.
        skipped: lines that the settings call totals or captions.
        passed: lines between an earlier row of the same heads and these.
    """

    sheet: str
    left: int
    heads: Sequence[object]
    lines: Sequence[Line]
    row: int = 0
    columns: Sequence[int] = ()
    groups: Sequence[object] = ()
    skipped: Sequence[Line] = ()
    passed: Sequence[Line] = ()

    def address(self, at: int) -> str:
        """The letters of the column of a head."""
        return letters(self.columns[at] if self.columns else self.left + at)


def raw_table(file: InputFile, part: str, block: Block) -> RawTable:
    """The records of a block, without its blank lines and its columns that have neither head nor cells.

    Lines that repeat the heads are no records: some tools write the heads anew above each group.
    """
    named = [at for at, head in enumerate(block.heads) if not blank(head)]
    lines = filled(block.lines)
    records = [(row, cells) for row, cells in lines if not _repeated(block.heads, named, cells)]
    kept = [at for at in range(len(block.heads)) if not _void(at, block.heads, records)]
    return RawTable(
        file=file,
        part=part,
        sheet=block.sheet,
        header=tuple(head_text(block.heads[at]) for at in kept),
        addresses=tuple(map(block.address, kept)),
        frame=frame(list(_picked(records, kept, len(block.heads))), len(kept)),
        rows=tuple(row for row, _ in records),
        groups=tuple(head_text(block.groups[at]) for at in kept) if block.groups else (),
    )


def filled(lines: Sequence[Line]) -> list[Line]:
    """The lines that have anything in them."""
    return [(row, cells) for row, cells in lines if not blank_line(cells)]


def frame(records: Sequence[Sequence[object]], width: int) -> pd.DataFrame:
    """`records` as object columns 0..`width`-1, every value as it was read.

    Raises:
        ValueError: a record is shorter or longer.
    """
    if not {width}.issuperset(map(len, records)):
        raise ValueError("records differ in width")
    array = np.fromiter(chain.from_iterable(records), dtype=object, count=len(records) * width)
    array = array.reshape(len(records), width)
    return pd.DataFrame(array, columns=range(width), dtype=object, copy=False)


def blank_line(cells: Sequence[object]) -> bool:
    """Whether a line holds nothing but blanks."""
    return not cells or (blank(cells[0]) and all(map(blank, cells)))  # most lines start with a filled cell


def blank(value: object) -> bool:
    """Whether a cell holds nothing but blanks."""
    return value is None or (isinstance(value, str) and not value.strip())


def head_text(head: object) -> str:
    """A head as written; a blank one is ""."""
    return "" if head is None else str(head)


def _repeated(heads: Sequence[object], named: Sequence[int], cells: Sequence[object]) -> bool:
    if len(named) <= 1 or cell(cells, named[0]) != heads[named[0]]:
        return False  # nearly every line, and told by its first cell
    return all(cell(cells, at) == heads[at] for at in named)


def _picked(records: Sequence[Line], kept: Sequence[int], width: int) -> Iterator[Sequence[object]]:
    """The cells of the columns that are kept; a short line is filled up."""
    whole = len(kept) == width
    for _, cells in records:
        yield cells if whole and len(cells) == width else [cell(cells, at) for at in kept]


def cell(cells: Sequence[object], at: int) -> object:
    """The cell at a position; a line may end before it."""
    return cells[at] if at < len(cells) else None


def _void(at: int, heads: Sequence[object], records: Sequence[Line]) -> bool:
    return blank(heads[at]) and all(blank(cell(cells, at)) for _, cells in records)
