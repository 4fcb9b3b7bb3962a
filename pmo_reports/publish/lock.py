"""One builder for a pack and a period at a time: a lock file that names who holds it."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from pmo_reports.atomic import alive, started_at, told
from pmo_reports.errors import PublishError
from pmo_reports.model.period import Period
from pmo_reports.publish.folder import INSTEAD

NAME = ".lock"
_TRIES = 5


@contextmanager
def lock(out: Path, period: Period, pack: str) -> Iterator[None]:
    """Holds the lock of a pack and a period; that of a builder that died is taken over.

    Raises:
        PublishError: if another builder holds it, saying who; or if it cannot be written.
    """
    file = out / period.id / pack / NAME
    with told(file, INSTEAD):
        _taken(file)
    try:
        yield
    finally:
        _let_go(file)


def _taken(file: Path) -> None:
    """Makes the lock ours. The folder may vanish meanwhile, when a build that published nothing lets go."""
    for _ in range(_TRIES):
        file.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError), _alone(file.parent):
            _take(file)
            return
    raise FileNotFoundError(errno.ENOENT, "the folder vanishes again and again")


def _let_go(file: Path) -> None:
    """Takes the lock away, and folders that hold nothing; what cannot be removed is nobody's later on."""
    with suppress(OSError):
        file.unlink()
        file.parent.rmdir()
        file.parent.parent.rmdir()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else looks at the lock meanwhile: two must not take over the same dead one's."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _take(file: Path) -> None:
    holder = _holder(file)
    if holder and _lives(holder):
        raise PublishError(
            f"process {holder.get('pid')} on {holder.get('host')} is building this pack",
            place=str(file),
            remedy="wait until it has finished; if it is gone for certain, delete the file and build again",
        )
    file.unlink(missing_ok=True)
    own = {"pid": os.getpid(), "host": socket.gethostname(), "started": started_at(os.getpid())}
    with file.open("x", encoding="utf-8") as opened:
        json.dump(own, opened)


def _holder(file: Path) -> Mapping[str, object]:
    """Who wrote the lock; nobody if it is not there or was never finished."""
    try:
        holder = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return holder if isinstance(holder, dict) and isinstance(holder.get("pid"), int) else {}


def _lives(holder: Mapping[str, object]) -> bool:
    """Whether the holder may still be at work; of another machine nobody can tell, so it may."""
    if holder.get("host") != socket.gethostname():
        return True
    return alive(int(str(holder["pid"])), str(holder.get("started", "")))
