"""Trello: each board as CSV and as JSON; a card's id holds the moment at which it was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.museum.trackers.items import Files, Form, Row
from tests.museum.trackers.writing import Columns, by_project, day, dumped, entries, of, separated

LACKS = "parent_id release resolved_on estimate_days spent_days remaining_days"
LISTS = {
    "to_do": ("To Do", "Backlog", "Ideas"),
    "in_progress": ("Doing", "Review"),
    "done": ("Done", "Doing", "Old stuff"),  # a card that is ticked off may lie anywhere
}
MOMENT = "%Y-%m-%dT10:00:00.000Z"


def card_id(row: Row) -> str:
    return (
        f"{int(row['created_on'].timestamp()) + 33_000:08x}{row['number']:016x}" if row["created_on"] else "-"
    )


def short_link(row: Row) -> str:
    return f"aB{row['number']:06d}"


COLUMNS: Columns = (
    ("Card ID", of("item_id")),
    ("Card Name", of("summary")),
    ("Card URL", lambda row: f"https://trello.example.org/c/{short_link(row)}"),
    ("Card Description", lambda _: 'Dig, "lay",\nclose'),
    ("Labels", lambda row: ", ".join(f"{label} (black_dark)" for label in entries(row["labels"]))),
    ("Members", lambda row: ", ".join(f"{name} (user7)" for name in entries(row["assignee"]))),
    ("Due Date", day("due_on", MOMENT)),
    ("Attachment Count", lambda _: 0),
    ("Attachment Links", lambda _: ""),
    ("Checklist Item Total Count", lambda _: 2),
    ("Checklist Item Completed Count", lambda _: 1),
    ("Vote Count", lambda _: 0),
    ("Comment Count", lambda _: 0),
    ("Last Activity Date", day("updated_on", MOMENT)),
    ("List ID", lambda _: "65a1"),
    ("List Name", of("status")),
    ("Board ID", lambda _: "65a0"),
    ("Board Name", of("code")),
    ("Archived", lambda _: "false"),
    ("Start Date", day("started_on", MOMENT)),
    ("Due Complete", lambda row: "true" if row["progress"] == "done" else "false"),
    ("Priority", of("priority")),
    ("Sprint", of("sprint")),
    ("Story Points", of("points")),
)


def boards_csv(rows: Sequence[Row]) -> Files:
    return {f"trello-{code}.csv": separated(own, COLUMNS) for code, own in by_project(rows)}


def boards_json(rows: Sequence[Row]) -> Files:
    return {f"trello-{code}.json": dumped(board(code, own)) for code, own in by_project(rows)}


def board(code: str, rows: Sequence[Row]) -> Mapping[str, object]:
    people = {name for row in rows for name in entries(row["assignee"])}
    options = [{"id": f"o-{name}", "value": {"text": name}} for name in ("High", "Medium", "Low")]
    return {
        "id": "65a0",
        "name": code,
        "closed": False,
        "labelNames": {"green": "civil"},
        "actions": [{"id": "a1", "type": "createCard"}],
        "cards": [card(row) for row in rows],
        "lists": [
            {"id": f"l-{name}", "name": name, "closed": False}
            for name in sorted(set().union(*LISTS.values()))
        ],
        "members": [{"id": f"m-{name}", "fullName": name, "username": "user7"} for name in sorted(people)],
        "customFields": [
            {"id": "f1", "name": "Story Points", "type": "number"},
            {"id": "f2", "name": "Priority", "type": "list", "options": options},
            {"id": "f3", "name": "Sprint", "type": "text"},
            {"id": "f4", "name": "Type", "type": "text"},
        ],
        "checklists": [],
    }


def card(row: Row) -> Mapping[str, object]:
    texts = {"f3": row["sprint"], "f4": row["kind"]}
    own = [{"idCustomField": key, "value": {"text": text}} for key, text in texts.items() if text]
    own += (
        [{"idCustomField": "f2", "idValue": f"o-{row['priority']}", "value": None}] if row["priority"] else []
    )
    points = {"number": str(row["points"])}
    own += [{"idCustomField": "f1", "value": points}] if row["points"] is not None else []
    return {
        "id": card_id(row),
        "shortLink": short_link(row),
        "name": row["summary"],
        "desc": "",
        "closed": row["number"] % 2 == 0,
        "idList": f"l-{row['status']}",
        "idMembers": [f"m-{name}" for name in entries(row["assignee"])],
        "labels": [{"id": f"b-{name}", "name": name, "color": "green"} for name in entries(row["labels"])],
        "due": day("due_on", MOMENT)(row),
        "dueComplete": row["progress"] == "done",
        "start": day("started_on", MOMENT)(row),
        "dateLastActivity": day("updated_on", MOMENT)(row),
        "customFieldItems": own,
        "badges": {"comments": 0},
    }


FORMS: Mapping[str, Form] = {
    "trello-csv": Form(
        preset="trello-csv",
        write=boards_csv,
        lacks=f"{LACKS} kind",
        statuses=LISTS,
        says={"item_id": card_id},
    ),
    "trello-json": Form(
        preset="trello-json", write=boards_json, lacks=LACKS, statuses=LISTS, says={"item_id": short_link}
    ),
}
