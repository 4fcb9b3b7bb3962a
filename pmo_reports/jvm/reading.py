"""A schedule file as plain records by kind, with the heads that MPXJ's own fields have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jpype import JByte, JClass

from pmo_reports.jvm import calendars, months, mpx_language
from pmo_reports.jvm.budget import TASK, Budget
from pmo_reports.jvm.plan import Plan
from pmo_reports.jvm.plan import plan as planned
from pmo_reports.jvm.tasks import costs
from pmo_reports.jvm.tasks import record as task_record
from pmo_reports.jvm.values import Java, hours, lag_days, moment, number, text, word

Record = dict[str, Any]
_Stream: Java = JClass("java.io.ByteArrayInputStream")
_Reader: Java = JClass("org.mpxj.reader.UniversalProjectReader")
_MONEY = ("tasks", "task_months", "schedule_resources", "assignments")
_SYMBOLS = {"£": "GBP", "€": "EUR"}  # the others mean more than one currency


def read(content: bytes, most: int) -> dict[str, Any] | None:
    """Records by kind, notes by kind; None if MPXJ finds no project.

    Raises:
        TroubleError: there are more than `most` records.
    """
    budget = Budget(most)
    found = _projects(_reader(content).readAll(_Stream(JByte[:](content))))
    plans = [plan for plan in map(planned, found) if plan.tasks] or [planned(each) for each in found[:1]]
    if not plans:
        return None
    records: dict[str, list[Record]] = {}
    for plan in plans:
        for kind, made in _kinds(plan, budget):
            records.setdefault(kind, []).extend(made)
    return {"records": records, "notes": _notes(plans)}


def _reader(content: bytes) -> Java:
    """MPXJ's own choice by content; for MPX one that knows the language."""
    if not content.startswith(mpx_language.SIGN):
        return _Reader()
    reader = JClass("org.mpxj.mpx.MPXReader")()
    reader.setLocale(mpx_language.language(content))
    return reader


def _projects(found: Java) -> list[Java]:
    """The projects that were meant to be handed over: not their baselines, nor those they only touch."""
    whole = [each for each in found if not each.getProjectProperties().getProjectIsBaseline()]
    meant = [each for each in whole if each.getProjectProperties().getExportFlag()]
    return meant or whole or list(found)


def _kinds(plan: Plan, budget: Budget) -> Iterator[tuple[str, list[Record]]]:
    project, counted = text(plan.properties.getProjectID()), budget.counted
    made = {
        "schedules": [_schedule(plan)],
        "tasks": [task_record(plan, task) for task in counted(plan.tasks, TASK)],
        "task_links": list(counted(_links(plan))),
        "task_months": list(counted(month for task in plan.tasks for month in _months(plan, task))),
        "schedule_resources": [_resource(each) for each in counted(plan.file.getResources())],
        "assignments": list(counted(_assignments(plan))),
        "calendars": [calendars.week(each, plan.file) for each in counted(plan.file.getCalendars())],
        "calendar_exceptions": [
            day for each in plan.file.getCalendars() for day in counted(calendars.exceptions(each))
        ],
    }
    currency = made["schedules"][0]["Currency"]
    for kind, records in made.items():
        told = {"Project ID": project, **({"Currency": currency} if kind in _MONEY else {})}
        yield kind, [{**record, **told} for record in records]


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


def _notes(plans: list[Plan]) -> dict[str, Any]:
    """What was left out, and what MPXJ passed over."""
    return {
        "null_tasks": sum(bool(task.getNull()) for plan in plans for task in plan.file.getTasks()),
        "projects": len(plans),
        "ignored": [str(each)[:300] for plan in plans for each in plan.file.getIgnoredErrors()],
        "inserted": [
            text(task.getSubprojectFile())
            for plan in plans
            for task in plan.tasks
            if text(task.getSubprojectFile())
        ],
    }
