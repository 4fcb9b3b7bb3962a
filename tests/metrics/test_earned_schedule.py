from __future__ import annotations

import numpy as np
import pytest

from pmo_reports.metrics.earned_schedule import duration, time_earned, time_taken
from pmo_reports.model.period import Period
from tests.metrics.examples import curve, measured
from tests.strategies import ROOT

# OR-AS / PM Knowledge Center: PD 9, BAC 150, finished in week 11; weeks are told as months here.
PV = [5, 10, 25, 55, 85, 120, 130, 140, 150, 150, 150]
EV = [3.33, 6.67, 10, 22.5, 70, 82.5, 90, 120, 130, 140, 150]
ES = [0.67, 1.33, 2.00, 2.83, 4.50, 4.92, 5.14, 6.00, 7.00, 8.00, 9.00]
SV = [-1.67, -3.33, -15, -32.5, -15, -37.5, -40, -20, -20, -10, 0]
SPI = [0.666, 0.667, 0.400, 0.409, 0.824, 0.688, 0.692, 0.857, 0.867, 0.933, 1.000]
SV_T = [-0.334, -0.666, -1.0, -1.167, -0.5, -1.083, -1.857, -2, -2, -2, -2]
SPI_T = [0.666, 0.667, 0.667, 0.708, 0.900, 0.819, 0.735, 0.750, 0.778, 0.800, 0.818]
IEAC_T = [13.514, 13.493, 13.5, 12.706, 10.0, 10.983, 12.25, 12.0, 11.571, 11.25, 11.0]
AS_PLANNED = [9.334, 9.666, 10.0, 10.167, 9.5, 10.083, 10.857, 11, 11, 11, 11]
TSPI = [1.042, 1.095, 1.167, 1.233, 1.125, 1.361, 1.929, 3.0, None, None, None]
START = Period(2026, 1)


@pytest.mark.parametrize("week", range(1, 12))
def test_or_as_week_by_week(week: int) -> None:
    found = measured(curve(PV, EV[:week], START), START.shifted(week - 1))
    printed = {"es": ES, "sv": SV, "spi": SPI, "sv_t": SV_T, "spi_t": SPI_T, "ieac_t": IEAC_T, "tspi": TSPI}
    for key, values in (printed | {"duration_as_planned": AS_PLANNED}).items():
        for entity in ("P", ROOT):
            assert found.value(entity, key) == pytest.approx(values[week - 1], abs=0.0055), key
    assert (found.value("P", "at"), found.value("P", "planned_duration")) == (week, 9)


def test_the_clock_stops_when_all_is_done() -> None:
    found = measured(curve([*PV, 150, 150], EV, START), START.shifted(12))
    assert (found.value("P", "at"), found.value("P", "spi_t")) == (11, pytest.approx(0.818, abs=5e-4))


# Two tasks of 1000, 01-10 and 11-20 January: PV grows by 100 a day.
DAILY = np.arange(100.0, 2001.0, 100.0)[None, :]
FIRST = np.array([0])


def earned(done: float) -> float:
    return float(time_earned(DAILY, FIRST, np.array([done]))[0])


def test_task_windows_with_a_full_and_a_third_of_a_task() -> None:
    es = earned(1000 + 0.33 * 1000)
    assert (es, es / 15, es - 15, 20 / (es / 15)) == pytest.approx((13.3, 0.886667, -1.7, 22.556), abs=5e-4)


def test_task_windows_with_a_twentieth_of_a_task() -> None:
    assert earned(50) == pytest.approx(0.5)


@pytest.mark.parametrize(("done", "expected"), [(-1, 0), (0, 0), (2000, 20), (2500, 20)])
def test_edges_of_earned_schedule(done: float, expected: float) -> None:
    assert earned(done) == expected


def test_a_flat_tail_adds_no_duration() -> None:
    assert duration(np.array([[50.0, 100.0, 100.0]]), FIRST).tolist() == [2]


def test_time_taken_counts_periods_so_far() -> None:
    assert time_taken(DAILY, FIRST, DAILY[:, :7]).tolist() == [7]


def test_without_a_baseline_all_is_null() -> None:
    found = measured(curve([0.0, 0.0], [], START), START)
    assert [found.value("P", key) for key in ("es", "at", "spi_t", "planned_duration")] == [None] * 4
