"""Fiscal calendars: months from any month, 4-4-5 weeks and its kin, 13 periods of four weeks, or a table.

A year of weeks ends on one weekday, the last of a month or the one nearest to its end, so it has 52 weeks
and in some years 53 (the 4-5-4 calendar of the National Retail Federation; ASC 280 calls it "52/53 weeks").
"""

from __future__ import annotations

import calendar
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

MONTHS = 12
QUARTERS = 4
WEEK = timedelta(weeks=1)
_DAY = timedelta(days=1)
_HALF = 3
NamedBy = Literal["start", "end"]

WEEKS: Mapping[str, tuple[int, ...]] = {
    "4-4-5": (4, 4, 5) * QUARTERS,
    "4-5-4": (4, 5, 4) * QUARTERS,
    "5-4-4": (5, 4, 4) * QUARTERS,
    "13x4": (4,) * 13,
}
"""Pattern -> weeks of each period in a year of 52 weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiscalPeriod:
    """A period of a fiscal year: its first and last day, and how it is called.

    Attributes:
        status_date: the day that reports are as of, where it is not the last one.
    """

    year: int
    number: int
    start: date
    end: date
    quarter: int
    label: str = ""
    status_date: date | None = None

    @property
    def id(self) -> str:
        """The period as `2026-P07`."""
        return f"{self.year:04d}-P{self.number:02d}"

    @property
    def name(self) -> str:
        """What people call it: its label, else "P07 2026"."""
        return self.label or f"P{self.number:02d} {self.year}"


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """Fiscal periods in order, without gap or overlap."""

    periods: tuple[FiscalPeriod, ...]
    _starts: tuple[date, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(period.start for period in self.periods))

    def on(self, day: date) -> FiscalPeriod | None:
        """The period that a day lies in, null outside the calendar."""
        at = bisect_right(self._starts, day) - 1
        return self.periods[at] if at >= 0 and day <= self.periods[at].end else None

    def numbered(self, year: int, number: int) -> FiscalPeriod | None:
        """A period by year and number, null if there is none."""
        return next((each for each in self.of_year(year) if each.number == number), None)

    def of_year(self, year: int) -> tuple[FiscalPeriod, ...]:
        """The periods of a fiscal year."""
        return tuple(each for each in self.periods if each.year == year)

    def year_to_date(self, period: FiscalPeriod) -> tuple[date, date]:
        """From the first day of the period's year to its last day."""
        return self.of_year(period.year)[0].start, period.end

    def quarter(self, period: FiscalPeriod) -> tuple[date, date]:
        """First and last day of the quarter that the period lies in."""
        own = [each for each in self.of_year(period.year) if each.quarter == period.quarter]
        return own[0].start, own[-1].end


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEnd:
    """The day that a year of weeks ends on.

    Attributes:
        weekday: 0 is Monday.
        month: the month at whose end it is.
        nearest: the weekday nearest to the month's last day, else the last one in it.
    """

    weekday: int
    month: int
    nearest: bool = False

    def of(self, year: int) -> date:
        """The day in (or around the month of) a calendar year."""
        last = date(year, self.month, calendar.monthrange(year, self.month)[1])
        back = (last.weekday() - self.weekday) % 7
        return (
            last + WEEK - timedelta(days=back)
            if self.nearest and back > _HALF
            else last - timedelta(days=back)
        )


def months(first: int, years: Sequence[int], named_by: NamedBy = "end") -> FiscalCalendar:
    """Calendar months, the first of each fiscal year being month `first` (1 to 12)."""
    before = 1 if named_by == "end" and first > 1 else 0
    starts = [
        (year, number, *_month(year - before, first, number)) for year in years for number in range(MONTHS)
    ]
    return FiscalCalendar(tuple(_whole_month(*each) for each in starts))


def weeks(
    pattern: str, year_end: YearEnd, years: Sequence[int], named_by: NamedBy = "end", long: int = 0
) -> FiscalCalendar:
    """Periods of whole weeks.

    Args:
        pattern: one of `WEEKS`.
        year_end: where each year ends.
        years: fiscal years to give.
        named_by: whether a year is called after the calendar year around its end or the one before.
        long: number of the period that gets the 53rd week; 0 is the last one.
    """
    ahead = 0 if named_by == "end" else 1
    found: list[FiscalPeriod] = []
    for year in years:
        start, end = year_end.of(year + ahead - 1) + _DAY, year_end.of(year + ahead)
        found += _of_weeks(year, start, _lengths(pattern, (end - start + _DAY) // WEEK, long))
    return FiscalCalendar(tuple(found))


def _month(year: int, first: int, number: int) -> tuple[int, int]:
    ahead, month = divmod(first - 1 + number, MONTHS)
    return year + ahead, month + 1


def _whole_month(fiscal_year: int, number: int, year: int, month: int) -> FiscalPeriod:
    return FiscalPeriod(
        year=fiscal_year,
        number=number + 1,
        start=date(year, month, 1),
        end=date(year, month, calendar.monthrange(year, month)[1]),
        quarter=number // 3 + 1,
    )


def _lengths(pattern: str, count: int, long: int) -> tuple[int, ...]:
    lengths = WEEKS[pattern]
    at = (long or len(lengths)) - 1
    return tuple(
        length + (count - sum(lengths) if place == at else 0) for place, length in enumerate(lengths)
    )


def _of_weeks(year: int, start: date, lengths: tuple[int, ...]) -> Iterator[FiscalPeriod]:
    """Thirteen periods make quarters of three, three, three and four."""
    for number, length in enumerate(lengths, 1):
        end = start + length * WEEK - _DAY
        quarter = min((number - 1) // 3 + 1, QUARTERS)
        yield FiscalPeriod(year=year, number=number, start=start, end=end, quarter=quarter)
        start = end + _DAY
