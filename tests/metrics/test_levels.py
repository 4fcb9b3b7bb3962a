from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports.metrics.exact import Exact, fits
from pmo_reports.metrics.levels import Levels, cents, floats, summed

MOST = 10**18


def two_levels(projects: int) -> Levels:
    """Projects, and one entity that has all of them."""
    own = np.arange(projects)
    names = pd.Index([f"P{number}" for number in own])
    return Levels(
        projects=names,
        entities=names.append(pd.Index(["ALL"])),
        project=np.concatenate([own, own]),
        entity=np.concatenate([own, np.full(projects, projects)]),
        own=own,
        firsts=np.arange(projects + 1),
    )


@given(st.lists(st.integers(-MOST, MOST), min_size=10, max_size=20), st.sampled_from([2, 3, 10, 16]))
def test_sums_that_do_not_fit_are_the_same_in_two_halves(units: list[int], scale: int) -> None:
    amounts = Exact(np.array([MOST, *units]), np.ones(len(units) + 1, dtype=bool), scale)
    over = two_levels(len(amounts.units))
    whole = summed(over, amounts)
    assert not fits(amounts.units)
    assert cents(over, amounts).tolist() == whole.cents().tolist()
    assert floats(over, amounts).tolist() == whole.floats().tolist()


@pytest.mark.parametrize(
    ("units", "wanted"),
    [([MOST] * 9 + [50], 90.0), ([MOST] * 9 + [5 * 10**14], 90.01), ([-MOST] * 9 + [-5 * 10**14], -90.01)],
)
def test_half_a_cent_is_rounded_away_from_zero(units: list[int], wanted: float) -> None:
    over = two_levels(len(units))
    found = cents(over, Exact(np.array(units), np.ones(len(units), dtype=bool), 17))[-1]
    assert Fraction(found) == Fraction(wanted)


def test_an_entity_without_a_known_amount_is_unknown_in_halves_too() -> None:
    amounts = Exact(np.array([0] + [MOST] * 9), np.arange(10) > 0, 4)
    over = two_levels(10)
    for found in (cents(over, amounts), floats(over, amounts)):
        assert np.isnan(found).tolist() == [True] + [False] * 10
        assert found[-1] == 9 * 10**14
