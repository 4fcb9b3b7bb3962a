"""ClickUp: the tasks of a workspace as CSV, and of lists as its interface gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.museum.trackers.items import Files, Form, Row, Say
from tests.museum.trackers.writing import Columns, dumped, entries, of, separated, times

DAY = 28_800_000
URGENCY = {"High": "high", "Medium": "normal", "Low": "low"}
STATUSES = {
    "to_do": ("to do", "Open", "backlog", "planning"),
    "in_progress": ("in progress", "in review", "waiting", "blocked"),
    "done": ("complete", "Closed", "cancelled"),
}
OWN = {
    "to_do": ("to do", "on the slipway"),
    "in_progress": ("welding", "at the yard"),
    "done": ("handed over", "scrapped"),
}
TYPES = {"to_do": ("open", "unstarted"), "in_progress": ("custom",), "done": ("closed", "done")}


def task_id(number: int) -> str:
    return f"86a{number:04d}"


SAYS: Mapping[str, Say] = {
    "priority": lambda row: URGENCY.get(row["priority"]),
    "item_id": lambda row: task_id(int(row["item_id"])),
    "parent_id": lambda row: task_id(int(row["parent_id"])) if row["parent_id"] else None,
}


def since_1970(name: str, hour: int = 7) -> Say:
    """Milliseconds as text."""
    return lambda row: f"{int(row[name].timestamp() + hour * 3600) * 1000}" if row[name] is not None else None


def null(say: Say) -> Say:
    return lambda row: "null" if say(row) is None else say(row)


def listed(names: Sequence[str]) -> str:
    return f"[{','.join(names)}]"


COLUMNS: Columns = (
    ("Task Type", of("kind")),
    ("Task ID", of("item_id")),
    ("Task Custom ID", null(lambda _: None)),
    ("Task Name", of("summary")),
    ("Task Content", lambda _: 'As agreed,\n"all" of it'),
    ("Status", of("status")),
    ("Date Created", null(since_1970("created_on"))),
    ("Date Created Text", lambda _: "10/20/2026, 9:12:00 AM GMT+2"),
    ("Due Date", null(since_1970("due_on", 4))),
    ("Due Date Text", lambda _: "10/20/2026"),
    ("Start Date", null(since_1970("started_on", 4))),
    ("Start Date Text", lambda _: "10/20/2026"),
    ("Parent ID", null(of("parent_id"))),
    ("Subtask IDs", lambda _: "[]"),
    ("Attachments", lambda _: "[]"),
    ("Assignees", lambda row: listed(entries(row["assignee"]))),
    ("Tags", lambda row: listed(entries(row["labels"]))),
    ("Priority", null(of("priority"))),
    ("List Name", of("code")),
    ("Folder Name/Path", lambda _: "Works"),
    ("Space Name", lambda _: "Quay"),
    ("Time Estimated", null(times("estimate_days", DAY))),
    ("Time Estimated Text", lambda _: "3 d"),
    ("Checklists", lambda _: "{}"),
    ("Comments", lambda _: "[]"),
    ("Time Logged", null(times("spent_days", DAY))),
    ("Time Logged Text", lambda _: "3 d"),
    ("Date Closed", null(since_1970("resolved_on"))),
    ("Story Points (number)", of("points")),
    ("Sprint (drop down)", of("sprint")),
)


def workspace(rows: Sequence[Row]) -> Files:
    return {"clickup.csv": separated(rows, COLUMNS)}


def answers(rows: Sequence[Row]) -> Files:
    size = 100
    return {
        f"clickup-{at}.json": dumped(
            {"tasks": [task(row) for row in rows[at : at + size]], "last_page": at + size >= len(rows)}
        )
        for at in range(0, len(rows), size)
    }


def task(row: Row) -> Mapping[str, object]:
    kinds = TYPES[row["progress"]]
    own = {"Type": row["kind"], "Sprint": row["sprint"]}
    return {
        "id": row["item_id"],
        "custom_id": None,
        "name": row["summary"],
        "status": {"status": row["status"], "type": kinds[row["number"] % len(kinds)], "orderindex": 1},
        "date_created": since_1970("created_on")(row),
        "date_updated": since_1970("updated_on")(row),
        "date_closed": since_1970("resolved_on")(row),
        "date_done": None,
        "archived": False,
        "assignees": [{"id": 1, "username": name} for name in entries(row["assignee"])],
        "tags": [{"name": name, "creator": 1} for name in entries(row["labels"])],
        "parent": row["parent_id"],
        "priority": {"id": "2", "priority": row["priority"]} if row["priority"] else None,
        "due_date": since_1970("due_on", 4)(row),
        "start_date": since_1970("started_on", 4)(row),
        "points": row["points"],
        "time_estimate": times("estimate_days", DAY)(row),
        "time_spent": times("spent_days", DAY)(row),
        "custom_fields": [
            {"id": "x", "name": name, "type": "short_text", **({"value": value} if value else {})}
            for name, value in own.items()
        ],
        "list": {"id": "901", "name": row["code"]},
        "folder": {"id": "9", "name": "Works"},
    }


FORMS: Mapping[str, Form] = {
    "clickup-csv": Form(
        preset="clickup-csv",
        write=workspace,
        lacks="updated_on release remaining_days",
        statuses=STATUSES,
        says=SAYS,
        numbers=True,
    ),
    "clickup-json": Form(
        preset="clickup-json",
        write=answers,
        lacks="release remaining_days",
        statuses=OWN,
        says=SAYS,
        numbers=True,
    ),
}
