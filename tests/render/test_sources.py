"""Where a figure with two possible sources came from, project by project."""

from __future__ import annotations

import pytest

from pmo_reports.model.figures import Figure, Unit
from pmo_reports.render.sources import Sources
from tests.metrics.schedule_examples import schedule, scheduled
from tests.rag.examples import real, shipped
from tests.strategies import ROOT, rows

# P is told by its schedule. Q has one as well, but is in the ledger and reports its progress.
LINE = {"project_id": "Q", "category": "All", "month": "2026-10-01", "budget_current": 100, "actual": 40}
TOLD = {"project_id": "Q", "month": "2026-10-01", "percent_complete": 0.5}


@pytest.fixture(scope="module")
def sources() -> Sources:
    listed = rows(project_id=["P", "Q"], level="project", parent_id=ROOT)
    tasks = [*schedule("P"), *schedule("Q")]
    tables = scheduled(tasks, projects=listed, costs=[LINE], progress=[TOLD])
    return Sources(real(tables, shipped()))


def files(sources: Sources, entity: str, key: str) -> dict[str, list[str]]:
    """The cells of a figure, by file."""
    found: dict[str, list[str]] = {}
    for place in sources.of(Figure(key=key, entity=entity, value=1.0, unit=Unit.MONEY)):
        file, _, cell = place.partition(" › ")
        found.setdefault(file, []).append(cell)
    return found


def test_each_project_s_own_source_is_listed(sources: Sources) -> None:
    assert set(files(sources, "P", "ev")) == {"tasks.csv"}
    assert set(files(sources, "Q", "ev")) == {"progress.csv", "costs.csv"}


def test_a_total_lists_of_each_project_the_source_that_was_taken(sources: Sources) -> None:
    told = files(sources, ROOT, "ev")
    assert told["tasks.csv"] == files(sources, "P", "ev")["tasks.csv"]  # rows 2 to 4, not Q's 5 to 7
    assert all(
        int(cell.rpartition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) <= 4 for cell in told["tasks.csv"]
    )
    assert told["progress.csv"] == files(sources, "Q", "ev")["progress.csv"]


def test_curves_and_earned_schedule_follow_them(sources: Sources) -> None:
    assert set(files(sources, "Q", "spi_t")) == {"progress.csv", "costs.csv"}
    assert set(files(sources, "P", "spi_t")) == {"tasks.csv"}
    assert set(files(sources, "Q", "curves.ac")) == {"costs.csv"}


def test_a_date_that_moved_leads_to_its_milestone_and_what_it_was_to_the_period_before() -> None:
    milestones = [
        {"project_id": "P", "milestone_id": name, "name": name, "forecast_date": "2026-12-01"}
        for name in ("m1", "m2")
    ]
    listed = rows(project_id=["P"], level="project", parent_id=ROOT)
    found = Sources(real(scheduled([], projects=listed, milestones=milestones), shipped()))

    def told(key: str) -> tuple[str, ...]:
        return found.of(Figure(key=key, entity="P", item="m2", value=1, unit=Unit.DAYS))

    assert told("moved.milestone.days") == told("milestones.forecast_date") != ()
    assert "milestones.csv" in told("moved.milestone.days")[0]
    assert told("moved.milestone.was") == ("inputs of the period before, as of its own pack",)
