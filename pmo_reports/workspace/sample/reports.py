"""The status reports of a period: which project sends which form, and when."""

from __future__ import annotations

from datetime import timedelta

from pmo_reports.workspace.sample.curves import curves
from pmo_reports.workspace.sample.form_tables import Listing
from pmo_reports.workspace.sample.milestones import finished, standings
from pmo_reports.workspace.sample.narrative import narrative
from pmo_reports.workspace.sample.status_form import RAGS, Form, workbook
from pmo_reports.workspace.sample.story import COUNT, PERIODS, Project, projects, troubles

WORDS = {"G": "Green", "A": "Amber", "R": "Red"}
RESENT = 2
"""A stale report is the one of this many periods ago, sent again."""


def reports(index: int) -> dict[str, bytes]:
    """Path -> workbook of every status report of a period."""
    absent = _told("missing", index) | {p.id for p in projects() if _silent(p, index)}
    stale = _told("stale", index)
    due = [project for project in projects() if project.id not in absent]
    return {path(p, index): workbook(form(p, index - RESENT if p.id in stale else index)) for p in due}


def path(project: Project, index: int) -> str:
    """Where the report of a project lies in a period."""
    return f"inputs/{PERIODS[index]}/status/{project.id} {project.short}.xlsx"


def form(project: Project, index: int) -> Form:
    """What the project manager wrote in a period."""
    period = PERIODS[index]
    return Form(
        code=project.id,
        name=project.name,
        period=period.id,
        status_date=period.end,
        submitted_by=project.manager,
        submitted_on=period.end + timedelta(days=1 + sum(map(ord, project.id + period.id)) % 3),
        rags={rag: WORDS[project.letter(rag.lower(), index)] for rag in RAGS},
        return_to_green=project.return_to_green[index],
        texts=narrative(project, index),
        milestones=_milestones(project, index),
        progress=_progress(project, index),
    )


def _told(key: str, index: int) -> set[str]:
    return {each.project for each in troubles()[1] if each.key == key and index == COUNT - 1}


def _silent(project: Project, index: int) -> bool:
    """Not yet started, or closed already in the period before: nobody reports."""
    return project.first > PERIODS[index] or (index > 0 and finished(project, index - 1))


def _milestones(project: Project, index: int) -> Listing:
    rows = tuple(
        (s.id, s.name, "Yes" if s.key else "No", s.baseline, s.forecast, s.actual, s.owner)
        for s in standings(project, index)
    )
    return Listing(
        table="tblMilestones",
        title=f"Milestones · {project.name}",
        note="Baselines change by approved change request only. Key milestones go to the committee.",
        columns={
            "Id": (7, ""),
            "Milestone": (46, ""),
            "Key": (7, ""),
            "Baseline": (14, "date"),
            "Forecast": (14, "date"),
            "Actual": (14, "date"),
            "Owner": (22, ""),
        },
        rows=rows,
    )


def _progress(project: Project, index: int) -> Listing:
    curve = curves(project, index)
    told = zip(curve.months, curve.planned, curve.earned, strict=False)
    return Listing(
        table="tblProgress",
        title=f"Progress · {project.name}",
        note="Cumulative at the end of each month, weighted by budget.",
        columns={"Month": (14, "month"), "Planned %": (13, "percent"), "Earned %": (13, "percent")},
        rows=tuple((month.start, round(planned, 3), round(earned, 3)) for month, planned, earned in told),
    )
