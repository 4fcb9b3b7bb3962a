"""Numbers as people and locales write them."""

from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports.config.sources import Values
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.numbers import decimal, percent

ENGLISH = Values()
GERMAN = Values(decimal=",", thousands=".")
FRENCH = Values(decimal=",", thousands="\N{NARROW NO-BREAK SPACE}")
AMOUNTS = st.decimals(-(10**12), 10**12, places=2, allow_nan=False)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234.50", "1234.50"),
        ("£1,139.18", "1139.18"),
        ("(1,234)", "-1234"),
        ("(£1,234.50)", "-1234.50"),
        ("£(1,234.50)", "-1234.50"),
        ("-£5", "-5"),
        ("£-5", "-5"),
        ("5-", "-5"),
        ("5.00- EUR", "-5.00"),
        ("\N{MINUS SIGN}5", "-5"),
        ("+7", "7"),
        ("1 234 567.8", "1234567.8"),
        ("1\N{NO-BREAK SPACE}234", "1234"),
        ("1\N{THIN SPACE}234", "1234"),
        ("1'234", "1234"),
        ("1\N{RIGHT SINGLE QUOTATION MARK}234.50 CHF", "1234.50"),
        ("EUR 12", "12"),
        ("12 €", "12"),
        ("US$ 12", "12"),
        (".5", "0.5"),
        ("1.5E+3", "1500"),
        ("0", "0"),
    ],
)
def test_english_text(text: str, number: str) -> None:
    assert decimal(text, ENGLISH) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "1,23",
        "12,34.5",
        "1.234.567",
        "1,234 567",
        "12 34",
        "1.2m",
        "12 MIO",
        "TBD",
        "£",
        "--5",
        "(-5)",
        "5%",
        "1€50",
        "5.",
    ],
)
def test_no_number_is_guessed(text: str) -> None:
    assert isinstance(decimal(text, ENGLISH), Fault)


def test_german_marks_are_not_english_ones() -> None:
    assert decimal("1.234", GERMAN) == 1234
    assert decimal("1.234", ENGLISH) == Decimal("1.234")
    assert isinstance(decimal("1,234.5", GERMAN), Fault)


def test_native_numbers_are_taken_as_they_print() -> None:
    assert decimal(0.1, ENGLISH) == Decimal("0.1")
    assert decimal(7, GERMAN) == 7
    assert isinstance(decimal(float("inf"), ENGLISH), Fault)
    assert isinstance(decimal(cell=True, values=ENGLISH), Fault)


def test_percent_sign_always_means_hundredths() -> None:
    points = Values(percent="points")
    assert percent("45%", ENGLISH) == percent("45 %", points) == Decimal("0.45")
    assert percent("45", points) == Decimal("0.45")
    assert percent(0.45, ENGLISH) == Decimal("0.45")
    assert percent("0.5", points) == Decimal("0.005")


@given(AMOUNTS)
@pytest.mark.parametrize(("locale", "values"), [("en_GB", ENGLISH), ("de_DE", GERMAN), ("fr_FR", FRENCH)])
def test_round_trip(locale: str, values: Values, amount: Decimal) -> None:
    written = format_decimal(amount, format="#,##0.00", locale=locale)
    assert decimal(written, values) == amount


@given(st.text())
def test_any_text_is_a_number_or_a_fault(text: str) -> None:
    found = decimal(text, ENGLISH)
    assert isinstance(found, Fault) or found.is_finite()
