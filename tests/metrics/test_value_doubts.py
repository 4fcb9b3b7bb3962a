from __future__ import annotations

from pmo_reports import metrics
from pmo_reports.metrics.value_doubts import value_doubts
from pmo_reports.model.finding import Finding, Severity
from tests.metrics.schedule_examples import schedule
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


OFFICE = {
    "project_id": "P",
    "calendar_id": "office",
    "is_default": True,
    "monday": "08:00-12:00, 13:00-17:00",
}


def test_a_schedule_without_a_calendar_says_what_its_planned_value_rests_on() -> None:
    (told,) = found(tasks=schedule())
    assert (told.rule, told.severity, told.entity) == ("no-calendar", Severity.WARNING, "P")
    assert "five days a week of eight hours" in told.problem
    assert "`protrack`" in told.remedy
    assert "`calendars`: project_id, calendar_id" in told.remedy


def test_a_schedule_with_a_calendar_or_without_cost_has_nothing_to_say() -> None:
    free = [task | {"baseline_cost": None} for task in schedule()]
    assert found(tasks=schedule(), calendars=[OFFICE]) == found(tasks=free) == ()


def test_where_the_ledger_speaks_the_calendar_does_not_matter() -> None:
    booked = rows(project_id="P", category="All", month=["2026-10-01"], budget_current=["70"])
    assert "no-calendar" not in {each.rule for each in found(tasks=schedule(), costs=booked)}
