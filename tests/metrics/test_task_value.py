"""Planned and earned value of activities, by hand."""

import math
from decimal import Decimal

import pandas as pd
import pytest

from pmo_reports.metrics.task_value import activities, earned_value, earned_values, planned_value
from pmo_reports.model.assumptions import Accrual
from pmo_reports.model.tables import TABLES, typed
from pmo_reports.model.working_time import WorkingTime, spans

OFFICE = WorkingTime((spans("08:00-12:00, 13:00-17:00"),) * 5 + ((), ()))
# Two days of work from Monday 2 November 2026: 400 of which 100 at once; then a milestone that costs 50.
DIG = {
    "task_id": "1",
    "kind": "task",
    "baseline_start": "2026-11-02 08:00",
    "baseline_finish": "2026-11-03 17:00",
}
GATE = {"task_id": "2", "kind": "milestone", "baseline_start": "2026-11-04 08:00", "baseline_hours": 0.0}


def tasks(*rows: dict[str, object]) -> pd.DataFrame:
    return typed(TABLES["tasks"], pd.DataFrame([{"project_id": "P", **row} for row in rows]))


PLAN = tasks(
    {**DIG, "baseline_hours": 16.0, "baseline_cost": Decimal(400), "baseline_fixed_cost": Decimal(100)},
    {**GATE, "baseline_cost": Decimal(50)},
    {"task_id": "0", "kind": "summary", "baseline_cost": Decimal(450)},
    {"task_id": "3", "kind": "task", "is_active": False, "baseline_cost": Decimal(999)},
)


def progress(*rows: dict[str, object]) -> pd.DataFrame:
    common = {"project_id": "P", "status_date": "2026-11-02 17:00", "tracking_period": "week 45"}
    return typed(TABLES["task_progress"], pd.DataFrame([{**common, **row} for row in rows]))


HALF = progress(
    {"task_id": "1", "actual_start": "2026-11-02 08:00", "percent_complete": 0.5, "actual_cost": 310}
)


@pytest.mark.parametrize(
    ("accrual", "moment", "value"),
    [
        ("start", "2026-11-02 07:59", 0),
        ("start", "2026-11-02 08:00", 100),
        ("start", "2026-11-02 17:00", 250),
        ("linear", "2026-11-02 17:00", 200),
        ("finish", "2026-11-02 17:00", 150),
        ("finish", "2026-11-03 17:00", 400),
        ("start", "2026-11-04 08:00", 450),
        ("start", "2027-01-01 00:00", 450),
    ],
)
def test_planned_value_of_a_fixed_cost_at_start_with_the_hours_or_at_the_end(
    accrual: Accrual, moment: str, value: float
) -> None:
    assert planned_value(activities(PLAN), OFFICE, pd.Timestamp(moment), accrual).sum() == value


@pytest.mark.parametrize(("accrual", "value"), [("start", 250), ("linear", 200), ("finish", 150)])
def test_earned_value_is_percent_complete_times_cost(accrual: Accrual, value: float) -> None:
    assert earned_value(activities(PLAN), HALF, accrual).tolist() == [value]


def test_summaries_and_tasks_switched_off_hold_no_cost() -> None:
    assert activities(PLAN)["task_id"].tolist() == ["1", "2"]


def test_without_hours_the_days_of_the_baseline_say_how_long() -> None:
    plan = tasks({**DIG, "baseline_cost": Decimal(400)})
    assert planned_value(plan, OFFICE, pd.Timestamp("2026-11-03 12:00")).tolist() == [300]


def test_what_is_not_known_is_not_nought() -> None:
    undated, free = (
        tasks({"task_id": "1", "baseline_cost": Decimal(5)}),
        tasks({**DIG, "baseline_hours": 16.0}),
    )
    moment = pd.Timestamp("2026-11-03 12:00")
    assert math.isnan(planned_value(undated, OFFICE, moment)[0])
    assert math.isnan(planned_value(free, OFFICE, moment)[0])
    assert earned_value(free, HALF).isna().all()
    assert earned_value(PLAN, progress({"task_id": "nobody", "percent_complete": 1.0})).isna().all()


def test_all_values_of_a_status_date() -> None:
    week = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "08:00-12:00, 13:00-17:00")
    calendar = typed(TABLES["calendars"], pd.DataFrame([{"project_id": "P", "calendar_id": "1", **week}]))
    tables = {"tasks": PLAN, "task_progress": HALF, "calendars": calendar}
    tables["calendar_exceptions"] = typed(TABLES["calendar_exceptions"], pd.DataFrame(index=range(0)))
    [found] = earned_values(tables).to_dict("records")
    sums = {"planned_value": 250, "earned_value": 250, "actual_cost": 310, "budget_at_completion": 450}
    assert {name: found[name] for name in sums} == sums
    assert (found["project_id"], found["tracking_period"]) == ("P", "week 45")


def test_without_progress_there_is_no_status_date() -> None:
    names = ("tasks", "task_progress", "calendars", "calendar_exceptions")
    assert earned_values({name: typed(TABLES[name], pd.DataFrame(index=range(0))) for name in names}).empty
