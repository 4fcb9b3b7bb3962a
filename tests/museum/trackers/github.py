"""GitHub: the issues of each repository with its pull requests, and what its own program lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.museum.trackers.items import Files, Form, Row, Say
from tests.museum.trackers.writing import by_project, day, dumped, entries

MOMENT = "%Y-%m-%dT07:12:00Z"
API = "https://api.example.org/repos/example"
WEB = "https://example.org/example"
LACKS = "priority release started_on points estimate_days spent_days remaining_days"
REASONS = {"to_do": ("open", "reopened"), "in_progress": ("open",), "done": ("completed", "not_planned")}
SAYS: Mapping[str, Say] = {
    "resolution": lambda row: None if row["status"].casefold() == "open" else row["status"],
    "progress": lambda row: "done" if row["progress"] == "done" else "to_do",  # open is all it says
    "due_on": lambda row: row["due_on"] if row["sprint"] else None,  # a day belongs to a milestone
}


def repositories(rows: Sequence[Row]) -> Files:
    return {
        f"github-{code}.json": dumped([*requests(code), *map(issue, own)]) for code, own in by_project(rows)
    }


def requests(code: str) -> list[Mapping[str, object]]:
    """Pull requests, which come along as issues do."""
    found = [issue(_request(code, number)) for number in (1, 2)]
    return [
        each | {"draft": False, "pull_request": {"url": f"{API}/{code}/pulls/{number}", "merged_at": None}}
        for number, each in enumerate(found)
    ]


def _request(code: str, number: int) -> Row:
    names = ("kind", "parent_id", "labels", "sprint", "due_on", "resolved_on", "created_on", "updated_on")
    known = {"code": code, "item_id": str(number), "summary": "Bump the rest", "status": "open"}
    return {**dict.fromkeys(names), **known, "assignee": None, "progress": "to_do"}


def issue(row: Row) -> dict[str, object]:
    closed = row["progress"] == "done"
    parent = f"{API}/{row['code']}/issues/{row['parent_id']}" if row["parent_id"] else None
    milestone = {"title": row["sprint"], "due_on": day("due_on", "%Y-%m-%dT07:00:00Z")(row), "state": "open"}
    return {
        "url": f"{API}/{row['code']}/issues/{row['item_id']}",
        "repository_url": f"{API}/{row['code']}",
        "html_url": f"{WEB}/{row['code']}/issues/{row['item_id']}",
        "id": 9_000_000 + int(row["item_id"]),
        "number": int(row["item_id"]),
        "title": row["summary"],
        "user": {"login": "someone"},
        "labels": [{"id": 1, "name": name, "color": "ededed"} for name in entries(row["labels"])],
        "state": "closed" if closed else "open",
        "state_reason": None if row["status"] == "open" else row["status"],
        "assignee": {"login": row["assignee"]} if row["assignee"] else None,
        "assignees": [{"login": name} for name in entries(row["assignee"])],
        "milestone": milestone if row["sprint"] else None,
        "comments": 0,
        "created_at": day("created_on", MOMENT)(row),
        "updated_at": day("updated_on", MOMENT)(row),
        "closed_at": day("resolved_on", MOMENT)(row),
        "type": {"id": 1, "name": row["kind"]} if row["kind"] else None,
        "parent_issue_url": parent,
        "sub_issues_summary": {"total": 0, "completed": 0},
    }


def listed(rows: Sequence[Row]) -> Files:
    return {f"github-{code}.json": dumped([line(row) for row in own]) for code, own in by_project(rows)}


def line(row: Row) -> Mapping[str, object]:
    closed = row["progress"] == "done"
    milestone = {"number": 2, "title": row["sprint"], "dueOn": day("due_on", "%Y-%m-%dT07:00:00Z")(row)}
    return {
        "number": int(row["item_id"]),
        "title": row["summary"],
        "state": "CLOSED" if closed else "OPEN",
        "stateReason": "" if row["status"] == "OPEN" else row["status"],
        "labels": [{"name": name, "color": "ededed"} for name in entries(row["labels"])],
        "assignees": [{"login": name, "name": ""} for name in entries(row["assignee"])],
        "milestone": milestone if row["sprint"] else None,
        "createdAt": day("created_on", MOMENT)(row),
        "updatedAt": day("updated_on", MOMENT)(row),
        "closedAt": day("resolved_on", MOMENT)(row),
        "url": f"{WEB}/{row['code']}/issues/{row['item_id']}",
    }


UPPER = {name: tuple(word.upper() for word in words) for name, words in REASONS.items()}
FORMS: Mapping[str, Form] = {
    "github-issues": Form(
        preset="github-issues", write=repositories, lacks=LACKS, statuses=REASONS, says=SAYS, numbers=True
    ),
    "github-issues-listed": Form(
        preset="github-issues",
        write=listed,
        lacks=f"{LACKS} kind parent_id",
        statuses=UPPER,
        says=SAYS,
        numbers=True,
    ),
}
