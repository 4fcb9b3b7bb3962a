"""Pages of one search: read together, and told where one is missing."""

from __future__ import annotations

import json

import pytest

from tests.readers.reading_fixture import Desk, part


def told(desk: Desk, *pages: dict[str, object], rows: str = "items") -> list[str]:
    for number, page in enumerate(pages):
        desk.put(f"page-{number}.json", json.dumps(page))
    desk.source("page-*.json", part("key", table="work_items", rows=rows), reader="json")
    return [finding.problem for finding in desk.reading().findings if finding.rule == "missing-page"]


def page(start: int, count: int, total: int, key: str = "startAt") -> dict[str, object]:
    items = [{"key": f"A-{start + n}"} for n in range(count)]
    return {key: start, "maxResults": count, "total": total, "items": items}


def test_complete_pages_are_read_together(desk: Desk) -> None:
    assert told(desk, page(0, 2, 5), page(2, 2, 5), page(4, 1, 5)) == []
    assert sum(len(table.rows) for table in desk.reading().tables) == 5


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ([page(0, 2, 5), page(4, 1, 5)], "5 records and 3 are here, 2 too few: the page from record 2 on"),
        ([page(0, 2, 6), page(2, 2, 6)], "6 records and 4 are here, 2 too few: the page from record 4 on"),
        ([page(2, 2, 4)], "4 records and 2 are here, 2 too few: the page from record 0 on"),
        ([page(2, 2, 9), page(6, 2, 9)], "the page from record 0, 4, 8 on"),
    ],
)
def test_a_missing_page_is_told(desk: Desk, pages: list[dict[str, object]], words: str) -> None:
    [problem] = told(desk, *pages)
    assert words in problem


def test_two_searches_that_are_as_long_are_two(desk: Desk) -> None:
    other = {**page(0, 2, 2), "items": [{"key": "B-0"}, {"key": "B-1"}]}
    assert told(desk, page(0, 2, 2), other) == []


@pytest.mark.parametrize(
    "more",
    [
        {"nextPageToken": "abc", "isLast": False},
        {"next_page": {"offset": "x"}},
        {"cursor": "c1"},
        {"last_page": False},
        {"@odata.nextLink": "https://example.org/next"},
    ],
)
def test_a_page_that_names_a_next_one_needs_a_last_one(desk: Desk, more: dict[str, object]) -> None:
    items = {"items": [{"key": "A"}]}
    assert told(desk, {**items, **more}) == [
        "The file says that another page follows, and the last page is not there."
    ]
    key = next(iter(more))
    last = {"isLast": True} if "isLast" in more else {key: True if key == "last_page" else None}
    assert told(desk, {**items, **more}, {"items": [{"key": "B"}], **last}) == []


def test_numbered_pages(desk: Desk) -> None:
    elements = {"_embedded": {"elements": [{"key": "A"}, {"key": "B"}]}}
    first = {"total": 3, "count": 2, "pageSize": 2, "offset": 1, **elements}
    [problem] = told(desk, first, rows="_embedded.elements")
    assert "the page from record 2 on" in problem


def test_a_total_that_is_money_is_no_number_of_records(desk: Desk) -> None:
    assert told(desk, {"total": 1234.5, "items": [{"key": "A"}]}) == []
