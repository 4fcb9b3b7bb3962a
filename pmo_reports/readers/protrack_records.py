"""The kinds of record that a ProTrack project has, each column with the way to its element."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from xml.etree.ElementTree import Element

from pmo_reports.model.working_time import written
from pmo_reports.readers.protrack_plan import Plan, relations, text
from pmo_reports.readers.protrack_sheet import AGENDA, Cell, Sheet, money, sheet_of
from pmo_reports.readers.protrack_tasks import schedules, task_progress, tasks

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LINKS: Mapping[str, str] = MappingProxyType({"0": "SS", "1": "SF", "2": "FS", "3": "FF"})


def _task_links(plan: Plan) -> Iterator[Sheet]:
    heads = {"Predecessor ID": "FromTask", "Successor ID": "ToTask", "Kind": "LagType", "Lag Days": "Lag"}
    records = (
        (
            row,
            [plan.name, text(each, "FromTask"), text(each, "ToTask"), _link(each), lag / plan.hours_per_day],
        )
        for row, (each, lag) in enumerate(relations(plan.root), 1)
    )
    yield sheet_of("Relations", "Relation", heads, records)


def _link(relation: Element) -> str:
    """ProTrack numbers the kinds of links; a number that is not known stays as it is."""
    written = text(relation, "LagType")
    return _LINKS.get(written, written)


def _resources(plan: Plan) -> Iterator[Sheet]:
    heads = {
        "Resource ID": "FIELD0",
        "Name": "FIELD1",
        "Kind": "FIELD769",
        "Max Units": "FIELD780",
        "Cost Per Hour": "FIELD771",
        "Cost Per Use": "FIELD770",
    }
    records = (
        (
            row,
            [
                plan.name,
                each.uid,
                each.name or None,
                "work" if each.is_renewable else "material",
                each.available,
                *money(plan, each.per_hour, each.per_use),
            ],
        )
        for row, each in enumerate(plan.resources, 1)
    )
    yield sheet_of("Resources", "Resource", heads, records)


def _assignments(plan: Plan) -> Iterator[Sheet]:
    hours = {each.uid: each.hours for each in plan.activities}
    heads = {
        "Assignment ID": "",
        "Task ID": "FIELD1024",
        "Resource ID": "FIELD1025",
        "Units": "FIELD1026",
        "Hours": "FIELD1026",
        "Cost": "FIELD1026",
    }
    records = (
        (
            row,
            [
                plan.name,
                str(row),
                each.task,
                each.resource.uid,
                each.units,
                each.units * hours.get(each.task, 0.0) if each.resource.is_renewable else None,
                *money(plan, each.uses + each.once + each.by_hour * hours.get(each.task, 0.0)),
            ],
        )
        for row, each in enumerate(plan.assignments, 1)
    )
    yield sheet_of("ResourceAssignments", "ResourceAssignment", heads, records)


def _calendars(plan: Plan) -> Iterator[Sheet]:
    heads = {"Calendar ID": "", "Name": "", "Default": "", "Hours Per Day": "NonWorkingHours"}
    days = dict.fromkeys(_WEEKDAYS, "NonWorkingDays")
    week = [written(day) for day in plan.working.week]
    values = [plan.name, AGENDA, "Agenda", "yes", plan.hours_per_day, *week]
    yield sheet_of("Agenda", "Agenda", {**heads, **days}, iter([(1, values)]))


def _exceptions(plan: Plan) -> Iterator[Sheet]:
    heads = {"Calendar ID": "", "First Day": "", "Last Day": "", "Hours": ""}
    records: Iterator[tuple[int, list[Cell]]] = (
        (row, [plan.name, AGENDA, day, day, written(())]) for row, day in enumerate(plan.holidays, 1)
    )
    yield sheet_of("Holidays", "Holiday", heads, records)


KINDS: Mapping[str, Callable[[Plan], Iterator[Sheet]]] = MappingProxyType(
    {
        "schedules": schedules,
        "tasks": tasks,
        "task_links": _task_links,
        "schedule_resources": _resources,
        "assignments": _assignments,
        "calendars": _calendars,
        "calendar_exceptions": _exceptions,
        "task_progress": task_progress,
    }
)
"""What a part's `rows` may name, and how its records are made."""
