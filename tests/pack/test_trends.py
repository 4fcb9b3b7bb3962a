"""Trends by hand: a milestone trend of six reports, states month by month, drift, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from pmo_reports.model.assessed import Assessed
from pmo_reports.model.charts import Emphasis, MilestoneTrend
from pmo_reports.model.figures import Figure, Sentence, Unit
from pmo_reports.model.pack import ChartBlock, Chip, Facts, PackModel, Section, TableBlock
from pmo_reports.model.period import Period
from pmo_reports.model.rag import Rag
from pmo_reports.pack.axes import date_axis
from pmo_reports.render.formats import sentence_text
from tests.pack.outlook_fixture import measured
from tests.pack.portfolio_fixture import GROUPS, STATES, assessed, composed, project_rows
from tests.pack.text_fixture import said

MONTHS = ("2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10")
UNITS = {
    **dict.fromkeys(
        ("finish_moves_in_row", "finish_moves", "milestone_moves", "eac_moves_in_row", "finish_judged_1"),
        Unit.COUNT,
    ),
    **dict.fromkeys(
        (
            "finish_drift_days",
            "finish_drift_rate",
            "milestone_drift_days",
            "finish_bias_1",
            "finish_spread_1",
        ),
        Unit.DAYS,
    ),
    **dict.fromkeys(("finish_by_trend", "finish_forecast"), Unit.DATE),
}
DRIFT = {
    "atlas": {
        "finish_moves_in_row": 4,
        "finish_drift_days": 63,
        "finish_drift_rate": 15.75,
        "finish_by_trend": pd.Timestamp("2027-06-01"),
        "finish_forecast": pd.Timestamp("2027-01-20"),
        "milestone_moves": 3,
        "milestone_drift_days": 20,
        "eac_moves_in_row": 2,
        "finish_judged_1": 5,
        "finish_bias_1": 12.6,
        "finish_spread_1": 14.0,
    },
    "beacon": {
        "finish_moves_in_row": 2,
        "finish_drift_days": 5,
        "milestone_moves": 1,
        "milestone_drift_days": 5,
    },
    "cedar": {"finish_moves_in_row": 0, "finish_drift_days": 0, "milestone_moves": 0},
}
# Mondays. Atlas' go-live slips by a week, a week and two weeks; its test is done in August.
GO_LIVE = ("2026-11-02", "2026-11-02", "2026-11-09", "2026-11-16", "2026-11-16", "2026-11-30")
TEST = ("2026-08-03", "2026-08-10", "2026-08-17", "2026-08-24", "2026-08-24", "2026-08-24")
DESIGN = ("2026-12-07", "2026-12-07", "2026-12-07", "2026-12-07", "2026-12-07", "2026-12-14")
DONE = 3  # the report in which the test is done


def milestone(entity: str, key: str, name: str, day: str, *, done: bool = False) -> dict[str, Any]:
    dates = {"forecast_date": pd.Timestamp(day), "actual_date": pd.Timestamp(day) if done else None}
    return {"project_id": entity, "milestone_id": key, "name": name, "is_key": True, **dates}


def report(at: int, states: Mapping[str, Rag] = STATES, without: Iterable[str] = ()) -> Assessed:
    rows = [
        milestone("atlas", "m-a", "Go live", GO_LIVE[at]),
        milestone("atlas", "m-t", "Test", TEST[at], done=at >= DONE),
        milestone("beacon", "m-d", "Design", DESIGN[at]),
        milestone("cedar", "m-c", "Move", "2027-02-01"),
    ]
    projects = [row for row in project_rows() if row["project_id"] not in set(without)]
    tables = {"projects": [*GROUPS, *projects], "milestones": rows}
    return assessed(period=MONTHS[at], rows=tables, states=states)


def pack(
    reports: Iterable[Assessed] | None = None, given: Mapping[str, Mapping[str, Any]] = DRIFT, **more: object
) -> PackModel:
    every = [report(at) for at in range(len(MONTHS))] if reports is None else list(reports)
    *past, now = every
    return composed(measured(now, UNITS, given), tuple(past), sections=("trends", "method"), **more)


def trends(model: PackModel) -> Section:
    return next(section for section in model.sections if section.kind == "trends")


def chart(section: Section) -> MilestoneTrend:
    block = section.blocks["milestones"]
    assert isinstance(block, ChartBlock)
    assert isinstance(block.chart, MilestoneTrend)
    return block.chart


def table(section: Section, name: str) -> TableBlock:
    block = section.blocks[name]
    assert isinstance(block, TableBlock)
    return block


def days(points: tuple[Figure, ...]) -> list[str | None]:
    return [None if point.value is None else str(point.value) for point in points]


def marks(block: TableBlock, row: int) -> list[str]:
    cells = zip(block.columns, block.rows[row].cells, strict=True)
    states = [cell for column, cell in cells if column.key.startswith("state_")]
    return [cell.rag.value if isinstance(cell, Chip) else str(cell) for cell in states]


def test_the_worst_movers_are_drawn_one_of_each_project_first() -> None:
    drawn = chart(trends(pack()))
    assert [line.name for line in drawn.lines] == ["Atlas: Go live", "Atlas: Test (done)", "Beacon: Design"]
    assert drawn.categories[0] == "May 26"
    assert days(drawn.lines[0].points) == list(GO_LIVE)
    assert drawn.lines[0].emphasis is Emphasis.ALERT


def test_a_line_ends_where_its_milestone_is_done() -> None:
    test = chart(trends(pack())).lines[1]
    assert days(test.points) == [*TEST[: DONE + 1], None, None]


def test_the_line_of_status_dates_says_when_a_milestone_is_done() -> None:
    drawn = chart(trends(pack()))
    assert days(drawn.done.points)[:2] == ["2026-05-31", "2026-06-30"]
    met = drawn.lines[1].points[DONE].value
    assert isinstance(met, date)
    assert met <= drawn.done.points[DONE].value  # type: ignore[operator]


def test_a_month_that_nobody_reported_is_a_gap_with_its_name() -> None:
    section = trends(pack(report(at) for at in (0, 1, 3, 4, 5)))
    drawn = chart(section)
    assert len(drawn.categories) == 6
    assert days(drawn.lines[0].points)[2] is None
    assert str(drawn.done.points[2].value) == "2026-07-31"
    assert marks(table(section, "states"), 0) == ["R", "R", "?", "R", "R", "R"]


def test_months_before_a_project_began_are_empty() -> None:
    late = [report(at, without=["atlas"]) for at in range(2)] + [report(at) for at in range(2, 6)]
    assert marks(table(trends(pack(late)), "states"), 0) == ["", "", "R", "R", "R", "R"]


def test_the_worst_and_then_the_most_moved_stand_first() -> None:
    moved = {**STATES, "delta": Rag.AMBER}
    reports = [report(at, moved if at in (1, 3) else STATES) for at in range(6)]
    states = table(trends(pack(reports)), "states")
    names = [getattr(row.cells[0], "text", row.cells[0]) for row in states.rows]
    assert names == ["Atlas", "Beacon", "Delta", "Cedar"]
    assert [row.cells[-1].value for row in states.rows] == [0, 0, 4, 0]  # type: ignore[union-attr]


def test_no_more_than_twelve_periods_are_shown() -> None:
    first = Period.parse("2025-10")
    reports = [
        assessed(period=first.shifted(at).id, rows={"projects": [*GROUPS, *project_rows()]})
        for at in range(13)
    ]
    states = table(trends(pack(reports)), "states")
    assert len([column for column in states.columns if column.key.startswith("state_")]) == 12


def test_the_title_names_the_longest_run() -> None:
    said = sentence_text(trends(pack()).title, "en_GB").replace("\N{NO-BREAK SPACE}", " ")
    assert said == "The finish of Atlas has moved 4 months in a row, 63 days in all; 2 of 3 projects drift"


def test_a_quiet_portfolio_says_so() -> None:
    still = {"atlas": {"finish_moves_in_row": 0, "milestone_moves": 0}}
    section = trends(pack(given=still))
    assert sentence_text(section.title, "en_GB") == "None of 1 project drifts"
    assert table(section, "drift").rows == ()
    assert "milestones" not in section.blocks


def test_drift_says_from_when_to_when_and_where_it_would_end() -> None:
    reports = [report(at) for at in range(6)]
    before = measured(reports[1], UNITS, {"atlas": {"finish_forecast": pd.Timestamp("2026-10-23")}})
    drift = table(trends(pack([reports[0], before, *reports[2:]])), "drift")
    cells = drift.rows[0].cells
    assert [str(cell.value) for cell in cells[1:] if isinstance(cell, Figure)] == [  # type: ignore[union-attr]
        "2026-10-23",
        "2027-01-20",
        "4",
        "63",
        "15.75",
        "2027-06-01",
    ]
    assert cells[1].item == "2026-06"  # type: ignore[union-attr]
    assert len(drift.rows) == 2


def test_accuracy_is_by_project_and_by_person_only_where_it_is_asked_for() -> None:
    blocks = trends(pack()).blocks
    assert [row.cells[0] for row in table(trends(pack()), "accuracy").rows] == ["Atlas"]
    assert "managers" not in blocks
    now = report(5)
    told = pd.DataFrame(
        [
            {
                "entity_id": "all",
                "manager": "Ann",
                "projects": 3,
                "judged_1": 3,
                "bias_1": 6.7,
                "spread_1": 5.0,
            },
            {"entity_id": "all", "manager": "Zoe", "projects": 2, "judged_1": 5, "bias_1": 60.0},
            {"entity_id": "all", "manager": "Ben", "projects": 1, "judged_1": 1},
            {"entity_id": "works", "manager": "Eve", "projects": 1, "judged_1": 9, "bias_1": 1.0},
        ]
    )
    found = measured(now, UNITS, DRIFT)
    found = replace(found, measurements=replace(found.measurements, managers=told))
    model = composed(found, tuple(report(at) for at in range(5)), sections=("trends", "method"))
    assert [row.cells[0] for row in table(trends(model), "managers").rows] == ["Ann", "Zoe"]


def test_the_method_page_says_how_drift_and_accuracy_are_found() -> None:
    (method,) = (section for section in pack().sections if section.kind == "method")
    block = method.blocks["choices"]
    assert isinstance(block, Facts)
    told = {label: said(cell) for label, cell in block.pairs if isinstance(cell, Sentence)}
    assert told["Drift"].startswith("of up to 6 periods before; no pace and no extrapolation of fewer than 3")
    assert told["Forecasts of the finish"].startswith("held against what was known 1, 3 and 6 months later")
    assert told["Forecasts of the finish"].endswith("told by project, not by person")


def test_one_period_has_no_trends_and_the_method_page_says_so() -> None:
    model = pack([report(5)])
    assert [section.kind for section in model.sections] == ["method"]
    assert "Trends are left out: they take two periods" in sentence_text(model.sections[0].lead, "en_GB")


def test_a_portfolio_without_dates_has_states_alone() -> None:
    none = {"projects": [*GROUPS, *project_rows()]}
    section = trends(pack([assessed(period=MONTHS[at], rows=none) for at in (4, 5)], given={}))
    assert sentence_text(section.title, "en_GB") == "States of 4 projects over 2 periods"
    assert "milestones" not in section.blocks
    assert "accuracy" not in section.blocks


def test_a_one_pager_has_its_strip_and_its_drift() -> None:
    reports = [report(at) for at in range(6)]
    model = composed(measured(reports[-1], UNITS, DRIFT), tuple(reports[:-1]), sections=("one_pager",))
    atlas, cedar = (next(s for s in model.sections if s.entity == name) for name in ("atlas", "cedar"))
    said = sentence_text(atlas.blocks["drift"], "en_GB").replace("\N{NO-BREAK SPACE}", " ")  # type: ignore[arg-type]
    assert said == "The finish has moved 4 months in a row, 63 days in all."
    assert "drift" not in cedar.blocks
    assert marks(table(cedar, "history"), 0) == ["G"] * 6


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        (date(2026, 10, 20), date(2026, 12, 1), ("Oct 26", "Nov 26", "Dec 26")),
        (
            date(2026, 5, 1),
            date(2027, 9, 29),
            ("Apr 26", "Jul 26", "Oct 26", "Jan 27", "Apr 27", "Jul 27", "Oct 27"),
        ),
        (date(2026, 10, 20), date(2026, 10, 20), ("Oct 26", "Nov 26")),
    ],
)
def test_an_axis_of_dates_has_evenly_spaced_ticks_in_the_middle_of_months(
    first: date, last: date, names: tuple[str, ...]
) -> None:
    axis = date_axis([last, first], "en_GB")
    assert axis.names == names
    assert axis.days[0] <= first.toordinal()
    assert axis.days[-1] >= last.toordinal()
    middles = [date.fromordinal(int(day)).day for day in axis.days]
    assert all(12 <= day <= 18 for day in middles)
