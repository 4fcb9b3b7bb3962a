"""Of several columns with one head: the one that is meant, the last that is filled; parts of a text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pmo_reports.model.tables import Portfolio

Given = Callable[..., Portfolio]
HEADS = ["Project", "Key", "Sprint", "Sprint", "Sprint"]
ROWS = [
    ["P-1", "A-1", "S1", "S2", None],
    ["P-1", "A-2", "S1", None, "S3"],
    ["P-1", "A-3", None, None, None],
]


def items(given: Given, part: Callable[..., dict[str, object]], **sprint: object) -> Portfolio:
    columns = {
        "project_id": {"aliases": ["Project"]},
        "item_id": {"aliases": ["Key"]},
        "sprint": {"aliases": ["Sprint"], **sprint},
    }
    return given(part("work_items", columns), HEADS, ROWS)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"multi": "first"}, ["S1", "S1", None]),
        ({"multi": "last"}, ["S2", "S3", None]),
        ({"multi": "list"}, ["S1; S2", "S1; S3", None]),
        ({"occurrence": 1}, ["S1", "S1", None]),
        ({"occurrence": 2}, ["S2", None, None]),
        ({"occurrence": -1}, [None, "S3", None]),
        ({"occurrence": -3}, ["S1", "S1", None]),
        ({"occurrence": 4}, [None, None, None]),
        ({"occurrence": -4}, [None, None, None]),
    ],
)
def test_sprints(
    given: Given,
    part: Callable[..., dict[str, object]],
    settings: dict[str, object],
    expected: list[str | None],
) -> None:
    found = items(given, part, **settings)
    assert [value if isinstance(value, str) else None for value in found["work_items"]["sprint"]] == expected
    assert [finding for finding in found.findings if finding.rule == "duplicate-column"] == []


def test_the_columns_that_are_not_meant_are_kept(
    given: Given, part: Callable[..., dict[str, object]]
) -> None:
    extras = items(given, part, occurrence=1).extras["work_items"]
    assert extras["Sprint"].iloc[:2].tolist() == ["S2", "S3"]


def test_a_value_that_came_from_the_last_column_leads_back_to_it(
    given: Given, part: Callable[..., dict[str, object]]
) -> None:
    columns = {
        "project_id": {"aliases": ["Project"]},
        "item_id": {"aliases": ["Key"]},
        "points": {"aliases": ["Points"], "multi": "last", "type": "number"},
    }
    rows = [["P-1", "A-1", "3", "many"]]
    found = given(part("work_items", columns), ["Project", "Key", "Points", "Points"], rows)
    [finding] = found.findings
    assert (finding.rule, finding.cell, finding.value) == ("not-a-number", "D2", "many")


def coded(given: Given, part: Callable[..., dict[str, object]], pattern: str, written: str) -> Portfolio:
    columns = {
        "project_id": {"aliases": ["Key"], "pattern": pattern},
        "item_id": {"aliases": ["Item"]},
    }
    return given(part("work_items", columns), ["Key", "Item"], [[written, "1"]])


def test_a_part_of_a_text(given: Given, part: Callable[..., dict[str, object]]) -> None:
    assert coded(given, part, r"^(.+?)-\d+$", "P-1-77")["work_items"]["project_id"].tolist() == ["P-1"]


def test_the_alternative_that_takes_part(given: Given, part: Callable[..., dict[str, object]]) -> None:
    assert len(coded(given, part, r"^x(\d)$|^(.+)$", "P-1")["work_items"]) == 1


def test_a_text_of_another_form_is_told(given: Given, part: Callable[..., dict[str, object]]) -> None:
    found = coded(given, part, r"^(\w+)/\d+$", "P-1")
    assert [(each.rule, each.cell) for each in found.findings] == [("not-of-the-form", "A2")]


def test_milliseconds_since_1970(given: Given, part: Callable[..., dict[str, object]]) -> None:
    columns = {
        "project_id": {"aliases": ["Project"]},
        "item_id": {"aliases": ["Key"]},
        "due_on": {"aliases": ["Due"], "type": "date"},
    }
    source = {**part("work_items", columns), "values": {"dates": ["epoch ms"]}}
    rows = [["P-1", "A-1", "1791590400000"], ["P-1", "A-2", 0], ["P-1", "A-3", "soon"]]
    found = given(source, ["Project", "Key", "Due"], rows)
    days = found["work_items"]["due_on"].dt.strftime("%Y-%m-%d").tolist()
    assert days[:2] == ["2026-10-10", "1970-01-01"]
    assert [finding.rule for finding in found.findings] == ["not-a-date"]


def test_blocks_with_heads_of_their_own(given: Given, part: Callable[..., dict[str, object]]) -> None:
    """An item may be called like a head; only the whole line of heads is none."""
    columns = {"project_id": {"aliases": ["Project"]}, "item_id": {"aliases": ["Key"]}}
    found = given(part("work_items", columns), ["Project", "Key"], [["P-1", "Key"]])
    assert found["work_items"]["item_id"].tolist() == ["Key"]


def test_a_cell_of_which_the_pattern_takes_nothing_is_passed_over(
    given: Given, part: Callable[..., dict[str, object]]
) -> None:
    found = items(given, part, multi="first", pattern="^S1$|^(.+)$")
    assert found["work_items"]["sprint"].iloc[:2].tolist() == ["S2", "S3"]
    cell = found.lineage.cell("work_items", found["work_items"].iloc[0].to_dict(), "sprint")
    assert cell is not None
    assert cell.cell == "D2"


def test_rows_in_which_nothing_is_filled_may_mean_something(
    given: Given, part: Callable[..., dict[str, object]]
) -> None:
    found = items(given, part, multi="first", otherwise="Backlog")
    assert found["work_items"]["sprint"].tolist() == ["S1", "S1", "Backlog"]
