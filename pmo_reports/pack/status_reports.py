"""Status reports: who has reported, as of when, and whose report is missing or too old to count."""

from __future__ import annotations

from datetime import date

from pmo_reports.pack.quantities import between
from pmo_reports.pack.records import Record, day, text
from pmo_reports.pack.view import View


def reported(view: View) -> dict[str, Record]:
    """The status report of each project that has one."""
    return {text(row, "project_id"): row for row in view.rows("status_reports")}


def missing_reports(view: View) -> tuple[str, ...]:
    """Active projects without a report, or with a stale one."""
    reports = reported(view)
    return tuple(entity for entity in view.active if not fresh(view, reports.get(entity)))


def fresh(view: View, report: Record | None) -> bool:
    """Whether there is a report, and it is no older than the rules allow; with a limit of zero none ages."""
    if report is None:
        return False
    age, limit = between(reported_on(report), view.status_date), view.settings.rag.stale_after_days
    return age is None or not limit or age <= limit


def reported_on(report: Record) -> date | None:
    """What date a report speaks of: its status date, else when it was submitted."""
    return day(report, "status_date", "submitted_on")
