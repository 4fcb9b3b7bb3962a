"""Status reports: completed from the period and the rating scale; missing and stale ones are findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import partial

import pandas as pd

from pmo_reports.config.settings import Settings
from pmo_reports.config.sources import Part, Source
from pmo_reports.errors import UsageError
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.period import Period
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.rows import Rows

TABLE = "status_reports"


def timely(rows: Rows, period: Period, rating_scale: Mapping[str, str]) -> Rows:
    """The reports completed, with warnings about those that tell of another time.

    A report of another period without a date counts as of that period's end: it must not look fresh.
    """
    reports = rows.frame
    named = reports["period"]
    other = named.notna() & (named != period.id)
    dated = reports["status_date"].fillna(
        named.where(other).map(partial(_end, now=period)).astype("datetime64[s]")
    )
    overall = reports["overall"].fillna(reports["delivery_confidence"].map(rating_scale).astype("str"))
    rows = rows.assign(period=named.fillna(period.id), status_date=dated, overall=overall)
    rows = rows.faulted(other, "period", lambda row: _other(named.loc[row], period))
    stale = dated < pd.Timestamp(period.start)
    return rows.faulted(stale, "status_date", lambda row: _stale(dated.loc[row], period))


def missing(
    projects: pd.DataFrame, reports: pd.DataFrame, settings: Settings, period: Period
) -> tuple[Finding, ...]:
    """A warning for each active project without a report, if reports are expected at all."""
    asked = [source for source in settings.sources.values() if _reports(source.parts.values())]
    due = projects[(projects["level"] == "project") & (projects["state"] == "active")]
    late = due[~due["project_id"].isin(reports["project_id"])] if asked else due.head(0)
    told = zip(late["project_id"], late["project_manager"].fillna(""), strict=True)
    return tuple(_missing(project, manager or asked[0].owner, asked[0], period) for project, manager in told)


def _reports(parts: Iterable[Part]) -> bool:
    return any(part.table == TABLE for part in parts)


def _end(named: object, *, now: Period) -> object:
    """The end of the period that a report names; of an earlier fiscal one at the latest the day before."""
    try:
        told = Period.parse(str(named))
        return told.end if not told.numbered else now.start - timedelta(days=1) if told < now else None
    except UsageError:
        return None


def _other(named: str, period: Period) -> Fault:
    return Fault(
        rule="other-period",
        severity=Severity.WARNING,
        problem=f"the report was handed in for {named}, not for {period}",
        remedy=f"hand in the report for {period}",
    )


def _stale(dated: pd.Timestamp, period: Period) -> Fault:
    return Fault(
        rule="stale-report",
        severity=Severity.WARNING,
        problem=f"the report is as of {dated:%Y-%m-%d}, before {period} began",
        remedy=f"bring the report up to date for {period}",
    )


def _missing(project: str, owner: str, source: Source, period: Period) -> Finding:
    """The place is where the report was looked for."""
    return Finding(
        source=source.name,
        file=source.files.replace("{period}", period.id),
        value="no report",
        severity=Severity.WARNING,
        rule="missing-report",
        entity=project,
        problem=f"There is no status report of {project} for the period.",
        remedy="Hand in the status report, in the folder where the others are.",
        owner=owner,
        table=TABLE,
    )
