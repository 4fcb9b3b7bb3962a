"""The same difficult items, exported by hand as several trackers write them, are equal once they are read."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

from pmo_reports import normalise, readers
from pmo_reports.config.calendar import Calendar
from pmo_reports.config.document import document
from pmo_reports.config.organisation import Organisation, Root
from pmo_reports.config.rag import RagRules
from pmo_reports.config.settings import Settings
from pmo_reports.config.sources import Source
from pmo_reports.model.period import Period

ROOT = Path(__file__).parents[2]
OCTOBER = Period(2026, 10)
HEADS = ("project_id", "item_id", "summary", "status", "progress", "created_on", "points")
ITEMS: tuple[tuple[str, str, str, str, str, str, float], ...] = (
    ("P", "P-1", "=SUM(A1) as text", "To Do", "to_do", "2026-03-04", 0.5),
    ("P", "P-2", 'Zürich "north", phase 2', "In Progress", "in_progress", "2026-04-03", 3.0),
    ("P", "P-3", "0042\nsecond line", "Done", "done", "2026-12-11", 13.0),
)
MONTHS = {"03": "Mar", "04": "Apr", "12": "Dec"}
CATEGORIES = {"to_do": "new", "in_progress": "indeterminate", "done": "done"}
GERMAN = {"To Do": "Offen", "In Progress": "In Arbeit", "Done": "Fertig"}


def table(heads: Sequence[str], rows: Sequence[Sequence[object]], delimiter: str = ",") -> bytes:
    out = StringIO()
    csv.writer(out, delimiter=delimiter).writerows([heads, *rows])
    return out.getvalue().encode("utf-8-sig")


def jira_csv() -> bytes:
    heads = ("Summary", "Issue key", "Status", "Project key", "Created", "Custom field (Story Points)")
    rows = [
        (text, key, status, project, f"{day[8:]}/{MONTHS[day[5:7]]}/{day[2:4]} 9:12 AM", points)
        for project, key, text, status, _, day, points in ITEMS
    ]
    return table(heads, rows)


def jira_german() -> bytes:
    heads = ("Zusammenfassung", "Vorgangsschlüssel", "Status", "Projektschlüssel", "Erstellt", "Story Points")
    rows = [
        (text, key, GERMAN[status], project, f"{day[8:]}.{day[5:7]}.{day[:4]} 09:12", points)
        for project, key, text, status, _, day, points in ITEMS
    ]
    return table(heads, rows, ";")


def jira_json() -> bytes:
    issues = [
        {
            "key": key,
            "fields": {
                "project": {"key": project},
                "summary": text,
                "status": {"name": status, "statusCategory": {"key": CATEGORIES[progress]}},
                "created": f"{day}T09:12:00.000+0200",
                "customfield_10016": points,
            },
        }
        for project, key, text, status, progress, day, points in ITEMS
    ]
    return json.dumps({"startAt": 0, "maxResults": 50, "total": 3, "issues": issues}).encode()


def openproject_csv() -> bytes:
    heads = ("ID", "Subject", "Status", "Project", "Created on", "Story Points")
    rows = [
        (key, text, status, project, f"{day[5:7]}/{day[8:]}/{day[:4]} 09:12 AM", points)
        for project, key, text, status, _, day, points in ITEMS
    ]
    return table(heads, rows)


EXHIBITS: Mapping[str, tuple[str, str, Callable[[], bytes]]] = {
    "jira-csv": ("jira-csv", "jira.csv", jira_csv),
    "jira-csv-german": ("jira-csv", "jira.csv", jira_german),
    "jira-json": ("jira-json", "jira.json", jira_json),
    "openproject-csv": ("openproject-csv", "openproject.csv", openproject_csv),
}


def read(folder: Path, preset: str, name: str, content: bytes) -> pd.DataFrame:
    (folder / "inputs" / "2026-10").mkdir(parents=True)
    (folder / "inputs" / "2026-10" / name).write_bytes(content)
    (folder / "register.csv").write_text("project_id\nP\n")
    part = {"table": "projects", "columns": {"project_id": {}}}
    register = {"reader": "csv", "files": "register.csv", "parts": {"projects": part}}
    own = dict(document(ROOT / "config" / "presets" / f"{preset}.yaml", preset).content)
    sources = {
        key: Source.model_validate({"name": key, **each})
        for key, each in {"register": register, "tracker": own}.items()
    }
    settings = Settings(
        workspace=folder,
        organisation=Organisation(name="Example", portfolio=Root(id="ROOT", name="All"), currency="EUR"),
        calendar=Calendar(),
        rag=RagRules(dimensions={}),
        sources=sources,
        packs={},
    )
    collected = readers.collect(settings, OCTOBER, folder / "store")
    return normalise.portfolio(readers.read(collected, settings, folder / "store"), settings, OCTOBER)[
        "work_items"
    ]


@pytest.mark.parametrize("exhibit", EXHIBITS)
def test_every_form_holds_the_same_items(tmp_path: Path, exhibit: str) -> None:
    preset, name, writer = EXHIBITS[exhibit]
    expected = pd.DataFrame(ITEMS, columns=pd.Index(HEADS))
    expected["created_on"] = expected["created_on"].astype("datetime64[s]")
    if exhibit.endswith("german"):
        expected["status"] = expected["status"].map(GERMAN)
    found = read(tmp_path, preset, name, writer())[list(HEADS)]
    pd.testing.assert_frame_equal(found, expected, check_exact=True)
