"""DCMA's fourteen checks: the tables O5 and O6 of published examples, a schedule by hand, real schedules."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from pmo_reports import metrics
from pmo_reports.metrics import schedule_execution, schedule_float, schedule_quality
from pmo_reports.metrics import schedule_shares as shares
from pmo_reports.metrics.schedule_network import delay_passed_on
from pmo_reports.model.assumptions import ScheduleQuality
from pmo_reports.model.dcma import CHECKS, Verdict, verdicts
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Measurements, index
from tests.metrics.network_fixture import WEEK, corpus_tables, link, task
from tests.readers.reading_fixture import CORPUS
from tests.readers.schedule_fixture import Plans
from tests.strategies import ROOT, Row, portfolio, rows, settings

RULES = ScheduleQuality()
FAMILY = index(schedule_float, schedule_quality, schedule_execution, shares)


@pytest.mark.parametrize(("length", "slack", "index"), [(720, -60, 0.917), (80, 20, 1.25), (800, 20, 1.025)])
def test_o5_critical_path_length_index(length: float, slack: float, index: float) -> None:
    found = shares.cpli(path_and_float=pd.Series([length + slack]), path_length=pd.Series([length]))
    assert found.round(3).tolist() == [index]


@pytest.mark.parametrize(("done", "due", "index"), [(20, 27, 0.741), (27, 46, 0.587)])
def test_o6_baseline_execution_index_worked_from_counts(done: int, due: int, index: float) -> None:
    found = shares.bei(completed_activities=pd.Series([done]), activities_due=pd.Series([due]))
    assert found.round(3).tolist() == [index]


@pytest.mark.parametrize(("missed", "due", "percent"), [(18, 27, 67), (37, 46, 80)])
def test_o6_missed_tasks_worked_from_counts(missed: int, due: int, percent: int) -> None:
    found = shares.missed_activities_share(
        missed_activities=pd.Series([missed]), activities_due=pd.Series([due])
    )
    assert (found * 100).round().tolist() == [percent]


# Check, the last figure that passes, the first that does not.
@pytest.mark.parametrize(
    ("number", "good", "bad"),
    [
        (1, 0.05, 0.051),
        (2, 0.0, 0.001),
        (3, 0.05, 0.051),
        (4, 0.9, 0.899),
        (5, 0.05, 0.051),
        (6, 0.05, 0.051),
        (7, 0.0, 0.001),
        (8, 0.05, 0.051),
        (9, 0.0, 0.001),
        (11, 0.05, 0.051),
        (12, 1.0, 0.5),
        (13, 0.95, 0.949),
        (14, 0.95, 0.949),
    ],
)
def test_o6_thresholds(number: int, good: float, bad: float) -> None:
    check = CHECKS[number - 1]
    assert check.number == number
    assert [check.verdict(value, RULES) for value in (good, bad, None)] == [
        Verdict.PASSED,
        Verdict.FAILED,
        Verdict.UNKNOWN,
    ]


def test_o6_resources_are_reported_without_a_bound() -> None:
    assert CHECKS[9].verdict(0.9, RULES) is Verdict.REPORTED


# As of Friday 30 October 2026, 17:00. a and b are done, b late; c is under way; the others are ahead.
WHOLE = {"percent_complete": 1.0}
TASKS = [
    task("a", 5, **WHOLE)
    | rows(
        baseline_start=["2026-10-05 08:00"],
        baseline_finish="2026-10-09 17:00",
        forecast_start="2026-10-05 08:00",
        forecast_finish="2026-10-09 17:00",
        actual_start="2026-10-05 08:00",
        actual_finish="2026-10-09 17:00",
    )[0],
    task("b", 8, **WHOLE)
    | rows(
        baseline_start=["2026-10-12 08:00"],
        baseline_finish="2026-10-16 17:00",
        forecast_start="2026-10-12 08:00",
        forecast_finish="2026-10-21 17:00",
        actual_start="2026-10-12 08:00",
        actual_finish="2026-10-21 17:00",
    )[0],
    task("c", 10, percent_complete=0.7)
    | rows(
        baseline_start=["2026-10-19 08:00"],
        baseline_finish="2026-10-30 17:00",
        forecast_start="2026-10-22 08:00",
        forecast_finish="2026-11-04 17:00",
        actual_start="2026-10-22 08:00",
        remaining_days=3.0,
    )[0],
    task("d", 50)
    | rows(
        baseline_start=["2026-11-02 08:00"],
        baseline_finish="2027-01-08 17:00",
        baseline_days=50.0,
        forecast_start="2026-11-05 08:00",
        forecast_finish="2027-01-13 17:00",
        constraint_kind="finish no later than",
        constraint_date="2027-01-08 17:00",
    )[0],
    task("e", 2)
    | rows(
        baseline_start=["2026-11-02 08:00"],
        baseline_finish="2026-11-03 17:00",
        forecast_start="2026-10-26 08:00",
        forecast_finish="2026-10-27 17:00",
    )[0],
    {"task_id": "S", "kind": "summary", "baseline_finish": "2026-10-09 17:00"},
    task("loe", 60) | {"kind": "hammock", "baseline_finish": "2026-10-09 17:00"},
    task("off", 60, is_active=False, baseline_finish="2026-10-09 17:00"),
]
LINKS = [
    link("a", "b"),
    link("b", "c"),
    link("c", "d"),
    link("a", "e", "SS", 2),
    link("e", "d", "FS", -1),
    link("loe", "d"),
]
BY_HAND = {
    "activities": 5,
    "incomplete_activities": 3,
    "activity_links": 5,
    "missing_logic": 1,  # d has no successor
    "leads": 1,
    "lags": 1,
    "finish_to_start": 4,
    "hard_constraints": 1,
    "high_float": 0,
    "negative_float": 3,  # c and d are three days late for 8 January, and e a day for d
    "high_duration": 1,
    "invalid_dates": 1,  # e was to start on 26 October
    "without_resources": 2,  # c has an assignment, d and e nothing
    "activities_due": 3,
    "missed_activities": 2,  # b and c
    "completed_activities": 2,
    "path_tests": 1,
    "path_tests_passed": 1,
    "path_length": 53,
    "path_and_float": 50,
    "least_float": -3,
    "critical_activities": 3,
    "activities_behind": 2,  # c and d; e is forecast in the past, but due on 3 November
}


def schedule(tasks: list[Row], links: list[Row], **more: list[Row]) -> Measurements:
    own = {"project_id": "P"}
    every: dict[str, list[Row]] = {
        "projects": rows(project_id=["P", "Q"], level="project"),
        "schedules": [own | {"status_date": "2026-10-30 17:00", "hours_per_day": 8.0}],
        "tasks": [own | each for each in tasks],
        "task_links": [own | each for each in links],
        "calendars": [own | {"calendar_id": "1", "is_default": True, "hours_per_day": 8.0, **WEEK}],
        "assignments": [own | {"assignment_id": "1", "task_id": "c", "resource_id": "r"}],
        **more,
    }
    made = portfolio(**every)
    return metrics.measured(metrics.basis(made, settings(), made.period), FAMILY)


@pytest.fixture(scope="module")
def by_hand() -> Measurements:
    return schedule(TASKS, LINKS)


@pytest.mark.parametrize(("key", "value"), BY_HAND.items())
def test_counts_by_hand(by_hand: Measurements, key: str, value: float) -> None:
    assert (by_hand.value("P", key), by_hand.value("Q", key)) == (value, None)


def test_numerator_denominator_and_figure_of_each_check_agree(by_hand: Measurements) -> None:
    for check, figure, _ in verdicts(by_hand, ROOT, RULES):
        part, whole = (by_hand.value(ROOT, key) for key in (check.numerator, check.denominator))
        assert figure == pytest.approx(float(part) / float(whole)), check.name  # type: ignore[arg-type]


def test_what_is_not_known_of_one_activity_is_not_known_of_the_schedule() -> None:
    circle = schedule(TASKS, [*LINKS, link("d", "c")])
    for key in ("negative_float", "high_float", "least_float", "path_tests", "cpli", "network_finish"):
        assert circle.value("P", key) is None
    assert circle.value("P", "leads") == 1
    bare = schedule([task("a", 5)], [])
    for key in ("high_duration", "activities_due", "missed_activities", "bei", "activities_behind"):
        assert bare.value("P", key) is None


def test_a_programme_adds_up_counts_and_computes_shares_anew() -> None:
    more = [task("x", 5, project_id="Q"), task("y", 5, project_id="Q")]
    both = schedule([*TASKS, *more], LINKS)
    assert (both.value("Q", "missing_logic_share"), both.value(ROOT, "missing_logic")) == (1, 3)
    assert both.value(ROOT, "missing_logic_share") == 3 / 5


def test_a_constraint_that_holds_the_finish_fails_the_critical_path_test() -> None:
    held = task(
        "b", 2, constraint_kind="must start on", constraint_date="2026-12-01 08:00", total_float_days=9.0
    )
    found = schedule([task("a", 5, total_float_days=0.0), held], [link("a", "b")])
    assert (found.value("P", "path_tests"), found.value("P", "path_tests_passed")) == (1, 0)
    assert delay_passed_on(pd.Series([600.0, 599.6, 580.0]), 600).tolist() == [True, True, False]


def test_no_check_is_left_out_and_each_names_measures_that_there_are() -> None:
    assert [check.number for check in CHECKS] == [*range(1, 15)]
    for check in CHECKS:
        assert {check.numerator, check.denominator, check.figure} <= set(metrics.DECLARED)
        assert metrics.DECLARED[check.figure].unit in (Unit.PERCENT, Unit.INDEX)


FACTS: dict[str, Any] = (
    json.loads((CORPUS / "EXPECTED.json").read_text(encoding="utf-8")) if CORPUS.is_dir() else {}
)
real = pytest.mark.skipif(not FACTS, reason="the corpus of real files is not beside this repository")


def of_file(corpus: Plans, key: str) -> Measurements:
    """The measures of a real schedule, as of its own status date."""
    made = portfolio(projects=rows(project_id=[key], level="project"))
    whole = replace(made, tables={**made.tables, **corpus_tables(corpus, key)})
    return metrics.measured(metrics.basis(whole, settings(), made.period), FAMILY)


@real
@pytest.mark.slow
@pytest.mark.parametrize("at", range(3), ids=["s10", "s11", "s12"])
def test_negative_float_and_population_of_the_p6_series(corpus: Plans, at: int) -> None:
    told = FACTS["series_s10_s11_s12"]["snapshots"][at]
    found = of_file(corpus, told["file"][:3])
    assert found.value(ROOT, "negative_float") == told["negative_float"]
    assert found.value(ROOT, "activities") == told["activities"]
    assert found.value(ROOT, "completed_activities") == told["status"]["TK_Complete"]
    assert found.value(ROOT, "activity_links") == FACTS[told["file"][:3]]["links"]


@real
@pytest.mark.slow
@pytest.mark.parametrize("key", ["s06", "s13", "s10", "s11", "s12", "s01"])
def test_real_networks_pass_the_critical_path_test(corpus: Plans, key: str) -> None:
    found = of_file(corpus, key)
    assert (found.value(ROOT, "path_tests"), found.value(ROOT, "path_tests_passed")) == (1, 1)
