"""Planner: each plan as a workbook, under a few lines about the plan; every day is text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.museum.office import workbook
from tests.museum.trackers.items import Files, Form, Row
from tests.museum.trackers.writing import Columns, by_project, day, entries, of

DAY = "%m/%d/%Y"
STATUSES = {"to_do": ("Not started",), "in_progress": ("In progress",), "done": ("Completed",)}
URGENCY = {"High": "Important", "Medium": "Medium", "Low": "Low"}
COLUMNS: Columns = (
    ("Task ID", of("item_id")),
    ("Task Name", of("summary")),
    ("Bucket Name", of("sprint")),
    ("Progress", of("status")),
    ("Priority", of("priority")),
    ("Assigned To", lambda row: ";".join(entries(row["assignee"]))),
    ("Created By", lambda _: "PMO"),
    ("Created Date", day("created_on", DAY)),
    ("Start date", day("started_on", DAY)),
    ("Due date", day("due_on", DAY)),
    ("Is Recurring", lambda _: "false"),
    ("Late", lambda row: "true" if row["number"] % 2 else "false"),
    ("Completed Date", day("resolved_on", DAY)),
    ("Completed By", lambda _: "PMO"),
    ("Completed Checklist Items", lambda _: "1/2"),
    ("Checklist Items", lambda _: "dig;lay"),
    ("Labels", lambda row: ";".join(entries(row["labels"]))),
    ("Description", lambda _: 'As agreed,\n"all" of it'),
)


def plans(rows: Sequence[Row]) -> Files:
    return {f"{code}.xlsx": workbook({"Tasks": plan(own)}, title(code)) for code, own in by_project(rows)}


def title(code: str) -> list[list[object]]:
    return [["Plan name", code], ["Plan ID", "x7Hk"], ["Date of export", "10/31/2026"], []]


def plan(rows: Sequence[Row]) -> list[list[object]]:
    return [[head for head, _ in COLUMNS], *([say(row) for _, say in COLUMNS] for row in rows)]


FORMS: Mapping[str, Form] = {
    "planner": Form(
        preset="planner",
        write=plans,
        lacks="parent_id kind updated_on points estimate_days spent_days remaining_days release",
        statuses=STATUSES,
        says={"priority": lambda row: URGENCY.get(row["priority"])},
    ),
}
