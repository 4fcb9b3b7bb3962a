from __future__ import annotations

import pandas as pd
import pytest

from pmo_reports import metrics
from pmo_reports.errors import ConfigurationError
from pmo_reports.metrics.evaluation import leaves, ordered
from pmo_reports.metrics.members import entities
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Measure, Rollup, measure
from pmo_reports.model.tables import TABLES
from tests.metrics.examples import measured, point, points
from tests.strategies import PERIOD, ROOT, portfolio, rows, settings


@measure(label="A", unit=Unit.COUNT, formula="b")
def a(b: pd.Series) -> pd.Series:
    return b


@measure(label="B", unit=Unit.COUNT, formula="a")
def b(a: pd.Series) -> pd.Series:
    return a


@measure(label="One", unit=Unit.COUNT, formula="1", inputs=("projects.name",), rolls_up=Rollup.ANEW)
def one(basis: Basis) -> pd.Series:
    return pd.Series(1, index=entities(basis))


def index(*measures: Measure) -> dict[str, Measure]:
    return {each.key: each for each in measures}


def test_measures_come_after_what_they_need() -> None:
    order = ordered(metrics.DECLARED)
    assert set(order) == set(metrics.DECLARED)
    assert all(order.index(need) < order.index(key) for key in order for need in metrics.DECLARED[key].needs)


def test_a_circle_of_needs_is_a_mistake() -> None:
    with pytest.raises(ConfigurationError, match=r"in a circle: (a → b → a|b → a → b)"):
        ordered(index(a, b))


def test_an_unknown_need_is_a_mistake_with_a_suggestion() -> None:
    with pytest.raises(ConfigurationError, match="'a' needs 'b', which is not declared"):
        ordered(index(a, one))


def test_any_declared_measures_can_be_evaluated() -> None:
    found = metrics.measured(metrics.basis(portfolio(), settings(), PERIOD), index(one))
    assert (found.value(ROOT, "one"), list(found)) == (1, ["one"])


def test_leaves_are_what_a_measure_is_made_of() -> None:
    assert leaves(metrics.DECLARED, "eac") == ("bac", "ev", "ac")


def test_an_index_is_of_the_projects_that_disclose_both_its_parts() -> None:
    whole, half = point("P", bac=100, pv=50, ev=40, ac=50), point("Q", bac=100, pv=50, ev=90, ac=50)
    half["costs"][0]["actual"] = None
    found = measured(points(whole, half))
    assert (found.value(ROOT, "ev"), found.value(ROOT, "ac")) == (130, 50)
    assert found.value(ROOT, "cpi") == 0.8
    figure = found.figure(ROOT, "cpi")
    assert (figure.n, figure.of) == (1, 2)


def test_every_declared_input_is_a_canonical_field() -> None:
    for each in metrics.DECLARED.values():
        assert each.inputs or each.below, each.key
        for field in each.inputs:
            table, _, name = field.partition(".")
            assert name in TABLES[table].fields, field


def test_every_measure_is_told_in_full() -> None:
    assert all(m.label and m.formula and m.standard for m in metrics.DECLARED.values())


def test_an_empty_portfolio_has_measures_without_values() -> None:
    found = measured(portfolio())
    assert not any(found.value(ROOT, key) for key in found)
    assert found.members.to_dict() == {ROOT: 0}
    assert found.curves.empty


def test_closed_and_held_projects_stay_in_the_money() -> None:
    tables = points(point("P", 100, 50, 40, 50), point("Q", 200, 50, 40, 50))
    closed = portfolio(
        projects=rows(project_id=["P", "Q"], level="project", state=["closed", "on_hold"]),
        costs=tables["costs"].to_dict("records"),
    )
    assert measured(closed).value(ROOT, "bac") == 300
