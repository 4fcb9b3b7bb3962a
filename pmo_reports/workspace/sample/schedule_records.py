"""A schedule as plain records, in the words of the room that writes schedule files (`pmo_reports.jvm`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pmo_reports.workspace.sample.milestones import Standing, standings
from pmo_reports.workspace.sample.network import Link, Span, floats
from pmo_reports.workspace.sample.schedule_dates import (
    activities,
    baseline,
    expected,
    hoped,
    nodes,
    status_day,
)
from pmo_reports.workspace.sample.schedule_figures import Figures, figures
from pmo_reports.workspace.sample.schedule_story import Activity, Phase, calendar, holidays, plans
from pmo_reports.workspace.sample.story import PERIODS, Project

Record = dict[str, object]
Records = Mapping[str, Sequence[Record]]
HOURS = "08:00-12:00, 13:00-17:00"
OFF = "non-working"
MORNING, EVENING = "08:00", "17:00"
SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$"}
WORKING_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
FULL = 100.0
LATE = 0.8
"""How far an activity is said to be that its planner forgot to bring up to date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A schedule as its planner saw it at the end of a period.

    Attributes:
        forgotten: activities whose finish was never entered; they seem to be still open.
        hopeful: of how many periods ago the dates of milestones to come are.
    """

    project: Project
    index: int
    forgotten: tuple[str, ...] = ()
    hopeful: int = 0

    @property
    def spans(self) -> Mapping[str, Span]:
        """Where activities and milestones lie."""
        if self.hopeful:
            return hoped(self.project.id, self.index, self.hopeful)
        return expected(self.project, self.index)

    @property
    def now(self) -> int:
        """The last day that is reported, as a number."""
        return status_day(self.index)

    def started(self, name: str) -> bool:
        """Whether work on it has begun."""
        return self.spans[name].start <= self.now

    def finished(self, name: str) -> bool:
        """Whether the file says that it is finished."""
        return self.spans[name].finish <= self.now and name not in self.forgotten


def records(sight: Sight) -> Records:
    """Everything that the file of a schedule says."""
    return {
        "schedules": [_schedule(sight)],
        "calendars": [_calendar()],
        "calendar_exceptions": [_day_off(day, name) for day, name in holidays().items()],
        "schedule_resources": list(_resources(sight.project)),
        "tasks": list(_tasks(sight)),
        "task_links": list(_links(sight.project)),
        "assignments": list(_assignments(sight)),
    }


def task_id(project: Project, name: str) -> str:
    """What a task is called in the project's kind of file: Microsoft's knows whole numbers only."""
    return name.lstrip("AM") if plans()[project.id].form == "mspdi" else name


def _schedule(sight: Sight) -> Record:
    project, spans = sight.project, sight.spans.values()
    return {
        "Title": project.name,
        "Project ID": project.id,
        "Currency": project.currency,
        "Currency Symbol": SYMBOLS[project.currency],
        "Status Date": f"{PERIODS[sight.index].end}T{EVENING}",
        "Start": _at(min(span.start for span in spans), MORNING),
        "Finish": _at(max(span.finish for span in spans), EVENING),
        "Hours Per Day": 8,
        "Calendar ID": "1",
    }


def _calendar() -> Record:
    week = dict.fromkeys(WORKING_DAYS, HOURS) | {"Saturday": OFF, "Sunday": OFF}
    return {"Calendar ID": "1", "Name": "Talmark", "Hours Per Day": 8, **week}


def _day_off(day: date, name: str) -> Record:
    told = str(day)
    return {"Calendar ID": "1", "First Day": told, "Last Day": told, "Hours": OFF, "Name": name}


def _resources(project: Project) -> Iterator[Record]:
    for number, (role, rate) in enumerate(plans()[project.id].roles.values(), start=1):
        kind = {"Type": "work", "Group": "Internal labour"}
        yield {"Resource ID": str(number), "Name": role, **kind, "Max Units": FULL, "Standard Rate": rate}
    yield {"Resource ID": _contractor(project), "Name": _category(project), "Type": "cost"}


def _contractor(project: Project) -> str:
    return str(len(plans()[project.id].roles) + 1)


def _category(project: Project) -> str:
    """The largest category of cost beside internal labour, that all bought work is booked on."""
    return max(list(project.costs)[1:], key=lambda name: project.costs[name].part)


def _tasks(sight: Sight) -> Iterator[Record]:
    slack = floats(nodes(sight.project), sight.spans)
    costs = figures(sight.project, sight.index)
    told = {each.id: each for each in standings(sight.project, sight.index)}
    for number, summary in enumerate(_summaries(sight.project), start=1):
        parent = str(number * 1000)
        yield _summary(sight, summary, number)
        line = 0
        for phase, inside in summary:
            for each in inside:
                line += 1
                place = {"Parent ID": parent, "WBS": f"{number}.{line}", **_float(sight, each.id, slack)}
                yield _activity(sight, each, costs[each.id]) | place
            line += 1
            place = {"Parent ID": parent, "WBS": f"{number}.{line}", **_float(sight, phase.until, slack)}
            yield _milestone(sight, told[phase.until]) | place


Group = list[tuple[Phase, tuple[Activity, ...]]]


def _summaries(project: Project) -> list[Group]:
    """The phases under their summaries: one without a name belongs to the one before."""
    found: list[Group] = []
    for phase, inside in plans()[project.id].activities():
        if phase.name:
            found.append([])
        found[-1].append((phase, inside))
    return found


def _summary(sight: Sight, group: Group, number: int) -> Record:
    names = [name for phase, inside in group for name in (*(each.id for each in inside), phase.until)]
    spans = [sight.spans[name] for name in names]
    first, last = min(span.start for span in spans), max(span.finish for span in spans)
    return {
        "Task ID": str(number * 1000),
        "Kind": "summary",
        "Name": group[0][0].name,
        "WBS": str(number),
        "Start": _at(first, MORNING),
        "Finish": _at(last, EVENING),
        "Duration": float(last - first + 1),
    }


def _activity(sight: Sight, each: Activity, costs: Figures) -> Record:
    span, plan = sight.spans[each.id], baseline(sight.project, sight.index)[each.id]
    done = LATE if each.id in sight.forgotten else costs.done
    return {
        "Task ID": task_id(sight.project, each.id),
        "Kind": "task",
        "Name": each.name,
        "Contact": plans()[sight.project.id].roles[each.role][0],
        "Baseline Start": _at(plan.start, MORNING),
        "Baseline Finish": _at(plan.finish, EVENING),
        "Baseline Duration": float(plan.length),
        "Start": _at(span.start, MORNING),
        "Finish": _at(span.finish, EVENING),
        "Duration": float(span.length),
        "Remaining Duration": round(span.length * (1 - done), 2),
        "Actual Start": _at(span.start, MORNING) if sight.started(each.id) else None,
        "Actual Finish": _at(span.finish, EVENING) if sight.finished(each.id) else None,
        "Percentage Complete": round(done * 100, 1),
        "Percent Complete Type": "duration",
        "Baseline Cost": float(costs.budget),
        "Cost": costs.cost,
        "Actual Cost": costs.spent,
        "Remaining Cost": costs.to_go,
        **_work(sight.project, each, costs),
    }


def _work(project: Project, each: Activity, costs: Figures) -> Record:
    """Hours of the role: what internal labour costs, over its rate."""
    hourly = plans()[project.id].roles[each.role][1] / _labour(project)
    whole, actual = round(costs.cost / hourly, 1), round(costs.spent / hourly, 1)
    return {
        "Baseline Work": round(costs.budget / hourly, 1),
        "Work": whole,
        "Actual Work": min(actual, whole),
    }


def _labour(project: Project) -> float:
    """The part of the budget that is internal labour, which every project lists first."""
    return next(iter(project.costs.values())).part


def _milestone(sight: Sight, told: Standing) -> Record:
    earlier = standings(sight.project, sight.index - sight.hopeful)
    forecast = next(each.forecast for each in earlier if each.id == told.id)
    on = f"{told.actual or forecast}T{EVENING}"
    reached = {"Actual Start": on, "Actual Finish": on} if told.actual else {}
    return {
        "Task ID": task_id(sight.project, told.id),
        "Kind": "milestone",
        "Name": told.name,
        "Contact": told.owner,
        "Baseline Start": f"{told.baseline}T{EVENING}",
        "Baseline Finish": f"{told.baseline}T{EVENING}",
        "Baseline Duration": 0.0,
        "Start": on,
        "Finish": on,
        "Duration": 0.0,
        "Percentage Complete": FULL if told.actual else 0.0,
        "Percent Complete Type": "duration",
        **reached,
    }


def _float(sight: Sight, name: str, slack: Mapping[str, int]) -> Record:
    if sight.finished(name):
        return {}
    return {"Total Slack": float(slack[name]), "Critical": slack[name] <= 0}


def _links(project: Project) -> Iterator[Record]:
    for node in nodes(project):
        for link in node.links:
            yield _link(project, link, node.id)


def _link(project: Project, link: Link, after: str) -> Record:
    ends = {"Predecessor ID": task_id(project, link.before), "Successor ID": task_id(project, after)}
    return {**ends, "Type": link.kind, "Lag": float(link.lag)}


def _assignments(sight: Sight) -> Iterator[Record]:
    """Each activity's role with its hours, and what is bought for the rest of the money."""
    costs, letters = figures(sight.project, sight.index), list(plans()[sight.project.id].roles)
    for number, each in enumerate(activities(sight.project), start=1):
        own, labour = costs[each.id], _labour(sight.project)
        work = _work(sight.project, each, own)
        to_do = round(float(str(work["Work"])) - float(str(work["Actual Work"])), 1)
        common: Record = {"Task ID": task_id(sight.project, each.id), "Units": FULL}
        role = str(letters.index(each.role) + 1)
        paid = [round(amount * labour, 2) for amount in (own.budget, own.spent, own.to_go)]
        yield (
            {"Assignment ID": str(2 * number - 1), "Resource ID": role, **common}
            | _paid(*paid)
            | {
                **work,
                "Remaining Work": to_do,
            }
        )
        rest = [own.budget - paid[0], own.spent - paid[1], own.to_go - paid[2]]
        yield {
            "Assignment ID": str(2 * number),
            "Resource ID": _contractor(sight.project),
            **common,
        } | _paid(*rest)


def _paid(budget: float, spent: float, to_go: float) -> Record:
    return {
        "Baseline Cost": round(budget, 2),
        "Cost": round(spent + to_go, 2),
        "Actual Cost": round(spent, 2),
        "Remaining Cost": round(to_go, 2),
    }


def _at(number: int, time: str) -> str:
    return f"{calendar().day(number)}T{time}"
