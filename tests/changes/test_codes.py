"""Columns as whole numbers: the same where they say the same, and amounts exact at any size."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports.changes import codes as numbered
from pmo_reports.changes.codes import Codes, amounts, codes, joined, moments, sums, texts
from pmo_reports.model.tables import MONEY

TEXTS = st.lists(st.sampled_from(["a", "b", "", None]), max_size=30)
MOMENTS = st.lists(st.sampled_from(["2026-10-01", "2026-10-01T17:00", "1850-01-01", None]), max_size=6)


@pytest.fixture(autouse=True)
def short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbered, "STRETCH", 4)


def told(found: Codes, before: Sequence[object], after: Sequence[object]) -> bool:
    """Whether rows have the same number just where they say the same, and nought for nothing."""
    numbers, values = [*found.then.tolist(), *found.now.tolist()], [*before, *after]
    pairs = {*zip(numbers, values, strict=True)}
    empty = all((number == 0) == (value is None) for number, value in pairs)
    return empty and len(pairs) == len({*numbers}) == len({*values}) and max(numbers, default=0) < found.size


@given(before=TEXTS, after=TEXTS)
def test_texts_are_told_apart(before: list[str | None], after: list[str | None]) -> None:
    found = texts(pd.Series(before, dtype="str"), pd.Series(after, dtype="str"))
    assert told(found, before, after)
    named = [found.texts[number - 1] if number else None for number in found.then.tolist()]
    assert named == before


@given(before=MOMENTS, after=MOMENTS)
def test_moments_are_told_apart(before: list[str | None], after: list[str | None]) -> None:
    sides = [
        pd.Series([pd.Timestamp(each) for each in side], dtype="datetime64[s]") for side in (before, after)
    ]
    found, values = moments(*sides)
    assert told(found, before, after)
    np.testing.assert_array_equal(values[found.now], sides[1].to_numpy())
    assert told(codes(*sides), before, after)


def test_columns_are_joined_however_many_numbers_they_have() -> None:
    wide = Codes(np.array([0, 2**40, 1]), np.array([2**40]), 2**41)
    found = joined([wide, wide, Codes(np.array([1, 1, 1]), np.array([1]), 2)])
    assert len({*found.then.tolist()}) == 3
    assert found.then[1] == found.now[0]


@pytest.mark.parametrize("least", [Decimal("0.01"), Decimal("12345678901234567890.1234")])
def test_amounts_are_exact_at_any_size(least: Decimal) -> None:
    column = pd.Series([least, None, -least, least], dtype=MONEY)
    found, known = amounts(column)
    assert [Decimal(int(amount)) * numbered.UNIT for amount in found] == [least, 0, -least, least]
    assert known.tolist() == [True, False, True, True]
    total = sums(found, np.array([0, 2]), np.array([1, 0]), 3)
    assert [Decimal(int(amount)) * numbered.UNIT for amount in total] == [0, least, 0]


def test_of_no_rows_there_is_nothing() -> None:
    found, known = amounts(pd.Series([], dtype=MONEY))
    assert (len(found), len(known), sums(found, found, found, 2).tolist()) == (0, 0, [0, 0])
