"""Fiscal calendars against the conventions that are published."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from pmo_reports.model.fiscal import WEEKS, FiscalCalendar, YearEnd, months, weeks

SATURDAY = 5
RETAIL = weeks("4-5-4", YearEnd(weekday=SATURDAY, month=1, nearest=True), range(2010, 2031), "start")
LAST_SEPTEMBER = weeks("4-4-5", YearEnd(weekday=SATURDAY, month=9), range(2015, 2031))
THIRTEEN = weeks("13x4", YearEnd(weekday=SATURDAY, month=12), range(2020, 2031))


def ends(calendar: FiscalCalendar, year: int) -> tuple[date, date, int]:
    own = calendar.of_year(year)
    return own[0].start, own[-1].end, ((own[-1].end - own[0].start).days + 1) // 7


@pytest.mark.parametrize(
    ("year", "start", "end", "count"),
    [
        (2012, date(2012, 1, 29), date(2013, 2, 2), 53),
        (2017, date(2017, 1, 29), date(2018, 2, 3), 53),
        (2022, date(2022, 1, 30), date(2023, 1, 28), 52),
        (2023, date(2023, 1, 29), date(2024, 2, 3), 53),
        (2024, date(2024, 2, 4), date(2025, 2, 1), 52),
    ],
)
def test_the_retail_calendar_as_its_federation_prints_it(
    year: int, start: date, end: date, count: int
) -> None:
    assert ends(RETAIL, year) == (start, end, count)


def test_the_fifty_third_week_is_in_the_last_period() -> None:
    lengths = [((each.end - each.start).days + 1) // 7 for each in RETAIL.of_year(2023)]
    assert lengths == [4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 5]


def test_the_fifty_third_week_may_be_in_another_period() -> None:
    end = YearEnd(weekday=SATURDAY, month=9)
    own = weeks("4-4-5", end, [2023], long=3).of_year(2023)
    assert [((each.end - each.start).days + 1) // 7 for each in own[:4]] == [4, 4, 6, 4]


@pytest.mark.parametrize(
    ("year", "end", "count"),
    [(2022, date(2022, 9, 24), 52), (2023, date(2023, 9, 30), 53), (2017, date(2017, 9, 30), 53)],
)
def test_a_year_that_ends_on_the_last_saturday_of_september(year: int, end: date, count: int) -> None:
    assert ends(LAST_SEPTEMBER, year)[1:] == (end, count)


def test_thirteen_periods_make_quarters_of_three_three_three_and_four() -> None:
    own = THIRTEEN.of_year(2026)
    assert [each.quarter for each in own] == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 4]
    assert (own[0].start, own[0].end) == (date(2025, 12, 28), date(2026, 1, 24))
    assert THIRTEEN.quarter(own[12]) == (own[9].start, date(2026, 12, 26))


def test_months_from_april_named_by_the_year_that_they_end_in() -> None:
    own = months(4, [2027])
    first, last = own.periods[0], own.periods[-1]
    assert (first.start, last.end, first.id, last.name) == (
        date(2026, 4, 1),
        date(2027, 3, 31),
        "2027-P01",
        "P12 2027",
    )
    july = own.on(date(2026, 7, 14))
    assert july is not None
    assert (july.number, july.quarter, own.year_to_date(july)) == (
        4,
        2,
        (date(2026, 4, 1), date(2026, 7, 31)),
    )


def test_months_named_by_the_year_that_they_start_in() -> None:
    assert months(4, [2026], "start").periods[0].start == date(2026, 4, 1)


@pytest.mark.parametrize("calendar", [RETAIL, LAST_SEPTEMBER, THIRTEEN, months(7, range(2020, 2030))])
def test_every_day_lies_in_one_period(calendar: FiscalCalendar) -> None:
    assert all(after.start - before.end == timedelta(days=1) for before, after in pairwise(calendar.periods))
    assert all(calendar.on(day) is each for each in calendar.periods for day in (each.start, each.end))
    assert calendar.on(calendar.periods[0].start - timedelta(days=1)) is None
    assert calendar.on(calendar.periods[-1].end + timedelta(days=1)) is None


@pytest.mark.parametrize("pattern", list(WEEKS))
def test_every_pattern_has_fifty_two_weeks(pattern: str) -> None:
    assert sum(WEEKS[pattern]) == 52
