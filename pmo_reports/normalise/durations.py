"""Durations as people and tools write them: "2w 4h", "-37d 4h", "30 min", ISO 8601 ("PT8H").

In words a day is a working day and a week a working week, by the source's hours and days; in ISO 8601 a day
has 24 hours and a week seven days, as the standard says. ServiceNow keeps a duration as the moment so long
after 1970 ("1970-01-02 04:00:00" are 28 hours).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from pmo_reports.config.sources import Values
from pmo_reports.normalise import numbers
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.wording import cleaned, shortened

_MINUTES = Decimal(60)
_ISO_PART = r"(?:(\d+(?:[.,]\d+)?){})?"
_ISO = re.compile(
    "P(?=.)"
    + "".join(map(_ISO_PART.format, "WD"))
    + "(?:T(?=.)"
    + "".join(map(_ISO_PART.format, "HMS"))
    + ")?"
)
_ISO_MINUTES = (Decimal(10_080), Decimal(1_440), _MINUTES, Decimal(1), 1 / _MINUTES)
_UNITS: Mapping[str, str] = {
    unit: kind
    for kind, units in {
        "seconds": "s sec secs second seconds",
        "minutes": "m min mins minute minutes minuten",
        "hours": "h hr hrs hour hours std stunde stunden",
        "days": "d day days t tag tage",
        "weeks": "w wk wks week weeks woche wochen",
        "elapsed": "ed eday edays",
    }.items()
    for unit in units.split()
}
_COMMA = re.compile(r"\d+,\d{1,2}")  # too short behind the comma for thousands
_PART = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>[a-zA-Z]+)\.?[\s,]*")
_SINCE_1970 = re.compile(r"1970-01-(\d\d) (\d\d):(\d\d):(\d\d)")
_SINCE_MINUTES = (Decimal(1_440), _MINUTES, Decimal(1), 1 / _MINUTES)
_SIGN = re.compile(r"^([-\N{MINUS SIGN}+]?)\s*")


def days(cell: object, values: Values) -> Decimal | Fault:
    """The duration in `cell` in working days; a bare number is days."""
    day = values.hours_per_day * _MINUTES
    found = _minutes(cell, values, bare=day)
    return found if isinstance(found, Fault) else found / day


def hours(cell: object, values: Values) -> Decimal | Fault:
    """The duration in `cell` in working hours; a bare number is hours."""
    found = _minutes(cell, values, bare=_MINUTES)
    return found if isinstance(found, Fault) else found / _MINUTES


def seconds(cell: object, values: Values) -> Decimal | Fault:
    """The duration in `cell` in seconds of working time; a bare number is seconds."""
    found = _minutes(cell, values, bare=1 / _MINUTES)
    return found if isinstance(found, Fault) else found * _MINUTES


def _minutes(cell: object, values: Values, bare: Decimal) -> Decimal | Fault:
    """Minutes of working time; `bare` is how many of them a number without a unit counts."""
    written = _written(cleaned(cell), values) if isinstance(cell, str) else None
    if written is not None:
        return written
    if isinstance(cell, str) and _COMMA.fullmatch(cleaned(cell)):
        return _number(cleaned(cell)) * bare
    number = numbers.decimal(cell, values)
    return _fault(cell) if isinstance(number, Fault) else number * bare


def _written(text: str, values: Values) -> Decimal | None:
    iso = _ISO.fullmatch(text.upper())
    if iso:
        parts = zip(iso.groups("0"), _ISO_MINUTES, strict=True)
        return sum((_number(part) * length for part, length in parts), Decimal())
    since = _SINCE_1970.fullmatch(text)
    if since:
        parts = zip(since.groups(), _SINCE_MINUTES, strict=True)
        return sum((_number(part) * length for part, length in parts), Decimal()) - _SINCE_MINUTES[0]
    return _in_words(text, values)


def _in_words(text: str, values: Values) -> Decimal | None:
    sign = _SIGN.match(text)
    rest = text[sign.end() :] if sign else text
    total, at = Decimal(0), 0
    while at < len(rest):
        part = _PART.match(rest, at)
        length = _length(part["unit"].casefold(), values) if part else None
        if part is None or length is None:
            return None
        total += _number(part["number"]) * length
        at = part.end()
    return None if not rest else -total if sign and sign[1] not in ("", "+") else total


def _number(written: str) -> Decimal:
    return Decimal(written.replace(",", "."))


def _length(unit: str, values: Values) -> Decimal | None:
    """Minutes of working time in one unit; elapsed days cannot be told without a calendar and are none."""
    day = values.hours_per_day * _MINUTES
    lengths = {
        "seconds": 1 / _MINUTES,
        "minutes": Decimal(1),
        "hours": _MINUTES,
        "days": day,
        "weeks": day * values.days_per_week,
    }
    return lengths.get(_UNITS.get(unit, ""))


def _fault(cell: object) -> Fault:
    return Fault(
        rule="not-a-duration",
        problem=f"{shortened(str(cell))!r} is not a duration in working time",
        remedy="write it as 2w 3d 4h, as PT8H, or as a number, or leave the cell empty",
    )
