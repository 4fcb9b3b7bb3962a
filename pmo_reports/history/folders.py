"""Folders and files that appear whole or not at all: written aside, made durable, renamed."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from pmo_reports.errors import PublishError

_ASIDE = ".writing-"
_THERE = (errno.EEXIST, errno.ENOTEMPTY)


def appear(folder: Path, files: Mapping[str, bytes]) -> None:
    """Makes `folder` with `files`, at once; one that another writer made meanwhile stays.

    Raises:
        PublishError: if it cannot be written; nothing is left of it then.
    """
    with _told(folder), _aside(folder) as aside:
        for name, content in files.items():
            _write(aside / name, content)
        _durable(aside)
        try:
            aside.rename(folder)
        except OSError as error:
            if error.errno not in _THERE:
                raise
        _durable(folder.parent)


def replace(file: Path, content: bytes) -> None:
    """Makes `file` hold `content`, at once.

    Raises:
        PublishError: if it cannot be written; the file is as it was then.
    """
    with _told(file), _aside(file) as aside:
        _write(aside / file.name, content)
        (aside / file.name).replace(file)
        _durable(file.parent)


def remove(folder: Path) -> None:
    """Takes `folder` away, at once, if nobody else has.

    Raises:
        PublishError: if that is not allowed.
    """
    with _told(folder), _aside(folder) as aside, suppress(FileNotFoundError):
        folder.rename(aside / folder.name)


@contextmanager
def _aside(target: Path) -> Iterator[Path]:
    """A new folder beside `target`, gone afterwards; what a killed writer left behind goes as well."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for old in target.parent.glob(f"{_ASIDE}*"):
        if not _alive(old.name.removeprefix(_ASIDE).partition("-")[0]):
            shutil.rmtree(old, ignore_errors=True)
    folder = target.parent / f"{_ASIDE}{os.getpid()}-{secrets.token_hex(4)}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ValueError, ProcessLookupError):
        return False
    except OSError:
        return True
    return True


def _write(file: Path, content: bytes) -> None:
    with file.open("xb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())


def _durable(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """What the system refuses, said with its place and what to do."""
    try:
        yield
    except OSError as error:
        raise PublishError(
            f"the store cannot be written: {error.strerror or error}",
            place=str(target),
            remedy="free some space or allow writing there, then build again; what was stored is untouched",
        ) from error
