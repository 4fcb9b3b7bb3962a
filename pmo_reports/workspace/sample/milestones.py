"""Where each milestone stands as of a period: baseline, forecast and actual dates on working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pmo_reports.workspace.sample.story import PERIODS, Milestone, Project

SATURDAY = 5
WEEK = 7


@dataclass(frozen=True, slots=True)
class Standing:
    """A milestone as of a period."""

    id: str
    name: str
    key: bool
    baseline: date
    forecast: date
    actual: date | None
    owner: str

    @property
    def slip(self) -> timedelta:
        """How much later than its baseline it is or will be."""
        return (self.actual or self.forecast) - self.baseline


def standings(project: Project, index: int) -> tuple[Standing, ...]:
    """The milestones of a project as of a period."""
    return tuple(_standing(project, milestone, index) for milestone in project.milestones)


def finish(project: Project, index: int) -> date:
    """The date of the last milestone, as expected in a period."""
    return standings(project, index)[-1].forecast


def finished(project: Project, index: int) -> bool:
    """Whether every milestone was reached by the end of a period."""
    return all(standing.actual for standing in standings(project, index))


def first_baseline(project: Project) -> date:
    """The finish that was first approved."""
    return _weekday(project.milestones[-1].baseline)


def baseline_finish(project: Project, index: int) -> date:
    """The finish that is approved as of a period."""
    return _baseline(project, project.milestones[-1], index)


def _standing(project: Project, milestone: Milestone, index: int) -> Standing:
    reached = [step for step in range(index + 1) if _expected(milestone, step) <= PERIODS[step].end]
    on = _expected(milestone, reached[0] if reached else index)
    return Standing(
        id=milestone.id,
        name=milestone.name,
        key=milestone.key,
        baseline=_baseline(project, milestone, index),
        forecast=on,
        actual=on if reached else None,
        owner=milestone.owner or project.manager,
    )


def _baseline(project: Project, milestone: Milestone, index: int) -> date:
    replanned = milestone.rebaseline if index >= project.replan else None
    return _weekday(replanned or milestone.baseline)


def _expected(milestone: Milestone, index: int) -> date:
    slip = milestone.slip if isinstance(milestone.slip, int) else milestone.slip[index]
    return _weekday(_weekday(milestone.baseline) + timedelta(days=slip))


def _weekday(day: date) -> date:
    """`day`, or the Monday after it: nobody plans a milestone for a weekend."""
    beyond = day.weekday() - SATURDAY
    return day if beyond < 0 else day + timedelta(days=2 - beyond)
