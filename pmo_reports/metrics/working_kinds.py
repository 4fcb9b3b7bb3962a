"""Which working time each activity's hours are counted on; alike calendars are one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmo_reports.metrics.exact import Places, codes
from pmo_reports.metrics.working_hours import Key, default_calendars, working_times
from pmo_reports.model.assessed import Basis
from pmo_reports.model.working_time import WorkingTime

OFFICE = WorkingTime((((480, 720), (780, 1020)),) * 5 + ((), ()))
"""Five days of eight hours: the working time of an activity whose calendar the schedule does not hold."""

BLOCK = 10_000
"""So many activities at once have a value in every month: a few dozen megabytes in all."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """The distinct working times, and which of them each calendar of each project is."""

    times: tuple[WorkingTime, ...]
    calendars: pd.Series

    def of(self, keys: pd.MultiIndex) -> Places:
        """The kind of each pair of project and calendar; the first, office hours, for what is not held."""
        at = self.calendars.index.get_indexer(keys)
        kinds: Places = np.where(at >= 0, self.calendars.to_numpy()[at] if len(self.calendars) else 0, 0)
        return kinds


def kinds(basis: Basis) -> Kinds:
    """The working times of a basis, worked out once."""
    return basis.once(kinds, lambda: _kinds(basis))


def own_kinds(basis: Basis, tasks: pd.DataFrame) -> Places:
    """The kind of each activity's working time: of its own calendar, else of its project's."""
    found = kinds(basis)
    if not len(found.calendars):
        return np.zeros(len(tasks), dtype=np.intp)
    usual = usual_calendars(basis)
    project, projects = codes(tasks["project_id"])
    calendar, calendars = codes(tasks["calendar_id"])
    pair, distinct = pd.factorize(project * (len(calendars) + 1) + calendar + 1)
    at, which = np.divmod(distinct, len(calendars) + 1)
    named = [None, *calendars.tolist()]
    pairs = [
        (project, usual.get(project) if number == 0 else named[number])
        for project, number in zip(projects[at].tolist(), which.tolist(), strict=True)
    ]
    return found.of(pd.MultiIndex.from_tuples(pairs, names=["project_id", "calendar_id"]))[pair]


def project_kinds(basis: Basis, projects: pd.Index[Any]) -> Places:
    """The kind of the working time that each project itself is planned on."""
    return own_kinds(basis, pd.DataFrame({"project_id": projects, "calendar_id": None}))


def alike(basis: Basis, kind: Places) -> Iterator[tuple[WorkingTime, Places]]:
    """The places of each kind with its working time, in blocks."""
    for number, working in enumerate(kinds(basis).times):
        rows = np.flatnonzero(kind == number)
        for begin in range(0, len(rows), BLOCK):
            yield working, rows[begin : begin + BLOCK]


def times(basis: Basis) -> Mapping[Key, WorkingTime]:
    """The working time of each calendar, worked out once."""
    return basis.once(times, lambda: working_times(basis["calendars"], basis["calendar_exceptions"]))


def usual_calendars(basis: Basis) -> Mapping[str, str]:
    """The calendar of each project's schedule itself, looked up once."""
    return basis.once(usual_calendars, lambda: default_calendars(basis["calendars"]))


def _kinds(basis: Basis) -> Kinds:
    found = times(basis)
    contents = {_content(OFFICE): 0}
    codes = [contents.setdefault(_content(each), len(contents)) for each in found.values()]
    alike = dict(zip(codes, found.values(), strict=True))
    distinct = (OFFICE, *(alike[code] for code in sorted(alike) if code))
    keys = pd.MultiIndex.from_tuples(list(found), names=["project_id", "calendar_id"]) if found else None
    return Kinds(distinct, pd.Series(codes, index=keys, dtype=np.intp))


def _content(working: WorkingTime) -> tuple[object, ...]:
    return (working.week, tuple(sorted(working.exceptions.items())))
