"""Which reporting periods have inputs: from the names of folders and files, and from what splits a file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pmo_reports.config.fiscal import Fiscal, reporting_period
from pmo_reports.config.settings import Settings
from pmo_reports.errors import UsageError
from pmo_reports.model.period import Period
from pmo_reports.model.raw import InputFile
from pmo_reports.readers import search, shares
from pmo_reports.readers.guard import LIMITS

PLACE = "{period}"
_MONTH = ("[0-9][0-9][0-9][0-9]-[0-9][0-9]", re.compile(r"(?<!\d)\d{4}-\d{2}(?!\d)"))
_FISCAL = ("[0-9][0-9][0-9][0-9]-P[0-9][0-9]", re.compile(r"(?<!\d)\d{4}-P\d{2}(?!\d)"))
"""How periods look in paths: as a glob, and as a pattern."""


def periods(settings: Settings) -> tuple[Period, ...]:
    """The periods for which a source has at least one file, or a file of many periods a record, in order."""
    dated = [source.files for source in settings.sources.values() if PLACE in source.files]
    named = {period for files in dated for period in _named(settings, files)}
    return tuple(sorted(named.union(*(_told(settings, name) for name in settings.sources))))


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


def _told(settings: Settings, name: str) -> Iterator[Period]:
    """The periods that records of a source's files of many periods are of."""
    source = settings.sources[name]
    if not source.splits or PLACE in source.files:
        return
    for path in _files(settings.workspace, source.files):
        if search.inside(settings.workspace, path):
            for text in _shares(settings, name, path):
                yield from _parsed(text, settings.calendar.fiscal)


def _shares(settings: Settings, name: str, path: Path) -> Iterable[str]:
    try:
        content = path.read_bytes() if path.stat().st_size <= LIMITS.file else b""
    except OSError:  # collecting says so
        return ()
    file = InputFile(
        source=name,
        path=search.shown(settings.workspace, path),
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
    )
    return shares.of(settings, file, content)


def _files(workspace: Path, glob: str) -> Iterator[Path]:
    return (path for path in search.found(workspace, glob) if isinstance(path, Path))


def _parsed(text: str, fiscal: Fiscal) -> Iterator[Period]:
    try:
        yield reporting_period(fiscal, Period.parse(text))
    except UsageError:  # a folder such as 2026-13 is nobody's period
        return
