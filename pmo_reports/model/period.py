"""Reporting periods: a calendar month or a fiscal period, and its status date (ISO 21502)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date

from pmo_reports.errors import UsageError
from pmo_reports.model.fiscal import FiscalPeriod

_SHAPE = re.compile(r"(\d{4})-(P?)(\d{2})")
MONTHS_IN_YEAR = 12
MOST_IN_YEAR = 99  # an explicit table may cut a year as it likes


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A calendar month, written `2026-10`, or a period of a fiscal year, written `2026-P07`. Ordered by time.

    Attributes:
        month: the month, or the number of the fiscal period.
        numbered: whether it is a period of a fiscal year.
        span: its days, which only the workspace's fiscal calendar knows.
    """

    year: int
    month: int
    numbered: bool = False
    span: FiscalPeriod | None = field(default=None, compare=False, repr=False)

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period that `text` (`YYYY-MM` or `YYYY-Pnn`) names; of a fiscal one the days are not known yet.

        Raises:
            UsageError: if `text` is not a year and a month.
        """
        match = _SHAPE.fullmatch(text.strip())
        most = MOST_IN_YEAR if match and match[2] else MONTHS_IN_YEAR
        if not match or not 1 <= int(match[3]) <= most:
            raise UsageError(f"{text!r} is not a period", remedy="write a year and a month, such as 2026-10")
        return cls(int(match[1]), int(match[3]), numbered=bool(match[2]))

    @property
    def id(self) -> str:
        """The period as `YYYY-MM`, or `YYYY-Pnn`."""
        return f"{self.year:04d}-{'P' if self.numbered else ''}{self.month:02d}"

    @property
    def start(self) -> date:
        """The first day of the month, or of the fiscal period."""
        if self.numbered:
            return self._days.start
        return date(self.year, self.month, 1)

    @property
    def end(self) -> date:
        """The last day of the month, the status date where the calendar names no other."""
        if self.numbered:
            return self._days.end
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    @property
    def status_date(self) -> date:
        """The day that reports are as of: the last one, unless the fiscal calendar names another."""
        return (self.span.status_date if self.span else None) or self.end

    @property
    def _days(self) -> FiscalPeriod:
        if self.span is None:
            raise UsageError(
                f"the days of {self} are not known", remedy="set `fiscal:` in config/calendar.yaml"
            )
        return self.span

    def shifted(self, months: int) -> Period:
        """The calendar month `months` later (earlier when negative)."""
        year, month = divmod(self.year * MONTHS_IN_YEAR + self.month - 1 + months, MONTHS_IN_YEAR)
        return Period(year, month + 1)

    def __str__(self) -> str:
        return self.id
