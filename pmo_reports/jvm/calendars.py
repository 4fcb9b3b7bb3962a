"""Working calendars: the hours of each day of the week, and the days that differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jpype import JClass

from pmo_reports.jvm.values import Java, text

_Day: Java = JClass("java.time.DayOfWeek")
NON_WORKING = "non-working"


def week(calendar: Java, file: Java) -> dict[str, Any]:
    """A calendar with the hours of each day; a day without any is as in the calendar it is based on."""
    parent, default = calendar.getParent(), file.getDefaultCalendar()
    return {
        "Row": int(calendar.getUniqueID()),
        "Calendar ID": str(calendar.getUniqueID()),
        "Name": text(calendar.getName()),
        "Base ID": None if parent is None else str(parent.getUniqueID()),
        "Default": default is not None and default.getUniqueID().equals(calendar.getUniqueID()),
        "Hours Per Day": round(int(calendar.getMinutesPerDay()) / 60, 4),
        **{str(day.name()).title(): _day(calendar, day) for day in _Day.values()},
    }


def _day(calendar: Java, day: Java) -> str | None:
    kind = calendar.getCalendarDayType(day)
    if kind is None or str(kind.name()) == "DEFAULT":
        return None
    return _hours(calendar.getCalendarHours(day)) if str(kind.name()) == "WORKING" else NON_WORKING


def _hours(ranges: Java) -> str:
    """Times as in "08:00-12:00, 13:00-17:00"; midnight at the end of a day is 24:00."""
    times = [(str(each.getStart()), str(each.getEnd())) for each in ranges or () if each.getStart()]
    return ", ".join(f"{start}-{'24:00' if end == '00:00' else end}" for start, end in times) or NON_WORKING


def exceptions(calendar: Java) -> Iterator[dict[str, Any]]:
    """The days of a calendar that differ from its week; repeated ones one by one."""
    for each in calendar.getExpandedCalendarExceptions():
        yield {
            "Row": int(calendar.getUniqueID()),
            "Calendar ID": str(calendar.getUniqueID()),
            "First Day": str(each.getFromDate()),
            "Last Day": str(each.getToDate()),
            "Hours": _hours(each),
            "Name": text(each.getName()),
        }
