"""A project of MPXJ's from plain records: calendars, resources, tasks with their links, assignments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from jpype import JClass

from pmo_reports.jvm.calendars import NON_WORKING
from pmo_reports.jvm.setting import duration_days, duration_hours, moment, settle, whole
from pmo_reports.jvm.setting import number as _number
from pmo_reports.jvm.values import Java

Record = Mapping[str, Any]
Records = Mapping[str, Sequence[Record]]
_Date: Java = JClass("java.time.LocalDate")
_Time: Java = JClass("java.time.LocalTime")
_Day: Java = JClass("java.time.DayOfWeek")
_Range: Java = JClass("org.mpxj.LocalTimeRange")
_DayType: Java = JClass("org.mpxj.DayType")
_Uuid: Java = JClass("java.util.UUID")
_Rate: Java = JClass("org.mpxj.Rate")
_TimeUnit: Java = JClass("org.mpxj.TimeUnit")
_LinkType: Java = JClass("org.mpxj.RelationType")
_ALWAYS: Java = JClass("org.mpxj.common.LocalDateTimeHelper")
_LINKS = {"FS": "FINISH_START", "SS": "START_START", "FF": "FINISH_FINISH", "SF": "START_FINISH"}
_SPACE = UUID("6c1b2f3e-4f0f-5e0b-9a52-64b1c6b6d5aa")
WRITTEN = "2000-01-01T08:00"  # stands for the moment of writing wherever a form wants one


@dataclass(frozen=True, slots=True)
class Site:
    """A project under construction: what has been built, by the id that records use."""

    file: Java
    calendars: dict[str, Java] = field(default_factory=dict)
    resources: dict[str, Java] = field(default_factory=dict)
    tasks: dict[str, Java] = field(default_factory=dict)


def project(records: Records) -> Java:
    """The project with everything in `records`."""
    site = Site(JClass("org.mpxj.ProjectFile")())
    for kind in ("Task", "Resource", "Calendar", "Assignment"):
        getattr(site.file.getProjectConfig(), f"setAuto{kind}UniqueID")(False)  # noqa: FBT003 - Java
    said = (records.get("schedules") or [{}])[0]
    _properties(site.file.getProjectProperties(), said)
    for record in records.get("calendars", ()):
        _calendar(site, record)
    for record in records.get("calendar_exceptions", ()):
        _exception(site, record)
    _default_calendar(site, said)
    for number, record in enumerate(records.get("schedule_resources", ()), 1):
        _resource(site, record, number)
    for number, record in enumerate(records.get("tasks", ()), 1):
        _task(site, record, number)
    for number, record in enumerate(records.get("task_links", ()), 1):
        _link(site, record, number)
    for number, record in enumerate(records.get("assignments", ()), 1):
        _assignment(site, record, number)
    return site.file


def _guid(kind: str, name: object) -> Java:
    """An id that is the same whenever the same thing is written."""
    return _Uuid.fromString(str(uuid5(_SPACE, f"{kind} {name}")))


def _properties(properties: Java, said: Record) -> None:
    properties.setUniqueID(whole(1))
    properties.setGUID(_guid("project", said.get("Title")))
    properties.setProjectTitle(said.get("Title"))
    properties.setName(said.get("Title"))
    properties.setProjectID(said.get("Project ID") or "P1")
    properties.setCurrencyCode(said.get("Currency"))
    properties.setCurrencySymbol(said.get("Currency Symbol") or "")
    properties.setStatusDate(moment(said.get("Status Date")))
    properties.setStartDate(moment(said.get("Start")))
    properties.setFinishDate(moment(said.get("Finish")))
    properties.setCreationDate(moment(WRITTEN))
    properties.setLastSaved(moment(WRITTEN))
    properties.setCurrentDate(moment(said.get("Status Date") or WRITTEN))
    properties.setMinutesPerDay(whole(round((said.get("Hours Per Day") or 8) * 60)))


def _calendar(site: Site, record: Record) -> None:
    made = site.file.addCalendar()
    made.setUniqueID(whole(record["Calendar ID"]))
    made.setGUID(_guid("calendar", record["Calendar ID"]))
    made.setName(record.get("Name"))
    if record.get("Hours Per Day"):
        made.setCalendarMinutesPerDay(whole(round(record["Hours Per Day"] * 60)))
    if record.get("Base ID"):
        made.setParent(site.calendars[record["Base ID"]])
    for day in _Day.values():
        _weekday(made, day, record.get(str(day.name()).title()))
    site.calendars[record["Calendar ID"]] = made


def _weekday(calendar: Java, day: Java, told: str | None) -> None:
    if told is None:
        calendar.setCalendarDayType(day, _DayType.DEFAULT)
        return
    calendar.setCalendarDayType(day, _DayType.NON_WORKING if told == NON_WORKING else _DayType.WORKING)
    _fill(calendar.addCalendarHours(day), told)


def _fill(target: Java, told: str) -> None:
    """The working hours that "08:00-12:00, 13:00-17:00" names."""
    for part in [] if told == NON_WORKING else told.split(", "):
        start, end = part.split("-")
        target.add(_Range(_Time.parse(start), _Time.parse("00:00" if end == "24:00" else end)))


def _exception(site: Site, record: Record) -> None:
    first, last = _Date.parse(record["First Day"]), _Date.parse(record["Last Day"])
    made = site.calendars[record["Calendar ID"]].addCalendarException(first, last)
    made.setName(record.get("Name"))
    _fill(made, record.get("Hours") or NON_WORKING)


def _default_calendar(site: Site, said: Record) -> None:
    if not site.calendars:
        made = site.file.addDefaultBaseCalendar()
        made.setUniqueID(whole(1))
        made.setGUID(_guid("calendar", 1))
        site.calendars["1"] = made
    chosen = said.get("Calendar ID") or next(iter(site.calendars))
    site.file.getProjectProperties().setDefaultCalendar(site.calendars[chosen])


def _resource(site: Site, record: Record, number: int) -> None:
    made = site.file.addResource()
    made.setUniqueID(whole(record.get("Resource ID") or number))
    made.setID(whole(number))
    made.setGUID(_guid("resource", record["Resource ID"]))
    made.setResourceID(str(record["Resource ID"]))
    made.setName(record.get("Name"))
    made.setGroup(record.get("Group"))
    made.setType(JClass("org.mpxj.ResourceType").valueOf((record.get("Type") or "work").upper()))
    if record.get("Calendar ID"):
        made.setCalendar(site.calendars[record["Calendar ID"]])
    if record.get("Standard Rate") is not None:
        _rate(made, float(record["Standard Rate"]), float(record.get("Max Units") or 100))
    site.resources[str(record["Resource ID"])] = made


def _rate(resource: Java, amount: float, units: float) -> None:
    hourly = _Rate(amount, _TimeUnit.HOURS)
    entry = JClass("org.mpxj.CostRateTableEntry")
    table = JClass("org.mpxj.CostRateTable")()
    table.add(entry(_ALWAYS.START_DATE_NA, _ALWAYS.END_DATE_NA, _number(0), hourly))
    resource.setCostRateTable(0, table)
    availability = JClass("org.mpxj.Availability")
    resource.getAvailability().add(availability(_ALWAYS.START_DATE_NA, _ALWAYS.END_DATE_NA, _number(units)))


def _task(site: Site, record: Record, number: int) -> None:
    name, parent = str(record["Task ID"]), record.get("Parent ID")
    made = (site.tasks[parent] if parent else site.file).addTask()
    made.setUniqueID(whole(record.get("Unique ID") or (name if name.isdigit() else number)))
    made.setID(whole(number))
    made.setGUID(_guid("task", name))
    made.setActivityID(name)
    calendar = site.calendars.get(str(record.get("Calendar ID")))
    if calendar is not None:
        made.setCalendar(calendar)
    made.setMilestone(record.get("Kind") == "milestone")
    made.setSummary(record.get("Kind") == "summary")
    settle(made, record)
    site.tasks[name] = made


def _link(site: Site, record: Record, number: int) -> None:
    kind = getattr(_LinkType, _LINKS[record.get("Type") or "FS"])
    builder = JClass("org.mpxj.Relation$Builder")()
    builder.uniqueID(whole(number)).type(kind).lag(duration_days(record.get("Lag") or 0.0))
    before = builder.predecessorTask(site.tasks[record["Predecessor ID"]])
    site.tasks[record["Successor ID"]].addPredecessor(before)


def _assignment(site: Site, record: Record, number: int) -> None:
    task = site.tasks[record["Task ID"]]
    resource = site.resources.get(str(record.get("Resource ID")))
    made = task.addResourceAssignment(resource)
    made.setUniqueID(whole(record.get("Assignment ID") or number))
    made.setGUID(_guid("assignment", record.get("Assignment ID") or number))
    made.setUnits(_number(record.get("Units") or 100.0))
    made.setStart(moment(record.get("Start")) or task.getStart())
    made.setFinish(moment(record.get("Finish")) or task.getFinish())
    for name in ("Work", "Actual Work", "Remaining Work"):
        if record.get(name) is not None:
            getattr(made, f"set{name.replace(' ', '')}")(duration_hours(record[name]))
    for name in ("Cost", "Actual Cost", "Baseline Cost", "Remaining Cost"):
        if record.get(name) is not None:
            getattr(made, f"set{name.replace(' ', '')}")(_number(record[name]))
    _planned(made, record)


def _planned(made: Java, record: Record) -> None:
    """Primavera's planned values, which stand for the baseline where a file has no baseline project."""
    if record.get("Baseline Cost") is not None:
        made.setPlannedCost(_number(record["Baseline Cost"]))
    if record.get("Baseline Work") is not None:
        made.setPlannedWork(duration_hours(record["Baseline Work"]))
        made.setBaselineWork(duration_hours(record["Baseline Work"]))
