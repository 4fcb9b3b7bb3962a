"""Who owes what: reports that are missing or stale, faulty cells, missing files, entries past their day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.lineage import CellRef
from pmo_reports.model.table import PROVENANCE
from pmo_reports.model.tables import Portfolio

NOBODY = "(nobody named)"


class Kind(StrEnum):
    """What is owed, the most pressing first."""

    MISSING_REPORT = "missing report"
    MISSING_FILE = "missing file"
    STALE_REPORT = "stale report"
    FAULTY = "faulty input"
    OVERDUE = "overdue entry"
    QUESTION = "open question"


_KINDS: Mapping[str, Kind] = {
    "missing-report": Kind.MISSING_REPORT,
    "missing-file": Kind.MISSING_FILE,
    "stale-report": Kind.STALE_REPORT,
    "other-period": Kind.STALE_REPORT,
    "never-updated-milestone": Kind.OVERDUE,
    "green-outside-red-inside": Kind.QUESTION,
    "override-expired": Kind.QUESTION,
    "implausible-index": Kind.QUESTION,
    "actuals-late": Kind.QUESTION,
}
_DUE: Mapping[str, tuple[str, str, str]] = {
    "risks": ("risk_id", "response_due", "The response to risk"),
    "issues": ("issue_id", "due", "Issue"),
    "actions": ("action_id", "due", "Action"),
    "assumptions": ("assumption_id", "validate_by", "Validating assumption"),
    "decisions": ("decision_id", "needed_by", "Decision"),
}
"""Table -> the entry's id, the day it is due, and how it is spoken of."""
_OVER = frozenset({"closed", "done", "decided"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """One thing that somebody owes; `late` in working days after `due`, 0 if it is not due yet."""

    owner: str
    kind: Kind
    due: date
    late: int
    finding: Finding


Late = Callable[[date], int]
"""How many working days ago a day was."""


def debts(
    findings: tuple[Finding, ...], portfolio: Portfolio, as_of: date, due: date, late: Late
) -> tuple[Debt, ...]:
    """Everything that is owed, by owner, the most pressing first.

    Args:
        findings: what was found in the inputs; notes are no debts.
        portfolio: the period's tables, for entries of the RAID log that are past their day.
        as_of: the status date: what was due before it should be done by it.
        due: when reports and files were due.
        late: working days since a day.
    """
    found = [_of_finding(each, due, late) for each in findings if _owed(each)]
    found += [_debt(each, Kind.OVERDUE, day, late) for each, day in _overdue(portfolio, as_of)]
    return tuple(sorted(found, key=_rank))


def _owed(finding: Finding) -> bool:
    """Notes ask for nothing; what stands in no file is nobody's input."""
    return finding.severity is not Severity.NOTE and bool(finding.file)


def _of_finding(finding: Finding, due: date, late: Late) -> Debt:
    kind = _KINDS.get(finding.rule, Kind.FAULTY)
    dated = kind is Kind.OVERDUE and finding.value
    return _debt(finding, kind, date.fromisoformat(finding.value) if dated else due, late)


def _debt(finding: Finding, kind: Kind, due: date, late: Late) -> Debt:
    return Debt(owner=finding.owner or NOBODY, kind=kind, due=due, late=late(due), finding=finding)


def _rank(debt: Debt) -> tuple[object, ...]:
    place = (debt.finding.file, debt.finding.sheet, debt.finding.cell)
    return (debt.owner == NOBODY, debt.owner, list(Kind).index(debt.kind), *place, debt.finding.problem)


def _overdue(portfolio: Portfolio, as_of: date) -> Iterator[tuple[Finding, date]]:
    """Open entries of the RAID log that were due before the status date, with that day."""
    named = portfolio["projects"][["project_id", "project_manager"]].dropna()
    managers: dict[str, str] = dict(zip(named["project_id"], named["project_manager"], strict=True))
    for table, (key, when, spoken) in _DUE.items():
        frame = portfolio[table]
        passed = frame[when].lt(pd.Timestamp(as_of)) & ~frame["state"].fillna("").isin(_OVER)
        columns = ["project_id", key, when, "owner", *PROVENANCE]
        for entry in frame.loc[passed, columns].to_dict("records"):
            row = {str(name): value for name, value in entry.items()}
            day = pd.Timestamp(row[when]).date()
            owner = row["owner"] if isinstance(row["owner"], str) else managers.get(row["project_id"], "")
            cell = portfolio.lineage.cell(table, row, when) or CellRef(str(row["file"]), "", "")
            yield _past(f"{spoken} {row[key]}", row, cell, (day, owner), table), day


def _past(what: str, row: Mapping[str, object], cell: CellRef, who: tuple[date, str], table: str) -> Finding:
    return Finding(
        severity=Severity.WARNING,
        rule="overdue-entry",
        entity=str(row["project_id"]),
        source=str(row["source"]),
        file=cell.file,
        sheet=cell.sheet,
        cell=cell.cell,
        value=who[0].isoformat(),
        problem=f"{what} was due on {who[0].isoformat()} and is still open.",
        remedy="Close it, or enter a new date.",
        owner=who[1],
        table=table,
    )
