"""Calendars from the canonical tables."""

from datetime import date

import pandas as pd

from pmo_reports.metrics.working_hours import default_calendars, working_times
from pmo_reports.model.tables import TABLES, typed
from pmo_reports.model.working_time import spans

WEEK = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "08:00-16:00")
FREE = dict.fromkeys(("saturday", "sunday"), "non-working")


def calendars(*rows: dict[str, object]) -> pd.DataFrame:
    return typed(TABLES["calendars"], pd.DataFrame([{"project_id": "P", **row} for row in rows]))


def exceptions(*rows: dict[str, object]) -> pd.DataFrame:
    columns = ["project_id", "calendar_id", "first_day", "last_day", "hours"]
    frame = pd.DataFrame([{"project_id": "P", **row} for row in rows], columns=columns)
    return typed(TABLES["calendar_exceptions"], frame)


BASE = {"calendar_id": "1", "is_default": True, **WEEK, **FREE}
CREW = {"calendar_id": "2", "base_id": "1", "saturday": "08:00-12:00", "friday": "non-working"}


def test_days_that_a_calendar_leaves_open_are_those_of_its_base() -> None:
    week = working_times(calendars(BASE, CREW), exceptions())["P", "2"].week
    assert week == (spans("08:00-16:00"),) * 4 + ((), spans("08:00-12:00"), ())


def test_exceptions_of_the_base_count_and_the_own_ones_win() -> None:
    shut = {"calendar_id": "1", "first_day": "2026-12-24", "last_day": "2026-12-26", "hours": "non-working"}
    works = {"calendar_id": "2", "first_day": "2026-12-24", "last_day": "2026-12-24", "hours": "08:00-10:00"}
    found = working_times(calendars(BASE, CREW), exceptions(shut, works))["P", "2"].exceptions
    assert found == {date(2026, 12, 24): spans("08:00-10:00"), date(2026, 12, 25): (), date(2026, 12, 26): ()}


def test_calendars_based_on_one_another_come_to_an_end() -> None:
    one, two = {"calendar_id": "1", "base_id": "2", **WEEK}, {"calendar_id": "2", "base_id": "1"}
    assert working_times(calendars(one, two), exceptions())["P", "2"].week[0] == spans("08:00-16:00")


def test_the_calendar_marked_as_default_is_it() -> None:
    assert default_calendars(calendars(CREW, BASE)) == {"P": "1"}
    assert default_calendars(calendars(CREW)) == {"P": "2"}
