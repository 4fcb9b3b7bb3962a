"""Suffixes, durations, quarters, weeks and month names by the source's settings."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_reports.config.sources import Column, Values
from pmo_reports.model.tables import Kind, Portfolio
from pmo_reports.normalise import dates, durations, numbers
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.values import Parser

WORDS = Values.model_validate(
    {"decimal": ",", "thousands": ".", "suffixes": {"k": 1000, "m": 10**6, "Mio": 10**6, "Mrd": 10**9}}
)
SPANS = {"first": Values(spans="first"), "last": Values(spans="last")}
LOCALES = {
    "de_DE": (",", "."),
    "fr_FR": (",", "\N{NARROW NO-BREAK SPACE}"),
    "de_CH": (".", "\N{RIGHT SINGLE QUOTATION MARK}"),
    "en_GB": (".", ","),
    "en_US": (".", ","),
    "pl_PL": (",", "\N{NO-BREAK SPACE}"),
    "sv_SE": (",", "\N{NO-BREAK SPACE}"),
    "it_IT": (",", "."),
    "nb_NO": (",", "\N{NO-BREAK SPACE}"),
}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,5m", "1500000"),
        ("-2 k", "-2000"),
        ("(1,25 Mio €)", "-1250000"),
        ("3 MRD", "3000000000"),
        ("7", "7"),
    ],
)
def test_suffixes_multiply(written: str, value: str) -> None:
    assert numbers.decimal(written, WORDS) == Decimal(value)


@pytest.mark.parametrize("written", ["m", "5x", "1,5mm", "k5"])
def test_unknown_letters_are_no_number(written: str) -> None:
    assert isinstance(numbers.decimal(written, WORDS), Fault)


def test_without_settings_a_suffix_is_no_number() -> None:
    assert isinstance(numbers.decimal("1.5m", Values()), Fault)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("2w 4h", "10.5"),
        ("3d", "3"),
        ("-37d 4h", "-37.5"),
        ("1d 30m", "1.0625"),
        ("1.5 days", "1.5"),
        ("4", "4"),
        (2.5, "2.5"),
    ],
)
def test_durations_in_working_days(written: object, days: str) -> None:
    assert durations.days(written, Values()) == Decimal(days)


def test_durations_by_the_source_s_own_day_and_week() -> None:
    values = Values.model_validate({"hours_per_day": "7.5", "days_per_week": 4})
    assert durations.days("1w 15h", values) == 6
    assert durations.hours("2d 1h", values) == Decimal("16.0")
    assert durations.hours("6", values) == 6


@pytest.mark.parametrize("written", ["3 moons", "2ed", "d3", "1d2", "soon", "3d -4h"])
def test_what_is_no_working_time_is_a_finding(written: str) -> None:
    found = durations.days(written, Values())
    assert isinstance(found, Fault)
    assert found.rule == "not-a-duration"


def test_a_column_of_days_in_another_unit() -> None:
    column = Column.model_validate({"type": "hours", "unit": "60"})
    assert Parser(column, Kind.NUMBER, Values()).outcomes(["1h", "", "1d"]) == [60.0, None, 480.0]


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("Q2 2026", (2026, 4), (2026, 6)),
        ("2026-Q4", (2026, 10), (2026, 12)),
        ("3. Quartal 2026", (2026, 7), (2026, 9)),
        ("2026-W14", (2026, 3), (2026, 4)),  # Monday 30 March to Sunday 5 April
        ("KW 14/2026", (2026, 3), (2026, 4)),
        ("2020-W53", (2020, 12), (2021, 1)),
    ],
)
def test_quarters_and_weeks_are_months_by_policy(
    written: str, first: tuple[int, int], last: tuple[int, int]
) -> None:
    assert dates.month(written, SPANS["first"]) == date(*first, 1)
    assert dates.month(written, SPANS["last"]) == date(*last, 1)
    assert isinstance(dates.month(written, Values()), Fault)


@pytest.mark.parametrize("written", ["Q5 2026", "2026-W54", "2025-W53", "KW 0/2026"])
def test_quarters_and_weeks_that_there_are_not(written: str) -> None:
    assert isinstance(dates.month(written, SPANS["first"]), Fault)


@pytest.mark.parametrize("locale", LOCALES)
@settings(deadline=None, max_examples=40)
@given(on=st.dates(date(1990, 1, 1), date(2068, 12, 31)))
def test_dates_come_back_from_every_locale(locale: str, on: date) -> None:
    values = Values(dates=("%d %B %Y", "%d %b %Y"), locales=(locale,))
    for form in ("d MMMM y", "d MMM y"):
        assert dates.day(format_date(on, form, locale=locale), values) == on


@pytest.mark.parametrize("locale", LOCALES)
@settings(deadline=None, max_examples=60)
@given(number=st.decimals(-(10**12), 10**12, places=2))
def test_numbers_come_back_from_every_locale(locale: str, number: Decimal) -> None:
    decimal, thousands = LOCALES[locale]
    written = format_decimal(number, "#,##0.00", locale=locale)
    values = Values.model_validate({"decimal": decimal, "thousands": thousands})
    assert numbers.decimal(written, values) == number


@settings(deadline=None, max_examples=80)
@given(on=st.dates(date(1900, 1, 1)), order=st.permutations(["%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%Y-%d-%m"]))
def test_an_iso_date_is_never_swapped(on: date, order: list[str]) -> None:
    values = Values(dates=tuple(order), locales=("de_DE", "en_US"))
    assert dates.day(on.isoformat(), values) == on


def test_an_unknown_column_survives_and_a_later_mapping_takes_it(
    given: Callable[..., Portfolio], part: Callable[..., dict[str, object]]
) -> None:
    columns: dict[str, dict[str, object]] = {"project_id": {}, "issue_id": {}}
    heads, rows = ["project_id", "issue_id", "Wer"], [["P-1", "I1", "Ann"]]
    before = given(part("issues", columns), heads, rows)
    assert before.extras["issues"]["Wer"].tolist() == ["Ann"]
    now = given(part("issues", {**columns, "owner": {"aliases": ["Wer"]}}), heads, rows)
    assert (now["issues"]["owner"].tolist(), dict(now.extras)) == (["Ann"], {})
