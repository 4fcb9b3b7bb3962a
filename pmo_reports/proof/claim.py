"""What a published version claims of itself: its manifest, read with care, for it may be anybody's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pmo_reports import keeping
from pmo_reports.errors import InputError, UsageError
from pmo_reports.history.pointers import newer
from pmo_reports.model.period import Period
from pmo_reports.publish import FORMAT, MANIFEST, Origin

FIRST = 1
"""The format that named settings and templates by one hash, and kept neither."""
Hashes = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A published version, as its manifest tells of it.

    Attributes:
        content: the manifest's bytes.
        outputs: by file, its SHA-256.
        origin: what it was made of and by.
    """

    folder: Path
    content: bytes
    format: int
    period: Period
    pack: str
    run: str
    outputs: Hashes
    origin: Origin

    def of(self, part: str) -> Hashes:
        """What it was made of: `inputs` by path, `past`, `snapshots` and `told` by period."""
        return texts(self.origin.made_of.get(part, {}))

    def kept(self, part: str) -> Hashes:
        """The files that are kept for it: `settings`, `templates`, `histories`."""
        return texts(self.origin.kept.get(part, {}))

    def made_by(self, part: str) -> Hashes:
        """What made it: `libraries`, `templates` of the package, `platform`."""
        return texts(self.origin.made_by.get(part, {}))

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods that it rests on, oldest first."""
        return tuple(sorted(self.of("snapshots"), key=Period.parse))

    @property
    def complete(self) -> bool:
        """Whether it names all that it takes to make it again."""
        return self.format > FIRST

    @property
    def name(self) -> str:
        """What it is called among people: `2026-10/board v2`."""
        return f"{self.period.id}/{self.pack} {self.folder.resolve().name}"


def claim(folder: Path) -> Claim:
    """What the manifest in `folder` claims.

    Raises:
        UsageError: it is no folder of a published version.
        InputError: the manifest is damaged, or a newer version of this program wrote it.
    """
    content = _content(folder)
    try:
        told = json.loads(content)
        number = int(told["format"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _damaged(folder, str(error) or type(error).__name__) from error
    if number > FORMAT:
        raise newer(str(folder / MANIFEST), number, FORMAT)
    try:
        return _checked(_claim(folder, content, told))
    except (ValueError, KeyError, TypeError, AttributeError, UsageError) as error:
        raise _damaged(folder, f"{error}") from error


def _content(folder: Path) -> bytes:
    try:
        return (folder / MANIFEST).read_bytes()
    except OSError as error:
        no_version = f"this folder is no published version: it has no {MANIFEST} that can be read"
        raise UsageError(
            no_version if folder.is_dir() else "there is no such folder",
            place=str(folder),
            remedy="name a folder such as out/2026-10/steering-committee/v1",
        ) from error


def _claim(folder: Path, content: bytes, told: Mapping[str, Any]) -> Claim:
    return Claim(
        folder=folder,
        content=content,
        format=int(told["format"]),
        period=Period.parse(told["period"]),
        pack=str(told["pack"]),
        run=str(told["run"]),
        outputs={name: str(output["sha256"]) for name, output in told["outputs"].items()},
        origin=Origin(
            made_of=dict(told["made_of"]),
            kept=dict(told.get("kept", {})),
            made_by=dict(told.get("made_by", {})),
        ),
    )


def _checked(claim: Claim) -> Claim:
    """The claim, if its names lead nowhere else and its hashes are hashes.

    Raises:
        ValueError: if they do not, or are not.
    """
    inputs = (path for path, digest in claim.of("inputs").items() if keeping.is_hash(digest))
    paths = {*claim.outputs, *inputs, *claim.kept("settings"), *claim.kept("templates")}
    if odd := sorted(path for path in paths if not is_inside(path)):
        raise ValueError(f"{odd[0]!r} leads out of its folder")
    named = [*claim.outputs.values(), *claim.of("snapshots").values()]
    named += [
        digest for part in ("settings", "templates", "histories") for digest in claim.kept(part).values()
    ]
    if odd := [digest for digest in named if not keeping.is_hash(digest)]:
        raise ValueError(f"{odd[0]!r} is no SHA-256")
    if not claim.periods or claim.periods[-1] != claim.period.id:
        raise ValueError("its snapshots do not end with that of its period")
    return claim


def is_inside(path: str) -> bool:
    """Whether a path from a manifest stays in its folder."""
    pure = PurePosixPath(path)
    return bool(pure.parts) and not pure.is_absolute() and ".." not in pure.parts and "\0" not in path


def texts(part: object) -> Hashes:
    """A part of a manifest as text by text.

    Raises:
        ValueError: it is something else.
    """
    if not isinstance(part, dict) or not all(isinstance(value, str) for value in part.values()):
        raise ValueError("names stand without their hashes")
    return part


def _damaged(folder: Path, why: str) -> InputError:
    return InputError(
        f"the manifest of this version cannot be used: {why}",
        place=str(folder / MANIFEST),
        remedy="bring it back from a backup; without it nobody can say what the pack was made of",
    )
