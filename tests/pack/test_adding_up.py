"""Units in which amounts add up as they are printed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports.pack.adding_up import UNITS, adding_unit, exact_unit, printed

cents = st.decimals(min_value=-10_000_000, max_value=10_000_000, places=2)


@pytest.mark.parametrize(
    ("amount", "unit"),
    [
        (4_000_000, (1_000_000, 0)),
        (4_560_000, (1_000_000, 2)),
        (4_567_000, (1_000, 0)),
        (4_567_890, (1, 0)),
        (Decimal("4567890.12"), (1, 2)),
    ],
)
def test_the_exact_unit_rounds_nothing(amount: Decimal, unit: tuple[int, int]) -> None:
    assert exact_unit([amount, 3_000_000]) == unit


def test_small_changes_can_be_read_beside_great_totals() -> None:
    parts, whole = [Decimal("115561900.38"), 45_000, 1_041_040], Decimal("116647940.38")
    unit = adding_unit([(parts, whole)])
    assert unit == (1_000, 0)
    assert [printed(each, unit) for each in (*parts, whole)] == [115_562, 45, 1_041, 116_648]


def test_a_unit_that_would_not_add_up_is_passed_over() -> None:
    # 1.5 + 1.5 = 3.0 would be printed as 2 + 2 = 3.
    assert adding_unit([([1_500_000, 1_500_000], 3_000_000)]) == (1_000_000, 1)


def test_what_is_slight_may_be_rounded_away() -> None:
    assert adding_unit([([10_000_000, Decimal("0.01"), 2_000_000], Decimal("12000000.01"))]) == (1_000_000, 0)


@given(st.lists(st.tuples(cents, st.lists(cents, max_size=6)), min_size=1, max_size=5))
def test_what_is_printed_always_adds_up(sums: list[tuple[Decimal, list[Decimal]]]) -> None:
    listed = [([opening, *changes], opening + sum(changes)) for opening, changes in sums]
    unit = adding_unit(listed)
    assert unit in UNITS
    for parts, whole in listed:
        assert sum(printed(part, unit) for part in parts) == printed(whole, unit)
