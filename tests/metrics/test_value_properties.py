"""What holds for every portfolio: sums add up, row order changes nothing, inputs stay as they are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as bounded

from pmo_reports import metrics
from pmo_reports.metrics import (
    benefit_realisation,
    benefits,
    cost,
    data_quality,
    earned_value,
    estimates,
    investment,
    spending,
    strategy,
    value,
    value_outlook,
)
from pmo_reports.metrics.strategy import alignment
from pmo_reports.model.measures import Measurements, Rollup, index
from pmo_reports.model.tables import Portfolio
from tests.strategies import PERIOD, ROOT, portfolios, settings

OURS = index(
    spending, investment, benefits, benefit_realisation, value, value_outlook, strategy, data_quality
)
MEASURES = OURS | index(cost, earned_value, estimates)
SUMS = [key for key, each in OURS.items() if each.rolls_up is Rollup.SUM]


def measured(whole: Portfolio) -> Measurements:
    return metrics.measured(metrics.basis(whole, settings(), PERIOD), MEASURES)


@bounded(max_examples=4, suppress_health_check=[HealthCheck.too_slow])
@given(whole=portfolios())
def test_sums_add_up_by_project_and_by_objective(whole: Portfolio) -> None:
    basis = metrics.basis(whole, settings(), PERIOD)
    found = metrics.measured(basis, MEASURES)
    ids = basis.members["project_id"].unique()
    for key in SUMS:
        parts = [found.value(each, key) for each in ids if found.value(each, key) is not None]
        total = found.value(ROOT, key)
        assert (total is None) == (not parts), key
        # each part is rounded to the cent, and so is the total, once
        assert float(str(total or 0)) == pytest.approx(sum(map(float, map(str, parts))), abs=0.03), key
    table = alignment(basis, found, [ROOT])
    for key in strategy.FIGURES:
        cells = [Decimal(str(each)) for each in table[key].dropna()]
        assert sum(cells) == Decimal(str(found.value(ROOT, key) or 0)), key
        assert bool(cells) == (found.value(ROOT, key) is not None)


@bounded(max_examples=4, suppress_health_check=[HealthCheck.too_slow])
@given(whole=portfolios())
def test_row_order_changes_nothing_and_inputs_stay(whole: Portfolio) -> None:
    kept = {name: frame.copy() for name, frame in whole.tables.items()}
    turned = {name: frame[::-1].reset_index(drop=True) for name, frame in whole.tables.items()}
    one, other = (measured(each).values for each in (whole, replace(whole, tables=turned)))  # noqa: PD011
    pd.testing.assert_frame_equal(one, other.loc[one.index], check_exact=True)
    for name, frame in kept.items():
        pd.testing.assert_frame_equal(frame, whole.tables[name])
