"""Schedules as arrays for the critical path method: activities with calendars, bounds and links.

Activities are tasks and milestones that are switched on; summaries and level of effort drive nothing. A
link from or to a summary holds for all activities below it (Microsoft Project), by way of a hidden place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.metrics.clocks import Clocks, clocks
from pmo_reports.metrics.exact import codes
from pmo_reports.metrics.graph import Flags, Places
from pmo_reports.metrics.picked import Picked
from pmo_reports.metrics.plan_links import NOT_DRIVING, Links, ends
from pmo_reports.metrics.working_hours import Key, default_calendars, working_times
from pmo_reports.model.working_time import Minutes, WorkingTime

Number = TypeVar("Number", bound=np.generic)
Times = Mapping[Key, WorkingTime]
Kinds = npt.NDArray[np.int8]
OFFICE = WorkingTime((((480, 720), (780, 1020)),) * 5 + ((), ()))
"""Five days of eight hours: the working time of an activity whose calendar the schedule does not hold."""
NEVER = -(2**50)
"""Earlier than all times of any calendar, in minutes."""
_HOURS, _HOUR = 8.0, 60
_YEARS_KEPT = 30
_MINUTE, _SECOND, _SECONDS = "datetime64[m]", "datetime64[s]", 60
_MOMENTS = ["forecast_start", "forecast_finish", "actual_start", "actual_finish"]
CONSTRAINTS = (
    "start no earlier than",
    "start no later than",
    "start on",
    "must start on",
    "finish no earlier than",
    "finish no later than",
    "finish on",
    "must finish on",
)


def _none() -> Minutes:
    return np.empty(0, dtype=np.int64)


def _no_kinds() -> Kinds:
    return np.empty(0, dtype=np.int8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Activities of all projects, ordered by project and id, behind them the hidden places of summaries.

    Attributes:
        tasks: their rows, by place.
        projects: ids of the projects; `project` says by place which.
        calendar: by place the calendar among `clocks`; `day` the minutes of its usual day.
        reported: by project the moment by which work is reported; `NEVER` where none is known.
        begun, done: what has started, and what is finished.
        length: minutes of work, of what has begun those that remain; -1 where not known.
        started, ended: when what has begun did so, and when what is done was; `NEVER` of all else.
        first: a minute for what not even a status date tells when to start, the beginning of its project.
        constraint: its place among `CONSTRAINTS`, -1 for none; `constrained` is the minute that it names.
            These and `ended`, `first` are bounds: empty in a plan that is `unbound`.
        lost: links of which one end does not exist.
    """

    tasks: Picked
    projects: pd.Index[str]
    project: Places
    clocks: Clocks
    calendar: Places
    day: npt.NDArray[np.float64]
    reported: Minutes
    begun: Flags
    done: Flags
    links: Links
    lost: pd.DataFrame
    length: Minutes = field(default_factory=_none)
    started: Minutes = field(default_factory=_none)
    ended: Minutes = field(default_factory=_none)
    first: Minutes = field(default_factory=_none)
    constraint: Kinds = field(default_factory=_no_kinds)
    constrained: Minutes = field(default_factory=_none)

    @property
    def status(self) -> Minutes:
        """Moment by which the work of each place is reported; `NEVER` where none is known."""
        moments: Minutes = self.reported[self.project]
        return moments

    @property
    def unbound(self) -> Plan:
        """The plan without what bounds its activities, once a network knows it."""
        return replace(self, ended=_none(), first=_none(), constraint=_no_kinds(), constrained=_none())

    def worked(self, moments: Minutes, where: Flags | None = None) -> Minutes:
        """Minutes worked up to a moment of each place, on its calendar; `NEVER` stays.

        With `where` of these places alone, and `NEVER` of the others.
        """
        known = moments != NEVER if where is None else (moments != NEVER) & where
        if known.all():
            return self.clocks.worked(moments, self.calendar)
        told = np.flatnonzero(known)
        found = np.full(len(moments), NEVER)
        found[told] = self.clocks.worked(moments[told], self.calendar[told])
        return found

    def column(self, name: str) -> Minutes:
        """A column of moments by place; `NEVER` for null and for hidden places."""
        return _padded(minutes(self.tasks[name]), len(self.project), NEVER)


def activities(tasks: pd.DataFrame) -> Picked:
    """The activities among `tasks`: switched on, no summaries and no level of effort; by project and id."""
    switched_on = tasks["is_active"].to_numpy(dtype=bool, na_value=True)
    rows = np.flatnonzero(switched_on & ~tasks["kind"].isin(NOT_DRIVING).to_numpy())
    keys = [_ranks(tasks[name])[rows] for name in ("task_id", "project_id")]
    return Picked(tasks, rows[np.lexsort(keys)])


def _ranks(names: pd.Series) -> Places:
    """The place of each name among the distinct ones in order; null is behind them all."""
    found, distinct = codes(names)
    order = distinct.argsort()
    ranks = np.empty(len(order) + 1, dtype=np.int64)
    ranks[order] = np.arange(len(order))
    ranks[-1] = len(order)
    return ranks[found]


def plan(tables: Mapping[str, pd.DataFrame], status: date | None = None, times: Times | None = None) -> Plan:
    """The plan of all schedules in canonical tables.

    Args:
        tables: schedules, tasks, task_links, calendars, calendar_exceptions.
        status: the status date of schedules that have none.
        times: the working calendars, where they were made before.
    """
    every = tables["tasks"].reset_index(drop=True)
    tasks = activities(every)
    place = np.full(len(every), -1, dtype=np.int64)
    place[tasks.rows] = np.arange(len(tasks))
    linked = ends(every, tables["task_links"], place)
    project, projects = _projects(tasks)
    owner = np.concatenate([project, projects.get_indexer(pd.Index(every["project_id"].iloc[linked.hidden]))])
    watch, calendar, day = _calendars(tables, times, tasks, (owner, projects))
    done = (tasks["actual_finish"].notna() | tasks["percent_complete"].ge(1)).to_numpy()
    begun = done | (tasks["actual_start"].notna() | tasks["percent_complete"].gt(0)).to_numpy()
    size = len(owner)
    bare = Plan(
        tasks=tasks,
        projects=projects,
        project=owner,
        clocks=watch,
        calendar=calendar,
        day=day,
        reported=_status(tables["schedules"], projects, status),
        begun=_padded(begun, size, fill=False),
        done=_padded(done, size, fill=False),
        links=linked.joined(day),
        lost=linked.lost,
    )
    return _timed(replace(bare, length=_lengths(bare)), tables["schedules"])


def _projects(tasks: Picked) -> tuple[Places, pd.Index[str]]:
    """The place of each activity's project among those that have one, in the order of the activities."""
    code, every = tasks.codes("project_id")
    found, own = pd.factorize(code)
    project = np.where(code < 0, -1, found)
    projects: pd.Index[str] = pd.Index(every[own[own >= 0]], dtype="str")
    return project, projects


def minutes(moments: pd.Series) -> Minutes:
    """Moments as minutes after 1970; `NEVER` for null."""
    values = moments.to_numpy(_SECOND).view(np.int64) // _SECONDS
    return np.maximum(values, NEVER, out=values)  # null is the least of all numbers


def _timed(found: Plan, schedules: pd.DataFrame) -> Plan:
    """The plan with the minutes at which its activities began, ended, and are meant to."""
    begins, start = found.column("actual_start"), found.column("forecast_start")
    ends, finish = found.column("actual_finish"), found.column("forecast_finish")
    began = np.where(begins == NEVER, start, begins)
    ended = np.where(ends == NEVER, np.where(finish == NEVER, began, finish), ends)
    kind = _constraints(found.tasks)
    moments = [found.status[: len(found.tasks)], minutes(found.tasks["forecast_start"])]
    first = np.full(len(found.projects), -NEVER)
    known = minutes(
        schedules.drop_duplicates("project_id").set_index("project_id")["start"].reindex(found.projects)
    )
    for each in moments:
        np.minimum.at(first, found.project[: len(found.tasks)], np.where(each == NEVER, -NEVER, each))
    first = np.where(known == NEVER, np.where(first == -NEVER, 0, first), known)[found.project]
    return replace(
        found,
        started=found.worked(np.where(began == NEVER, first, began), found.begun),
        ended=found.worked(np.where(ended == NEVER, first, ended), found.done),
        first=found.worked(first, found.status == NEVER),
        constraint=_padded(kind, len(found.project), -1),
        constrained=found.worked(found.column("constraint_date")),
    )


def _constraints(tasks: Picked) -> Kinds:
    """The kind of constraint of each activity that names a date for it."""
    code, distinct = tasks.codes("constraint_kind")
    kinds = np.append(pd.Index(CONSTRAINTS).get_indexer(distinct), -1)[code]
    return np.where(tasks["constraint_date"].notna().to_numpy(), kinds, -1).astype(np.int8)


def _lengths(found: Plan) -> Minutes:
    """Minutes of work: as the dates have it, on the own calendar, else as the duration says."""
    start, finish = found.column("forecast_start"), found.column("forecast_finish")
    begins = np.where(found.begun, np.maximum(start, found.status), start)
    by_dates = (start != NEVER) & (finish != NEVER) & ~found.done
    told = found.worked(finish, by_dates) - found.worked(begins, by_dates)
    days = found.tasks["remaining_days"].where(found.begun[: len(found.tasks)], found.tasks["duration_days"])
    stated = _padded(days.fillna(found.tasks["duration_days"]).to_numpy(float), len(found.project), 0.0)
    by_days = np.where(np.isnan(stated), -1, np.round(np.nan_to_num(stated) * found.day)).astype(np.int64)
    by_days = np.where((by_days < 0) & by_dates, 0, by_days)
    return np.where(found.done, 0, np.where(by_dates & (told > 0), told, by_days))


def _status(schedules: pd.DataFrame, projects: pd.Index[str], default: date | None) -> Minutes:
    """The moment by which each project's schedule tells what is done; a day without time counts in whole."""
    known = schedules.drop_duplicates("project_id").set_index("project_id")["status_date"]
    own = minutes(known.reindex(pd.Index(projects)))
    if default is None:
        return own
    end = int((np.datetime64(default, "D") + 1).astype(_MINUTE).astype(np.int64))
    return np.where(own == NEVER, end, own)


def _calendars(
    tables: Mapping[str, pd.DataFrame],
    times: Times | None,
    tasks: Picked,
    owners: tuple[Places, pd.Index[str]],
) -> tuple[Clocks, Places, npt.NDArray[np.float64]]:
    """The clocks, and by place the calendar among them and the minutes of its usual day."""
    project, projects = owners
    known = working_times(tables["calendars"], tables["calendar_exceptions"]) if times is None else times
    names = tables["calendars"]["calendar_id"]
    default = default_calendars(tables["calendars"])
    code, distinct = tasks.codes("calendar_id")
    distinct = distinct.append(pd.Index(names[~names.isin(distinct)].unique(), dtype="str"))
    usual = distinct.get_indexer(pd.Index([default.get(each, "") for each in projects]))
    own = _padded(code, len(project), -1)
    joint = project * (len(distinct) + 1) + np.where(own < 0, usual[project], own) + 1
    places, named = pd.factorize(joint)
    at, which = np.divmod(named, len(distinct) + 1)
    names_of = np.append("", distinct)[which]
    keys = [*zip(projects[at].tolist(), map(str, names_of), strict=True)]
    used = [_usable(known.get(key)) for key in keys]
    contents = [(each.week, tuple(sorted(each.exceptions.items()))) for each in used]
    alike, distinct = pd.factorize(pd.Series(contents, dtype=object))
    first = [int(np.flatnonzero(alike == kind)[0]) for kind in range(len(distinct))]
    watch = clocks([used[at] for at in first] or [OFFICE], *_span(tasks))
    return watch, alike[places].astype(np.int64), _days(tables, keys)[places]


def _usable(found: WorkingTime | None) -> WorkingTime:
    """A calendar on which nobody ever works tells nothing."""
    return found if found and any(found.week) else OFFICE


def _days(tables: Mapping[str, pd.DataFrame], keys: list[Key]) -> npt.NDArray[np.float64]:
    """Minutes of the usual day of each calendar: as it says, else as its schedule says."""
    calendars, schedules = tables["calendars"], tables["schedules"]
    own = _hours_of(calendars, ["project_id", "calendar_id"])
    said = _hours_of(schedules, ["project_id"])
    told = np.array([[own.get(key, np.nan), said.get(key[:1], np.nan)] for key in keys]).reshape(-1, 2)
    hours = np.where(told[:, 0] > 0, told[:, 0], np.where(told[:, 1] > 0, told[:, 1], _HOURS))
    return hours * _HOUR


def _hours_of(rows: pd.DataFrame, names: list[str]) -> Mapping[tuple[str, ...], float]:
    keys = zip(*(rows[name].to_numpy(object).tolist() for name in names), strict=True)
    return dict(zip(keys, rows["hours_per_day"].to_numpy(float).tolist(), strict=True))


def _span(tasks: Picked) -> tuple[date, date]:
    """The days that the activities' dates lie in; wild ones do not count."""
    finish = tasks["forecast_finish"]
    if finish.isna().all():
        return date(2000, 1, 1), date(2000, 1, 1)
    middle = pd.Timestamp(finish.median())
    bounds = middle - pd.DateOffset(years=_YEARS_KEPT), middle + pd.DateOffset(years=_YEARS_KEPT)
    moments = (tasks[name] for name in _MOMENTS)
    days = pd.DataFrame([(each.min(), each.max()) for each in moments])
    first, last = max(days[0].min(), bounds[0]), min(days[1].max(), bounds[1])
    return first.date(), (last + pd.DateOffset(years=3)).date()


def _padded(values: npt.NDArray[Number], size: int, fill: object) -> npt.NDArray[Number]:
    if len(values) == size:
        return values
    return np.concatenate([values, np.full(size - len(values), fill, dtype=values.dtype)])
