"""One at a time: a lock that names who holds it; that of a process that died here is taken over."""

from __future__ import annotations

import errno
import json
import os
import secrets
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

from pmo_reports.atomic import FORBIDDEN, alive, started_at, told
from pmo_reports.errors import PublishError
from pmo_reports.storage import Storage

Say = Callable[[str], None]
_TRIES = 5
_PAUSE = 0.1
_USERS, _TIDYING = "locks/using-", "locks/tidying.lock"


def _silent(_: str) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """A lock by its name in a storage.

    Attributes:
        doing: what its holder does, to be told to others ("is building this pack").
        instead: what else a user could do where it cannot be written.
        patience: for how many seconds one waits for another's.
    """

    storage: Storage
    name: str
    doing: str
    instead: str = ""
    patience: float = 0

    @property
    def place(self) -> str:
        """Where it lies, for people."""
        return self.storage.place(self.name)


@contextmanager
def held(lock: Lock, say: Say = _silent) -> Iterator[None]:
    """Holds the lock.

    Raises:
        PublishError: if another holds it for longer than one waits, saying who; or if it cannot be written.
    """
    with told(lock.place, lock.instead):
        _awaited(lock, say)
    try:
        yield
    finally:
        with suppress(OSError, PublishError):
            lock.storage.remove(lock.name)


@contextmanager
def used(storage: Storage, doing: str, say: Say = _silent, patience: float = 60) -> Iterator[None]:
    """Many may use a storage at once; nobody tidies it up meanwhile. Nobody tidies one that is not writable.

    Raises:
        PublishError: somebody is tidying it up for longer than one waits; or it cannot be written.
    """
    own = Lock(
        storage=storage,
        name=f"{_USERS}{os.getpid()}-{secrets.token_hex(4)}.lock",
        doing=doing,
        patience=patience,
    )
    _clear_dead(storage)
    try:
        with told(own.place):
            _tell(own)
            while _tidied_meanwhile(replace(own, name=_TIDYING), say):
                _tell(own)  # who tidies may have taken away what was not written to its end
        yield
    finally:
        with suppress(OSError, PublishError):
            storage.remove(own.name)


@contextmanager
def tidied(storage: Storage) -> Iterator[None]:
    """Nobody uses the storage meanwhile: who comes waits.

    Raises:
        PublishError: somebody uses it, saying who; or it cannot be written.
    """
    lock = Lock(storage=storage, name=_TIDYING, doing="is tidying up the store")
    with held(lock):
        for name in storage.below("locks"):
            if name.startswith(_USERS):
                _refuse_living(storage, name)
        yield


def _clear_dead(storage: Storage) -> None:
    """Takes away what killed users of this machine left."""
    with suppress(OSError, PublishError):
        for name in storage.below("locks"):
            if name.startswith(_USERS) and (holder := _holder(storage, name)) and not _lives(holder):
                storage.remove(name)


def _refuse_living(storage: Storage, name: str) -> None:
    holder = _holder(storage, name)
    if holder and _lives(holder):
        raise _taken(Lock(storage=storage, name=name, doing=""), holder)
    storage.remove(name)


def _tell(own: Lock) -> None:
    """Says that somebody uses the storage; where nobody may write, nobody tidies either."""
    try:
        own.storage.create(own.name, _own(own.doing))
    except OSError as error:
        if error.errno not in FORBIDDEN:
            raise


def _tidied_meanwhile(lock: Lock, say: Say) -> bool:
    """Whether somebody was tidying up: one has waited then."""
    end, waited = time.monotonic() + lock.patience, False
    while (holder := _holder(lock.storage, lock.name)) and _lives(holder):
        if time.monotonic() >= end:
            raise _taken(lock, holder)
        if not waited:
            say(f"waiting: {_who(holder, lock)}")
        waited = True
        time.sleep(_PAUSE)
    return waited


def _awaited(lock: Lock, say: Say) -> None:
    end, heard = time.monotonic() + lock.patience, ""
    while (holder := _tried(lock)) is not None:
        if time.monotonic() >= end:
            raise _taken(lock, holder)
        if heard != (words := f"waiting: {_who(holder, lock)}"):
            say(words)
        heard = words
        time.sleep(_PAUSE)


def _tried(lock: Lock) -> Mapping[str, object] | None:
    """Null if the lock is ours now, else who holds it. Its folder may vanish when another lets go."""
    for _ in range(_TRIES):
        with suppress(FileNotFoundError), lock.storage.alone(lock.name):
            return _take(lock)
    raise FileNotFoundError(errno.ENOENT, "the folder vanishes again and again")


def _take(lock: Lock) -> Mapping[str, object] | None:
    holder = _holder(lock.storage, lock.name)
    if holder and _lives(holder):
        return holder
    lock.storage.remove(lock.name)
    taken = lock.storage.create(lock.name, _own(lock.doing))
    return None if taken else _holder(lock.storage, lock.name)


def _own(doing: str) -> bytes:
    own = {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "started": started_at(os.getpid()),
        "doing": doing,
    }
    return json.dumps(own).encode()


def _holder(storage: Storage, name: str) -> Mapping[str, object]:
    """Who wrote the lock; nobody if it is not there or was never finished."""
    try:
        holder = json.loads(storage.read(name))
    except (FileNotFoundError, ValueError):
        return {}
    return holder if isinstance(holder, dict) and isinstance(holder.get("pid"), int) else {}


def _lives(holder: Mapping[str, object]) -> bool:
    """Whether the holder may still be at work; of another machine nobody can tell, so it may."""
    if holder.get("host") != socket.gethostname():
        return True
    return alive(int(str(holder["pid"])), str(holder.get("started", "")))


def _who(holder: Mapping[str, object], lock: Lock) -> str:
    return f"process {holder.get('pid')} on {holder.get('host')} {holder.get('doing') or lock.doing}"


def _taken(lock: Lock, holder: Mapping[str, object]) -> PublishError:
    return PublishError(
        _who(holder, lock),
        place=lock.place,
        remedy="wait until it has finished; if it is gone for certain, delete the file and build again",
    )
