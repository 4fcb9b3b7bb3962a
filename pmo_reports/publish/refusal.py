"""What the system refuses while publishing, said with its place and what to do about it."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pmo_reports.errors import PublishError

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_IN_THE_WAY = (errno.ENOTDIR, errno.EEXIST, errno.EISDIR)


@contextmanager
def told(place: Path) -> Iterator[None]:
    """Turns errors of the system into ours.

    Raises:
        PublishError: for every `OSError` inside.
    """
    try:
        yield
    except OSError as error:
        message, remedy = _words(error)
        raise PublishError(message, place=str(place), remedy=remedy) from error


def _words(error: OSError) -> tuple[str, str]:
    if error.errno in _FULL:
        return "the disk is full; earlier versions are untouched", "free some space and build again"
    if error.errno in _FORBIDDEN:
        return (
            "this may not be written; earlier versions are untouched",
            "allow writing there, or choose --out",
        )
    if error.errno in _IN_THE_WAY:
        return "a file stands where a folder is needed", "move it away, or choose another folder with --out"
    return (
        f"this cannot be written: {error.strerror or error}",
        "see to the disk, or choose --out, and build again",
    )
