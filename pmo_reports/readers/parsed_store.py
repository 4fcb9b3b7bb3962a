"""The parsed store: what was read from a file, kept under what it is made of, so that it is read once.

An entry's name is made of the file, the settings of its source and the code. Nothing is lost with the
whole folder: entries that are gone, damaged or of another form are made anew. When the folder grows beyond
`MOST` bytes, the entries that were not used for longest go.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path

from pmo_reports import atomic
from pmo_reports.config.sources import Source
from pmo_reports.errors import PublishError
from pmo_reports.model.raw import InputFile
from pmo_reports.readers import parsed_form
from pmo_reports.readers.parsed_form import Found

MOST = 1_000_000_000
_FOLDER = "parsed"


def maker(source: Source, version: str, words: str = "") -> str:
    """What reads the files of a source, as a SHA-256: its settings, and the code by its `version`.

    `words` say how periods are written, where that counts.
    """
    made_of = json.dumps([source.model_dump(mode="json"), version, *filter(None, (words,))])
    return hashlib.sha256(made_of.encode()).hexdigest()


def key(file: InputFile, maker: str) -> str:
    """The entry's name: SHA-256 over the file with its place and hash, and over what reads it."""
    if file.share:  # the same for every period that it tells of
        file = replace(file, period="", share="")
    made_of = json.dumps([asdict(file), maker], sort_keys=True)
    return hashlib.sha256(made_of.encode()).hexdigest()


def place(store: Path, name: str) -> Path:
    """Where an entry lies: `parsed/<first two digits>/<key>`."""
    return store / _FOLDER / name[:2] / name


def recalled(store: Path, name: str, file: InputFile, source: Source) -> tuple[Found, ...] | None:
    """What was read from `file` of `source`, or null if it is not known."""
    entry = place(store, name)
    try:
        found = parsed_form.heard(entry.read_bytes(), file, source)
    except (OSError, ValueError, LookupError, TypeError):
        return None
    with suppress(OSError):
        os.utime(entry)  # used now: others go first
    return found


def remember(store: Path, name: str, found: Sequence[Found]) -> None:
    """Keep what was read from a file. Where it cannot be kept, it is read again next time."""
    content = parsed_form.written(found)
    target = place(store, name)
    if content is not None:
        with suppress(PublishError), atomic.told(target), atomic.aside(target.parent) as made:
            (made / name).write_bytes(content)  # no wait for the disk: a spoilt entry shows by its seal
            (made / name).replace(target)


def unused(store: Path, since: float) -> Mapping[str, int]:
    """The entries that were not used since then (seconds since 1970): names in the store, and bytes."""
    entries = [(entry.stat(), entry) for entry in (store / _FOLDER).glob("??/*") if entry.is_file()]
    old = {entry: stat.st_size for stat, entry in entries if stat.st_mtime < since}
    return {entry.relative_to(store).as_posix(): size for entry, size in sorted(old.items())}


def prune(store: Path, most: int = MOST) -> None:
    """Take away the entries that were not used for longest, until the others fit into `most` bytes."""
    with suppress(OSError):
        entries = [(entry.stat(), entry) for entry in (store / _FOLDER).glob("??/*") if entry.is_file()]
        total = sum(stat.st_size for stat, _ in entries)
        for stat, entry in sorted(entries, key=lambda each: each[0].st_mtime_ns):
            if total <= most:
                return
            entry.unlink(missing_ok=True)
            total -= stat.st_size
