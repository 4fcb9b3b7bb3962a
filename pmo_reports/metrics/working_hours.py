"""Working calendars from the canonical tables, each with the days that it takes over from its base."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from pmo_reports.model.working_time import Spans, WorkingTime, spans

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Key = tuple[str, str]
"""Project id and calendar id."""
_Row = Mapping[str, Any]
_Week = tuple[str, ...]
_KEY = ("project_id", "calendar_id")


def working_times(calendars: pd.DataFrame, exceptions: pd.DataFrame) -> Mapping[Key, WorkingTime]:
    """Each calendar's working time.

    Args:
        calendars: the table `calendars`; a weekday without hours is as in the calendar that `base_id` names,
            and without such a one nobody works on it.
        exceptions: the table `calendar_exceptions`; those of the base count as well, the own ones first.
    """
    rows = {_key(row): row for row in _records(calendars)}
    special, alike = _exceptions(exceptions), dict[_Week, WorkingTime]()
    return {key: _working_time(_chain(key, rows), rows, special, alike) for key in rows}


def default_calendars(calendars: pd.DataFrame) -> Mapping[str, str]:
    """Project id -> the calendar of tasks that name none: the one marked as default, else the first."""
    ordered = calendars.sort_values("is_default", ascending=False, na_position="last", kind="stable")
    first = ordered.drop_duplicates("project_id")
    return dict(zip(*(first[name].to_numpy(object).tolist() for name in _KEY), strict=True))


def _records(frame: pd.DataFrame) -> list[_Row]:
    columns = {str(name): frame[name].to_numpy(object).tolist() for name in frame.columns}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _key(row: _Row) -> Key:
    return str(row["project_id"]), str(row["calendar_id"])


def _chain(key: Key, rows: Mapping[Key, _Row]) -> tuple[Key, ...]:
    """The calendar and those it is based on, the nearest first; a circle ends where it closes."""
    chain: list[Key] = []
    while key in rows and key not in chain:
        chain.append(key)
        base = rows[key]["base_id"]
        key = (key[0], base if isinstance(base, str) else "")
    return tuple(chain)


def _working_time(
    chain: tuple[Key, ...],
    rows: Mapping[Key, _Row],
    special: Mapping[Key, Mapping[date, Spans]],
    alike: dict[_Week, WorkingTime],
) -> WorkingTime:
    """The working time of a calendar; `alike` are those of weeks that were read before."""
    of_chain = [rows[key] for key in chain]
    written = tuple(
        next((text for row in of_chain if isinstance(text := row[name], str)), "") for name in WEEKDAYS
    )
    if written not in alike:
        alike[written] = WorkingTime(tuple(spans(text) if text else () for text in written), {})
    merged: dict[date, Spans] = {}
    for key in reversed(chain):
        merged |= special.get(key, {})
    return replace(alike[written], exceptions=merged) if merged else alike[written]


def _exceptions(exceptions: pd.DataFrame) -> Mapping[Key, Mapping[date, Spans]]:
    found: dict[Key, dict[date, Spans]] = {}
    for row in _records(exceptions.dropna(subset=["first_day", "last_day"])):
        hours = row["hours"]
        day = spans(hours) if isinstance(hours, str) else ()
        length = (row["last_day"] - row["first_day"]).days
        within = {row["first_day"].date() + timedelta(days=at): day for at in range(length + 1)}
        found.setdefault(_key(row), {}).update(within)
    return found
