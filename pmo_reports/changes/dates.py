"""Dates that moved between two periods: finishes of entities and milestones, in working and calendar days.

A date on a day off counts as the next working day, so that a move over a weekend is no slip. Days are
counted in the calendar of the later period: the project's own where it has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pandas as pd

from pmo_reports.changes.pairs import differs, pairs
from pmo_reports.config.materiality import Materiality
from pmo_reports.model.assessed import Assessed, WorkingDays
from pmo_reports.model.changes import Change, ChangeKind, Direction
from pmo_reports.model.measures import plain

FINISH = "finish_forecast"
_DATED = ["entity", "item", "name", "before", "after"]


def finishes(before: Assessed, after: Assessed, thresholds: Materiality) -> Iterator[Change]:
    """The finish of each project, programme and the portfolio that is not what it was."""
    then, now = _finish(before), _finish(after)
    both = now.index[now.index.isin(then.index)]
    told = pd.DataFrame(
        {"entity": both, "item": "", "name": "", "before": then.reindex(both), "after": now.reindex(both)}
    )
    yield from _moved(told.reset_index(drop=True), after, thresholds, ChangeKind.FINISH)


def milestones(before: Assessed, after: Assessed, thresholds: Materiality) -> Iterator[Change]:
    """The milestones of both periods whose date, done or forecast, is not what it was."""
    found = pairs(
        before.portfolio["milestones"], after.portfolio["milestones"], ("project_id", "milestone_id")
    )
    then, now = found.then, found.now
    told = pd.DataFrame(
        {
            "entity": now["project_id"],
            "item": now["milestone_id"],
            "name": now["name"],
            "before": then["actual_date"].fillna(then["forecast_date"]),
            "after": now["actual_date"].fillna(now["forecast_date"]),
        }
    )
    yield from _moved(told, after, thresholds, ChangeKind.MILESTONE)


def working_days(assessed: Assessed, projects: pd.Series, before: pd.Series, after: pd.Series) -> pd.Series:
    """Working days from one date to the other, below zero where it is earlier; null where either is."""
    found = _days(assessed.working_days, before, after)
    for project, calendar in assessed.calendars.items():
        own = projects.eq(project)
        if own.any():
            found = found.mask(own, _days(calendar, before[own], after[own]).reindex(found.index))
    return found


def tolerances(assessed: Assessed, thresholds: Materiality) -> Mapping[str, float]:
    """How many working days each entity of the register may slip by a tolerance of its own."""
    projects = assessed.portfolio["projects"]
    days = projects["tolerance_days"].fillna(float(thresholds.slip_days))
    return dict(zip(projects["project_id"], days, strict=True))


def _moved(
    told: pd.DataFrame, after: Assessed, thresholds: Materiality, kind: ChangeKind
) -> Iterable[Change]:
    moved = told[differs(told["before"], told["after"])].reset_index(drop=True)
    days = working_days(after, moved["entity"], moved["before"], moved["after"])
    calendar_days = (moved["after"] - moved["before"]).dt.days.astype("Int64")
    allowed, usual = tolerances(after, thresholds), float(thresholds.slip_days)
    for row, worked, passed in zip(moved[_DATED].itertuples(index=False), days, calendar_days, strict=True):
        slip, whole = (None if pd.isna(each) else int(each) for each in (worked, passed))
        yield Change(
            kind=kind,
            entity=str(row.entity),
            item=_text(row.item),
            name=_text(row.name),
            before=plain(row.before),
            after=plain(row.after),
            days=slip,
            calendar_days=whole,
            beyond=slip is not None and abs(slip) > allowed.get(str(row.entity), usual),
            direction=_direction(whole),
        )


def _direction(days: int | None) -> Direction:
    if not days:
        return Direction.NEITHER
    return Direction.WORSE if days > 0 else Direction.BETTER


def _finish(assessed: Assessed) -> pd.Series:
    """The finish of each entity, as it is measured."""
    values = assessed.measurements.values  # noqa: PD011 - a field of ours
    if FINISH not in values.columns:
        return pd.Series(pd.NaT, index=values.index, dtype="datetime64[s]")
    return values[FINISH].astype("datetime64[s]")


def _days(calendar: WorkingDays, before: pd.Series, after: pd.Series) -> pd.Series:
    busy = np.busdaycalendar(weekmask=calendar.week, holidays=list(calendar.days_off))
    known = before.notna() & after.notna()
    start, end = (
        np.busday_offset(dates[known].to_numpy("datetime64[D]"), 0, roll="forward", busdaycal=busy)
        for dates in (before, after)
    )
    days = np.busday_count(start, end, busdaycal=busy)
    return pd.Series(days, index=before.index[known], dtype="Int64").reindex(before.index)


def _text(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]
