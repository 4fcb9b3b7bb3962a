"""Dates as people and locales write them: never swapped, never guessed."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports.config.sources import Values
from pmo_reports.normalise.dates import day, moment, month
from pmo_reports.normalise.faults import Fault

GERMAN = Values(dates=("%d.%m.%Y", "%d.%m.%y"))
FORMATS = st.sampled_from(["%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d %B %Y", "%d-%b-%Y"])
DAYS = st.dates(date(1000, 1, 1), date(9999, 12, 31))


def test_iso_day_that_looks_like_day_first() -> None:
    assert day("2026-03-04", Values(dates=("%Y-%d-%m", "%d.%m.%Y"))) == date(2026, 3, 4)


@given(DAYS, st.lists(FORMATS, max_size=3))
def test_iso_days_are_never_swapped(on: date, formats: list[str]) -> None:
    assert day(on.isoformat(), Values(dates=tuple(formats))) == on


@given(DAYS, FORMATS)
def test_round_trip(on: date, form: str) -> None:
    assert day(on.strftime(form), Values(dates=(form,))) == on


@pytest.mark.parametrize(
    "text", ["2026-10-31T23:59:00", "2026-10-31 08:00", "2026-10-31T08:00:00.000+0000", " 2026-10-31 "]
)
def test_time_of_day_is_left_out(text: str) -> None:
    assert day(text, Values()) == date(2026, 10, 31)


def test_native_days() -> None:
    assert day(datetime(2026, 10, 31, 17, tzinfo=UTC), Values()) == date(2026, 10, 31)
    assert day(date(2026, 10, 31), Values()) == date(2026, 10, 31)


@pytest.mark.parametrize(
    "cell", ["31.10.26", "2026-02-30", "Q2 2026", "45", 46112, 46112.0, True, "20261031"]
)
def test_no_day_is_guessed(cell: object) -> None:
    assert isinstance(day(cell, Values(dates=("%d.%m.%Y",))), Fault)


def test_serial_only_where_the_source_says_so() -> None:
    excel = Values(dates=("excel",))
    assert day(46112, excel) == date(2026, 3, 31)
    assert day(59, excel) == date(1900, 2, 28)
    assert day(61.25, excel) == date(1900, 3, 1)
    assert isinstance(day(0, excel), Fault)


@pytest.mark.parametrize("written", ["46112", " 46112 ", "46112.75", "46112,75", Decimal("46112.75")])
def test_where_excels_days_are_asked_for_other_files_may_hold_them(written: str | Decimal) -> None:
    assert day(written, Values(dates=("excel",))) == date(2026, 3, 31)
    assert month(written, Values(dates=("%d.%m.%Y", "excel"))) == date(2026, 3, 1)
    assert isinstance(day(written, GERMAN), Fault)


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (20261031, "%Y%m%d", date(2026, 10, 31)),
        (20261031.0, "%Y%m%d", date(2026, 10, 31)),
        (Decimal(202610), "%Y%m", date(2026, 10, 1)),
        (2027, "%Y", date(2027, 1, 1)),
        (31102026, "%d%m%Y", date(2026, 10, 31)),
    ],
)
def test_days_that_workbooks_hold_as_numbers(number: float | Decimal, form: str, expected: date) -> None:
    assert day(number, Values(dates=("%d.%m.%Y", form))) == expected
    assert isinstance(day(number, GERMAN), Fault)
    assert isinstance(day(float(number) + 0.5, Values(dates=(form,))), Fault)


@pytest.mark.parametrize("number", [1112026, 0, -20261031, 20261331, 1e300, float("inf"), True])
def test_numbers_that_are_no_day_or_could_be_two(number: float) -> None:
    assert isinstance(day(number, Values(dates=("%d%m%Y", "%Y%m%d"))), Fault)


def test_where_excel_counts_days_its_numbers_come_first() -> None:
    both = Values(dates=("%Y", "%Y%m%d", "excel"))
    assert (day(2027, both), day(20261031, both)) == (date(1905, 7, 19), date(2026, 10, 31))


@pytest.mark.parametrize("written", ["0", "-46112", "46112x", "46112.", "4611200000", "1e4", "46 112"])
def test_other_texts_are_no_day_of_excels(written: str) -> None:
    assert isinstance(day(written, Values(dates=("excel",))), Fault)


def test_formats_are_tried_in_order() -> None:
    assert day("01.04.16", GERMAN) == date(2016, 4, 1)
    assert day("04/03/2026", Values(dates=("%m/%d/%Y", "%d/%m/%Y"))) == date(2026, 4, 3)


def test_month_is_its_first_day() -> None:
    values = Values(dates=("%m/%Y", "%d.%m.%Y"))
    assert {month(cell, values) for cell in ("2026-10", "2026-10-31", "10/2026", "31.10.2026")} == {
        date(2026, 10, 1)
    }


@pytest.mark.parametrize("cell", [2027, 2027.0, "2027"])
def test_a_year_alone_is_its_first_month_where_the_settings_know_years(cell: object) -> None:
    assert month(cell, Values(dates=("%Y",))) == date(2027, 1, 1)
    assert isinstance(month(cell, Values(dates=("%m/%Y",))), Fault)


def test_remedy_shows_the_formats() -> None:
    found = day("soon", GERMAN)
    assert isinstance(found, Fault)
    assert found.remedy == "write it as 2026-10-31 or 31.10.2026 or 31.10.26, or leave the cell empty"


def test_an_id_says_when_it_was_given_where_the_source_says_so() -> None:
    given = "69b0a4f0" + "0123456789abcdef"  # 2026-03-10 23:09:36 in UTC
    assert day(given, Values(dates=("object id",))) == date(2026, 3, 10)
    assert isinstance(day(given, Values()), Fault)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-10-31T23:30:00Z", date(2026, 11, 1)),
        ("2026-11-29 23:00:00 +0000", date(2026, 11, 30)),
        ("2026-10-31T18:00:00-07:00", date(2026, 11, 1)),
        ("2026-10-31T23:30:00", date(2026, 10, 31)),  # says no zone
        ("2026-10-31", date(2026, 10, 31)),
        ("1793489400000", date(2026, 11, 1)),
        ("Sat, 31 Oct 2026 23:30:00 +0000", date(2026, 11, 1)),
    ],
)
def test_the_day_of_a_moment_is_that_of_the_zone(written: str, expected: date) -> None:
    values = Values(dates=("epoch ms", "%a, %d %b %Y %H:%M:%S %z"), zone="Europe/Berlin")
    assert day(written, values) == expected
    assert moment(written, values).date() == expected  # type: ignore[union-attr]
