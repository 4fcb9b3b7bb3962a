from __future__ import annotations

import pytest

from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.rag import Rag
from tests.rag.examples import alone, assessed, one_dimension, project, reason, report
from tests.strategies import PERIOD, Row, portfolio


def refused(severity: Severity, table: str = "milestones") -> Finding:
    return Finding(severity=severity, rule="bad", problem="x", remedy="y", entity="P", table=table)


@pytest.mark.parametrize(
    ("severity", "table", "slip", "state"),
    [
        (Severity.ERROR, "milestones", 0, "?"),
        (Severity.ERROR, "milestones", 30, "R"),
        (Severity.ERROR, "costs", 0, "G"),
        (Severity.WARNING, "milestones", 0, "G"),
    ],
)
def test_a_quarantined_row_is_not_known(severity: Severity, table: str, slip: int, state: str) -> None:
    tables = portfolio(findings=(refused(severity, table),), projects=[project()], status_reports=[report()])
    assert assessed(tables, {"P": {"slip": slip}}, one_dimension()).rag("P", "schedule") == state


def milestone(**fields: object) -> Row:
    return {"project_id": "P", "milestone_id": "M1"} | fields


@pytest.mark.parametrize(
    ("before", "now", "state"),
    [
        ([milestone()], [milestone()], "G"),
        ([milestone()], [], "?"),
        ([milestone(actual_date=PERIOD.start)], [], "G"),
    ],
)
def test_what_vanished_without_being_done_is_not_known(before: list[Row], now: list[Row], state: str) -> None:
    last = alone(0, period=PERIOD.shifted(-1), milestones=before)
    entries = {"projects": [project()], "status_reports": [report()], "milestones": now}
    found = assessed(portfolio(**entries), {"P": {"slip": 0}}, one_dimension(), (last,))
    assert found.rag("P", "schedule") == state
    if state == "?":
        assert "Entries gone since the last period: 1 of milestones." in reason(found)


def test_vanished_entries_may_be_let_go() -> None:
    last = alone(0, period=PERIOD.shifted(-1), milestones=[milestone()])
    entries = {"projects": [project()], "status_reports": [report()]}
    found = assessed(portfolio(**entries), {"P": {"slip": 0}}, one_dimension(vanished=False), (last,))
    assert found.rag("P", "schedule") is Rag.GREEN
