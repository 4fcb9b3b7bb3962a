"""Snapshots: a period's canonical tables under the hash of what they were made from.

`snapshots/<period>/<key>/` holds one Parquet file a table and a manifest; `periods/<period>.json`
points at the one that is in force, and lists those that were. Readers never see half of either.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

import pandas as pd
import pyarrow as pa

from pmo_reports import locks, storage
from pmo_reports.errors import InputError
from pmo_reports.history import frames, manifest, pointers, upgrades
from pmo_reports.history.manifest import MANIFEST, Manifest
from pmo_reports.history.pointers import DIGITS, Entry, Made, Occasion
from pmo_reports.history.upgrades import Stored
from pmo_reports.locks import Lock, Say
from pmo_reports.model.period import Period
from pmo_reports.model.tables import TABLES, Portfolio, empty
from pmo_reports.storage import Storage, Store

PATIENCE_TO_READ = 1800.0
"""Seconds that one waits for another who reads the same period: what it finds is used."""
PATIENCE_TO_POINT = 60.0
_EXTRAS = "extras-"
_OF_FILES = ("seal", "format", "files", "parts")
_FIRST = Occasion()


def remember(store: Store, portfolio: Portfolio, key: str, occasion: Occasion = _FIRST) -> None:
    """Keeps `portfolio` under `key` and makes it the one in force for its period.

    Raises:
        PublishError: if the store cannot be written; what it held before is untouched.
    """
    at = storage.of(store)
    folder = shelf(portfolio.period, key)
    if _files(at, folder, key) is None:
        at.remove(folder)
        files = _contents(portfolio)
        sealed = manifest.written(manifest.of(portfolio, key, files, occasion.made))
        at.appear(folder, {**files, MANIFEST: sealed})
    put_in_force(at, portfolio.period, key, occasion)


def put_in_force(store: Store, period: Period, key: str, occasion: Occasion = _FIRST) -> None:
    """Makes the snapshot under `key`, which is kept, the one in force; nothing is written if it is.

    Raises:
        PublishError: if the pointer cannot be written; it is as it was then.
    """
    at = storage.of(store)
    there = pointers.entries(at, period)
    if pointers.after(there, key, occasion) == there:
        return
    words = f"says what is in force for {period}"
    lock = Lock(storage=at, name=f"locks/{period.id}.lock", doing=words, patience=PATIENCE_TO_POINT)
    with locks.held(lock):
        there = pointers.entries(at, period)
        after = pointers.after(there, key, occasion)
        if after != there:
            pointers.write(at, period, after)


def recall(store: Store, period: Period, key: str) -> Portfolio | None:
    """The portfolio that was remembered under `key`, equal to the last bit; null if it is not there whole."""
    with frames.thrifty():
        whole = in_folder(storage.of(store), shelf(period, key), key)
    return replace(whole, period=period) if whole else None


def recalled(store: Store, period: Period, entry: Entry) -> Portfolio:
    """The portfolio of a snapshot that is, or was, in force.

    Raises:
        InputError: it is damaged, or was taken away.
    """
    found = recall(store, period, entry.key)
    if found is None:
        raise gone(storage.of(store), period, entry)
    return found


def whole(store: Store, period: Period, key: str) -> bool:
    """Whether a snapshot is there with every byte that it was written with."""
    return _files(storage.of(store), shelf(period, key), key) is not None


def differing(store: Store, portfolio: Portfolio, key: str) -> tuple[str, ...]:
    """The tables, and other parts, in which `portfolio` is not what is remembered under `key`.

    Raises:
        InputError: nothing whole is remembered under it.
    """
    at, period = storage.of(store), portfolio.period
    kept = recalled(store, period, _entry(key))
    there = json.loads(manifest.written(manifest_in(at, shelf(period, key))))
    now = json.loads(manifest.written(manifest.of(portfolio, key, {}, made(store, period, _entry(key)))))
    tables = [name for name in kept.tables if not kept.tables[name].equals(portfolio.tables[name])]
    names = sorted({*kept.extras, *portfolio.extras})
    tables += [name for name in names if not _equal(kept.extras.get(name), portfolio.extras.get(name))]
    parts = (part for part in now if part not in _OF_FILES)
    return (*tables, *(part.replace("_", " ") for part in parts if now[part] != there.get(part)))


def made(store: Store, period: Period, entry: Entry) -> Made:
    """What a snapshot that is, or was, in force is made of.

    Raises:
        InputError: it is damaged, or was taken away.
    """
    at = storage.of(store)
    try:
        return manifest_in(at, shelf(period, entry.key)).made
    except (OSError, ValueError) as error:
        raise gone(at, period, entry) from error


def history(store: Store, period: Period) -> tuple[Entry, ...]:
    """What is and was in force for `period`, oldest first."""
    return pointers.entries(storage.of(store), period)


def periods(store: Store) -> tuple[Period, ...]:
    """The periods that have a snapshot in force, oldest first."""
    return pointers.periods(storage.of(store))


@contextmanager
def reading(store: Store, period: Period, say: Say) -> Iterator[None]:
    """Nobody else reads `period` into the store meanwhile; who comes second waits.

    Raises:
        PublishError: another does for very long, saying who.
    """
    lock = Lock(
        storage=storage.of(store),
        name=f"locks/{period.id}-reading.lock",
        doing=f"is reading {period}",
        patience=PATIENCE_TO_READ,
    )
    with locks.held(lock, say):
        yield


def shelf(period: Period, key: str) -> str:
    """The folder of a snapshot in its store."""
    return f"snapshots/{period.id}/{key[:DIGITS]}"


def _entry(key: str) -> Entry:
    return Entry(snapshot=key[:DIGITS], key=key)


def _equal(one: pd.DataFrame | None, other: pd.DataFrame | None) -> bool:
    return one is not None and other is not None and one.equals(other)


def _contents(portfolio: Portfolio) -> dict[str, bytes]:
    tables = {f"{name}.parquet": frames.parquet(frame) for name, frame in portfolio.tables.items()}
    extras = {f"{_EXTRAS}{name}.parquet": frames.parquet(frame) for name, frame in portfolio.extras.items()}
    return tables | extras


def _files(at: Storage, folder: str, key: str) -> tuple[dict[str, object], Mapping[str, bytes]] | None:
    """What the manifest tells and the files of a snapshot, null unless every byte is as it was written."""
    try:
        values = manifest.opened(at.read(f"{folder}/{MANIFEST}"))
        hashes: Mapping[str, str] = values["files"]
        found = at.read_all([f"{folder}/{name}" for name in hashes])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    files = {name: found[f"{folder}/{name}"] for name in hashes}
    whole = {name: manifest.sha256(content) for name, content in files.items()} == dict(hashes)
    return (values, files) if whole and values.get("key") == key else None


def manifest_in(at: Storage, folder: str) -> Manifest:
    """The manifest of the snapshot in `folder`.

    Raises:
        OSError, ValueError: there is none that can be read.
        InputError: a newer version of this program wrote it.
    """
    values = manifest.opened(at.read(f"{folder}/{MANIFEST}"))
    return manifest.told(upgrades.upgraded(Stored(values, {}), manifest.FORMAT).told)


def in_folder(at: Storage, folder: str, key: str) -> Portfolio | None:
    """The portfolio of the snapshot in `folder`; null unless it is there whole."""
    found = _files(at, folder, key)
    try:
        return _portfolio(*found) if found else None
    except (pa.ArrowException, ValueError, TypeError, LookupError):
        return None


def _portfolio(values: Mapping[str, object], files: Mapping[str, bytes]) -> Portfolio:
    """The portfolio in `files`; what an older format told is told anew."""
    if values["format"] != manifest.FORMAT:
        tables = {name: frames.unmapped(content) for name, content in files.items()}
        stored = upgrades.upgraded(Stored(values, tables), manifest.FORMAT)
        values = stored.told
        files = {name: frames.parquet(frame) for name, frame in stored.tables.items()}
    return manifest.told(values).portfolio(
        {name: _table(name, files.get(f"{name}.parquet")) for name in TABLES},
        {
            name.removeprefix(_EXTRAS).removesuffix(".parquet"): frames.unmapped(content)
            for name, content in files.items()
            if name.startswith(_EXTRAS)
        },
    )


def _table(name: str, content: bytes | None) -> pd.DataFrame:
    """A canonical table; without rows where the snapshot is older than it."""
    return empty(TABLES[name]) if content is None else frames.canonical(name, content)


def gone(at: Storage, period: Period, entry: Entry) -> InputError:
    """What is said where a snapshot that is, or was, in force cannot be read."""
    return InputError(
        f"snapshot {entry} of {period} is damaged, or was taken away",
        place=at.place(shelf(period, entry.key)),
        remedy="bring it back from a backup, or put the inputs of the period back: they are read anew",
    )
