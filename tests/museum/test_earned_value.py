"""ProTrack: a project file and its flat twins hold the same activities, progress and earned value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path

import pandas as pd
import pytest

from pmo_reports import metrics, pipeline
from pmo_reports.metrics.task_value import activities, earned_values
from pmo_reports.metrics.value_doubts import value_doubts
from pmo_reports.model.period import Period
from pmo_reports.model.tables import PROVENANCE, Portfolio
from tests.normalise.preset_fixture import portfolio_of
from tests.readers import protrack_fixture
from tests.readers.protrack_fixture import listed, period, relation

HEADS = "id,name,baseline_start,baseline_finish,baseline_hours,fixed_cost,variable_cost,bac"
ROWS = ('007,"Dig, ""north""",2026-03-04 08:00:00,2026-04-03 17:00:00,12.0,0.5,2400.25,2400.75',)


def test_activities_and_their_project(tmp_path: Path) -> None:
    content = "\n".join((HEADS, *ROWS)).encode()
    found = portfolio_of(
        tmp_path / "w", "protrack-flat", "2026-10", {"1_C1_Harbour Light_activities.csv": content}
    )
    [task] = found["tasks"].to_dict("records")
    assert (task["project_id"], task["task_id"], task["name"]) == ("harbour-light", "007", 'Dig, "north"')
    assert (str(task["baseline_start"]), str(task["baseline_finish"])) == (
        "2026-03-04 08:00:00",
        "2026-04-03 17:00:00",
    )
    assert (task["baseline_hours"], task["baseline_days"], str(task["baseline_cost"])) == (
        12,
        1.5,
        "2400.7500",
    )


NAMES = {1: 'Dig, "north" & Zürich', 2: "=SUM(A1) as text", 3: "0042", 4: "-5 °C, credit"}
ACTIVITIES = (
    protrack_fixture.activity(1, "021120260800", 16, fixed=100, per_hour=10),
    protrack_fixture.activity(2, "041120260800", 20, fixed=50),
    protrack_fixture.activity(3, "091120261300", 0),
    protrack_fixture.activity(4, "101120260800", 12, per_hour=-2.5),
)
DUG = (1, "031120260800", 20, 0, -5, 1)
PERIODS = (
    period("Week 45, 2026", "061120261700", DUG, (2, "0", 0, 20, 0, 0)),
    period("Week 46, 2026", "131120261700", DUG, (2, "091120260800", 8, 16, 0, 0.3)),
    period(
        "Week 47, 2026",
        "201120261700",
        DUG,
        (2, "091120260800", 24, 0, 12.5, 1),
        (4, "161120260800", 4, 8, 0, 0.3333),
    ),
)
PROJECT = protrack_fixture.project(
    ACTIVITIES,
    listed("Relations", relation(1, 2) + relation(2, 3, kind=0, lag=-8) + relation(3, 4, lag=4)),
    # two of a crew at 5 an hour, and 40 of a material at 2, however long it takes
    listed("Resources", protrack_fixture.resource(1, 0, 5) + protrack_fixture.resource(2, 0, 2, renewable=0)),
    listed(
        "ResourceAssignments",
        protrack_fixture.assignment(2, 1, 2) + protrack_fixture.assignment(2, 2, 40, fixed=1),
    ),
    listed("TrackingList", "".join(PERIODS)),
    name="Häfen Ost",
)
FLAT_ACTIVITIES = f"""{HEADS}
1,"Dig, ""north"" & Zürich",2026-11-02 08:00:00,2026-11-03 17:00:00,16.0,100.0,160.0,260.0
2,=SUM(A1) as text,2026-11-04 08:00:00,2026-11-09 12:00:00,20.0,130.0,200.0,330.0
3,0042,2026-11-09 13:00:00,2026-11-09 13:00:00,0.0,0.0,0.0,0.0
4,"-5 °C, credit",2026-11-10 08:00:00,2026-11-11 12:00:00,12.0,0.0,-30.0,-30.0
"""
"""By hand: the second activity rests on Friday 6 November, a holiday."""
TRACKED = (
    "period,status_date,activity_id,actual_start,actual_hours,remaining_hours,percent_complete,actual_cost"
)
FLAT_TRACKING = f"""{TRACKED}
"Week 45, 2026",2026-11-06 17:00:00,1,2026-11-03 08:00:00,20.0,0.0,1.0,295.0
"Week 46, 2026",2026-11-13 17:00:00,1,2026-11-03 08:00:00,20.0,0.0,1.0,295.0
"Week 46, 2026",2026-11-13 17:00:00,2,2026-11-09 08:00:00,8.0,16.0,0.3,210.0
"Week 47, 2026",2026-11-20 17:00:00,1,2026-11-03 08:00:00,20.0,0.0,1.0,295.0
"Week 47, 2026",2026-11-20 17:00:00,2,2026-11-09 08:00:00,24.0,0.0,1.0,382.5
"Week 47, 2026",2026-11-20 17:00:00,4,2026-11-16 08:00:00,4.0,8.0,0.3333,-10.0
"""
LACKS = {
    "tasks": "parent_id wbs outline_level position kind calendar_id actual_start actual_finish percent_kind "
    "percent_complete actual_cost remaining_cost remaining_days",
    "task_progress": "actual_finish remaining_cost",
}
"""What the flat files have no column for; the state of a task is that of its last tracking period."""
MONEY = ("currency", "fx_rate")


def named(project: bytes) -> bytes:
    """The project file with its activities' own names."""
    for number, name in NAMES.items():
        project = project.replace(f"Activity {number}<".encode(), f"{escape(name)}<".encode())
    return project


def american(project: bytes) -> bytes:
    """The same with the month before the day."""
    turned = re.sub(rb">(\d\d)(\d\d)(\d{8})<", rb">\2\1\3<", project)
    return turned.replace(b"d/MM/yyyy", b"M/d/yyyy")


FORMS: Mapping[str, Mapping[str, bytes]] = {
    "day first": {"ost.p2x": named(PROJECT)},
    "month first": {"ost.p2x": american(named(PROJECT))},
    "flat": {
        "1_C1_Häfen Ost_activities.csv": FLAT_ACTIVITIES.encode(),
        "1_C1_Häfen Ost_tracking.csv": FLAT_TRACKING.encode(),
    },
}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Portfolio]:
    return {
        form: portfolio_of(tmp_path_factory.mktemp("ost") / "w", preset_of(form), "2026-11", files)
        for form, files in FORMS.items()
    }


def preset_of(form: str) -> str:
    return "protrack-flat" if form == "flat" else "protrack"


@pytest.mark.parametrize("table", LACKS)
def test_the_flat_twins_hold_the_same(shown: Mapping[str, Portfolio], table: str) -> None:
    left_out = {*LACKS[table].split(), *MONEY, *PROVENANCE}
    flat, whole = (
        shown["flat"][table],
        activities(shown["day first"][table]) if table == "tasks" else begun(shown),
    )
    columns = [name for name in whole.columns if name not in left_out]
    one, other = (each.sort_values([*KEYS[table]])[columns].reset_index(drop=True) for each in (flat, whole))
    pd.testing.assert_frame_equal(one, other, check_exact=True)


KEYS = {"tasks": ("task_id",), "task_progress": ("status_date", "task_id")}


def begun(shown: Mapping[str, Portfolio]) -> pd.DataFrame:
    """The flat twin lists what has begun alone."""
    progress = shown["day first"]["task_progress"]
    return progress[progress["actual_start"].notna()]


@pytest.mark.parametrize("form", FORMS)
def test_earned_value_by_hand_in_every_form(shown: Mapping[str, Portfolio], form: str) -> None:
    weeks = earned_values(shown[form].tables)[["earned_value", "actual_cost", "budget_at_completion"]]
    assert weeks.round(3).to_numpy().tolist() == [[260, 295, 560], [450, 505, 560], [580.001, 667.5, 560]]


def test_the_order_of_day_and_month_changes_nothing(shown: Mapping[str, Portfolio]) -> None:
    for table in ("tasks", "task_progress", "task_links", "assignments", "calendar_exceptions", "schedules"):
        pd.testing.assert_frame_equal(shown["month first"][table], shown["day first"][table])


def test_links_are_in_the_project_file_alone(shown: Mapping[str, Portfolio]) -> None:
    links = shown["day first"]["task_links"][["predecessor_id", "successor_id", "kind", "lag_days"]]
    assert links.to_numpy().tolist() == [["1", "2", "FS", 0], ["2", "3", "SS", -1], ["3", "4", "FS", 0.5]]
    assert shown["flat"]["task_links"].empty


@pytest.mark.parametrize("form", FORMS)
def test_flat_files_say_that_they_have_no_calendar(tmp_path: Path, form: str) -> None:
    workspace = tmp_path / "w"
    portfolio = portfolio_of(workspace, preset_of(form), "2026-11", FORMS[form])
    basis = metrics.basis(portfolio, pipeline.configured(workspace), Period(2026, 11))
    told = [(each.rule, each.entity, each.file) for each in value_doubts(basis)]
    files = ["inputs/2026-11/1_C1_Häfen Ost_activities.csv"] if form == "flat" else []
    assert told == [("no-calendar", "hafen-ost", file) for file in files]
