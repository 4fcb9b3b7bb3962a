"""One builder for a pack and a period at a time: a lock file that names who holds it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pmo_reports import locks, storage
from pmo_reports.locks import Lock
from pmo_reports.model.period import Period
from pmo_reports.publish.folder import INSTEAD

NAME = ".lock"


@contextmanager
def lock(out: Path, period: Period, pack: str) -> Iterator[None]:
    """Holds the lock of a pack and a period; that of a builder that died is taken over.

    Raises:
        PublishError: if another builder holds it, saying who; or if it cannot be written.
    """
    shelf = out / period.id / pack
    own = Lock(
        storage=storage.Folder(out),
        name=f"{period.id}/{pack}/{NAME}",
        doing="is building this pack",
        instead=INSTEAD,
    )
    try:
        with locks.held(own):
            yield
    finally:
        _let_go(shelf)


def _let_go(shelf: Path) -> None:
    """Takes folders away that hold nothing."""
    with suppress(OSError):
        shelf.rmdir()
        shelf.parent.rmdir()
