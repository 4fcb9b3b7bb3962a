"""The raw store: every input's bytes, kept once under their SHA-256 and never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping

from pmo_reports import atomic, storage
from pmo_reports.errors import PublishError
from pmo_reports.storage import Store


def place(sha256: str) -> str:
    """Where the bytes with this hash lie: `raw/<first two digits>/<hash>`."""
    return f"raw/{sha256[:2]}/{sha256}"


def hashed(content: bytes) -> str:
    """The SHA-256 by which `content` is known."""
    return hashlib.sha256(content).hexdigest()


def keep(store: Store, content: bytes) -> str:
    """The SHA-256 of `content`, which lies in the store from now on.

    Raises:
        PublishError: the store cannot be written; nothing half-written is left behind.
    """
    at, sha256 = storage.of(store), hashed(content)
    target = place(sha256)
    with atomic.told(at.place(target)):
        if at.size(target) != len(content):
            at.write(target, content)
    return sha256


def kept(store: Store, sha256: str) -> bytes:
    """The bytes with this hash.

    Raises:
        PublishError: the copy is gone, or is no longer what its name says.
    """
    at, target = storage.of(store), place(sha256)
    try:
        content = at.read(target)
    except OSError as error:
        raise _spoilt(at.place(target), error.strerror or str(error)) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise _spoilt(at.place(target), "its bytes do not match its name")
    return content


def fault(store: Store, sha256: str) -> str:
    """What is wrong with the copy under this hash, in words; "" if it is whole."""
    try:
        content = storage.of(store).read(place(sha256))
    except FileNotFoundError:
        return "it is gone from the store"
    except OSError as error:
        return f"it cannot be read from the store: {error.strerror or error}"
    return "" if hashlib.sha256(content).hexdigest() == sha256 else "the store has other bytes in its place"


def others(store: Store, needed: Collection[str]) -> Mapping[str, int]:
    """The copies whose hash is not `needed`, by their name in the store, with their bytes."""
    copies = storage.of(store).below("raw")
    return {name: size for name, size in copies.items() if name.rpartition("/")[2] not in needed}


def _spoilt(target: str, why: str) -> PublishError:
    return PublishError(
        f"the kept copy of an input cannot be used: {why}",
        place=target,
        remedy="delete it and build again: it is copied anew from the workspace",
    )
