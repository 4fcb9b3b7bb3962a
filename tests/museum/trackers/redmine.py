"""Redmine: issues as CSV of a German one (semicolons, its own encoding) and of an American one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.museum.trackers.items import Files, Form, Row, Say
from tests.museum.trackers.writing import Columns, day, entry, of, separated

GERMAN = {
    "to_do": ("Neu", "Zugewiesen"),
    "in_progress": ("In Bearbeitung", "Gelöst", "Feedback"),
    "done": ("Erledigt", "Abgewiesen", "Geschlossen"),
}
ENGLISH = {
    "to_do": ("New", "Assigned"),
    "in_progress": ("In Progress", "Resolved", "Feedback"),
    "done": ("Closed", "Rejected"),
}
HEADS = {
    "German": "# Projekt Tracker Übergeordnetes_Ticket Übergeordnetes_Ticket_Thema Status Priorität Thema "
    "Autor Zugewiesen_an Aktualisiert Kategorie Zielversion Beginn Abgabedatum Geschätzter_Aufwand "
    "Summe_des_geschätzten_Aufwands Aufgewendete_Zeit %_erledigt Angelegt Geschlossen",
    "English": "# Project Tracker Parent_task Parent_task_subject Status Priority Subject Author "
    "Assignee Updated Category Target_version Start_date Due_date Estimated_time "
    "Total_estimated_time Spent_time %_Done Created Closed",
}


def known(row: Row) -> str:
    """What the German Redmine's encoding can write; it puts question marks for the rest."""
    return str(row["summary"]).encode("cp1252", "replace").decode("cp1252")


def person(row: Row) -> str | None:
    return row["assignee"].encode("cp1252", "replace").decode("cp1252") if row["assignee"] else None


SAYS: Mapping[str, Say] = {
    "labels": entry("labels", 0),  # a category is one
    "spent_days": lambda row: row["spent_days"] or 0.0,  # no time spent is written as zero
}
GERMAN_SAYS = {**SAYS, "summary": known, "assignee": person}


def hours(name: str, mark: str) -> Say:
    return lambda row: None if row[name] is None else f"{row[name] * 8:.2f}".replace(".", mark)


def columns(language: str, on: str, moment: str, mark: str) -> Columns:
    heads = (head.replace("_", " ") for head in HEADS[language].split())
    says = (
        *map(of, ("item_id", "code", "kind", "parent_id", "kind", "status", "priority", "summary", "code")),
        of("assignee"),
        day("updated_on", f"{on} {moment}"),
        of("labels"),
        of("release"),
        day("started_on", on),
        day("due_on", on),
        hours("estimate_days", mark),
        lambda _: f"99{mark}00",
        hours("spent_days", mark),
        lambda row: row["number"] % 100,
        day("created_on", f"{on} {moment}"),
        day("resolved_on", f"{on} {moment}"),
    )
    return list(zip(heads, says, strict=True))


def german(rows: Sequence[Row]) -> Files:
    return {"redmine.csv": separated(rows, columns("German", "%d.%m.%Y", "09:12", ","), ";", "cp1252")}


def american(rows: Sequence[Row]) -> Files:
    return {"redmine.csv": separated(rows, columns("English", "%m/%d/%Y", "09:12 AM", "."))}


LACKS = "sprint points remaining_days"
DAYS = {"values": {"dates": ["%m/%d/%Y %I:%M %p", "%m/%d/%Y"]}}
FORMS: Mapping[str, Form] = {
    "redmine-german": Form(
        preset="redmine", write=german, lacks=LACKS, statuses=GERMAN, says=GERMAN_SAYS, numbers=True
    ),
    "redmine-american": Form(
        preset="redmine",
        write=american,
        lacks=LACKS,
        statuses=ENGLISH,
        says=SAYS,
        numbers=True,
        settings=DAYS,
    ),
}
