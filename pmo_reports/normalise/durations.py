"""Durations as trackers write them: ISO 8601 ("PT8H"), and words ("1d 4h", "30 min"), in hours.

In words a day is a working day of eight hours and a week has five, as trackers count estimates; in
ISO 8601 a day has 24 hours and a week seven days, as the standard says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from pmo_reports.config.sources import Values
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.numbers import decimal
from pmo_reports.normalise.wording import cleaned, shortened

_PART = r"(?:(\d+(?:[.,]\d+)?){})?"
_ISO = re.compile(
    "P(?=.)" + "".join(map(_PART.format, "WD")) + "(?:T(?=.)" + "".join(map(_PART.format, "HMS")) + ")?"
)
_ISO_HOURS = (Decimal(168), Decimal(24), Decimal(1), Decimal(1) / 60, Decimal(1) / 3600)
_COMMA = re.compile(r"\d+,\d{1,2}")  # too short behind the comma for thousands
_WORDED = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-z]+)[\s,]*", re.IGNORECASE)
_WORDS: Mapping[str, Decimal] = {
    **dict.fromkeys(("w", "wk", "week", "weeks"), Decimal(40)),
    **dict.fromkeys(("d", "day", "days"), Decimal(8)),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), Decimal(1)),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), Decimal(1) / 60),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), Decimal(1) / 3600),
}


def hours(cell: object, values: Values) -> Decimal | Fault:
    """The hours that `cell` means; a bare number is hours already."""
    written = cleaned(cell) if isinstance(cell, str) else ""
    iso = _ISO.fullmatch(written.upper())
    if iso:
        return sum(
            (_number(part) * each for part, each in zip(iso.groups("0"), _ISO_HOURS, strict=True)), Decimal()
        )
    parts = _WORDED.findall(written)
    if parts and not _WORDED.sub("", written).strip() and all(word.casefold() in _WORDS for _, word in parts):
        return sum((_number(part) * _WORDS[word.casefold()] for part, word in parts), Decimal())
    if _COMMA.fullmatch(written):
        return _number(written)
    found = decimal(cell, values)
    return _fault(cell) if isinstance(found, Fault) else found


def _number(written: str) -> Decimal:
    return Decimal(written.replace(",", "."))


def _fault(cell: object) -> Fault:
    return Fault(
        rule="not-a-duration",
        problem=f"{shortened(str(cell))!r} is not a duration",
        remedy="write it as PT8H, as 1d 4h, or as a number of hours; or leave it empty",
    )
