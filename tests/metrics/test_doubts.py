from __future__ import annotations

from pmo_reports import metrics
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.tables import Portfolio
from tests.metrics.examples import point, points, some
from tests.metrics.network_fixture import link, task
from tests.strategies import PERIOD, portfolio, rows, settings


def doubts(tables: Portfolio) -> tuple[Finding, ...]:
    basis = metrics.basis(tables, settings(), PERIOD)
    return metrics.doubts(basis, some(basis, "ev", "ac", "cpi"))


def test_clarity_s_cpi_of_7_6_is_doubted() -> None:
    found = doubts(points(point("P", 170240, 141397.96, 42560, 5600)))
    assert [(each.rule, each.entity, each.value) for each in found] == [("implausible-index", "P", "7.60")]
    assert found[0].severity is Severity.WARNING


def test_a_plausible_index_is_not_doubted() -> None:
    assert not doubts(points(point("P", bac=100, pv=50, ev=60, ac=40)))


def test_work_without_any_actual_cost_is_doubted() -> None:
    assert [each.rule for each in doubts(points(point("P", bac=100, pv=50, ev=40, ac=0)))] == ["actuals-late"]


def test_a_milestone_that_nobody_updates_is_told_with_its_cell() -> None:
    tables = portfolio(
        projects=rows(project_id=["P"], level="project", project_manager="A. Manager"),
        milestones=rows(
            project_id="P",
            milestone_id=["M1", "M2", "M3"],
            forecast_date=["2026-10-30", "2026-10-31", "2026-10-01"],
            actual_date=[None, None, "2026-10-01"],
        ),
    )
    (found,) = doubts(tables)
    assert (found.rule, found.entity, found.value) == ("never-updated-milestone", "P", "2026-10-30")
    assert (found.place, found.owner) == ("milestones.csv › E2", "A. Manager")


def test_circles_and_links_to_nowhere_are_told_by_activity() -> None:
    links = [link("a", "b"), link("b", "a"), link("b", "c"), link("z", "c")]
    own = {"project_id": "P", "forecast_finish": "2026-12-01"}
    tables = portfolio(
        projects=rows(project_id=["P"], level="project", project_manager="A. Manager"),
        tasks=[own | task(name, 1) for name in "abc"],
        task_links=[own | each for each in links],
    )
    circle, lost = doubts(tables)
    assert (circle.rule, circle.entity, circle.owner) == ("circular-logic", "P", "A. Manager")
    assert "The links of a, b lead back" in circle.problem
    assert (lost.rule, lost.file) == ("lost-link", "tasks.csv")
    assert "z → c" in lost.problem
