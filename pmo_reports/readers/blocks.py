"""Where a part's rows stand in a workbook: in its Excel table, else on its sheets below the heads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from pmo_reports.config.period_words import PeriodWords
from pmo_reports.config.sources import Part
from pmo_reports.readers import heads, layout
from pmo_reports.readers.package import ListObject
from pmo_reports.readers.refusal import RefusedError
from pmo_reports.readers.tabulation import Block
from pmo_reports.readers.workbook import Grid, Workbook

_ANY = "*"


def blocks(book: Workbook, part: Part, words: PeriodWords | None = None) -> Iterator[Block | RefusedError]:
    """The part's Excel table, else a block of each matching sheet; a refusal for what is not there.

    `words` tell the sheets that are called after a period, where the part asks for those.
    """
    tables = listobjects(book, part)
    found = _with_tables(book, part, tables) if tables else _without_table(book, part, words)
    yield from (block for block in found if isinstance(block, Block) or not part.optional)


def listobjects(book: Workbook, part: Part) -> tuple[ListObject, ...]:
    """The Excel tables that the part names, in the workbook's order: one, unless there is a wildcard."""
    named = part.listobject.casefold()
    return tuple(table for name, table in book.package.tables.items() if fnmatchcase(name, named))


def _with_tables(
    book: Workbook, part: Part, tables: tuple[ListObject, ...]
) -> Iterator[Block | RefusedError]:
    """The tables; of several sheets that should have one, those that lost theirs are read below the heads."""
    yield from (layout.trimmed(of_table(book, table), part) for table in tables)
    if _ANY in part.listobject and part.sheet:
        bare = set(matching(book, part)) - {table.sheet for table in tables}
        yield from (_below_heads(book, sheet, part) for sheet in sorted(bare))


def matching(book: Workbook, part: Part) -> tuple[str, ...]:
    """The sheets that the first of the part's patterns matches, without regard to case.

    An empty pattern stands for the first visible sheet.
    """
    patterns = (part.sheet,) if isinstance(part.sheet, str) else part.sheet
    for pattern in filter(None, patterns):
        fits = [name for name in book.sheets if fnmatchcase(_plain(name), _plain(pattern))]
        if fits:
            return tuple(fits)
    return book.sheets[:1] if not patterns or "" in patterns else ()


def of_table(book: Workbook, table: ListObject) -> Block:
    """The rows of an Excel table without its totals."""
    grid = book.grid(table.sheet)
    columns = range(table.area.left, table.area.right + 1)
    last = min(table.area.bottom - table.totals, len(grid.rows))
    return Block(
        sheet=grid.sheet,
        left=table.area.left,
        row=table.area.top if table.heads else 0,
        heads=[grid.value(table.area.top, column) if table.heads else None for column in columns],
        lines=[
            (row, [grid.value(row, column) for column in columns])
            for row in range(table.area.top + table.heads, last + 1)
        ],
    )


def no_sheet(book: Workbook, part: Part) -> RefusedError:
    """The refusal where none of the part's sheets is there."""
    looked = part.sheet if isinstance(part.sheet, str) else " or ".join(part.sheet)
    return RefusedError(
        "missing-sheet",
        f'The workbook has no sheet "{looked or "*"}"; it has: {_listed(book.sheets)}.',
        remedy="Rename the sheet, or name the one that is meant in the source's settings.",
    )


def of_periods(book: Workbook, part: Part, words: PeriodWords) -> tuple[str, ...]:
    """The sheets of the part that are called after a period; without a pattern of names all that are."""
    sheets = matching(book, part) if part.sheet else book.sheets
    return tuple(name for name in sheets if words.named(name))


def _without_table(book: Workbook, part: Part, words: PeriodWords | None) -> Iterator[Block | RefusedError]:
    if part.listobject and not part.sheet:
        yield _no_table(book, part)
        return
    split = words is not None and part.period is not None and part.period.sheet
    sheets = of_periods(book, part, words) if split and words else matching(book, part)
    yield from (_below_heads(book, sheet, part) for sheet in sheets)
    if not sheets:
        yield no_sheet(book, part)


def _below_heads(book: Workbook, sheet: str, part: Part) -> Block | RefusedError:
    grid = book.grid(sheet)
    merged = book.merged(sheet) if part.header_rows > 1 else ()
    try:
        block = layout.laid_out(sheet, list(enumerate(grid.rows, 1)), part, merged)
    except RefusedError as refused:
        refused.sheet = sheet
        return refused
    return block or _no_heads(grid, part)


def _no_table(book: Workbook, part: Part) -> RefusedError:
    return RefusedError(
        "missing-table",
        f'The workbook has no Excel table "{part.listobject}"; it has: '
        f"{_listed(table.name for table in book.package.tables.values())}.",
        remedy="Give the table this name (Table Design, Table Name), or start from a fresh form.",
    )


def _no_heads(grid: Grid, part: Part) -> RefusedError:
    where = f"row {part.header}" if part.header else f"the {heads.SEARCHED} rows {_from(part)}"
    return RefusedError(
        "missing-heads",
        f'No column heads were found in {where} of sheet "{grid.sheet}"; looked for {heads.wanted(part)}.',
        remedy="Put the heads back, or add those in use to the aliases in the source's settings.",
        sheet=grid.sheet,
    )


def _from(part: Part) -> str:
    return f'below "{part.below}"' if part.below else "at the top"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names) or "none"


def _plain(name: str) -> str:
    return name.strip().casefold()
