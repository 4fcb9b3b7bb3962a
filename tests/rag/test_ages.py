from __future__ import annotations

from datetime import date

import pytest

from pmo_reports.config.rag import Dimension, RagRules
from pmo_reports.config.rag_checks import DATED as CHECKED
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.rag import Rag
from pmo_reports.rag.ages import DATED
from tests.rag.examples import LATE, assessed, project, reason, report
from tests.strategies import Row, portfolio

LIMITS = {"schedules": 45, "costs": 75, "progress": 45}  # the status date is 31 October 2026


def of(table: str, slip: float = 0.0, rests_on: str = "", **tables: list[Row]) -> Assessed:
    dimension = Dimension(label="Schedule", rules=(LATE,), rests_on=(rests_on or table,))
    rules = RagRules(dimensions={"schedule": dimension}, stale_sources=LIMITS)
    entries = {"projects": [project()], "status_reports": [report()]} | tables
    return assessed(portfolio(**entries), {"P": {"slip": slip}}, rules)


def schedule(on: date | None) -> Row:
    return {"project_id": "P", "status_date": on}


def cost(month: date, actual: float | None = 1.0) -> Row:
    return {"project_id": "P", "month": month, "category": "labour", "actual": actual}


def done(month: date, share: float | None = 0.5) -> Row:
    return {"project_id": "P", "month": month, "percent_complete": share}


@pytest.mark.parametrize(
    ("table", "rows", "state"),
    [
        ("schedules", [schedule(date(2026, 9, 16))], "G"),  # 45 days
        ("schedules", [schedule(date(2026, 9, 15))], "S"),
        ("schedules", [schedule(date(2026, 11, 3))], "G"),
        ("schedules", [schedule(None)], "S"),  # it does not say of which day it is
        ("schedules", [], "G"),  # none is kept of it
        ("costs", [cost(date(2026, 9, 1))], "G"),  # 31 days since the end of September
        ("costs", [cost(date(2026, 8, 1))], "G"),  # 61
        ("costs", [cost(date(2026, 7, 1))], "S"),  # 92
        ("costs", [cost(date(2026, 7, 1)), cost(date(2026, 10, 1), 0.0)], "S"),  # a plan is no booking
        ("costs", [cost(date(2026, 7, 1)), cost(date(2026, 10, 1), None)], "S"),
        ("progress", [done(date(2026, 9, 1))], "G"),
        ("progress", [done(date(2026, 8, 1)), done(date(2026, 10, 1), None)], "S"),
    ],
)
def test_what_is_too_old_is_stale(table: str, rows: list[Row], state: str) -> None:
    assert of(table, **{table: rows}).rag("P", "schedule") == state


@pytest.mark.parametrize(("slip", "state"), [(0.0, "S"), (10.0, "A"), (30.0, "R")])
def test_the_worse_is_still_printed(slip: float, state: str) -> None:
    assert of("schedules", slip, schedules=[schedule(date(2026, 6, 30))]).rag("P", "schedule") == state


def test_activities_are_as_old_as_their_schedule() -> None:
    found = of("tasks", rests_on="tasks", schedules=[schedule(date(2026, 6, 30))])
    assert found.rag("P", "schedule") is Rag.STALE
    assert reason(found).count("The schedule is 123 days old.") == 1


def test_what_it_does_not_rest_on_may_be_old() -> None:
    found = of("costs", rests_on="costs", schedules=[schedule(date(2026, 6, 30))])
    assert found.rag("P", "schedule") is Rag.GREEN


QUIET = Dimension(label="Schedule", rules=(LATE,), reported=False, rests_on=("milestones",))


@pytest.mark.parametrize(
    ("file", "on", "state"),
    [
        ("P.xlsx", date(2026, 9, 25), "S"),  # 36 days
        ("P.xlsx", date(2026, 9, 26), "G"),
        ("P.xlsx", None, "S"),
        ("plan.xlsx", date(2026, 9, 25), "G"),
    ],
)
def test_what_stands_in_the_file_of_a_report_is_as_old_as_it(file: str, on: date | None, state: str) -> None:
    milestone = {"project_id": "P", "milestone_id": "M1"}
    tables = portfolio(projects=[project()], status_reports=[report(status_date=on)], milestones=[milestone])
    tables.tables["status_reports"]["file"], tables.tables["milestones"]["file"] = "P.xlsx", file
    rules = RagRules(dimensions={"schedule": QUIET})
    found = assessed(tables, {"P": {"slip": 0.0}}, rules)
    assert found.rag("P", "schedule") == state
    if state == "S" and on:
        assert "The report is 36 days old." in reason(found)


def test_the_sentence_says_how_old() -> None:
    old = of("schedules", schedules=[schedule(date(2026, 6, 30))])
    assert " 5 days within the green bound. The schedule is 123 days old. Declared green" in reason(old)
    assert old.assessments["P", "schedule"].sure is False
    undated = of("schedules", schedules=[schedule(None)])
    assert reason(undated) == (
        "It slips 0 days; amber above +5 days, red above +20 days; 5 days within the green bound. "
        "The schedule does not say of which day it is. Declared green by the project manager."
    )


def test_only_of_what_is_dated_a_limit_can_be_set() -> None:
    assert set(DATED) == set(CHECKED)
