"""What was published: the versions of every pack below a folder, and what their manifests say of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pmo_reports.errors import InputError
from pmo_reports.publish.folder import VERSION
from pmo_reports.publish.manifest import NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A published version: its place, and what it was made of."""

    period: str
    pack: str
    version: int
    run: str
    folder: Path
    made_of: Mapping[str, object] = field(default_factory=dict)
    kept: Mapping[str, object] = field(default_factory=dict)


def periods(out: Path) -> frozenset[str]:
    """The periods of which there is a version below `out`."""
    return frozenset(folder.parent.parent.name for folder in _versions(out))


def records(out: Path) -> Iterator[Record]:
    """Every version below `out`, by period, pack and number.

    Raises:
        InputError: a manifest cannot be read, so that nobody can say what its pack needs.
    """
    for folder in sorted(_versions(out), key=lambda path: (path.parent, int(path.name[1:]))):
        yield _record(folder)


def _versions(out: Path) -> Iterator[Path]:
    return (path for path in out.glob("*/*/v*") if VERSION.fullmatch(path.name) and path.is_dir())


def _record(folder: Path) -> Record:
    try:
        told = json.loads((folder / NAME).read_bytes())
        return Record(
            period=told["period"],
            pack=told["pack"],
            version=int(folder.name[1:]),
            run=told["run"],
            folder=folder,
            made_of=dict(told["made_of"]),
            kept=dict(told.get("kept", {})),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            "the manifest of a published pack cannot be read, so that nobody can say what it was made of",
            place=str(folder / NAME),
            remedy="bring it back from a backup, or move the version away",
        ) from error
