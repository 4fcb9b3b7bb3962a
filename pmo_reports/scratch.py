"""What was worked out once and can be worked out again: entries of this machine, sealed, each under a hash.

Nothing is lost with a whole shelf: entries that are gone, damaged or of another form are made anew. When a
shelf grows beyond what it may hold, the entries that were not used for longest go.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pmo_reports import atomic
from pmo_reports.errors import PublishError

MOST = 1_000_000_000
"""Bytes that a shelf may hold."""
_SEAL = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True)
class Shelf:
    """The entries of one kind, below a folder of this machine.

    Attributes:
        scratch: the folder.
        name: that of the kind: entries lie in `<scratch>/<name>/<first two digits>/<key>`.
        form: what entries begin with; whoever changes their form changes it.
    """

    scratch: Path
    name: str
    form: bytes

    def place(self, key: str) -> Path:
        """Where an entry lies."""
        return self.scratch / self.name / key[:2] / key

    def recalled(self, key: str) -> bytes | None:
        """What was kept under `key`, to the last byte; null if it is not there, or no longer whole."""
        entry = self.place(key)
        try:
            found = opened(self.form, entry.read_bytes())
        except OSError:
            return None
        if found is not None:
            with suppress(OSError):
                os.utime(entry)  # used now: others go first
        return found

    def keep(self, key: str, content: bytes) -> None:
        """Keeps `content`. Where it cannot be kept, it is worked out again next time."""
        target = self.place(key)
        with suppress(PublishError), atomic.told(target), atomic.aside(target.parent) as made:
            (made / key).write_bytes(sealed(self.form, content))  # no wait for the disk: the seal tells
            (made / key).replace(target)

    def unused(self, since: float) -> Mapping[str, int]:
        """The entries that were not used since then (seconds since 1970): their paths below, and bytes."""
        old = {entry: stat.st_size for stat, entry in self._entries() if stat.st_mtime < since}
        return {entry.relative_to(self.scratch).as_posix(): size for entry, size in sorted(old.items())}

    def prune(self, most: int = MOST) -> None:
        """Takes away the entries that were not used for longest, until the others fit into `most` bytes."""
        with suppress(OSError):
            entries = list(self._entries())
            total = sum(stat.st_size for stat, _ in entries)
            for stat, entry in sorted(entries, key=lambda each: each[0].st_mtime_ns):
                if total <= most:
                    return
                entry.unlink(missing_ok=True)
                total -= stat.st_size

    def _entries(self) -> Iterator[tuple[os.stat_result, Path]]:
        found = (self.scratch / self.name).glob("??/*")
        return ((entry.stat(), entry) for entry in found if entry.is_file())


def sealed(form: bytes, content: bytes) -> bytes:
    """`content` with its form and its SHA-256 in front."""
    return form + hashlib.sha256(content).digest() + content


def opened(form: bytes, written: bytes) -> bytes | None:
    """What `sealed` was given; null if it is damaged, or of another form."""
    content = written[len(form) + _SEAL :]
    return content if written == sealed(form, content) else None
