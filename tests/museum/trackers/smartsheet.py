"""Smartsheet: each sheet as a workbook, and as its interface gives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.museum.office import workbook
from tests.museum.trackers.items import Files, Form, Row, Say
from tests.museum.trackers.writing import Columns, by_project, day, dumped, of

STATUSES = {
    "to_do": ("Not Started", "Planned", "On Deck"),
    "in_progress": ("In Progress", "On Hold", "At Risk"),
    "done": ("Complete", "Cancelled", "Completed"),
}


def duration(row: Row) -> str | None:
    return None if row["estimate_days"] is None else f"{row['estimate_days']:g}d"


SHEET: Columns = (
    ("ID", of("item_id")),
    ("Task Name", of("summary")),
    ("Status", of("status")),
    ("Assigned To", of("assignee")),
    ("Start", of("started_on")),
    ("Finish", of("due_on")),
    ("Duration", duration),
    ("% Complete", lambda _: 0.5),
    ("Priority", of("priority")),
    ("Sprint", of("sprint")),
    ("Story Points", of("points")),
    ("Completed On", of("resolved_on")),
    ("Tags", of("labels")),
    ("Type", of("kind")),
    ("Created", of("created_on")),
    ("Modified", of("updated_on")),
    ("Created By", lambda _: "pmo@example.org"),
)
ADDRESS: Mapping[str, Say] = {"Assigned To": lambda row: f"{row['number']}@example.org"}
DAYS = ("Start", "Finish", "Completed On")


def sheets(rows: Sequence[Row]) -> Files:
    return {f"{code}.xlsx": workbook({"Plan": lines(own), "Comments": []}) for code, own in by_project(rows)}


def lines(rows: Sequence[Row]) -> list[list[object]]:
    return [[head for head, _ in SHEET], *([say(row) for _, say in SHEET] for row in rows)]


def answers(rows: Sequence[Row]) -> Files:
    return {f"smartsheet-{code}.json": dumped(sheet(code, own)) for code, own in by_project(rows)}


def sheet(code: str, rows: Sequence[Row]) -> Mapping[str, object]:
    return {
        "id": 4583173393803140,
        "name": code,
        "version": 9,
        "totalRowCount": len(rows),
        "columns": [{"id": 700 + at, "index": at, "title": head} for at, (head, _) in enumerate(SHEET)],
        "rows": [line(row, at) for at, row in enumerate(rows, start=1)],
    }


def line(row: Row, number: int) -> Mapping[str, object]:
    own = {"id": int(row["item_id"]), "rowNumber": number, "expanded": True}
    parent = {"parentId": int(row["parent_id"])} if row["parent_id"] else {}
    moments = {"createdAt": "created_on", "modifiedAt": "updated_on"}
    written = {key: day(name, "%Y-%m-%dT07:12:00Z")(row) for key, name in moments.items()}
    return own | parent | written | {"cells": [cell(row, at) for at in range(len(SHEET) - 3)]}


def cell(row: Row, at: int) -> Mapping[str, object]:
    """A person's value is an address, shown is the name; a list of several is shown with commas."""
    head, say = SHEET[at]
    value = say(row)
    if value is None or head == "ID":
        return {"columnId": 700 + at}
    if head in DAYS:
        return {"columnId": 700 + at, "value": value.strftime("%Y-%m-%d")}  # type: ignore[attr-defined]
    shown = str(value).replace("; ", ", ") if head == "Tags" else str(value)
    kept = ADDRESS[head](row) if head in ADDRESS else shown if head == "Tags" else value
    return {"columnId": 700 + at, "value": kept, "displayValue": shown}


FORMS: Mapping[str, Form] = {
    "smartsheet": Form(
        preset="smartsheet",
        write=sheets,
        lacks="parent_id release spent_days remaining_days",
        statuses=STATUSES,
    ),
    "smartsheet-json": Form(
        preset="smartsheet-json",
        write=answers,
        lacks="release spent_days remaining_days",
        statuses=STATUSES,
        numbers=True,
    ),
}
