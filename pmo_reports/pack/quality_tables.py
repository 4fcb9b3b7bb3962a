"""The tables of the data-quality page; each says so where it has nothing to list."""

from __future__ import annotations

from collections import Counter

from pmo_reports.model.figures import Sentence
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.pack import Cell, TableBlock
from pmo_reports.model.wording import label, say
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.quality_score import SourceQuality, source_qualities
from pmo_reports.pack.quantities import between, count, days, on, share
from pmo_reports.pack.records import Record, text
from pmo_reports.pack.status_reports import missing_reports, reported, reported_on
from pmo_reports.pack.view import View

MOST_MILD = 24  # warnings and notes listed by cell; the findings workbook has all
MOST_OF_A_RULE = 8  # of the same kind: more say nothing new
EFFECTS = {
    Severity.BLOCK: label("stops the pack"),
    Severity.ERROR: label("row left out"),
    Severity.FIELD: label("cell left empty"),
    Severity.WARNING: label("to be checked"),
    Severity.NOTE: label("for information"),
}
_HEADS = {
    "read": label("Read"),
    "accepted": label("Accepted"),
    "quarantined": label("Quarantined"),
    "deduplicated": label("Deduplicated"),
    "validity": label("Validity"),
    "completeness": label("Completeness"),
    "timeliness": label("Timeliness"),
    "score": label("Score"),
}
_MILD = frozenset({Severity.WARNING, Severity.NOTE})
_ORDER = tuple(Severity)


def sources_table(view: View) -> TableBlock:
    """Rows of each source, read = accepted + quarantined + deduplicated, with its scores."""
    fields: tuple[Field[SourceQuality], ...] = (
        Field("source", "Source", lambda q: q.source, 2.0),
        *(_rows(view, name) for name in ("read", "accepted", "quarantined", "deduplicated")),
        *(_score(view, name) for name in ("validity", "completeness", "timeliness", "score")),
    )
    words = Words(
        alt="Rows read, accepted, quarantined and deduplicated by source, with scores, worst first",
        caption="Rows by source: read = accepted + quarantined + deduplicated",
    )
    return grid(fields, source_qualities(view), words, locale=view.locale)


def summary_table(view: View) -> TableBlock:
    """Findings by severity and rule."""
    found = Counter((f.severity, f.rule) for f in view.findings)
    ranked = sorted(found, key=lambda at: (_ORDER.index(at[0]), -found[at], at[1]))
    fields: tuple[Field[tuple[Severity, str]], ...] = (
        Field("severity", "Effect", lambda at: EFFECTS[at[0]], 0.8),
        Field("rule", "Check", lambda at: label(at[1].replace("-", " ")), 2.5),
        Field(
            "findings", "Findings", lambda at: count(view.entity, "findings", found[at], "/".join(at)), 0.7
        ),
    )
    words = Words(
        alt="Number of findings by severity and check",
        empty="Nothing was found.",
        caption="Findings by check",
    )
    return grid(fields, ranked, words, locale=view.locale)


def findings_table(view: View) -> TableBlock:
    """Every finding that costs data, then warnings, each with its place and what to do."""
    ranked = sorted(view.findings, key=_place)
    costly = [finding for finding in ranked if finding.severity not in _MILD]
    mild = [finding for finding in ranked if finding.severity in _MILD]
    shown = [finding for at, finding in enumerate(mild) if _place_in_rule(mild, at) < MOST_OF_A_RULE][
        :MOST_MILD
    ]
    rest = count(view.entity, "findings.not_shown", len(mild) - len(shown))
    more = say("+{n} more warnings and notes in the findings workbook", n=rest)
    fields: tuple[Field[Finding], ...] = (
        Field("severity", "Effect", lambda f: EFFECTS[f.severity], 0.9),
        Field("project", "Project", lambda f: view.link(f.entity) if f.entity else None, 1.1),
        Field("file", "File", lambda f: f.file or None, 1.2),
        Field("sheet", "Sheet", lambda f: f.sheet or None, 0.8, optional=True),
        Field("cell", "Cell", lambda f: f.cell or None, 0.9, optional=True),
        Field("value", "Value", lambda f: f.value or None, 1.3),
        Field("problem", "What is wrong", lambda f: f.problem, 2.0),
        Field("remedy", "What to do", lambda f: f.remedy, 2.0),
        Field("owner", "Owner", lambda f: f.owner, 0.8),
    )
    words = Words(
        alt="Findings, most severe first, with their place and remedy",
        empty="Nothing was found.",
        more=more if len(mild) > len(shown) else Sentence(),
        caption="Findings",
    )
    return grid(fields, [*costly, *shown], words, locale=view.locale)


def missing_table(view: View) -> TableBlock:
    """Active projects without a report, or with one too old to count."""
    reports = reported(view)
    fields: tuple[Field[str], ...] = (
        Field("project", "Project", view.link, 2.0),
        Field("manager", "Project manager", lambda e: text(view.project(e), "project_manager"), 1.5),
        Field("reported_on", "Last report", lambda e: _last(e, reports.get(e)), 1.2),
        Field("age", "Age", lambda e: _age(view, e, reports.get(e)), 0.8),
    )
    words = Words(
        alt="Projects whose report is missing or stale",
        empty="Every active project has reported in time.",
        caption="Reports missing or stale, age in calendar days",
    )
    return grid(fields, missing_reports(view), words, locale=view.locale)


def _rows(view: View, name: str) -> Field[SourceQuality]:
    def cell(quality: SourceQuality) -> Cell:
        return count(view.entity, f"rows.{name}", getattr(quality, name), quality.source)

    return Field(name, _HEADS[name], cell, 0.8)


def _score(view: View, name: str) -> Field[SourceQuality]:
    def cell(quality: SourceQuality) -> Cell:
        return share(view.entity, f"quality.{name}", getattr(quality, name), quality.source)

    return Field(name, _HEADS[name], cell, 0.8)


def _place_in_rule(findings: list[Finding], at: int) -> int:
    """How many of the same rule stand before the one at `at`."""
    return sum(finding.rule == findings[at].rule for finding in findings[:at])


def _place(finding: Finding) -> tuple[int, str, str, str, str, str]:
    return (
        _ORDER.index(finding.severity),
        finding.rule,
        finding.file,
        finding.sheet,
        finding.cell,
        finding.entity,
    )


def _last(entity: str, report: Record | None) -> Cell:
    when = reported_on(report) if report else None
    return on(entity, "status_reports.reported_on", when) if when else label("none")


def _age(view: View, entity: str, report: Record | None) -> Cell:
    age = between(reported_on(report), view.status_date) if report else None
    return days(entity, "status_reports.age", age)
