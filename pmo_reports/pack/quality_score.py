"""Data quality in figures: how much was valid, in time and known, over all and by source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

from pmo_reports.model.assessed import OVERALL
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.rag import Rag
from pmo_reports.model.wording import label
from pmo_reports.pack.status_reports import fresh, missing_reports, reported
from pmo_reports.pack.view import View

GRADES = (("A", 0.95), ("B", 0.85), ("C", 0.70))
LAST_GRADE = "D"
_DARK = frozenset({Rag.UNKNOWN, Rag.STALE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """The quality of all that a pack rests on, each a fraction or null where there is nothing to score.

    Attributes:
        validity: rows that were accepted, or repeat accepted ones, of rows read.
        timeliness: active projects with a report that is not stale.
        coverage: states that are known, of active projects and the dimensions that anybody reports.
    """

    validity: float | None
    timeliness: float | None
    coverage: float | None

    @property
    def score(self) -> float | None:
        """The mean of those that are known; null where no row was read."""
        return None if self.validity is None else mean((self.validity, self.timeliness, self.coverage))


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceQuality:
    """The rows of a source and its scores, each a fraction or null where there is nothing to score.

    Attributes:
        validity: rows that were accepted, or repeat accepted ones, of rows read.
        completeness: rows read of which no cell had to be set to null, of rows read.
        timeliness: active projects with a report that is not stale (sources of status reports only).
    """

    source: str
    read: int
    accepted: int
    quarantined: int
    deduplicated: int
    validity: float | None
    completeness: float | None
    timeliness: float | None

    @property
    def score(self) -> float | None:
        """The mean of the scores that are known."""
        return mean((self.validity, self.completeness, self.timeliness))


def quality(view: View) -> Quality:
    """The quality of the whole portfolio's data."""
    tallies = view.now.portfolio.tallies
    read, kept = sum(t.read for t in tallies), sum(t.accepted + t.deduplicated for t in tallies)
    late, due = len(missing_reports(view)), len(view.active)
    return Quality(
        validity=_ratio(kept, read),
        timeliness=_ratio(due - late, due) if reported(view) else None,
        coverage=_coverage(view),
    )


def source_qualities(view: View) -> tuple[SourceQuality, ...]:
    """The quality of every source that gave rows, worst first."""
    names = dict.fromkeys(tally.source for tally in view.now.portfolio.tallies)
    found = [_quality(view, name) for name in names]
    return tuple(sorted(found, key=lambda q: (1.0 if q.score is None else q.score, q.source)))


def grade(score: float | None) -> str:
    """The score as a letter: A to D, or "not scored"."""
    if score is None:
        return label("not scored")
    return next((letter for letter, least in GRADES if score >= least), LAST_GRADE)


def grade_rag(view: View, score: float | None) -> Rag:
    """The colour of the score: A is green, B amber, less is red, and so is a finding that blocks."""
    if any(finding.severity is Severity.BLOCK for finding in view.now.portfolio.findings):
        return Rag.RED
    return {"A": Rag.GREEN, "B": Rag.AMBER, "not scored": Rag.UNKNOWN}.get(grade(score), Rag.RED)


def mean(scores: Iterable[float | None]) -> float | None:
    """The mean of the scores that are known, null where none is."""
    known = [score for score in scores if score is not None]
    return fmean(known) if known else None


def _coverage(view: View) -> float | None:
    """Known states, overall included, of all there should be; what nobody reports does not count."""
    asked = [OVERALL, *(d for d in view.dimensions if any(view.rag(e, d) not in _DARK for e in view.active))]
    states = [view.rag(entity, dimension) for dimension in asked for entity in view.active]
    return _ratio(sum(state not in _DARK for state in states), len(states))


def _quality(view: View, source: str) -> SourceQuality:
    tallies = [tally for tally in view.now.portfolio.tallies if tally.source == source]
    read = sum(tally.read for tally in tallies)
    accepted = sum(tally.accepted for tally in tallies)
    deduplicated = sum(tally.deduplicated for tally in tallies)
    return SourceQuality(
        source=source,
        read=read,
        accepted=accepted,
        quarantined=sum(tally.quarantined for tally in tallies),
        deduplicated=deduplicated,
        validity=_ratio(accepted + deduplicated, read),
        completeness=_ratio(read - min(read, _nulled(view.now.portfolio.findings, source)), read),
        timeliness=_timeliness(view, source),
    )


def _nulled(findings: Iterable[Finding], source: str) -> int:
    """How many rows of `source` lost a cell, by the places of its findings."""
    cells = [f for f in findings if f.source == source and f.severity is Severity.FIELD]
    return len({(f.file, f.sheet, f.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for f in cells})


def _timeliness(view: View, source: str) -> float | None:
    reports = reported(view)
    if source not in {row.get("source") for row in reports.values()}:
        return None
    on_time = [entity for entity in view.active if fresh(view, reports.get(entity))]
    return _ratio(len(on_time), len(view.active))


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
