from __future__ import annotations

import pandas as pd
import pytest

from pmo_reports.metrics.earned_value import cpi
from pmo_reports.model.measures import Measurements
from tests.metrics.examples import measured, point, points
from tests.strategies import ROOT, portfolio, rows

# Gray & Larson, end of period 12: task, BAC, PV, EV, AC, CV, SV
GRAY_LARSON = [
    ("1", 8, 8, 8, 10, -2, 0),
    ("2", 40, 40, 40, 50, -10, 0),
    ("3", 30, 30, 30, 40, -10, 0),
    ("4", 20, 20, 20, 40, -20, 0),
    ("5", 40, 20, 20, 30, -10, 0),
    ("6", 60, 40, 30, 40, -10, -10),
    ("7", 20, 0, 0, 0, 0, 0),
    ("8", 30, 0, 0, 0, 0, 0),
]
GRAY_LARSON_TOTAL = {
    "bac": 248, "pv": 158, "ev": 148, "ac": 210, "cv": -62, "sv": -10, "spi": 0.94, "cpi": 0.7048,
    "percent_complete": 0.60, "eac": 351.89, "vac": -103.89, "eac_atypical": 310, "etc_": 141.89,
    "tcpi": 2.6316, "eac_cpi_spi": 361.48, "percent_of_estimate": 0.60,
}  # fmt: skip
COLUMNS = ("bac", "pv", "ev", "ac", "cv", "sv", "cpi", "spi", "eac_atypical", "eac", "eac_cpi_spi", "tcpi")
POINTS = {
    "CRAN PRA": (1e5, 4e4, 3.5e4, 3.6e4, -1e3, -5e3, 0.9722222, 0.875, 101000, 102857.14, 112408.16, 1.0156),
    "Design/Build/Test": (500, 300, 200, 250, -50, -100, 0.80, 0.67, 550, 625, 812.5, 1.20),
    "Schwalbe": (120000, 23000, 20000, 25000, -5000, -3000, 0.80, 0.8696, 125000, 150000, 168750, 1.0526),
    "UT Dallas": (1e5, 55000, 50000, 45000, 5000, -5000, 1.111, 0.909, 95000, 90000, 94500, 0.9091),
    "Clarity KB 103658": (
        170240, 141397.96, 42560, 5600, 36960, -98837.96, 7.6, 0.301, 133280, 22400, 61414.98, 0.7755,
    ),
}  # fmt: skip


def digits(value: float) -> int:
    return len(f"{value:.7f}".rstrip("0").partition(".")[2])


@pytest.mark.parametrize("source", POINTS)
def test_single_points_as_published(source: str) -> None:
    printed = dict(zip(COLUMNS, POINTS[source], strict=True))
    found = measured(points(point("P", *(printed[key] for key in COLUMNS[:4]))))
    for key, value in printed.items():
        assert round(float(found.value("P", key)), digits(value)) == value, key


@pytest.fixture(scope="module")
def gray_larson() -> Measurements:
    return measured(points(*(point(*task[:5]) for task in GRAY_LARSON)))


@pytest.mark.parametrize("task", GRAY_LARSON, ids=lambda task: task[0])
def test_gray_larson_by_task(gray_larson: Measurements, task: tuple[str, *tuple[int, ...]]) -> None:
    assert gray_larson.value(task[0], "cv") == task[5]
    assert gray_larson.value(task[0], "sv") == task[6]


@pytest.mark.parametrize("key", GRAY_LARSON_TOTAL)
def test_gray_larson_rolled_up(gray_larson: Measurements, key: str) -> None:
    printed = GRAY_LARSON_TOTAL[key]
    assert round(float(gray_larson.value(ROOT, key)), digits(printed)) == printed


def test_indices_are_null_before_anything_is_spent_or_planned() -> None:
    found = measured(points(point("P", bac=100, pv=0, ev=0, ac=0)))
    assert [found.value("P", key) for key in ("cpi", "spi", "eac", "spi_t")] == [None, None, None, 0.0]


def test_tcpi_is_null_once_the_budget_is_spent() -> None:
    assert measured(points(point("P", bac=100, pv=80, ev=70, ac=100))).value("P", "tcpi") is None


def test_an_index_is_its_formula() -> None:
    assert cpi(pd.Series([90.0]), pd.Series([100.0])).tolist() == [0.9]


def test_progress_of_an_earlier_month_is_not_progress_now() -> None:
    tables = points(point("P", bac=100, pv=50, ev=40, ac=40))
    assert measured(tables, tables.period.shifted(1)).value("P", "ev") is None


def test_what_was_all_done_stays_done() -> None:
    tables = points(point("P", bac=100, pv=50, ev=100, ac=40))
    assert measured(tables, tables.period.shifted(1)).value("P", "ev") == 100


def test_a_project_that_starts_later_has_earned_nothing() -> None:
    tables = portfolio(
        projects=rows(project_id=["P"], level="project", baseline_start=["2027-01-01"]),
        costs=rows(project_id="P", category="All", month=["2027-01-01"], budget_current=[100]),
    )
    assert measured(tables).value("P", "ev") == 0


def test_worse_estimate_judges_the_cost_at_completion() -> None:
    found = measured(points(point("P", bac=100, pv=50, ev=40, ac=50)))
    assert found.value("P", "eac_management") == 100  # 50 spent, 50 to go
    assert found.value("P", "cost_variance_at_completion") == pytest.approx(-0.25)  # 100 / 0.8 = 125


def test_early_on_only_management_s_estimate_judges() -> None:
    found = measured(points(point("P", bac=100, pv=10, ev=5, ac=10)))
    assert found.value("P", "cost_variance_at_completion") == pytest.approx(0.0)  # 10 spent, 90 to go
