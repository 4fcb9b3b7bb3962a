"""Spend and value by objective: shares by hand, and sums that agree with the portfolio's to the cent."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports import metrics
from pmo_reports.metrics import earned_value, strategy
from pmo_reports.metrics.strategy import alignment, overshared, shares
from pmo_reports.model.assessed import Basis
from pmo_reports.model.measures import Measurements, index
from pmo_reports.model.tables import Portfolio
from tests.strategies import PERIOD, ROOT, portfolio, rows, settings

MEASURES = index(strategy, earned_value)
PROJECTS = rows(
    project_id=["P", "Q", "R"], level="project", objectives=["Growth; safe supply", "Net zero", None]
)
COSTS = rows(
    project_id=["P", "Q", "R"],
    month="2026-10-01",
    category="All",
    budget_current=["100.00", "50.01", "30.00"],
)
OBJECTIVES = rows(objective_id=["O1", "O2"], name=["Safe supply", "Growth"], owner="B. Board", weight=[2, 1])


def found(tables: Portfolio) -> tuple[Basis, Measurements]:
    basis = metrics.basis(tables, settings(), PERIOD)
    return basis, metrics.measured(basis, MEASURES)


def by_objective(tables: Portfolio) -> dict[str, float]:
    return alignment(*found(tables), [ROOT], ["bac"]).set_index("objective_id")["bac"].to_dict()


def test_objectives_of_the_register_share_a_project_evenly() -> None:
    tables = portfolio(projects=PROJECTS, costs=COSTS, objectives=OBJECTIVES)
    assert by_objective(tables) == {"O1": 50, "O2": 50, "Net zero": 50.01, "": 30}


CONTRIBUTIONS = rows(project_id=["P", "P", "Q"], objective_id=["O1", "O2", "O1"], share=[0.25, 0.5, 1.0])


def test_contributions_take_the_place_of_what_the_register_names() -> None:
    tables = portfolio(projects=PROJECTS, costs=COSTS, objectives=OBJECTIVES, contributions=CONTRIBUTIONS)
    assert by_objective(tables) == {"O1": 75.01, "O2": 50, "": 55}
    basis, measurements = found(tables)
    table = alignment(basis, measurements, [ROOT], ["bac"])
    assert table["projects"].tolist() == [2, 1, 0]
    assert table["name"].tolist() == ["Safe supply", "Growth", "Unaligned"]
    assert measurements.value(ROOT, "aligned_budget") == 125.01
    assert measurements.value("P", "aligned_share") == 0.75
    assert measurements.value("R", "aligned_share") == 0


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([0.5, None], [0.5, 0.5]),
        ([None, None], [0.5, 0.5]),
        ([0.9, 0.6], [0.6, 0.4]),  # more than all: cut down in proportion, and a finding
        ([1.0, None], [1.0, 0.0]),
    ],
)
def test_shares(told: list[float | None], expected: list[float]) -> None:
    lines = rows(project_id="P", objective_id=["O1", "O2"], share=told)
    basis, _ = found(portfolio(projects=PROJECTS, contributions=lines))
    assert shares(basis)["share"].tolist() == pytest.approx(expected)
    assert list(overshared(basis)) == ([1.5] if told == [0.9, 0.6] else [])


def test_nobody_tells_of_any_objective() -> None:
    tables = portfolio(projects=[row | {"objectives": None} for row in PROJECTS], costs=COSTS)
    _, measurements = found(tables)
    assert (measurements.value(ROOT, "aligned_budget"), measurements.value(ROOT, "aligned_share")) == (
        None,
        None,
    )
    assert by_objective(tables) == {"": 180.01}


@given(
    st.lists(st.integers(0, 10**9), min_size=3, max_size=3),
    st.lists(st.integers(0, 333).map(lambda share: share / 999), min_size=9, max_size=9),
)
def test_every_column_adds_up_to_the_portfolio_to_the_cent(cents: list[int], parts: list[float]) -> None:
    amounts = np.array(cents) / 100
    sums = (np.array(parts).reshape(3, 3) * amounts[:, None]).sum(axis=0)
    column = strategy._to_the_cent(np.append(sums, 0.0)[None], np.array([sum(cents) / 100]))[0]
    assert sum(Decimal(str(each)) for each in column) == Decimal(sum(cents)) / 100
    # Rounding of four rows goes to the largest.
    assert column[:3] == pytest.approx(sums, abs=0.04)


def test_entities_have_tables_of_their_own() -> None:
    tables = portfolio(projects=PROJECTS, costs=COSTS, objectives=OBJECTIVES, contributions=CONTRIBUTIONS)
    basis, measurements = found(tables)
    both = alignment(basis, measurements, ["P", ROOT], ["bac"])
    for entity in ("P", ROOT):
        alone = alignment(basis, measurements, [entity], ["bac"])
        pd.testing.assert_frame_equal(both[both["entity_id"].eq(entity)].reset_index(drop=True), alone)
    assert both.loc[both["entity_id"].eq("P"), "bac"].sum() == measurements.value("P", "bac")
