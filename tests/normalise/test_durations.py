"""Durations in hours."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pmo_reports.config.sources import Values
from pmo_reports.normalise.durations import hours, seconds
from pmo_reports.normalise.faults import Fault


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("PT8H", 8),
        ("P1DT2H30M", 26.5),  # ISO 8601: a day has 24 hours
        ("P1W", 168),
        ("1d 4h", 12),  # in words a working day has eight
        ("2 Days 4 Hours", 20),
        ("1w", 40),
        ("30 min", 0.5),
        ("2,5 h", 2.5),
        ("24,00", 24),
        ("1,500", 1500),  # thousands, as the source's marks say
        ("7", 7),
        (7.25, 7.25),
    ],
)
def test_hours(written: object, expected: float) -> None:
    found = hours(written, Values())
    assert isinstance(found, Decimal)
    assert float(found) == pytest.approx(expected)


@pytest.mark.parametrize("written", ["P", "PT", "soon", "1h foo", "3 fortnights", "8:30"])
def test_what_is_no_duration_is_told(written: str) -> None:
    found = hours(written, Values())
    assert isinstance(found, Fault)
    assert found.rule == "not-a-duration"


@pytest.mark.parametrize(
    ("written", "expected"), [("5400", 5400), ("1d 1h", 32_400), ("1970-01-02 04:00:30", 100_830)]
)
def test_seconds(written: object, expected: int) -> None:
    found = seconds(written, Values())
    assert isinstance(found, Decimal)
    assert round(found, 6) == expected
