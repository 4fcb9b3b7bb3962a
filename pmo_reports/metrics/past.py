"""What earlier periods said, month by month up to this one: a month that nobody reported is a gap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.model.assessed import Assessed, Basis, WorkingDays
from pmo_reports.model.period import MONTHS_IN_YEAR, Period
from pmo_reports.model.tables import Portfolio

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Columns = npt.NDArray[np.int64]
_FIRST = np.datetime64("1970-01-01", "D")
_MILESTONE = ["project_id", "milestone_id"]
_CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Timeline:
    """The months (or fiscal periods) from the first period that is known up to this one.

    Attributes:
        columns: of each earlier period, and of this one at the end, its place among the months.
        days: the status date of each month, in days after 1970; NaN where nobody reported.
    """

    columns: Columns
    days: Numbers

    @property
    def size(self) -> int:
        """How many months there are, gaps included."""
        return len(self.days)

    def laid(self, each: Sequence[Numbers]) -> Numbers:
        """Columns of the periods side by side, each in its month; NaN where nobody reported."""
        laid = np.full((len(each[-1]), self.size), np.nan)
        for column, values in zip(self.columns, each, strict=True):
            laid[:, column] = values
        return laid


def timeline(basis: Basis) -> Timeline:
    """The timeline of a basis."""
    return basis.once(timeline, lambda: _timeline(basis))


def finish_days(basis: Basis, now: pd.Series) -> Numbers:
    """The finishes of the projects of `now` as each period told them, in days after 1970."""
    told = [*(_values(each, "finish_forecast", now.index) for each in basis.past), now]
    return timeline(basis).laid([day_numbers(each) for each in told])


def amounts(basis: Basis, key: str, now: pd.Series) -> Numbers:
    """A measure of money as each period had it, in the reporting currency at its own rates."""
    told = [*(_values(each, key, now.index) for each in basis.past), now]
    return timeline(basis).laid([each.to_numpy("float64", na_value=np.nan) for each in told])


def milestone_days(basis: Basis, milestones: pd.DataFrame, now: pd.Series) -> Numbers:
    """The dates of `milestones` as each period told them, actual or forecast; `now` are those of this one."""
    rows = pd.MultiIndex.from_frame(milestones[_MILESTONE])
    told = [*(milestone_dates(each.portfolio).reindex(rows) for each in basis.past), now]
    return timeline(basis).laid([day_numbers(each) for each in told])


def milestone_dates(portfolio: Portfolio) -> pd.Series:
    """When each milestone of a period was done, or is to be, by project and milestone."""
    once = portfolio["milestones"].drop_duplicates(_MILESTONE)
    dates = once["actual_date"].fillna(once["forecast_date"])
    return dates.set_axis(pd.MultiIndex.from_frame(once[_MILESTONE]))


def finished(portfolio: Portfolio) -> pd.Series:
    """By project whether it is finished: its finish is actual, it is closed, or all milestones are done."""
    projects = portfolio["projects"].set_index("project_id")
    milestones = portfolio["milestones"]
    done = milestones["actual_date"].notna().groupby(milestones["project_id"]).all()
    all_done = done.reindex(projects.index).fillna(value=False).astype(bool)
    told = projects["actual_finish"].notna() | projects["state"].eq(_CLOSED).fillna(value=False)
    return told | (all_done & projects["forecast_finish"].isna())


def day_numbers(dates: pd.Series) -> Numbers:
    """Dates as days after 1970; NaN where there is none."""
    known = dates.notna().to_numpy(bool)
    found = np.full(len(dates), np.nan)
    found[known] = dates[known].to_numpy("datetime64[D]").astype("int64")
    return found


def working_numbers(basis: Basis, days: Numbers, owners: pd.Index[str]) -> Numbers:
    """`days` as numbers of working days, each row by the calendar of the project that owns it.

    A day off counts as the next working day: a move over a weekend is none.
    """
    found = _numbered(basis.working_days, days)
    for calendar, projects in _by_calendar(basis.calendars).items():
        rows = owners.isin(projects)
        found[rows] = _numbered(calendar, days[rows])
    return found


def _timeline(basis: Basis) -> Timeline:
    periods = [*(each.period for each in basis.past), basis.portfolio.period]
    places = np.array([_place(basis, each) for each in periods], dtype=np.int64)
    columns = places - places[0]
    status = [*(each.status_date for each in basis.past), basis.status_date]
    days = np.full(int(columns[-1]) + 1, np.nan)
    days[columns] = np.array(status, dtype="datetime64[D]").astype("int64")
    return Timeline(columns=columns, days=days)


def _place(basis: Basis, period: Period) -> int:
    """Where a period stands in time; the next one stands one further."""
    if not period.numbered:
        return period.year * MONTHS_IN_YEAR + period.month
    return sum(start <= period.start for start in basis.periods)


def _values(then: Assessed, key: str, projects: pd.Index[str]) -> pd.Series:
    """A measure of each project as a period before had it; null where it had none."""
    values = then.measurements.values  # noqa: PD011 - a field of ours
    return values[key].reindex(projects) if key in values.columns else pd.Series(pd.NA, index=projects)


def _by_calendar(calendars: Mapping[str, WorkingDays]) -> Mapping[WorkingDays, list[str]]:
    """The projects of each calendar: few calendars are those of many projects."""
    found: dict[WorkingDays, list[str]] = {}
    for project, calendar in calendars.items():
        found.setdefault(calendar, []).append(project)
    return found


def _numbered(calendar: WorkingDays, days: Numbers) -> Numbers:
    known = ~np.isnan(days)
    working = np.busdaycalendar(weekmask=calendar.week, holidays=list(calendar.days_off))
    dates = days[known].astype("int64").astype("datetime64[D]")
    found = np.full(days.shape, np.nan)
    found[known] = np.busday_count(
        _FIRST, np.busday_offset(dates, 0, roll="forward", busdaycal=working), busdaycal=working
    )
    return found
