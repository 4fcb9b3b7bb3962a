"""What a project manager writes: the story's texts with the numbers of the same period in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pmo_reports.workspace.sample.curves import Curves, curves
from pmo_reports.workspace.sample.milestones import Standing, standings
from pmo_reports.workspace.sample.story import COUNT, PERIODS, Project

SOON = 75
WEEK = 7
MILLION = 1_000_000
NOTHING = "None this period."


@dataclass(frozen=True, slots=True)
class Narrative:
    """The four texts of a status report."""

    summary: str
    achieved: str
    next: str
    help: str


def narrative(project: Project, index: int) -> Narrative:
    """The texts of a project's report of a period."""
    facts = _facts(project, index)
    stands = standings(project, index)
    if index == COUNT - 1:
        texts = (project.achieved, project.next, project.help)
    else:
        asked = project.help if project.letter("overall", index) == "R" else NOTHING
        texts = (_achieved(stands, index), _next(stands, index), asked)
    return Narrative(*(text.format_map(facts) for text in (project.summary[index], *texts)))


def day(on: date) -> str:
    """A date as people write it in a sentence: 4 March 2026."""
    return f"{on.day} {on:%B %Y}"


def _facts(project: Project, index: int) -> dict[str, str]:
    curve = curves(project, index)
    stands = standings(project, index)
    dates = {stand.id: day(stand.actual or stand.forecast) for stand in stands}
    was = {f"{stand.id}_was": day(stand.baseline) for stand in stands}
    weeks = {f"{stand.id}_weeks": str(round(stand.slip.days / WEEK)) for stand in stands}
    finish = {"finish": dates[stands[-1].id]}
    return {**dates, **was, **weeks, **finish, **_money(project, index, curve), **_progress(curve)}


def _money(project: Project, index: int, curve: Curves) -> dict[str, str]:
    bac, eac, spent = project.bac(index), curve.outlook[-1], curve.spent[-1]
    return {
        "budget": _amount(project, bac),
        "eac": _amount(project, eac),
        "over": _amount(project, eac - bac),
        "under": _amount(project, bac - eac),
        "over_pct": f"{(eac / bac - 1):.0%}",
        "spent": _amount(project, spent),
    }


def _progress(curve: Curves) -> dict[str, str]:
    now = len(curve.earned) - 1
    return {"done": f"{curve.earned[now]:.0%}", "planned": f"{curve.planned[now]:.0%}"}


def _amount(project: Project, value: float) -> str:
    scaled = f"{value / MILLION:.2f} m" if value >= MILLION else f"{value / 1000:.0f} k"
    return f"{project.currency} {scaled}"


def _achieved(stands: tuple[Standing, ...], index: int) -> str:
    period = PERIODS[index]
    reached = [
        s for s in stands if s.actual and (s.actual.year, s.actual.month) == (period.year, period.month)
    ]
    lines = [f"{stand.name}: reached on {day(stand.actual or stand.forecast)}." for stand in reached]
    return "\n".join(lines) or "No milestone fell due; {done} of the work is done against {planned} planned."


def _next(stands: tuple[Standing, ...], index: int) -> str:
    ahead = [s for s in stands if not s.actual]
    near = [s for s in ahead if (s.forecast - PERIODS[index].end).days <= SOON] or ahead[:1]
    lines = [f"{stand.name}: due on {day(stand.forecast)}." for stand in near]
    return "\n".join(lines) or "Hand over the remaining records and release the team."
