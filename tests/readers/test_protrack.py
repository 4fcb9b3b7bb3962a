"""ProTrack projects: what each kind of record says, and what is refused."""

from typing import Any

import pytest

from pmo_reports.config import protrack_checks
from pmo_reports.model.finding import Finding
from pmo_reports.model.raw import RawTable
from pmo_reports.readers.protrack_records import KINDS
from tests.readers.protrack_fixture import FULL, activity, project
from tests.readers.reading_fixture import Desk, part


def read(desk: Desk, content: bytes, kind: str = "tasks") -> list[RawTable]:
    desk.put("plan.p2x", content)
    desk.source("*.p2x", part("Name", table="tasks", rows=kind), reader="protrack")
    return list(desk.reading().tables)


def records(table: RawTable, *heads: str) -> list[tuple[Any, ...]]:
    return list(zip(*(table.frame[table.header.index(head)] for head in heads), strict=True))


def found(desk: Desk, content: bytes, kind: str = "tasks") -> list[Finding]:
    read(desk, content, kind)
    return list(desk.reading().findings)


def test_activities_have_their_baseline_by_the_agenda(desk: Desk) -> None:
    activities, _ = read(desk, FULL)
    assert [
        (key, kind, str(end), hours)
        for key, kind, end, hours in records(
            activities, "Task ID", "Kind", "Baseline Finish", "Baseline Hours"
        )
    ] == [
        ("1", "task", "2026-11-03 17:00:00", 16),
        ("2", "task", "2026-11-09 12:00:00", 20),  # Friday 6 November is a holiday
        ("3", "milestone", "2026-11-09 13:00:00", 0),
    ]


def test_costs_are_fixed_by_the_hour_and_of_resources(desk: Desk) -> None:
    # Activity 2: 50 fixed, 40 x 2 of a consumable once, and 2 x 5 an hour for 20 hours; uses 2 x 30 and 7.
    activities, _ = read(desk, FULL)
    assert records(activities, "Fixed Cost", "Cost", "Cost With Uses") == [
        (100, 260, 260),
        (130, 330, 397),
        (0, 0, 0),
    ]


def test_activities_stand_where_they_stood_at_the_last_status_date(desk: Desk) -> None:
    activities, _ = read(desk, FULL)
    heads = ("Actual Start", "Actual Finish", "Percent Complete", "Actual Cost", "Remaining Cost")
    first, second, third = (tuple(map(str, each)) for each in records(activities, *heads))
    assert first == ("2026-11-03 08:00:00", "2026-11-05 12:00:00", "1.0", "295.0", "0.0")
    assert second == ("2026-11-09 08:00:00", "None", "0.3", "210.0", "160.0")
    assert third == ("None",) * 5


def test_groups_are_summaries_above_their_activities(desk: Desk) -> None:
    activities, groups = read(desk, FULL)
    heads = ("Task ID", "Parent ID", "WBS", "Outline Level", "Position")
    assert records(activities, *heads) == [
        ("1", "group-1", "1.1", 2, 2),
        ("2", "group-1", "1.2", 2, 3),
        ("3", None, "2", 1, 4),
    ]
    assert records(groups, "Kind", *heads) == [("summary", "group-1", None, "1", 1, 1)]


def test_links_have_their_kind_and_lag_in_days(desk: Desk) -> None:
    [links] = read(desk, FULL, "task_links")
    heads = ("Predecessor ID", "Successor ID", "Kind", "Lag Days")
    assert records(links, *heads) == [("1", "2", "FS", 0), ("2", "3", "SS", -1)]


def test_assignments_have_the_cost_of_their_uses(desk: Desk) -> None:
    [assignments] = read(desk, FULL, "assignments")
    assert records(assignments, "Task ID", "Units", "Hours", "Cost") == [
        ("2", 2, 40, 260),
        ("2", 40, None, 87),
    ]


def test_each_tracking_period_is_a_table_with_places_of_its_own(desk: Desk) -> None:
    first, second = read(desk, FULL, "task_progress")
    heads = ("Tracking Period", "Task ID", "Percent Complete", "Actual Days", "Actual Cost")
    assert records(first, *heads) == [("Week 45", "1", 1, 2.5, 295), ("Week 45", "2", 0, None, None)]
    assert records(second, *heads)[1] == ("Week 46", "2", 0.3, 1, 210)
    cell = second.cell(1, second.header.index("Percent Complete"))
    assert (second.sheet, cell) == ("TrackingPeriod[2]", "TProTrackActivityTracking-1[2]/PercentageComplete")


def test_the_agenda_is_a_calendar(desk: Desk) -> None:
    [calendar] = read(desk, FULL, "calendars")
    assert records(calendar, "Hours Per Day", "Monday", "Sunday") == [
        (8, "08:00-12:00, 13:00-17:00", "non-working")
    ]


def test_where_months_come_first_days_are_read_so(desk: Desk) -> None:
    [tasks] = read(desk, project([activity(1, "110220260800", 8)], form="MM/d/yyyy h:mm"))
    assert str(records(tasks, "Baseline Start")[0][0]) == "2026-11-02 08:00:00"


def test_where_nothing_costs_anything_costs_are_unknown(desk: Desk) -> None:
    free = project([activity(1, "021120260800", 8)])
    [tasks] = read(desk, free)
    assert records(tasks, "Cost", "Fixed Cost", "Percent Complete") == [(None, None, None)]
    assert {finding.rule for finding in desk.reading().findings} == {"no-costs", "no-tracking"}


def test_uses_that_cost_something_are_told_with_their_sum(desk: Desk) -> None:
    [told] = [each for each in found(desk, FULL) if each.rule == "cost-per-use"]
    assert told.value == "67.00"


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"PK\x03\x04 not a project", "damaged-file"),
        (b"%PDF-1.7", "mislabelled-file"),
        (b"<Project><NAME>x</NAME>", "damaged-file"),
        (b"<rss><channel/></rss>", "not-protrack"),
        (project([]), "no-activities"),
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + FULL, "unsafe-file"),
        (FULL.replace(b"<BaseLineDuration>16<", b"<BaseLineDuration>two days<"), "damaged-file"),
        (FULL.replace(b"021120260800", b"321320260800"), "damaged-file"),
        (FULL.replace(b"<FIELD1025>1<", b"<FIELD1025>9<"), "damaged-file"),
    ],
)
def test_what_is_no_whole_project_is_refused(desk: Desk, content: bytes, rule: str) -> None:
    assert [finding.rule for finding in found(desk, content)] == [rule]


def test_a_period_whose_numbers_are_missing_is_refused(desk: Desk) -> None:
    cut = FULL.replace(b"<Activity>2</Activity><TProTrack", b"<TProTrack", 1)
    [told] = found(desk, cut)
    assert told.rule == "damaged-file"
    assert "1 activities, but numbers for 2" in told.problem


def test_settings_and_reader_know_the_same_kinds() -> None:
    assert tuple(KINDS) == protrack_checks.KINDS


def test_an_unknown_kind_of_record_is_told_with_those_there_are(desk: Desk) -> None:
    [told, *_] = found(desk, FULL, "risks")
    assert told.rule == "unknown-rows"
    assert "task_progress" in told.remedy
