"""The schedule files of a period, written by MPXJ's own writers in one process for all."""

from __future__ import annotations

from dataclasses import replace

from pmo_reports.jvm import Worker
from pmo_reports.workspace.sample.milestones import finished
from pmo_reports.workspace.sample.schedule_records import Sight, records
from pmo_reports.workspace.sample.schedule_story import plans, scheduled
from pmo_reports.workspace.sample.story import COUNT, PERIODS, Project, ScheduleTrouble, schedule_troubles

SUFFIXES = {"mspdi": "xml", "xer": "xer", "pmxml": "pmxml"}
RESENT = 2
"""A schedule that nobody keeps is the one of this many periods ago, sent again."""
HOPEFUL = 2
"""One that hides its delay shows the dates of this many periods ago."""
KEPT = 0.6
"""The part of a broken file that arrived."""


def schedules(worker: Worker) -> dict[str, bytes]:
    """Path -> content of every schedule file of every period.

    Raises:
        TroubleError: if Java cannot be started.
    """
    files: dict[str, bytes] = {}
    for index in range(COUNT):
        for project in scheduled():
            if not (index and finished(project, index - 1)):
                files[path(project, index)] = _content(project, index, worker, files)
    return files


def path(project: Project, index: int) -> str:
    """Where the schedule of a project lies in a period."""
    suffix = SUFFIXES[plans()[project.id].form]
    return f"inputs/{PERIODS[index]}/schedules/{project.id} {project.short}.{suffix}"


def sight(project: Project, index: int) -> Sight:
    """What a project's planner has in the file of a period."""
    trouble, plain = _trouble(project, index), Sight(project=project, index=index)
    if trouble and trouble.key == "overdue":
        return replace(plain, forgotten=trouble.activities)
    return replace(plain, hopeful=HOPEFUL) if trouble and trouble.key == "hopeful" else plain


def _content(project: Project, index: int, worker: Worker, files: dict[str, bytes]) -> bytes:
    trouble = _trouble(project, index)
    if trouble and trouble.key == "stale":
        return files[path(project, index - RESENT)]
    content = worker.write(records(sight(project, index)), plans()[project.id].form)
    return content[: int(len(content) * KEPT)] if trouble and trouble.key == "broken" else content


def _trouble(project: Project, index: int) -> ScheduleTrouble | None:
    if index < COUNT - 1:
        return None
    return next((each for each in schedule_troubles() if each.project == project.id), None)
