"""Dates as cells hold them: native, ISO 8601, then the configured formats in order, never by a guess."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from pmo_reports.config.sources import Values
from pmo_reports.normalise import spans
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.wording import cleaned, shortened

SERIAL = "excel"
EPOCH = "epoch ms"
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?")
_GAP = re.compile(r"\s(?=Z|[+-]\d{2}:?\d{2}$)")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})")
OBJECT_ID = "object id"
_NUMBERED = (SERIAL, EPOCH, OBJECT_ID)
_COUNTED = re.compile(r"\d{1,7}(?:[.,]\d+)?")
_MILLISECONDS = re.compile(r"-?\d{1,14}")
_OBJECT_ID = re.compile(r"([0-9a-f]{8})[0-9a-f]{16}")
_EPOCH_ZERO = datetime(1970, 1, 1, tzinfo=UTC)
_DAY_ZERO = date(1899, 12, 30)
_LEAP_BUG = 60  # Excel believes in 29 February 1900, its day 60
_LAST_DIGITS = 99_999_999
_LAST_SERIAL = 2_958_465  # 9999-12-31
MONTHS = 12
YEAR = "%Y"
_YEARS = range(1000, 10_000)


def day(cell: object, values: Values) -> date | Fault:
    """The day in `cell`; a time of day is left out."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    since = _since_epoch(cell, values)
    if since:
        return since.date()
    found = _written(cleaned(cell), values) if isinstance(cell, str) else None
    return found or _serial(cell, values) or _in_digits(cell, values) or _fault(cell, values)


def moment(cell: object, values: Values) -> datetime | Fault:
    """The day in `cell` with its time of day, midnight where none is written."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    written = cleaned(cell) if isinstance(cell, str) else ""
    found = _since_epoch(cell, values) or (
        _iso_moment(written, values) if _ISO.fullmatch(written) else _attempted(written, values)
    )
    if found:
        return found
    on = day(cell, values)
    return on if isinstance(on, Fault) else datetime.combine(on, time())


def month(cell: object, values: Values) -> date | Fault:
    """The first day of the month in `cell`; "2026-10" is a month, and a year where it may stand alone."""
    cell = _year(cell, values)
    span = spans.first_month(cleaned(cell), values) if isinstance(cell, str) else None
    if span:
        return span
    match = _ISO_MONTH.fullmatch(cleaned(cell)) if isinstance(cell, str) else None
    found = day(f"{match[0]}-01" if match else cell, values)
    return found if isinstance(found, Fault) else found.replace(day=1)


def _year(cell: object, values: Values) -> object:
    """`cell` as text where it is the number of a year, and the settings know years (`%Y`) alone."""
    counted = isinstance(cell, int | float | Decimal) and YEAR in values.dates
    return str(int(cell)) if counted and cell in _YEARS else cell  # type: ignore[call-overload]


def is_iso(cell: object) -> bool:
    """Whether `cell` is text in the form of ISO 8601."""
    return isinstance(cell, str) and _ISO.fullmatch(cleaned(cell)) is not None


def is_day_first(values: Values) -> bool:
    """Whether one of the configured formats has the day in front of the month."""
    return any("%d" in form.partition("%m")[0] for form in values.dates if "%m" in form)


def _written(text: str, values: Values) -> date | None:
    match = _ISO.fullmatch(text)
    if match:
        at = _iso_moment(text, values) if values.zone else None
        return at.date() if at else _attempt(match[1], "%Y-%m-%d", values)
    formats = (form for form in values.dates if form not in _NUMBERED)
    ways = spans.englished(text, values.locales)
    return next(filter(None, (_attempt(way, form, values) for form in formats for way in ways)), None)


def _iso_moment(text: str, values: Values) -> datetime | None:
    try:
        return _local(datetime.fromisoformat(_GAP.sub("", text)), values)
    except ValueError:
        return None


def _attempted(text: str, values: Values) -> datetime | None:
    """`text` with its time of day, by the first of the formats that fits."""
    for form in values.dates:
        try:
            return _local(datetime.strptime(text, form), values)  # noqa: DTZ007 - as `_attempt`
        except ValueError:
            continue
    return None


def _attempt(text: str, form: str, values: Values) -> date | None:
    try:
        return _local(datetime.strptime(text, form), values).date()  # noqa: DTZ007 - paper has no zone
    except ValueError:
        return None


def _local(at: datetime, values: Values) -> datetime:
    """`at` as the clocks in the source's zone showed it; as it is written where one of both has no zone."""
    if values.zone and at.tzinfo:
        at = at.astimezone(ZoneInfo(values.zone))
    return at.replace(tzinfo=None)


def _since_epoch(cell: object, values: Values) -> datetime | None:
    """The moment so many milliseconds after 1970, or seconds in an id, where the source counts so."""
    if isinstance(cell, bool) or not isinstance(cell, int | str):
        return None
    written = str(cell).strip()
    milliseconds = _MILLISECONDS.fullmatch(written) if EPOCH in values.dates else None
    if milliseconds:
        return _local(_EPOCH_ZERO + timedelta(milliseconds=int(milliseconds[0])), values)
    given = _OBJECT_ID.fullmatch(written) if OBJECT_ID in values.dates else None
    return _local(_EPOCH_ZERO + timedelta(seconds=int(given[1], 16)), values) if given else None


def _serial(cell: object, values: Values) -> date | None:
    if SERIAL not in values.dates or isinstance(cell, bool):
        return None
    number = _counted(cell) if isinstance(cell, str) else cell  # text files have no other numbers
    if not isinstance(number, int | float | Decimal) or not 1 <= number <= _LAST_SERIAL:
        return None
    return _DAY_ZERO + timedelta(days=int(number) + (number < _LEAP_BUG))


def _counted(text: str) -> float | None:
    """The days that a text counts, with the time of day behind the mark."""
    match = _COUNTED.fullmatch(text.strip())
    return float(text.strip().replace(",", ".")) if match else None


def _in_digits(cell: object, values: Values) -> date | None:
    """A day that a workbook holds as a number, such as 20261031 or 2027, by a format that writes it just so.

    Where a number has lost its leading nought, "1112026" could be two days: it is none.
    """
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal) or not 1 <= cell <= _LAST_DIGITS:
        return None
    text = str(int(cell)) if cell == int(cell) else ""
    ways = ((form, _attempt(text, form, values)) for form in values.dates if form not in _NUMBERED)
    return next((on for form, on in ways if on and f"{on:{form}}" == text), None)


def _fault(cell: object, values: Values) -> Fault:
    example = date(2026, 10, 31)
    known = [f"{example:{form}}" for form in values.dates if form not in _NUMBERED]
    return Fault(
        rule="not-a-date",
        problem=f"{shortened(str(cell))!r} is not a date",
        remedy=f"write it as {' or '.join(['2026-10-31', *known])}, or leave the cell empty",
    )
