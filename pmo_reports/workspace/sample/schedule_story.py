"""The plans of the scheduled projects as `data/schedules_*.yaml` tells them: activities, links, roles.

An activity is a line: its weight in days, what it waits for, who does it, and its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from pmo_reports.config.setting import Setting
from pmo_reports.workspace.sample.network import Link
from pmo_reports.workspace.sample.story import PROGRAMMES, Project, content, projects
from pmo_reports.workspace.sample.working_calendar import WorkingCalendar, working_calendar

FIRST_DAY, LAST_DAY = date(2025, 1, 1), date(2028, 12, 31)
THOUSAND, STEP = 1000, 10


class Activity(Setting):
    """An activity: weight in days, what it is `after` ("A1010 SS+5, M1"; "" the one before), whose `role`."""

    id: str
    name: str
    weight: int
    after: str
    role: str

    @property
    def links(self) -> tuple[Link, ...]:
        """What it waits for."""
        return tuple(_link(part.strip()) for part in self.after.split(",") if part.strip())


class Phase(Setting):
    """What leads to a milestone; without a `name` it is part of the summary before."""

    until: str
    name: str = ""
    activities: tuple[tuple[int, str, str, str], ...]

    def numbered(self, place: int, before: str) -> tuple[Activity, ...]:
        """Its activities with their ids; the first one waits for `before`, unless its line says more."""
        found: list[Activity] = []
        for at, (weight, after, role, name) in enumerate(self.activities, start=1):
            last = found[-1].id if found else before
            own = f"A{place * THOUSAND + at * STEP}"
            found.append(Activity(id=own, name=name, weight=weight, after=after or last, role=role))
        return tuple(found)


class Plan(Setting):
    """A project's plan.

    Attributes:
        form: the kind of file: mspdi, xer or pmxml.
        roles: letter -> role and its rate an hour.
    """

    form: str
    roles: Mapping[str, tuple[str, int]]
    phases: tuple[Phase, ...]

    def activities(self) -> tuple[tuple[Phase, tuple[Activity, ...]], ...]:
        """Each phase with its activities."""
        befores = ("", *(phase.until for phase in self.phases))
        return tuple(
            (phase, phase.numbered(place, before))
            for place, (phase, before) in enumerate(zip(self.phases, befores, strict=False), start=1)
        )


class DaysOff(Setting):
    """Days off by their names."""

    days: Mapping[date, str]


@lru_cache(maxsize=1)
def plans() -> Mapping[str, Plan]:
    """The plan of each scheduled project, by its id."""
    told: dict[str, object] = {}
    for programme in PROGRAMMES:
        told |= content(f"schedules_{programme}")
    return {code: Plan.model_validate(each) for code, each in told.items()}


def scheduled() -> tuple[Project, ...]:
    """The projects that keep a schedule."""
    return tuple(project for project in projects() if project.id in plans())


@lru_cache(maxsize=1)
def holidays() -> Mapping[date, str]:
    """The days off and their names."""
    return DaysOff.model_validate(content("holidays")).days


@lru_cache(maxsize=1)
def calendar() -> WorkingCalendar:
    """The one calendar that all are planned in."""
    return working_calendar(FIRST_DAY, LAST_DAY, holidays())


def _link(text: str) -> Link:
    before, _, kind = text.partition(" ")
    name, plus, lag = kind.partition("+")
    return Link(before, name or "FS", int(lag) if plus else 0)
