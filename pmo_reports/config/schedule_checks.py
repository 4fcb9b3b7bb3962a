"""What must agree in a source of schedules: each part names a kind of record that schedules have."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_reports.config.mistake import Mistake, suggestion
from pmo_reports.config.sources import Source

KINDS = (
    "schedules",
    "tasks",
    "milestones",
    "task_links",
    "task_months",
    "schedule_resources",
    "assignments",
    "calendars",
    "calendar_exceptions",
)


def schedule_mistakes(source: Source) -> Iterator[Mistake]:
    """Parts whose `rows` is no kind of record."""
    for name, part in source.parts.items():
        if part.rows not in KINDS:
            given = repr(part.rows) if part.rows else "nothing"
            yield Mistake(
                ("parts", name, *(("rows",) if part.rows else ())),
                f"`rows` names {given}, but a schedule's records are of other kinds",
                suggestion(part.rows, KINDS),
            )
