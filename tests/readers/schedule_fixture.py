"""The shipped source of schedules over any folder, and a plan of ours that every form can hold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from ruamel.yaml import YAML

from pmo_reports import readers
from pmo_reports.config.settings import Settings
from pmo_reports.config.sources import Source
from pmo_reports.model.finding import Finding
from pmo_reports.model.period import Period
from pmo_reports.model.raw import Reading
from pmo_reports.model.tables import TABLES
from pmo_reports.normalise import mapping, records

SHIPPED = Path(__file__).parents[2] / "config" / "sources" / "schedules.yaml"
WEEK = dict.fromkeys(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"), "08:00-12:00, 13:00-17:00")
REST = dict.fromkeys(("Saturday", "Sunday"), "non-working")


def shipped(files: str) -> Source:
    """The shipped source, looking for `files`."""
    return Source.model_validate({**YAML(typ="safe").load(SHIPPED), "files": files, "name": "schedules"})


@dataclass(frozen=True, eq=False)
class Plans:
    """Schedules as they were read: raw tables, canonical rows, and what was found."""

    reading: Reading
    source: Source

    def told(self, file: str) -> tuple[Finding, ...]:
        """The findings on the file whose name begins so."""
        return tuple(f for f in self.reading.findings if f.file.rpartition("/")[2].startswith(file))

    def rules(self, file: str) -> set[str]:
        return {finding.rule for finding in self.told(file)}

    def raw(self, file: str, part: str) -> pd.DataFrame:
        """The records of a part of one file, by head as written."""
        found = [t for t in self.reading.tables if t.part == part and f"/{file}" in f"/{t.file.path}"]
        return found[0].frame.set_axis(found[0].header, axis=1) if found else pd.DataFrame()

    @cache  # noqa: B019 - as long as the tests of a module
    def rows(self, file: str, table: str) -> pd.DataFrame:
        """The canonical rows that one file gave, before projects and rates are looked up."""
        source = self.source
        found = [
            mapping.mapped(raw, source, "schedules")
            for raw in self.reading.tables
            if source.parts[raw.part].table == table and f"/{file}" in f"/{raw.file.path}"
        ]
        return records.rows(TABLES[table], found).frame


def plans(workspace: Path, files: str, store: Path, workbench: readers.Workbench) -> Plans:
    """The schedules of a workspace, read through the shipped source."""
    settings = Settings.model_construct(workspace=workspace, sources={"schedules": shipped(files)})
    collected = readers.collect(settings, Period(2026, 10), store)
    return Plans(readers.read(collected, settings, store, workbench), settings.sources["schedules"])


def task(number: int, kind: str = "task", **more: object) -> dict[str, Any]:
    """An activity that starts on 1 September 2026, with `more` of its fields ("Total_Slack")."""
    named = {name.replace("_", " "): value for name, value in more.items()}
    return {
        "Task ID": str(number),
        "Kind": kind,
        "Name": f"Activity {number}",
        "Start": "2026-09-01T08:00",
        "Finish": "2026-09-28T17:00",
        "Duration": 20.0,
        "Percentage Complete": 0.0,
        **named,
    }


def plan(*tasks: dict[str, Any], **kinds: list[dict[str, Any]]) -> dict[str, Any]:
    """The records of a plan on a usual week, with a status date."""
    calendar = {"Calendar ID": "1", "Name": "Standard", "Hours Per Day": 8, **WEEK, **REST}
    schedule = {
        "Title": "Depot",
        "Project ID": "P-001",
        "Currency": "GBP",
        "Currency Symbol": "£",
        "Status Date": "2026-10-31T17:00",
        "Start": "2026-09-01T08:00",
        "Calendar ID": "1",
    }
    return {"schedules": [schedule], "calendars": [calendar], "tasks": list(tasks), **kinds}
