"""A few columns of one table over many periods, without reading the rest of their snapshots.

What is read is known to be as it was written: the manifest by its seal, and under it either the file by its
hash or, of a large one, its footer and each column by theirs. Nothing damaged is ever given, and nothing is
said of columns that nobody asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa

from pmo_reports import storage
from pmo_reports.errors import UsageError
from pmo_reports.history import frames, manifest, parts, pointers, snapshots
from pmo_reports.history.columns import Bytes, alike, columns
from pmo_reports.history.manifest import MANIFEST
from pmo_reports.history.pointers import Entry
from pmo_reports.model.period import Period
from pmo_reports.model.table import Kind
from pmo_reports.model.tables import DTYPES, PROVENANCE, TABLES
from pmo_reports.storage import Storage, Store

PERIOD = "period"
"""The first column of a trend: the id of the period that a row is of."""


def trend(
    store: Store, periods: Sequence[Period], table: str, names: Sequence[str], known_on: date | None = None
) -> pd.DataFrame:
    """The rows of `table` in each of `periods`, one after the other: `period`, and the columns `names`.

    Of a period it is what is in force, or was on the day `known_on`; one of which nothing is remembered has
    no rows. Columns have the types of canonical tables; those that a snapshot does not know are null.

    Raises:
        UsageError: there is no such table or column.
        InputError: what is asked for is damaged, or was taken away.
    """
    kinds = _kinds(table, names)
    at, found = storage.of(store), [_none(kinds)]
    for period in periods:
        entry = pointers.on(pointers.entries(at, period), known_on)
        if entry is not None:
            found.append(_of_period(at, period, entry, (table, kinds)))
    some = [rows for rows in found if len(rows)]
    return pd.concat(some, ignore_index=True) if some else found[0]


def _kinds(table: str, names: Sequence[str]) -> Mapping[str, Kind]:
    """What is asked for, by name."""
    if table not in TABLES:
        raise UsageError(f"there is no table {table!r}", remedy=f"choose one of: {', '.join(TABLES)}")
    kinds = {**TABLES[table].fields, **PROVENANCE}
    if not names:
        raise UsageError("no column is asked for", remedy=f"name some of the table {table!r}")
    kinds.pop(PERIOD, None)  # of a status report: the snapshot knows it
    unknown = [name for name in names if name not in kinds]
    if unknown:
        raise UsageError(
            f"the table {table!r} has no column {', '.join(map(repr, unknown))}",
            remedy=f"choose among: {', '.join(kinds)}",
        )
    return {name: kinds[name] for name in names}


def _none(kinds: Mapping[str, Kind]) -> pd.DataFrame:
    typed = {PERIOD: Kind.TEXT, **kinds}
    return pd.DataFrame({name: pd.Series([], dtype=DTYPES[kind]) for name, kind in typed.items()})


def _of_period(
    at: Storage, period: Period, entry: Entry, wanted: tuple[str, Mapping[str, Kind]]
) -> pd.DataFrame:
    try:
        found = _rows(at, snapshots.shelf(period, entry.key), entry.key, wanted)
    except (OSError, ValueError, TypeError, LookupError, pa.ArrowException) as error:
        raise snapshots.gone(at, period, entry) from error
    size = len(next(iter(found.values()), ()))
    return pd.DataFrame({PERIOD: alike(period.id, size), **found}, copy=False)


def _rows(at: Storage, folder: str, key: str, wanted: tuple[str, Mapping[str, Kind]]) -> Mapping[str, Any]:
    """The columns of a table in a snapshot; none where the snapshot is older than the table."""
    table, kinds = wanted
    told = manifest.opened(at.read(f"{folder}/{MANIFEST}"))
    if told["key"] != key:
        raise ValueError("it is the snapshot of another key")
    if told["format"] != manifest.FORMAT:
        return _of_older(at, folder, key, wanted)
    name = f"{table}.parquet"
    if name not in told["files"]:
        return {}
    return columns(_content(at, folder, name, told, kinds), kinds)


def _content(
    at: Storage, folder: str, name: str, told: Mapping[str, Any], kinds: Mapping[str, Kind]
) -> Bytes:
    """A table's file as it was written; of a large one what the columns of `kinds` need."""
    if name in told.get("parts", {}):
        known = parts.opened({name: told["parts"][name]})[name]
        return parts.read(at, f"{folder}/{name}", known, kinds)
    content = at.read(f"{folder}/{name}")
    if manifest.sha256(content) != told["files"][name]:
        raise ValueError(f"{name} is damaged")
    return content


def _of_older(
    at: Storage, folder: str, key: str, wanted: tuple[str, Mapping[str, Kind]]
) -> Mapping[str, Any]:
    """The columns in a snapshot of an older format, which is told anew as a whole."""
    table, kinds = wanted
    with frames.thrifty():
        whole = snapshots.in_folder(at, folder, key)
    if whole is None:
        raise ValueError("it is damaged")
    return {name: whole[table][name].array for name in kinds}
