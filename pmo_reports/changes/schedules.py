"""The activities of each project's schedule against those of the period before.

An activity is the same if its id is. Where a tool gave out new ids, so that two schedules of a project
share none, activities are matched by their code (`wbs`), where it is the code of one alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd

from pmo_reports.changes.codes import Codes, Flags, Whole, begins, codes
from pmo_reports.changes.pairs import Matches, matches
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.changes import ScheduleChange

_FIRST = datetime(1970, 1, 1)  # noqa: DTZ001 - tables tell moments without a zone
_NEVER = np.iinfo(np.int64).min
Counts = Mapping[str, Whole]


@dataclass(frozen=True, slots=True)
class _Activities:
    """The activities of one period that are no summaries and take part: the rows of each column.

    Attributes:
        places: where they are in the table of tasks.
        project: the number of each one's project.
        finish: when they are to end, as a number; the least there is where nobody says.
    """

    tasks: pd.DataFrame
    places: Whole
    project: Whole
    finish: Whole
    negative: Flags


def schedules(before: Assessed, after: Assessed) -> tuple[ScheduleChange, ...]:
    """The schedules that moved, of the projects that have one in both periods."""
    tables = [each.portfolio["tasks"] for each in (before, after)]
    if any(tasks.empty for tasks in tables):
        return ()
    project = codes(*(tasks["project_id"] for tasks in tables))
    then, now = _activities(tables[0], project.then), _activities(tables[1], project.now)
    there = [np.bincount(each.project, minlength=project.size) > 0 for each in (then, now)]
    shared = there[0] & there[1] & (np.arange(project.size) > 0)
    then, now = _only(then, shared), _only(now, shared)
    numbers = Codes(then.project, now.project, project.size)
    found = matches(numbers, [_column(then, now, "task_id")])
    kept = np.bincount(then.project[found.first], minlength=project.size) > 0
    renumbered = shared & ~kept
    if renumbered.any():
        found = matches(numbers, [_coded(then, now, renumbered)])
    return tuple(_changes(then, now, found, project, renumbered))


def _activities(tasks: pd.DataFrame, project: Whole) -> _Activities:
    some = tasks["kind"].ne("summary") & tasks["is_active"].fillna(value=True)
    every = bool(some.all())
    places = np.arange(len(tasks)) if every else np.flatnonzero(some.to_numpy(dtype=bool))
    columns = (
        project,
        tasks["forecast_finish"].to_numpy().view(np.int64),
        tasks["total_float_days"].lt(0).to_numpy(dtype=bool),
    )
    return _Activities(tasks, places, *(columns if every else (each[places] for each in columns)))


def _only(of: _Activities, projects: Flags) -> _Activities:
    """The activities of some projects."""
    some = projects[of.project]
    if some.all():
        return of
    columns = (of.places, of.project, of.finish, of.negative)
    return _Activities(of.tasks, *(each[some] for each in columns))


def _column(then: _Activities, now: _Activities, name: str) -> tuple[pd.Series, pd.Series]:
    """A column of the activities of both."""
    was, is_ = (
        each.tasks[name] if len(each.places) == len(each.tasks) else each.tasks[name].take(each.places)
        for each in (then, now)
    )
    return was, is_


def _coded(then: _Activities, now: _Activities, renumbered: Flags) -> tuple[pd.Series, pd.Series]:
    """What activities are matched by: their id; their code, if one alone has it, where ids are new."""
    matched = []
    for each in (then, now):
        ids, wbs = (each.tasks[name].take(each.places).reset_index(drop=True) for name in ("task_id", "wbs"))
        rows = pd.DataFrame({"project": each.project, "wbs": wbs})
        by_code = renumbered[each.project] & wbs.notna() & ~rows.duplicated(keep=False)
        matched.append(wbs.where(by_code, ids))
    was, is_ = matched
    return was, is_


def _changes(
    then: _Activities, now: _Activities, found: Matches, project: Codes, renumbered: Flags
) -> Iterator[ScheduleChange]:
    """The schedules that moved, by project."""
    counts = _counts(then, now, found, project.size)
    added, removed = _listed(now, found.new), _listed(then, found.gone)
    some = np.flatnonzero(counts["moved"] | _there(added, project.size) | _there(removed, project.size))
    columns = {name: column[some].tolist() for name, column in counts.items()}
    names = [project.texts[number - 1] for number in some.tolist()]
    for place in sorted(range(len(names)), key=names.__getitem__):
        number = int(some[place])
        of = {name: column[place] for name, column in columns.items()}
        yield ScheduleChange(
            project=names[place],
            activities_before=of["activities_before"],
            activities=of["activities"],
            finish_before=_day(of["finish_before"]),
            finish=_day(of["finish"]),
            added=added.get(number, ()),
            removed=removed.get(number, ()),
            later=of["later"],
            earlier=of["earlier"],
            same=of["same"],
            negative_float_before=of["negative_before"],
            negative_float=of["negative"],
            by_code=bool(renumbered[number]),
        )


def _counts(then: _Activities, now: _Activities, found: Matches, size: int) -> Counts:
    """What is told of each project, and whether anything of it is not as it was."""
    first, second = then.finish[found.first], now.finish[found.second]
    known = (first != _NEVER) & (second != _NEVER)
    of = then.project[found.first]
    flags = {
        "later": (second > first) & known,
        "earlier": (second < first) & known,
        "same": (second == first) & known,
    }
    told: dict[str, Whole] = {name: np.bincount(of[some], minlength=size) for name, some in flags.items()}
    for end, side in (("_before", then), ("", now)):
        told[f"activities{end}"] = np.bincount(side.project, minlength=size)
        told[f"negative{end}"] = np.bincount(side.project[side.negative], minlength=size)
        told[f"finish{end}"] = _last(side, size)
    moved = (told["later"] > 0) | (told["earlier"] > 0) | (told["negative"] != told["negative_before"])
    return {**told, "moved": moved}


def _last(of: _Activities, size: int) -> Whole:
    """The last finish of each project."""
    found = np.full(size, _NEVER, dtype=np.int64)
    starts = begins(of.project)
    if len(starts):
        np.maximum.at(found, of.project[starts], np.maximum.reduceat(of.finish, starts))
    return found


def _listed(of: _Activities, at: Whole) -> Mapping[int, tuple[str, ...]]:
    """The ids of some activities, by project."""
    ids: dict[int, list[str]] = {}
    names = of.tasks["task_id"].take(of.places[at])
    for number, name in zip(of.project[at].tolist(), names, strict=True):
        ids.setdefault(number, []).append(str(name))
    return {number: tuple(sorted(each)) for number, each in ids.items()}


def _there(of: Mapping[int, object], size: int) -> Flags:
    found = np.zeros(size, dtype=bool)
    found[list(of)] = True
    return found


def _day(seconds: int) -> date | None:
    return None if seconds == _NEVER else (_FIRST + timedelta(seconds=seconds)).date()
