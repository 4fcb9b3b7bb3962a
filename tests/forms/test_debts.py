"""Who owes what: findings by kind and owner, and entries of the RAID log that are past their day."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pmo_reports.forms import NOBODY, Debt, Kind, debts
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.lineage import Lineage
from pmo_reports.model.period import Period
from pmo_reports.model.tables import TABLES, Portfolio, empty, typed

AS_OF, DUE = date(2026, 10, 31), date(2026, 11, 4)


def portfolio(**rows: list[dict[str, object]]) -> Portfolio:
    tables = {name: empty(table) for name, table in TABLES.items()}
    tables |= {name: typed(TABLES[name], pd.DataFrame(each)) for name, each in rows.items()}
    return Portfolio(period=Period(2026, 10), tables=tables, lineage=Lineage({}))


def found(rule: str, severity: Severity = Severity.WARNING, **more: str) -> Finding:
    told = {"file": "a.xlsx", "owner": "Ada", **more}
    return Finding(severity=severity, rule=rule, problem="P.", remedy="R.", **told)


def owed(*findings: Finding, **rows: list[dict[str, object]]) -> tuple[Debt, ...]:
    return debts(findings, portfolio(**rows), AS_OF, DUE, lambda day: (date(2026, 11, 10) - day).days)


def test_findings_are_owed_by_their_owners_the_most_pressing_first() -> None:
    told = owed(found("not-a-date"), found("missing-report"), found("stale-report"), found("missing-file"))
    assert [debt.kind for debt in told] == [
        Kind.MISSING_REPORT,
        Kind.MISSING_FILE,
        Kind.STALE_REPORT,
        Kind.FAULTY,
    ]
    assert {(debt.due, debt.late) for debt in told} == {(DUE, 6)}


def test_notes_and_what_stands_in_no_file_are_no_debts() -> None:
    assert owed(found("negative", Severity.NOTE), found("no-projects", file="")) == ()


def test_what_nobody_owns_comes_last() -> None:
    assert [debt.owner for debt in owed(found("x", owner=""), found("x", owner="Zed"))] == ["Zed", NOBODY]


def test_a_milestone_is_late_since_its_own_day() -> None:
    [debt] = owed(found("never-updated-milestone", value="2026-10-20"))
    assert (debt.kind, debt.due, debt.late) == (Kind.OVERDUE, date(2026, 10, 20), 21)


def test_open_entries_past_their_day_are_owed_by_their_owner_or_the_manager() -> None:
    day = pd.Timestamp("2026-10-30")
    risk = {
        "project_id": "A",
        "risk_id": "R1",
        "response_due": day,
        "state": "open",
        "source": "raid",
        "file": "r.xlsx",
    }
    risks = [
        {**risk, "owner": "Bob"},
        {**risk, "risk_id": "R2"},
        {**risk, "risk_id": "R3", "state": "closed"},
        {**risk, "risk_id": "R4", "response_due": pd.Timestamp(AS_OF)},
    ]
    told = owed(risks=risks, projects=[{"project_id": "A", "project_manager": "Ada"}])
    assert [(debt.owner, debt.finding.problem) for debt in told] == [
        ("Ada", "The response to risk R2 was due on 2026-10-30 and is still open."),
        ("Bob", "The response to risk R1 was due on 2026-10-30 and is still open."),
    ]
