"""The raw store: every input's bytes, kept once under their SHA-256 and never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path

from pmo_reports import atomic
from pmo_reports.errors import PublishError


def place(store: Path, sha256: str) -> Path:
    """Where the bytes with this hash lie: `raw/<first two digits>/<hash>`."""
    return store / "raw" / sha256[:2] / sha256


def keep(store: Path, content: bytes) -> str:
    """The SHA-256 of `content`, which lies in the store from now on.

    Raises:
        PublishError: the store cannot be written; nothing half-written is left behind.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    target = place(store, sha256)
    with atomic.told(target):
        if not target.is_file() or target.stat().st_size != len(content):
            atomic.replace(target, content)
    return sha256


def kept(store: Path, sha256: str) -> bytes:
    """The bytes with this hash.

    Raises:
        PublishError: the copy is gone, or is no longer what its name says.
    """
    target = place(store, sha256)
    try:
        content = target.read_bytes()
    except OSError as error:
        raise _spoilt(target, error.strerror or str(error)) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise _spoilt(target, "its bytes do not match its name")
    return content


def others(store: Path, needed: Collection[str]) -> Mapping[str, int]:
    """The copies whose hash is not `needed`, by their name in the store, with their bytes."""
    copies = [path for path in (store / "raw").glob("??/*") if path.is_file() and path.name not in needed]
    return {path.relative_to(store).as_posix(): path.stat().st_size for path in sorted(copies)}


def _spoilt(target: Path, why: str) -> PublishError:
    return PublishError(
        f"the kept copy of an input cannot be used: {why}",
        place=str(target),
        remedy="delete it and build again: it is copied anew from the workspace",
    )
