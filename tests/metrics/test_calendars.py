"""Projects that work by a calendar of their own."""

from collections.abc import Mapping
from datetime import date

import pytest

from pmo_reports import metrics
from pmo_reports.config.calendar import Calendar
from pmo_reports.errors import ConfigurationError
from tests.metrics.examples import some
from tests.strategies import PERIOD, portfolio, rows, settings

FINISHES = {"baseline_finish": date(2026, 11, 27), "forecast_finish": date(2026, 12, 2)}  # Friday, Wednesday


def slips(calendars: Mapping[str, Mapping[str, object]], *named: str | None) -> list[object]:
    """Finish slips of projects P0, P1 ... that name these calendars."""
    ids = [f"P{at}" for at in range(len(named))]
    projects = rows(project_id=ids, level="project", calendar=list(named), **FINISHES)
    calendar = Calendar.model_validate({"calendars": calendars})
    made = settings().model_copy(update={"calendar": calendar})
    measured = some(metrics.basis(portfolio(projects=projects), made, PERIOD), "finish_slip")
    return [measured.figure(project, "finish_slip").value for project in ids]


def test_each_project_s_days_are_its_own_calendar_s() -> None:
    calendars = {
        "Edinburgh": {"country": "GB", "subdivision": "SCT"},  # Monday 30 November 2026 is St Andrew's Day
        "Plant": {"week": "1111111"},
        "Shut": {"closures": ["2026-12-01"]},
    }
    assert slips(calendars, None, "Edinburgh", "Plant", "Shut", "Nowhere") == [3, 2, 5, 2, 3]


def test_a_country_without_known_holidays_is_told() -> None:
    with pytest.raises(ConfigurationError):
        slips({"Moon": {"country": "XX"}}, "Moon")
