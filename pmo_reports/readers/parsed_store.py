"""The parsed store: what was read from a file, kept under what it is made of, so that it is read once.

An entry's name is made of the file, the settings of its source and the code.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from pmo_reports.config.sources import Source
from pmo_reports.model.raw import InputFile
from pmo_reports.readers import parsed_form
from pmo_reports.readers.parsed_form import Found
from pmo_reports.scratch import Shelf

_NAME, _FORM = "parsed", b"PMO parsed 1\n"


def parsed_shelf(scratch: Path) -> Shelf:
    """Where what was read is kept, below a folder of this machine."""
    return Shelf(scratch, _NAME, _FORM)


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


def recalled(scratch: Path, name: str, file: InputFile, source: Source) -> tuple[Found, ...] | None:
    """What was read from `file` of `source`, or null if it is not known."""
    content = parsed_shelf(scratch).recalled(name)
    try:
        return None if content is None else parsed_form.heard(content, file, source)
    except (OSError, ValueError, LookupError, TypeError):
        return None


def remember(scratch: Path, name: str, found: Sequence[Found]) -> None:
    """Keep what was read from a file. Where it cannot be kept, it is read again next time."""
    content = parsed_form.written(found)
    if content is not None:
        parsed_shelf(scratch).keep(name, content)
