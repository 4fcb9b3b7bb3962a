"""What an import came to: by period what was brought, and what was not taken and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from pmo_reports.backfill.candidates import Candidate
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Portfolio, Tally

MISSING = ("missing-file", "empty-folder")
"""Rules of findings that a source has no file of the period."""


class State(StrEnum):
    """What became of a period."""

    IMPORTED = "imported"
    WOULD_BE = "would be imported"
    UNCHANGED = "nothing new"
    REFUSED = "not remembered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A file, the source that reads it, and the path in the workspace at which it is laid."""

    candidate: Candidate
    source: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A period of an import.

    Attributes:
        files: what was laid, or lay there already, with what was done.
        tables: canonical table -> rows of those that have any.
        findings: what is wrong with the period, as it is read.
    """

    period: Period
    state: State
    files: tuple[tuple[Planned, str], ...] = ()
    snapshot: str = ""
    tallies: tuple[Tally, ...] = ()
    tables: dict[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def total(self) -> Tally:
        """All rows of the period."""
        names = ("read", "accepted", "quarantined", "deduplicated", "other_periods")
        sums = {name: sum(getattr(each, name) for each in self.tallies) for name in names}
        return Tally(source="all", part="", **sums)

    @property
    def missing(self) -> tuple[str, ...]:
        """The sources of which nothing is there."""
        told = (each.source for each in self.findings if each.rule in MISSING)
        return tuple(dict.fromkeys(told))


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import came to, oldest period first."""

    periods: tuple[Brought, ...]
    skipped: tuple[Finding, ...]
    dry: bool

    @property
    def failed(self) -> bool:
        """Whether nothing came of it though there was something to take."""
        worse = any(each.severity is not Severity.NOTE for each in self.skipped)
        return worse and not self.periods


def of_portfolio(found: Portfolio) -> dict[str, object]:
    """What is told of a period's tables."""
    return {
        "tallies": found.tallies,
        "tables": {name: len(frame) for name, frame in found.tables.items() if len(frame)},
        "findings": found.findings,
    }
