"""Parents of tracker items: by id, else by a name that only one item has."""

from __future__ import annotations

from collections.abc import Callable

from pmo_reports.model.tables import Portfolio

HEADS = ["Project", "Key", "Parent", "Name"]


def parents(
    given: Callable[..., Portfolio], part: Callable[..., dict[str, object]], *rows: tuple[str | None, ...]
) -> list[str | None]:
    columns = {
        "project_id": {"aliases": ["Project"]},
        "item_id": {"aliases": ["Key"]},
        "parent_id": {"aliases": ["Parent"]},
        "summary": {"aliases": ["Name"]},
    }
    found = given(part("work_items", columns), HEADS, [list(row) for row in rows])["work_items"]["parent_id"]
    return [each if isinstance(each, str) else None for each in found]


def test_a_name_becomes_the_id(
    given: Callable[..., Portfolio], part: Callable[..., dict[str, object]]
) -> None:
    rows = (("P-1", "1", None, "Works"), ("P-1", "2", "Works", "Trench"), ("P-1", "3", "2", "Dig"))
    assert parents(given, part, *rows) == [None, "1", "2"]


def test_a_name_of_two_items_stays_as_it_is(
    given: Callable[..., Portfolio], part: Callable[..., dict[str, object]]
) -> None:
    rows = (("P-1", "1", None, "Works"), ("P-1", "2", None, "Works"), ("P-1", "3", "Works", "Dig"))
    assert parents(given, part, *rows) == [None, None, "Works"]


def test_an_item_of_another_project_is_no_parent(
    given: Callable[..., Portfolio], part: Callable[..., dict[str, object]]
) -> None:
    rows = (("P-2", "1", None, "Works"), ("P-1", "3", "Works", "Dig"))
    assert parents(given, part, *rows) == [None, "Works"]


def test_an_id_of_the_tool_becomes_the_key(
    given: Callable[..., Portfolio], part: Callable[..., dict[str, object]]
) -> None:
    columns = {
        "project_id": {"aliases": ["Project"]},
        "item_id": {"aliases": ["Key"]},
        "parent_id": {"aliases": ["Epic", "Parent id"], "multi": "first", "refers": "Issue id"},
    }
    heads = ["Project", "Key", "Issue id", "Epic", "Parent id"]
    rows = [
        ["P-1", "A-1", "101", None, None],
        ["P-1", "A-2", "102", None, "101"],
        ["P-1", "A-3", "103", "A-1", "102"],
        ["P-1", "A-4", "104", None, "99"],
    ]
    found = given(part("work_items", columns), heads, rows)
    items = found["work_items"].set_index("item_id")["parent_id"].dropna()
    assert items.to_dict() == {"A-2": "A-1", "A-3": "A-1", "A-4": "99"}


def test_a_subtask_is_in_its_parents_project(
    given: Callable[..., Portfolio], part: Callable[..., dict[str, object]]
) -> None:
    columns = {
        "project_id": {"aliases": ["Project"], "inherits": ["Parent", "Name"], "required": True},
        "item_id": {"aliases": ["Key"]},
    }
    rows = [
        ["P-1", "1", None, "Works"],
        [None, "2", "Trench", "Dig"],
        ["P-2", "3", None, "Paint"],
        [None, "4", "Works", "Trench"],
        [None, "5", "Twice", "Whose is it?"],
        ["P-1", "6", None, "Twice"],
        ["P-2", "7", None, "Twice"],
        [None, "8", None, "Nobody's"],
    ]
    found = given(part("work_items", columns), HEADS, rows)
    assert dict(found["work_items"][["item_id", "project_id"]].to_numpy().tolist()) == {
        "1": "P-1",
        "2": "P-1",
        "3": "P-2",
        "4": "P-1",
        "6": "P-1",
        "7": "P-2",
    }
    assert [each.cell for each in found.findings if each.rule == "missing-value"] == ["A6", "A9"]
