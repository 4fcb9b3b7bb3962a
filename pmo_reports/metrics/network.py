"""The critical path method over all schedules at once: a forward and a backward pass by topological level.

Times are minutes worked on each activity's own calendar. What is done stays where it was done. What is not
begun cannot start before the status date; what is begun and not done goes on from there, and waits for its
predecessors (retained logic). A planned start that no link explains is kept: the planner put it there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.metrics.graph import Arrivals, Flags, Places, by_level, circular, levels
from pmo_reports.metrics.plans import CONSTRAINTS, NEVER, Kinds, Plan
from pmo_reports.model.working_time import Minutes

Days = npt.NDArray[np.float64]
ALWAYS = -NEVER
"""Later than all times of any calendar, in minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A plan with the bounds of its activities and the order of its levels; all arrays by place.

    Attributes:
        floor: the first minute at which the work that is left can start, whatever the links say.
        unplanned: the same without the planned starts.
        ceiling: the last minute by which it should end (constraints and deadlines); empty once solved.
        pinned: what starts at `floor`, whatever the links say.
        circular: what lies on a circle of links; such links are left out of both passes.
        known: by project, whether its passes tell anything: all lengths are known, and no circle.
    """

    plan: Plan
    floor: Minutes
    unplanned: Minutes
    ceiling: Minutes
    pinned: Flags
    circular: Flags
    known: Flags
    arriving: tuple[Arrivals, ...]
    leaving: tuple[Arrivals, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passes:
    """Early and late times of the work that is left, by place, and the finish of each project (a moment).

    Attributes:
        start, finish: early times; of what is done as it was.
        late: late finish, `ALWAYS` of what is done.
        arrived: by link the time it asks its follower to start at.
        end: by project the moment of its last finish.
    """

    start: Minutes
    finish: Minutes
    late: Minutes
    arrived: Minutes
    end: Minutes


def network(plan: Plan) -> Network:
    """The network of a plan."""
    size, edges = len(plan.project), plan.links.edges
    level = levels(size, edges)
    circle = circular(size, edges) if (level < 0).any() else np.zeros(size, dtype=bool)
    if circle.any():
        plan = replace(plan, links=plan.links.among(~(circle[edges.before] & circle[edges.after])))
        level = levels(size, plan.links.edges)
    known = np.ones(len(plan.projects), dtype=bool)
    known[plan.project[circle | (plan.length < 0)]] = False
    unplanned, pinned = _floor(plan)
    back = plan.links.edges.reversed
    return Network(
        plan=plan.unbound
        if (plan.length >= 0).all()
        else replace(plan.unbound, length=np.maximum(plan.length, 0)),
        floor=np.where(plan.begun, unplanned, np.maximum(unplanned, _planned(plan))),
        unplanned=unplanned,
        ceiling=_ceiling(plan),
        pinned=pinned,
        circular=circle,
        known=known,
        arriving=tuple(by_level(level, plan.links.edges)),
        leaving=tuple(by_level(level.max(initial=0) - level, back)),
    )


def passes(net: Network, length: Minutes | None = None) -> Passes:
    """Both passes; with `length` other lengths of work than the plan's."""
    work = net.plan.length if length is None else length
    ahead = forward(net, work)
    end = last_finish(net.plan, ahead.finish)
    late = backward(net, work, net.plan.worked(end[net.plan.project], ~net.plan.done))
    return replace(ahead, late=late, end=end)


def forward(net: Network, length: Minutes) -> Passes:
    """The early times alone."""
    plan, links = net.plan, net.plan.links
    start, free = net.floor.copy(), ~(net.pinned | plan.done)
    arrived = np.full(len(links.edges), NEVER)
    finish = start + length
    for level in net.arriving:
        before, after = links.edges.before[level.edges], links.edges.after[level.edges]
        times, from_start = finish[before], np.flatnonzero(~links.from_finish[level.edges])
        times[from_start] = _begins(plan, start, before[from_start])
        times = _carried(plan, times, (before, after), plan.clocks.earliest) + links.lag[level.edges]
        to_finish = np.flatnonzero(links.to_finish[level.edges])
        times[to_finish] -= length[after[to_finish]]
        arrived[level.edges] = times
        latest, places = np.maximum.reduceat(times, level.starts), level.targets
        start[places] = np.where(free[places], np.maximum(start[places], latest), start[places])
        finish[places] = start[places] + length[places]
    never = np.empty(0, dtype=np.int64)
    return Passes(start=start, finish=finish, late=never, arrived=arrived, end=never)


def backward(net: Network, length: Minutes, end: Minutes) -> Minutes:
    """Late finishes, given the last minute of each place's project."""
    late = np.where(net.plan.done, ALWAYS, np.minimum(net.ceiling, end))
    start = late - length
    for level in net.leaving:
        limits = _limits(net, level, late, start)
        places = level.targets
        lower = np.minimum(late[places], np.minimum.reduceat(limits, level.starts))
        late[places] = np.where(net.plan.done[places], ALWAYS, lower)
        start[places] = late[places] - length[places]
    return late


def free(net: Network, found: Passes) -> Minutes:
    """How long each finish can wait before a follower or the project's finish has to, in minutes."""
    slack = net.plan.worked(found.end[net.plan.project])
    for level in net.leaving:
        limits = _limits(net, level, found.finish, found.start)
        slack[level.targets] = np.minimum(slack[level.targets], np.minimum.reduceat(limits, level.starts))
    return slack - found.finish


def longest(net: Network, found: Passes) -> Flags:
    """Which places lie on the path of links that drives the project's finish, and are not done."""
    plan, links = net.plan, net.plan.links
    on: Flags = found.finish == plan.worked(found.end[plan.project], ~plan.done)
    on &= ~plan.done
    before, after = links.edges.before, links.edges.after
    driving = (found.arrived == found.start[after]) & ~net.pinned[after] & ~plan.done[before]
    for level in net.leaving:
        drives = driving[level.edges] & on[after[level.edges]]
        on[level.targets] |= np.logical_or.reduceat(drives, level.starts)
    return on


def _begins(plan: Plan, start: Minutes, places: Places) -> Minutes:
    """When activities start, or did."""
    return np.where(plan.begun[places], plan.started[places], start[places])


def _limits(net: Network, level: Arrivals, finish: Minutes, start: Minutes) -> Minutes:
    """When the place before each link must finish so that the one after keeps `finish` and `start`."""
    plan, links = net.plan, net.plan.links
    before, after = links.edges.before[level.edges], links.edges.after[level.edges]
    times, to_finish = start[after], np.flatnonzero(links.to_finish[level.edges])
    times[to_finish] = finish[after[to_finish]]
    times -= links.lag[level.edges]
    done = plan.done[after]
    times[done] = 0
    times = _carried(plan, times, (after, before), plan.clocks.latest)
    from_start = np.flatnonzero(~links.from_finish[level.edges])
    times[from_start] += plan.length[before[from_start]]
    times[from_start[plan.begun[before[from_start]]]] = ALWAYS
    times[done] = ALWAYS
    return times


def _carried(
    plan: Plan, times: Minutes, ways: tuple[Places, Places], moment: Callable[[Minutes, Places], Minutes]
) -> Minutes:
    """Times on the calendars of the first places as times on those of the second."""
    if len(plan.clocks.kinds) == 1:
        return times
    origin, target = (plan.calendar[places] for places in ways)
    apart = np.flatnonzero(origin != target)
    if len(apart):
        times = times.copy()
        times[apart] = plan.clocks.worked(moment(times[apart], origin[apart]), target[apart])
    return times


def last_finish(plan: Plan, finish: Minutes) -> Minutes:
    """The moment of the last finish of each project; hidden places do not count.

    On one calendar the latest is that with most work before it: only these are turned into moments.
    """
    real = len(plan.tasks)
    key, pairs = pd.factorize(plan.project[:real] * len(plan.clocks.kinds) + plan.calendar[:real])
    latest = np.full(len(pairs), 2 * NEVER)
    np.maximum.at(latest, key, finish[:real])
    project, calendar = np.divmod(pairs, len(plan.clocks.kinds))
    end = np.full(len(plan.projects), NEVER)
    np.maximum.at(end, project, plan.clocks.earliest(latest, calendar))
    return end


def _floor(plan: Plan) -> tuple[Minutes, Flags]:
    """When the work that is left can start at the earliest, its planned start aside, and what is pinned."""
    kind, on = plan.constraint, plan.constrained
    bounds = [plan.worked(plan.status, ~plan.done), np.where(plan.begun, plan.started, NEVER)]
    open_ = ~plan.begun
    bounds.append(np.where(_held(kind, STARTS_FROM) & open_, on, NEVER))
    bounds.append(np.where(_held(kind, ENDS_FROM) & open_, on - plan.length, NEVER))
    floor = np.maximum.reduce(bounds)
    floor = np.where(floor == NEVER, plan.first, floor)
    return np.where(plan.done, plan.ended, floor), _held(kind, PINNED) & open_


def _planned(plan: Plan) -> Minutes:
    return plan.worked(plan.column("forecast_start"), ~plan.begun)


def _held(kind: Kinds, kinds: tuple[str, ...]) -> Flags:
    """Which constraints are of one of `kinds`."""
    flags: Flags = np.array([*(each in kinds for each in CONSTRAINTS), False])[kind]
    return flags


def _ceiling(plan: Plan) -> Minutes:
    """By when it should end at the latest."""
    kind, on = plan.constraint, plan.constrained
    deadline = plan.worked(plan.column("deadline"))
    until = np.where(_held(kind, STARTS_BY) & ~plan.begun, on + plan.length, ALWAYS)
    until = np.minimum(until, np.where(_held(kind, ENDS_BY), on, ALWAYS))
    return np.minimum(until, np.where(deadline == NEVER, ALWAYS, deadline))


STARTS_FROM = ("start no earlier than", "start on", "must start on")
STARTS_BY = ("start no later than", "start on", "must start on")
ENDS_FROM = ("finish no earlier than", "finish on", "must finish on")
ENDS_BY = ("finish no later than", "finish on", "must finish on")
PINNED = ("must start on", "must finish on")
