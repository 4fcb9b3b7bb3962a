"""Risks, issues, changes, benefits, resources and dependencies: sums by hand."""

from __future__ import annotations

import pytest

from tests.metrics.examples import only
from tests.strategies import ROOT, Row, portfolio, rows

PROJECTS = rows(project_id=["P", "Q"], level="project", contingency=["400", "100"], currency="EUR")


def value(key: str, entity: str = "P", **tables: list[Row]) -> object:
    return only(portfolio(**({"projects": PROJECTS} | tables)), key).value(entity, key)


RISKS = rows(
    project_id=["P", "P", "P", "Q"],
    risk_id=["R1", "R2", "R3", "R4"],
    probability=[4, 3, 5, 2],
    impact=[4, 4, 5, 2],
    probability_percent=[0.5, 0.25, 0.9, 0.1],
    impact_cost=["200", "400", "999", "100"],
    currency=["EUR", "GBP", "EUR", "EUR"],
    state=["open", None, "closed", "closed"],
    response_due=["2026-10-30", "2026-10-31", "2026-01-01", "2026-01-01"],
)


@pytest.mark.parametrize(
    ("key", "p", "q", "root"),
    [
        ("exposure", 225, 0, 225),  # 0.5 x 200 + 0.25 x 400 x 1.25; the closed ones are left out
        ("exposure_to_contingency", 0.5625, 0, 0.45),
        ("open_risks", 2, 0, 2),
        ("risks_above_appetite", 1, 0, 1),  # 16 is above 12, 12 is not
        ("top_risk_score", 16, None, 16),
        ("overdue_responses", 1, 0, 1),
    ],
)
def test_risks(key: str, p: float, q: float, root: float) -> None:
    found = only(portfolio(projects=PROJECTS, risks=RISKS), key)
    assert [found.value(entity, key) for entity in ("P", "Q", ROOT)] == [p, q, root]


@pytest.mark.parametrize(
    ("field", "key"),
    [("impact_cost", "exposure"), ("probability_percent", "exposure"), ("impact", "risks_above_appetite")],
)
def test_one_open_risk_without_a_number_leaves_the_sum_unknown(field: str, key: str) -> None:
    assert value(key, risks=[RISKS[0] | {field: None}, *RISKS[1:]]) is None


def test_no_risk_in_the_log_is_not_the_same_as_no_risk() -> None:
    assert (value("exposure"), value("open_risks")) == (None, None)


def test_issues() -> None:
    issues = rows(project_id="P", issue_id=["I1", "I2", "I3"], state=["open", "closed", None])
    assert [value("issues_open", entity, issues=issues) for entity in ("P", "Q")] == [2, 0]
    assert value("issues_open") is None


CHANGES = rows(
    project_id="P", change_id=["C1", "C2", "C3", "C4"], state=["approved", "pending", "rejected", None],
    cost=["10", "20", "40", "-5"],
)  # fmt: skip
BUDGET = rows(project_id=["P", "Q"], category="All", month="2026-10-01", budget_original=["250", "50"])


@pytest.mark.parametrize(
    ("key", "p", "q"),
    [
        ("approved_change_cost", 10, 0),
        ("pending_change_cost", 15, 0),
        ("pending_changes", 2, 0),
        ("change_ratio", 0.1, 0.0),
    ],
)
def test_changes(key: str, p: float, q: float) -> None:
    found = only(portfolio(projects=PROJECTS, changes=CHANGES, costs=BUDGET), key)
    assert [found.value(entity, key) for entity in ("P", "Q")] == [p, q]


def test_without_any_log_the_changes_are_not_known() -> None:
    assert value("change_ratio", costs=BUDGET) is None


BENEFITS = rows(
    project_id="P",
    benefit_id=["B1", "B1", "B2"],
    month=["2026-09-01", "2027-09-01", "2027-06-01"],
    baseline=["100", "400", "100"],
    forecast=["100", "350", "90"],
    actual=["80", None, None],
)


@pytest.mark.parametrize(
    ("key", "expected"),
    [("benefit_baseline", 500), ("benefit_forecast", 440), ("benefit_realised", 80), ("benefit_ratio", 0.88)],
)
def test_benefits_are_cumulative(key: str, expected: float) -> None:
    assert value(key, benefits=BENEFITS) == expected


def test_a_benefit_s_lost_point_leaves_the_forecast_unknown() -> None:
    assert value("benefit_ratio", benefits=[BENEFITS[0] | {"forecast": None}, *BENEFITS[1:]]) is None


RESOURCES = rows(
    project_id="P",
    role=["A", "A", "A", "A", "B", "A"],
    month=["2026-10-01", "2026-11-01", "2026-12-01", "2027-01-01", "2027-01-01", "2027-02-01"],
    demand=[9.0, 2.0, 2.0, 2.0, 3.0, 9.0],
    allocated=[0.0, 2.0, 1.0, 3.0, 1.0, 0.0],
)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("resource_demand", 3),
        ("resource_allocated", pytest.approx(7 / 3)),
        ("resource_gap", 1),  # 1 in December, 2 in January; what A has too much does not help B
        ("unfilled_demand", pytest.approx(1 / 3)),
    ],
)
def test_resources_of_the_next_three_months(key: str, expected: float) -> None:
    assert value(key, resources=RESOURCES) == expected


DEPENDENCIES = rows(
    dependency_id=["D1", "D2", "D3"],
    giver_id="Q",
    receiver_id="P",
    need_date=["2026-11-02", "2026-11-02", "2026-11-02"],
    promise_date=["2026-11-09", None, "2026-12-31"],
    state=["open", "open", "closed"],
)


def test_dependencies_on_the_receiver_s_side() -> None:
    assert [value("worst_dependency_gap", e, dependencies=DEPENDENCIES) for e in ("P", "Q")] == [5, None]
    assert value("dependencies_at_risk", dependencies=DEPENDENCIES) == 2


def test_value_of_a_project_with_revenue() -> None:
    paid = rows(project_id=["P"], level="project", revenue=["200"], whole_life_cost=["150"], currency="GBP")
    costs = rows(
        project_id="P",
        category="All",
        month=["2026-10-01", "2026-11-01"],
        actual=["120", None],
        forecast=["0", "80"],
    )
    rates = rows(currency=["GBP"], kind="plan", valid_from="2026-01-01", rate=1.25)
    keys = ("revenue", "whole_life_cost", "margin")
    found = only(portfolio(projects=paid, costs=costs, fx_rates=rates), *keys)
    assert [found.value("P", key) for key in keys] == [250, 187.5, 0.2]
