"""Earned schedule of the example project on its working time, by hand.

Design takes 3 to 28 August, build 12 October to 6 November, test 9 to 20 November: with the pauses between,
80 working days. 150 of 400 is earned: all of design, and a quarter of the 20 days of build.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from pmo_reports.model.measures import Measurements
from tests.metrics.schedule_examples import activity, measured, schedule, scheduled
from tests.strategies import ROOT, Row, rows

TAKEN, EARNED = 65, 50 + 5  # to 30 October, a Friday; to 16 October, another one
WEEK = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "08:00-12:00, 13:00-17:00")
FINISHED: dict[str, Row] = {
    "build": {"percent_complete": 1.0, "actual_finish": "2026-10-23 17:00"},
    "test": {
        "percent_complete": 1.0,
        "actual_start": "2026-10-26 08:00",
        "actual_finish": "2026-10-28 17:00",
    },
}


@pytest.fixture(scope="module")
def found() -> Measurements:
    return measured(scheduled(schedule()))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("planned_days", 80),
        ("es_days", EARNED),
        ("sv_t_days", EARNED - TAKEN),
        ("spi_t_working", EARNED / TAKEN),
        ("earned_date", date(2026, 10, 16)),
        ("finish_as_planned", date(2026, 12, 4)),  # 25 days after 30 October
        ("ev_activities", 150),
        ("schedule_adherence", 1.0),
    ],
)
def test_figures_by_hand(found: Measurements, key: str, value: object) -> None:
    told = found.value("P", key)
    assert told == (pytest.approx(value) if isinstance(value, float) else value)


def test_the_finish_goes_on_at_the_pace_so_far(found: Measurements) -> None:
    days = 80 / (EARNED / TAKEN)  # 94.5 days: on the 95th
    assert found.value("P", "finish_by_es") == np.busday_offset("2026-08-03", int(days)).astype(date)


def test_the_ledger_s_own_figures_do_not_count_but_the_schedule_speaks_all_the_same() -> None:
    line = {"project_id": "P", "category": "All", "month": "2026-10-01", "budget_current": 70, "actual": 7}
    booked = measured(scheduled(schedule(), costs=[line]))
    assert (booked.value("P", "bac"), booked.value("P", "sv_t_days")) == (70, EARNED - TAKEN)


def test_the_clock_stops_when_all_is_done() -> None:
    done = measured(scheduled(schedule(**FINISHED)))
    assert done.value("P", "es_days") == 80
    assert done.value("P", "sv_t_days") == 80 - 63  # 28 October is the 63rd day


def test_a_programme_shows_the_worst_of_its_projects() -> None:
    tables = scheduled([*schedule("P"), *schedule("Q", **FINISHED)])
    found = measured(tables)
    assert found.value(ROOT, "sv_t_days") == EARNED - TAKEN
    assert found.value(ROOT, "spi_t_working") == pytest.approx(EARNED / TAKEN)
    assert found.value(ROOT, "finish_as_planned") == date(2026, 12, 4)
    assert found.disclosed["sv_t_days"][ROOT] == 2


@pytest.mark.parametrize(
    "change",
    [{"baseline_cost": None}, {"baseline_start": None}, {"percent_complete": None}, {"fx_rate": None}],
    ids=str,
)
def test_one_unknown_activity_makes_it_unknown(change: Row) -> None:
    found = measured(scheduled(schedule(build=change)))
    assert [found.value("P", key) for key in ("es_days", "sv_t_days", "earned_date", "finish_by_es")] == [
        None
    ] * 4


def test_days_are_of_the_project_s_own_hours() -> None:
    calendar = rows(project_id="P", calendar_id=["1"], is_default=True, **WEEK)
    off = rows(project_id="P", calendar_id="1", first_day=["2026-08-31"], last_day="2026-10-09")
    stated = rows(project_id=["P"], hours_per_day=4.0)
    found = measured(
        scheduled(schedule(), calendars=calendar, calendar_exceptions=off, schedules=stated)
    )  # the pause is no working time now, and a day has half its hours
    assert found.value("P", "planned_days") == 50 * 2
    assert found.value("P", "sv_t_days") == -10 * 2


def test_work_out_of_order_shows_in_the_adherence() -> None:
    early = activity("P", "test", percent_complete=0.5, actual_start="2026-10-26 08:00")
    found = measured(scheduled([*schedule()[:2], early]))
    # 200 earned; the plan reaches it after half of "build", when nothing of "test" is due.
    assert found.value("P", "ev_in_order") == 150
    assert found.value("P", "schedule_adherence") == pytest.approx(0.75)


def test_before_the_start_nothing_is_taken() -> None:
    ahead = {"baseline_start": "2026-11-02 08:00", "baseline_finish": "2026-11-13 17:00"}
    rows_ahead = schedule(design=ahead | {"actual_start": None, "actual_finish": None, "percent_complete": 0})
    found = measured(scheduled(rows_ahead[:1]))
    assert (found.value("P", "es_days"), found.value("P", "sv_t_days")) == (0, 0)
    assert (found.value("P", "spi_t_working"), found.value("P", "finish_by_es")) == (None, None)
