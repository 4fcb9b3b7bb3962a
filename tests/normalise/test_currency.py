"""Currencies and rates."""

from collections.abc import Callable

import pytest

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
