"""The output folder: `<out>/<period>/<pack>/v<n>/`, complete from the moment it can be seen.

A version is never changed again; what is built anew and is not byte for byte the same becomes the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from pmo_reports import atomic
from pmo_reports.errors import PublishError
from pmo_reports.model.artefact import Artefact
from pmo_reports.model.period import Period
from pmo_reports.model.rag import Rag
from pmo_reports.publish.manifest import NAME as MANIFEST
from pmo_reports.publish.manifest import made_by, states

INSTEAD = "choose another folder with --out"
_PLAIN = re.compile(r"\w[\w.-]*")
VERSION = re.compile(r"v([1-9]\d*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A published version: its folder, number and files; `unchanged` if it was there already."""

    folder: Path
    version: int
    files: tuple[str, ...]
    unchanged: bool = False


def publish(artefacts: Sequence[Artefact], out: Path, period: Period, pack: str) -> Publication:
    """The version that holds `artefacts`: the newest one if it is the same, else a new one.

    Raises:
        PublishError: if they cannot be written; nothing is left of them then, and earlier versions
            are untouched.
    """
    _refuse_odd_names(artefacts)
    shelf = out / period.id / pack
    with atomic.told(shelf, INSTEAD), atomic.aside(shelf) as made:
        newest = max(_versions(shelf), default=0)
        if newest and _same(shelf / f"v{newest}", artefacts):
            return _publication(shelf, newest, artefacts, unchanged=True)
        atomic.fill(made, {artefact.name: artefact.content for artefact in artefacts})
        return _publication(shelf, _settled(made, shelf, newest + 1), artefacts)


def published(out: Path, period: Period, pack: str, run: str) -> Publication | None:
    """The newest version, if `run` made it and every file is as it was made; else null."""
    shelf = out / period.id / pack
    newest = max(_versions(shelf), default=0) if shelf.is_dir() else 0
    outputs = made_by(shelf / f"v{newest}", run) if newest else None
    if outputs is None:
        return None
    return Publication(
        folder=shelf / f"v{newest}", version=newest, files=(*outputs, MANIFEST), unchanged=True
    )


def told(out: Path, period: Period, pack: str) -> Mapping[tuple[str, str], Rag] | None:
    """The states that the newest version of a pack printed; null if there is none that says."""
    shelf = out / period.id / pack
    newest = max(_versions(shelf), default=0) if shelf.is_dir() else 0
    return states(shelf / f"v{newest}") if newest else None


def _publication(
    shelf: Path, version: int, artefacts: Sequence[Artefact], *, unchanged: bool = False
) -> Publication:
    files = tuple(artefact.name for artefact in artefacts)
    return Publication(folder=shelf / f"v{version}", version=version, files=files, unchanged=unchanged)


def _refuse_odd_names(artefacts: Sequence[Artefact]) -> None:
    names = [artefact.name for artefact in artefacts]
    odd = [name for name in names if not _PLAIN.fullmatch(name) or names.count(name) > 1]
    if odd or not names:
        raise PublishError(f"these files cannot be published together: {', '.join(map(repr, odd)) or 'none'}")


def _versions(shelf: Path) -> Iterator[int]:
    matches = (VERSION.fullmatch(path.name) for path in shelf.iterdir())
    yield from (int(match[1]) for match in matches if match)


def _same(folder: Path, artefacts: Sequence[Artefact]) -> bool:
    """Whether the version holds exactly these files with exactly these bytes."""
    try:
        names = {path.name for path in folder.iterdir()}
        return names == {a.name for a in artefacts} and all(
            (folder / a.name).stat().st_size == len(a.content) and (folder / a.name).read_bytes() == a.content
            for a in artefacts
        )
    except OSError:
        return False


def _settled(made: Path, shelf: Path, first: int) -> int:
    """The number that was free: a version of another builder is never replaced, the next is tried."""
    return next(number for number in count(first) if atomic.settled(made, shelf / f"v{number}"))
