"""Accuracy of forecasts from history, by hand: what was forecast in earlier periods against what came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from pmo_reports import metrics
from pmo_reports.metrics import forecasts
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.assumptions import Assumptions, Spending
from pmo_reports.model.measures import Measurements, index
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Portfolio
from tests.strategies import PERIOD, ROOT, Row, portfolio, rows, settings

MEASURES = index(forecasts)
PROJECTS = rows(project_id=["P", "Q"], level="project")
NOW = Period(2026, 10)


def ledger(period: Period, **projects: Mapping[str, str | None]) -> Portfolio:
    """A ledger as of a period: by project, month (`2026-09`) -> actual or forecast."""
    lines: list[Row] = []
    for project, months in projects.items():
        for month, amount in months.items():
            come = month <= period.id
            lines.append(
                {
                    "project_id": project,
                    "category": "All",
                    "month": f"{month}-01",
                    "actual": amount if come else None,
                    "forecast": amount,
                }
            )
    return portfolio(projects=PROJECTS, costs=lines)


def past(period: Period, **projects: Mapping[str, str | None]) -> Assessed:
    none = {"values": pd.DataFrame(), "disclosed": pd.DataFrame(), "members": pd.Series(dtype=int)}
    empty = Measurements(declared={}, currency="EUR", **none)
    return Assessed(
        period=period,
        status_date=period.end,
        portfolio=ledger(period, **projects),
        measurements=empty,
        assessments={},
    )


ACTUAL = {"2026-06": "100", "2026-07": "200", "2026-08": "100", "2026-09": "50", "2026-10": "80"}
PAST = (
    past(Period(2026, 6), P={"2026-07": "220", "2026-08": "90", "2026-09": "100"}),
    past(Period(2026, 7), P={"2026-08": "110", "2026-10": "88"}),
    past(Period(2026, 8), P={"2026-09": "40", "2026-11": "1"}),
    past(Period(2026, 9), P={"2026-10": "100", "2026-11": "70"}, Q={"2026-10": "10"}),
)


def measured(now: Portfolio, history: tuple[Assessed, ...] = PAST, **choices: int) -> Measurements:
    basis = metrics.basis(now, settings(), PERIOD, history)
    chosen = Assumptions(spending=Spending(**choices))
    return metrics.measured(replace(basis, assumptions=chosen), MEASURES)


@cache
def judged() -> Measurements:
    return measured(ledger(NOW, P=ACTUAL))


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("forecast_before", 100),
        ("actual_since", 80),
        ("forecast_miss", -20),
        ("forecast_miss_share", -0.2),
        ("forecasts_judged_near", 4),
        # 220/200, 110/100, 40/50, 100/80: 10, 10, -20 and 25 %
        ("forecast_error_near", pytest.approx(0.1625)),
        ("forecast_bias_near", pytest.approx(0.0625)),
        ("forecasts_judged_far", 2),  # 100 for September, 88 for October
        ("forecast_error_far", None),  # two are too few
        ("forecast_bias_far", None),
    ],
)
def test_accuracy(key: str, expected: float | None) -> None:
    assert judged().value("P", key) == expected


def test_two_are_enough_where_the_settings_say_so() -> None:
    found = measured(ledger(NOW, P=ACTUAL), accuracy_least=2)
    assert found.value("P", "forecast_error_far") == pytest.approx((1 + 0.1) / 2)
    assert found.value("P", "forecast_bias_far") == pytest.approx((1 + 0.1) / 2)


def test_only_so_many_periods_are_looked_at() -> None:
    found = measured(ledger(NOW, P=ACTUAL), accuracy_periods=3)
    assert found.value("P", "forecasts_judged_near") == 3
    assert found.value("P", "forecast_error_near") == pytest.approx((0.1 + 0.2 + 0.25) / 3)


def test_a_programme_is_judged_by_its_sums() -> None:
    found = measured(ledger(NOW, P=ACTUAL, Q={"2026-10": "20"}))
    assert found.value(ROOT, "forecasts_judged_near") == 4
    # October: 100 + 10 forecast, 80 + 20 come
    assert found.value(ROOT, "forecast_error_near") == pytest.approx((0.1 + 0.1 + 0.2 + 0.1) / 4)
    assert (found.value("Q", "forecasts_judged_near"), found.value("Q", "forecast_error_near")) == (1, None)


def test_a_month_without_cost_or_with_an_unknown_one_judges_nothing() -> None:
    none = measured(ledger(NOW, P=ACTUAL | {"2026-09": "0"}))
    lost = measured(ledger(NOW, P=ACTUAL | {"2026-09": None}))
    assert [each.value("P", "forecasts_judged_near") for each in (none, lost)] == [3, 3]


def test_without_history_there_is_no_accuracy() -> None:
    found = measured(ledger(NOW, P=ACTUAL), history=())
    assert not any(found.value("P", key) for key in found)


def test_a_period_left_out_is_made_up_for_by_the_months_since() -> None:
    found = measured(ledger(NOW, P=ACTUAL), history=PAST[:3])
    assert (found.value("P", "forecast_before"), found.value("P", "actual_since")) == (40, 130)


def test_row_order_changes_nothing() -> None:
    now = ledger(NOW, P=ACTUAL, Q={"2026-10": "20"})
    turned = replace(now, tables={**now.tables, "costs": now["costs"][::-1].reset_index(drop=True)})
    one, other = measured(now), measured(turned)
    pd.testing.assert_frame_equal(one.values, other.values)
