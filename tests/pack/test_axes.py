"""Scales and ticks."""

from __future__ import annotations

import pytest

from pmo_reports.pack.axes import nice_ticks
from pmo_reports.pack.money import money_unit, scale_of
from pmo_reports.pack.words import listed


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 4.4, (0, 1, 2, 3, 4, 5)),
        (0, 0, (0, 1)),
        (0, 52.5e6, (0, 20e6, 40e6, 60e6)),
        (-30, 100, (-50, 0, 50, 100)),
        (0, 12, (0, 2.5, 5, 7.5, 10, 12.5)),
    ],
)
def test_ticks_are_round_and_hold_every_value(low: float, high: float, ticks: tuple[float, ...]) -> None:
    assert nice_ticks(low, high) == pytest.approx(ticks)


@pytest.mark.parametrize(
    ("values", "scale"),
    [
        ((), 1),
        ((0, None), 1),
        ((9_000,), 1),
        ((45_000,), 1_000),
        ((3e5, 2e6, 5e6), 1_000_000),
        ((4.2e9,), 10**9),
    ],
)
def test_the_scale_suits_the_middle_value(values: tuple[float | None, ...], scale: int) -> None:
    assert scale_of(values) == scale


def test_the_unit_of_a_column_says_currency_and_scale() -> None:
    assert money_unit("EUR", 1_000_000, "en_GB") == "€ m"


def test_names_are_listed_with_and() -> None:
    assert [listed([]), listed(["A"]), listed(["A", "B", "C"])] == ["", "A", "A, B and C"]
