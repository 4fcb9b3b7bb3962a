"""Findings as lines of text: counts by severity, then each with its place and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pmo_reports.model.finding import Finding
from pmo_reports.model.tables import Tally


def lines(findings: Sequence[Finding], most: int) -> Iterator[str]:
    """Counts by severity, then the findings; with a limit, the first of each rule and how many follow."""
    counted = Counter(finding.severity.value for finding in findings)
    yield "Findings: " + (", ".join(f"{n} {severity}" for severity, n in counted.items()) or "none")
    shown = [(finding, 0) for finding in findings] if most >= len(findings) else _firsts(findings)[:most]
    for finding, others in shown:
        place = finding.place or finding.entity
        yield f"  {finding.severity.value:8} {' '.join(f'{place}: {finding.problem}'.split())}"
        more = f" (+{others} more of this kind)" if others else ""
        yield f"           mend: {' '.join(finding.remedy.split())}{more}"
    told = sum(1 + others for _, others in shown)
    if told < len(findings):
        yield f"  +{len(findings) - told} of other kinds; findings.xlsx lists them all"


def reconciled(tallies: Sequence[Tally]) -> Iterator[str]:
    """The row reconciliation, a line for each part of a source."""
    for each in tallies:
        more = f"; {each.other_periods} more of other periods" if each.other_periods else ""
        yield (
            f"{each.source}/{each.part}: {each.read} rows = {each.accepted} accepted"
            f" + {each.quarantined} quarantined + {each.deduplicated} deduplicated{more}"
        )


def _firsts(findings: Sequence[Finding]) -> list[tuple[Finding, int]]:
    """The first finding of each rule, and how many more there are of it."""
    rules = Counter(finding.rule for finding in findings)
    firsts = {finding.rule: finding for finding in reversed(findings)}
    return [(firsts[rule], n - 1) for rule, n in rules.items()]
