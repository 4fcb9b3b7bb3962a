"""Flat files of ProTrack: the project is known by the name of the file, to the last decimal."""

from __future__ import annotations

from pathlib import Path

from tests.normalise.preset_fixture import portfolio_of

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
