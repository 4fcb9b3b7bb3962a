"""The working days that schedules are planned in: weeks of five days, holidays and closures left out.

A day is a number here: how many working days lie before it. Sums of days are then sums of numbers.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The working days of some years, in order."""

    days: tuple[date, ...]

    def on(self, day: date) -> int:
        """The number of `day`, of the first working day after it where it is none itself."""
        return bisect_left(self.days, day)

    def until(self, day: date) -> int:
        """The number of `day`, of the last working day before it where it is none itself."""
        return bisect_right(self.days, day) - 1

    def day(self, number: int) -> date:
        """The working day with that number."""
        return self.days[number]


def working_calendar(first: date, last: date, holidays: Iterable[date]) -> WorkingCalendar:
    """The calendar from `first` to `last`."""
    off = frozenset(holidays)
    span = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return WorkingCalendar(tuple(day for day in span if day.weekday() < SATURDAY and day not in off))
