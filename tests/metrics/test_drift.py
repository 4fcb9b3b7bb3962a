"""Drift by hand: runs of moves, gaps, finished and new projects, pace, and where it would end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports import metrics
from pmo_reports.metrics import drift, schedule
from pmo_reports.model.assessed import Assessed, Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Measurements, index, measure
from pmo_reports.model.period import Period
from tests.metrics.history_fixture import LAST, assessed, finishes, history, report
from tests.strategies import ROOT, Row, settings

FAMILY = {
    **{key: each for key, each in index(drift).items() if key != "eac_moves_in_row"},
    "finish_forecast": index(schedule)["finish_forecast"],
}
KEYS = ("finish_moves_in_row", "finish_drift_days", "finish_moves", "finish_drift_rate")

# Mondays, so that a week is five working days: level, +5, +5, back 5, +10, +5.
MOVED = ("2027-03-01", "2027-03-01", "2027-03-08", "2027-03-15", "2027-03-08", "2027-03-22", "2027-03-29")


def last(*told: str | None, **choices: object) -> Measurements:
    return history(finishes({"P": told}), FAMILY, **choices).measurements


def of(found: Measurements, entity: str = "P") -> list[object]:
    return [found.value(entity, key) for key in KEYS]


def test_a_run_is_of_the_last_moves_without_a_break() -> None:
    assert of(last(*MOVED)) == [2, 15, 4, pytest.approx(20 / 6)]


def test_a_finish_that_did_not_move_now_has_no_run() -> None:
    assert of(last(*MOVED, MOVED[-1])) == [0, 0, 4, pytest.approx(20 / 6)]


def test_a_move_over_a_weekend_is_none() -> None:
    assert of(last("2027-03-05", "2027-03-06", "2027-03-08")) == [0, 0, 1, 0.5]  # Friday, Saturday, Monday


def test_a_run_ends_at_a_month_that_nobody_reported() -> None:
    assert of(last("2027-03-01", "2027-03-08", "-", "2027-03-15", "2027-03-22")) == [1, 5, 2, 15 / 4]


def test_after_a_month_without_report_nobody_knows_whether_it_moved() -> None:
    assert of(last("2027-03-01", "2027-03-08", "-", "2027-03-15")) == [None, None, 1, pytest.approx(10 / 3)]


def test_a_month_without_the_date_is_as_good_as_none() -> None:
    assert of(last("2027-03-01", "2027-03-08", None, "2027-03-15", "2027-03-22"))[0] == 1
    assert of(last("2027-03-01", "2027-03-08", "2027-03-15", None)) == [None, None, 2, None]


def test_a_project_that_came_in_midway_counts_from_then() -> None:
    told = finishes({"P": ("",) * 3 + MOVED[1:4], "Q": ("2027-01-04",) * 6})
    found = history(told, FAMILY).measurements
    assert of(found) == [2, 10, 2, 5.0]
    assert of(found, "Q") == [0, 0, 0, 0.0]
    assert of(found, ROOT) == [2, 10, 2, 5.0]  # the worst project


@pytest.mark.parametrize(
    "over",
    [{"actual_finish": "2026-10-12"}, {"state": "closed"}],
    ids=["actual finish", "closed"],
)
def test_a_finished_project_has_no_drift(over: Row) -> None:
    *before, _ = finishes({"P": MOVED})
    now = report(LAST, {"project_id": "P", "forecast_finish": MOVED[-1], **over})
    found = history([*before, now], FAMILY).measurements
    assert of(found) == [None, None, None, None]
    assert found.value("P", "finish_by_trend") is None


def test_a_project_whose_milestones_are_all_done_is_finished() -> None:
    def told(period: Period, **dates: str) -> object:
        return report(
            period, {"project_id": "P"}, milestones=[{"project_id": "P", "milestone_id": "M", **dates}]
        )

    first = told(LAST.shifted(-1), forecast_date="2026-10-05")
    now = told(LAST, forecast_date="2026-10-05", actual_date="2026-10-26")
    found = history([first, now], FAMILY).measurements  # type: ignore[list-item]
    assert of(found) == [None, None, None, None]


def test_one_report_tells_nothing() -> None:
    found = last("2027-03-01")
    assert of(found) == [None, None, None, None]
    assert of(last(None)) == [None, None, None, None]


def test_moves_and_pace_are_of_so_many_periods() -> None:
    assert of(last(*MOVED, periods=2)) == [2, 15, 2, 7.5]
    assert of(last(*MOVED, periods=1)) == [2, 15, 1, None]  # two dates are too few for a pace
    assert of(last(*MOVED[-2:])) == [1, 5, 1, None]
    assert of(last(*MOVED[-2:], least=2)) == [1, 5, 1, 5.0]


def test_the_line_of_the_last_months_meets_the_status_date() -> None:
    # From 31 August to 31 October, 61 days, the finish moves by 30: 30 / 61 of a day each day. On 31 October
    # it is 100 days ahead, so it ends after 100 / (1 - 30 / 61) = 196.8 days.
    told = ("2027-01-09", None, "2027-02-08")
    assert last(*told, least=2).value("P", "finish_by_trend") == date(2026, 10, 31) + timedelta(days=197)
    assert last(*told).value("P", "finish_by_trend") is None  # two of three periods tell it


def test_a_finish_that_recedes_as_fast_as_time_passes_has_no_end() -> None:
    assert last("2027-03-01", "2027-04-01", "2027-05-01").value("P", "finish_by_trend") is None


def test_a_finish_that_has_passed_is_not_extrapolated() -> None:
    assert last("2026-09-01", "2026-09-08", "2026-10-01").value("P", "finish_by_trend") is None


def test_a_finish_that_comes_nearer_is_extrapolated_too() -> None:
    found = last("2027-03-31", "2027-03-15", "2027-03-01").value("P", "finish_by_trend")
    # 30 days nearer in 61; 121 ahead: 121 / (1 + 30 / 61) = 81.1, rounded up
    assert found == date(2026, 10, 31) + timedelta(days=82)


def milestones(*told: tuple[str, str | None], **more: object) -> list[Row]:
    return [
        {"project_id": "P", "milestone_id": name, "forecast_date": day, "is_key": True, **more}
        for name, day in told
    ]


def test_the_most_moved_key_milestone_counts() -> None:
    dates = {"A": ("2027-01-04", "2027-01-11", "2027-01-18"), "B": ("2027-02-01", "2027-02-01", "2027-03-01")}
    told = [
        report(
            LAST.shifted(at - 2),
            {"project_id": "P"},
            milestones=milestones(*((k, d[at]) for k, d in dates.items())),
        )
        for at in range(3)
    ]
    found = history(told, FAMILY).measurements
    assert (found.value("P", "milestone_moves"), found.value("P", "milestone_drift_days")) == (2, 20)


def test_milestones_that_are_not_key_do_not_count() -> None:
    told = [
        report(
            LAST.shifted(at - 1),
            {"project_id": "P"},
            milestones=[
                *milestones(("A", "2027-01-04")),
                *milestones(("B", f"2027-02-0{at + 1}"), is_key=False),
            ],
        )
        for at in range(2)
    ]
    assert history(told, FAMILY).measurements.value("P", "milestone_moves") == 0


@measure(label="EAC", unit=Unit.MONEY, formula="as told")
def told_eac(basis: object) -> pd.Series:
    return basis["projects"].set_index("project_id")["revenue"].dropna()  # type: ignore[index]


def test_a_cost_forecast_that_rises_by_next_to_nothing_has_not_risen() -> None:
    as_eac = replace(told_eac, key="eac")
    family = {"eac": as_eac, "eac_moves_in_row": index(drift)["eac_moves_in_row"]}
    amounts = {"P": (1000, 1010, 1020, 1030), "Q": (1000, 1100, 1101, 1101.5), "R": (1000, 1010, None, 1030)}
    told = [
        report(LAST.shifted(at - 3), *({"project_id": p, "revenue": each[at]} for p, each in amounts.items()))
        for at in range(4)
    ]
    found = history(told, family).measurements
    assert [found.value(p, "eac_moves_in_row") for p in ("P", "Q", "R", ROOT)] == [3, 0, None, 3]
    eager = history(told, family, least_rise=0.0).measurements
    assert eager.value("Q", "eac_moves_in_row") == 3


WHOLE = report(LAST, {"project_id": "P"})


def straight(days: list[date | None], gone: int = -1) -> Basis:
    """What drift is found from, put together without measuring the periods before."""
    every = [None if day is None else pd.Timestamp(day) for day in days]

    def told(at: int) -> Assessed:
        period = LAST.shifted(at + 1 - len(days))
        values = pd.DataFrame({"finish_forecast": pd.Series([every[at]], dtype="datetime64[s]", index=["P"])})
        basis = replace(BASIS, portfolio=replace(WHOLE, period=period), status_date=period.end)
        return assessed(basis, replace(NOTHING, values=values))

    past = tuple(told(at) for at in range(len(days) - 1) if at != gone)
    projects = WHOLE["projects"].assign(forecast_finish=pd.Series([pd.NaT, every[-1]], dtype="datetime64[s]"))
    now = replace(WHOLE, tables={**WHOLE.tables, "projects": projects})
    return replace(BASIS, portfolio=now, past=past, workings={})


BASIS = metrics.basis(WHOLE, settings(), LAST)
NOTHING = Measurements(
    values=pd.DataFrame(),
    disclosed=pd.DataFrame(),
    members=pd.Series(dtype="int64"),
    declared={},
    currency="EUR",
)
DAYS = st.lists(st.none() | st.dates(date(2026, 11, 2), date(2027, 6, 30)), min_size=2, max_size=8)


def moves(basis: Basis) -> int:
    found = drift.finish_moves_in_row(basis)["P"]
    return 0 if found is pd.NA else int(found)


@given(DAYS, st.data())
def test_taking_a_past_month_away_never_lengthens_a_run(days: list[date | None], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(days) - 2))
    assert moves(straight(days, gone)) <= moves(straight(days))


@given(st.dates(date(2026, 11, 2), date(2027, 6, 30)), st.integers(3, 8))
def test_what_stays_where_it_is_does_not_drift(day: date, periods: int) -> None:
    basis = straight([day] * periods)
    assert moves(basis) == drift.finish_drift_days(basis)["P"] == drift.finish_moves(basis)["P"] == 0
    assert drift.finish_drift_rate(basis)["P"] == 0
    assert drift.finish_by_trend(basis)["P"].date() == day
