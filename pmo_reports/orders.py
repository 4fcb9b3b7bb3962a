"""What is asked of the pipeline, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pmo_reports.config.settings import Settings
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.changes import Changes
from pmo_reports.model.finding import Finding
from pmo_reports.model.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to build: a pack of a workspace for a period; `out` defaults to `out/` in the workspace.

    Attributes:
        today: the day that is noted where something changes what is known; null for the clock's.
        known_on: only what was known on that day counts; null for what is known now.
    """

    workspace: Path
    period: Period
    pack: str
    out: Path | None = None
    today: date | None = None
    known_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """An assessed period with those before it, oldest first, and everything that was found."""

    settings: Settings
    assessed: Assessed
    past: tuple[Assessed, ...]
    findings: tuple[Finding, ...]


End = tuple[Period, date | None]
"""One of two periods that are compared, by what was known on a day; null for what is known now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two assessed periods, and what is not in the second as it was in the first."""

    settings: Settings
    before: Assessed
    after: Assessed
    changes: Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A published pack: its folder, files and findings; `unchanged` if that version was there already."""

    folder: Path
    version: int
    files: tuple[str, ...]
    run: str
    headline: str
    findings: tuple[Finding, ...]
    unchanged: bool
