"""Plans as GanttProject writes them, by hand: MPXJ reads its files but does not write them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, tostring

from tests.museum.plans import Plan, Record

LINKS = {"SS": "1", "FS": "2", "FF": "3", "SF": "4"}
DAYS = {"mon": "0", "tue": "0", "wed": "0", "thu": "0", "fri": "0", "sat": "1", "sun": "1"}


def content(plan: Plan) -> bytes:
    """The file: days and lags are whole working days, a task has no times and no baseline dates."""
    title = plan["schedules"][0]["Title"]
    # MPXJ knows the form by the attributes that follow the name
    root = Element("project", {"name": title, "company": "", "webLink": "", "version": "3.3.3316"})
    calendars = SubElement(root, "calendars", {"base-id": "none"})
    types = SubElement(calendars, "day-types")
    for number in ("0", "1"):
        SubElement(types, "day-type", id=number)
    SubElement(types, "default-week", {"id": "1", "name": "default", **DAYS})
    SubElement(types, "only-show-weekends", value="false")
    for off in plan["calendar_exceptions"]:
        day = date.fromisoformat(off["First Day"])
        told = {"year": str(day.year), "month": str(day.month), "date": str(day.day), "type": "HOLIDAY"}
        SubElement(calendars, "date", told)
    tasks = SubElement(root, "tasks", {"empty-milestones": "true"})
    SubElement(tasks, "taskproperties")
    _tasks(tasks, plan)
    resources = SubElement(root, "resources")
    for each in plan["schedule_resources"]:
        SubElement(
            resources, "resource", id=_id(each["Resource ID"]), name=each["Name"], function="Default:0"
        )
    allocations = SubElement(root, "allocations")
    for each in plan["assignments"]:
        told = {"task-id": _id(each["Task ID"]), "resource-id": _id(each["Resource ID"]), "load": "100.0"}
        SubElement(allocations, "allocation", {**told, "function": "Default:0", "responsible": "false"})
    return b'<?xml version="1.0" encoding="UTF-8"?>' + tostring(root, encoding="utf-8", xml_declaration=False)


def _tasks(root: Element, plan: Plan) -> None:
    made = {"": root}
    for task in plan["tasks"]:
        made[task["Task ID"]] = SubElement(made[task.get("Parent ID", "")], "task", dict(_told(task)))
    links = sorted(plan["task_links"], key=lambda link: str(link["Predecessor ID"]))
    for before, after in groupby(links, key=lambda link: str(link["Predecessor ID"])):
        for at, link in enumerate(after):
            told = {"id": _id(link["Successor ID"]), "type": LINKS[link["Type"]], "hardness": "Strong"}
            made[before].insert(at, Element("depend", {**told, "difference": f"{link['Lag']:.0f}"}))


def _told(task: Record) -> Iterator[tuple[str, str]]:
    is_milestone = task["Kind"] == "milestone"
    start = date.fromisoformat(task["Start"][:10])
    yield from {
        "id": _id(task["Task ID"]),
        "name": " ".join(task["Name"].split()),
        "color": "#8cb6ce",
    }.items()
    yield "meeting", str(is_milestone).lower()
    # a milestone at the end of a day is one at the beginning of the next
    yield "start", str(start + timedelta(days=1) if is_milestone else start)
    yield "duration", f"{task['Duration']:.0f}"
    yield "complete", f"{task.get('Percentage Complete') or 0:.0f}"
    yield "expand", "true"


def _id(told: str) -> str:
    """GanttProject counts from 0, and MPXJ from 1."""
    return str(int(told) - 1)
