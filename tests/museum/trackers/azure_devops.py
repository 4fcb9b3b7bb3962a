"""Azure DevOps: a query as CSV in British and American English, and answers of its interface."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.museum.trackers.items import Files, Form, Row, Say
from tests.museum.trackers.writing import Columns, day, dumped, of, separated, times

KINDS = {"Story": "User Story"}
URGENCY = {"High": "1", "Medium": "2", "Low": "3"}
SAYS: Mapping[str, Say] = {
    "kind": lambda row: KINDS.get(row["kind"], row["kind"]),
    "priority": lambda row: URGENCY.get(row["priority"]),
}
STATES = {
    "to_do": ("New", "Proposed", "Approved"),
    "in_progress": ("Active", "Resolved", "Committed"),
    "done": ("Closed", "Done", "Removed"),
}
COMMON = "Microsoft.VSTS.Common."
SCHEDULING = "Microsoft.VSTS.Scheduling."


def iteration(row: Row) -> str:
    return f"{row['code']}\\Release 1\\{row['sprint']}" if row["sprint"] else row["code"]


def columns(moment: str) -> Columns:
    return (
        ("ID", of("item_id")),
        ("Work Item Type", of("kind")),
        ("Title 1", lambda row: row["summary"] if row["kind"] == "Epic" else None),
        ("Title 2", lambda row: None if row["kind"] == "Epic" else row["summary"]),
        ("Assigned To", lambda row: f"{row['assignee']} <x@example.org>" if row["assignee"] else None),
        ("State", of("status")),
        ("Tags", of("labels")),
        ("Team Project", of("code")),
        ("Area Path", lambda row: f"{row['code']}\\North"),
        ("Iteration Path", iteration),
        ("Parent", of("parent_id")),
        ("Priority", of("priority")),
        ("Created Date", day("created_on", moment)),
        ("Changed Date", day("updated_on", moment)),
        ("Activated Date", day("started_on", moment)),
        ("Due Date", day("due_on", moment)),
        ("Closed Date", day("resolved_on", moment)),
        ("Story Points", of("points")),
        ("Original Estimate", times("estimate_days", 8)),
        ("Completed Work", times("spent_days", 8)),
        ("Remaining Work", times("remaining_days", 8)),
    )


def british(rows: Sequence[Row]) -> Files:
    content = separated(rows, columns("%d/%m/%Y 09:12:00"), encoding="utf-8-sig", quoted=True)
    return {"azure-devops.csv": content}


def american(rows: Sequence[Row]) -> Files:
    return {
        "azure-devops.csv": separated(rows, columns("%m/%d/%Y 9:12:00 AM"), encoding="utf-8-sig", quoted=True)
    }


def batches(rows: Sequence[Row]) -> Files:
    """An answer holds as many items as were asked for, and says how many."""
    half = len(rows) // 2
    return {
        f"azure-devops-{at}.json": dumped({"count": len(some), "value": [item(row) for row in some]})
        for at, some in enumerate((rows[:half], rows[half:]))
    }


def berlin(rows: Sequence[Row]) -> Files:
    """A day that was picked in Berlin is kept as its midnight there, in UTC."""
    found = [item(row) for row in rows]
    for row, each in zip(rows, found, strict=True):
        if row["due_on"] is not None:
            at = row["due_on"].tz_localize("Europe/Berlin").tz_convert("UTC")
            each["fields"][f"{SCHEDULING}DueDate"] = f"{at:%Y-%m-%dT%H:%M:%SZ}"
    return {"azure-devops.json": dumped({"count": len(found), "value": found})}


def item(row: Row) -> dict[str, Any]:
    moment = "%Y-%m-%dT07:12:00.117Z"
    person = {"displayName": row["assignee"], "uniqueName": "x@example.org", "id": "7"}
    fields = {
        "System.Id": int(row["item_id"]),
        "System.TeamProject": row["code"],
        "System.AreaPath": f"{row['code']}\\North",
        "System.IterationPath": iteration(row),
        "System.WorkItemType": row["kind"],
        "System.State": row["status"],
        "System.Title": row["summary"],
        "System.CreatedDate": day("created_on", moment)(row),
        "System.ChangedDate": day("updated_on", moment)(row),
        "System.AssignedTo": person if row["assignee"] else None,
        "System.Tags": row["labels"],
        "System.Parent": int(row["parent_id"]) if row["parent_id"] else None,
        f"{COMMON}Priority": int(row["priority"]) if row["priority"] else None,
        f"{COMMON}ActivatedDate": day("started_on", moment)(row),
        f"{COMMON}ClosedDate": day("resolved_on", moment)(row),
        f"{SCHEDULING}DueDate": day("due_on", "%Y-%m-%dT00:00:00Z")(row),
        f"{SCHEDULING}StoryPoints": row["points"],
        f"{SCHEDULING}OriginalEstimate": times("estimate_days", 8)(row),
        f"{SCHEDULING}CompletedWork": times("spent_days", 8)(row),
        f"{SCHEDULING}RemainingWork": times("remaining_days", 8)(row),
    }
    known = {name: value for name, value in fields.items() if value is not None}  # empty ones are left out
    return {"id": int(row["item_id"]), "rev": 4, "fields": known, "url": "https://dev.example.org/7"}


AMERICAN = {"values": {"dates": ["%m/%d/%Y %I:%M:%S %p"]}}
FORMS: Mapping[str, Form] = {
    "azure-devops-csv": Form(
        preset="azure-devops-csv", write=british, lacks="release", statuses=STATES, says=SAYS, numbers=True
    ),
    "azure-devops-csv-american": Form(
        preset="azure-devops-csv",
        write=american,
        lacks="release",
        statuses=STATES,
        says=SAYS,
        numbers=True,
        settings=AMERICAN,
    ),
    "azure-devops-json-berlin": Form(
        preset="azure-devops-json",
        write=berlin,
        lacks="release",
        statuses=STATES,
        says=SAYS,
        numbers=True,
        settings={"values": {"zone": "Europe/Berlin"}},
    ),
    "azure-devops-json": Form(
        preset="azure-devops-json", write=batches, lacks="release", statuses=STATES, says=SAYS, numbers=True
    ),
}
