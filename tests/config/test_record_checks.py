"""Mistakes in the settings for records that are no rows of a grid."""

from __future__ import annotations

from typing import Any

import pytest

from pmo_reports.config.source_checks import source_mistakes
from pmo_reports.config.sources import Source

JOIN = {"idList": {"entries": "lists"}}
PAIRS = {"fields": {"name": "name", "value": ["value"]}}


def mistakes(reader: str, column: dict[str, Any] | None = None, **part: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    columns = {"item_id": column or {}}
    parts = {"items": {"table": "work_items", "columns": columns, **part}}
    source = Source.model_validate({"reader": reader, "files": "inputs/x", "parts": parts})
    return [(".".join(map(str, each.keys)), each.message) for each in source_mistakes(source)]


@pytest.mark.parametrize(
    ("reader", "part"),
    [
        ("json", {}),
        ("json", {"rows": "data.boards.items", "joins": JOIN, "pairs": PAIRS}),
        ("json", {"rows": "_embedded.elements"}),
        ("xml", {"rows": "channel/item", "pairs": PAIRS}),
        ("csv", {}),
        ("schedule", {"rows": "tasks"}),
    ],
)
def test_what_is_right(reader: str, part: dict[str, Any]) -> None:
    assert mistakes(reader, **part) == []


@pytest.mark.parametrize(
    ("reader", "part", "place", "words"),
    [
        ("csv", {"rows": "issues"}, "rows", "not for"),
        ("workbook", {"joins": JOIN}, "joins", "only"),
        ("xml", {"rows": "a/b", "joins": JOIN}, "joins", "`reader: json` only"),
        ("csv", {"pairs": PAIRS}, "pairs", "`reader: json` and `reader: xml` only"),
        ("json", {"rows": "issues[*]"}, "rows", "no way"),
        ("json", {"rows": "a..b"}, "rows", "no way"),
        ("json", {"rows": "channel/item"}, "rows", "no way"),
        ("xml", {"rows": "//item"}, "rows", "no way"),
        ("xml", {}, "rows", "missing"),
        ("json", {"joins": {"idList": {"entries": "[lists]"}}}, "joins.idList.entries", "no way"),
    ],
)
def test_what_is_wrong(reader: str, part: dict[str, Any], place: str, words: str) -> None:
    [(where, message)] = mistakes(reader, **part)
    assert where == f"parts.items.{place}"
    assert words in message


@pytest.mark.parametrize(
    ("column", "setting"),
    [
        ({"occurrence": 1, "multi": "last"}, "occurrence"),
        ({"pattern": "(a"}, "pattern"),
        ({"pattern": "abc"}, "pattern"),
        ({"filename": "abc"}, "filename"),
    ],
)
def test_columns(column: dict[str, Any], setting: str) -> None:
    [(where, _)] = mistakes("csv", column)
    assert where == f"parts.items.columns.item_id.{setting}"


def test_a_key_that_refers_to_others() -> None:
    [(place, message)] = mistakes("csv", {"refers": "Issue id"})
    assert place == "parts.items.columns.item_id.refers"
    assert "the key itself" in message


def test_a_zone_that_is_none() -> None:
    values = {"zone": "Europe/Atlantis"}
    source = Source.model_validate({"reader": "csv", "files": "inputs/x", "values": values, "parts": {}})
    assert "there is no time zone 'Europe/Atlantis'" in [each.message for each in source_mistakes(source)]
