"""Reporting periods: a calendar month and its status date (ISO 21502, "reporting period")."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from pmo_reports.errors import UsageError

_SHAPE = re.compile(r"(\d{4})-(\d{2})")
MONTHS_IN_YEAR = 12


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A calendar month, written `2026-10`. Ordered by time."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period that `text` (`YYYY-MM`) names.

        Raises:
            UsageError: if `text` is not a year and a month.
        """
        match = _SHAPE.fullmatch(text.strip())
        if not match or not 1 <= int(match[2]) <= MONTHS_IN_YEAR:
            raise UsageError(f"{text!r} is not a period", remedy="write a year and a month, such as 2026-10")
        return cls(int(match[1]), int(match[2]))

    @property
    def id(self) -> str:
        """The period as `YYYY-MM`."""
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def start(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)

    @property
    def end(self) -> date:
        """The last day of the month, the status date where the calendar names no other."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def shifted(self, months: int) -> Period:
        """The period `months` later (earlier when negative)."""
        year, month = divmod(self.year * MONTHS_IN_YEAR + self.month - 1 + months, MONTHS_IN_YEAR)
        return Period(year, month + 1)

    def __str__(self) -> str:
        return self.id
