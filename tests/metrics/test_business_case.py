"""Business cases by hand: approved, as they look now, and of a programme."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from pmo_reports import metrics
from pmo_reports.metrics import value, value_outlook
from pmo_reports.model.assumptions import Assumptions, Discounting
from pmo_reports.model.measures import Measurements, index
from pmo_reports.model.tables import Portfolio
from tests.strategies import PERIOD, ROOT, Row, portfolio, rows, settings

CASES = index(value, value_outlook)
PROJECTS = rows(project_id=["P", "Q"], level="project", currency="EUR")
O8 = rows(
    project_id="P",
    month=["2026-01-01", "2027-01-01", "2028-01-01", "2029-01-01"],
    approved_cost=["1000", "0", "0", "0"],
    approved_benefit=[None, "300", "420", "680"],
)


def measured(tables: Portfolio, **choices: object) -> Measurements:
    chosen = Discounting(**({"rate": 0.1} | choices))  # type: ignore[arg-type]
    basis = metrics.basis(tables, settings(), PERIOD)
    return metrics.measured(replace(basis, assumptions=Assumptions(value=chosen)), CASES)


@cache
def o8() -> Measurements:
    return measured(portfolio(projects=PROJECTS, business_cases=O8))


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("npv_case", 130.73),  # ORACLES O8: 130.7288
        ("case_cost_present", 1000),
        ("case_benefit_present", 1130.73),
        ("case_benefit", 1400),
        ("roi_case", 0.4),
        ("bcr_case", 1.13073),
        ("irr_case", pytest.approx(0.1634056, abs=1e-7)),
        ("payback_case", pytest.approx(12 * (2 + 280 / 680))),
        ("payback_discounted_case", pytest.approx(12 * (2 + 380.165289 / 510.894065))),
    ],
)
def test_o8_the_approved_case(key: str, expected: float) -> None:
    assert o8().value("P", key) == expected


def test_o8_as_a_spreadsheet_discounts() -> None:
    found = measured(portfolio(projects=PROJECTS, business_cases=O8), first_flow="discounted")
    assert found.value("P", "npv_case") == 118.84  # 130.7288 / 1.1


def test_a_year_without_a_cost_leaves_the_case_unknown() -> None:
    cases = [O8[0], O8[1] | {"approved_cost": None}, *O8[2:]]
    found = measured(portfolio(projects=PROJECTS, business_cases=cases))
    keys = ("case_cost", "npv_case", "irr_case", "payback_case", "roi_case")
    assert [found.value("P", key) for key in keys] == [None] * 5
    assert found.value("P", "case_benefit") == 1400


def test_a_case_that_tells_no_benefit_has_none_known() -> None:
    cases = [row | {"approved_benefit": None} for row in O8]
    found = measured(portfolio(projects=PROJECTS, business_cases=cases))
    assert (found.value("P", "case_cost"), found.value("P", "npv_case")) == (1000, None)


COSTS = rows(
    project_id="P",
    category="All",
    month=["2026-06-01", "2026-10-01", "2026-11-01", "2027-02-01"],
    budget_current=["400", "300", "200", "100"],
    actual=["500", "300", None, None],
    forecast=["400", "300", "300", "0"],
)
BENEFITS = rows(
    project_id="P",
    benefit_id="B",
    month=["2027-12-01", "2028-12-01"],
    baseline=["300", "720"],
    forecast=["150", "576"],
    actual=None,
)


def now(**tables: list[Row]) -> Portfolio:
    return portfolio(
        **({"projects": PROJECTS, "business_cases": O8, "costs": COSTS, "benefits": BENEFITS} | tables)
    )


@cache
def outlook() -> Measurements:
    return measured(now())


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("outlook_cost", 1100),  # 500 + 300 booked, 300 to come; nothing in 2027
        ("outlook_benefit", 1120),  # 150, 426, and of the 680 beyond the plan 576/720
        # -1100 + 150/1.1 + 426/1.21 + 544/1.331
        ("npv_outlook", -202.85),
        ("npv_change", -333.58),  # against 130.73
        ("roi_outlook", pytest.approx(20 / 1100)),
        ("bcr_outlook", pytest.approx(897.15 / 1100)),
        ("payback_outlook", pytest.approx(12 * (2 + 524 / 544))),
        ("payback_slip", pytest.approx(12 * (524 / 544 - 280 / 680))),
        ("payback_discounted_outlook", None),
    ],
)
def test_the_outlook(key: str, expected: float | None) -> None:
    assert outlook().value("P", key) == expected


def test_an_outlook_of_what_is_known_alone() -> None:
    found = measured(now(), horizon="known")
    assert found.value("P", "outlook_benefit") == 576
    assert found.value("P", "npv_outlook") == pytest.approx(-1100 + 150 / 1.1 + 426 / 1.21, abs=0.005)


def test_running_costs_after_the_ledger_go_on_as_approved() -> None:
    cases = [O8[0], *(row | {"approved_cost": "130"} for row in O8[1:])]
    # 2027 is the ledger's last year: of the 130 that the case has for it 100 are in its budget
    assert measured(now(business_cases=cases)).value("P", "outlook_cost") == 1100 + 30 + 130 + 130


def test_actual_benefits_take_the_place_of_forecasts_once_they_are_told() -> None:
    come = rows(
        project_id="P",
        benefit_id="B",
        month=["2026-09-01", "2026-12-01"],
        baseline=["100", "200"],
        forecast=["100", "200"],
        actual=["40", "999"],  # December lies ahead: what stands there has not come
    )
    found = measured(now(benefits=come), horizon="known")
    assert found.value("P", "outlook_benefit") == 200


@pytest.mark.parametrize("missing", ["costs", "benefits"])
def test_no_outlook_without_both_its_parts(missing: str) -> None:
    found = measured(now(**{missing: []}))
    assert [found.value("P", key) for key in ("npv_outlook", "irr_outlook", "npv_change")] == [None] * 3
    assert found.value("P", "npv_case") == 130.73


def test_an_outlook_without_an_approved_case_starts_where_its_money_does() -> None:
    found = measured(now(business_cases=[]))
    assert found.value("P", "npv_outlook") == pytest.approx(-1100 + 150 / 1.1 + 426 / 1.21, abs=0.005)
    assert found.value("P", "npv_change") is None


def test_a_programme_adds_up_values_and_looks_for_one_rate_of_its_sums() -> None:
    other = rows(
        project_id="Q",
        month=["2027-01-01", "2028-01-01"],
        approved_cost=["200", "0"],
        approved_benefit=["0", "231"],
    )
    found = measured(portfolio(projects=PROJECTS, business_cases=[*other, *O8]))
    assert found.value("Q", "npv_case") == 10  # discounted to its own first year
    assert found.value(ROOT, "npv_case") == 140.73
    # -1000, 100, 651, 680 at the rate where that is nought
    rate = found.value(ROOT, "irr_case")
    assert isinstance(rate, float)
    assert -1000 + 100 / (1 + rate) + 651 / (1 + rate) ** 2 + 680 / (1 + rate) ** 3 == pytest.approx(0)
    assert found.value(ROOT, "payback_case") == pytest.approx(12 * (2 + 249 / 680))


def test_a_case_in_another_currency_is_converted() -> None:
    cases = [row | {"currency": "GBP"} for row in O8]
    found = measured(portfolio(projects=PROJECTS, business_cases=cases))
    assert found.value("P", "case_cost") == 1250
    assert found.value("P", "npv_case") == pytest.approx(1.25 * 130.7288, abs=0.005)


def test_months_of_a_year_are_one_flow() -> None:
    monthly = [O8[0] | {"month": date(2026, 3, 1), "approved_cost": "400"}]
    monthly += [O8[0] | {"month": date(2026, 9, 1), "approved_cost": "600"}, *O8[1:]]
    assert measured(portfolio(projects=PROJECTS, business_cases=monthly)).value("P", "npv_case") == 130.73
