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

FINISH = "finish_forecast"
_MILESTONE = ["project_id", "milestone_id", "name", "actual_date", "forecast_date"]
_NAMED = ("entity", "item", "name")


def finishes(before: Assessed, after: Assessed, thresholds: Materiality) -> Iterator[Change]:
    """The finish of each project, programme and the portfolio that is not what it was."""
    then, now = _finish(before), _finish(after)
    at = then.index.get_indexer(now.index)
    told = pd.DataFrame(
        {
            "entity": now.index[at >= 0],
            "item": "",
            "name": "",
            "before": then.array[at[at >= 0]],
            "after": now.array[at >= 0],
        }
    )
    yield from _moved(told, after, thresholds, ChangeKind.FINISH)


def milestones(before: Assessed, after: Assessed, thresholds: Materiality) -> Iterator[Change]:
    """The milestones of both periods whose date, done or forecast, is not what it was."""
    was, is_ = (each.portfolio["milestones"][_MILESTONE] for each in (before, after))
    found = pairs(was, is_, ("project_id", "milestone_id"))
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
    usual = assessed.working_days
    rows: dict[WorkingDays, list[int]] = {}
    for place, project in enumerate(projects.tolist()):
        rows.setdefault(assessed.calendars.get(project, usual), []).append(place)
    found = [_days(calendar, before.iloc[at], after.iloc[at]) for calendar, at in rows.items()]
    return pd.concat(found).reindex(before.index) if found else _days(usual, before, after)


def tolerances(assessed: Assessed, thresholds: Materiality) -> Mapping[str, float]:
    """How many working days each entity of the register may slip by a tolerance of its own."""
    projects = assessed.portfolio["projects"]
    days = projects["tolerance_days"].fillna(float(thresholds.slip_days))
    return dict(zip(projects["project_id"].tolist(), days.tolist(), strict=True))


def _moved(
    told: pd.DataFrame, after: Assessed, thresholds: Materiality, kind: ChangeKind
) -> Iterable[Change]:
    moved = told[differs(told["before"], told["after"])].reset_index(drop=True)
    days = working_days(after, moved["entity"], moved["before"], moved["after"])
    allowed, usual = tolerances(after, thresholds), float(thresholds.slip_days)
    texts = (moved[name].fillna("").astype(str).tolist() for name in _NAMED)
    ends = (moved[name].to_numpy().astype("datetime64[D]").tolist() for name in ("before", "after"))
    passed = (moved["after"] - moved["before"]).dt.days.astype("Int64").tolist()
    slips, wholes = ([None if days is pd.NA else days for days in each] for each in (days.tolist(), passed))
    for entity, item, name, was, is_, slip, whole in zip(*texts, *ends, slips, wholes, strict=True):
        yield Change(
            kind=kind,
            entity=entity,
            item=item,
            name=name,
            before=was,
            after=is_,
            days=slip,
            calendar_days=whole,
            beyond=slip is not None and abs(slip) > allowed.get(entity, usual),
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
