"""Jira's tables: CSV of the cloud, of a server, and in German."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.museum.trackers.items import Files, Form, Row, Say
from tests.museum.trackers.writing import (
    Columns,
    always,
    day,
    entry,
    of,
    separated,
    times,
)

MOMENT = "%d/%b/%y 9:12 AM"
GERMAN_DAY = "%d.%m.%Y 09:12"
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


def resolution(row: Row) -> str | None:
    """What the item was closed with; one that is not to be done has no other category than the others."""
    if not row["resolved_on"]:
        return None
    return "Won't Do" if row["status"] == "Won't Do" else "Done"


SAYS: Mapping[str, Say] = {"resolution": resolution}
SHARED: Columns = (
    ("Summary", of("summary")),
    ("Issue key", of("item_id")),
    ("Issue id", lambda row: own_id(row["number"])),
    ("Issue Type", of("kind")),
    ("Status", of("status")),
    ("Project key", of("code")),
    ("Project name", lambda row: f"The project {row['code']}"),
    ("Priority", of("priority")),
    ("Resolution", of("resolution")),
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
    """Epics by key, everything else under its parent by Jira's own number; blank lines as Excel saves.

    Its own fields have days in another form than the others.
    """
    known, own = parents(rows), day("started_on", "%Y-%m-%d 00:00:00.0")
    columns = (
        *((head, own if "Start date" in head else say) for head, say in SHARED),
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


FORMS: Mapping[str, Form] = {
    "jira-csv": Form(preset="jira-csv", write=cloud, statuses=OWN, says=SAYS),
    "jira-csv-server": Form(preset="jira-csv", write=server, statuses=SERVER, says=SAYS),
    "jira-csv-german": Form(preset="jira-csv", write=german, statuses=GERMAN),
}
