"""Reporting periods in names and cells: "2024-03", "03-2024", "Mar 2024", "31.03.2024", "2024-P03".

Only explicit forms are read. What could mean two periods ("03-04-2024") has two readings, and it is for
people to say which is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from pmo_reports.config import month_names
from pmo_reports.config.fiscal import Fiscal, fiscal_calendar, reporting_period
from pmo_reports.errors import UsageError
from pmo_reports.model.fiscal import FiscalPeriod
from pmo_reports.model.period import Period

ENGLISH = "en"
_YEARS = range(1900, 2200)
_BEFORE, _BEHIND = r"(?<!\d)", r"(?!\d)"
_GAP = r"[-_. /]"
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th|\.)?[-_. ,]+)?"
_WORD = r"(?P<word>[^\W\d_]{3,12})"
_FORMS = tuple(
    re.compile(f"{_BEFORE}{form}{_BEHIND}", re.IGNORECASE)
    for form in (
        rf"(?P<year>\d{{4}}){_GAP}(?P<month>\d{{2}}){_GAP}(?P<day>\d{{2}})",
        rf"(?P<one>\d{{1,2}}){_GAP}(?P<other>\d{{1,2}}){_GAP}(?P<year>\d{{4}})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<year>\d{4})[-_ ]?P(?P<number>\d{2})",
        r"(?P<year>\d{4})[-_ ]?Q(?P<quarter>[1-4])",
        r"Q(?P<quarter>[1-4])[-_ ]?(?P<year>\d{4})",
        rf"(?P<year>\d{{4}}){_GAP}(?P<month>\d{{2}})",
        rf"(?P<month>\d{{2}}){_GAP}(?P<year>\d{{4}})",
        r"(?P<year>\d{4})(?P<month>\d{2})",
        rf"{_DAY}{_WORD}\.?[-_., ’']*{_DAY}(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}})[-_., ]*{_WORD}\.?",
    )
)
"""The forms, those first of which others are a piece."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A piece of a text that names a period: which ones it could mean, and where it stands."""

    text: str
    start: int
    end: int
    periods: frozenset[Period]


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """How a workspace writes its periods.

    Attributes:
        locales: whose names of months are known beside the English ones.
        formats: strptime formats of days that are tried first, in cells.
    """

    fiscal: Fiscal
    locales: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()

    def readings(self, text: str) -> tuple[Reading, ...]:
        """Every piece of `text` that names a period, in order; none where nothing does."""
        found: list[Reading] = []
        for form in _FORMS:
            for match in form.finditer(text):
                free = all(match.end() <= each.start or each.end <= match.start() for each in found)
                periods = frozenset(self._meant(match)) if free else frozenset()
                if periods:
                    found.append(Reading(match[0], match.start(), match.end(), periods))
        return tuple(sorted(found, key=lambda each: each.start))

    def named(self, text: str) -> Period | None:
        """The one period that `text` names; null where it names none, or could mean several."""
        meant = self.meant(text)
        return next(iter(meant)) if len(meant) == 1 else None

    def meant(self, text: str) -> frozenset[Period]:
        """The periods that `text` could mean."""
        return frozenset[Period]().union(*(each.periods for each in self.readings(text)))

    def of_cell(self, cell: object) -> Period | None:
        """The period that a cell is of: that of its day, or the one that it names; else null."""
        if isinstance(cell, datetime):
            return self.of_day(cell.date())
        if isinstance(cell, date):
            return self.of_day(cell)
        if isinstance(cell, int | float) and not isinstance(cell, bool) and cell == cell // 1:
            cell = str(int(cell))  # 202403, as a workbook holds it
        if not isinstance(cell, str):
            return None
        text = " ".join(cell.split())
        day = next(filter(None, (_day(text, form) for form in self.formats)), None)
        return self.of_day(day) if day else self._labelled(text) or self.named(text)

    def of_day(self, day: date) -> Period | None:
        """The period that a day lies in; null outside the calendar."""
        if not self.fiscal.in_periods:
            return Period(day.year, day.month)
        found = fiscal_calendar(self.fiscal).on(day)
        return _numbered(found) if found else None

    def _labelled(self, text: str) -> Period | None:
        """The fiscal period that people call so."""
        known = fiscal_calendar(self.fiscal).periods if self.fiscal.in_periods else ()
        wanted = text.casefold()
        return next((_numbered(each) for each in known if each.name.casefold() == wanted), None)

    def _meant(self, match: re.Match[str]) -> Iterator[Period]:
        told = {name: value for name, value in match.groupdict().items() if value}
        year = int(told["year"])
        if year not in _YEARS:
            return
        if "day" in told or "one" in told:
            days = (_valid(year, month, day) for month, day in _orders(told))
            yield from filter(None, (self.of_day(day) for day in days if day))
        elif "quarter" in told:
            yield from self._quarter(year, int(told["quarter"]))
        elif "number" in told:
            yield from self._reported(Period(year, int(told["number"]), numbered=True))
        else:
            yield from self._reported(*_months(year, self._month(told)))

    def _month(self, told: dict[str, str]) -> int:
        if "month" in told:
            return int(told["month"])
        return month_names.numbers((ENGLISH, *self.locales)).get(month_names.bare(told["word"]), 0)

    def _quarter(self, year: int, quarter: int) -> Iterator[Period]:
        """The period that is a quarter of its own: only in calendars of quarters."""
        known = fiscal_calendar(self.fiscal).of_year(year) if self.fiscal.in_periods else ()
        own = [each for each in known if each.quarter == quarter]
        if len(own) == 1:
            yield _numbered(own[0])

    def _reported(self, *periods: Period) -> Iterator[Period]:
        """Those that the workspace reports on."""
        for each in periods:
            try:
                yield reporting_period(self.fiscal, each)
            except UsageError:
                continue


def _orders(told: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Month and day; both ways round where the form does not say."""
    if "day" in told:
        yield int(told["month"]), int(told["day"])
        return
    one, other = int(told["one"]), int(told["other"])
    yield from {(other, one), (one, other)}


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _months(year: int, month: int) -> tuple[Period, ...]:
    return (Period(year, month),) if _valid(year, month, 1) else ()


def _numbered(found: FiscalPeriod) -> Period:
    return Period(found.year, found.number, numbered=True, span=found)


def _day(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007 - paper has no zone
    except ValueError:
        return None
