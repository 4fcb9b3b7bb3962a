"""The records of a ProTrack project by kind, each column with the way to its element."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from xml.etree.ElementTree import Element

import numpy as np

from pmo_reports.model.lineage import ROW
from pmo_reports.model.working_time import written
from pmo_reports.readers.protrack_plan import (
    Activity,
    Plan,
    Progress,
    groups,
    relations,
    text,
)

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LINKS: Mapping[str, str] = MappingProxyType({"0": "SS", "1": "SF", "2": "FS", "3": "FF"})
_GROUP = "group-{}"  # groups and activities are numbered apart
_AGENDA = "agenda"
_PROJECT = "/Project/NAME"
_DONE = 1.0
Cell = object


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Records of one kind, from one place of the file.

    Attributes:
        heads: head -> the way to its value, with `{row}` for the record's number.
        records: each record's number (from 1) and its values.
    """

    name: str
    heads: Mapping[str, str]
    records: Sequence[tuple[int, Sequence[Cell]]]


def _sheet(name: str, element: str, heads: Mapping[str, str], records: Iterator[tuple[int, list[Cell]]]) -> Sheet:
    """A sheet whose columns lie in `element` number so and so; the project's name stands before them."""
    ways = {head: f"{element}[{ROW}]/{way}".rstrip("/") for head, way in heads.items()}
    return Sheet(name=name, heads={"Project": _PROJECT, **ways}, records=tuple(records))


def _schedules(plan: Plan) -> Iterator[Sheet]:
    starts = [each.start for each in plan.activities if each.start]
    ends = [each for each in _finishes(plan).values() if each]
    status = max((each.end for each in plan.periods if each.end), default=None)
    heads = {
        "Name": "NAME",
        "Tool": "ProjectInfo/SavedWithMayorBuild",
        "Status Date": "TrackingList/TrackingPeriod[last()]/EndDate",
        "Baseline Start": "Activities/Activity/BaseLineStart",
        "Baseline Finish": "Activities/Activity/BaseLineDuration",
        "Currency": "Settings/CurrencySymbol",
        "Hours Per Day": "Agenda/NonWorkingHours",
        "Calendar ID": "Agenda",
        "Activities": "Activities",
    }
    tool = f"ProTrack {plan.version}".strip()
    span = [min(starts, default=None), max(ends, default=None)]
    rest = [plan.currency or None, plan.hours_per_day, _AGENDA, len(plan.activities)]
    yield _sheet("Project", "Project", heads, iter([(1, [plan.name, plan.name, tool, status, *span, *rest])]))


def _tasks(plan: Plan) -> Iterator[Sheet]:
    """The activities as they stand at the last status date, then the groups that they are in."""
    last = max(plan.periods, key=lambda period: period.end or datetime.min, default=None)  # noqa: DTZ901 - no zone
    now = {each.task: each for each in last.progress} if last else {}
    finishes, outline = _finishes(plan), _outline(plan)
    heads = {
        "Task ID": "UniqueID",
        "Name": "Name",
        "Kind": "IsMilestone",
        "Calendar ID": "",
        "Baseline Start": "BaseLineStart",
        "Baseline Finish": "BaseLineDuration",
        "Baseline Hours": "BaseLineDuration",
        "Baseline Days": "BaseLineDuration",
        "Fixed Cost": "FixedBaselineCost",
        "Cost": "BaselineCostByUnit",
        "Cost With Uses": "BaselineCostByUnit",
        **dict.fromkeys(("Parent ID", "WBS", "Outline Level", "Position"), ""),
        **dict.fromkeys(("Actual Start", "Actual Finish", "Percent Complete", "Actual Cost"), ""),
        **dict.fromkeys(("Remaining Days", "Remaining Cost"), ""),
    }
    records = (
        (
            each.place,
            [
                plan.name,
                each.uid,
                each.name or None,
                "milestone" if each.is_milestone else "task",
                _AGENDA,
                each.start,
                finishes[each.uid],
                each.hours,
                each.hours / plan.hours_per_day,
                *_money(plan, each.fixed, each.cost, each.cost + each.uses),
                *outline.get(each.uid, _NOWHERE),
                *_state(plan, each, now.get(each.uid)),
            ],
        )
        for each in plan.activities
    )
    yield _sheet("Activities", "Activity", heads, records)
    yield _groups(plan, outline)


def _groups(plan: Plan, outline: Mapping[str, Sequence[Cell]]) -> Sheet:
    heads = {
        "Task ID": "UniqueID",
        "Name": "Name",
        **dict.fromkeys(("Kind", "Parent ID", "WBS", "Outline Level", "Position"), ""),
    }
    records = (
        (row, [plan.name, key, name or None, "summary", *outline.get(key, _NOWHERE)])
        for row, (key, name) in enumerate(((_GROUP.format(uid), n) for uid, n in groups(plan.root).items()), 1)
    )
    return _sheet("ActivityGroups", "ActivityGroup", heads, records)


def _state(plan: Plan, activity: Activity, now: Progress | None) -> list[Cell]:
    """Actual start and finish, share done, actual cost, remaining days and cost; nothing without tracking."""
    if now is None:
        return [None] * 6
    begun = now.start is not None
    spent = activity.fixed + activity.per_hour * now.hours + now.more_spent if begun else 0.0
    ahead = activity.per_hour * now.remaining if begun else activity.cost
    cost = _money(plan, spent, ahead + now.more_to_spend)
    return [
        now.start,
        _finish(plan, now),
        now.share,
        cost[0] if begun else None,
        now.remaining / plan.hours_per_day,
        cost[1],
    ]


def _task_progress(plan: Plan) -> Iterator[Sheet]:
    heads = {
        "Task ID": "UniqueID",
        "Tracking Period": "",
        "Status Date": "",
        "Actual Start": "ActualStart",
        "Actual Finish": "ActualDuration",
        "Percent Complete": "PercentageComplete",
        "Actual Cost": "ActualCostDev",
        "Actual Days": "ActualDuration",
        "Remaining Cost": "RemainingCostDev",
    }
    known = {each.uid: each for each in plan.activities}
    for place, period in enumerate(plan.periods, 1):
        records = (
            (each.place, [plan.name, each.task, period.name, period.end, *_tracked(plan, known[each.task], each)])
            for each in period.progress
            if each.task in known
        )
        yield _sheet(f"TrackingPeriod[{place}]", "TProTrackActivityTracking-1", heads, records)


def _tracked(plan: Plan, activity: Activity, each: Progress) -> list[Cell]:
    start, finish, share, spent, _, ahead = _state(plan, activity, each)
    days = None if start is None else each.hours / plan.hours_per_day
    return [start, finish, share, spent, days, ahead]


def _finish(plan: Plan, each: Progress) -> datetime | None:
    """When a finished activity ended: so many working hours after it started."""
    if each.start is None or each.share < _DONE:
        return None
    return _worked(plan, [each.start], [each.hours])[0]


def _task_links(plan: Plan) -> Iterator[Sheet]:
    heads = {"Predecessor ID": "FromTask", "Successor ID": "ToTask", "Kind": "LagType", "Lag Days": "Lag"}
    records = (
        (row, [plan.name, text(each, "FromTask"), text(each, "ToTask"), _link(each), lag / plan.hours_per_day])
        for row, (each, lag) in enumerate(relations(plan.root), 1)
    )
    yield _sheet("Relations", "Relation", heads, records)


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
                *_money(plan, each.per_hour, each.per_use),
            ],
        )
        for row, each in enumerate(plan.resources, 1)
    )
    yield _sheet("Resources", "Resource", heads, records)


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
                *_money(plan, each.uses + each.once + each.by_hour * hours.get(each.task, 0.0)),
            ],
        )
        for row, each in enumerate(plan.assignments, 1)
    )
    yield _sheet("ResourceAssignments", "ResourceAssignment", heads, records)


def _calendars(plan: Plan) -> Iterator[Sheet]:
    heads = {"Calendar ID": "", "Name": "", "Default": "", "Hours Per Day": "NonWorkingHours"}
    days = dict.fromkeys(_WEEKDAYS, "NonWorkingDays")
    week = [written(day) for day in plan.working.week]
    values = [plan.name, _AGENDA, "Agenda", "yes", plan.hours_per_day, *week]
    yield _sheet("Agenda", "Agenda", {**heads, **days}, iter([(1, values)]))


def _exceptions(plan: Plan) -> Iterator[Sheet]:
    heads = {"Calendar ID": "", "First Day": "", "Last Day": "", "Hours": ""}
    records: Iterator[tuple[int, list[Cell]]] = (
        (row, [plan.name, _AGENDA, day, day, written(())]) for row, day in enumerate(plan.holidays, 1)
    )
    yield _sheet("Holidays", "Holiday", heads, records)


KINDS: Mapping[str, Callable[[Plan], Iterator[Sheet]]] = MappingProxyType(
    {
        "schedules": _schedules,
        "tasks": _tasks,
        "task_links": _task_links,
        "schedule_resources": _resources,
        "assignments": _assignments,
        "calendars": _calendars,
        "calendar_exceptions": _exceptions,
        "task_progress": _task_progress,
    }
)
"""What a part's `rows` may name, and how its records are made."""

_NOWHERE: Sequence[Cell] = (None, None, None, None)


def _money(plan: Plan, *amounts: float) -> list[Cell]:
    """Amounts; nothing at all where nobody filled in costs: nought is an amount."""
    return list(amounts) if plan.has_costs else [None] * len(amounts)


def _finishes(plan: Plan) -> Mapping[str, datetime | None]:
    """When each activity ends by the baseline."""
    ends = _worked(plan, [each.start for each in plan.activities], [each.hours for each in plan.activities])
    return {each.uid: end for each, end in zip(plan.activities, ends, strict=True)}


def _worked(plan: Plan, starts: Sequence[datetime | None], hours: Sequence[float]) -> list[datetime | None]:
    found = plan.working.finishes(np.array(starts, dtype="datetime64[s]"), np.array(hours, dtype=float))
    ends: list[datetime | None] = found.astype(object).tolist()
    return ends


def _outline(plan: Plan) -> Mapping[str, Sequence[Cell]]:
    """Parent, WBS number, level and position of each activity and group, in the order of the outline."""
    found: dict[str, Sequence[Cell]] = {}
    top = plan.root.find("OutlineList/List")
    if top is not None:
        _descend(top, "", (), found)
    return found


def _descend(branch: Element, parent: str, wbs: tuple[int, ...], found: dict[str, Sequence[Cell]]) -> None:
    for place, child in enumerate(branch.iterfind("Child"), 1):
        is_group = text(child, "Type") == "1"
        key = _GROUP.format(text(child, "Data")) if is_group else text(child, "Data")
        path = (*wbs, place)
        found[key] = (parent or None, ".".join(map(str, path)), len(path), len(found) + 1)
        inner = child.find("List")
        if is_group and inner is not None:
            _descend(inner, key, path, found)
