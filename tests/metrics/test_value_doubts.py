from __future__ import annotations

from pmo_reports import metrics
from pmo_reports.metrics.value_doubts import value_doubts
from pmo_reports.model.finding import Finding
from tests.strategies import PERIOD, Row, portfolio, rows, settings

PROJECTS = rows(project_id=["P", "Q"], level="project", project_manager="M. Manager")
OBJECTIVES = rows(objective_id=["O1"], name=["Growth"])


def found(**tables: list[Row]) -> tuple[Finding, ...]:
    return value_doubts(metrics.basis(portfolio(projects=PROJECTS, **tables), settings(), PERIOD))


def test_shares_of_more_than_the_whole() -> None:
    lines = rows(project_id=["P", "P", "Q"], objective_id=["O1", "O2", "O1"], share=[0.7, 0.5, 1.0])
    (told,) = found(contributions=lines)
    assert (told.rule, told.entity, told.value, told.owner) == ("shares-above-one", "P", "120%", "M. Manager")


def test_objectives_that_the_list_does_not_have() -> None:
    lines = rows(project_id=["P", "Q"], objective_id=["O1", "O9"], share=[1.0, 1.0])
    (told,) = found(contributions=lines, objectives=OBJECTIVES)
    assert (told.rule, told.entity, told.value) == ("unknown-objective", "Q", "O9")
    assert found(contributions=lines) == ()


def test_a_flow_whose_signs_change_too_often_has_no_rate_and_says_so() -> None:
    cases = rows(
        project_id="P",
        month=["2026-01-01", "2027-01-01", "2028-01-01"],
        approved_cost=["100", "0", "132"],
        approved_benefit=["0", "230", "0"],
    )
    (told,) = found(business_cases=cases)
    assert (told.rule, told.entity) == ("no-single-irr", "P")
    assert "several rates, or none" in told.problem


def test_a_case_that_never_pays_is_told_by_its_value_alone() -> None:
    cases = rows(project_id="P", month=["2026-01-01"], approved_cost=["100"], approved_benefit=["0"])
    assert found(business_cases=cases) == ()
