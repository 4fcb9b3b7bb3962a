"""Schedules held against period and status forms: old, overdue or contrary ones are findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import pandas as pd

from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.period import Period

APART = 10
"""Calendar days by which the finish of a schedule and that of the form may differ."""
_PARENTS = ("summary", "milestone")


def doubts(
    tables: Mapping[str, pd.DataFrame], owners: Mapping[str, str], period: Period
) -> Iterator[Finding]:
    """Warnings about schedules of another time, about activities never updated, and about another finish.

    Args:
        tables: the accepted rows of the period.
        owners: who manages each project.
        period: the reporting period.
    """
    for schedule in tables["schedules"].to_dict("records"):
        place = _Place(schedule, owners)
        told = _day(schedule["status_date"])
        if told and told < period.start:
            yield _old(place, told, period)
        yield from _overdue(place, _of(tables["tasks"], place.project), told or period.end)
        yield from _contrary(place, _day(schedule["finish"]), _of(tables["milestones"], place.project))


class _Place:
    """Whose schedule it is and which file it came from."""

    def __init__(self, row: Mapping[object, object], owners: Mapping[str, str]) -> None:
        self.project, self.file = str(row["project_id"]), str(row["file"])
        self.source, self.owner = str(row["source"]), owners.get(str(row["project_id"]), "")

    def warning(self, rule: str, value: str, problem: str, remedy: str) -> Finding:
        """A warning about the file."""
        return Finding(
            severity=Severity.WARNING,
            rule=rule,
            entity=self.project,
            source=self.source,
            file=self.file,
            value=value,
            problem=problem,
            remedy=remedy,
            owner=self.owner,
            table="schedules",
        )


def _of(frame: pd.DataFrame, project: str) -> pd.DataFrame:
    return frame[frame["project_id"] == project]


def _old(place: _Place, told: date, period: Period) -> Finding:
    problem = f"The schedule is as of {told}, before {period} began."
    return place.warning(
        "stale-schedule", str(told), problem, f"Bring the schedule up to date for {period} and send it again."
    )


def _overdue(place: _Place, tasks: pd.DataFrame, as_of: date) -> Iterator[Finding]:
    late = tasks[
        ~tasks["kind"].isin(_PARENTS)
        & tasks["actual_finish"].isna()
        & ~tasks["percent_complete"].astype("float64").ge(1)  # some forms have no actual dates
        & tasks["forecast_finish"].lt(pd.Timestamp(as_of))
    ]
    if len(late):
        names = "; ".join(late["name"].fillna("").tolist()[:3])
        what = "1 activity is" if len(late) == 1 else f"{len(late)} activities are"
        problem = f"{what} forecast to finish before the status date and not finished: {names}."
        remedy = "Enter the actual finish, or a new forecast."
        yield place.warning("overdue-activities", str(len(late)), problem, remedy)


def _contrary(place: _Place, finish: date | None, milestones: pd.DataFrame) -> Iterator[Finding]:
    dates = milestones["actual_date"].fillna(milestones["forecast_date"]).dropna()
    said = None if dates.empty else dates.max().date()
    if finish is None or said is None or abs((finish - said).days) <= APART:
        return
    problem = f"The schedule finishes on {finish}, the last milestone of the status report is on {said}."
    remedy = "Agree on one date and enter it in both."
    yield place.warning("contrary-finish", str(finish), problem, remedy)


def _day(value: object) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()  # type: ignore[call-overload,arg-type]
