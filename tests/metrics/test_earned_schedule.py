from __future__ import annotations

import numpy as np
import pytest

from pmo_reports.metrics.earned_schedule import duration, time_earned, time_taken
from pmo_reports.model.measures import Measurements
from pmo_reports.model.period import Period
from tests.metrics.examples import curve, measured, only
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
PD_LESS_TV = [9.1, 9.2, 9.9, 10.95, 9.9, 11.25, 11.4, 10.2, 10.2, 9.6, 9.0]
PD_BY_SPI = [13.514, 13.493, 22.5, 22.0, 10.929, 13.091, 13.0, 10.5, 10.385, 9.643, 9.0]
TSPI = [1.042, 1.095, 1.167, 1.233, 1.125, 1.361, 1.929, 3.0, None, None, None]
START = Period(2026, 1)


O1 = {
    "es": ES, "sv": SV, "spi": SPI, "sv_t": SV_T, "spi_t": SPI_T, "ieac_t": IEAC_T,
    "duration_as_planned": AS_PLANNED, "duration_pv": PD_LESS_TV, "duration_pv_spi": PD_BY_SPI, "tspi": TSPI,
}  # fmt: skip
OTHERS = (
    *("at", "planned_duration", "pv", "bac", "ev", "earned_duration", "duration_ed", "duration_ed_spi"),
    *("duration_lowest", "duration_highest"),
)


def printed(value: float | None) -> object:
    """The digits of O1: three of ratios and months, two of money and ES; an SPI of .666 is cut."""
    return None if value is None else pytest.approx(value, abs=0.0055)


@pytest.fixture(scope="module")
def weeks() -> list[Measurements]:
    told = ((curve(PV, EV[: week + 1], START), START.shifted(week)) for week in range(len(EV)))
    return [only(tables, *O1, *OTHERS, period=period) for tables, period in told]


@pytest.mark.parametrize("key", O1)
@pytest.mark.parametrize("week", range(1, 12))
def test_o1_or_as_week_by_week(weeks: list[Measurements], week: int, key: str) -> None:
    found = weeks[week - 1]
    for entity in ("P", ROOT):
        assert found.value(entity, key) == printed(O1[key][week - 1])
        assert (found.value(entity, "at"), found.value(entity, "planned_duration")) == (week, 9)


@pytest.mark.parametrize("week", range(1, 12))
def test_o1_planned_and_earned_value(weeks: list[Measurements], week: int) -> None:
    found = weeks[week - 1]
    assert (found.value("P", "pv"), found.value("P", "bac")) == (PV[week - 1], 150)
    assert found.value("P", "ev") == pytest.approx(EV[week - 1], abs=0.005)


def test_o1_at_the_end_spi_forgets_what_spi_t_remembers(weeks: list[Measurements]) -> None:
    last = weeks[-1]
    assert (last.value("P", "spi"), last.value("P", "sv"), last.value("P", "sv_t")) == (1, 0, -2)
    assert last.value("P", "spi_t") == pytest.approx(9 / 11)


# Jacob's earned duration of week 5, by hand: AT 5, SPI 70/85, ED 4.1176, and 9 - ED = 4.8824 left to do.
@pytest.mark.parametrize(
    ("key", "months"),
    [("earned_duration", 4.1176), ("duration_ed", 9.8824), ("duration_ed_spi", 10.9286)],
)
def test_o1_earned_duration_of_week_5(weeks: list[Measurements], key: str, months: float) -> None:
    assert weeks[4].value("P", key) == pytest.approx(months, abs=5e-5)


def test_o1_the_range_is_that_of_the_methods(weeks: list[Measurements]) -> None:
    # Nothing is booked, so that no method with CPI has a value: 9.5 by ES, 10.929 by SPI.
    assert weeks[4].value("P", "duration_lowest") == pytest.approx(9.5)
    assert weeks[4].value("P", "duration_highest") == pytest.approx(10.9286, abs=5e-5)


def test_the_clock_stops_when_all_is_done() -> None:
    found = measured(curve([*PV, 150, 150], EV, START), START.shifted(12))
    assert (found.value("P", "at"), found.value("P", "spi_t")) == (11, pytest.approx(0.818, abs=5e-4))


# Two tasks of 1000, 01-10 and 11-20 January: PV grows by 100 a day.
DAILY = np.arange(100.0, 2001.0, 100.0)[None, :]
FIRST = np.array([0])


def earned(done: float) -> float:
    return float(time_earned(DAILY, FIRST, np.array([done]))[0])


def test_o2_task_windows_with_a_full_and_a_third_of_a_task() -> None:
    es = earned(1000 + 0.33 * 1000)
    assert (es, es / 15, es - 15, 20 / (es / 15)) == pytest.approx((13.3, 0.886667, -1.7, 22.556), abs=5e-4)


def test_o2_task_windows_with_a_twentieth_of_a_task() -> None:
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
