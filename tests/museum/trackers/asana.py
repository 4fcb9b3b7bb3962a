"""Asana: projects as CSV and as its interface gives their tasks. Bugs are subtasks, without a section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.museum.trackers.items import Files, Form, Row, Say
from tests.museum.trackers.writing import Columns, by_project, day, dumped, entries, of, separated, times

SECTIONS = {
    "to_do": ("Backlog", "Next", "Untitled section"),
    "in_progress": ("Doing", "Review", "Waiting"),
    "done": ("Review", "Backlog", "Shipped"),  # a task is done by its date, wherever it lies
}
DAY = "%Y-%m-%d"
MOMENT = "%Y-%m-%dT07:12:00.000Z"
SUBTASK: Mapping[str, Say] = {"status": lambda row: None if is_subtask(row) else row["status"]}


def is_subtask(row: Row) -> bool:
    return row["kind"] == "Bug" and row["parent_id"] is not None


def resolved(row: Row) -> object:
    """A task that is done has a day, and one that is not has none."""
    return (row["resolved_on"] or row["updated_on"]) if row["progress"] == "done" else None


def tables(rows: Sequence[Row]) -> Files:
    return {f"asana-{code}.csv": project(code, own) for code, own in by_project(rows)}


def project(code: str, rows: Sequence[Row]) -> bytes:
    """Subtasks say their parent's name and not their project; a task may lie in several projects."""
    names = {row["item_id"]: row["summary"] for row in rows}
    columns: Columns = (
        ("Task ID", of("item_id")),
        ("Created At", day("created_on", DAY)),
        ("Completed At", day("resolved_on", DAY)),
        ("Last Modified", day("updated_on", DAY)),
        ("Name", of("summary")),
        ("Section/Column", of("status")),
        ("Assignee", of("assignee")),
        ("Assignee Email", lambda _: "x@example.org"),
        ("Start Date", day("started_on", DAY)),
        ("Due Date", day("due_on", DAY)),
        ("Tags", lambda row: ",".join(entries(row["labels"]))),
        ("Notes", lambda _: 'As agreed,\n"all" of it'),
        (
            "Projects",
            lambda row: None if is_subtask(row) else f"{code},All works" if row["number"] % 2 else code,
        ),
        ("Parent task", lambda row: names.get(row["parent_id"])),
        ("Blocked By (Dependencies)", lambda _: ""),
        ("Blocking (Dependencies)", lambda _: ""),
        ("Priority", of("priority")),
        ("Story Points", of("points")),
        ("Sprint", of("sprint")),
    )
    return separated(rows, columns)


def answers(rows: Sequence[Row]) -> Files:
    """A page says where the next one is; the last page says that there is none."""
    half = len(rows) // 2
    first = {"data": [task(row) for row in rows[:half]], "next_page": {"offset": "eyJ0", "path": "/tasks"}}
    return {
        "asana-1.json": dumped(first),
        "asana-2.json": dumped({"data": [task(row) for row in rows[half:]], "next_page": None}),
    }


def task(row: Row) -> Mapping[str, object]:
    place = {"project": {"gid": "1", "name": row["code"]}, "section": {"gid": "2", "name": row["status"]}}
    return {
        "gid": row["item_id"],
        "resource_type": "task",
        "resource_subtype": row["kind"],
        "name": row["summary"],
        "completed": row["progress"] == "done",
        "completed_at": day("resolved_on", MOMENT)(row),
        "created_at": day("created_on", MOMENT)(row),
        "modified_at": day("updated_on", MOMENT)(row),
        "due_on": day("due_on", DAY)(row),
        "start_on": day("started_on", DAY)(row),
        "assignee": {"gid": "3", "name": row["assignee"]} if row["assignee"] else None,
        "parent": {"gid": row["parent_id"], "name": "?"} if row["parent_id"] else None,
        "tags": [{"gid": "4", "name": name} for name in entries(row["labels"])],
        "memberships": [place],
        "projects": [{"gid": "1", "name": row["code"]}],
        "custom_fields": custom_fields(row),
    }


def custom_fields(row: Row) -> list[Mapping[str, object]]:
    numbers = {"Story Points": row["points"], "Estimated time": times("estimate_days", 480)(row)}
    chosen = {"name": row["priority"]} if row["priority"] else None
    return [
        *({"name": name, "type": "number", "number_value": value} for name, value in numbers.items()),
        {"name": "Priority", "type": "enum", "enum_value": chosen, "display_value": row["priority"]},
        {"name": "Sprint", "type": "text", "text_value": row["sprint"], "display_value": row["sprint"]},
    ]


FORMS: Mapping[str, Form] = {
    "asana-csv": Form(
        preset="asana-csv",
        write=tables,
        lacks="kind release estimate_days spent_days remaining_days",
        statuses=SECTIONS,
        says={**SUBTASK, "resolved_on": resolved},
        numbers=True,
    ),
    "asana-json": Form(
        preset="asana-json",
        write=answers,
        lacks="release spent_days remaining_days",
        statuses=SECTIONS,
        says={"kind": lambda _: "default_task", "resolved_on": resolved},
        numbers=True,
    ),
}
