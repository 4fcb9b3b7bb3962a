from __future__ import annotations

import pandas as pd
import pytest

from pmo_reports import metrics
from pmo_reports.model.period import Period
from tests.metrics.examples import curve, measured
from tests.strategies import PERIOD, ROOT, portfolio, rows, settings

MONTHS = ["2026-09-01", "2026-10-01", "2026-11-01", "2026-12-01"]


def of(entity: str, **costs: object) -> pd.DataFrame:
    tables = portfolio(
        projects=rows(project_id=["P"], level="project"),
        costs=rows(project_id="P", category="All", month=MONTHS, **costs),
        progress=rows(project_id="P", month=MONTHS[:2], percent_complete=[0.1, 0.5]),
    )
    points = metrics.curves(metrics.basis(tables, settings(), PERIOD))
    return points[points["entity_id"].eq(entity)].set_index("month")


@pytest.fixture
def points() -> pd.DataFrame:
    return of(ROOT, budget_current=[10, 20, 30, 40], actual=[15, 25, None, None], forecast=[15, 25, 35, 45])


def test_curves_are_cumulative_and_end_at_the_status_date(points: pd.DataFrame) -> None:
    assert points["pv"].tolist() == [10, 30, 60, 100]
    assert points["ev"].dropna().tolist() == [10, 50]
    assert points["ac"].dropna().tolist() == [15, 40]


def test_the_forecast_goes_on_from_actual_cost(points: pd.DataFrame) -> None:
    assert points["forecast"].dropna().to_dict() == {
        pd.Timestamp("2026-10-01"): 40,
        pd.Timestamp("2026-11-01"): 75,
        pd.Timestamp("2026-12-01"): 120,
    }


def test_a_project_with_an_unknown_actual_has_no_actual_curve() -> None:
    points = of("P", budget_current=[10, 20, 30, 40], actual=[15, None, None, None])
    assert points["ac"].isna().all()
    assert points["pv"].notna().all()


def test_curves_agree_with_the_measures_at_the_status_date() -> None:
    tables = curve([5, 10, 25, 55, 85], [3, 7, 10], Period(2026, 8))
    found = measured(tables)
    now = found.curves[found.curves["month"].eq(pd.Timestamp(PERIOD.start))].set_index("entity_id")
    for key in ("pv", "ev"):
        assert now.loc[ROOT, key] == found.value(ROOT, key)


def test_an_entity_s_curve_spans_its_own_cost_lines() -> None:
    months = ["2026-08-01", "2027-01-01", "2026-10-01"]
    tables = portfolio(
        projects=rows(project_id=["P", "Q"], level="project"),
        costs=rows(project_id=["P", "P", "Q"], category="All", month=months, budget_current=[1, 2, 3]),
    )
    points = measured(tables).curves.groupby("entity_id")["month"].count()
    assert points.to_dict() == {ROOT: 6, "P": 6, "Q": 1}
