"""Small schedules written by hand, and real ones of the corpus, as canonical tables."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pmo_reports.metrics.plans import plan
from pmo_reports.metrics.schedule_network import Solved, network_float, solve
from pmo_reports.model.tables import TABLES, typed
from tests.readers.schedule_fixture import Plans
from tests.strategies import Row

WEEK = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "08:00-12:00, 13:00-17:00")
NAMES = ("schedules", "tasks", "task_links", "calendars", "calendar_exceptions")
MONDAY = "2026-11-02 08:00"


def task(name: str, days: float, **more: object) -> Row:
    """An activity that takes so many days; without dates of its own, links alone place it."""
    return {"task_id": name, "kind": "task", "duration_days": days, "remaining_days": days, **more}


def link(before: str, after: str, kind: str = "FS", lag: float = 0.0) -> Row:
    return {"predecessor_id": before, "successor_id": after, "kind": kind, "lag_days": lag}


def tables(tasks: list[Row], links: list[Row] = [], **more: list[Row]) -> dict[str, pd.DataFrame]:  # noqa: B006
    """The tables of project P, which starts on Monday 2 November 2026 and works five days a week."""
    rows: dict[str, list[Row]] = {
        "schedules": [{"start": MONDAY, "hours_per_day": 8.0}],
        "tasks": tasks,
        "task_links": links,
        "calendars": [{"calendar_id": "1", "is_default": True, "hours_per_day": 8.0, **WEEK}],
        "calendar_exceptions": [],
        **more,
    }
    return {
        name: typed(TABLES[name], pd.DataFrame([{"project_id": "P", **row} for row in entries]))
        for name, entries in rows.items()
    }


def solved_plan(tasks: list[Row], links: list[Row] = [], **more: list[Row]) -> Solved:  # noqa: B006
    """Such a project, solved."""
    return solve(plan(tables(tasks, links, **more)))


def days(found: Solved, values: object) -> dict[str, float]:
    """Minutes by place as working days after the start, by activity."""
    monday = np.datetime64(MONDAY, "m").astype(np.int64)
    start = found.plan.worked(np.full(len(found.plan.project), monday))[: found.size]
    return dict(
        zip(
            found.plan.tasks["task_id"], ((values[: found.size] - start) / 480).round(4).tolist(), strict=True
        )  # type: ignore[index]
    )


def floats(found: Solved) -> dict[str, float]:
    """Total float by activity, as the network has it."""
    return dict(zip(found.plan.tasks["task_id"], network_float(found).round(4).tolist(), strict=True))


def corpus_tables(plans: Plans, key: str) -> dict[str, pd.DataFrame]:
    """The tables of a real schedule; its name stands for its project."""
    return {name: plans.rows(key, name) for name in (*NAMES, "assignments", "milestones")}
