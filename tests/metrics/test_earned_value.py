from __future__ import annotations

import pandas as pd
import pytest

from pmo_reports.metrics.earned_value import cpi
from tests.metrics.examples import measured, only, point, points
from tests.strategies import portfolio, rows


def test_indices_are_null_before_anything_is_spent_or_planned() -> None:
    found = measured(points(point("P", bac=100, pv=0, ev=0, ac=0)))
    assert [found.value("P", key) for key in ("cpi", "spi", "eac", "spi_t")] == [None, None, None, 0.0]


def test_tcpi_is_null_once_the_budget_is_spent() -> None:
    assert only(points(point("P", bac=100, pv=80, ev=70, ac=100)), "tcpi").value("P", "tcpi") is None


def test_an_index_is_its_formula() -> None:
    assert cpi(pd.Series([90.0]), pd.Series([100.0])).tolist() == [0.9]


def test_progress_of_an_earlier_month_is_not_progress_now() -> None:
    tables = points(point("P", bac=100, pv=50, ev=40, ac=40))
    assert only(tables, "ev", period=tables.period.shifted(1)).value("P", "ev") is None


def test_what_was_all_done_stays_done() -> None:
    tables = points(point("P", bac=100, pv=50, ev=100, ac=40))
    assert only(tables, "ev", period=tables.period.shifted(1)).value("P", "ev") == 100


def test_a_project_that_starts_later_has_earned_nothing() -> None:
    tables = portfolio(
        projects=rows(project_id=["P"], level="project", baseline_start=["2027-01-01"]),
        costs=rows(project_id="P", category="All", month=["2027-01-01"], budget_current=[100]),
    )
    assert only(tables, "ev").value("P", "ev") == 0


def test_worse_estimate_judges_the_cost_at_completion() -> None:
    found = measured(points(point("P", bac=100, pv=50, ev=40, ac=50)))
    assert found.value("P", "eac_management") == 100  # 50 spent, 50 to go
    assert found.value("P", "cost_variance_at_completion") == pytest.approx(-0.25)  # 100 / 0.8 = 125


def test_early_on_only_management_s_estimate_judges() -> None:
    found = measured(points(point("P", bac=100, pv=10, ev=5, ac=10)))
    assert found.value("P", "cost_variance_at_completion") == pytest.approx(0.0)  # 10 spent, 90 to go
