"""Working calendars: the organisation's, and those of projects that name one of their own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import holidays

from pmo_reports.config.calendar import Calendar, WorkingCalendar
from pmo_reports.errors import ConfigurationError, Problem
from pmo_reports.model.assessed import WorkingDays
from pmo_reports.model.tables import Portfolio

_DATED = {
    "projects": ("baseline_start", "baseline_finish", "forecast_finish", "actual_finish"),
    "milestones": ("baseline_date", "forecast_date", "actual_date"),
}


def working_days(calendar: WorkingCalendar, years: range) -> WorkingDays:
    """A calendar's week, and its days off in `years`.

    Raises:
        ConfigurationError: if the calendar names a country or subdivision that has no known holidays.
    """
    public = _public(calendar, years) if calendar.country else ()
    return WorkingDays(week=calendar.week, days_off=tuple(sorted({*public, *calendar.closures})))


def by_project(calendar: Calendar, portfolio: Portfolio, on: date) -> Mapping[str, WorkingDays]:
    """The working days of each project whose register names a calendar of its own."""
    projects = portfolio["projects"]
    named = dict(zip(projects["project_id"], projects["calendar"], strict=True))
    used = {name for name in named.values() if name in calendar.calendars}
    found = {name: working_days(calendar.calendars[name], years(portfolio, on)) for name in sorted(used)}
    return {project: found[name] for project, name in named.items() if name in found}


def years(portfolio: Portfolio, on: date) -> range:
    """All years that the portfolio's dates touch."""
    dated = [portfolio[table][name] for table, names in _DATED.items() for name in names]
    found = {on.year, *(year for dates in dated for year in dates.dropna().dt.year.unique())}
    return range(min(found), max(found) + 1)


def _public(calendar: WorkingCalendar, years: range) -> tuple[date, ...]:
    try:
        found = holidays.country_holidays(calendar.country, subdiv=calendar.subdivision or None, years=years)
    except NotImplementedError as unknown:
        problem = Problem("calendar.yaml", str(unknown), "use ISO 3166 codes, or leave country empty")
        raise ConfigurationError((problem,)) from unknown
    return tuple(found)
