"""Entries of logs as measures have worked them out, of what a pack is about."""

from __future__ import annotations

from pmo_reports.pack.records import Record, records, text
from pmo_reports.pack.view import View


def every(view: View, name: str) -> list[Record]:
    """All entries of a log, each with `place`, its number in it."""
    frame = view.now.measurements.entries.get(name)
    return [] if frame is None else [{**row, "place": at} for at, row in enumerate(records(frame))]


def entries(view: View, name: str, *owners: str) -> list[Record]:
    """The entries of the entity's projects, of the portfolio all.

    `owners` are the fields that say whose an entry is: of a dependency both its ends.
    """
    rows = every(view, name)
    if view.entity == view.settings.organisation.portfolio.id:
        return rows
    inside = set(view.projects)
    return [row for row in rows if any(text(row, owner) in inside for owner in owners or ("project_id",))]
