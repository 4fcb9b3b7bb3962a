"""monday.com: each board as a workbook in blocks with subitems between, and as its interface gives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from tests.museum.office import workbook
from tests.museum.trackers.items import Files, Form, Row
from tests.museum.trackers.writing import Columns, by_project, day, dumped, entries, of

STATUSES = {
    "to_do": ("Ready to start", "Not Started"),
    "in_progress": ("Working on it", "Stuck", "Waiting for review", "Pending Deploy"),
    "done": ("Done",),
}
LACKS = "release spent_days remaining_days"
SUBITEMS = (
    ["Subitems", "Name", "Owner", "Status", "Item ID (auto generated)"],
    [None, "Order the cable", "a.haddad", "Done", 9_999_999],
)


def labels(row: Row) -> str:
    return ", ".join(entries(row["labels"]))


BOARD: Columns = (
    ("Name", of("summary")),
    ("Subitems", lambda _: None),
    ("Owner", of("assignee")),
    ("Status", of("status")),
    ("Priority", of("priority")),
    ("Type", of("kind")),
    ("Sprint", of("sprint")),
    ("Tags", labels),
    ("Start date", of("started_on")),
    ("Due date", of("due_on")),
    ("Completion date", of("resolved_on")),
    ("Story Points", of("points")),
    ("Estimated days", of("estimate_days")),
    ("Creation log", day("created_on", "a.haddad %b %d, %Y 9:12 AM")),
    ("Last updated", day("updated_on", "%b %d, %Y 11:41 PM")),
    ("Item ID (auto generated)", lambda row: int(row["item_id"])),
)


def boards(rows: Sequence[Row]) -> Files:
    return {
        f"{code}_1793462400.xlsx": workbook({code.lower(): blocks(code, own)})
        for code, own in by_project(rows)
    }


def blocks(code: str, rows: Sequence[Row]) -> list[list[object]]:
    """The board's name, then for each group its title, heads, items, and a line of sums."""
    heads, items = [head for head, _ in BOARD], iter(rows)
    found: list[list[object]] = [[code]]
    while group := list(islice(items, 6)):
        lines = [[say(row) for _, say in BOARD] for row in group]
        sums = [*[None] * 11, sum(row["points"] or 0 for row in group)]
        found += [[f"Group {len(found)}"], heads, lines[0], *SUBITEMS, *lines[1:], sums, []]
    return found


def answers(rows: Sequence[Row]) -> Files:
    found = [board(code, own) for code, own in by_project(rows)]
    return {"monday.json": dumped({"data": {"boards": found}, "account_id": 1})}


def board(code: str, rows: Sequence[Row]) -> Mapping[str, object]:
    return {"id": "77", "name": code, "items_page": {"cursor": None, "items": [item(row) for row in rows]}}


def item(row: Row) -> Mapping[str, object]:
    moment = "%Y-%m-%dT07:12:00Z"
    return {
        "id": row["item_id"],
        "name": row["summary"],
        "state": "active",
        "created_at": day("created_on", moment)(row),
        "updated_at": day("updated_on", moment)(row),
        "group": {"id": "g", "title": "Group 1"},
        "parent_item": {"id": row["parent_id"]} if row["parent_id"] else None,
        "column_values": [column(head, say(row)) for head, say in BOARD[2:13]],
    }


def column(head: str, value: object) -> Mapping[str, object]:
    """Whatever a column holds, its text is text."""
    text = value.strftime("%Y-%m-%d") if hasattr(value, "strftime") else None if value is None else f"{value}"
    return {"id": head.lower(), "type": "text", "column": {"title": head}, "text": text, "value": None}


FORMS: Mapping[str, Form] = {
    "monday": Form(
        preset="monday", write=boards, lacks=f"{LACKS} parent_id", statuses=STATUSES, numbers=True
    ),
    "monday-json": Form(preset="monday-json", write=answers, lacks=LACKS, statuses=STATUSES, numbers=True),
}
