"""`findings.xlsx`: what is wrong in the data, for the people who mend it, worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from pmo_reports.model.artefact import Artefact
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.tables import Portfolio, Tally
from pmo_reports.model.wording import ENGLISH, Wording, label
from pmo_reports.render.workbook import PROSE, WHOLE, Head, Look, Sheet, Shown, Value, workbook

NAME = "findings.xlsx"
NOBODY = label("(nobody named)")
MEANS: Mapping[Severity, str] = {
    Severity.BLOCK: label("Block: nothing is published"),
    Severity.ERROR: label("Error: row left out"),
    Severity.FIELD: label("Field: cell left out"),
    Severity.WARNING: label("Warning: please check"),
    Severity.NOTE: label("Note: read as meant"),
}
_ORDER = {severity: at for at, severity in enumerate(Severity)}
_STRONG, _RED, _AMBER, _BLUE, _NONE = "B21212", "F6D5D2", "FCEBC0", "E4EAF0", ""
_FILLS: Mapping[Severity, str] = {
    Severity.BLOCK: _STRONG,
    Severity.ERROR: _RED,
    Severity.FIELD: _AMBER,
    Severity.WARNING: _BLUE,
    Severity.NOTE: _NONE,
}


def findings(portfolio: Portfolio, wording: Wording = ENGLISH) -> Artefact:
    """The findings workbook of a period; heads and severities are told in the language of `wording`."""
    found = portfolio.findings
    sheets = (findings_sheet(found), _owners(found), reconciliation_sheet(portfolio.tallies))
    title = label("Findings for {period}", period=str(portfolio.period))
    return Artefact(NAME, workbook(title, sheets, portfolio.period.end, wording=wording))


def findings_sheet(found: tuple[Finding, ...]) -> Sheet:
    """One row for each finding, worst first, then by owner and place."""
    heads = (
        Head(name=label("Severity"), width=27),
        Head(name=label("Project"), look=PROSE, width=12),
        Head(name=label("Owner"), look=PROSE, width=18),
        Head(name=label("What is wrong"), look=PROSE, width=44),
        Head(name=label("What to do"), look=PROSE, width=44),
        Head(name=label("File"), look=PROSE, width=28),
        Head(name=label("Sheet"), look=PROSE, width=14),
        Head(name=label("Cell"), width=9),
        Head(name=label("Value"), look=PROSE, width=18),
        Head(name=label("Rule"), look=PROSE, width=18),
        Head(name=label("Source"), width=14),
        Head(name=label("Table"), width=14),
    )
    return Sheet(
        name=label("Findings"), heads=heads, rows=[_row(each) for each in sorted(found, key=_rank)], frozen=1
    )


def reconciliation_sheet(tallies: tuple[Tally, ...]) -> Sheet:
    """Rows read against rows accounted for, by source and part, with the total.

    Rows of other periods in files that hold many stand beside them: they are read for those.
    """
    names = label("Read"), label("Accepted"), label("Quarantined"), label("Deduplicated")
    heads = (
        Head(name=label("Source"), width=24),
        Head(name=label("Part"), width=24),
        *(Head(name=name, look=WHOLE, width=15) for name in names),
        Head(name=label("Accounted for"), width=16),
        Head(name=label("Of other periods"), look=WHOLE, width=18),
    )
    return Sheet(
        name=label("Reconciliation"), heads=heads, rows=[_tally(each) for each in (*tallies, _total(tallies))]
    )


def _rank(finding: Finding) -> tuple[object, ...]:
    where = (finding.file, finding.sheet, finding.cell)
    return (_ORDER[finding.severity], finding.owner, *where, finding.entity, finding.rule, finding.value)


def _row(finding: Finding) -> tuple[Value | Shown, ...]:
    said = (finding.entity, finding.owner or NOBODY, finding.problem, finding.remedy)
    place = (finding.file, finding.sheet, finding.cell, finding.value)
    return (_severity(finding.severity), *said, *place, finding.rule, finding.source, finding.table)


def _severity(severity: Severity) -> Shown:
    fill = _FILLS[severity]
    return Shown(MEANS[severity], Look(fill=fill, ink="FFFFFF" if fill == _STRONG else ""))


def _owners(found: tuple[Finding, ...]) -> Sheet:
    counts = Counter((finding.owner or NOBODY, finding.severity) for finding in found)
    owners = {owner: sum(counts[owner, severity] for severity in Severity) for owner, _ in counts}
    heads = (
        Head(name=label("Owner"), width=28),
        *(Head(name=MEANS[severity], look=WHOLE, width=27) for severity in Severity),
        Head(name=label("All"), look=WHOLE, width=10),
    )
    rows: list[tuple[Value, ...]] = [
        (owner, *(counts[owner, severity] for severity in Severity), total)
        for owner, total in sorted(owners.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    return Sheet(name=label("By owner"), heads=heads, rows=rows)


def _total(tallies: tuple[Tally, ...]) -> Tally:
    return Tally(
        source=label("All sources"),
        part="",
        read=sum(each.read for each in tallies),
        accepted=sum(each.accepted for each in tallies),
        quarantined=sum(each.quarantined for each in tallies),
        deduplicated=sum(each.deduplicated for each in tallies),
        other_periods=sum(each.other_periods for each in tallies),
    )


def _tally(each: Tally) -> tuple[Value, ...]:
    counts = (each.read, each.accepted, each.quarantined, each.deduplicated)
    holds = label("yes") if each.holds else label("NO")
    return (each.source, each.part, *counts, holds, each.other_periods)
