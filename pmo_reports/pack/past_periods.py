"""The last periods, one after the other: one that nobody reported has its place, and nothing in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pmo_reports.config.fiscal import fiscal_calendar
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.period import Period
from pmo_reports.pack.period_names import item, tick
from pmo_reports.pack.view import View

MOST = 12
"""Periods that a strip or a chart of trends shows, the one that is reported included."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A period, reported or not.

    Attributes:
        period: null where nobody reported.
        status_date: that of its report; its last day where there is none.
    """

    start: date
    status_date: date
    name: str
    item: str
    period: Assessed | None

    @property
    def projects(self) -> frozenset[str]:
        """The ids of its register."""
        return frozenset(self.period.portfolio["projects"]["project_id"]) if self.period else frozenset()


def slots(view: View, most: int = MOST) -> tuple[Slot, ...]:
    """The last `most` periods from the first one that is known up to this one, oldest first."""
    known = {each.period.start: each for each in (*view.past, view.now)}
    starts = list(_starts(view, min(known)))
    ends = [*(start - timedelta(days=1) for start in starts[1:]), view.status_date]
    return tuple(
        _slot(view, start, end, known.get(start))
        for start, end in list(zip(starts, ends, strict=True))[-most:]
    )


def _slot(view: View, start: date, end: date, period: Assessed | None) -> Slot:
    status, named = (period.status_date, period.period.id) if period else (end, item(start))
    return Slot(start=start, status_date=status, name=tick(view, start), item=named, period=period)


def _starts(view: View, first: date) -> Iterator[date]:
    """The first days of all periods from `first` up to the one that is reported."""
    last = view.now.period
    if last.numbered:
        every = fiscal_calendar(view.settings.calendar.fiscal).periods
        yield from (each.start for each in every if first <= each.start <= last.start)
        return
    month = Period(first.year, first.month)
    while month <= last:
        yield month.start
        month = month.shifted(1)
