"""Jira's exports: CSV of the cloud, of a server and in German, XML, and pages of its search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from tests.museum.trackers.items import Files, Form, Row
from tests.museum.trackers.writing import (
    ZONE,
    Columns,
    always,
    day,
    dumped,
    entries,
    entry,
    of,
    separated,
    times,
)

MOMENT = "%d/%b/%y 9:12 AM"
GERMAN_DAY = "%d.%m.%Y 09:12"
CATEGORIES = {"to_do": "new", "in_progress": "indeterminate", "done": "done"}
NAMES = {"to_do": "To Do", "in_progress": "In Progress", "done": "Done"}
OWN = {
    "to_do": ("To Do", "Waiting for supplier", "Backlog"),
    "in_progress": ("In Progress", "With QA"),
    "done": ("Done", "Approved", "Won't Do"),
}
GERMAN = {
    "to_do": ("Zu erledigen", "Offen"),
    "in_progress": ("In Arbeit", "Wird ausgeführt"),
    "done": ("Fertig", "Erledigt", "Geschlossen"),
}
SERVER = {
    "to_do": ("To Do", "Reopened", "Selected for Development"),
    "in_progress": ("In Progress", "In Review"),
    "done": ("Done", "Closed", "Resolved"),
}
SHARED: Columns = (
    ("Summary", of("summary")),
    ("Issue key", of("item_id")),
    ("Issue id", lambda row: own_id(row["number"])),
    ("Issue Type", of("kind")),
    ("Status", of("status")),
    ("Project key", of("code")),
    ("Project name", lambda row: f"The project {row['code']}"),
    ("Priority", of("priority")),
    ("Resolution", lambda row: "Done" if row["resolved_on"] else ""),
    ("Assignee", of("assignee")),
    ("Assignee Id", lambda row: f"712020:{row['number']}"),
    ("Reporter", always("PMO")),
    ("Created", day("created_on", MOMENT)),
    ("Updated", day("updated_on", MOMENT)),
    ("Last Viewed", always("31/Oct/26 6:00 PM")),
    ("Resolved", day("resolved_on", MOMENT)),
    ("Fix versions", of("release")),
    ("Due date", day("due_on", "%d/%b/%y 12:00 AM")),
    ("Votes", always(0)),
    *(("Labels", entry("labels", at)) for at in range(3)),
    ("Description", always('As agreed,\n"all" of it.')),
    ("Original estimate", times("estimate_days", 28_800)),
    ("Remaining Estimate", times("remaining_days", 28_800)),
    ("Time Spent", times("spent_days", 28_800)),
    ("Work Ratio", always("50%")),
    ("Σ Original Estimate", always("1")),
    ("Σ Time Spent", always("1")),
    ("Sprint", lambda row: "An earlier sprint" if row["sprint"] else ""),
    ("Sprint", of("sprint")),
    ("Custom field (Start date)", day("started_on", "%d/%b/%y 12:00 AM")),
    ("Custom field (Story Points)", of("points")),
)


def own_id(number: int) -> str:
    return str(10_100 + number)


def parents(rows: Sequence[Row]) -> Mapping[str | None, str]:
    return {row["item_id"]: own_id(row["number"]) for row in rows}


def cloud(rows: Sequence[Row]) -> Files:
    known, names = parents(rows), {row["item_id"]: row["summary"] for row in rows}
    columns = (
        *SHARED,
        ("Comment", always("24/Feb/26 10:17 PM;712020;looks right")),
        ("Parent", lambda row: known.get(row["parent_id"])),
        ("Parent key", of("parent_id")),
        ("Parent summary", lambda row: names.get(row["parent_id"])),
        ("Status Category", lambda row: NAMES[row["progress"]]),
        ("Status Category Changed", day("updated_on", MOMENT)),
    )
    return {"jira.csv": separated(rows, columns, encoding="utf-8-sig")}


def server(rows: Sequence[Row]) -> Files:
    """Epics by key, everything else under its parent by Jira's own number; blank lines as Excel saves."""
    known = parents(rows)
    columns = (
        *SHARED,
        ("Parent id", lambda row: None if row["kind"] == "Story" else known.get(row["parent_id"])),
        ("Custom field (Epic Link)", lambda row: row["parent_id"] if row["kind"] == "Story" else None),
    )
    content = separated(rows, columns).decode().rstrip() + ("\r\n" + "," * (len(columns) - 1)) * 3
    return {"jira.csv": content.encode()}


def german(rows: Sequence[Row]) -> Files:
    columns = (
        ("Zusammenfassung", of("summary")),
        ("Vorgangsschlüssel", of("item_id")),
        ("Vorgangs-ID", lambda row: own_id(row["number"])),
        ("Vorgangstyp", of("kind")),
        ("Status", of("status")),
        ("Projektschlüssel", of("code")),
        ("Priorität", of("priority")),
        ("Bearbeiter", of("assignee")),
        ("Erstellt", day("created_on", GERMAN_DAY)),
        ("Aktualisiert", day("updated_on", GERMAN_DAY)),
        ("Erledigt", day("resolved_on", GERMAN_DAY)),
        ("Lösungsversion", of("release")),
        ("Fälligkeitsdatum", day("due_on", "%d.%m.%Y")),
        *(("Stichwörter", entry("labels", at)) for at in range(3)),
        ("Ursprüngliche Schätzung", times("estimate_days", 28_800)),
        ("Verbleibende Schätzung", times("remaining_days", 28_800)),
        ("Zeitaufwand", times("spent_days", 28_800)),
        ("Sprint", of("sprint")),
        ("Startdatum", day("started_on", "%d.%m.%Y")),
        ("Benutzerdefinierte Felder (Story Points)", of("points")),
        ("Übergeordneter Vorgang", of("parent_id")),
    )
    return {"jira.csv": separated(rows, columns, ";", "utf-8-sig")}


def pages(rows: Sequence[Row]) -> Files:
    size = 60
    return {
        f"jira-{start}.json": dumped(
            {
                "expand": "names,schema",
                "startAt": start,
                "maxResults": size,
                "total": len(rows),
                "issues": [issue(row) for row in rows[start : start + size]],
            }
        )
        for start in range(0, len(rows), size)
    }


def token_pages(rows: Sequence[Row]) -> Files:
    """As the newer search pages: without a total, with a token for the next page."""
    half = len(rows) // 2
    first = {"issues": [issue(row) for row in rows[:half]], "nextPageToken": "CAEaAggB", "isLast": False}
    last = {"issues": [issue(row) for row in rows[half:]], "isLast": True}
    return {"jira-a.json": dumped(first), "jira-b.json": dumped(last)}


def issue(row: Row) -> Mapping[str, object]:
    sprints = [{"id": 1, "name": "An earlier sprint"}, {"id": 2, "name": row["sprint"], "state": "active"}]
    moment = {name: day(f"{name}_on", f"%Y-%m-%d{ZONE}")(row) for name in ("created", "updated")}
    fields = {
        "project": {"key": row["code"], "id": "10001"},
        "issuetype": {"name": row["kind"], "subtask": False},
        "summary": row["summary"],
        "status": {"name": row["status"], "statusCategory": {"id": 4, "key": CATEGORIES[row["progress"]]}},
        "priority": {"name": row["priority"]} if row["priority"] else None,
        "assignee": {"displayName": row["assignee"], "active": True} if row["assignee"] else None,
        "labels": entries(row["labels"]),
        **moment,
        "duedate": day("due_on", "%Y-%m-%d")(row),
        "resolutiondate": day("resolved_on", f"%Y-%m-%d{ZONE}")(row),
        "fixVersions": [{"name": row["release"], "released": False}] if row["release"] else [],
        "customfield_10020": sprints if row["sprint"] else None,
        "customfield_10016": row["points"],
        "customfield_10015": day("started_on", "%Y-%m-%d")(row),
        "timeoriginalestimate": times("estimate_days", 28_800)(row),
        "timespent": times("spent_days", 28_800)(row),
        "timeestimate": times("remaining_days", 28_800)(row),
        "description": {"type": "doc", "content": []},
    }
    parent = {"parent": {"id": "10001", "key": row["parent_id"]}} if row["parent_id"] else {}
    return {"id": own_id(row["number"]), "key": row["item_id"], "fields": fields | parent}


def feed(rows: Sequence[Row]) -> Files:
    root = Element("rss", version="0.92")
    channel = SubElement(root, "channel")
    SubElement(channel, "title").text = "Example Jira"
    SubElement(channel, "issue", start="0", end=str(len(rows)), total=str(len(rows)))
    for row in rows:
        _item(SubElement(channel, "item"), row)
    comment = b"<!-- RSS generated by JIRA at Sat Oct 31 18:00:00 UTC 2026 -->\n"
    return {"jira.xml": comment + tostring(root, encoding="utf-8")}


def _item(item: Element, row: Row) -> None:
    moment = "%a, %d %b %Y 09:12:00 +0200"
    SubElement(item, "title").text = f"[{row['item_id']}] {row['summary']}"
    SubElement(item, "project", id="10001", key=row["code"]).text = "The project"
    SubElement(item, "key", id=own_id(row["number"])).text = row["item_id"]
    category = {"id": "4", "key": CATEGORIES[row["progress"]], "colorName": "yellow"}
    SubElement(item, "statusCategory", category)
    _texts(item, row, {"summary": "summary", "type": "kind", "status": "status", "fixVersion": "release"})
    _texts(item, row, {"priority": "priority"}, id="3")
    SubElement(item, "resolution", id="-1").text = "Done" if row["resolved_on"] else "Unresolved"
    SubElement(item, "assignee", accountid="-1").text = row["assignee"] or "Unassigned"
    labels = SubElement(item, "labels")
    for label in entries(row["labels"]):
        SubElement(labels, "label").text = label
    for tag, name in {
        "created": "created_on",
        "updated": "updated_on",
        "resolved": "resolved_on",
        "due": "due_on",
    }.items():
        if row[name]:
            SubElement(item, tag).text = row[name].strftime(moment)
    _times(item, row)
    _own_fields(item, row)


def _texts(item: Element, row: Row, fields: Mapping[str, str], **attributes: str) -> None:
    for tag, name in fields.items():
        if row[name] is not None:
            SubElement(item, tag, attributes).text = row[name]


def _times(item: Element, row: Row) -> None:
    given = {
        "timeoriginalestimate": "estimate_days",
        "timeestimate": "remaining_days",
        "timespent": "spent_days",
    }
    for tag, name in given.items():
        if row[name] is not None:
            SubElement(item, tag, seconds=str(int(row[name] * 28_800))).text = "some days"


def _own_fields(item: Element, row: Row) -> None:
    """A bug stands under its parent, other items under their epic."""
    if row["kind"] == "Bug" and row["parent_id"]:
        SubElement(item, "parent", id="1").text = row["parent_id"]
    given = {
        "Epic Link": () if row["kind"] == "Bug" else (row["parent_id"],),
        "Sprint": ("An earlier sprint", row["sprint"]) if row["sprint"] else (),
        "Story Points": (row["points"],),
        "Start date": (day("started_on", "%a, %d %b %Y 00:00:00 +0000")(row),),
        "Flagged": (None,),
    }
    fields = SubElement(item, "customfields")
    for name, values in given.items():
        own = SubElement(fields, "customfield", id="customfield_1", key="com.example:field")
        SubElement(own, "customfieldname").text = name
        inner = SubElement(own, "customfieldvalues")
        for value in (each for each in values if each is not None):
            SubElement(inner, "customfieldvalue").text = str(value)


FORMS: Mapping[str, Form] = {
    "jira-csv": Form(preset="jira-csv", write=cloud, statuses=OWN),
    "jira-csv-server": Form(preset="jira-csv", write=server, statuses=SERVER),
    "jira-csv-german": Form(preset="jira-csv", write=german, statuses=GERMAN),
    "jira-json": Form(preset="jira-json", write=pages, statuses=OWN),
    "jira-json-tokens": Form(preset="jira-json", write=token_pages, statuses=OWN),
    "jira-xml": Form(preset="jira-xml", write=feed, statuses=OWN),
}
