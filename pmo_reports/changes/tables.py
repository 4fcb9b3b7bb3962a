"""What differs between two versions of a table, row by row and cell by cell, and how to apply it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from pmo_reports.changes.pairs import differs, nth, pairs
from pmo_reports.model.changes import ChangedColumn, TableDiff
from pmo_reports.model.tables import TABLES, Portfolio

NTH = "nth"
"""Which of the rows with one key a row is; it tells rows apart whose key is not unique."""


def difference(before: pd.DataFrame, after: pd.DataFrame, key: Sequence[str]) -> TableDiff:
    """The rows added and removed, and the cells changed, from `before` to `after`.

    Raises:
        ValueError: the two have different columns.
    """
    if list(before.columns) != list(after.columns):
        raise ValueError("the two tables have different columns")
    whole_key = (*key, NTH)
    found = pairs(before.assign(nth=nth(before, key)), after.assign(nth=nth(after, key)), whole_key)
    then, now = found.then, found.now
    return TableDiff(
        key=tuple(key),
        added=found.added.drop(columns=NTH),
        removed=found.removed,
        changed=dict(_changed(then, now, [name for name in before.columns if name not in key], whole_key)),
    )


def applied(table: pd.DataFrame, diff: TableDiff) -> pd.DataFrame:
    """`table` with the changes of `diff`, which were taken from it; new rows stand last."""
    whole_key = (*diff.key, NTH)
    rows = table.assign(nth=nth(table, diff.key)).reset_index(drop=True)
    cells = {name: _mended(rows, name, column, whole_key) for name, column in diff.changed.items()}
    stayed = np.delete(np.arange(len(rows)), pairs(rows, diff.removed, whole_key).first)
    kept = rows.assign(**cells).take(stayed).drop(columns=NTH)
    return (
        pd.concat([kept, diff.added], ignore_index=True) if len(diff.added) else kept.reset_index(drop=True)
    )


def differences(before: Portfolio, after: Portfolio) -> Mapping[str, TableDiff]:
    """The canonical tables that differ, provenance aside: where a value stands is not what it says."""
    found = {
        name: difference(before[name][list(table.fields)], after[name][list(table.fields)], table.whole_key)
        for name, table in TABLES.items()
    }
    return {name: diff for name, diff in found.items() if not diff.empty}


def _changed(
    then: pd.DataFrame, now: pd.DataFrame, columns: Sequence[str], key: Sequence[str]
) -> list[tuple[str, ChangedColumn]]:
    places = ((name, np.flatnonzero(differs(then[name], now[name]))) for name in columns)
    return [
        (
            name,
            ChangedColumn(
                keys=then[list(key)].take(at).reset_index(drop=True),
                before=then[name].take(at).reset_index(drop=True),
                after=now[name].take(at).reset_index(drop=True),
            ),
        )
        for name, at in places
        if len(at)
    ]


def _mended(rows: pd.DataFrame, name: str, column: ChangedColumn, key: Sequence[str]) -> pd.Series:
    at = pairs(rows, column.keys, key)
    cells = rows[name].array.copy()
    cells[at.first] = column.after.array[at.second]
    return pd.Series(cells, index=rows.index)
