"""Where what is remembered lies: one set of deeds for a folder of this machine and for an object store.

Nothing is ever seen half. A folder renames what was written aside; an object store has no rename, but a
single object appears at once: what others are told by is written last.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from pmo_reports import atomic

Span = tuple[int, int]
"""From the first byte to the one after the last."""


class Storage(Protocol):
    """Named contents; a name has its folders in front, with slashes: `periods/2026-10.json`."""

    @property
    def scratch(self) -> Path:
        """A folder of this machine for what is quickly made anew."""

    def place(self, name: str) -> str:
        """Where `name` lies, in words for people."""

    def read(self, name: str) -> bytes:
        """The content.

        Raises:
            OSError: it is not there, or cannot be read.
        """

    def read_all(self, names: Sequence[str]) -> Mapping[str, bytes]:
        """The content of each.

        Raises:
            OSError: one is not there, or cannot be read.
        """

    def parts(self, name: str, spans: Sequence[Span]) -> Sequence[bytes]:
        """Some of the content: the bytes of each span, fewer where the content ends before.

        Raises:
            OSError: it is not there, or cannot be read.
        """

    def size(self, name: str) -> int | None:
        """The bytes of the content; null if it is not there."""

    def write(self, name: str, content: bytes) -> None:
        """Makes `name` hold `content` at once.

        Raises:
            PublishError: it cannot be written; it is as it was then.
        """

    def create(self, name: str, content: bytes) -> bool:
        """Whether nothing was there under `name`, which holds `content` then.

        Raises:
            OSError: it cannot be written.
        """

    def appear(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Makes `folder` with `files`, of which the last says that it is whole; one that is there stays.

        Raises:
            PublishError: it cannot be written; nobody takes what is left for whole.
        """

    def below(self, folder: str) -> Mapping[str, int]:
        """Every name below `folder`, with its bytes; nothing of what is being written."""

    def remove(self, name: str) -> None:
        """Takes a content or a whole folder away, if it is there.

        Raises:
            PublishError: that is not allowed.
        """

    def alone(self, name: str) -> AbstractContextManager[None]:
        """Nobody else on this machine is in here for the same name meanwhile."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine."""

    root: Path

    @property
    def scratch(self) -> Path:
        """The folder itself."""
        return self.root

    def place(self, name: str) -> str:
        """The path."""
        return str(self.root / name)

    def read(self, name: str) -> bytes:
        """The content of the file."""
        return (self.root / name).read_bytes()

    def read_all(self, names: Sequence[str]) -> Mapping[str, bytes]:
        """The content of each file."""
        return {name: self.read(name) for name in names}

    def parts(self, name: str, spans: Sequence[Span]) -> Sequence[bytes]:
        """Some of the content of the file."""
        with (self.root / name).open("rb") as opened:
            return [_part(opened, span) for span in spans]

    def size(self, name: str) -> int | None:
        """The bytes of the file; null if it is not there."""
        file = self.root / name
        return file.stat().st_size if file.is_file() else None

    def write(self, name: str, content: bytes) -> None:
        """Replaces the file."""
        atomic.replace(self.root / name, content)

    def create(self, name: str, content: bytes) -> bool:
        """Whether the file was made: one that is there stays."""
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with file.open("xb") as opened:
                opened.write(content)
        except FileExistsError:
            return False
        return True

    def appear(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Renames what was written aside."""
        atomic.appear(self.root / folder, files)

    def below(self, folder: str) -> Mapping[str, int]:
        """The files below, with their sizes."""
        found: dict[str, int] = {}
        for path in sorted((self.root / folder).rglob("*")):
            name = path.relative_to(self.root).as_posix()
            with suppress(OSError):
                if path.is_file() and not atomic.is_aside(name):
                    found[name] = path.stat().st_size
        return found

    def remove(self, name: str) -> None:
        """Deletes a file; renames a folder away, then deletes it."""
        path = self.root / name
        if path.is_dir():
            atomic.remove(path)
            return
        with atomic.told(path):
            path.unlink(missing_ok=True)

    @contextmanager
    def alone(self, name: str) -> Iterator[None]:
        """Holds the folder that `name` lies in; the system lets go of it whatever happens."""
        folder = (self.root / name).parent
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def _part(opened: BinaryIO, span: Span) -> bytes:
    opened.seek(span[0])
    return opened.read(span[1] - span[0])


Store = Path | Storage
"""What callers name: the path of a folder, or a storage."""


def of(store: Store) -> Storage:
    """The storage that `store` names."""
    return Folder(store) if isinstance(store, Path) else store
