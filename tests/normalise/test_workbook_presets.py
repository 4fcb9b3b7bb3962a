"""Presets for common workbooks, each read from a workbook in its usual shape."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from pmo_reports.model.tables import Portfolio
from tests.normalise.workbook_fixture import portfolio, rules, source
from tests.readers.reading_fixture import Desk, book


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "space", tmp_path / "store")


def read(desk: Desk, preset: str, made: Workbook, top: dict[str, Any] | None = None) -> Portfolio:
    desk.put("inputs/theirs.xlsx", made)
    found = portfolio(desk, source("inputs/theirs.xlsx", top or {}, preset))
    assert all(tally.holds for tally in found.tallies)
    return found


def cell(found: Portfolio, table: str, row: int, field: str) -> str:
    place = found.lineage.cell(table, found[table].iloc[row].to_dict(), field)
    return place.cell if place else ""


REGISTER: Sequence[Sequence[object]] = (
    ["Register of risks"],
    ["As of", date(2026, 10, 31)],
    [],
    [
        "Project",
        "Risk ID",
        "Risk description (cause, event)",
        "Type",
        "Probability",
        "$Cost",
        "Owner",
        "Status",
    ],
    ["P-1", "R-1", "Frost delays the pour", "Weather", "40%", 1200, "Site lead", "Active"],
    ["P-1", "R-2", "Cable is late", "Supply", 0.2, "TBC", "Buyer", "Closed"],
    ["P-1", "R-3"],
)


def test_a_risk_register(desk: Desk) -> None:
    found = read(desk, "risk-register", book(*REGISTER, sheet="Risk Register"))
    risks = found["risks"]
    assert list(risks["state"]) == ["open", "closed"]
    assert list(risks["probability_percent"]) == [0.4, 0.2]
    assert (list(risks["category"]), cell(found, "risks", 0, "impact_cost")) == (["Weather", "Supply"], "F5")
    assert [(f.cell, f.value) for f in found.findings] == [("F6", "TBC")]


def test_an_issue_register(desk: Desk) -> None:
    rows = (
        ["Issues"],
        ["Project", "No.", "Issue", "Severity", "Status", "Date raised"],
        ["P-1", 7, "Leak", "Major", "New", "02.10.2026"],
    )
    issues = read(desk, "issue-register", book(*rows, sheet="Issues"))["issues"]
    assert issues[["issue_id", "title", "severity", "state"]].iloc[0].tolist() == [
        "7",
        "Leak",
        "Major",
        "open",
    ]
    assert str(issues["raised_on"].iloc[0].date()) == "2026-10-02"


LOG: Sequence[Sequence[object]] = (
    ["RAID log of the mill"],
    [],
    [None, "RAID category", "Project", "Description", "Mitigation", "Owner", "Priority", "Status", "Due"],
    [None, "Risk", "P-1", "Frost", "Cover", "Ann", "High", "Open"],
    [None, "Assumption", "P-1", "Prices hold", "Ask buyer", "Bo", "Low", "Open"],
    [None, "Issue", "P-1", "Leak", "Seal", "Cy", "High", "Resolved"],
    [None, "Action", "P-1", "Order pump", None, "Di", "Low", "Open", date(2026, 11, 5)],
    [None, "Dependency", "P-1", "Grid link", None, "Ed", "Low", "Open", date(2026, 12, 1)],
    [None, "Lesson", "P-1", "Ask early", None, "Flo", "Low", "Open"],
)


def test_a_raid_log_with_all_kinds_on_one_sheet(desk: Desk) -> None:
    found = read(desk, "raid-log", book(*LOG, sheet="RAID log"))
    tables = ("risks", "assumptions", "issues", "actions", "dependencies")
    assert [len(found[table]) for table in tables] == [1] * len(tables)
    assert found["issues"][["issue_id", "state", "severity"]].iloc[0].tolist() == ["leak", "closed", "High"]
    assert [(f.rule, f.cell) for f in found.findings] == [("unclaimed-rows", "B9")]
    assert cell(found, "actions", 0, "due") == "I7"


def test_a_budget_by_work_package(desk: Desk) -> None:
    rows = (
        ["Budget"],
        ["WBS", "Work package", "Labour", "Total costs"],
        ["1.1", "Design", 500, 500],
        ["1.2", "Build", 900, 1000],
        ["TOTAL", None, 1400, 1500],
        ["Contingency (10 %)", None, None, 150],
        [],
        ["1.9", "A note below", None, 1],
    )
    constants = {
        "project_id": {"constant": "P-1"},
        "month": {"constant": "2026-10"},
        "currency": {"constant": "EUR"},
    }
    found = read(desk, "budget-wbs", book(*rows), {"parts": {"costs": {"columns": constants}}})
    assert list(found["costs"]["budget_current"]) == [Decimal(500), Decimal(1000)]
    assert rules(found) == ["skipped-rows"]
    assert cell(found, "costs", 1, "budget_current") == "D4"


FLOW: Sequence[Sequence[object]] = (
    ["Cash flow"],
    ["Project", "Category", "Currency", date(2026, 9, 1), "Oct 2026", "Nov-26", "Total"],
    ["P-1", "Licences", "EUR", 10, None, 30, 40],
    ["P-1", "Staff", "EUR", 1, 2, "(3)", 0],
    [None, "Total", None, 11, 2, 27, 40],
    [None, "Net cash flow", None, 0, 0, 0, 0],
)


def test_a_cash_flow_with_months_as_columns(desk: Desk) -> None:
    found = read(desk, "cash-flow", book(*FLOW, sheet="Cash flow"))
    costs = found["costs"]
    assert [(f"{m:%Y-%m}", int(a)) for m, a in zip(costs["month"], costs["forecast"], strict=True)] == [
        ("2026-09", 10), ("2026-09", 1), ("2026-10", 2), ("2026-11", 30), ("2026-11", -3),
    ]  # fmt: skip
    assert [cell(found, "costs", 4, name) for name in ("category", "month", "forecast")] == ["B4", "F2", "F4"]


def test_a_cash_flow_with_plan_and_actual_below_each_month(desk: Desk) -> None:
    rows = (
        [None, None, None, "Sep 2026", None, "Oct 2026", None],
        ["Project", "Category", "Currency", "Budget", "Actual", "Budget", "Actual"],
        ["P-1", "Staff", "EUR", 5, 6, 7, None],
    )
    top = {"parts": {"costs": {"header_rows": 2, "unpivot": {"across": "groups"}}}}
    found = read(desk, "cash-flow", book(*rows, sheet="Cash flow"), top)
    costs = found["costs"]
    assert [int(each) for each in costs["budget_current"]] == [5, 7]
    assert (costs["actual"].iloc[0], costs["actual"].isna().iloc[1]) == (Decimal(6), True)
    assert [cell(found, "costs", 1, name) for name in ("month", "budget_current")] == ["F1", "F3"]


BLOCKS: Sequence[Sequence[object]] = (
    ["Category", "Project", "Currency", "Sep 2026", "Oct 2026"],
    ["Licences", "P-1", "EUR", 1, 2],
    ["Staff", "P-1", "EUR", None, 3],  # nothing in September: another row begins the block there
    [None, "P-2", "EUR", 4, None],
    ["Travel", "P-1", "EUR", None, None],
    [None, "P-2", "EUR", 5, 6],
    [None, "P-3", "EUR", 7, 8],
)


def test_categories_on_the_first_row_of_their_block_count_for_all_of_it(desk: Desk) -> None:
    top = {"parts": {"costs": {"columns": {"category": {"fill_down": True}}}}}
    desk.put("inputs/theirs.xlsx", book(*BLOCKS, sheet="Cash flow"))
    found = portfolio(desk, source("inputs/theirs.xlsx", top, "cash-flow"), ("P-1", "P-2", "P-3"))
    lines = found["costs"][["forecast", "category", "project_id"]].to_numpy().tolist()
    assert [(int(amount), category, project) for amount, category, project in lines] == [
        (1, "Licences", "P-1"), (4, "Staff", "P-2"), (5, "Travel", "P-2"), (7, "Travel", "P-3"),
        (2, "Licences", "P-1"), (3, "Staff", "P-1"), (6, "Travel", "P-2"), (8, "Travel", "P-3"),
    ]  # fmt: skip
    assert [cell(found, "costs", at, "category") for at in (0, 1, 6)] == ["A2", "A4", "A6"]


@pytest.mark.parametrize("head", ["Category", "Cost category", "Item", "Cost type", "Line item"])
def test_totals_are_no_lines_whatever_the_category_is_called(desk: Desk, head: str) -> None:
    rows = (
        ["Project", head, "CCY", "Oct 2026"],
        ["P-1", "Totalunternehmer", "EUR", 1],
        ["P-1", "Total", "EUR", 1],
        ["P-1", "TOTAL costs", "EUR", 1],
    )
    found = read(desk, "cash-flow", book(*rows, sheet="Cash flow"))
    assert found["costs"]["category"].tolist() == ["Totalunternehmer"]
    assert rules(found) == ["skipped-rows"]


def test_a_status_report_of_labels_and_values(desk: Desk) -> None:
    rows = (
        ["Monthly status report"],
        ["Project ID:", "P-1", None, "Report date:", date(2026, 10, 30)],
        ["Prepared by:", "Ann Example"],
        ["Overall status:", "Amber", None, "Budget status:", "On track"],
        ["Executive summary"],
        ["The pour is late; the opening is not."],
        ["Next steps", "Order the pump"],
    )
    found = read(desk, "status-report", book(*rows, sheet="Status"))
    [report] = found["status_reports"].to_dict("records")
    assert (report["overall"], report["cost"], report["submitted_by"]) == ("A", "G", "Ann Example")
    assert report["summary"] == "The pour is late; the opening is not."
    assert (cell(found, "status_reports", 0, "summary"), report["next"]) == ("A6", "Order the pump")


def test_a_status_report_without_its_project_says_which_label_is_missing(desk: Desk) -> None:
    found = read(desk, "status-report", book(["Overall status:", "Red"], sheet="Status"))
    told = [f for f in found.findings if f.rule == "missing-label"]
    assert [(f.sheet, "'Project ID'" in f.problem) for f in told] == [("Status", True)]
