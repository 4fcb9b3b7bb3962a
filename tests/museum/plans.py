"""The sample's plans of 2026-10 as records for a writer, ids as numbers; one has what is hard to hold."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pmo_reports.workspace.sample.schedule_records import Sight, records
from pmo_reports.workspace.sample.schedule_story import scheduled
from pmo_reports.workspace.sample.story import COUNT

Record = dict[str, Any]
Plan = Mapping[str, list[Record]]
HARD = "DIG-301"
NAMES = (
    'Prüfung "Ä–ß", Phase 2; Rest',
    "=SUM(A1:A9)",
    "0042",
    "Line 1\nLine\t2",
    "-5 °C, 'quoted' <&>",
)
IDS = ("Task ID", "Parent ID", "Predecessor ID", "Successor ID")


@cache
def plans() -> Mapping[str, Plan]:
    """Project -> its plan, to be written in any form."""
    found = {each.id: _numbered(records(Sight(project=each, index=COUNT - 1))) for each in scheduled()}
    _harden(found[HARD])
    return found


def _numbered(plan: Mapping[str, Any]) -> Plan:
    """Microsoft's forms know whole numbers only."""
    return {kind: [_renamed(record) for record in found] for kind, found in plan.items()}


def _renamed(record: Mapping[str, Any]) -> Record:
    return {name: value.lstrip("AM") if name in IDS else value for name, value in record.items()}


def _harden(plan: Plan) -> None:
    """Names, links, constraints, credits and calendars that forms are apt to lose."""
    tasks = [task for task in plan["tasks"] if task["Kind"] == "task"]
    for task, name in zip(tasks, NAMES, strict=False):
        task["Name"] = name
    first, second, third, fourth, *_ = (task for task in tasks if not task["Actual Start"])
    first["Deadline"] = "2027-01-15T17:00"
    second |= {"Constraint Type": "start no earlier than", "Constraint Date": second["Start"]}
    third |= {"Constraint Type": "must finish on", "Constraint Date": third["Finish"]}
    fourth["Calendar ID"] = "2"
    for link, lag in zip(plan["task_links"][3:], (-2.0, 0.5), strict=False):
        link["Lag"] = lag
    plan["task_links"][5]["Type"] = "SF"
    early = {"Base ID": "1", "Friday": "08:00-12:00", "Saturday": "08:00-12:00", "Hours Per Day": 8}
    plan["calendars"].append({"Calendar ID": "2", "Name": "Früh & spät", **early})
    half = dict.fromkeys(("First Day", "Last Day"), "2028-11-15")  # after the last activity
    plan["calendar_exceptions"].append(
        {"Calendar ID": "1", **half, "Hours": "08:00-12:00", "Name": "Half a day"}
    )
