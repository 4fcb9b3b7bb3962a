"""Accuracy of forecasts of the finish by hand: by project, by programme, and by the manager of the time."""

from __future__ import annotations

import pandas as pd
import pytest

from pmo_reports.metrics import finish_accuracy, schedule
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.measures import index
from tests.metrics.history_fixture import LAST, finishes, history, report
from tests.strategies import ROOT, Row

FAMILY = {**index(finish_accuracy), "finish_forecast": index(schedule)["finish_forecast"]}

# Mondays: five working days a week. Moves from month to month: +5, 0, +10, -5.
TOLD = ("2027-03-01", "2027-03-08", "2027-03-08", "2027-03-22", "2027-03-15")


def last(told: dict[str, tuple[str | None, ...]], **choices: object) -> Assessed:
    return history(finishes(told), FAMILY, **choices)


def one(found: Assessed, ahead: int, entity: str = "P") -> list[object]:
    return [found.measurements.value(entity, f"finish_{key}_{ahead}") for key in ("judged", "bias", "spread")]


def test_bias_is_the_mean_and_spread_the_median_miss() -> None:
    found = last({"P": TOLD})
    assert one(found, 1) == [4, 2.5, 5.0]  # 5, 0, 10, -5
    assert one(found, 3) == [2, None, None]  # 15 and 5: two are too few
    assert one(found, 6) == [None, None, None]


def test_two_are_enough_where_the_settings_say_so() -> None:
    assert one(last({"P": TOLD}, accuracy_least=2), 3) == [2, 10.0, 10.0]


def test_a_month_without_report_judges_nothing() -> None:
    gap = (*TOLD[:2], "-", *TOLD[3:])
    assert one(last({"P": gap}, accuracy_least=1), 1) == [2, 0.0, 5.0]  # +5 and -5
    assert one(last({"P": gap}, accuracy_least=1), 3) == [2, 10.0, 10.0]


def test_a_programme_pools_the_forecasts_of_its_projects() -> None:
    found = last({"P": TOLD, "Q": ("2027-01-04", "2027-01-04", "2027-01-04", "2027-01-04", "2027-01-25")})
    assert one(found, 1, "Q") == [4, 3.75, 0.0]
    assert one(found, 1, ROOT) == [8, (10 + 15) / 8, 2.5]  # sizes 0 0 0 0 | 5 5 10 15


def test_the_actual_finish_is_what_came_and_nothing_is_forecast_after_it() -> None:
    *before, _ = finishes({"P": ("2026-09-07", "2026-09-14", "2026-09-21", "2026-09-21", "2026-09-21")})
    done = [
        report(period, {"project_id": "P", "forecast_finish": "2026-09-21", "actual_finish": "2026-09-28"})
        for period in (LAST.shifted(-1), LAST)
    ]
    found = history([*before[:3], *done], FAMILY, accuracy_least=1)
    # +5, +5, and +5 to the actual finish; the month after it forecasts nothing
    assert one(found, 1) == [3, 5.0, 5.0]


def managed(*reports: dict[str, tuple[str | None, str]]) -> Assessed:
    """Monthly reports: by project its manager and its finish."""
    told = [
        report(
            LAST.shifted(at + 1 - len(reports)),
            *(
                {"project_id": project, "project_manager": who, "forecast_finish": day}
                for project, (who, day) in each.items()
            ),
        )
        for at, each in enumerate(reports)
    ]
    return history(told, FAMILY, by_manager=True)


def row(found: Assessed, manager: str) -> Row:
    every = found.measurements.managers
    mine = every[every["entity_id"].eq(ROOT) & every["manager"].eq(manager)]
    assert len(mine) == 1
    return dict(mine.iloc[0])


def test_a_manager_with_three_projects() -> None:
    first = {"P": ("Ann", "2027-03-01"), "Q": ("Ann", "2027-03-01"), "R": ("Ann", "2027-03-01")}
    then = {"P": ("Ann", "2027-03-08"), "Q": ("Ann", "2027-03-01"), "R": ("Ann", "2027-03-22")}
    ann = row(managed(first, then), "Ann")
    # +5, 0, +15
    assert (ann["projects"], ann["judged_1"], ann["actual_1"]) == (3, 3, 0)
    assert (ann["bias_1"], ann["spread_1"]) == (pytest.approx(20 / 3), 5.0)


def test_forecasts_belong_to_the_manager_of_the_time() -> None:
    days = ("2027-03-01", "2027-03-08", "2027-03-15", "2027-03-22", "2027-03-22", "2027-03-22", "2027-03-22")
    who = ("Ann", "Ann", "Ann", "Ben", "Ben", "Ben", "Ben")
    found = managed(*({"P": pair} for pair in zip(who, days, strict=True)))
    ann, ben = row(found, "Ann"), row(found, "Ben")
    assert (ann["judged_1"], ann["bias_1"]) == (3, 5.0)  # what she forecast in her three months
    assert (ben["judged_1"], ben["bias_1"]) == (3, 0.0)
    assert (ann["judged_3"], ann["bias_3"]) == (3, 10.0)  # 15, 10, 5
    assert one(found, 1) == [6, 2.5, 2.5]


def test_nobody_is_named_unless_the_settings_ask_for_it() -> None:
    found = last({"P": TOLD})
    assert found.measurements.managers.empty


def test_too_few_forecasts_are_counted_and_not_judged() -> None:
    ann = row(managed({"P": ("Ann", "2027-03-01")}, {"P": ("Ann", "2027-03-08")}), "Ann")
    assert ann["judged_1"] == 1
    assert pd.isna(ann["bias_1"])


def test_a_forecast_without_a_manager_is_nobody_s() -> None:
    found = managed({"P": (None, "2027-03-01")}, {"P": ("Ann", "2027-03-08")}, {"P": ("Ann", "2027-03-08")})
    assert row(found, "Ann")["judged_1"] == 1
