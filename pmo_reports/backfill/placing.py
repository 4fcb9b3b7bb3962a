"""Where a file is laid: where its source's `files` look for the period, under a name that they read."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from pmo_reports.backfill.bench import Bench
from pmo_reports.backfill.candidates import Candidate
from pmo_reports.backfill.identity import PLACE, stripped
from pmo_reports.model.finding import Finding
from pmo_reports.model.period import Period

_WILD = re.compile(r"[*?\[\]]")


def target(bench: Bench, each: Candidate, source: str, period: Period | None) -> str | Finding:
    """The path in the workspace at which a file of the period is laid, or of none where it holds many."""
    glob = bench.settings.sources[source].files
    *folders, pattern = PurePosixPath(glob.replace(PLACE, period.id if period else PLACE)).parts
    names = [_folder(folder, each) for folder in folders if folder != "**"]
    name = _name(pattern, each.name, stripped(bench, each.name))
    if name is None or None in names:
        return each.refused(
            "no-place",
            f"`files` of the source {source} ({glob}) does not say where this file would lie.",
            "Rename the file so that it fits, or lay it there yourself.",
        )
    return "/".join((*filter(None, names), name))


def _folder(pattern: str, each: Candidate) -> str | None:
    """A folder as it is written, or the nearest of the file's own that its pattern fits."""
    if not _WILD.search(pattern):
        return pattern
    return next((name for name in reversed(each.folders) if _is(name, pattern)), None)


def _name(pattern: str, name: str, bare: str) -> str | None:
    """The file's own name where it fits, else the one that is written; `bare` is without its period."""
    if _is(name, pattern):
        return name
    if not _WILD.search(pattern):
        return pattern
    if _is(bare, pattern):
        return bare
    if _WILD.findall(pattern) != ["*"]:
        return None
    inner = PurePosixPath(bare).stem if PurePosixPath(pattern).suffix else bare
    return pattern.replace("*", inner)


def _is(name: str, pattern: str) -> bool:
    return fnmatchcase(name.casefold(), pattern.casefold())
