"""Files and folders that appear whole or not at all: written aside, made durable, renamed (POSIX rename)."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from pmo_reports.errors import PublishError

_ASIDE = ".pmo-writing-"
_OURS = re.compile(re.escape(_ASIDE) + r"(\d+)-[0-9a-f]{8}")
_FULL = (errno.ENOSPC, errno.EDQUOT)
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_IN_THE_WAY = (errno.ENOTDIR, errno.EEXIST, errno.EISDIR)
_TAKEN = (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR)
_STARTED = 19  # fields after the command's name in /proc/<pid>/stat


def appear(folder: Path, files: Mapping[str, bytes]) -> None:
    """Makes `folder` with `files` at once; one that another writer made meanwhile stays.

    Raises:
        PublishError: if it cannot be written; nothing is left of it then.
    """
    with told(folder), aside(folder.parent) as made:
        fill(made, files)
        if not settled(made, folder) and not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))


def replace(file: Path, content: bytes) -> None:
    """Makes `file` hold `content` at once.

    Raises:
        PublishError: if it cannot be written; the file is as it was then.
    """
    with told(file), aside(file.parent) as made:
        fill(made, {file.name: content})
        (made / file.name).replace(file)
        _durable(file.parent)


def ready(folder: Path) -> None:
    """Nothing, if files can be written in `folder` or it can be made; it is not made yet.

    Raises:
        PublishError: if nothing can be written there: better told before much work than after it.
    """
    there = next(each for each in (folder.absolute(), *folder.absolute().parents) if os.path.lexists(each))
    with told(folder), aside(there):
        pass


def remove(folder: Path) -> None:
    """Takes `folder` away at once, if nobody else has.

    Raises:
        PublishError: if that is not allowed.
    """
    with told(folder), aside(folder.parent) as made, suppress(FileNotFoundError):
        folder.rename(made / folder.name)
        _durable(folder.parent)


def is_aside(name: str) -> bool:
    """Whether a path leads into what somebody is writing, or left when killed."""
    return any(_OURS.fullmatch(part) for part in name.split("/"))


@contextmanager
def aside(parent: Path) -> Iterator[Path]:
    """A new hidden folder in `parent`, gone afterwards unless it was renamed.

    What a killed writer left there goes as well; what a living one is writing stays.
    """
    parent.mkdir(parents=True, exist_ok=True)
    _clear(parent)
    folder = parent / f"{_ASIDE}{os.getpid()}-{secrets.token_hex(4)}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def fill(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes `files` (path below `folder` -> content) so that they outlast a loss of power.

    Raises:
        OSError: if one cannot be written, or is shorter afterwards than it should be.
    """
    folders = {folder}
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        folders.add(path.parent)
        _write(path, content)
    for each in folders:
        _durable(each)


def settled(made: Path, target: Path) -> bool:
    """Whether the folder `made` now is `target`: not if anything but an empty folder stands there."""
    try:
        made.rename(target)
    except OSError as error:
        if error.errno not in _TAKEN:
            raise
        return False
    _durable(target.parent)
    return True


@contextmanager
def told(place: Path | str, instead: str = "") -> Iterator[None]:
    """Turns errors of the system into ours; `instead` is what else the user could do ("choose --out").

    Raises:
        PublishError: for every `OSError` inside.
    """
    try:
        yield
    except OSError as error:
        message, remedy = _words(error)
        why = f" ({error.strerror})" if error.strerror else ""
        raise PublishError(
            f"{message}{why}; what was there before is untouched",
            place=str(place),
            remedy=", or ".join(filter(None, (remedy, instead))) + "; then try again",
        ) from error


def alive(pid: int, started: str = "") -> bool:
    """Whether process `pid` of this machine runs; with `started`, whether it is the one that started then."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        pass
    now = started_at(pid)
    return not (started and now) or started == now


def started_at(pid: int) -> str:
    """When `pid` started, as the boot and the clock ticks since; "" where the system does not say."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return f"{boot} {stat.rpartition(')')[2].split()[_STARTED]}"


def _clear(parent: Path) -> None:
    """Takes away what killed writers left; only what is named as ours name theirs."""
    for left in parent.glob(f"{_ASIDE}*"):
        match = _OURS.fullmatch(left.name)
        if match and not alive(int(match[1])):
            shutil.rmtree(left, ignore_errors=True)


def _write(file: Path, content: bytes) -> None:
    with file.open("xb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    if file.stat().st_size != len(content):
        raise OSError(errno.ENOSPC, "written only in part", str(file))


def _durable(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _words(error: OSError) -> tuple[str, str]:
    if error.errno in _FULL:
        return "the disk is full", "free some space"
    if error.errno in FORBIDDEN:
        return "this may not be written", "allow writing there"
    if error.errno in _IN_THE_WAY:
        return "a file stands where a folder is needed", "move it away"
    return "this cannot be written", "see to the disk"
