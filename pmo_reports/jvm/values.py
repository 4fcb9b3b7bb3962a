"""Values of MPXJ as plain ones: text, numbers, ISO moments, working days and hours."""

from __future__ import annotations

from typing import Any

from jpype import JClass

Java = Any
"""An object of Java, or None for its null."""

TimeUnit: Java = JClass("org.mpxj.TimeUnit")
Duration: Java = JClass("org.mpxj.Duration")
_MINUTES_A_DAY = {"ELAPSED_MINUTES": 1, "ELAPSED_HOURS": 60, "ELAPSED_DAYS": 1440, "ELAPSED_WEEKS": 10080}
_PERCENT = ("PERCENT", "ELAPSED_PERCENT")
DIGITS = 6


def text(value: Java) -> str | None:
    """Its text; None for null and for blank text."""
    return None if value is None else str(value).strip() or None


def word(value: Java) -> str | None:
    """The name of an enumeration's constant in small letters: `finish start`."""
    return None if value is None else str(value.name()).lower().replace("_", " ")


def number(value: Java) -> float | None:
    """A number of any of Java's kinds."""
    return None if value is None else round(float(value.doubleValue()), DIGITS)


def whole(value: Java) -> int | None:
    """A whole number."""
    return None if value is None else int(value.intValue())


def moment(value: Java) -> str | None:
    """A date with its time in ISO 8601."""
    return None if value is None else str(value)[:19]


def days(duration: Java, calendar: Java, start: Java = None) -> float | None:
    """A duration in working days of `calendar` (or of the project's properties).

    Elapsed time runs through nights and weekends: what of it is working time after `start` counts.
    """
    if duration is None:
        return None
    units = str(duration.getUnits().name())
    if units in _PERCENT:
        return None
    minutes = _MINUTES_A_DAY.get(units)
    if minutes and start is not None and hasattr(calendar, "getWork"):
        end = start.plusMinutes(int(duration.getDuration() * minutes))
        return round(float(calendar.getWork(start, end, TimeUnit.DAYS).getDuration()), DIGITS)
    return round(float(duration.convertUnits(TimeUnit.DAYS, calendar).getDuration()), DIGITS)


def hours(duration: Java, calendar: Java) -> float | None:
    """A duration of work in hours."""
    if duration is None or str(duration.getUnits().name()) in _PERCENT:
        return None
    return round(float(duration.convertUnits(TimeUnit.HOURS, calendar).getDuration()), DIGITS)


def lag_days(lag: Java, predecessor: Java, calendar: Java) -> float | None:
    """A lag in working days; one in percent is of the predecessor's duration."""
    if lag is not None and str(lag.getUnits().name()) in _PERCENT:
        whole_task = days(predecessor.getDuration(), calendar, predecessor.getStart())
        return None if whole_task is None else round(whole_task * float(lag.getDuration()) / 100, DIGITS)
    return days(lag, calendar, predecessor.getFinish())
