"""Actual dates where a form has none: what is begun or complete was so on the dates that the file gives.

GanttProject and the like keep one pair of dates for each activity, and how much of it is complete. Without
this an activity or a milestone that was reached long ago would count as overdue.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Record = Mapping[str, Any]
_COMPLETE = 100.0


def lacking(tasks: Sequence[Record]) -> bool:
    """Whether activities have progress and none has an actual date."""
    return any(_share(task) for task in tasks) and not any(
        task["Actual Start"] or task["Actual Finish"] for task in tasks
    )


def done(tasks: Sequence[Record]) -> Sequence[Record]:
    """The activities with actual dates, where none has any; summaries stay as they are."""
    return [_dated(task) for task in tasks] if lacking(tasks) else tasks


def _dated(task: Record) -> Record:
    if task["Kind"] == "summary" or not _share(task):
        return task
    finish = task["Finish"] if _share(task) >= _COMPLETE else None
    return {**task, "Actual Start": task["Start"], "Actual Finish": finish}


def _share(task: Record) -> float:
    return float(task["Percentage Complete"] or 0)
