"""The files below a folder that could be imported, and what may not be looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pmo_reports import readers
from pmo_reports.model.finding import Finding, Severity

_HIDDEN = (".", "~$")
_VERSION = re.compile(r"v([1-9]\d*)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that could be imported.

    Attributes:
        shown: its path from the folder that is imported, that folder's name in front.
        content: its bytes.
    """

    path: Path
    shown: str
    sha256: str
    size: int

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def folders(self) -> tuple[str, ...]:
        """The names of the folders that it lies in, outermost first."""
        return tuple(self.shown.split("/")[:-1])

    def content(self) -> bytes:
        """Its bytes."""
        return self.path.read_bytes()

    def refused(self, rule: str, problem: str, remedy: str, severity: Severity = Severity.WARNING) -> Finding:
        """Why it is not taken."""
        return refused(self.shown, rule, problem, remedy, severity)


def refused(
    shown: str, rule: str, problem: str, remedy: str, severity: Severity = Severity.WARNING
) -> Finding:
    """Why a file is not taken."""
    return Finding(severity=severity, rule=rule, problem=problem, remedy=remedy, file=shown, owner="PMO")


def candidates(place: Path) -> Iterator[Candidate | Finding]:
    """The files of a folder and those below it, or the one file, in order of their paths.

    Hidden files and the lock files of Office are passed over; links that lead out of the folder are refused.
    """
    root = place.resolve()
    if root.is_file():
        yield _candidate(root, f"{root.parent.name}/{root.name}")
        return
    for path in sorted(root.rglob("*")):
        inner = path.relative_to(root)
        if any(part.startswith(_HIDDEN) for part in inner.parts) or path.is_dir():
            continue
        yield _candidate_below(root, path, f"{root.name}/{inner.as_posix()}")


def newest(found: Sequence[Candidate]) -> Iterator[Candidate | Finding]:
    """Of published packs (`v1`, `v2` in one folder) the newest version's annex; the rest is told of."""
    shelves: dict[str, int] = {}
    for each in found:
        shelf, version = _version(each)
        shelves[shelf] = max(version, shelves.get(shelf, 0))
    for each in found:
        shelf, version = _version(each)
        if version and _is_beside(each):
            yield each.refused(
                "beside-the-annex",
                "Of a published pack the annex workbook is imported, which holds what the others print.",
                "Nothing to mend.",
                Severity.NOTE,
            )
            continue
        if version == shelves[shelf]:
            yield each
            continue
        yield each.refused(
            "older-version",
            f"Version {version} was followed by version {shelves[shelf]}, which counts.",
            "Nothing to mend: what was told last stands.",
            Severity.NOTE,
        )


def _is_beside(each: Candidate) -> bool:
    """Whether it is a published pack's file, but not its annex."""
    return each.path.suffix.casefold() != ".xlsx" or each.name == "findings.xlsx"


def _version(each: Candidate) -> tuple[str, int]:
    """The folder of a pack and the version; every other file is a shelf of its own."""
    match = _VERSION.fullmatch(each.folders[-1]) if each.folders else None
    return ("/".join(each.folders[:-1]), int(match[1])) if match else (each.shown, 0)


def _candidate_below(root: Path, path: Path, shown: str) -> Candidate | Finding:
    if not path.resolve().is_relative_to(root):
        return refused(
            shown,
            "outside-folder",
            "The link leads out of the folder; it is not followed.",
            "Copy the file itself into the folder.",
        )
    if not path.is_file():
        return refused(shown, "unreadable", "It is no ordinary file.", "Take it out of the folder.")
    return _candidate(path, shown)


def _candidate(path: Path, shown: str) -> Candidate | Finding:
    try:
        size = path.stat().st_size
        if size > readers.MOST_OF_FILE:
            return refused(
                shown,
                "too-large",
                f"The file is larger than {readers.MOST_OF_FILE // 1_000_000} MB.",
                "Export fewer rows or columns, or save it without pictures.",
            )
        sha256 = readers.hashed(path.read_bytes())
    except OSError as error:
        return refused(
            shown, "unreadable", f"It cannot be read: {error.strerror or error}.", "Give leave to read it."
        )
    return Candidate(path, shown, sha256, size)
