"""Benefits by month: by hand, and in agreement with the measures of the same name."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given

from pmo_reports.metrics import benefit_realisation, benefits
from pmo_reports.metrics.benefit_curves import benefit_curves
from pmo_reports.model.measures import index
from pmo_reports.model.tables import Portfolio
from tests.metrics.examples import basis_of, some
from tests.strategies import ROOT, portfolio, portfolios, rows

OURS = tuple(index(benefits, benefit_realisation))
PROJECTS = rows(project_id=["P", "Q"], level="project")
JUL, OCT, JAN = "2026-07-01", "2026-10-01", "2027-01-01"
PLAN = rows(
    project_id=["P", "P", "P", "Q", "Q"],
    benefit_id="b",
    month=[JUL, OCT, JAN, OCT, JAN],
    baseline=["1.10", "2.20", "10", "5", "6"],
    forecast=["1", "2", "8", "5", None],
    actual=["0.90", "1.60", None, None, None],
)


def curves(tables: Portfolio, entity: str = ROOT) -> pd.DataFrame:
    found = benefit_curves(basis_of(tables))
    return found[found["entity_id"] == entity].set_index("month")


def by_month(tables: Portfolio, name: str, entity: str = ROOT) -> list[object]:
    return [None if pd.isna(value) else value for value in curves(tables, entity)[name]]


def test_points_are_cumulative_and_summed_over_projects() -> None:
    assert by_month(portfolio(projects=PROJECTS, benefits=PLAN), "baseline") == [1.10, 7.20, 16.0]


def test_what_came_is_known_up_to_the_status_date_alone() -> None:
    assert by_month(portfolio(projects=PROJECTS, benefits=PLAN), "realised") == [0.90, 1.60, None]


def test_the_forecast_begins_at_the_status_date_and_is_of_those_who_have_one_throughout() -> None:
    assert by_month(portfolio(projects=PROJECTS, benefits=PLAN), "forecast") == [None, 2.0, 8.0]


def test_an_entity_has_the_months_of_its_own_points() -> None:
    assert len(curves(portfolio(projects=PROJECTS, benefits=PLAN), "Q")) == 2


def test_a_dis_benefit_counts_against() -> None:
    worse = rows(project_id=["Q"], benefit_id="d", month=[JAN], baseline=["4"], kind="dis-benefit")
    tables = portfolio(projects=PROJECTS, benefits=[*PLAN[:3], *worse])
    assert by_month(tables, "baseline") == [1.10, 2.20, 6.0]


def test_other_currencies_are_converted() -> None:
    tables = portfolio(projects=PROJECTS, benefits=[dict(row, currency="GBP") for row in PLAN[:3]])
    assert by_month(tables, "baseline") == [1.38, 2.75, 12.5]


def test_without_benefits_there_are_no_months() -> None:
    assert benefit_curves(basis_of(portfolio(projects=PROJECTS))).empty


@given(portfolios())
def test_curves_end_at_the_measures(tables: Portfolio) -> None:
    basis = basis_of(tables)
    found, values = benefit_curves(basis), some(basis, *OURS)
    last = found.sort_values("month").groupby("entity_id").last()
    for entity in last.index:
        expected = values.value(entity, "benefit_baseline")
        assert expected is None or last["baseline"][entity] == pytest.approx(expected, abs=0.01)
        expected = values.value(entity, "benefit_realised")
        assert expected is None or last["realised"][entity] == pytest.approx(expected, abs=0.01)
