"""Rows that stand twice: the same again is counted and left out, a contradiction is quarantined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from pmo_reports.model.finding import Severity
from pmo_reports.model.table import Kind
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.notes import MOST
from pmo_reports.normalise.recency import current
from pmo_reports.normalise.rows import DEDUPLICATED, Rows
from pmo_reports.normalise.values import text


def unique(rows: Rows, *, by_source: bool = False) -> Rows:
    """The rows with the first of each key accepted.

    A row that repeats an earlier one in every field is deduplicated; one with the same key and other
    values is quarantined. So the count of each does not depend on the order of the rows.
    `by_source` looks among the rows of each source only: what several say of one thing is for
    `precedence` to settle.
    """
    rows = current(rows)
    live = rows.frame[rows.alive]
    key, source = list(rows.table.whole_key), rows.sources[live.index] if by_source else ""
    again = _compared(rows, live).assign(source=source).duplicated(subset=[*rows.table.fields, "source"])
    apart = live.assign(source=source)
    other = apart.duplicated(subset=[*key, "source"]) & ~again
    first = _first(apart[[*key, "source"]]) if again.any() or other.any() else {}
    place = rows.table.key[-1]
    told = _everywhere(again & ~_expected(rows, live.index), rows)
    rows = _repeats(rows, told, first)
    rows = rows.faulted(_everywhere(other, rows), place, lambda row: _contradicted(rows, first[row]))
    return rows.fated(list(live.index[again]), DEDUPLICATED)


def _repeats(rows: Rows, told: pd.Series[bool], first: Mapping[int, int]) -> Rows:
    """The rows with a finding on those that are `told`; of a file that repeats many, on the first few.

    The others of that file share one: a ledger that was sent twice is one thing to look at.
    """
    found = [int(row) for row in np.flatnonzero((told & rows.alive).to_numpy(bool))]
    place = rows.table.key[-1]
    for several in _by_file(rows, found):
        few = several if len(several) <= MOST + 1 else several[:MOST]
        rows = rows.remarked([(row, place, _repeated(rows, first[row])) for row in few])
        if few != several:
            rows = rows.aside(several[MOST], place, _repeated_too(rows, several[MOST:], first))
    return rows


def _by_file(rows: Rows, found: Sequence[int]) -> list[list[int]]:
    files: dict[str, list[int]] = {}
    for row in found:
        files.setdefault(rows.origin(row).raw.file.path, []).append(row)
    return list(files.values())


def _expected(rows: Rows, index: pd.Index[int]) -> pd.Series[bool]:
    """Whether repeats are no news: parts that take a thing from each line that mentions it."""
    distinct = rows.by_origin([each.part.distinct for each in rows.origins])
    return pd.Series(distinct, index=rows.frame.index, dtype=bool).reindex(index)


def _compared(rows: Rows, live: pd.DataFrame) -> pd.DataFrame:
    """The rows as they are compared: where repeats are expected, "DOH" after "DoH" says nothing new."""
    expected = _expected(rows, live.index)
    if not expected.any():
        return live
    texts = [name for name, kind in rows.table.fields.items() if kind is Kind.TEXT]
    return live.assign(**{name: live[name].mask(expected, live[name].str.casefold()) for name in texts})


def _everywhere(hit: pd.Series[bool], rows: Rows) -> pd.Series[bool]:
    return hit.reindex(rows.frame.index, fill_value=False)


def _first(keys: pd.DataFrame) -> dict[int, int]:
    """Row number -> number of the first row with the same key."""
    first: dict[tuple[object, ...], int] = {}
    named = zip(keys.index, keys.itertuples(index=False, name=None), strict=True)
    return {int(row): first.setdefault(key, int(row)) for row, key in named}


def _repeated(rows: Rows, first: int) -> Fault:
    return Fault(
        rule="duplicate-row",
        severity=Severity.WARNING,
        problem=f"the row repeats {rows.place(first, rows.table.key[-1])} and is counted once",
        remedy="delete one of the two",
    )


def _repeated_too(rows: Rows, several: Sequence[int], first: Mapping[int, int]) -> Fault:
    place = rows.table.key[-1]
    there = rows.place(first[several[0]], place)
    return Fault(
        rule="duplicate-row",
        severity=Severity.WARNING,
        problem=(
            f"+{len(several)} more rows of this file, down to {rows.place(several[-1], place)}, repeat "
            f"others such as {there}, and are counted once"
        ),
        remedy="see whether the same was handed in twice, and take one of the two away",
    )


def _contradicted(rows: Rows, first: int) -> Fault:
    key = (text(rows.frame[name].loc[first]) for name in rows.table.key)
    return Fault(
        rule="duplicate-id",
        severity=Severity.ERROR,
        problem=(
            f"{', '.join(key)} stands at {rows.place(first, rows.table.key[-1])} already, "
            "with other values; this row is left out"
        ),
        remedy="give one of the two its own id, or delete the wrong one",
    )
