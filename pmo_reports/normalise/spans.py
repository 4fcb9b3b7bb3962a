"""Quarters and weeks where a month is asked for, by the source's policy; names of months by locale (CLDR)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from pmo_reports.config import month_names
from pmo_reports.config.sources import Values

_QUARTERS = (
    re.compile(r"Q(?P<number>[1-4])[ /-]?(?P<year>\d{4})", re.IGNORECASE),
    re.compile(r"(?P<year>\d{4})[ /-]?Q(?P<number>[1-4])", re.IGNORECASE),
    re.compile(r"(?P<number>[1-4])\. ?Quartal (?P<year>\d{4})", re.IGNORECASE),
)
_WEEKS = (
    re.compile(r"(?P<year>\d{4})-?W(?P<number>\d{1,2})", re.IGNORECASE),
    re.compile(r"(?:KW|CW|W|wk|week) ?(?P<number>\d{1,2})[ /-](?P<year>\d{4})", re.IGNORECASE),
)
_MONTHS = 3
_SHORT = 3
_WORD = re.compile(r"[^\W\d_]+\.?")
_ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def first_month(text: str, values: Values) -> date | None:
    """The month of a quarter (its first or last) or of an ISO week (that of its Monday or Sunday).

    Null where `text` is neither, or where the source has no policy for them.
    """
    if not values.spans:
        return None
    last = values.spans == "last"
    quarter = _matched(text, _QUARTERS)
    if quarter:
        year, number = quarter
        return date(year, number * _MONTHS - (0 if last else _MONTHS - 1), 1)
    week = _matched(text, _WEEKS)
    return _week(*week, last=last) if week else None


def englished(text: str, locales: tuple[str, ...]) -> tuple[str, ...]:
    """`text`, and the same with the month names of `locales` in English, in full and cut to three letters."""
    if not locales:
        return (text,)
    numbers = month_names.numbers(locales)
    ways = (_worded(text, numbers, width) for width in (None, _SHORT))
    return tuple(dict.fromkeys((text, *ways)))


def _worded(text: str, numbers: Mapping[str, int], width: int | None) -> str:
    def english(word: re.Match[str]) -> str:
        number = numbers.get(month_names.bare(word[0]))
        return _ENGLISH[number - 1][:width] if number else word[0]

    return _WORD.sub(english, text)


def _matched(text: str, forms: tuple[re.Pattern[str], ...]) -> tuple[int, int] | None:
    match = next(filter(None, (form.fullmatch(text) for form in forms)), None)
    return (int(match["year"]), int(match["number"])) if match else None


def _week(year: int, number: int, *, last: bool) -> date | None:
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    return (monday + timedelta(days=6 if last else 0)).replace(day=1)
