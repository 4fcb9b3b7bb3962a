"""Which reporting periods have inputs, from the names of folders and files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pmo_reports.config.settings import Settings
from pmo_reports.errors import UsageError
from pmo_reports.model.period import Period
from pmo_reports.readers import search

PLACE = "{period}"
_ANY = "[0-9][0-9][0-9][0-9]-[0-9][0-9]"
_MONTH = re.compile(r"(?<!\d)\d{4}-\d{2}(?!\d)")


def periods(settings: Settings) -> tuple[Period, ...]:
    """The periods for which a source has at least one file, in order."""
    dated = [source.files for source in settings.sources.values() if PLACE in source.files]
    return tuple(sorted({period for files in dated for period in _named(settings.workspace, files)}))


def _named(workspace: Path, files: str) -> Iterator[Period]:
    """The periods that stand in matching paths, and for which the glob itself finds a file."""
    paths = [search.shown(workspace, path) for path in _files(workspace, files.replace(PLACE, _ANY))]
    for text in {text for path in paths for text in _MONTH.findall(path)}:
        if any(_files(workspace, files.replace(PLACE, text))):
            yield from _parsed(text)


def _files(workspace: Path, glob: str) -> Iterator[Path]:
    return (path for path in search.found(workspace, glob) if isinstance(path, Path))


def _parsed(text: str) -> Iterator[Period]:
    try:
        yield Period.parse(text)
    except UsageError:  # a folder such as 2026-13 is nobody's period
        return
