"""Finding the row of column heads, by the aliases that a part's columns have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmo_reports.config.sources import Column, Part
from pmo_reports.model.heads import plain

SEARCHED = 30
_REQUIRED = 3
_SHOWN = 8


def aliases(name: str, column: Column) -> tuple[str, ...]:
    """What a field may be called, best first; its own name last."""
    return (*column.aliases, name)


def sought(part: Part) -> Mapping[str, Column]:
    """The fields that need a head: neither constant nor built from others nor in the file's name."""
    return {
        name: column
        for name, column in part.columns.items()
        if column.aliases or (column.constant is None and not column.template and not column.filename)
    }


def head_row(rows: Sequence[Sequence[object]], part: Part) -> int:
    """The row (from 1) that matches most fields, required ones weighing more; 0 if none matches any."""
    weights = _weights(part)
    scores = [_score(row, weights) for row in rows[:SEARCHED]]
    best = max(scores, default=0)
    return scores.index(best) + 1 if best else 0


def wanted(part: Part) -> str:
    """The heads that were looked for, in words: required ones first."""
    columns = sorted(sought(part).items(), key=lambda item: not item[1].required)
    names = [aliases(name, column)[0] for name, column in columns]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(f'"{name}"' for name in names[:_SHOWN]) + more


def _weights(part: Part) -> dict[str, tuple[str, int]]:
    """Plain alias -> its field and what finding it is worth."""
    return {
        plain(alias): (name, _REQUIRED if column.required else 1)
        for name, column in sought(part).items()
        for alias in aliases(name, column)
    }


def _score(row: Sequence[object], weights: Mapping[str, tuple[str, int]]) -> int:
    matched = {weights[plain(cell)] for cell in row if isinstance(cell, str) and plain(cell) in weights}
    return sum(weight for _, weight in matched)
