"""Which reporting periods have inputs, from the names of folders and files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pmo_reports.config.fiscal import Fiscal, reporting_period
from pmo_reports.config.settings import Settings
from pmo_reports.errors import UsageError
from pmo_reports.model.period import Period
from pmo_reports.readers import search

PLACE = "{period}"
_MONTH = ("[0-9][0-9][0-9][0-9]-[0-9][0-9]", re.compile(r"(?<!\d)\d{4}-\d{2}(?!\d)"))
_FISCAL = ("[0-9][0-9][0-9][0-9]-P[0-9][0-9]", re.compile(r"(?<!\d)\d{4}-P\d{2}(?!\d)"))
"""How periods look in paths: as a glob, and as a pattern."""


def periods(settings: Settings) -> tuple[Period, ...]:
    """The periods for which a source has at least one file, in order."""
    dated = [source.files for source in settings.sources.values() if PLACE in source.files]
    return tuple(sorted({period for files in dated for period in _named(settings, files)}))


def places(settings: Settings, period: Period) -> tuple[str, ...]:
    """Where the files of a period are looked for: the globs of the sources that have periods."""
    dated = {source.files for source in settings.sources.values() if PLACE in source.files}
    return tuple(files.replace(PLACE, period.id) for files in sorted(dated))


def _named(settings: Settings, files: str) -> Iterator[Period]:
    """The periods that stand in matching paths, and for which the glob itself finds a file."""
    workspace, fiscal = settings.workspace, settings.calendar.fiscal
    glob, shape = _FISCAL if fiscal.in_periods else _MONTH
    paths = [search.shown(workspace, path) for path in _files(workspace, files.replace(PLACE, glob))]
    for text in {text for path in paths for text in shape.findall(path)}:
        if any(_files(workspace, files.replace(PLACE, text))):
            yield from _parsed(text, fiscal)


def _files(workspace: Path, glob: str) -> Iterator[Path]:
    return (path for path in search.found(workspace, glob) if isinstance(path, Path))


def _parsed(text: str, fiscal: Fiscal) -> Iterator[Period]:
    try:
        yield reporting_period(fiscal, Period.parse(text))
    except UsageError:  # a folder such as 2026-13 is nobody's period
        return
