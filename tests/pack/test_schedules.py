"""A project's page says what its schedule says: what is late, what comes, and how old the file is."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import PackModel
from tests.pack.portfolio_fixture import assessed, composed, rich
from tests.pack.text_fixture import column, said, section, table

SCHEDULE = {
    "project_id": "atlas",
    "status_date": pd.Timestamp("2026-10-31T17:00"),
    "finish": pd.Timestamp("2027-01-20T17:00"),
    "baseline_finish": pd.Timestamp("2026-12-18T17:00"),
    "file": "inputs/2026-10/schedules/atlas.xer",
    "source": "schedules",
}


def task(key: str, baseline: str, finish: str, **given: object) -> dict[str, Any]:
    usual = {"project_id": "atlas", "task_id": key, "name": key, "kind": "task", "is_active": True}
    dates = {"baseline_finish": pd.Timestamp(baseline), "forecast_finish": pd.Timestamp(finish)}
    more = {"forecast_start": pd.Timestamp(finish), "total_float_days": 0.0, "is_critical": True}
    return {**usual, **dates, **more, "source": "schedules", **given}


TASKS = [
    task("dig", "2026-10-16T17:00", "2026-11-13T17:00"),
    task("pour", "2026-10-30T17:00", "2026-10-23T17:00"),
    task("cure", "2026-11-13T17:00", "2026-11-27T17:00", is_critical=False, total_float_days=4.0),
    task("paint", "2027-01-15T17:00", "2027-01-20T17:00"),
    task("done", "2026-09-01", "2026-09-01", actual_finish=pd.Timestamp("2026-09-01")),
    task("all of it", "2026-09-02", "2026-10-02", percent_complete=1.0),
    task("works", "2026-10-01", "2026-10-01", kind="summary"),
]


def model(schedule: dict[str, Any] = SCHEDULE, tasks: list[dict[str, Any]] = TASKS) -> PackModel:
    return composed(assessed(rows={**rich(), "schedules": [schedule], "tasks": tasks}))


def line(pack: PackModel) -> str:
    block = section(pack, "project-atlas").blocks["schedule"]
    assert isinstance(block, Sentence)
    return said(block)


def test_overdue_comes_before_late_and_late_before_next() -> None:
    shown = table(model(), "project-atlas", "tasks")
    assert column(shown, "state") == ["Overdue", "Late", "Next"]
    assert column(shown, "task") == ["pour", "dig", "cure"]


def test_slips_are_in_working_days_and_never_before_the_status_date() -> None:
    assert column(table(model(), "project-atlas", "tasks"), "slip") == [1, 20, 10]


def test_the_line_names_finish_critical_activities_and_file() -> None:
    told = line(model())
    assert told.startswith("Finish by the schedule 2027-01-20, 23")
    assert "3 of 4 open activities are critical. atlas.xer as of 2026-10-31." in told


def test_an_old_schedule_says_how_old_it_is() -> None:
    old = {**SCHEDULE, "status_date": pd.Timestamp("2026-08-31T17:00")}
    assert line(model(old)).endswith("atlas.xer as of 2026-08-31, 2 periods old.")
    assert "Overdue" not in column(table(model(old), "project-atlas", "tasks"), "state")


def test_what_is_not_shown_is_counted() -> None:
    many = [task(f"t{n}", "2026-10-16T17:00", "2026-11-13T17:00") for n in range(6)]
    assert said(table(model(tasks=many), "project-atlas", "tasks").more) == "+4 late in the annex workbook"


def test_projects_without_a_schedule_say_nothing() -> None:
    assert not {"tasks", "schedule"} & set(section(model(), "project-cedar").blocks)
