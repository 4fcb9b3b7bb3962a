from typing import Any

import pytest

from pmo_reports.readers.schedule_amounts import stated


def amounts(*tasks: dict[str, Any], **kinds: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list(stated({"tasks": list(tasks), **kinds})["tasks"])


def test_all_nought_is_nothing_stated() -> None:
    assert amounts({"Cost": 0.0, "Baseline Cost": 0.0}, {"Cost": None, "Baseline Cost": 0.0}) == [
        {"Cost": None, "Baseline Cost": None},
        {"Cost": None, "Baseline Cost": None},
    ]


def test_nought_is_nought_where_others_have_some() -> None:
    assert [task["Cost"] for task in amounts({"Cost": 0.0}, {"Cost": 500.0}, {"Cost": None})] == [
        0,
        500,
        None,
    ]


def test_nothing_spent_yet_is_nought_in_a_plan_with_costs() -> None:
    [task] = amounts({"Cost": 500.0, "Actual Cost": 0.0, "Remaining Cost": 500.0, "Baseline Cost": 0.0})
    assert task == {"Cost": 500.0, "Actual Cost": 0.0, "Remaining Cost": 500.0, "Baseline Cost": None}


def test_an_amount_of_an_assignment_speaks_for_the_tasks() -> None:
    assert amounts({"Work": 0.0}, assignments=[{"Work": 8.0}]) == [{"Work": 0.0}]


@pytest.mark.parametrize("name", ["Percentage Complete", "Duration", "Total Slack"])
def test_what_is_no_amount_stays(name: str) -> None:
    assert amounts({name: 0.0}) == [{name: 0.0}]


def test_what_a_form_leaves_out_because_it_is_nought_is_nought() -> None:
    begun = {"Cost": 900.0, "Actual Cost": 300.0, "Remaining Cost": 600.0}
    open_ = {"Cost": 500.0, "Actual Cost": None, "Remaining Cost": None}
    done = {"Cost": 400.0, "Actual Cost": 400.0, "Remaining Cost": None}
    assert amounts(begun, open_, done) == [
        begun,
        {"Cost": 500.0, "Actual Cost": 0.0, "Remaining Cost": 500.0},
        {"Cost": 400.0, "Actual Cost": 400.0, "Remaining Cost": 0.0},
    ]


def test_a_form_that_never_says_what_was_spent_is_not_completed() -> None:
    planned = {"Work": 8.0, "Actual Work": None}
    assert amounts(planned, {"Work": 16.0, "Actual Work": None})[0] == planned


def activity(**more: object) -> dict[str, Any]:
    empty = dict.fromkeys(("Baseline_Start", "Baseline_Finish", "Baseline_Duration", "Actual_Finish"))
    told = {**empty, "Duration": 5.0, "Remaining_Duration": None, **more}
    return {name.replace("_", " "): value for name, value in told.items()}


def test_nothing_is_left_of_what_is_finished_or_takes_no_time() -> None:
    tasks = (activity(Actual_Finish="2026-10-01T17:00"), activity(Duration=0.0), activity())
    assert [task["Remaining Duration"] for task in amounts(*tasks)] == [0.0, 0.0, None]


def test_a_baseline_within_a_moment_takes_no_time() -> None:
    noon, evening = "2026-10-01T12:00", "2026-10-01T17:00"
    tasks = (
        activity(Baseline_Start=noon, Baseline_Finish=noon),
        activity(Baseline_Start=noon, Baseline_Finish=evening),
        activity(),
    )
    assert [task["Baseline Duration"] for task in amounts(*tasks)] == [0.0, None, None]


def test_a_milestone_has_no_hours() -> None:
    work = {"Baseline Work": 0.0, "Work": 0.0, "Actual Work": 0.0, "Percentage Work Complete": 0.0}
    [milestone, _] = amounts({"Kind": "milestone", **work}, {"Kind": "task", **work, "Work": 8.0})
    assert set(milestone.values()) == {"milestone", None}
