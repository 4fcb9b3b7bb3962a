"""A schedule file as plain records by kind, with the heads that MPXJ's own fields have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jpype import JByte, JClass

from pmo_reports.jvm import calendars, months, mpx_language
from pmo_reports.jvm.budget import TASK, Budget
from pmo_reports.jvm.values import Java, days, hours, lag_days, moment, number, text, whole, word

Record = dict[str, Any]
_Stream: Java = JClass("java.io.ByteArrayInputStream")
_Reader: Java = JClass("org.mpxj.reader.UniversalProjectReader")
_MONEY = ("tasks", "task_months", "schedule_resources", "assignments")
_PRIMAVERA = ("XER", "PMXML")
_SYMBOLS = {"£": "GBP", "€": "EUR"}  # the others mean more than one currency
_BY_DATE = {"level of effort": "hammock", "hammock": "hammock"}


@dataclass(frozen=True, slots=True)
class Plan:
    """A project as MPXJ read it, with the tasks that count and what they are called.

    Attributes:
        tasks: neither blank rows nor the row that stands for the project itself (outline level 0).
        names: unique id -> the id that the planner sees and that survives a copy of the project (the
            activity id of Primavera and Asta), where each is used once; else the unique id.
    """

    file: Java
    properties: Java
    tasks: tuple[Java, ...]
    names: dict[int, str]

    def name(self, task: Java) -> str:
        """What a task is called."""
        return self.names.get(int(task.getUniqueID()), str(task.getUniqueID()))

    @property
    def planned_is_baseline(self) -> bool:
        """Whether Primavera's own plan stands for the baseline: the file brings no baseline project."""
        return str(self.properties.getFileType()) in _PRIMAVERA and not len(self.file.getBaselines())

    def calendar(self, task: Java) -> Java:
        """The calendar that a task is planned in, else what the project says of its days."""
        return task.getEffectiveCalendar() or self.properties


def read(content: bytes, most: int) -> dict[str, Any] | None:
    """Records by kind, notes by kind; None if MPXJ finds no project.

    Raises:
        TroubleError: there are more than `most` records.
    """
    budget = Budget(most)
    found = _projects(_reader(content).readAll(_Stream(JByte[:](content))))
    plans = [plan for plan in map(_plan, found) if plan.tasks] or [_plan(each) for each in found[:1]]
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


def _plan(file: Java) -> Plan:
    tasks = tuple(task for task in file.getTasks() if not task.getNull() and not _is_whole(task))
    return Plan(file, file.getProjectProperties(), tasks, _names(tasks))


def _is_whole(task: Java) -> bool:
    level = task.getOutlineLevel()
    return level is not None and int(level) == 0


def _names(tasks: tuple[Java, ...]) -> dict[int, str]:
    known = {int(task.getUniqueID()): text(task.getActivityID()) for task in tasks}
    used = Counter(known.values())
    return {uid: name if name and used[name] == 1 else str(uid) for uid, name in known.items()}


def _kinds(plan: Plan, budget: Budget) -> Iterator[tuple[str, list[Record]]]:
    project, counted = text(plan.properties.getProjectID()), budget.counted
    made = {
        "schedules": [_schedule(plan)],
        "tasks": [_task(plan, task) for task in counted(plan.tasks, TASK)],
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


def _task(plan: Plan, task: Java) -> Record:
    parent = task.getParentTask()
    own = task.getCalendar()
    return {
        "Row": int(task.getUniqueID()),
        "Unique ID": int(task.getUniqueID()),
        "Task ID": plan.name(task),
        "Parent ID": None if parent is None or _is_whole(parent) else plan.name(parent),
        "WBS": text(task.getWBS()),
        "Outline Level": whole(task.getOutlineLevel()),
        "ID": whole(task.getID()),
        "Name": text(task.getName()),
        "Kind": _kind(task),
        "Active": bool(task.getActive()),
        "Calendar ID": None if own is None else str(own.getUniqueID()),
        "Contact": text(task.getContact()),
        "Resource Names": _resource_names(task),
        **_dates(task),
        **_durations(plan, task),
        **_progress(task),
        **_money(plan, task),
        **_work(plan, task),
    }


def _kind(task: Java) -> str:
    if task.getSummary():
        return "summary"
    if task.getMilestone():
        return "milestone"
    return _BY_DATE.get(word(task.getActivityType()) or "", "task")


def _resource_names(task: Java) -> str | None:
    used = (each.getResource() for each in task.getResourceAssignments())
    names = (text(each.getName()) for each in used if each is not None)
    return "; ".join(dict.fromkeys(filter(None, names))) or None


def _dates(task: Java) -> Record:
    return {
        "Baseline Start": moment(task.getBaselineStart()),
        "Baseline Finish": moment(task.getBaselineFinish()),
        "Start": moment(task.getStart()),
        "Finish": moment(task.getFinish()),
        "Actual Start": moment(task.getActualStart()),
        "Actual Finish": moment(task.getActualFinish()),
        "Deadline": moment(task.getDeadline()),
        "Constraint Type": word(task.getConstraintType()),
        "Constraint Date": moment(task.getConstraintDate()),
    }


def _durations(plan: Plan, task: Java) -> Record:
    calendar, start = plan.calendar(task), task.getStart()
    slack = _slack(plan, task, calendar)
    return {
        "Baseline Duration": days(task.getBaselineDuration(), calendar, task.getBaselineStart()),
        "Duration": days(task.getDuration(), calendar, start),
        "Remaining Duration": days(task.getRemainingDuration(), calendar, start),
        "Total Slack": slack,
        "Critical": True if task.getCritical() else None if slack is None else False,
    }


def _slack(plan: Plan, task: Java, calendar: Java) -> float | None:
    """Total float in working days. ProjectLibre writes a thousandth of a minute where a tenth is meant."""
    slack = days(task.getTotalSlack(), calendar, task.getFinish())
    if slack is None or str(plan.properties.getFileType()) != "POD":
        return slack
    return round(slack / 100, 6)


def _progress(task: Java) -> Record:
    return {
        "Percent Complete Type": word(task.getPercentCompleteType()) or "duration",
        "Percentage Complete": number(task.getPercentageComplete()),
        "Percentage Work Complete": number(task.getPercentageWorkComplete()),
        "Physical Percent Complete": number(task.getPhysicalPercentComplete()),
    }


def _money(plan: Plan, task: Java) -> Record:
    planned = plan.planned_is_baseline and not task.getSummary()
    baseline = task.getPlannedCost() if planned else task.getBaselineCost()
    return {
        "Baseline Cost": number(baseline),
        "Cost": number(task.getCost()),
        "Actual Cost": number(task.getActualCost()),
        "Remaining Cost": number(task.getRemainingCost()),
    }


def _work(plan: Plan, task: Java) -> Record:
    return {
        "Baseline Work": hours(task.getBaselineWork(), plan.properties),
        "Work": hours(task.getWork(), plan.properties),
        "Actual Work": hours(task.getActualWork(), plan.properties),
    }


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
    baseline = _money(plan, task)["Baseline Cost"]
    for month in months.of(task, plan.calendar(task), plan.properties, baseline):
        yield {"Row": int(task.getUniqueID()), "Task ID": plan.name(task), **month}


def _resource(resource: Java) -> Record:
    calendar, rate = resource.getCalendar(), resource.getStandardRate()
    return {
        "Row": int(resource.getUniqueID()),
        "Resource ID": str(resource.getUniqueID()),
        "Name": text(resource.getName()),
        "Type": "role" if resource.getRole() else word(resource.getType()),
        "Group": text(resource.getGroup()),
        "Max Units": number(resource.getMaxUnits()),
        "Standard Rate": None if rate is None else round(float(rate.getAmount()), 4),
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
