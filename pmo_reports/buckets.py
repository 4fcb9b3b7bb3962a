"""Object stores through fsspec: S3, Azure, Google Cloud and whatever else it knows. The only door to fsspec.

An object store has no rename, but a single object appears whole or not at all: contents lie under names that
tell what they are, what says that they are whole comes after them, and the pointer is last. Who may write
there, and where it is, the machine's environment says (AWS_..., AZURE_..., GOOGLE_..., FSSPEC_...).
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pmo_reports import atomic
from pmo_reports.errors import UsageError
from pmo_reports.storage import Span

EXTRAS = {"s3a": "s3", "abfs": "azure", "abfss": "azure", "az": "azure", "gs": "gcs"}
"""What has to be installed beside, where it is not called as its protocol: pip install pmo-reports[s3]."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """A place in an object store.

    Attributes:
        url: where it is, without a slash at its end.
        files: fsspec's file system.
        root: the path in it.
        scratch: a folder of this machine for what is quickly made anew.
    """

    url: str
    files: Any = field(repr=False)
    root: str
    scratch: Path

    def place(self, name: str) -> str:
        """The address."""
        return f"{self.url}/{name}"

    def read(self, name: str) -> bytes:
        """The object's content."""
        with _told_plainly():
            return bytes(self.files.cat_file(self._path(name)))

    def read_all(self, names: Sequence[str]) -> Mapping[str, bytes]:
        """The objects' contents, fetched side by side where the library can."""
        paths = {self._path(name): name for name in names}
        with _told_plainly():
            found = self.files.cat(list(paths), on_error="raise") if paths else {}
        return {name: bytes(found[path]) for path, name in paths.items()}

    def parts(self, name: str, spans: Sequence[Span]) -> Sequence[bytes]:
        """Some of the object's content, fetched side by side where the library can."""
        starts, stops = ([span[at] for span in spans] for at in (0, 1))
        with _told_plainly():
            found = self.files.cat_ranges([self._path(name)] * len(spans), starts, stops, on_error="raise")
        return [bytes(part) for part in found]

    def size(self, name: str) -> int | None:
        """The object's bytes; null if it is not there."""
        try:
            with _told_plainly():
                return int(self.files.info(self._path(name))["size"])
        except FileNotFoundError:
            return None

    def write(self, name: str, content: bytes) -> None:
        """Puts the object, at once."""
        with atomic.told(self.place(name)), _told_plainly():
            self.files.pipe_file(self._path(name), content)

    def create(self, name: str, content: bytes) -> bool:
        """Whether the object was put: the store itself sees to it that one that is there stays."""
        try:
            with _told_plainly():
                self.files.pipe_file(self._path(name), content, mode="create")
        except FileExistsError:
            return False
        return True

    def appear(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Puts one object after the other; who reads takes nothing for whole before the last."""
        for name, content in files.items():
            self.write(f"{folder}/{name}", content)

    def below(self, folder: str) -> Mapping[str, int]:
        """The objects below, with their sizes."""
        try:
            with _told_plainly():
                self.files.invalidate_cache()
                found = self.files.find(self._path(folder), detail=True)
        except FileNotFoundError:
            return {}
        start = len(self.root) + 1
        return {str(path)[start:]: int(found[path]["size"]) for path in sorted(found)}

    def remove(self, name: str) -> None:
        """Deletes an object, or all that are below; what says that they are whole goes first."""
        with atomic.told(self.place(name)), _told_plainly():
            for each in sorted(self.below(name), key=lambda path: not path.endswith(".json")) or [name]:
                if self.size(each) is not None:
                    self.files.rm_file(self._path(each))

    @contextmanager
    def alone(self, name: str) -> Iterator[None]:
        """Holds a file of this machine; between machines only what the store itself refuses stands."""
        digest = hashlib.sha256(self.place(name).encode()).hexdigest()
        file = Path(tempfile.gettempdir()) / f"pmo-reports-{digest[:16]}.lock"
        with file.open("a") as opened:
            fcntl.flock(opened, fcntl.LOCK_EX)
            yield

    def _path(self, name: str) -> str:
        return f"{self.root}/{name}"


@cache
def bucket(url: str, scratch: Path) -> Bucket:
    """The place in an object store that `url` names; one connection serves a whole run.

    Raises:
        UsageError: what it takes to reach it is not installed, or nobody knows the protocol.
    """
    import fsspec  # noqa: PLC0415 - a workspace with a store of its own does not need it

    whole = url.rstrip("/")
    protocol = whole.partition("://")[0]
    try:
        files, root = fsspec.core.url_to_fs(whole, use_listings_cache=False, skip_instance_cache=True)
    except ImportError as error:
        extra = EXTRAS.get(protocol, protocol)
        raise UsageError(
            f"what it takes to reach {whole} is not installed", remedy=f"pip install 'pmo-reports[{extra}]'"
        ) from error
    except (ValueError, TypeError) as error:
        raise UsageError(
            f"nobody knows how to reach {whole}: {error}",
            remedy="write `store:` in config/organisation.yaml as s3://bucket/folder, abfs:// or gs://",
        ) from error
    return Bucket(whole, files, str(root).rstrip("/"), scratch)


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Turns whatever a library of a store raises into an error of the system."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:  # each store's library has a tree of its own
        raise OSError(errno.EIO, f"{type(error).__name__}: {error}") from error
