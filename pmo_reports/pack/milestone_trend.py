"""Milestone trend analysis: the dates that key milestones were expected on, report by report.

A level line is a milestone that stays where it is, a rising one slips; where a line meets the status date,
the milestone is done. The worst movers are shown, one of each project before a second one of any.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pmo_reports.model.charts import Emphasis, MilestoneTrend, Series
from pmo_reports.model.figures import Figure
from pmo_reports.model.pack import ChartBlock
from pmo_reports.model.wording import in_line, label
from pmo_reports.pack.axes import date_axis
from pmo_reports.pack.milestone_state import key_milestones
from pmo_reports.pack.past_periods import Slot
from pmo_reports.pack.quantities import number, on
from pmo_reports.pack.view import View
from pmo_reports.pack.workdays import slip

MOST = 7  # lines that a reader can tell apart, each with a look of its own
CANDIDATES = 24  # projects whose milestones are looked at, the worst movers first
_LEAST = 2  # dates that make a line
_COLOURS = (Emphasis.ALERT, Emphasis.MAIN, Emphasis.SECOND)
_LOOKS = (
    *((colour, False) for colour in (*_COLOURS, Emphasis.MUTED)),
    *((colour, True) for colour in _COLOURS),
)
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Course:
    """A milestone over the last periods.

    Attributes:
        dates: by period the date that it was expected on, up to when it was done; null where it is not told.
        drift: working days from the first to the last of them.
    """

    entity: str
    item: str
    name: str
    dates: tuple[date | None, ...]
    met: bool
    drift: int

    @property
    def known(self) -> tuple[date, ...]:
        """The dates that are told."""
        return tuple(each for each in self.dates if each)


def courses(view: View, shown: Sequence[Slot]) -> tuple[Course, ...]:
    """The key milestones that moved in the last periods, the worst of each project before any second one."""
    mine = sorted(view.active, key=lambda e: -(number(view.figure(e, "milestone_drift_days")) or 0.0))
    moved = [e for e in mine if number(view.figure(e, "milestone_moves"))][:CANDIDATES]
    dates = [_dates(slot, moved) for slot in shown]
    made = [course for entity in moved for course in _of_project(view, entity, dates)]
    ranks = {course: at for own in _by_project(made) for at, course in enumerate(own)}
    return tuple(sorted(made, key=lambda each: (ranks[each], -each.drift, each.name, each.item)))


def trend_chart(view: View, shown: Sequence[Slot], found: Sequence[Course]) -> ChartBlock | None:
    """The chart of the worst movers; null where no key milestone moved."""
    picked = sorted(found[:MOST], key=lambda course: -course.drift)
    if not picked:
        return None
    lines = tuple(_line(view, course, shown, look) for course, look in zip(picked, _LOOKS, strict=False))
    done = Series(
        name="Status date: done from here on",
        points=tuple(on(view.entity, "trends.status_date", slot.status_date, slot.item) for slot in shown),
        emphasis=Emphasis.MUTED,
        dashed=True,
    )
    days = [day for course in picked for day in course.known]
    chart = MilestoneTrend(
        categories=tuple(slot.name for slot in shown),
        lines=lines,
        done=done,
        axis=date_axis([*days, *(slot.status_date for slot in shown)], view.locale),
        alt=_alt(lines),
    )
    return ChartBlock(title="Milestone trend: expected date by period of report", chart=chart)


def _of_project(view: View, entity: str, dates: Sequence[Mapping[Key, _Told]]) -> Iterator[Course]:
    for milestone in key_milestones(view.about(entity)):
        told = [each.get((entity, milestone.item)) for each in dates]
        course = _course(view, entity, milestone.item, milestone.name, told)
        if course and course.drift > 0:
            yield course


def _course(view: View, entity: str, key: str, name: str, told: Sequence[_Told | None]) -> Course | None:
    done = next((at for at, each in enumerate(told) if each and each.met), len(told))
    if done == 0:
        return None
    days = tuple(each.day if each and at <= done else None for at, each in enumerate(told))
    known = [day for day in days if day]
    if len(known) < _LEAST:
        return None
    moved = slip(view, entity, known[0], known[-1]) or 0
    return Course(entity, key, name, days, met=done < len(told), drift=moved)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a period said of a milestone."""

    day: date | None
    met: bool


def _dates(slot: Slot, projects: Sequence[str]) -> Mapping[Key, _Told]:
    """What a period says of the milestones of `projects`, by project and milestone."""
    if slot.period is None:
        return {}
    rows = slot.period.portfolio["milestones"]
    rows = rows[rows["project_id"].isin(projects)]
    expected = rows["actual_date"].fillna(rows["forecast_date"])
    every = zip(rows["project_id"], rows["milestone_id"], expected, rows["actual_date"].notna(), strict=True)
    return {
        (str(project), str(key)): _Told(None if pd.isna(day) else day.date(), bool(met))
        for project, key, day, met in every
    }


def _by_project(made: Sequence[Course]) -> list[list[Course]]:
    """The courses of each project, the worst mover first."""
    found: dict[str, list[Course]] = {}
    for course in sorted(made, key=lambda each: (-each.drift, each.name, each.item)):
        found.setdefault(course.entity, []).append(course)
    return list(found.values())


def _line(view: View, course: Course, shown: Sequence[Slot], look: tuple[Emphasis, bool]) -> Series:
    def point(slot: Slot, day: date | None) -> Figure:
        return on(course.entity, "trends.milestone_date", day, f"{course.item}/{slot.item}")

    told = {"project": view.name(course.entity), "milestone": course.name}
    return Series(
        name=label("{project}: {milestone} (done)", **told)
        if course.met
        else label("{project}: {milestone}", **told),
        points=tuple(point(slot, day) for slot, day in zip(shown, course.dates, strict=True)),
        emphasis=look[0],
        dashed=look[1],
    )


def _alt(lines: Sequence[Series]) -> str:
    return label(
        "Milestone trend analysis of {milestones}. Rising lines slip; done where one meets the status date.",
        milestones=in_line(line.name for line in lines),
    )
