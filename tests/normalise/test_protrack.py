"""The preset for ProTrack, on a small project whose values are computed by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_reports.metrics.task_value import earned_values
from pmo_reports.model.tables import Portfolio
from tests.normalise.preset_fixture import portfolio_of
from tests.readers.protrack_fixture import FULL


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Portfolio:
    folder: Path = tmp_path_factory.mktemp("protrack")
    return portfolio_of(folder / "w", "protrack", "2026-11", {"light.p2x": FULL})


def test_a_project_is_known_by_its_name(found: Portfolio) -> None:
    [project] = found["projects"].query("level == 'project'").to_dict("records")
    assert (project["project_id"], project["name"], project["currency"]) == (
        "harbour-light",
        "Harbour Light",
        "EUR",
    )


def test_every_record_is_accepted(found: Portfolio) -> None:
    assert all(tally.holds and tally.read == tally.accepted for tally in found.tallies)
    assert {tally.part: tally.read for tally in found.tallies} == {
        "projects": 1,
        "schedules": 1,
        "tasks": 4,
        "task_links": 2,
        "schedule_resources": 2,
        "assignments": 2,
        "calendars": 1,
        "calendar_exceptions": 1,
        "task_progress": 4,
    }
    assert {finding.rule for finding in found.findings} == {"cost-per-use"}


def test_earned_value_of_both_weeks(found: Portfolio) -> None:
    # Week 45 ends on a holiday: 16 of the second activity's 20 hours are over, so 130 + 16 x 10 of 330.
    # In week 46 it has started late: 130 at once, 30 % of 200, and eight hours' cost on top of 130.
    weeks = earned_values(found.tables)[["planned_value", "earned_value", "actual_cost"]]
    assert weeks.to_numpy().tolist() == [[550, 260, 295], [590, 450, 505]]


def test_a_value_leads_back_to_its_element(found: Portfolio) -> None:
    [row] = found["task_progress"].query("task_id == '2' and tracking_period == 'Week 46'").to_dict("records")
    cell = found.lineage.cell("task_progress", row, "percent_complete")
    assert str(cell).endswith("TrackingPeriod[2]!TProTrackActivityTracking-1[2]/PercentageComplete")
