"""Burn, run-out, capex and opex and the effect of exchange rates, all by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from pmo_reports import metrics
from pmo_reports.metrics import cost, earned_value, estimates, investment, spending
from pmo_reports.model.measures import Measurements, index
from pmo_reports.model.tables import Portfolio
from tests.strategies import PERIOD, ROOT, Row, portfolio, rows, settings

MEASURES = index(cost, spending, investment, earned_value, estimates)
PROJECTS = rows(project_id=["P", "Q"], level="project")
P = rows(
    project_id="P",
    category="All",
    month=[f"2026-{month:02}-01" for month in range(7, 13)],
    budget_original="100",
    budget_current=["100", "100", "110", "110", "110", "70"],
    committed=["90", "120", "150", "130", "40", "0"],
    actual=["90", "120", "150", "120", None, None],
    forecast=["90", "120", "150", "120", "100", "60"],
)
Q = rows(
    project_id="Q",
    category="All",
    month=["2026-09-01", "2026-10-01", "2026-11-01"],
    budget_original="50",
    budget_current="50",
    actual=["20", "40", None],
    committed="50",
    forecast="50",
)


def measured(tables: Portfolio) -> Measurements:
    return metrics.measured(metrics.basis(tables, settings(), PERIOD), MEASURES)


def costs(*lines: list[Row]) -> Portfolio:
    return portfolio(projects=PROJECTS, costs=[row for each in lines for row in each])


@cache
def burning() -> Measurements:
    return measured(costs(P, Q))


@pytest.mark.parametrize(
    ("key", "p", "q", "root"),
    [
        ("budget_change", 0, 0, 0),
        ("uncommitted", 70, 0, 70),  # 600 - 530, 150 - 150
        ("actual_recent", 390, 60, 450),  # August, September, October
        ("budget_recent", 320, 100, 420),
        ("burn_against_plan", 390 / 320, 0.6, 450 / 420),
        ("burn_rate", 130, 30, 160),  # Q began in September: two months
        ("budget_months_left", 120 / 130, 3, 210 / 160),  # 600 - 480, 150 - 60
        ("budget_runs_out", date(2026, 11, 1), date(2027, 1, 1), date(2026, 12, 1)),
    ],
)
def test_burn(key: str, p: object, q: object, root: object) -> None:
    assert [burning().value(entity, key) for entity in ("P", "Q", ROOT)] == [p, q, root]


@pytest.mark.parametrize(
    ("actual", "months", "when"),
    [
        (["0", "0", "0", "0"], None, None),  # nothing is spent: it never runs out
        (["300", "100", "100", "100"], 0, date(2026, 10, 1)),
        (["300", "200", "200", "200"], -1.5, date(2026, 10, 1)),  # spent already
        (["480", "0", "0", "0.01"], None, None),  # one cent in three months: not in a hundred years
        (["90", "120", None, "120"], None, None),
    ],
)
def test_when_the_budget_runs_out(actual: list[str | None], months: float | None, when: date | None) -> None:
    lines = [row | {"actual": each} for row, each in zip(P, [*actual, None, None], strict=True)]
    found = measured(costs(lines))
    assert found.value("P", "budget_runs_out") == when
    if months is not None:
        assert found.value("P", "budget_months_left") == months


def test_money_by_month_is_not_cumulative() -> None:
    table = spending.by_month(metrics.basis(costs(P, Q), settings(), PERIOD))
    own = table[table["project_id"].eq("P")].set_index("month")
    assert own.loc["2026-09-01", ["budget", "actual"]].tolist() == [110, 150]
    assert own["actual"].isna().tolist() == [False] * 4 + [True] * 2
    assert own["forecast"].dropna().tolist() == [100, 60]


SPLIT = rows(
    project_id=["P", "P", "Q"],
    category=["Pumps", "Staff", "Staff"],
    kind=["capex", "opex", "opex"],
    month="2026-10-01",
    budget_current=["300", "100.10", "50"],
    actual=["320", "90", "60"],
    forecast=["0", "0", "0"],
) + rows(
    project_id="P",
    category=["Pumps", "Staff"],
    kind=["capex", "opex"],
    month="2026-12-01",
    budget_current="10",
    forecast=["40", "7"],
)


@cache
def split() -> Measurements:
    return measured(costs(SPLIT))


@pytest.mark.parametrize(
    ("key", "p", "q"),
    [
        ("capex_budget", 310, 0),
        ("opex_budget", 110.1, 50),
        ("capex_actual", 320, 0),
        ("opex_actual", 90, 60),
        ("capex_outlook", 360, 0),
        ("opex_outlook", 97, 60),
        ("capex_share", 310 / 420.1, 0),
    ],
)
def test_capex_and_opex(key: str, p: float, q: float) -> None:
    assert [split().value(entity, key) for entity in ("P", "Q")] == [p, q]


def test_a_line_that_is_neither_leaves_the_split_unknown() -> None:
    found = measured(costs([SPLIT[0] | {"kind": None}, *SPLIT[1:]]))
    keys = ("capex_budget", "opex_budget", "capex_actual", "opex_actual", "capex_to_go", "capex_share")
    assert [found.value("P", key) for key in keys] == [None] * len(keys)
    assert (found.value(ROOT, "capex_budget"), found.value(ROOT, "opex_budget")) == (0, 50)


@pytest.mark.parametrize(
    ("key", "p", "root"),
    [
        ("spend_variance", -13, -33),  # P: 100 x 1.25 - 50 x 1.2 - 60 x 1.3
        ("performance_variance", -12.5, -32.5),
        ("fx_effect", -0.5, -0.5),
    ],
)
def test_the_variance_is_performance_and_the_effect_of_rates(key: str, p: float, root: float) -> None:
    lines = rows(
        project_id=["P", "P", "Q"],
        category=["A", "B", "A"],
        month=["2026-09-01", "2026-10-01", "2026-10-01"],
        currency=["GBP", "GBP", "EUR"],
        budget_current=["60", "40", "100"],
        actual=["50", "60", "120"],
        fx_rate=[1.25, 1.25, 1.0],
        fx_rate_actual=[1.20, 1.30, None],  # 60 + 78 = 138 against 137.5 at plan rates
    )
    found = measured(costs(lines))
    assert [found.value(entity, key) for entity in ("P", ROOT)] == [p, root]


def test_both_parts_of_the_variance_add_up_to_the_cent() -> None:
    lines = rows(
        project_id="P",
        category=[f"C{n}" for n in range(40)],
        month="2026-10-01",
        currency="GBP",
        budget_current=[f"{100 + n * 7.13:.2f}" for n in range(40)],
        actual=[f"{90 + n * 9.97:.2f}" for n in range(40)],
        fx_rate=1.1733,
        fx_rate_actual=[1.16 + n / 1000 for n in range(40)],
    )
    found = measured(costs(lines))
    parts = [found.value("P", key) for key in ("performance_variance", "fx_effect")]
    whole = float(str(found.value("P", "pv_ledger"))) - float(str(found.value("P", "ac_ledger")))
    assert round(sum(map(float, map(str, parts))), 2) == found.value("P", "spend_variance") == round(whole, 2)


def test_an_unknown_budget_leaves_every_part_of_the_variance_unknown() -> None:
    found = measured(costs([P[0] | {"budget_current": None}, *P[1:]]))
    keys = ("spend_variance", "performance_variance", "fx_effect")
    assert [found.value("P", key) for key in keys] == [None] * 3


def test_in_fiscal_periods_the_burn_is_of_the_last_periods() -> None:
    weeks = tuple(date(2026, 1, 5) + (date(2026, 2, 2) - date(2026, 1, 5)) * n for n in range(13))
    lines = rows(
        project_id="P",
        category="All",
        month=list(weeks[6:12]),
        budget_current="100",
        actual=["10", "20", "30", "40", None, None],
        forecast="100",
    )
    basis = metrics.basis(costs(lines), settings(), PERIOD)
    found = metrics.measured(replace(basis, periods=weeks, status_date=date(2026, 10, 11)), MEASURES)
    assert (found.value("P", "actual_recent"), found.value("P", "burn_rate")) == (90, 30)
    assert found.value("P", "budget_runs_out") is None  # 500 / 30 periods ahead: beyond the calendar
