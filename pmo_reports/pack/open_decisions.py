"""Decisions asked of the committee, and those it took since the period before."""

from __future__ import annotations

from datetime import date

from pmo_reports.pack.quantities import later
from pmo_reports.pack.records import Record, converted, text
from pmo_reports.pack.view import View


def open_decisions(view: View) -> list[Record]:
    """Open decisions, soonest needed first, then the dearest to delay."""
    rows = [row for row in view.rows("decisions") if row.get("state") != "decided"]
    return sorted(rows, key=_urgency)


def taken_decisions(view: View) -> list[Record]:
    """Decisions taken since the period before (in this month, at the first one), latest first."""
    since = view.before.status_date if view.before else later(view.now.period.start, -1)
    rows = [row for row in view.rows("decisions") if row.get("state") == "decided"]
    recent = [row for row in rows if row.get("decided_on") and since < row["decided_on"] <= view.status_date]
    return sorted(recent, key=lambda row: (-row["decided_on"].toordinal(), text(row, "decision_id")))


def _urgency(row: Record) -> tuple[date, float, str]:
    needed, cost = row.get("needed_by") or date.max, converted(row, "cost_of_delay") or 0.0
    return (needed, -cost, text(row, "decision_id"))
