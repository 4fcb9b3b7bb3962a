"""Periods are those that a source has a file for."""

import pytest

from pmo_reports import readers
from pmo_reports.config.calendar import Calendar
from tests.readers.reading_fixture import Desk, part


@pytest.mark.parametrize(
    "files", ["in/{period}/*.csv", "in/**/raid-{period}.csv", "in/{period}/raid-{period}.csv"]
)
def test_periods_come_from_folders_and_names(desk: Desk, files: str) -> None:
    for month in ("2026-10", "2026-09", "2026-13"):
        desk.put(f"in/{month}/raid-{month}.csv", "id\n1\n")
    desk.source(files, part("id"))
    assert [period.id for period in readers.periods(desk.settings)] == ["2026-09", "2026-10"]


def test_reference_data_and_lock_files_make_no_period(desk: Desk) -> None:
    desk.put("in/2026-10/~$raid.csv", "")
    desk.put("in/2026-08/notes.txt", "")
    desk.put("ref/2026-07.csv", "id\n1\n")
    desk.source("in/{period}/*.csv", part("id"))
    desk.source("ref/*.csv", part("id"), name="rates")
    assert readers.periods(desk.settings) == ()


def test_a_day_is_not_a_second_period(desk: Desk) -> None:
    desk.put("in/2026-10/2025-12-31 risks.csv", "id\n1\n")
    desk.source("in/{period}/*.csv", part("id"))
    assert [period.id for period in readers.periods(desk.settings)] == ["2026-10"]


def test_a_workspace_with_fiscal_periods_has_those(desk: Desk) -> None:
    for name in ("2026-P07", "2026-P08", "2026-P13", "2026-07"):
        desk.put(f"in/{name}/raid.csv", "id\n1\n")
    desk.source("in/{period}/*.csv", part("id"))
    calendar = Calendar.model_validate({"fiscal": {"pattern": "5-4-4", "month": 12}})
    found = readers.periods(desk.settings.model_copy(update={"calendar": calendar}))
    assert [(each.id, each.end.isoformat()) for each in found] == [
        ("2026-P07", "2026-08-01"),
        ("2026-P08", "2026-08-29"),
    ]
