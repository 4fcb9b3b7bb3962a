"""A part's table on a sheet that may hold more: its heads, its columns and its last row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from pmo_reports.config.sources import Part
from pmo_reports.model.heads import column_name, fits, plain
from pmo_reports.readers import heads
from pmo_reports.readers.cells import Area, number
from pmo_reports.readers.refusal import RefusedError
from pmo_reports.readers.tabulation import Block, Line, blank, blank_line, cell


def laid_out(sheet: str, lines: Sequence[Line], part: Part, merged: Sequence[Area] = ()) -> Block | None:
    """The block of a part among all lines of a sheet; null where its heads are not to be found.

    Raises:
        RefusedError: the title that the table should stand below is not there.
    """
    head = _head(lines, part)
    if head is None:
        return None
    row, cells = lines[head]
    columns = _columns(part, len(cells))
    groups = _groups(lines[head - 1], merged) if part.header_rows > 1 and head else ()
    below = lines[head + 1 :]
    block = Block(
        sheet=sheet,
        left=columns[0] if columns else 1,
        row=row,
        columns=columns,
        heads=_taken(cells, columns),
        groups=_taken(groups, columns) if groups else (),
        lines=[(line, _taken(each, columns)) for line, each in below] if columns else below,
        passed=[] if part.header or part.below else _passed(lines[:head], cells),
    )
    return trimmed(block, part)


def trimmed(block: Block, part: Part) -> Block:
    """The block up to its last row, without the rows that its settings call totals."""
    if not part.until and not part.skip_rows:
        return block
    lines = list(takewhile(lambda line: not _ends(line[1], part.until), block.lines))
    skipped = [line for line in lines if _is_skipped(line[1], block, part)]
    rows = {row for row, _ in skipped}
    return replace(block, lines=[line for line in lines if line[0] not in rows], skipped=skipped)


def _passed(above: Sequence[Line], cells: Sequence[object]) -> list[Line]:
    """The filled lines below an earlier row with the same heads."""
    wanted = _heads(cells)
    first = next((at for at, (_, each) in enumerate(above) if _heads(each) == wanted), len(above))
    return [line for line in above[first + 1 :] if not blank_line(line[1])]


def _heads(cells: Sequence[object]) -> list[tuple[int, str]]:
    return [(at, plain(each)) for at, each in enumerate(cells) if not blank(each)]


def _head(lines: Sequence[Line], part: Part) -> int | None:
    """The position of the line with the heads; `header` counts rows, or lines as an editor shows them."""
    if part.header:
        return next((at for at, (line, _) in enumerate(lines) if line == part.header), None)
    start = _below(lines, part) if part.below else 0
    window = lines[start : start + heads.SEARCHED + heads.LOOKED_BELOW]
    row = heads.head_row([_spanned(cells, part) for _, cells in window], part)
    return start + row - 1 if row else None


def _below(lines: Sequence[Line], part: Part) -> int:
    """The position right below the title."""
    titled = (at for at, (_, cells) in enumerate(lines, 1) if any(fits(each, [part.below]) for each in cells))
    found = next(titled, None)
    if found is None:
        raise RefusedError(
            "missing-title",
            f'The title "{part.below}", below which the table should stand, is not there.',
            remedy="Put the title back, or change `below` in the source's settings.",
        )
    return found


def _columns(part: Part, width: int) -> tuple[int, ...]:
    """The columns (from 1) that the part spans, in order; none where it spans them all."""
    if not part.span:
        return ()
    ends = (span.partition(":") for span in part.span)
    ranges = (range(number(first), number(last or first) + 1) for first, _, last in ends)
    return tuple(at for each in ranges for at in each if at <= width) or (1,)


def _spanned(cells: Sequence[object], part: Part) -> Sequence[object]:
    return _taken(cells, _columns(part, len(cells))) if part.span else cells


def _taken(cells: Sequence[object], columns: Sequence[int]) -> Sequence[object]:
    return [cell(cells, at - 1) for at in columns] if columns else cells


def _groups(line: Line, merged: Sequence[Area]) -> list[object]:
    """Each group over the columns of its merged cell; on rows without any, up to the next group."""
    row, cells = line
    right = {area.left: area.right for area in merged if area.top <= row <= area.bottom}
    return list(_spread(cells, right))


def _spread(cells: Sequence[object], right: dict[int, int]) -> Iterator[object]:
    group: object = None
    last = 0
    for column, each in enumerate(cells, 1):
        if not blank(each):
            group = each
            last = right.get(column, column) if right else len(cells)
        yield group if column <= last else None


def _ends(cells: Sequence[object], until: Sequence[str]) -> bool:
    if not until:
        return False
    texts = [each for each in cells if not blank(each)]
    return any(fits(each, filter(None, until)) for each in texts) if texts else "" in until


def _is_skipped(cells: Sequence[object], block: Block, part: Part) -> bool:
    return any(
        fits(cell(cells, at), texts)
        for name, texts in part.skip_rows.items()
        for at in _named(block, name)
        if not blank(cell(cells, at))
    )


def _named(block: Block, name: str) -> Iterator[int]:
    """The columns that are called `name`."""
    wanted = plain(name)
    called = (plain(column_name(head, block.address(at))) for at, head in enumerate(block.heads))
    return (at for at, each in enumerate(called) if each == wanted)
