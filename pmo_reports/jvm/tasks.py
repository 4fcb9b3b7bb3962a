"""A task as a plain record, with the heads that MPXJ's own fields have."""

from __future__ import annotations

from typing import Any

from pmo_reports.jvm.plan import Plan, is_whole
from pmo_reports.jvm.values import Java, days, hours, moment, number, text, whole, word

Record = dict[str, Any]
_BY_DATE = {"level of effort": "hammock", "hammock": "hammock"}


def record(plan: Plan, task: Java) -> Record:
    """Everything that is known of a task."""
    parent = task.getParentTask()
    calendar = task.getEffectiveCalendar()
    return {
        "Row": int(task.getUniqueID()),
        "Unique ID": int(task.getUniqueID()),
        "Task ID": plan.name(task),
        "Parent ID": None if parent is None or is_whole(parent) else plan.name(parent),
        "WBS": text(task.getWBS()),
        "Outline Level": whole(task.getOutlineLevel()),
        "ID": whole(task.getID()),
        "Name": text(task.getName()),
        "Kind": _kind(task),
        "Active": bool(task.getActive()),
        "Calendar ID": None if calendar is None else str(calendar.getUniqueID()),
        "Contact": text(task.getContact()),
        "Resource Names": _resource_names(task),
        **_dates(task),
        **_durations(plan, task),
        **_progress(plan, task),
        **costs(plan, task),
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
        "Constraint Type": _constraint(word(task.getConstraintType())),
        "Constraint Date": moment(task.getConstraintDate()),
    }


def _constraint(kind: str | None) -> str | None:
    """A constraint; "as soon as possible", which some forms write and others leave out, is none."""
    return None if kind == "as soon as possible" else kind


def _durations(plan: Plan, task: Java) -> Record:
    calendar, start = plan.calendar(task), task.getStart()
    return {
        "Baseline Duration": days(task.getBaselineDuration(), calendar, task.getBaselineStart()),
        "Duration": days(task.getDuration(), calendar, start),
        "Remaining Duration": days(task.getRemainingDuration(), calendar, start),
        **_float(plan, task, calendar),
    }


def _float(plan: Plan, task: Java, calendar: Java) -> Record:
    """Total float and criticality: nothing of summaries, nor of what is finished (MPXJ makes 0 of it)."""
    if task.getSummary() or task.getActualFinish() is not None:
        return {"Total Slack": None, "Critical": None}
    slack = _slack(plan, task, calendar)
    return {
        "Total Slack": slack,
        "Critical": True if task.getCritical() else None if slack is None else False,
    }


def _slack(plan: Plan, task: Java, calendar: Java) -> float | None:
    """Total float in working days. ProjectLibre writes a thousandth of a minute where a tenth is meant."""
    slack = days(task.getTotalSlack(), calendar, task.getFinish())
    if slack is None or str(plan.properties.getFileType()) != "POD":
        return slack
    return round(slack / 100, 6)


def _progress(plan: Plan, task: Java) -> Record:
    """How much is complete, by kind.

    Nothing is of an activity of Primavera that has not begun: MPXJ makes something of a remaining duration
    that is shorter than the planned one.
    """
    waiting = plan.is_primavera and not task.getSummary() and task.getActualStart() is None
    return {
        "Percent Complete Type": word(task.getPercentCompleteType()) or "duration",
        "Percentage Complete": 0.0 if waiting else number(task.getPercentageComplete()),
        "Percentage Work Complete": number(task.getPercentageWorkComplete()),
        "Physical Percent Complete": number(task.getPhysicalPercentComplete()),
    }


def costs(plan: Plan, task: Java) -> Record:
    """What a task costs, and was to cost."""
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
