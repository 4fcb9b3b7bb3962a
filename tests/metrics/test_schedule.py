from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from pmo_reports import metrics
from pmo_reports.config.calendar import Calendar
from pmo_reports.metrics.schedule import slip
from tests.metrics.examples import measured, only
from tests.strategies import PERIOD, ROOT, Row, portfolio, rows, settings

PROJECT = rows(project_id=["P"], level="project")


# 2026-10-02 is a Friday, 2026-10-03 a Saturday (and a German holiday), 2026-10-05 a Monday.
@pytest.mark.parametrize(
    ("baseline", "finish", "days"),
    [
        ("2026-10-02", "2026-10-02", 0),
        ("2026-10-02", "2026-10-05", 1),
        ("2026-10-05", "2026-10-02", -1),
        ("2026-10-03", "2026-10-05", 0),
        ("2026-10-05", "2026-10-03", 0),
        ("2026-10-02", "2026-10-04", 1),
        ("2026-10-05", "2026-11-02", 20),
        ("2026-11-02", "2026-10-05", -20),
        ("2026-10-05", None, None),
        (None, "2026-10-05", None),
    ],
)
def test_slip_in_working_days(baseline: str | None, finish: str | None, days: int | None) -> None:
    basis = metrics.basis(portfolio(), settings(), PERIOD)
    dates = pd.DataFrame({"from": [baseline], "to": [finish]}).astype("datetime64[s]")
    found = slip(basis, dates["from"], dates["to"]).tolist()
    assert found == [days if days is not None else pd.NA]


def test_holidays_and_closures_are_no_working_days() -> None:
    calendar = Calendar(country="DE", closures=(date(2026, 12, 24),))
    basis = metrics.basis(portfolio(), settings(calendar=calendar), PERIOD)
    christmas = pd.Series(pd.to_datetime(["2026-12-23"])), pd.Series(pd.to_datetime(["2026-12-28"]))
    assert slip(basis, *christmas).tolist() == [1]  # 24 closed, 25 and 26 holidays, 27 a Sunday


def milestone(
    baseline: str | None, forecast: str | None, actual: str | None = None, *, key: bool | None = True
) -> Row:
    names = ("baseline_date", "forecast_date", "actual_date", "is_key")
    return {"project_id": "P", **dict(zip(names, (baseline, forecast, actual, key), strict=True))}


def value(key: str, *milestones: Row) -> object:
    numbered = [row | {"milestone_id": f"M{number}"} for number, row in enumerate(milestones)]
    return only(portfolio(projects=PROJECT, milestones=numbered), key).value(ROOT, key)


@pytest.mark.parametrize(
    ("milestones", "days"),
    [
        ([milestone("2026-11-02", "2026-11-09")], 5),
        ([milestone("2026-11-02", "2026-11-09"), milestone("2026-11-02", "2026-12-28", key=False)], 5),
        ([milestone("2026-11-02", "2026-11-09"), milestone("2026-11-02", "2026-11-04", key=None)], 5),
        ([milestone("2026-10-05", "2026-12-28", actual="2026-10-06")], 1),
        ([milestone("2026-10-05", "2026-10-06")], 20),  # not done by Saturday 31 October, so Monday at best
        ([milestone("2026-11-02", "2026-10-26", actual="2026-10-26")], -5),
        ([milestone("2026-11-02", "2026-11-09"), milestone("2026-11-02", None)], None),
        ([milestone(None, "2026-11-09")], None),
        ([milestone("2026-11-02", "2026-11-09", key=None)], None),
        ([milestone("2026-11-02", "2026-12-28", key=False)], None),
        ([], None),
    ],
)
def test_key_milestone_slip(milestones: list[Row], days: int | None) -> None:
    assert value("key_milestone_slip", *milestones) == days


def test_overdue_is_a_forecast_that_has_passed_without_an_actual_date() -> None:
    done, late = milestone("2026-09-01", "2026-09-01", "2026-09-01"), milestone("2026-10-05", "2026-10-30")
    today = milestone("2026-10-31", "2026-10-31", key=False)
    assert value("overdue_milestones", done, late, today) == 1
    assert value("overdue_key_milestones", done, late, today) == 1
    assert value("overdue_milestones", done, milestone("2026-09-01", None)) is None


def test_next_milestone_and_those_due_in_90_days() -> None:
    ahead = [milestone("2026-11-02", on) for on in ("2026-10-31", "2026-11-20", "2027-01-29", "2027-01-30")]
    assert value("next_milestone", *ahead) == date(2026, 11, 20)
    assert value("milestones_due_90", *ahead) == 2


def test_finish_slip_is_that_of_the_worst_project() -> None:
    projects = rows(
        project_id=["P", "Q"],
        level="project",
        baseline_finish=["2026-11-02", "2026-11-02"],
        forecast_finish=["2026-12-01", "2026-11-09"],
        actual_finish=["2026-11-03", None],
    )
    found = measured(portfolio(projects=projects))
    assert [found.value(entity, "finish_slip") for entity in ("P", "Q", ROOT)] == [1, 5, 5]


def test_without_a_finish_of_its_own_the_last_milestone_is_the_finish() -> None:
    last = milestone("2026-11-02", "2026-11-09"), milestone("2026-11-16", "2026-11-23", key=False)
    assert value("finish_baseline", *last) == date(2026, 11, 16)
    assert value("finish_slip", *last) == 5
