"""Currencies and rates."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from pmo_reports.metrics import ledger
from pmo_reports.model.finding import Severity
from pmo_reports.model.raw import RawTable
from pmo_reports.model.tables import Portfolio

Normalised = Callable[..., Portfolio]
Part = Callable[..., dict[str, object]]
COSTS: dict[str, dict[str, object]] = {
    "project_id": {},
    "month": {"type": "month"},
    "category": {},
    "currency": {},
    "actual": {},
}
RATES: dict[str, dict[str, object]] = {"currency": {}, "kind": {}, "valid_from": {}, "rate": {}}
PLAN = [
    ["GBP", "plan", "2026-01-01", "1.10"],
    ["GBP", "plan", "2026-10-31", "1.20"],
    ["GBP", "plan", "2026-11-01", "1.30"],
    ["GBP", "closing", "2026-10-01", "9"],
]


@pytest.fixture(scope="session")
def costs(raw: Callable[..., RawTable], normalised: Normalised, part: Part) -> Normalised:
    def portfolio(
        currency: str, project: str = "P-2", amount: str = "5", **organisation: object
    ) -> Portfolio:
        register = part("projects", {"project_id": {}, "currency": {}})
        sources = {"costs": part("costs", COSTS), "fx": part("fx_rates", RATES), "register": register}
        tables = [
            raw("costs", "costs", list(COSTS), [[project, "2026-10", "staff", currency, amount]]),
            raw("fx", "fx_rates", list(RATES), PLAN),
            raw("register", "projects", ["project_id", "currency"], [["P-1", ""], ["P-2", "GBP"]]),
        ]
        return normalised(sources, tables, **organisation)

    return portfolio


def row(found: Portfolio) -> list[tuple[object, object]]:
    return list(zip(found["costs"]["currency"], found["costs"]["fx_rate"], strict=True))


def test_latest_plan_rate_at_the_periods_end(costs: Normalised) -> None:
    assert row(costs("gbp")) == [("GBP", 1.2)]


def test_kind_is_the_organisations(costs: Normalised) -> None:
    assert row(costs("GBP", fx_kind="closing")) == [("GBP", 9.0)]


def test_reporting_currency_is_one(costs: Normalised) -> None:
    assert row(costs("EUR")) == [("EUR", 1.0)]


def test_no_currency_means_the_projects_else_the_reporting_one(costs: Normalised) -> None:
    assert row(costs("")) == [("GBP", 1.2)]
    assert row(costs("", "P-1")) == [("EUR", 1.0)]


def test_missing_rate_is_a_finding_never_one(costs: Normalised) -> None:
    found = costs("USD")
    (finding,) = found.findings
    assert (finding.severity, finding.rule, finding.cell, finding.value) == (
        Severity.ERROR,
        "missing-fx-rate",
        "D2",
        "USD",
    )
    assert found["costs"].empty


def test_row_without_money_needs_no_rate(costs: Normalised) -> None:
    found = costs("USD", amount="")
    assert found.findings == ()
    assert found["costs"]["fx_rate"].isna().tolist() == [True]


def test_rate_of_nought_is_no_rate(raw: Callable[..., RawTable], normalised: Normalised, part: Part) -> None:
    rates = raw(
        "fx", "fx_rates", list(RATES), [["GBP", "plan", "2026-01-01", "0"], ["USD", "plan", "2026-01-01", ""]]
    )
    found = normalised({"fx": part("fx_rates", RATES)}, [rates])
    assert [each.rule for each in found.findings] == ["unusable-fx-rate", "unusable-fx-rate", "no-projects"]


BOOKED: dict[str, dict[str, object]] = {
    **COSTS,
    "month": {"type": "month"},
    "budget_current": {},
    "forecast": {},
}
MONTHS = [
    ["GBP", "plan", "2026-01-01", "1.10"],
    ["GBP", "average", "2026-04-01", "1.14"],
    ["GBP", "average", "2026-05-01", "1.16"],
    ["GBP", "average", "2026-10-01", "1.20"],
    ["GBP", "average", "2026-11-01", "9"],
    ["USD", "plan", "2026-01-01", "0.90"],
]
FX = {"actual": {"kind": "average", "by": "month"}, "forecast": {"kind": "average", "by": "month"}}


@pytest.fixture(scope="session")
def booked(raw: Callable[..., RawTable], normalised: Normalised, part: Part) -> Normalised:
    def portfolio(*rows: list[str], **organisation: object) -> Portfolio:
        register = part("projects", {"project_id": {}})
        sources = {"costs": part("costs", BOOKED), "fx": part("fx_rates", RATES), "register": register}
        tables = [
            raw("costs", "costs", list(BOOKED), [["P-1", *row] for row in rows]),
            raw("fx", "fx_rates", list(RATES), MONTHS),
            raw("register", "projects", ["project_id"], [["P-1"]]),
        ]
        return normalised(sources, tables, **{"fx": FX, **organisation})

    return portfolio


def test_each_kind_of_amount_by_its_own_rate_and_month(booked: Normalised) -> None:
    found = booked(
        ["2026-05", "staff", "GBP", "100", "200", ""],
        ["2026-06", "staff", "GBP", "100", "200", ""],
        ["2026-12", "staff", "GBP", "", "200", "100"],
    )
    costs = found["costs"]
    assert costs["fx_rate"].tolist() == [1.10, 1.10, 1.10]
    assert costs["fx_rate_actual"].tolist() == [1.16, 1.16, 1.20]  # June and later: the latest there is
    assert costs["fx_rate_forecast"].tolist()[2] == 1.20  # November's came after the period
    assert costs["fx_rate_commitment"].isna().all()
    assert ledger.exact(costs.head(2), "budget_current").loc["P-1"] == Decimal("440.0")  # 2 x 200 x 1.10
    assert ledger.exact(costs.head(2), "actual").loc["P-1"] == Decimal("232.0")  # 2 x 100 x 1.16
    assert costs["currency"].tolist() == ["GBP"] * 3


def test_a_kind_without_its_rate_is_a_finding_and_not_the_other_kind_s(booked: Normalised) -> None:
    found = booked(["2026-05", "staff", "USD", "100", "", ""], ["2026-06", "staff", "USD", "", "200", ""])
    (finding,) = found.findings
    assert (finding.rule, finding.cell) == ("missing-fx-rate", "D2")
    assert "no average rate from USD to EUR valid on 2026-05-31" in finding.problem
    assert found["costs"]["fx_rate"].tolist() == [0.9]


def test_plan_rates_by_month_are_known_ahead(
    raw: Callable[..., RawTable], normalised: Normalised, part: Part
) -> None:
    sources = {
        "costs": part("costs", COSTS),
        "fx": part("fx_rates", RATES),
        "r": part("projects", {"project_id": {}}),
    }
    tables = [
        raw(
            "costs",
            "costs",
            list(COSTS),
            [["P-1", month, "staff", "GBP", "5"] for month in ("2026-01", "2026-12")],
        ),
        raw("fx", "fx_rates", list(RATES), PLAN),
        raw("r", "projects", ["project_id"], [["P-1"]]),
    ]
    found = normalised(sources, tables, fx={"actual": {"kind": "plan", "by": "month"}})
    assert found["costs"]["fx_rate_actual"].tolist() == [1.1, 1.3]
