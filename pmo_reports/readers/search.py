"""Searching a workspace by glob: sorted, without regard to case, and never out of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

LOCK_FILE = "~$"
OUTSIDE = "the path leads out of the workspace"


@dataclass(frozen=True, slots=True)
class Denied:
    """A place that may not be looked into, as a path from the workspace, and why."""

    path: str
    why: str


def found(workspace: Path, glob: str) -> Iterator[Path | Denied]:
    """Files that match, in order of their paths; then places that may not be looked into.

    `**` stands for folders at any depth. Hidden files and the lock files of Office match nothing.
    """
    segments = PurePosixPath(glob).parts
    if ".." in segments or PurePosixPath(glob).is_absolute() or not segments:
        yield Denied(glob, OUTSIDE)
        return
    matches = set(_matching(workspace, workspace, segments))
    yield from sorted((m for m in matches if isinstance(m, Path)), key=lambda path: shown(workspace, path))
    yield from sorted((m for m in matches if isinstance(m, Denied)), key=lambda denied: denied.path)


def shown(workspace: Path, path: Path) -> str:
    """The path from the workspace, with forward slashes on every system."""
    return path.relative_to(workspace).as_posix()


def inside(workspace: Path, path: Path) -> bool:
    """Whether the path, all links followed, lies in the workspace."""
    return path.resolve().is_relative_to(workspace.resolve())


def _matching(workspace: Path, folder: Path, segments: tuple[str, ...]) -> Iterator[Path | Denied]:
    head, rest = segments[0], segments[1:]
    if head == "**":
        yield from _matching(workspace, folder, rest or ("*",))
    for entry in _entries(workspace, folder):
        if isinstance(entry, Denied):
            yield entry
        elif not _matches(entry.name, head):
            continue
        elif entry.is_dir(follow_symlinks=head != "**"):  # a link to its own parent would never end
            below = segments if head == "**" else rest
            yield from _matching(workspace, Path(entry), below) if below else ()
        elif not rest and head != "**":
            yield Path(entry)


def _matches(name: str, pattern: str) -> bool:
    hidden = name.startswith(".") and not pattern.startswith(".")
    same = fnmatchcase(name.casefold(), pattern.casefold())  # as Windows and macOS have it
    return same and not hidden and not name.startswith(LOCK_FILE)


def _entries(workspace: Path, folder: Path) -> list[os.DirEntry[str] | Denied]:
    if not inside(workspace, folder):
        return [Denied(shown(workspace, folder), OUTSIDE)]
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        return [Denied(shown(workspace, folder), error.strerror or str(error))]
