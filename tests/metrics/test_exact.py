from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports.metrics.exact import Exact, codes, exact, factors, rounded, within
from pmo_reports.model.tables import MONEY

AMOUNTS = st.decimals(-(10**19), 10**19, places=4, allow_nan=False)
RATES = st.sampled_from([1.0, 1.0834, 0.0061, 1 / 1.17])


def column(values: list[Decimal | None]) -> pd.Series:
    return pd.Series(values, dtype=object).astype(MONEY)


@given(st.lists(st.tuples(AMOUNTS | st.none(), st.integers(0, 2)), min_size=1))
def test_sums_are_those_of_decimals(entries: list[tuple[Decimal | None, int]]) -> None:
    found = exact(column([amount for amount, _ in entries]))
    sums = found.summed(np.array([place for _, place in entries]), 3).series(pd.RangeIndex(3))
    for place in range(3):
        own = [amount for amount, at in entries if at == place]
        known = [amount for amount in own if amount is not None]
        assert pd.isna(sums[place]) if len(known) < len(own) else sums[place] == sum(known, Decimal(0))


@given(AMOUNTS, RATES)
def test_products_are_those_of_decimals_to_the_cent(amount: Decimal, rate: float) -> None:
    found = exact(column([amount])).times(factors(pd.Series([rate]))).cents()[0]
    wanted = (amount * Decimal(str(rate))).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert found == pytest.approx(float(wanted), rel=1e-15, abs=0)


@given(st.integers(-(10**25), 10**25), st.integers(0, 12))
def test_rounding_is_half_away_from_zero(number: int, digits: int) -> None:
    wanted = (Decimal(number) / 10**digits).quantize(Decimal(1), ROUND_HALF_UP)
    assert rounded(np.array([number], dtype=object), digits)[0] == int(wanted)


def test_a_column_comes_back_as_it_was_with_its_nulls() -> None:
    held = column([Decimal("1.5"), None, Decimal("-99999999999999999999.1234"), Decimal("0.0001")])
    pd.testing.assert_series_equal(exact(held).series(held.index).astype(MONEY), held)


def test_a_slice_of_a_column_is_read_from_its_own_place() -> None:
    held = column([Decimal(n) for n in range(5)])[2:4]
    assert exact(held).cents().tolist() == [2.0, 3.0]


def test_a_place_that_is_not_there_is_nought_known_or_not() -> None:
    held = Exact(np.array([[5]]), np.array([[True]]), 0)
    for known in (True, False):
        found = held.taken(np.array([0, -1]), 1, known=known)
        assert (found.units.tolist(), found.known.tolist()) == ([[5, 0]], [[True, known]])


def test_amounts_of_several_parts_stand_behind_one_another() -> None:
    parts = [
        pa.array(part, MONEY.pyarrow_dtype) for part in ([Decimal("1.5"), None], [], [Decimal(10) ** 19])
    ]
    found = exact(pd.Series(pd.array(pa.chunked_array(parts), dtype=MONEY)))
    assert found.units.tolist() == [15_000, 0, 10**23]
    assert found.known.tolist() == [True, False, True]


def test_a_sum_that_is_too_great_for_64_bits_is_exact_though_each_amount_is_small_enough() -> None:
    most = 2**61 - 1
    found = Exact(np.array([most] * 6 + [1]), np.ones(7, dtype=bool), 0).summed(np.array([0] * 6 + [1]), 2)
    assert found.units.tolist() == [6 * most, 1]


def test_what_is_within_others_is_told_of_series_and_indexes() -> None:
    keys = pd.Series(["a", None, "b", "a"], dtype="str")
    assert within(keys, pd.Index(["a", "c", "a"])).tolist() == [True, False, False, True]
    assert within(pd.Index(["b", "c"]), keys).tolist() == [True, False]
    assert within(keys, keys[:0]).tolist() == [False] * 4
    assert within(keys[:0], keys).tolist() == []


@pytest.mark.parametrize("parts", [1, 3])
def test_keys_that_stand_together_have_the_same_places_as_one_by_one(parts: int) -> None:
    words = [*["b"] * 3000, *[None] * 1000, *["a"] * 2000, *["b"] * 500]
    held = pa.chunked_array([pa.array(words, pa.large_string())] * parts)
    keys = pd.Series(pd.array(held, dtype="str"))
    places, distinct = codes(keys)
    assert distinct.tolist() == ["b", "a"]
    assert places.tolist() == [*[0] * 3000, *[-1] * 1000, *[1] * 2000, *[0] * 500] * parts


def test_numbers_that_stand_together_have_the_same_places_as_one_by_one() -> None:
    keys = pd.Series([*[1.5] * 5000, *[np.nan] * 50, *[2.5] * 10, *[1.5] * 10])
    places, distinct = codes(keys)
    assert (places.tolist(), distinct.tolist()) == (pd.factorize(keys)[0].tolist(), [1.5, 2.5])


@pytest.mark.parametrize("dtype", ["Int64", "object"])
def test_keys_that_may_hold_na_are_looked_up_one_by_one(dtype: str) -> None:
    keys = pd.Series([*[1] * 5000, *[pd.NA] * 50, *[2] * 10], dtype=dtype)
    places, distinct = codes(keys)
    assert distinct.tolist() == [1, 2]
    assert places.tolist() == [*[0] * 5000, *[-1] * 50, *[1] * 10]
