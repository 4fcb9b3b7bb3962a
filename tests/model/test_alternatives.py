from __future__ import annotations

import pytest

from pmo_reports.model.alternatives import Alternatives
from tests.metrics.schedule_examples import measured, schedule, scheduled

LINE = {"project_id": "Q", "category": "All", "month": "2026-10-01", "budget_current": 9, "actual": 3}
BOTH = frozenset({"P", "Q"})
P, Q = frozenset("P"), frozenset("Q")


@pytest.fixture(scope="module")
def found() -> Alternatives:
    return Alternatives(measured(scheduled(schedule(), costs=[LINE])))


def test_each_project_has_the_fields_that_it_was_told_by(found: Alternatives) -> None:
    fields = found.fields("ac", BOTH)
    assert fields["costs.actual"] == Q
    assert fields["tasks.actual_cost"] == P
    assert set(found.fields("ac", Q)) == {"costs.actual", "costs.month"}


def test_what_builds_on_alternatives_has_those_of_each(found: Alternatives) -> None:
    assert found.fields("percent_spent", BOTH)["tasks.baseline_cost"] == P
    assert "costs.actual" not in found.fields("percent_spent", P)


def test_a_measure_that_follows_others_has_their_fields(found: Alternatives) -> None:
    assert "costs.budget_current" not in found.fields("spi_t", P)
    assert "tasks.percent_complete" in found.fields("spi_t", P)


def test_what_nobody_knows_has_the_fields_of_all_alternatives(found: Alternatives) -> None:
    assert {"progress.percent_complete", "tasks.percent_complete"} <= set(found.fields("ev", Q))


def test_what_is_no_measure_has_no_fields(found: Alternatives) -> None:
    assert found.fields("risks.score", BOTH) == {}
