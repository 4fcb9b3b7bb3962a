"""What must agree in `sources/*.yaml`: globs stay in the workspace, tables and fields exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath, PureWindowsPath
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pmo_reports.config.claims import claim_mistakes
from pmo_reports.config.document import Keys
from pmo_reports.config.fields import table_names, unknown_fields
from pmo_reports.config.file_name_checks import file_name_mistakes
from pmo_reports.config.mistake import Mistake, suggestion
from pmo_reports.config.orientation_checks import orientation_mistakes
from pmo_reports.config.protrack_checks import protrack_mistakes
from pmo_reports.config.record_checks import record_mistakes
from pmo_reports.config.schedule_checks import schedule_mistakes
from pmo_reports.config.sources import Part, Source
from pmo_reports.config.split_checks import split_mistakes

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_EXAMPLE = "such as inputs/{period}/*.csv"


def source_mistakes(source: Source) -> Iterator[Mistake]:
    """What does not agree in a source."""
    yield from _glob_mistakes(source.files)
    yield from _locale_mistakes(source.values.locales)
    yield from _zone_mistakes(source.values.zone)
    for name, part in source.parts.items():
        yield from _part_mistakes(("parts", name), part)
        yield from record_mistakes(("parts", name), part, source.reader)
        yield from _version_mistakes(("parts", name, "versions"), part, source)
    if source.reader == "schedule":
        yield from schedule_mistakes(source)
    yield from protrack_mistakes(source)
    yield from split_mistakes(source)
    if not source.parts:
        yield Mistake(("parts",), "the source has no parts, so it fills no table", "add one part at least")


def _locale_mistakes(locales: tuple[str, ...]) -> Iterator[Mistake]:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - a load needs it, an import of us does not

    for at, name in enumerate(locales):
        try:
            Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            keys = ("values", "locales", at)
            yield Mistake(keys, f"there is no locale {name!r}", "write one such as en_GB or de_DE")


def _zone_mistakes(zone: str) -> Iterator[Mistake]:
    try:
        ZoneInfo(zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        keys = ("values", "zone")
        yield Mistake(keys, f"there is no time zone {zone!r}", "write one such as Europe/Berlin or UTC")


def _glob_mistakes(files: str) -> Iterator[Mistake]:
    if "\\" in files or PureWindowsPath(files).drive:
        yield Mistake(
            ("files",), f"{files!r} is not a path with forward slashes inside the workspace", _EXAMPLE
        )
    elif not files or files.startswith(("/", "~")) or ".." in PurePosixPath(files).parts:
        yield Mistake(("files",), f"{files!r} does not stay inside the workspace", _EXAMPLE)
    for word in _PLACEHOLDER.findall(files):
        if word != "period":
            yield Mistake(("files",), f"unknown placeholder {{{word}}}", "allowed: {period}")


def _part_mistakes(keys: Keys, part: Part) -> Iterator[Mistake]:
    if part.table not in table_names():
        yield Mistake(
            (*keys, "table"), f"there is no table {part.table!r}", suggestion(part.table, table_names())
        )
        return
    yield from unknown_fields((*keys, "columns"), part.columns, part.table)
    yield from file_name_mistakes((*keys, "columns"), part)
    yield from claim_mistakes((*keys, "columns"), part)
    yield from orientation_mistakes(keys, part)
    if part.skip_blank and part.skip_blank not in part.columns:
        remedy = suggestion(part.skip_blank, part.columns)
        yield Mistake((*keys, "skip_blank"), f"the part has no column {part.skip_blank!r}", remedy)


def _version_mistakes(keys: Keys, part: Part, source: Source) -> Iterator[Mistake]:
    for at, version in enumerate(part.versions):
        if version not in source.versions:
            remedy = suggestion(version, source.versions)
            yield Mistake((*keys, at), f"the source has no version {version!r}", remedy)
