"""Plain values set into MPXJ's fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jpype import JClass

from pmo_reports.jvm.values import Duration, Java, TimeUnit

_Moment: Java = JClass("java.time.LocalDateTime")
_Double: Java = JClass("java.lang.Double")
_Integer: Java = JClass("java.lang.Integer")


def whole(value: object) -> Java:
    """A whole number."""
    return _Integer.valueOf(int(str(value)))


def moment(value: str | None) -> Java:
    """A moment from ISO 8601; null for None."""
    return _Moment.parse(value if "T" in value else f"{value}T00:00") if value else None


def duration_days(value: float) -> Java:
    """Working days."""
    return Duration.getInstance(float(value), TimeUnit.DAYS)


def duration_hours(value: float) -> Java:
    """Hours of work."""
    return Duration.getInstance(float(value), TimeUnit.HOURS)


def _text(value: object) -> Java:
    return None if value is None else str(value)


def number(value: float) -> Java:
    """A number with decimals."""
    return _Double(float(value))


def _constant(kind: str) -> Callable[[str], Java]:
    return lambda value: getattr(JClass(f"org.mpxj.{kind}"), value.upper().replace(" ", "_"))


def _line(value: str) -> Java:
    """A name on one line: MPXJ's writers drop line ends and tabs, and with them the gap between two words."""
    return " ".join(value.split("\n")).replace("\r", "").replace("\t", " ")


_FIELDS: Mapping[str, tuple[Callable[[Any], Java], tuple[str, ...]]] = {
    "Name": (_line, ("Name",)),
    "WBS": (_text, ("WBS",)),
    "Contact": (_text, ("Contact",)),
    "Active": (bool, ("Active",)),
    "Baseline Start": (moment, ("BaselineStart", "PlannedStart")),
    "Baseline Finish": (moment, ("BaselineFinish", "PlannedFinish")),
    "Start": (moment, ("Start", "EarlyStart", "RemainingEarlyStart")),
    "Finish": (moment, ("Finish", "EarlyFinish", "RemainingEarlyFinish")),
    "Actual Start": (moment, ("ActualStart",)),
    "Actual Finish": (moment, ("ActualFinish",)),
    "Deadline": (moment, ("Deadline",)),
    "Constraint Type": (_constant("ConstraintType"), ("ConstraintType",)),
    "Constraint Date": (moment, ("ConstraintDate",)),
    "Baseline Duration": (duration_days, ("BaselineDuration", "PlannedDuration")),
    "Duration": (duration_days, ("Duration",)),
    "Remaining Duration": (duration_days, ("RemainingDuration",)),
    "Percent Complete Type": (_constant("PercentCompleteType"), ("PercentCompleteType",)),
    "Percentage Complete": (number, ("PercentageComplete",)),
    "Percentage Work Complete": (number, ("PercentageWorkComplete",)),
    "Physical Percent Complete": (number, ("PhysicalPercentComplete",)),
    "Baseline Cost": (number, ("BaselineCost", "PlannedCost")),
    "Cost": (number, ("Cost",)),
    "Actual Cost": (number, ("ActualCost",)),
    "Remaining Cost": (number, ("RemainingCost",)),
    "Baseline Work": (duration_hours, ("BaselineWork", "PlannedWork")),
    "Work": (duration_hours, ("Work",)),
    "Actual Work": (duration_hours, ("ActualWork",)),
}
_TYPES = {"milestone": "FINISH_MILESTONE", "task": "TASK_DEPENDENT", "hammock": "LEVEL_OF_EFFORT"}
_STATUSES = (("Actual Finish", "COMPLETED"), ("Actual Start", "IN_PROGRESS"))


def settle(task: Java, record: Mapping[str, Any]) -> None:
    """Sets every field of a task that `record` has a value for."""
    for name, (made, fields) in _FIELDS.items():
        if record.get(name) is not None:
            value = made(record[name])
            for field in fields:
                getattr(task, f"set{field}")(value)
    if record.get("Remaining Duration") is None and record.get("Duration") is not None:
        left = 1 - (record.get("Percentage Complete") or 0) / 100
        task.setRemainingDuration(duration_days(record["Duration"] * left))
    if record.get("Work") is not None and record.get("Actual Work") is not None:
        task.setRemainingWork(duration_hours(record["Work"] - record["Actual Work"]))
    _float(task, record)
    status = next((word for name, word in _STATUSES if record.get(name)), "NOT_STARTED")
    task.setActivityStatus(getattr(JClass("org.mpxj.ActivityStatus"), status))
    kind = _TYPES.get(str(record.get("Kind")))
    if kind:
        task.setActivityType(getattr(JClass("org.mpxj.ActivityType"), kind))


def _float(task: Java, record: Mapping[str, Any]) -> None:
    """Total float, and the late dates that follow from it: a form without float has those."""
    slack, calendar = record.get("Total Slack"), task.getEffectiveCalendar()
    if slack is not None and calendar is not None and task.getFinish() is not None:
        if slack >= 0:
            for name in ("Start", "Finish"):
                early = getattr(task, f"get{name}")()
                late = calendar.getDate(early, duration_days(slack)) if slack else early
                getattr(task, f"setLate{name}")(late)
                getattr(task, f"setRemainingLate{name}")(late)
        task.setTotalSlack(duration_days(slack))
    if record.get("Critical") is not None:
        task.setCritical(bool(record["Critical"]))
