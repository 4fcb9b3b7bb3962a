"""Snapshots: a period's canonical tables under the hash of what they were made from.

`snapshots/<period>/<key>/` holds one Parquet file a table and a manifest; `periods/<period>.json`
points at the one that is in force. Readers never see half of either.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from pmo_reports import atomic
from pmo_reports.errors import UsageError
from pmo_reports.history import frames, manifest
from pmo_reports.history.manifest import Manifest
from pmo_reports.model.period import Period
from pmo_reports.model.tables import TABLES, Portfolio

DIGITS = 16
MANIFEST = "manifest.json"
_EXTRAS = "extras-"


def remember(store: Path, portfolio: Portfolio, key: str) -> None:
    """Keeps `portfolio` under `key` and makes it the one in force for its period.

    Raises:
        PublishError: if the store cannot be written; what it held before is untouched.
    """
    folder = _folder(store, portfolio.period, key)
    if _files(folder, key) is None:
        if folder.exists():
            atomic.remove(folder)
        files = _contents(portfolio)
        sealed = manifest.written(manifest.of(portfolio, key, files))
        atomic.appear(folder, {**files, MANIFEST: sealed})
    pointer = json.dumps({"period": portfolio.period.id, "snapshot": folder.name, "key": key}, indent=1)
    atomic.replace(store / "periods" / f"{portfolio.period.id}.json", pointer.encode() + b"\n")


def recall(store: Path, period: Period, key: str) -> Portfolio | None:
    """The portfolio that was remembered under `key`, equal to the last bit; null if it is not there whole."""
    with frames.thrifty():
        whole = _recalled(_folder(store, period, key), key)
    return replace(whole, period=period) if whole else None


def periods(store: Path) -> tuple[Period, ...]:
    """The periods that have a snapshot in force, oldest first."""
    found = []
    for pointer in (store / "periods").glob("*.json"):
        try:
            found.append(Period.parse(pointer.stem))
        except UsageError:
            continue
    return tuple(sorted(found))


def _folder(store: Path, period: Period, key: str) -> Path:
    return store / "snapshots" / period.id / key[:DIGITS]


def _contents(portfolio: Portfolio) -> dict[str, bytes]:
    tables = {f"{name}.parquet": frames.parquet(frame) for name, frame in portfolio.tables.items()}
    extras = {f"{_EXTRAS}{name}.parquet": frames.parquet(frame) for name, frame in portfolio.extras.items()}
    return tables | extras


def _files(folder: Path, key: str) -> tuple[Manifest, Mapping[str, bytes]] | None:
    """Manifest and files of a snapshot, null unless every byte is as it was written."""
    try:
        found = manifest.read((folder / MANIFEST).read_bytes())
        files = {name: (folder / name).read_bytes() for name in found.files}
    except (OSError, ValueError):
        return None
    hashes = {name: manifest.sha256(content) for name, content in files.items()}
    whole = hashes == dict(found.files) and found.key == key
    return (found, files) if whole else None


def _recalled(folder: Path, key: str) -> Portfolio | None:
    found = _files(folder, key)
    return _portfolio(*found) if found else None


def _portfolio(found: Manifest, files: Mapping[str, bytes]) -> Portfolio | None:
    """The portfolio in `files`, null if it was written for other tables than ours."""
    if not {f"{name}.parquet" for name in TABLES} <= files.keys():
        return None
    try:
        return found.portfolio(
            {name: frames.canonical(name, files[f"{name}.parquet"]) for name in TABLES},
            {
                name.removeprefix(_EXTRAS).removesuffix(".parquet"): frames.unmapped(content)
                for name, content in files.items()
                if name.startswith(_EXTRAS)
            },
        )
    except (pa.ArrowException, ValueError, TypeError):
        return None
