"""The output folder: `<out>/<period>/<pack>/v<n>/`, complete from the moment it can be seen.

A version is never changed again; what is built anew and is not byte for byte the same becomes the next.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from pmo_reports.errors import PublishError
from pmo_reports.model.artefact import Artefact
from pmo_reports.model.period import Period
from pmo_reports.publish.process import alive
from pmo_reports.publish.refusal import told

ASIDE = ".building-"
_PLAIN = re.compile(r"\w[\w.-]*")
_VERSION = re.compile(r"v([1-9]\d*)")
_TAKEN = (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR)


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
    with told(shelf):
        shelf.mkdir(parents=True, exist_ok=True)
        _clear(shelf)
        newest = max(_versions(shelf), default=0)
        if newest and _same(shelf / f"v{newest}", artefacts):
            return _publication(shelf, newest, artefacts, unchanged=True)
        with _aside(shelf) as aside:
            _write(aside, artefacts)
            return _publication(shelf, _renamed(aside, shelf, newest + 1), artefacts)


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
    matches = (_VERSION.fullmatch(path.name) for path in shelf.iterdir())
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


def _write(folder: Path, artefacts: Sequence[Artefact]) -> None:
    for artefact in artefacts:
        with (folder / artefact.name).open("xb") as file:
            file.write(artefact.content)
            file.flush()
            os.fsync(file.fileno())
    short = [a.name for a in artefacts if (folder / a.name).stat().st_size != len(a.content)]
    if short:
        raise OSError(errno.ENOSPC, f"written only in part: {', '.join(short)}", str(folder / short[0]))
    _durable(folder)


def _renamed(aside: Path, shelf: Path, first: int) -> int:
    """The number that was free: a rename onto a version of another builder fails, the next is tried."""
    for number in count(first):
        try:
            aside.rename(shelf / f"v{number}")
        except OSError as error:
            if error.errno not in _TAKEN:
                raise
        else:
            _durable(shelf)
            return number
    raise AssertionError


@contextmanager
def _aside(shelf: Path) -> Iterator[Path]:
    """A hidden folder beside the versions, on the same disk; gone afterwards unless it was renamed."""
    folder = shelf / f"{ASIDE}{os.getpid()}-{secrets.token_hex(4)}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clear(shelf: Path) -> None:
    """Takes away what a killed build left behind."""
    for left in shelf.glob(f"{ASIDE}*"):
        pid = left.name.removeprefix(ASIDE).partition("-")[0]
        if not (pid.isdigit() and alive(int(pid))):
            shutil.rmtree(left, ignore_errors=True)


def _durable(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
