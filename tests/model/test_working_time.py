"""Working hours between moments, and when work is done."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_reports.model.working_time import WorkingTime, spans, written

DAY = spans("08:00-12:00, 13:00-17:00")
OFFICE = WorkingTime((DAY,) * 5 + ((), ()), {date(2026, 12, 25): ()})
FIRST, LAST = datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2030-01-01")
MOMENTS = st.datetimes(FIRST, LAST).map(lambda at: at.replace(microsecond=0))
HOURS = st.integers(0, 4000).map(lambda quarters: quarters / 4)


def at(*texts: str) -> np.ndarray:
    return np.array(texts, dtype="datetime64[s]")


def between(start: str, end: str, working: WorkingTime = OFFICE) -> float:
    return float(working.hours_between(at(start), at(end))[0])


def finish(start: str, hours: float, working: WorkingTime = OFFICE) -> str:
    return str(working.finishes(at(start), np.array([hours]))[0])


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-12-21T08:00", "2026-12-21T17:00", 8),
        ("2026-12-21T11:30", "2026-12-21T13:15", 0.75),
        ("2026-12-21T17:00", "2026-12-22T08:00", 0),
        ("2026-12-18T16:00", "2026-12-21T09:00", 2),
        ("2026-12-24T12:00", "2026-12-28T12:00", 8),
        ("2026-12-22T08:00", "2026-12-21T08:00", -8),
        ("1969-12-31T16:00", "1970-01-01T09:00", 2),
    ],
)
def test_hours_between(start: str, end: str, hours: float) -> None:
    assert between(start, end) == hours


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-12-21T08:00", 8, "2026-12-21T17:00:00"),
        ("2026-12-21T08:00", 4, "2026-12-21T12:00:00"),
        ("2026-12-21T08:00", 4.25, "2026-12-21T13:15:00"),
        ("2026-12-24T16:00", 2, "2026-12-28T09:00:00"),
        ("2026-12-19T03:00", 0, "2026-12-19T03:00:00"),
        ("2026-12-21T08:00", 8 * 500, "2028-11-20T17:00:00"),
    ],
)
def test_work_ends_with_the_day_that_it_fills(start: str, hours: float, end: str) -> None:
    assert finish(start, hours) == end


def test_what_is_not_known_stays_unknown() -> None:
    assert np.isnan(OFFICE.hours_between(at("NaT"), at("2026-12-21T08:00"))).all()
    assert finish("NaT", 8) == finish("2026-12-21T08:00", float("nan")) == "NaT"


def test_work_never_ends_where_nobody_works() -> None:
    assert finish("2026-12-21T08:00", 1, WorkingTime(((),) * 7)) == "NaT"


def test_a_night_shift_ends_at_midnight() -> None:
    night = WorkingTime((spans("22:00-24:00"),) * 7)
    assert finish("2026-12-21T22:00", 2, night) == "2026-12-22T00:00:00"


def test_spans_are_read_as_they_are_written() -> None:
    assert written(DAY) == "08:00-12:00, 13:00-17:00"
    assert (written(()), spans("non-working"), spans("")) == ("non-working", (), ())


@given(MOMENTS, HOURS)
def test_the_hours_up_to_the_finish_are_those_asked_for(start: datetime, hours: float) -> None:
    begun = np.array([start], dtype="datetime64[s]").astype("datetime64[m]").astype("datetime64[s]")
    ended = OFFICE.finishes(begun, np.array([hours]))
    assert OFFICE.hours_between(begun, ended)[0] == hours


@given(MOMENTS, MOMENTS, MOMENTS)
def test_hours_add_up(one: datetime, two: datetime, three: datetime) -> None:
    starts, ends = at(str(one), str(two), str(one)), at(str(two), str(three), str(three))
    first, second, both = OFFICE.hours_between(starts, ends)
    assert first + second == pytest.approx(both)


@settings(deadline=None, max_examples=25)
@given(MOMENTS, st.integers(1, 60 * 24 * 9))
def test_minute_by_minute_gives_the_same(start: datetime, minutes: int) -> None:
    start = start.replace(second=0)
    counted = sum(_works(start + timedelta(minutes=each)) for each in range(minutes))
    found = OFFICE.hours_between(at(str(start)), at(str(start + timedelta(minutes=minutes))))
    assert found[0] == pytest.approx(counted / 60)


def _works(moment: datetime) -> bool:
    free = moment.weekday() > 4 or moment.date() == date(2026, 12, 25)
    return not free and (8 <= moment.hour < 12 or 13 <= moment.hour < 17)
