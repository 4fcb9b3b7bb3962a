"""Working time: hours worked between two moments, and when work is done, by a week and its exceptions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

NON_WORKING = "non-working"
_MINUTES = 24 * 60
_HOUR = 60
_LONGEST = 400 * 366  # days; work that takes longer is not planned but mistyped
_FIRST_CHUNK = 64
_WEEK = 7
_MONDAY = 3  # 1970-01-01, day 0, was a Thursday
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
Moments = npt.NDArray[np.datetime64]
Hours = npt.NDArray[np.float64]
Minutes = npt.NDArray[np.int64]
Spans = tuple[tuple[int, int], ...]
"""The working spans of a day in minutes after midnight: ((480, 720), (780, 1020))."""


@lru_cache(maxsize=1024)
def spans(text: str) -> Spans:
    """The spans that "08:00-12:00, 13:00-17:00" names; none for "non-working" or ""."""
    found = ([int(each) for each in match.groups()] for match in _SPAN.finditer(text))
    return tuple((a * _HOUR + b, c * _HOUR + d) for a, b, c, d in found)


def written(day: Spans) -> str:
    """The spans as they are kept in the table of calendars."""
    times = (f"{a // _HOUR:02}:{a % _HOUR:02}-{b // _HOUR:02}:{b % _HOUR:02}" for a, b in day)
    return ", ".join(times) or NON_WORKING


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """A working calendar.

    Attributes:
        week: the spans of each day, Monday first.
        exceptions: days that differ from their weekday.
    """

    week: tuple[Spans, ...]
    exceptions: Mapping[date, Spans] = field(default_factory=dict)

    def hours_between(self, starts: Moments, ends: Moments) -> Hours:
        """Working hours from each start to each end; negative where the end comes first, NaN for NaT."""
        missing = np.isnat(starts) | np.isnat(ends)
        first, last = _minutes(starts, missing), _minutes(ends, missing)
        low = int(min(first.min(initial=0), last.min(initial=0))) // _MINUTES
        high = int(max(first.max(initial=0), last.max(initial=0))) // _MINUTES
        stretch = self._stretch(low, high - low + 1)
        hours = (stretch.worked(last) - stretch.worked(first)) / _HOUR
        return np.where(missing, np.nan, hours)

    def finishes(self, starts: Moments, hours: Hours) -> Moments:
        """The earliest moment by which `hours` are worked from each start; NaT where there is none.

        Work that ends with the day ends at its last working minute, not in the next morning. Work of no
        hours ends where it starts.
        """
        missing = np.isnat(starts) | np.isnan(hours) | (hours < 0)
        first = _minutes(starts, missing)
        wanted = np.where(missing, 0, np.round(hours * _HOUR)).astype(np.int64)
        done = self._ends(first, wanted)
        done = np.where(wanted == 0, first, done)
        moments = done.astype("datetime64[m]").astype("datetime64[s]")
        moments[missing | (done < 0)] = np.datetime64("NaT")
        return moments

    def _ends(self, first: Minutes, wanted: Minutes) -> Minutes:
        low = int(first.min(initial=0)) // _MINUTES
        days = int(first.max(initial=0)) // _MINUTES - low + _FIRST_CHUNK
        stretch = self._stretch(low, days)
        while days < _LONGEST and (stretch.worked(first) + wanted > stretch.total).any():
            days *= 2
            stretch = self._stretch(low, days)
        return stretch.reached(stretch.worked(first) + wanted)

    def _stretch(self, low: int, days: int) -> _Stretch:
        """`days` days from day `low` (after 1970-01-01) on."""
        kinds = (np.arange(low, low + days) + _MONDAY) % _WEEK
        patterns = list(self.week)
        for day, other in self.exceptions.items():
            at = int(np.datetime64(day, "D").astype(np.int64)) - low
            if 0 <= at < days:
                kinds[at] = len(patterns)
                patterns.append(other)
        return _Stretch(low, kinds, np.vstack([worked_by_minute(each) for each in patterns]))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Days in a row: the kind of each, and by kind the minutes worked up to each minute of the day."""

    low: int
    kinds: Minutes
    worked_by_minute: Minutes

    @property
    def before(self) -> Minutes:
        """Minutes worked before each day, and in all."""
        return np.concatenate([[0], np.cumsum(self.worked_by_minute[self.kinds, _MINUTES])])

    @property
    def total(self) -> int:
        return int(self.before[-1])

    def worked(self, minutes: Minutes) -> Minutes:
        """Minutes worked from the first day to each moment."""
        day, minute = np.divmod(minutes - self.low * _MINUTES, _MINUTES)
        return self.before[day] + self.worked_by_minute[self.kinds[day], minute]

    def reached(self, targets: Minutes) -> Minutes:
        """The first minute at which so much is worked; -1 where it never is."""
        before = self.before
        day = np.searchsorted(before, targets, side="left") - 1
        day = np.clip(day, 0, len(self.kinds) - 1)
        short, kinds, minute = targets - before[day], self.kinds[day], np.zeros_like(day)
        for kind in np.unique(kinds):
            these = kinds == kind
            minute[these] = np.searchsorted(self.worked_by_minute[kind], short[these], side="left")
        return np.where(targets > before[-1], -1, (day + self.low) * _MINUTES + minute)


def worked_by_minute(day: Spans) -> Minutes:
    """Minutes worked by each minute of a day, its end included."""
    at = np.arange(_MINUTES + 1)
    return sum((np.clip(at - start, 0, end - start) for start, end in day), np.zeros_like(at))


def _minutes(moments: Moments, missing: npt.NDArray[np.bool_]) -> Minutes:
    whole: Minutes = np.where(missing, 0, moments.astype("datetime64[m]").astype(np.int64))
    return whole
