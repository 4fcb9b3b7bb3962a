"""The tables of the data-quality page; each says so where it has nothing to list."""

from __future__ import annotations

from collections import Counter

from pmo_reports.model.figures import Sentence
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.pack import Cell, Chip, TableBlock
from pmo_reports.model.rag import Assessment, Rag
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.quality_score import SourceQuality, source_qualities
from pmo_reports.pack.quantities import between, count, days, on, share
from pmo_reports.pack.records import Record, text
from pmo_reports.pack.status_reports import missing_reports, reported, reported_on
from pmo_reports.pack.view import View

MOST_WARNINGS = 24  # warnings listed by cell; the findings workbook has all
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
        Field("severity", "Severity", lambda at: at[0].value, 0.8),
        Field("rule", "Check", lambda at: at[1].replace("-", " "), 2.5),
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
    costly = [finding for finding in ranked if finding.severity is not Severity.WARNING]
    warnings = [finding for finding in ranked if finding.severity is Severity.WARNING]
    rest = count(view.entity, "findings.not_shown", len(warnings) - MOST_WARNINGS)
    more = Sentence.of("+", rest, " more warnings in the findings workbook")
    fields: tuple[Field[Finding], ...] = (
        Field("severity", "Severity", lambda f: f.severity.value, 0.7),
        Field("project", "Project", lambda f: view.link(f.entity) if f.entity else None, 1.1),
        Field("place", "File, sheet and cell", lambda f: f.place or None, 2.0),
        Field("value", "Value", lambda f: f.value, 0.9),
        Field("problem", "What is wrong", lambda f: f.problem, 2.0),
        Field("remedy", "What to do", lambda f: f.remedy, 2.0),
        Field("owner", "Owner", lambda f: f.owner, 0.8),
    )
    words = Words(
        alt="Findings, most severe first, with their place and remedy",
        empty="Nothing was found.",
        more=more if len(warnings) > MOST_WARNINGS else Sentence(),
        caption="Findings",
    )
    return grid(fields, [*costly, *warnings[:MOST_WARNINGS]], words, locale=view.locale)


def missing_table(view: View) -> TableBlock:
    """Active projects without a report, or with one too old to count."""
    reports = reported(view)
    fields: tuple[Field[str], ...] = (
        Field("project", "Project", view.link, 2.0),
        Field("manager", "Project manager", lambda e: text(view.project(e), "project_manager"), 1.5),
        Field("reported_on", "Last report", lambda e: _last(e, reports.get(e)), 1.2),
        Field("age", "Age, calendar", lambda e: _age(view, e, reports.get(e)), 0.8),
    )
    words = Words(
        alt="Projects whose report is missing or stale",
        empty="Every active project has reported in time.",
        caption="Reports missing or stale",
    )
    return grid(fields, missing_reports(view), words, locale=view.locale)


def divergence_table(view: View) -> TableBlock:
    """Where the declared state is better than the computed one: green outside, red inside."""
    found = [
        a for (entity, _), a in sorted(view.now.assessments.items()) if a.diverges and entity in view.projects
    ]
    fields: tuple[Field[Assessment], ...] = (
        Field("project", "Project", lambda a: view.link(a.entity), 1.5),
        Field("dimension", "Dimension", lambda a: view.dimensions.get(a.dimension, "Overall"), 1.0),
        Field("declared", "Declared", lambda a: _chip(a.declared), 0.7),
        Field("computed", "Computed", lambda a: _chip(a.computed), 0.7),
        Field("effective", "Shown", lambda a: view.chip(a.entity, a.dimension), 0.7),
        Field("why", "Why", lambda a: a.reason, 3.5),
    )
    words = Words(
        alt="States that were declared better than they are computed",
        empty="No state was declared better than it is computed.",
        caption="Green outside, red inside",
    )
    return grid(fields, found, words, locale=view.locale)


def overrides_table(view: View) -> TableBlock:
    """Overrides that are in force and those that have expired."""
    fields: tuple[Field[Record], ...] = (
        Field("project", "Project", lambda r: view.link(text(r, "project_id")), 1.5),
        Field("dimension", "Dimension", lambda r: view.dimensions.get(text(r, "dimension"), "Overall"), 1.0),
        Field("to", "To", lambda r: text(r, "to"), 0.4),
        Field("reason", "Reason", lambda r: text(r, "reason"), 2.5),
        Field("approver", "Approved by", lambda r: text(r, "approver"), 1.2),
        Field("expires_on", "Expires", _expiry, 1.0),
        Field("state", "State", lambda r: _in_force(view, r), 0.8),
    )
    words = Words(
        alt="Overrides of states with their reason and expiry",
        empty="No state is overridden.",
        caption="Overrides, in force and expired",
    )
    return grid(fields, view.rows("overrides"), words, locale=view.locale)


def _rows(view: View, name: str) -> Field[SourceQuality]:
    def cell(quality: SourceQuality) -> Cell:
        return count(view.entity, f"rows.{name}", getattr(quality, name), quality.source)

    return Field(name, name.capitalize(), cell, 0.8)


def _score(view: View, name: str) -> Field[SourceQuality]:
    def cell(quality: SourceQuality) -> Cell:
        return share(view.entity, f"quality.{name}", getattr(quality, name), quality.source)

    return Field(name, name.capitalize(), cell, 0.8)


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
    return on(entity, "status_reports.reported_on", when) if when else "none"


def _age(view: View, entity: str, report: Record | None) -> Cell:
    age = between(reported_on(report), view.status_date) if report else None
    return days(entity, "status_reports.age", age)


def _chip(state: Rag | None) -> Cell:
    return Chip(rag=state) if state else None


def _expiry(row: Record) -> Cell:
    item = f"{text(row, 'dimension')}/{row.get('valid_from')}"
    return on(text(row, "project_id"), "overrides.expires_on", row.get("expires_on"), item)


def _in_force(view: View, row: Record) -> str:
    start, end = row.get("valid_from"), row.get("expires_on")
    if end is not None and end < view.status_date:
        return "expired"
    return "to come" if start is not None and start > view.status_date else "in force"
