"""What must agree in a source of ProTrack projects: each part names a kind of record that they have."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_reports.config.mistake import Mistake, suggestion
from pmo_reports.config.sources import Source

KINDS = (
    "schedules",
    "tasks",
    "task_links",
    "schedule_resources",
    "assignments",
    "calendars",
    "calendar_exceptions",
    "task_progress",
)


def protrack_mistakes(source: Source) -> Iterator[Mistake]:
    """Parts whose `rows`, or table where they name none, is no kind of record."""
    for name, part in source.parts.items():
        kind = part.rows or part.table
        if source.reader == "protrack" and kind not in KINDS:
            keys = ("parts", name, "rows") if part.rows else ("parts", name)
            yield Mistake(keys, f"a ProTrack project has no records {kind!r}", suggestion(kind, KINDS))
