"""Many working calendars side by side: minutes worked up to moments, and moments by minutes, in whole arrays.

A moment is a whole number of minutes after 1970. Outside the days of the table every week is a usual one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from pmo_reports.model.working_time import Minutes, WorkingTime, worked_by_minute

Kinds = npt.NDArray[np.int64]
MINUTES = 24 * 60
_WEEK = 7
_MONDAY = 3  # 1970-01-01, day 0, was a Thursday
_APART = 2**42  # more than the minutes of any calendar: keeps several in one sorted array
_DAY_APART = 2**12  # more than the minutes of a day
_AT_ONCE = 2**15  # so many moments are reckoned together: a few hundred kilobytes


@dataclass(frozen=True, slots=True)
class Clocks:
    """Working calendars over the same days.

    Attributes:
        low: the first day, after 1970-01-01.
        kinds: by calendar and day the place of its pattern in `patterns`.
        before: by calendar minutes worked before each day, and before the day after the last.
        patterns: by kind of day minutes worked by each minute of it.
    """

    low: int
    kinds: Kinds
    before: Minutes
    patterns: Minutes

    def worked(self, moments: Minutes, calendars: Kinds) -> Minutes:
        """Minutes worked on each one's calendar up to its moment; negative before the first day."""
        moments, calendars = np.broadcast_arrays(moments, calendars)
        if len(moments) <= _AT_ONCE:
            return self._worked(moments, calendars)
        found = np.empty(len(moments), dtype=np.int64)
        for first in range(0, len(moments), _AT_ONCE):
            part = slice(first, first + _AT_ONCE)
            found[part] = self._worked(moments[part], calendars[part])
        return found

    def _worked(self, moments: Minutes, calendars: Kinds) -> Minutes:
        whole = moments // MINUTES
        minute, day = moments - whole * MINUTES, whole - self.low
        days = self.kinds.shape[1]
        apart = (day < 0) | (day >= days)
        weeks = np.where(day[apart] < 0, day[apart] // _WEEK, (day[apart] - days) // _WEEK + 1)
        day[apart] -= weeks * _WEEK
        kind = self.kinds.take(calendars * days + day)
        minutes: Minutes = self.before.take(calendars * (days + 1) + day)
        minutes += self.patterns.take(kind * self.patterns.shape[1] + minute)
        minutes[apart] += weeks * self._week[calendars[apart]]
        return minutes

    def earliest(self, worked: Minutes, calendars: Kinds) -> Minutes:
        """The first moments by which so many minutes are worked: evenings rather than mornings."""
        return self._reached(worked, calendars, "left")

    def latest(self, worked: Minutes, calendars: Kinds) -> Minutes:
        """The last moments up to which no more minutes are worked: mornings rather than evenings."""
        return self._reached(worked, calendars, "right")

    @property
    def _week(self) -> Minutes:
        """Minutes of a usual week of each calendar."""
        week: Minutes = self.before[:, _WEEK] - self.before[:, 0]
        return week

    def _reached(self, worked: Minutes, calendars: Kinds, side: str) -> Minutes:
        week, total = self._week[calendars], self.before[calendars, -1]
        weeks = np.where(worked <= 0, (worked - 1) // week, np.maximum(0, -((total - worked - 1) // week)))
        wanted = worked - weeks * week
        row = self.before.shape[1]
        flat = (self.before + np.arange(len(self.before))[:, None] * _APART).ravel()
        day = np.searchsorted(flat, wanted + calendars * _APART, side=side) - 1 - calendars * row  # type: ignore[call-overload]
        kind = self.kinds[calendars, day]
        short = wanted - self.before[calendars, day]
        lines = (self.patterns + np.arange(len(self.patterns))[:, None] * _DAY_APART).ravel()
        minute = np.searchsorted(lines, short + kind * _DAY_APART, side=side)  # type: ignore[call-overload]
        minute = minute - kind * self.patterns.shape[1] - (side == "right")
        reached: Minutes = (day + self.low + weeks * _WEEK) * MINUTES + minute
        return reached


def clocks(calendars: Sequence[WorkingTime], first: date, last: date) -> Clocks:
    """The clocks of `calendars`, each with a working day a week; exceptions count inside the days."""
    low = _number(first) - _WEEK
    days = np.arange(low, _number(last) + _WEEK + 1)
    patterns: dict[object, int] = {}
    kinds = np.stack([_kinds(each, days, patterns) for each in calendars])
    by_minute = np.stack([worked_by_minute(spans) for spans in patterns])  # type: ignore[arg-type]
    before = np.zeros((len(kinds), len(days) + 1), dtype=np.int64)
    np.cumsum(by_minute[kinds, MINUTES], axis=1, out=before[:, 1:])
    return Clocks(low, kinds, before, by_minute)


def _kinds(calendar: WorkingTime, days: Kinds, patterns: dict[object, int]) -> Kinds:
    """The kind of each day; new patterns are added."""
    week = np.array([patterns.setdefault(spans, len(patterns)) for spans in calendar.week])
    kinds: Kinds = week[(days + _MONDAY) % _WEEK]
    for day, spans in calendar.exceptions.items():
        at = _number(day) - int(days[0])
        if _WEEK <= at < len(days) - _WEEK:
            kinds[at] = patterns.setdefault(spans, len(patterns))
    return kinds


def _number(day: date) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))
