"""Finishes and milestones from report to report; the P6 series whose every file calls itself its baseline."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pmo_reports import metrics
from pmo_reports.metrics import schedule, schedule_movement
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.measures import Measurements, index
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Portfolio
from tests.metrics.network_fixture import corpus_tables
from tests.readers.reading_fixture import CORPUS
from tests.readers.schedule_fixture import Plans
from tests.strategies import Row, portfolio, rows, settings

FAMILY = {
    **index(schedule_movement),
    **{key: index(schedule)[key] for key in ("finish_slip", "finish_forecast")},
}


def reported(*each: Portfolio) -> list[Measurements]:
    """The measures of reports in a row, each with those before it."""
    past: tuple[Assessed, ...] = ()
    for tables in each:
        basis = metrics.basis(tables, settings(), tables.period, past)
        found = metrics.measured(basis, FAMILY)
        now = Assessed(
            period=tables.period,
            status_date=basis.status_date,
            portfolio=tables,
            measurements=found,
            assessments={},
        )
        past = (*past, now)
    return [period.measurements for period in past]


def report(month: int, finish: str | None, *milestones: Row) -> Portfolio:
    project = rows(project_id=["P"], level="project", forecast_finish=finish, baseline_finish=finish)
    named = [{"project_id": "P", "is_key": True, **each} for each in milestones]
    return portfolio(Period(2026, month), projects=project, milestones=named)


def test_a_baseline_that_moves_along_hides_no_slip_since_the_first_report() -> None:
    found = reported(
        report(8, None), report(9, "2026-12-01"), report(10, "2026-12-14"), report(11, "2026-12-15")
    )
    assert [each.value("P", "finish_slip") for each in found] == [None, 0, 0, 0]
    assert [each.value("P", "finish_slip_first") for each in found] == [None, 0, 9, 10]
    assert [each.value("P", "finish_slip_first_calendar") for each in found] == [None, 0, 13, 14]
    assert [each.value("P", "finish_slip_last") for each in found] == [None, None, 9, 1]
    assert found[-1].value("P", "finish_first") == date(2026, 12, 1)


def milestone(name: str, forecast: str | None, **more: object) -> Row:
    return {"milestone_id": name, "forecast_date": forecast, "baseline_date": "2026-10-01", **more}


def test_key_milestones_are_held_against_the_last_report() -> None:
    first = report(9, None, milestone("M", "2026-11-02"), milestone("N", "2026-11-02"))
    then = report(
        10, None, milestone("M", "2026-11-04"), milestone("N", "2026-11-02"), milestone("new", "2027-01-01")
    )
    assert [each.value("P", "key_milestone_slip_last") for each in reported(first, then)] == [None, 2]


def test_never_updated_is_a_forecast_that_has_passed_and_was_the_same_before() -> None:
    first = report(
        9, None, milestone("M", "2026-10-05"), milestone("N", "2026-10-06"), milestone("O", "2026-10-06")
    )
    then = report(
        10,
        None,
        milestone("M", "2026-10-05"),
        milestone("N", "2026-10-07"),
        milestone("O", "2026-10-06", actual_date="2026-10-06"),
    )
    found = reported(first, then)
    assert [each.value("P", "never_updated_milestones") for each in found] == [0, 1]
    assert [each.value("P", "milestones_past_baseline") for each in found] == [0, 2]
    assert reported(then)[0].value("P", "never_updated_milestones") == 2
    assert reported(report(10, None, milestone("M", None)))[0].value("P", "never_updated_milestones") is None


FACTS: dict[str, Any] = (
    json.loads((CORPUS / "EXPECTED.json").read_text(encoding="utf-8")) if CORPUS.is_dir() else {}
)


@pytest.mark.slow
@pytest.mark.skipif(not FACTS, reason="the corpus of real files is not beside this repository")
def test_s10_s11_s12_move_their_finish_though_each_is_its_own_baseline(corpus: Plans) -> None:
    told = FACTS["series_s10_s11_s12"]["snapshots"]
    series = []
    for at, month in enumerate((9, 11, 12)):
        tables = corpus_tables(corpus, told[at]["file"][:3])
        own = {name: rows_.assign(project_id="P") for name, rows_ in tables.items()}
        own["milestones"] = own["milestones"].head(0)  # the schedule alone says when it finishes
        made = portfolio(Period(2025, month), projects=rows(project_id=["P"], level="project"))
        series.append(replace(made, tables={**made.tables, **own}))
    found = reported(*series)
    assert [each.value("P", "finish_forecast") for each in found] == [
        date(2026, 1, 9),
        date(2026, 2, 17),
        date(2026, 2, 20),
    ]
    assert [f"{each.value('P', 'finish_forecast')} 17:00" for each in found] == [
        each["finish"] for each in told
    ]
    slips = [each.value("P", "finish_slip_first_calendar") for each in found]
    assert slips == [each["finish_slip_days_vs_first"] for each in told] == [0, 39, 42]
    assert [each.value("P", "finish_slip_first") for each in found] == [0, 27, 30]
    assert [each.value("P", "finish_slip_last") for each in found] == [None, 27, 3]
    assert [each.value("P", "finish_slip") for each in found] == [0, 0, 0]
