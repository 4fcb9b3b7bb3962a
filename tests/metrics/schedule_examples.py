"""Projects told by their schedules alone, small enough to reckon by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pmo_reports import metrics
from pmo_reports.metrics import earned_dates, earned_schedule, earned_value, estimates
from pmo_reports.model.assumptions import Assumptions, EarnedValueRules
from pmo_reports.model.measures import Measurements, index
from pmo_reports.model.tables import Portfolio
from tests.strategies import PERIOD, Row, portfolio, rows, settings

# Three months of one project, whole weeks of 40 hours: August to the end of October is past, 31 October is
# the status date. Planned: 100 + 200 + 100, of which 100 + 150 by then (15 of 20 working days of "build").
PLAN = {
    "design": ("2026-08-03 08:00", "2026-08-28 17:00", 100),
    "build": ("2026-10-12 08:00", "2026-11-06 17:00", 200),
    "test": ("2026-11-09 08:00", "2026-11-20 17:00", 100),
}
DONE: dict[str, Row] = {
    "design": {
        "actual_start": "2026-08-03 08:00", "actual_finish": "2026-09-04 17:00",
        "percent_complete": 1.0, "actual_cost": 120, "remaining_cost": 0,
    },
    "build": {
        "actual_start": "2026-10-19 08:00", "percent_complete": 0.25, "actual_cost": 80,
        "remaining_cost": 180, "forecast_finish": "2026-11-13 17:00",
    },
    "test": {"percent_complete": 0.0, "remaining_cost": 100, "forecast_finish": "2026-12-04 17:00"},
}  # fmt: skip
FAMILY = index(earned_schedule, earned_dates, earned_value, estimates)


def activity(project: str, name: str, **fields: object) -> Row:
    """An activity of the example plan; `fields` change it."""
    start, finish, cost = PLAN[name]
    planned = {"baseline_start": start, "baseline_finish": finish, "baseline_cost": cost}
    return (
        {"project_id": project, "task_id": name, "name": name, "kind": "task"} | planned | DONE[name] | fields
    )


def schedule(project: str = "P", **changes: Row) -> list[Row]:
    """The activities of the example plan; `build={"baseline_cost": None}` changes one."""
    return [activity(project, name, **changes.get(name, {})) for name in PLAN]


def scheduled(tasks: list[Row], **tables: list[Row]) -> Portfolio:
    """A portfolio of the projects that `tasks` name, and of those that other tables do."""
    owned = (row["project_id"] for entries in (tasks, *tables.values()) for row in entries)
    listed = rows(project_id=list(dict.fromkeys(owned)), level="project")
    return portfolio(**({"projects": listed, "tasks": tasks} | tables))


def measured(
    tables: Portfolio, rules: EarnedValueRules | None = None, periods: tuple[date, ...] = ()
) -> Measurements:
    """The measures of earned value of a portfolio, in fiscal periods where their first days are given."""
    found = metrics.basis(tables, settings(), PERIOD)
    assumptions = Assumptions(earned_value=rules or EarnedValueRules())
    return metrics.measured(replace(found, assumptions=assumptions, periods=periods), FAMILY)
