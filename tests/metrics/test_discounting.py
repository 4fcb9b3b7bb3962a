"""O8: NPV, IRR and payback of published and hand-worked flows; what holds for every flow."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports.metrics.discounting import Irr, irr, payback, present

O8 = [-1000.0, 300.0, 420.0, 680.0]
AMOUNTS = st.integers(-1000, 1000).map(float)


def flow(*amounts: float) -> np.ndarray:
    return np.array([amounts])


def times(count: int, first: int = 0) -> np.ndarray:
    return np.arange(first, first + count, dtype=float)[None, :]


@pytest.mark.parametrize(
    ("first", "expected"),
    [(0, 130.7288), (1, 118.8443)],  # a spreadsheet's NPV() discounts the first flow: 130.7288 / 1.1
)
def test_o8_net_present_value(first: int, expected: float) -> None:
    assert present(flow(*O8), times(4, first), 0.1)[0] == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([-100, 110], 0.1),
        ([-100, 0, 121], 0.1),
        ([0, -100, 110], 0.1),  # a year before the first flow changes nothing
        ([-100, 50], -0.5),  # half the money is lost in a year
        ([-100, 60, 60], 0.130662),  # 60 x² + 60 x = 100, x = (√2.76 − 0.6) / 1.2
        ([-100, 230, -30], 1.161187),  # the accumulated flow changes once: 1 + r = 1.15 + √1.0225
    ],
)
def test_internal_rate_of_return_by_hand(amounts: list[float], expected: float) -> None:
    rate, why = irr(flow(*amounts))
    assert rate[0] == pytest.approx(expected, abs=5e-7)
    assert why[0] == Irr.UNIQUE


@pytest.mark.parametrize(
    ("amounts", "why"),
    [
        ([100, -50, -60], Irr.NO_INVESTMENT),
        ([-100, -10], Irr.NO_INVESTMENT),
        ([0, 0], Irr.NO_INVESTMENT),
        ([-100, 230, -132], Irr.SEVERAL),  # 10 % and 20 %
        ([-100, 100, -100], Irr.SEVERAL),  # none at all
        ([-100, 0.5], Irr.OUT_OF_RANGE),  # 99.5 % of the money is lost
    ],
)
def test_flows_without_a_single_rate_say_why(amounts: list[float], why: Irr) -> None:
    rate, told = irr(flow(*amounts))
    assert np.isnan(rate[0])
    assert told[0] == why


@pytest.mark.parametrize(
    ("amounts", "years"),
    [
        (O8, 2 + 280 / 680),
        ([-1000, 300 / 1.1, 420 / 1.21, 680 / 1.331], 2 + 380.165289 / 510.894065),
        ([-100, 100], 1),
        ([-100, 150, -100, 60], 2 + 5 / 6),  # it counts when it is paid back for good
        ([-100, 50], np.nan),
        ([100, 50], np.nan),  # nothing to pay back
    ],
)
def test_payback_by_hand(amounts: list[float], years: float) -> None:
    assert payback(flow(*amounts), times(len(amounts)))[0] == pytest.approx(years, nan_ok=True)


@given(st.lists(AMOUNTS, min_size=2, max_size=12))
def test_the_net_present_value_at_the_internal_rate_is_nought(amounts: list[float]) -> None:
    rate, why = irr(flow(*amounts))
    if why[0] == Irr.UNIQUE:
        at = flow(*amounts) * (1 + rate[0]) ** -times(len(amounts))
        assert abs(at.sum()) <= 1e-9 * np.abs(at).sum()


@given(st.lists(AMOUNTS.map(abs), min_size=1, max_size=10), st.floats(-0.4, 0.9), st.floats(0.01, 0.5))
def test_the_value_of_an_investment_falls_as_the_rate_rises(
    returns: list[float], rate: float, more: float
) -> None:
    flows, due = flow(-100, *returns), times(len(returns) + 1)
    low, high = present(flows, due, rate)[0], present(flows, due, rate + more)[0]
    assert high < low or not any(returns)


@given(st.lists(st.lists(AMOUNTS, min_size=4, max_size=4), min_size=2, max_size=6))
def test_the_order_of_flows_changes_nothing(rows: list[list[float]]) -> None:
    one, other = np.array(rows), np.array(rows[::-1])
    np.testing.assert_array_equal(irr(one)[0], irr(other)[0][::-1])
    due = np.repeat(times(4), len(rows), axis=0)
    np.testing.assert_array_equal(payback(one, due), payback(other, due)[::-1])


def test_a_flow_without_years_has_no_returns() -> None:
    none = np.zeros((2, 0))
    assert np.isnan(irr(none)[0]).all()
    assert np.isnan(payback(none, none)).all()
