"""Who belongs to whom: the hierarchy portfolio > programme > project and the working calendar (ISO 21502)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import holidays
import pandas as pd

from pmo_reports.config.calendar import Calendar
from pmo_reports.config.organisation import Organisation
from pmo_reports.config.settings import Settings
from pmo_reports.errors import ConfigurationError, Problem
from pmo_reports.model.assessed import Basis, WorkingDays
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Portfolio

PROJECT = "project"
ABOVE_PROJECTS = ("portfolio", "programme")
_DATED = {
    "projects": ("baseline_start", "baseline_finish", "forecast_finish", "actual_finish"),
    "milestones": ("baseline_date", "forecast_date", "actual_date"),
}


def basis(portfolio: Portfolio, settings: Settings, period: Period) -> Basis:
    """What the measures of `period` are computed from.

    `members` has, beside `entity_id` and `project_id`, the rate (`fx_rate`, decimal or null) that brings
    the project's own currency to the reporting currency.

    Raises:
        ConfigurationError: if the calendar names a country or subdivision that has no known holidays.
    """
    on = status_date(settings.calendar, period)
    projects = portfolio["projects"]
    rates = _rates(portfolio["fx_rates"], settings.organisation, on)
    members = memberships(projects, settings.organisation.portfolio.id)
    currencies = members["project_id"].map(projects.set_index("project_id")["currency"])
    return Basis(
        portfolio=portfolio,
        members=members.assign(fx_rate=currencies.map(rates).astype(object)),
        status_date=on,
        currency=settings.organisation.currency,
        working_days=WorkingDays(
            week=settings.calendar.week, days_off=_days_off(settings.calendar, portfolio, on)
        ),
        appetite=settings.organisation.appetite.score,
    )


def status_date(calendar: Calendar, period: Period) -> date:
    """The period's status date: its last day, or the day of the month that the calendar names."""
    return period.start.replace(day=calendar.status_day) if calendar.status_day else period.end


def working_days(calendar: Calendar, years: range) -> WorkingDays:
    """The working days of `years`.

    Raises:
        ConfigurationError: if the calendar names a country or subdivision that has no known holidays.
    """
    public = _public(calendar, years) if calendar.country else ()
    return WorkingDays(week=calendar.week, days_off=tuple(sorted({*public, *calendar.closures})))


def memberships(projects: pd.DataFrame, root: str) -> pd.DataFrame:
    """One row for each entity and project in it, at any depth: `entity_id`, `project_id`.

    A project is its own member. What has no parent, or one that nobody knows, hangs below `root`. A
    circle of parents ends where it began.
    """
    known = projects["project_id"]
    parents = projects.set_index("project_id")["parent_id"]
    parents = parents[parents.isin(known) & (parents.index != root)]
    own = known[~projects["level"].isin(ABOVE_PROJECTS)]
    found = [pd.DataFrame({"entity_id": own, "project_id": own})]
    while not found[-1].empty and len(found) <= len(projects):
        above = found[-1]["entity_id"].map(parents)
        found.append(found[-1].assign(entity_id=above).dropna())
    whole = pd.DataFrame({"entity_id": root, "project_id": own})
    return pd.concat([*found, whole]).drop_duplicates(ignore_index=True)


def entities(basis: Basis) -> pd.Index[str]:
    """The ids of all entities, in the order of the projects table."""
    listed = dict.fromkeys([*basis["projects"]["project_id"], *basis.members["entity_id"].unique()])
    ids: pd.Index[str] = pd.Index(list(listed), dtype="str", name="entity_id")
    return ids


def _rates(fx_rates: pd.DataFrame, organisation: Organisation, on: date) -> dict[str, Decimal]:
    """The last rate of each currency that is valid on a day; the reporting currency's is 1."""
    valid = fx_rates["kind"].eq(organisation.fx_kind) & fx_rates["valid_from"].le(pd.Timestamp(on))
    dated = fx_rates[valid].dropna(subset=["rate"]).sort_values("valid_from")
    latest = dated.groupby("currency")["rate"].last()
    rates = {str(currency): Decimal(str(rate)) for currency, rate in latest.items()}
    return rates | {organisation.currency: Decimal(1)}


def _days_off(calendar: Calendar, portfolio: Portfolio, on: date) -> tuple[date, ...]:
    """Public holidays of all years that the portfolio's dates touch, and the closures."""
    public: tuple[date, ...] = ()
    if calendar.country:
        public = _public(calendar, _years(portfolio, on))
    return tuple(sorted({*public, *calendar.closures}))


def _public(calendar: Calendar, years: range) -> tuple[date, ...]:
    try:
        found = holidays.country_holidays(calendar.country, subdiv=calendar.subdivision or None, years=years)
    except NotImplementedError as unknown:
        problem = Problem("calendar.yaml", str(unknown), "use ISO 3166 codes, or leave country empty")
        raise ConfigurationError((problem,)) from unknown
    return tuple(found)


def _years(portfolio: Portfolio, on: date) -> range:
    dated = [portfolio[table][name] for table, names in _DATED.items() for name in names]
    years = {on.year, *(year for dates in dated for year in dates.dropna().dt.year.unique())}
    return range(min(years), max(years) + 1)
