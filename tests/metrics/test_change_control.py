"""Changes in money and days, growth, stage gates, and the other logs of the RAID log, by hand."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_reports.metrics import gates, growth, register_items, scope
from pmo_reports.metrics.gates import next_gates
from pmo_reports.model.measures import Measurements, index
from pmo_reports.model.tables import Portfolio
from tests.metrics.examples import basis_of, some
from tests.strategies import ROOT, Row, portfolio, rows

PROJECTS = rows(
    project_id=["P", "Q"],
    level="project",
    baseline_start=["2026-10-05", "2026-10-05"],
    baseline_finish=["2026-11-02", "2026-10-19"],  # 20 and 10 working days
)
CHANGES = rows(
    project_id=["P", "P", "P", "Q"],
    change_id=["C1", "C2", "C3", "C4"],
    state=["approved", "pending", "rejected", "approved"],
    cost=["20", "10", "99", "30"],
    days=[4, 2, 99, -5],
    raised_on=["2026-09-01", "2026-10-19", "2026-10-01", "2026-08-01"],
    decided_on=["2026-10-02", None, "2026-10-31", "2026-09-30"],
)
COSTS = rows(
    project_id=["P", "Q"], category="All", month="2026-10-01", budget_original=["200", "100"],
    budget_current=["230", "130"],
)  # fmt: skip
GATES = rows(
    project_id=["P"] * 5 + ["Q"],
    gate_id=["G1", "G2", "G3", "G4", "G5", "G1"],
    name=["Start", "Design", "Build", "Trial", "End", "Start"],
    planned_date=["2026-08-03", "2026-09-01", "2026-10-26", "2026-11-16", "2027-03-01", "2026-10-30"],
    forecast_date=["2026-08-03", None, "2026-10-28", "2026-11-20", None, "2026-11-06"],
    actual_date=["2026-08-03", "2026-09-04", None, None, None, "2026-11-06"],  # Q's lies ahead
    verdict=["Passed", "Proceed with conditions", None, None, None, "Passed"],
    conditions=[None, "Second source", None, None, None, None],
    conditions_due=[None, "2026-10-30", None, None, None, None],
)
ISSUES = rows(
    project_id="P", issue_id=["I1", "I2", "I3", "I4"], severity=["Very high", "medium", "P4", "High"],
    due=["2026-10-30", "2026-10-31", "2026-11-01", "2026-01-01"], state=["open", None, "open", "closed"],
)  # fmt: skip
ACTIONS = rows(
    project_id="P", action_id=["A1", "A2", "A3"], due=["2026-10-01", "2026-10-01", "2026-12-01"],
    done_on=[None, "2026-10-20", None], state="open",
)  # fmt: skip
DECISIONS = rows(
    decision_id=["D1", "D2", "D3", "D4"], project_id="P", cost_of_delay=["100", "7", "30", "1"],
    needed_by=["2026-10-15", "2026-12-01", "2026-09-01", "2026-09-01"],
    state=["open", "open", "decided", "decided"], decided_on=[None, None, "2026-10-01", None],
    currency="GBP",
)  # fmt: skip
ASSUMPTIONS = rows(
    project_id="P", assumption_id=["S1", "S2"], validate_by=["2026-10-01", "2026-11-30"], state="open"
)


def tables(**changed: list[Row]) -> Portfolio:
    return portfolio(
        **{
            "projects": PROJECTS, "changes": CHANGES, "costs": COSTS, "gates": GATES, "issues": ISSUES,
            "actions": ACTIONS, "decisions": DECISIONS, "assumptions": ASSUMPTIONS,
        } | changed
    )  # fmt: skip


OURS = tuple(index(gates, growth, register_items, scope))


@pytest.fixture(scope="module")
def found() -> Measurements:
    return some(basis_of(tables()), *OURS)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("approved_change_days", [4, -5, -1]),
        ("pending_change_days", [2, 0, 2]),
        ("oldest_pending_change", [10, None, 10]),  # 19 to 30 October, and 31 is a Saturday: 2 November
        ("changes_raised", [2, 0, 2]),
        ("changes_decided", [2, 0, 2]),  # since 1 October
        ("changes_approved", [1, 0, 1]),
        ("change_cost_in_period", [20, 0, 20]),
        ("approved_change_ratio", [0.1, 0.3, pytest.approx(50 / 300)]),
        ("budget_growth", [30, 30, 60]),
        ("budget_growth_share", [0.15, 0.3, 0.2]),
        ("unexplained_growth", [10, 0, 10]),
        ("baseline_duration", [20, 10, 30]),
        ("approved_days_ratio", [0.2, -0.5, pytest.approx(-1 / 30)]),
        ("change_days_ratio", [pytest.approx(0.3), -0.5, pytest.approx(1 / 30)]),
        ("gates_held", [2, 0, 2]),
        ("gates_passed", [1, 0, 1]),
        ("gates_conditional", [1, 0, 1]),
        ("gates_refused", [0, 0, 0]),
        ("gates_with_conditions_open", [1, 0, 1]),
        ("gates_with_conditions_overdue", [1, 0, 1]),
        ("gates_overdue", [1, 0, 1]),  # G3 was expected on 28 October
        ("gates_due_90", [1, 1, 2]),
        ("next_gate", [date(2026, 11, 20), date(2026, 11, 6), date(2026, 11, 6)]),
        ("gate_slip", [5, 5, 5]),  # G3 cannot be held before 2 November: from 26 October
        ("issues_open", [3, 0, 3]),
        ("issues_high", [1, 0, 1]),
        ("issues_medium", [1, 0, 1]),
        ("issues_low", [1, 0, 1]),
        ("issues_overdue", [1, 0, 1]),
        ("actions_open", [2, 0, 2]),
        ("actions_overdue", [1, 0, 1]),
        ("decisions_open", [2, 0, 2]),
        ("decisions_overdue", [1, 0, 1]),
        ("overdue_decision_cost", [125, 0, 125]),
        ("assumptions_open", [2, 0, 2]),
        ("assumptions_overdue", [1, 0, 1]),
    ],
)
def test_measures_by_hand(found: Measurements, key: str, expected: list[object]) -> None:
    assert [found.value(entity, key) for entity in ("P", "Q", ROOT)] == expected


@pytest.mark.parametrize(
    ("table", "field", "keys"),
    [
        ("changes", "days", "approved_change_days change_days_ratio"),
        ("changes", "decided_on", "changes_decided change_cost_in_period"),
        ("changes", "raised_on", "changes_raised"),
        ("issues", "severity", "issues_high issues_medium issues_low"),
        ("issues", "due", "issues_overdue"),
        ("actions", "due", "actions_overdue"),
        ("decisions", "needed_by", "decisions_overdue overdue_decision_cost"),
        ("decisions", "cost_of_delay", "overdue_decision_cost"),
        ("assumptions", "validate_by", "assumptions_overdue"),
        ("gates", "verdict", "gates_passed gates_conditional gates_refused gates_with_conditions_open"),
        ("gates", "planned_date", "gate_slip"),
    ],
)
def test_what_is_missing_never_looks_better(table: str, field: str, keys: str) -> None:
    first, *rest = {"changes": CHANGES, "issues": ISSUES, "actions": ACTIONS, "decisions": DECISIONS,
                    "assumptions": ASSUMPTIONS, "gates": GATES}[table]  # fmt: skip
    lost = some(basis_of(tables(**{table: [first | {field: None}, *rest]})), *keys.split())
    assert {lost.value("P", key) for key in keys.split()} == {None}


def test_without_a_log_nothing_is_known() -> None:
    keys = ("gates_held", "gates_overdue", "issues_open", "actions_overdue", "decisions_open")
    bare = some(basis_of(portfolio(projects=PROJECTS)), *keys)
    assert [bare.value("P", key) for key in keys] == [None] * 5


def test_conditions_that_are_met_are_not_open() -> None:
    met = [each | {"conditions_met": "2026-10-01"} for each in GATES]
    assert (
        some(basis_of(tables(gates=met)), "gates_with_conditions_open").value(
            "P", "gates_with_conditions_open"
        )
        == 0
    )


def test_the_next_gate_has_a_name() -> None:
    gates = next_gates(basis_of(tables())).set_index("project_id")
    assert gates.loc["P", ["gate_id", "name", "slip"]].tolist() == ["G4", "Trial", 4]
    assert gates.loc["Q", ["gate_id", "slip"]].tolist() == ["G1", 5]
