"""Schedules that are old, overdue or say another finish than the report are findings."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from pmo_reports.model.finding import Finding
from pmo_reports.model.period import Period
from pmo_reports.model.tables import TABLES, typed
from pmo_reports.normalise.schedules import doubts

FILE = "inputs/2026-10/schedules/P-1.xer"


def found(status: str = "2026-10-31", finish: str = "2026-12-18", **task: str) -> list[Finding]:
    schedule = {"project_id": "P-1", "status_date": status, "finish": finish, "file": FILE, "source": "s"}
    milestone = {"project_id": "P-1", "milestone_id": "M1", "forecast_date": "2026-12-18"}
    usual = {
        "project_id": "P-1",
        "task_id": "1",
        "name": "Dig",
        "kind": "task",
        "forecast_finish": "2026-11-06",
    }
    rows = {"schedules": schedule, "milestones": milestone, "tasks": {**usual, **task}}
    tables = {name: typed(TABLES[name], _frame(row)) for name, row in rows.items()}
    return list(doubts(tables, {"P-1": "A. Manager"}, Period(2026, 10)))


def _frame(row: dict[str, Any]) -> pd.DataFrame:
    moments = {key: pd.Timestamp(value) for key, value in row.items() if str(value).startswith("20")}
    return pd.DataFrame([{**row, **moments}])


def test_a_schedule_of_the_period_that_agrees_is_fine() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("given", "rule", "value"),
    [
        ({"status": "2026-08-31"}, "stale-schedule", "2026-08-31"),
        ({"finish": "2027-02-26"}, "contrary-finish", "2027-02-26"),
        ({"forecast_finish": "2026-10-20"}, "overdue-activities", "1"),
    ],
)
def test_trouble_names_file_value_and_owner(given: dict[str, Any], rule: str, value: str) -> None:
    (one,) = found(**given)
    assert (one.rule, one.value, one.file, one.owner, one.entity) == (rule, value, FILE, "A. Manager", "P-1")
    assert one.problem
    assert one.remedy


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "summary"},
        {"kind": "milestone"},
        {"actual_finish": "2026-10-20"},
        {"percent_complete": 1.0},  # GanttProject has no actual dates
    ],
)
def test_what_is_finished_or_no_activity_is_not_overdue(given: dict[str, Any]) -> None:
    assert found(forecast_finish="2026-10-20", **given) == []
