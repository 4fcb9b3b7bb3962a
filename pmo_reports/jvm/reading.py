"""A schedule file as plain records by kind, with the heads that MPXJ's own fields have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from jpype import JClass

from pmo_reports.jvm import calendars, months, mpx_language
from pmo_reports.jvm.budget import TASK, Budget
from pmo_reports.jvm.plan import Plan
from pmo_reports.jvm.plan import plan as planned
from pmo_reports.jvm.tasks import costs
from pmo_reports.jvm.tasks import record as task_record
from pmo_reports.jvm.values import Java, hours, lag_days, moment, number, text, word

Record = dict[str, Any]
Part = tuple[str, list[Record]]
_File: Java = JClass("java.io.File")
_Reader: Java = JClass("org.mpxj.reader.UniversalProjectReader")
_A_PART = 500
_MONEY = ("tasks", "task_months", "schedule_resources", "assignments")
_SYMBOLS = {"£": "GBP", "€": "EUR"}  # the others mean more than one currency


def plans(path: str) -> list[Plan]:
    """The projects in a file; none if MPXJ finds none."""
    found = _projects(_reader(path).readAll(_File(path)))
    return [plan for plan in map(planned, found) if plan.tasks] or [planned(each) for each in found[:1]]


def parts(found: list[Plan], most: int) -> Iterator[Part]:
    """The records of the projects, a few of one kind at a time; each kind comes, if without any.

    Raises:
        TroubleError: there are more than `most` records.
    """
    budget = Budget(most)
    for plan in found:
        project, schedule = text(plan.properties.getProjectID()), _schedule(plan)
        for kind, made in _kinds(plan, schedule, budget):
            told = {"Project ID": project, **({"Currency": schedule["Currency"]} if kind in _MONEY else {})}
            records = ({**record, **told} for record in made)
            while part := list(islice(records, _A_PART)):
                yield kind, part
            yield kind, []


def _reader(path: str) -> Java:
    """MPXJ's own choice by content; for MPX one that knows the language."""
    with Path(path).open("rb") as file:
        if file.read(len(mpx_language.SIGN)) != mpx_language.SIGN:
            return _Reader()
    reader = JClass("org.mpxj.mpx.MPXReader")()
    reader.setLocale(mpx_language.language(Path(path).read_bytes()))
    return reader


def _projects(found: Java) -> list[Java]:
    """The projects that were meant to be handed over: not their baselines, nor those they only touch."""
    whole = [each for each in found if not each.getProjectProperties().getProjectIsBaseline()]
    meant = [each for each in whole if each.getProjectProperties().getExportFlag()]
    return meant or whole or list(found)


def _kinds(plan: Plan, schedule: Record, budget: Budget) -> Iterator[tuple[str, Iterable[Record]]]:
    """The records of each kind, made as they are asked for."""
    counted, file = budget.counted, plan.file
    yield "schedules", [schedule]
    yield "tasks", (task_record(plan, task) for task in counted(plan.tasks, TASK))
    yield "task_links", counted(_links(plan))
    yield "task_months", counted(month for task in plan.tasks for month in _months(plan, task))
    yield "schedule_resources", map(_resource, counted(file.getResources()))
    yield "assignments", counted(_assignments(plan))
    yield "calendars", (calendars.week(each, file) for each in counted(file.getCalendars()))
    days = (day for each in file.getCalendars() for day in calendars.exceptions(each))
    yield "calendar_exceptions", counted(days)


def _schedule(plan: Plan) -> Record:
    said, leaves = plan.properties, [task for task in plan.tasks if not task.getSummary()]
    default = plan.file.getDefaultCalendar()
    return {
        "Row": 1,
        "Title": text(said.getProjectTitle()) or text(said.getName()),
        "File Type": text(said.getFileType()),
        "Application": text(said.getFullApplicationName()) or text(said.getFileApplication()),
        "Status Date": moment(said.getStatusDate()),
        "Start": min(filter(None, (moment(task.getStart()) for task in leaves)), default=None),
        "Finish": max(filter(None, (moment(task.getFinish()) for task in leaves)), default=None),
        "Baseline Finish": max(
            filter(None, (moment(task.getBaselineFinish()) for task in leaves)), default=None
        ),
        "Currency": text(said.getCurrencyCode()) or _SYMBOLS.get(str(said.getCurrencySymbol())),
        "Currency Symbol": text(said.getCurrencySymbol()),
        "Hours Per Day": _hours_a_day(default or said),
        "Calendar ID": None if default is None else str(default.getUniqueID()),
        "Activities": len(leaves),
        "Baseline From": "plan" if plan.planned_is_baseline else "baseline",
    }


def _hours_a_day(calendar: Java) -> float | None:
    minutes = calendar.getMinutesPerDay()
    return None if minutes is None else round(int(minutes) / 60, 4)


def _links(plan: Plan) -> Iterator[Record]:
    for task in plan.tasks:
        for link in task.getPredecessors():
            before = link.getPredecessorTask()
            yield {
                "Row": int(task.getUniqueID()),
                "Predecessor ID": plan.name(before),
                "Successor ID": plan.name(task),
                "Type": str(link.getType().toString()),
                "Lag": lag_days(link.getLag(), before, plan.calendar(task)),
            }


def _months(plan: Plan, task: Java) -> Iterator[Record]:
    if task.getSummary():
        return
    baseline = costs(plan, task)["Baseline Cost"]
    for month in months.of(task, plan.calendar(task), plan.properties, baseline):
        yield {"Row": int(task.getUniqueID()), "Task ID": plan.name(task), **month}


def _resource(resource: Java) -> Record:
    calendar, rate, kind = resource.getCalendar(), resource.getStandardRate(), word(resource.getType())
    return {
        "Row": int(resource.getUniqueID()),
        "Resource ID": str(resource.getUniqueID()),
        "Name": text(resource.getName()),
        "Type": "role" if resource.getRole() else kind,
        "Group": text(resource.getGroup()),
        "Max Units": None if kind == "cost" else number(resource.getMaxUnits()),
        "Standard Rate": None if rate is None else round(float(rate.getAmount()), 4) or None,
        "Rate Unit": None if rate is None or rate.getUnits() is None else word(rate.getUnits()),
        "Calendar ID": None if calendar is None else str(calendar.getUniqueID()),
    }


def _assignments(plan: Plan) -> Iterator[Record]:
    for each in plan.file.getResourceAssignments():
        task, resource = each.getTask(), each.getResource()
        yield {
            "Row": int(each.getUniqueID()),
            "Assignment ID": str(each.getUniqueID()),
            "Task ID": None if task is None else plan.name(task),
            "Resource ID": None if resource is None else str(resource.getUniqueID()),
            "Units": number(each.getUnits()),
            "Start": moment(each.getStart()),
            "Finish": moment(each.getFinish()),
            "Cost": number(each.getCost()),
            "Actual Cost": number(each.getActualCost()),
            "Baseline Cost": number(
                each.getPlannedCost() if plan.planned_is_baseline else each.getBaselineCost()
            ),
            "Work": hours(each.getWork(), plan.properties),
            "Actual Work": hours(each.getActualWork(), plan.properties),
            "Remaining Work": hours(each.getRemainingWork(), plan.properties),
        }


def notes(found: list[Plan]) -> dict[str, Any]:
    """What was left out, and what MPXJ passed over."""
    return {
        "null_tasks": sum(bool(task.getNull()) for plan in found for task in plan.file.getTasks()),
        "projects": len(found),
        "ignored": [str(each)[:300] for plan in found for each in plan.file.getIgnoredErrors()],
        "inserted": [
            text(task.getSubprojectFile())
            for plan in found
            for task in plan.tasks
            if text(task.getSubprojectFile())
        ],
    }
