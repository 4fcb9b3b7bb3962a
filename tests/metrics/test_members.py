from __future__ import annotations

from datetime import date

import pytest

from pmo_reports import metrics
from pmo_reports.config.calendar import Calendar
from pmo_reports.errors import ConfigurationError
from pmo_reports.metrics.members import memberships, status_date
from pmo_reports.model.period import Period
from tests.strategies import PERIOD, ROOT, portfolio, rows, settings, table

TREE = rows(
    project_id=[ROOT, "G", "H", "P", "Q", "R"],
    level=["portfolio", "programme", "programme", "project", "project", "project"],
    parent_id=[None, None, "G", "H", "G", "elsewhere"],
)


def of(entity: str, tree: list[dict[str, object]]) -> list[str]:
    members = memberships(table("projects", tree), ROOT)
    return members.loc[members["entity_id"].eq(entity), "project_id"].tolist()


@pytest.mark.parametrize(
    ("entity", "projects"), [("P", ["P"]), ("H", ["P"]), ("G", ["Q", "P"]), (ROOT, ["Q", "R", "P"])]
)
def test_members_at_any_depth(entity: str, projects: list[str]) -> None:
    assert sorted(of(entity, TREE)) == sorted(projects)


def test_a_circle_of_parents_ends_and_stays_in_the_portfolio() -> None:
    circle = rows(
        project_id=["G", "H", "P"], level=["programme", "programme", "project"], parent_id=["H", "G", "G"]
    )
    assert (of("G", circle), of("H", circle), of(ROOT, circle)) == (["P"], ["P"], ["P"])


@pytest.mark.parametrize(
    ("day", "period", "expected"),
    [
        (0, "2026-02", date(2026, 2, 28)),
        (0, "2028-02", date(2028, 2, 29)),
        (25, "2026-10", date(2026, 10, 25)),
    ],
)
def test_status_date(day: int, period: str, expected: date) -> None:
    assert status_date(Calendar(status_day=day), Period.parse(period)) == expected


def test_holidays_of_every_year_that_dates_touch() -> None:
    finish = rows(project_id=["P"], level="project", baseline_finish=[date(2028, 6, 30)])
    calendar = Calendar(country="DE", closures=(date(2026, 12, 24),))
    days = metrics.basis(
        portfolio(projects=finish), settings(calendar=calendar), PERIOD
    ).working_days.days_off
    assert {date(2026, 10, 3), date(2028, 10, 3), date(2026, 12, 24)} <= set(days)


def test_an_unknown_country_is_a_mistake_in_the_settings() -> None:
    with pytest.raises(ConfigurationError, match=r"calendar\.yaml"):
        metrics.basis(portfolio(), settings(calendar=Calendar(country="XX")), PERIOD)
