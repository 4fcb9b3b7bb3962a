"""Tables whose heads are values (a column for each month), cut into one raw table for each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pmo_reports.config.layout import Unpivot
from pmo_reports.config.sources import Part
from pmo_reports.model.heads import called, fits
from pmo_reports.model.raw import InputFile, RawTable
from pmo_reports.readers.heads import aliases
from pmo_reports.readers.refusal import RefusedError
from pmo_reports.readers.tabulation import Block, Line, blank, cell, filled, frame, head_text, raw_table

Key = tuple[int, object]
"""The column that a month or text stands in as a head, and what it means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """One slice: the block, the columns that all slices share, its own, and what these stand for."""

    block: Block
    shared: Sequence[int]
    own: Sequence[int]
    key: Key
    falling: Sequence[int] = ()


def raw_tables(file: InputFile, name: str, block: Block, part: Part) -> Iterator[RawTable]:
    """The records of a block: one raw table, or one for each head that `unpivot` turns.

    Raises:
        RefusedError: `unpivot` finds no head to turn.
    """
    if not part.unpivot:
        return iter([raw_table(file, name, block)])
    return slices(file, name, block, part.unpivot, tuple(_falling(block, part)))


def slices(
    file: InputFile, part: str, block: Block, unpivot: Unpivot, falling: Sequence[int] = ()
) -> Iterator[RawTable]:
    """A raw table for each month or text among the heads, of the rows that have anything in it.

    The month stands in a column of its own, whose address is that of the head. Cells of `falling` columns
    count for the blank ones below them, even where their own row has nothing in a slice.

    Raises:
        RefusedError: none of the heads reads as one.
    """
    row = block.groups if unpivot.across == "groups" else block.heads
    keys = _keys(row, unpivot)
    if not keys:
        raise _no_keys(block, unpivot, row)
    shared = [at for at in range(len(block.heads)) if at not in keys and not blank(_head(block, at))]
    for key in dict.fromkeys(keys.values()):
        own = [at for at, each in keys.items() if each == key]
        cut = _Cut(block=block, shared=shared, own=own, key=key, falling=falling)
        records = _records(cut)
        if records:
            yield _table(file, part, cut, unpivot, records)


def _table(file: InputFile, part: str, cut: _Cut, unpivot: Unpivot, records: Sequence[Line]) -> RawTable:
    block, columns = cut.block, (*cut.shared, *cut.own)
    at, meant = cut.key
    across = unpivot.across == "groups"
    own = [head_text(block.heads[each]) if across else unpivot.value for each in cut.own]
    cells = [[*(cell(line, each) for each in columns), meant] for _, line in records]
    return RawTable(
        file=file,
        part=part,
        sheet=block.sheet,
        header=(*(head_text(block.heads[each]) for each in cut.shared), *own, unpivot.name),
        addresses=(*map(block.address, columns), f"{block.address(at)}{_row(block, across=across)}"),
        frame=frame(cells, len(columns) + 1),
        rows=tuple(row for row, _ in records),
        slice=block.address(at),
    )


def _records(cut: _Cut) -> list[Line]:
    """The lines that have anything in the slice, with what lines without it say for those below them."""
    found: list[Line] = []
    owed: dict[int, object] = {}  # what stands in lines that are left out, and counts for those below
    for row, cells in filled(cut.block.lines):
        kept = not all(blank(cell(cells, at)) for at in cut.own)
        own = {at: cell(cells, at) for at in cut.falling if not blank(cell(cells, at))}
        owed = {at: said for at, said in owed.items() if at not in own}
        if kept:
            found.append((row, _with(cells, owed)))
            owed = {}
        else:
            owed |= own
    return found


def _with(cells: Sequence[object], owed: Mapping[int, object]) -> Sequence[object]:
    if not owed:
        return cells
    wide = [*cells, *[None] * (max(owed) + 1 - len(cells))]
    return [owed.get(at, each) for at, each in enumerate(wide)]


def _falling(block: Block, part: Part) -> Iterator[int]:
    """The columns whose blank cells mean the one above."""
    names = [
        name for field, column in part.columns.items() if column.fill_down for name in aliases(field, column)
    ]
    for at, head in enumerate(block.heads):
        if isinstance(head, str) and any(called(head, name) for name in names):
            yield at


def _row(block: Block, *, across: bool) -> int:
    """The row of the heads, or of the groups above them."""
    return block.row - 1 if across else block.row


def _head(block: Block, at: int) -> object:
    """A head, or what stands for it: a column without one counts where it has cells."""
    if not blank(block.heads[at]):
        return block.heads[at]
    return next((cell(line, at) for _, line in block.lines if not blank(cell(line, at))), None)


def _keys(row: Sequence[object], unpivot: Unpivot) -> Mapping[int, Key]:
    """Column -> the first column of the same head, and what that head means."""
    found: dict[int, Key] = {}
    firsts: dict[object, int] = {}
    previous: date | None = None
    for at, head in enumerate(row):
        meant = _meant(head, unpivot, previous)
        if meant is None:
            continue
        previous = meant if isinstance(meant, date) else previous
        found[at] = (firsts.setdefault(meant, at) if unpivot.across == "groups" else at, meant)
    return found


def _meant(head: object, unpivot: Unpivot, previous: date | None) -> object:
    if blank(head):
        return None
    if unpivot.texts:
        return head_text(head) if fits(head, unpivot.texts) else None
    found = month(head, unpivot)
    if found is None or previous is None or not unpivot.year or found.year != unpivot.year:
        return found
    onward = found.replace(year=previous.year)
    return onward if onward >= previous else onward.replace(year=previous.year + 1)


def month(head: object, unpivot: Unpivot) -> date | None:
    """The first day of the month that a head names, or null if it names none."""
    if isinstance(head, date):
        return date(head.year, head.month, 1)
    if not isinstance(head, str):
        return None
    text = " ".join(head.split())
    formats = ("%Y-%m", "%Y-%m-%d", *unpivot.months)
    return next(filter(None, (_attempt(text, form, unpivot.year) for form in formats)), None)


def _attempt(text: str, form: str, year: int) -> date | None:
    if "%y" not in form.casefold():
        if not year:
            return None
        text, form = f"{text} {year}", f"{form} %Y"
    try:
        return datetime.strptime(text, form).date().replace(day=1)  # noqa: DTZ007 - a month has no zone
    except ValueError:
        return None


def _no_keys(block: Block, unpivot: Unpivot, row: Sequence[object]) -> RefusedError:
    seen = ", ".join(f'"{head_text(head)}"' for head in row if not blank(head)) or "none"
    wanted = f"is one of {', '.join(unpivot.texts)}" if unpivot.texts else "reads as a month"
    return RefusedError(
        "missing-months",
        f"None of the heads {wanted}; heads found: {seen}.",
        remedy="Correct the heads, or `months`, `year` or `texts` under `unpivot` in the source's settings.",
        sheet=block.sheet,
    )
