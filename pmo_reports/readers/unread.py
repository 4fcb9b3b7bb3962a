"""Files in a period's own folder that no source reads: misnamed, in the wrong place, or of another kind."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from pmo_reports.config.settings import Settings
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.period import Period
from pmo_reports.readers import search
from pmo_reports.readers.periods import PLACE, places

MOST = 20
"""Files that are told of one by one; a folder of photographs is told of once."""
_NEAR = 0.6


def findings(settings: Settings, period: Period, read: Collection[str]) -> Iterator[Finding]:
    """A note on each file of the period's folders that is not in `read`."""
    globs = places(settings, period)
    stray = sorted(
        shown
        for folder in _folders(settings, period)
        for path in search.found(settings.workspace, f"{folder}/**/*")
        if isinstance(path, Path) and (shown := search.shown(settings.workspace, path)) not in read
    )
    for file in stray[:MOST]:
        yield _finding(file, f"No source reads this file, so nothing of it is reported{_near(file, globs)}.")
    if len(stray) > MOST:
        yield _finding(
            stray[MOST], f"No source reads this file and {len(stray) - MOST - 1} others behind it."
        )


def _folders(settings: Settings, period: Period) -> Iterator[str]:
    """The outermost folders that are of the period alone."""
    dated = [PurePosixPath(source.files).parts for source in settings.sources.values()]
    named = {parts[: parts.index(PLACE) + 1] for parts in dated if PLACE in parts[:-1]}
    yield from sorted("/".join(parts).replace(PLACE, period.id) for parts in named)


def _near(file: str, globs: Collection[str]) -> str:
    near = get_close_matches(file, globs, n=1, cutoff=_NEAR)
    return f"; the nearest that is read is {near[0]}" if near else ""


def _finding(file: str, problem: str) -> Finding:
    return Finding(
        severity=Severity.NOTE,
        rule="unread-file",
        problem=problem,
        remedy="Name it as `files` of its source says and put it there, or take it out of the folder.",
        file=file,
    )
