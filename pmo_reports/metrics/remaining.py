"""What is left of schedules, ready to be simulated: in working days of each project after its status date.

Links from what is done, or from the start of what has begun, are bounds by now. A planned start stays a
bound where no link explains it; where links do, it moves with them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.metrics.graph import Edges, Flags, Places
from pmo_reports.metrics.plan_links import Links
from pmo_reports.metrics.plans import NEVER, Plan
from pmo_reports.metrics.schedule_network import Solved, last_open
from pmo_reports.metrics.simulation import Events, Work
from pmo_reports.model.amounts import rates
from pmo_reports.model.working_time import Minutes

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The time of projects: working days after the status date, on the calendar of their last open activity.

    Attributes:
        projects: those with open work and a sound network, by their number among all of the plan.
        calendar, status, day: by project of the plan.
    """

    found: Solved
    projects: Places
    calendar: Places
    status: Minutes
    day: Numbers

    def days(self, moments: Minutes, projects: Places) -> Numbers:
        """Moments as working days after the status date."""
        clocks, calendar = self.found.plan.clocks, self.calendar[projects]
        since = clocks.worked(self.status[projects], calendar)
        return (clocks.worked(moments, calendar) - since) / self.day[projects]

    def dates(self, days: Numbers, projects: Places) -> npt.NDArray[np.datetime64]:
        """Working days after the status date as dates; both arrays of the same shape."""
        clocks, calendar = self.found.plan.clocks, self.calendar[projects]
        since = clocks.worked(self.status[projects], calendar)
        minutes = since + np.ceil(np.round(days * self.day[projects], 6)).astype(np.int64)
        return clocks.earliest(minutes, calendar).astype("datetime64[m]").astype("datetime64[D]")


def axis(found: Solved) -> Axis:
    """The time of each project with open work."""
    last, size = last_open(found), len(found.plan.projects)
    owner = found.plan.project[last]
    calendar, status, day = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64), np.ones(size)
    calendar[owner], day[owner] = found.plan.calendar[last], found.plan.day[last]
    status[owner] = found.plan.status[last]
    projects = owner[found.net.known[owner] & (status[owner] != NEVER)]
    return Axis(found=found, projects=projects, calendar=calendar, status=status, day=day)


def left(time: Axis) -> Places:
    """The places of the plan that are not done, in the order of projects: those of the work that is left."""
    plan = time.found.plan
    inside = np.flatnonzero(np.isin(plan.project, time.projects) & ~plan.done)
    return inside[np.argsort(plan.project[inside], kind="stable")]


def work(time: Axis, risks: pd.DataFrame) -> Work:
    """The work that is left, with the open risks of `risks` as events.

    A risk without a probability, or neither days nor cost, is none; one without days delays nothing.
    """
    found = time.found
    plan, net = found.net.plan, found.net
    chosen = np.zeros(len(plan.projects), dtype=bool)
    chosen[time.projects] = True
    order = left(time)
    place = np.full(len(plan.project), -1, dtype=np.int64)
    place[order] = np.arange(len(order))
    numbered = np.cumsum(chosen) - 1
    owner = plan.project[order]
    starts = plan.clocks.latest(found.found.start[order], plan.calendar[order])
    ends = plan.clocks.earliest(found.found.finish[order], plan.calendar[order])
    begins = time.days(starts, owner)
    links, lag = _links(time, place)
    bound = np.where(net.floor > _asked(found), net.floor, net.unplanned)
    bound = np.maximum(bound, _settled(found, place))
    bound = np.where(net.pinned, found.found.start, bound)[order]
    floor = time.days(plan.clocks.latest(bound, plan.calendar[order]), owner)
    return Work(
        projects=plan.projects[chosen].tolist(),
        project=numbered[owner],
        length=np.maximum(time.days(ends, owner) - begins, 0.0),
        floor=floor,
        links=links,
        lag=lag,
        weight=_remaining(found)[order],
        events=events(risks, plan.projects[chosen]),
    )


def _asked(found: Solved) -> Minutes:
    """The time that the links ask each place to start at, `NEVER` without any."""
    asked = np.full(len(found.net.floor), NEVER)
    np.maximum.at(asked, found.net.plan.links.edges.after, found.found.arrived)
    return asked


def events(risks: pd.DataFrame, projects: pd.Index[str]) -> Events:
    """The open risks of `projects` that are quantified, in the reporting currency."""
    known = risks[risks["state"].ne("closed") & risks["probability_percent"].gt(0)]
    owner = projects.get_indexer(pd.Index(known["project_id"]))
    known = known[owner >= 0].assign(owner=owner[owner >= 0])
    known = known.sort_values(["owner", "risk_id"], kind="stable")
    rate = rates(known, "impact_cost").to_numpy("float64", na_value=np.nan)
    cost = known["impact_cost"].to_numpy("float64", na_value=np.nan) * rate
    return Events(
        project=known["owner"].to_numpy(np.int64),
        probability=known["probability_percent"].to_numpy(float),
        days=np.nan_to_num(known["impact_days"].to_numpy(float)),
        cost=np.nan_to_num(cost),
    )


def _links(time: Axis, place: Places) -> tuple[Links, Numbers]:
    """The links that still move their followers, and their lags in days."""
    found = time.found
    links = found.net.plan.links
    before, after = place[links.edges.before], place[links.edges.after]
    live = (before >= 0) & (after >= 0) & ~_fixed(found) & ~found.net.pinned[links.edges.after]
    kept = links.among(live)
    lag = _lags(time, kept, found.found.arrived[live])
    return replace(kept, edges=Edges(before[live], after[live])), lag


def _lags(time: Axis, links: Links, arrived: Minutes) -> Numbers:
    """Lags in days of the project, with the days that an activity's own calendar makes its follower wait."""
    passes, plan = time.found.found, time.found.net.plan
    before, after = links.edges.before, links.edges.after
    told = np.where(links.from_finish, passes.finish[before], passes.start[before])
    asked = arrived + np.where(links.to_finish, plan.length[after], 0)
    ends = [
        _moments(plan, told, before, links.from_finish),
        _moments(plan, asked, after, links.to_finish),
    ]
    first, then = (time.days(each, plan.project[after]) for each in ends)
    return then - first


def _moments(plan: Plan, times: Minutes, places: Places, finishes: Flags) -> Minutes:
    """Times of places as moments: evenings of finishes, mornings of starts."""
    calendar = plan.calendar[places]
    return np.where(finishes, plan.clocks.earliest(times, calendar), plan.clocks.latest(times, calendar))


def _fixed(found: Solved) -> Flags:
    """The links from what has happened already."""
    plan, links = found.net.plan, found.net.plan.links
    before = links.edges.before
    fixed: Flags = plan.done[before] | (plan.begun[before] & ~links.from_finish)
    return fixed


def _settled(found: Solved, place: Places) -> Minutes:
    """The bounds that links from what has happened already are by now."""
    after = found.net.plan.links.edges.after
    fixed = _fixed(found) & (place[after] >= 0)
    bound = np.full(len(place), NEVER)
    np.maximum.at(bound, after[fixed], found.found.arrived[fixed])
    return bound


def _remaining(found: Solved) -> Numbers:
    """The remaining cost of each place, in the currency of its schedule."""
    cost = np.zeros(len(found.plan.project))
    cost[: found.size] = np.nan_to_num(
        found.plan.tasks["remaining_cost"].to_numpy("float64", na_value=np.nan)
    )
    return np.maximum(cost, 0.0)
