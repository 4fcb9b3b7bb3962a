from __future__ import annotations

from decimal import Decimal

import pandas as pd

from pmo_reports.metrics.ledger import exact
from tests.metrics.examples import measured
from tests.strategies import ROOT, portfolio, rows, table


def costs(**columns: object) -> pd.DataFrame:
    return table("costs", rows(project_id="P", category="All", month="2026-10-01", **columns))


def test_amounts_are_multiplied_by_the_rate_and_summed_exactly() -> None:
    lines = costs(actual=["0.10", "0.20", "100.00"], fx_rate=[1.0, 1.0, 1.17])
    assert exact(lines, "actual")["P"] == Decimal("117.30")


def test_a_sum_with_an_unknown_amount_is_not_known() -> None:
    assert pd.isna(exact(costs(actual=["1", None]), "actual")["P"])


def test_a_sum_with_an_unknown_rate_is_not_known() -> None:
    assert pd.isna(exact(costs(actual=["1", "2"], fx_rate=[1.0, None]), "actual")["P"])


def test_many_cents_stay_exact() -> None:
    lines = [
        {"project_id": f"P{n % 7}", "month": "2026-10-01", "category": str(n), "budget_current": "0.10"}
        for n in range(1001)
    ]
    tables = portfolio(projects=rows(project_id=[f"P{n}" for n in range(7)], level="project"), costs=lines)
    found = measured(tables)
    assert found.value(ROOT, "bac") == 100.10
    assert sum(Decimal(str(found.value(f"P{n}", "bac"))) for n in range(7)) == Decimal("100.10")


def test_the_projects_own_money_takes_the_rate_valid_at_the_status_date() -> None:
    rates = rows(
        currency="GBP",
        kind="plan",
        valid_from=["2026-01-01", "2026-09-01", "2026-11-01"],
        rate=[1.1, 1.2, 9.0],
    )
    own = rows(project_id=["P", "Q"], level="project", contingency=["100", "5"], currency=["GBP", "USD"])
    found = measured(portfolio(projects=own, fx_rates=rates))
    assert (found.value("P", "contingency"), found.value("Q", "contingency")) == (120.0, None)
    assert found.figure(ROOT, "contingency").n == 1
