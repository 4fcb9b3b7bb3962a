"""Red without a day, and days that have passed: findings with the cell, for those who were asked."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_reports.config.sources import Source
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.rag.way_back import ways_back
from tests.rag.examples import assessed, one_dimension, project, report
from tests.strategies import portfolio, settings

SLIPS = {"R": 40.0, "A": 10.0, "G": 0.0}


def source(*fields: str) -> Source:
    columns = {field: {"type": "date"} for field in fields}
    part = {"table": "status_reports", "columns": columns}
    return Source.model_validate({"reader": "form", "files": "x.xlsx", "parts": {"report": part}})


def found(state: str, day: date | None, *fields: str) -> tuple[Finding, ...]:
    """The findings about a project in a state that gives a day, on 31 October 2026."""
    rows = [report(state=state, return_to_green=day)]
    tables = portfolio(projects=[project(project_manager="Mira")], status_reports=rows)
    judged = assessed(tables, {"P": {"slip": SLIPS[state]}}, one_dimension())
    sources = {"test": source(*(fields or ("return_to_green",)))}
    return ways_back(judged, settings().model_copy(update={"sources": sources}))


@pytest.mark.parametrize(
    ("state", "day", "rules"),
    [
        ("R", date(2026, 10, 30), ["way-back-passed"]),
        ("A", date(2026, 10, 30), ["way-back-passed"]),
        ("R", date(2026, 10, 31), []),  # the status date itself
        ("R", date(2027, 1, 31), []),
        ("G", date(2026, 1, 31), []),
        ("R", None, ["no-way-back"]),
        ("A", None, []),
        ("G", None, []),
    ],
)
def test_a_day_is_missed_of_red_projects_and_held_against_the_status_date(
    state: str, day: date | None, rules: list[str]
) -> None:
    assert [finding.rule for finding in found(state, day)] == rules


def test_a_finding_says_the_day_the_state_and_who_mends_it() -> None:
    [told] = found("A", date(2026, 9, 30))
    assert told.problem == "The project was to be green again by 2026-09-30; it is amber."
    assert (told.value, told.owner, told.severity) == ("2026-09-30", "Mira", Severity.WARNING)


def test_who_is_not_asked_owes_no_day() -> None:
    assert found("R", None, "status_date") == ()
    assert [finding.rule for finding in found("R", date(2026, 9, 30), "status_date")] == ["way-back-passed"]
