"""Finding the row of column heads, by the aliases that a part's columns have."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from pmo_reports.config.sources import Column, Part
from pmo_reports.model.heads import called, plain
from pmo_reports.readers.tabulation import blank_line

SEARCHED = 30
LOOKED_BELOW = 10
_REQUIRED = 3
_FEWEST = 2
_SHOWN = 8


def aliases(name: str, column: Column) -> tuple[str, ...]:
    """What a field may be called, best first; its own name last, if it counts."""
    return column.aliases if column.aliases_only else (*column.aliases, name)


def sought(part: Part) -> Mapping[str, Column]:
    """The fields that need a head: neither constant nor built from others nor in the file's name."""
    return {
        name: column
        for name, column in part.columns.items()
        if column.aliases or (column.constant is None and not column.template and not column.filename)
    }


def head_row(rows: Sequence[Sequence[object]], part: Part) -> int:
    """The row (from 1) among the first 30 that matches most fields, required ones weighing more; 0 if none.

    A single match among many fields is chance, and so is a match among numbers: neither is a row of heads.
    Of rows that match alike, the one with the most fitting cells below is taken: legends repeat heads. Where
    the part says that blocks do, it is the first.
    """
    names = {name: aliases(name, column) for name, column in _written(part).items()}
    if not sought(part):  # all that is read stands in the file's name or in the settings
        return next((at for at, row in enumerate(rows[:SEARCHED], 1) if not blank_line(row)), 0)
    matched = [_matched(row, names) for row in rows[:SEARCHED]]
    scores = [
        _score(fields, part) if _is_head(row, fields, part) else 0
        for row, fields in zip(rows, matched, strict=False)
    ]
    best = max(scores, default=0)
    tied = [at for at, score in enumerate(scores) if score == best and best]
    if len(tied) > 1 and not part.repeats:
        tied.sort(key=lambda at: -_below(rows, at, names, part))
    return tied[0] + 1 if tied else 0


def wanted(part: Part) -> str:
    """The heads that were looked for, in words: required ones first."""
    columns = sorted(sought(part).items(), key=lambda item: not item[1].required)
    names = [aliases(name, column)[0] for name, column in columns]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(f'"{name}"' for name in names[:_SHOWN]) + more


def _written(part: Part) -> Mapping[str, Column]:
    """The fields whose heads are written on the sheet; those that `unpivot` makes are not."""
    made = {plain(part.unpivot.name), plain(part.unpivot.value)} if part.unpivot else set()
    return {
        name: column
        for name, column in sought(part).items()
        if made.isdisjoint(map(plain, aliases(name, column)))
    }


def _matched(row: Sequence[object], names: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[int, ...]]:
    """Field -> the columns of a row whose text is one of its names."""
    texts = [(at, cell) for at, cell in enumerate(row) if isinstance(cell, str) and cell.strip()]
    exact = {plain(cell): cell for _, cell in texts}
    found = {}
    for field, wanted in names.items():
        hits = {exact[plain(name)] for name in wanted if plain(name) in exact}
        hits |= {cell for name in wanted if "*" in name for _, cell in texts if called(cell, name)}
        if hits:
            found[field] = tuple(at for at, cell in texts if cell in hits)
    return found


def _score(matched: Collection[str], part: Part) -> int:
    return sum(_REQUIRED if part.columns[name].required else 1 for name in matched)


def _is_head(row: Sequence[object], matched: Mapping[str, tuple[int, ...]], part: Part) -> bool:
    fields = _written(part)
    required = {name for name, column in fields.items() if column.required} or set(fields)
    cells = {at for columns in matched.values() for at in columns}
    if not required <= set(matched) and len(cells) < _FEWEST:
        return False
    filled = [cell for cell in row if cell is not None and cell != ""]
    texts = sum(isinstance(cell, str | date) for cell in filled)
    return texts * 2 > len(filled)


def _below(
    rows: Sequence[Sequence[object]], head: int, names: Mapping[str, Sequence[str]], part: Part
) -> int:
    """How many cells under the matched heads hold what their columns should hold."""
    columns = [(part.columns[field], each[0]) for field, each in _matched(rows[head], names).items()]
    cells = (
        (column, row[at])
        for row in rows[head + 1 : head + 1 + LOOKED_BELOW]
        for column, at in columns
        if at < len(row)
    )
    return sum(_fits(cell, column) for column, cell in cells)


def _fits(cell: object, column: Column) -> bool:
    """Whether a cell may be a value of its column: numbers and dates have digits."""
    if cell is None or cell == "":
        return False
    written = isinstance(cell, str) and column.type not in ("text", "choice", "flag")
    return any(map(str.isdigit, str(cell))) if written else True
