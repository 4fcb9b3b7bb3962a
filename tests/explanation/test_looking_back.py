"""Measures that look back: their trees lead to the cells of every period, and facts say which periods."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_reports import metrics
from pmo_reports.explanation.measures import Measures
from pmo_reports.metrics import drift, schedule
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.figures import Figure, Unit
from pmo_reports.model.measures import index
from pmo_reports.render.sources import Sources
from tests.metrics.history_fixture import LAST, assessed, report
from tests.strategies import settings

FAMILY = {
    **{key: each for key, each in index(drift).items() if key != "eac_moves_in_row"},
    **{key: index(schedule)[key] for key in ("finish_forecast", "key_milestone_slip")},
}


@pytest.fixture(scope="module")
def periods() -> list[Assessed]:
    past: tuple[Assessed, ...] = ()
    for at, day in enumerate(("2027-03-01", "2027-03-08", "2027-03-15")):
        milestone = {"project_id": "P", "milestone_id": "M", "forecast_date": day, "is_key": True}
        tables = report(
            LAST.shifted(at - 2), {"project_id": "P", "forecast_finish": day}, milestones=[milestone]
        )
        basis = metrics.basis(tables, settings(), tables.period, past)
        past = (*past, assessed(basis, metrics.measured(basis, FAMILY)))
    return list(past)


def test_a_run_of_moves_leads_to_the_finish_that_each_period_told(periods: list[Assessed]) -> None:
    *past, now = periods
    told = Measures(now, "en_GB", tuple(past)).tree("P", "finish_moves_in_row")
    assert told.raw == 2
    assert [(part.key, part.raw) for part in told.parts] == [
        ("finish_forecast", date(2027, 3, 1)),
        ("finish_forecast", date(2027, 3, 8)),
    ]
    assert told.parts[0].label.endswith("as of 2026-08")
    assert {each.field for each in told.parts[0].inputs} >= {"projects.forecast_finish"}


def test_what_does_not_look_back_has_no_earlier_periods(periods: list[Assessed]) -> None:
    *past, now = periods
    assert Measures(now, "en_GB", tuple(past)).tree("P", "finish_forecast").parts == ()


def test_facts_name_the_periods_that_they_look_back_at(periods: list[Assessed]) -> None:
    *past, now = periods
    run = Figure(key="finish_moves_in_row", entity="P", value=2, unit=Unit.COUNT)
    assert Sources(now, past).of(run)[-1] == "inputs of 2026-08 to 2026-09, as of their own packs"
    assert "inputs of" not in Sources(now).of(run)[-1]


def test_a_point_of_a_milestone_trend_comes_from_its_own_period(periods: list[Assessed]) -> None:
    *past, now = periods
    sources = Sources(now, past)

    def point(period: str) -> Figure:
        return Figure(key="trends.milestone_date", entity="P", item=f"M/{period}", value=None, unit=Unit.DATE)

    assert sources.of(point("2026-08")) == ("inputs of 2026-08, as of its own pack",)
    assert sources.as_of(point("2026-08")) == "2026-08-31"
    (cell,) = sources.of(point("2026-10"))
    assert cell.startswith("milestones.csv")
    assert sources.as_of(point("2026-10")) == "2026-10-31"
