"""Money of projects that only their schedules tell of, by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest

from pmo_reports.model.assumptions import Accrual, EarnedValueRules
from pmo_reports.model.measures import Measurements
from tests.metrics.schedule_examples import activity, measured, schedule, scheduled
from tests.strategies import ROOT, Row, rows

BY_HAND = {"bac": 400, "pv": 250, "ev": 150, "ac": 200, "forecast_to_go": 280, "eac_management": 480}
LINE = {"project_id": "P", "category": "All", "month": "2026-10-01"}
PERIODS = tuple(date(2026, 7, 25) + timedelta(days=28 * step) for step in range(8))
WEEK = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "08:00-12:00, 13:00-17:00")


def of(found: Measurements, project: str = "P") -> dict[str, object]:
    return {key: found.value(project, key) for key in BY_HAND}


def curve(found: Measurements, name: str) -> list[float]:
    points = found.curves[found.curves["entity_id"].eq("P")]
    return [float(each) for each in points[name].dropna()]


def test_a_schedule_tells_the_money_of_a_project() -> None:
    assert of(measured(scheduled(schedule()))) == pytest.approx(BY_HAND)


def test_one_line_in_the_ledger_is_enough_for_it_to_speak() -> None:
    booked = measured(scheduled(schedule(), costs=[LINE | {"budget_current": 70, "actual": 7}]))
    assert [booked.value("P", key) for key in ("bac", "pv", "ac", "ev", "forecast_to_go")] == [
        70, 70, 7, None, 0.0,
    ]  # fmt: skip
    assert [booked.value("P", key) for key in ("bac_schedule", "ac_schedule", "ev_schedule")] == [None] * 3


def test_what_the_ledger_lacks_is_not_made_up_for() -> None:
    booked = measured(scheduled(schedule(), costs=[LINE | {"budget_current": 70, "actual": None}]))
    assert booked.value("P", "ac") is None


def test_reported_progress_comes_before_that_of_activities() -> None:
    told = [{"project_id": "P", "month": "2026-10-01", "percent_complete": 0.5}]
    assert measured(scheduled(schedule(), progress=told)).value("P", "ev") == 200


def test_a_project_that_once_reported_progress_is_silent_now() -> None:
    told = [{"project_id": "P", "month": "2026-09-01", "percent_complete": 0.5}]
    assert measured(scheduled(schedule(), progress=told)).value("P", "ev") is None


def test_a_programme_adds_up_ledgers_and_schedules() -> None:
    costs = [LINE | {"project_id": "Q", "budget_current": 100, "actual": 40, "forecast": 0}]
    told = [{"project_id": "Q", "month": "2026-10-01", "percent_complete": 0.5}]
    found = measured(scheduled(schedule(), costs=costs, progress=told))
    assert [found.value(ROOT, key) for key in ("bac", "pv", "ev", "ac")] == [500, 350, 200, 240]
    assert found.value(ROOT, "cpi") == pytest.approx(200 / 240)
    assert found.taken("P", "ac") == ("ac_schedule",)
    assert found.taken("Q", "ac") == ("ac_ledger",)
    assert found.taken(ROOT, "ac") == ("ac_ledger", "ac_schedule")
    assert found.origins(ROOT, "ac") == {"ac_ledger": 1, "ac_schedule": 1}
    assert found.origins("P", "ac") == {"ac_schedule": 1}
    assert found.origins("P", "cpi") == {}


UNKNOWN: dict[str, tuple[Row, set[str]]] = {
    "cost": ({"build": {"baseline_cost": None}}, {"bac", "pv", "ev"}),
    "dates": ({"build": {"baseline_start": None}}, {"bac", "pv", "ev"}),
    "length": ({"build": {"baseline_finish": None}}, {"bac", "pv", "ev"}),
    "rate": ({"build": {"fx_rate": None}}, set(BY_HAND)),
    "percent of what has begun": ({"build": {"percent_complete": None}}, {"ev"}),
    "actual cost of what has begun": ({"build": {"actual_cost": None}}, {"ac", "eac_management"}),
    "rest of what is not done": ({"test": {"remaining_cost": None}}, {"forecast_to_go", "eac_management"}),
}


@pytest.mark.parametrize("case", UNKNOWN)
def test_one_unknown_part_makes_the_whole_unknown(case: str) -> None:
    changes, unknown = UNKNOWN[case]
    found = of(measured(scheduled(schedule(**changes))))
    assert {key for key, value in found.items() if value is None} == unknown
    assert {key: value for key, value in found.items() if key not in unknown} == pytest.approx(
        {key: value for key, value in BY_HAND.items() if key not in unknown}
    )


def test_what_has_not_begun_or_is_done_needs_no_amount() -> None:
    changes: dict[str, Row] = {
        "test": {"actual_cost": None, "percent_complete": None},
        "design": {"remaining_cost": None},
    }
    assert of(measured(scheduled(schedule(**changes)))) == pytest.approx(BY_HAND)


def test_an_activity_that_costs_nothing_needs_no_dates() -> None:
    free = activity("P", "test", task_id="free", baseline_cost=0, baseline_start=None, remaining_cost=0)
    assert of(measured(scheduled([*schedule(), free]))) == pytest.approx(BY_HAND)


def test_work_that_was_added_after_the_baseline_costs_all_the_same() -> None:
    more = {"baseline_start": None, "baseline_finish": None, "baseline_cost": None}
    added = activity("P", "build", task_id="more", **more)
    found = of(measured(scheduled([*schedule(), added])))
    assert found == pytest.approx(BY_HAND | {"ac": 280, "forecast_to_go": 460, "eac_management": 740})


@pytest.mark.parametrize(
    ("accrual", "pv", "ev"), [("start", 265, 195), ("linear", 250, 150), ("finish", 205, 135)]
)
def test_fixed_costs_fall_due_as_is_settled(accrual: Accrual, pv: float, ev: float) -> None:
    # 60 of the 200 of "build" are fixed; it is three quarters over, and a quarter done.
    tables = scheduled(schedule(build={"baseline_fixed_cost": 60}))
    found = measured(tables, EarnedValueRules(fixed_cost=accrual))
    assert (found.value("P", "pv"), found.value("P", "ev")) == pytest.approx((pv, ev))


def test_hours_are_those_of_the_activity_s_own_calendar() -> None:
    # "build" on Mondays alone: 12, 19 and 26 October of 12 October to 2 November.
    calendars = [
        {"project_id": "P", "calendar_id": "office", "is_default": True, **WEEK},
        {"project_id": "P", "calendar_id": "crane", "monday": "08:00-16:00"},
    ]
    tables = scheduled(schedule(build={"calendar_id": "crane"}), calendars=calendars)
    assert measured(tables).value("P", "pv") == pytest.approx(100 + 200 * 3 / 4)
    off = [{"project_id": "P", "calendar_id": "crane", "first_day": "2026-10-26", "last_day": "2026-10-26"}]
    tables = scheduled(schedule(build={"calendar_id": "crane"}), calendars=calendars, calendar_exceptions=off)
    assert measured(tables).value("P", "pv") == pytest.approx(100 + 200 * 2 / 3, abs=0.005)


def test_projects_share_no_calendar_by_its_name() -> None:
    calendars = [
        {"project_id": "P", "calendar_id": "1", "is_default": True, **WEEK},
        {"project_id": "Q", "calendar_id": "1", "is_default": True, "monday": "08:00-16:00"},
    ]
    found = measured(scheduled([*schedule("P"), *schedule("Q")], calendars=calendars))
    assert (found.value("P", "pv"), found.value("Q", "pv")) == (250, pytest.approx(250))
    calendars[1]["friday"] = "08:00-16:00"  # 12, 16, 19, 23, 26, 30 October, then 2 and 6 November
    found = measured(scheduled([*schedule("P"), *schedule("Q")], calendars=calendars))
    assert found.value("Q", "pv") == pytest.approx(250)


def test_curves_of_a_schedule_are_those_of_its_months() -> None:
    found = measured(scheduled(schedule()))
    assert curve(found, "pv") == [100, 100, 250, 400, 400]
    assert curve(found, "forecast")[-2:] == pytest.approx([380, 480])


def test_work_was_done_evenly_between_the_dates_that_it_names() -> None:
    # Design took the 25 days from 3 August to 4 September, of which 21 lie in August.
    found = measured(scheduled(schedule()))
    assert curve(found, "ev") == pytest.approx([100 * 21 / 25, 100, 150])


def test_earlier_status_dates_say_what_was_done_by_then() -> None:
    told = [
        {"project_id": "P", "task_id": "design", "status_date": day, "percent_complete": share}
        for day, share in (("2026-08-14 17:00", 0.3), ("2026-08-28 17:00", 0.4), ("2026-09-30 17:00", 0.9))
    ]
    found = measured(scheduled(schedule(), task_progress=told))
    assert curve(found, "ev") == pytest.approx([40, 90, 150])


def test_the_clock_stops_in_the_month_in_which_all_was_done() -> None:
    done = {"percent_complete": 1.0, "actual_start": "2026-08-31 08:00", "actual_finish": "2026-09-11 17:00"}
    found = measured(scheduled(schedule(build=done, test=done)))
    assert (found.value("P", "at"), found.value("P", "es")) == (2, 4)


def test_earned_schedule_is_counted_in_months_from_the_first_activity() -> None:
    found = measured(scheduled(schedule()))
    keys = ("planned_duration", "at", "es", "spi_t")
    assert [found.value("P", key) for key in keys] == pytest.approx([4, 3, 2 + 50 / 150, (2 + 50 / 150) / 3])


def test_actual_cost_lies_in_the_months_that_the_schedule_tells() -> None:
    told = [
        {"project_id": "P", "task_id": "design", "month": "2026-08-01", "actual_cost": 90},
        {"project_id": "P", "task_id": "design", "month": "2026-09-01", "actual_cost": 30},
    ]
    found = measured(scheduled(schedule(), task_months=told))
    assert curve(found, "ac") == [90, 120, 200]
    assert found.value("P", "ac") == 200


def test_fiscal_periods_hold_all_of_the_money() -> None:
    # Periods of four weeks; the status date lies in that of 17 October to 13 November.
    found = measured(scheduled(schedule()), periods=PERIODS)
    assert of(found) == pytest.approx(BY_HAND)
    assert curve(found, "pv") == [75, 100, 150, 250, 400]
    assert found.value("P", "at") == 4


def test_money_after_the_last_period_is_not_lost() -> None:
    found = measured(scheduled(schedule()), periods=PERIODS[:4])
    assert found.value("P", "bac") == 400


@pytest.mark.parametrize("key", ["spi_t", "sv_t_days", "bac", "ac"])
def test_without_costs_everything_is_null(key: str) -> None:
    none = {"baseline_cost": None, "actual_cost": None, "remaining_cost": None}
    found = measured(scheduled(schedule(design=none, build=none, test=none)))
    assert found.value("P", key) is None


def test_the_order_of_activities_changes_nothing() -> None:
    one, other = (measured(scheduled(tasks)) for tasks in (schedule(), schedule()[::-1]))
    pd.testing.assert_frame_equal(one.values, other.values)


def test_summaries_are_the_sum_of_what_is_below_and_count_once() -> None:
    whole = activity("P", "build", task_id="all", kind="summary", baseline_cost=400)
    months = rows(project_id="P", task_id=["all"], month="2026-08-01", actual_cost=[120])
    found = measured(scheduled([whole, *schedule()], task_months=months))
    assert of(found) == pytest.approx(BY_HAND)
