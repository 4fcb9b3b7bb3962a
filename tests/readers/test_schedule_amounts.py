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
