"""A schedule in the place of a ledger: it judges where nobody keeps one, else nothing better than unknown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pmo_reports import metrics, rag
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.rag import Rag
from pmo_reports.model.tables import Portfolio
from tests.metrics.schedule_examples import schedule, scheduled
from tests.rag.examples import real, reason, shipped
from tests.strategies import Row, rows, settings

GOOD: dict[str, Row] = {
    "build": {"percent_complete": 0.8, "actual_cost": 150, "remaining_cost": 30},
    "test": {"remaining_cost": 100},
    "design": {"actual_cost": 100},
}
Q = {"project_id": "Q", "category": "All", "month": "2026-10-01", "budget_current": 9, "actual": 3}
TOLD = rows(project_id=["Q"], month="2026-10-01", percent_complete=0.5)


def judged(tables: Portfolio, past: tuple[Assessed, ...] = ()) -> tuple[Rag, str]:
    found = real(tables, shipped(), past)
    return found.assessments["P", "cost"].computed, reason(found, "P", "cost")


def test_where_nobody_keeps_a_ledger_the_schedule_judges() -> None:
    assert judged(scheduled(schedule(**GOOD)))[0] is Rag.GREEN
    assert judged(scheduled(schedule()))[0] is Rag.RED


@pytest.mark.parametrize(
    ("kept", "said"),
    [({"costs": [Q]}, "costs know nothing of it"), ({"progress": TOLD}, "progress know nothing of it")],
)
def test_where_others_are_in_the_ledger_it_stands_in_for_what_is_not_known(
    kept: dict[str, list[Row]], said: str
) -> None:
    state, why = judged(scheduled(schedule(**GOOD), **kept))
    assert state is Rag.UNKNOWN
    assert f"Second choice, for {said}: " in why


def test_a_bad_figure_is_bad_from_any_source() -> None:
    assert judged(scheduled(schedule(), costs=[Q]))[0] is Rag.RED


def test_a_ledger_of_the_last_period_is_kept() -> None:
    line = Q | {"project_id": "P", "budget_current": 400, "actual": 100, "forecast": 0}
    before = real(scheduled(schedule(**GOOD), costs=[line]), shipped())
    rules = shipped().model_copy(update={"vanished": False})
    after = real(scheduled(schedule(**GOOD)), rules, (before,))
    assert after.assessments["P", "cost"].computed is Rag.UNKNOWN


def test_a_table_that_a_source_feeds_is_kept() -> None:
    tables = scheduled(schedule(**GOOD))
    basis = replace(metrics.basis(tables, settings(shipped()), tables.period), fed=frozenset({"costs"}))
    found = rag.assessed(basis, metrics.measured(basis), shipped(), settings().organisation, ())
    assert found.assessments["P", "cost"].computed is Rag.UNKNOWN


def test_an_activity_that_is_gone_leaves_the_dimension_unknown() -> None:
    before = real(scheduled(schedule(**GOOD)), shipped())
    state, why = judged(scheduled(schedule(**GOOD)[:2]), (before,))
    assert state is Rag.UNKNOWN
    assert "1 of tasks" in why


def test_a_gap_in_a_schedule_does_not_touch_a_project_of_the_ledger() -> None:
    lines = rows(
        project_id="P", category="All", month=["2026-10-01", "2026-11-01"], budget_current=[100, 100],
        actual=[80, None], forecast=[80, 90],
    )  # fmt: skip
    told = rows(project_id=["P"], month="2026-10-01", percent_complete=0.5)
    before = real(scheduled(schedule(), costs=lines, progress=told), shipped())
    state, _ = judged(scheduled(schedule()[:2], costs=lines, progress=told), (before,))
    assert state is Rag.GREEN


def test_what_is_missing_is_asked_of_the_ledger() -> None:
    tables = scheduled([], projects=rows(project_id=["P"], level="project"))
    assert "costs.actual" in judged(tables)[1]
    assert "tasks" not in judged(tables)[1]
