"""Who belongs to whom: the hierarchy portfolio > programme > project and the working calendar (ISO 21502)."""

from __future__ import annotations

from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from pmo_reports.config.calendar import Calendar
from pmo_reports.config.fiscal import fiscal_calendar
from pmo_reports.config.organisation import Organisation
from pmo_reports.config.settings import Settings
from pmo_reports.metrics import calendars
from pmo_reports.metrics.exact import codes, within
from pmo_reports.model.assessed import Assessed, Basis
from pmo_reports.model.exchange import RateBook, rate_book
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Portfolio

PROJECT = "project"
ABOVE_PROJECTS = ("portfolio", "programme")


def basis(portfolio: Portfolio, settings: Settings, period: Period, past: tuple[Assessed, ...] = ()) -> Basis:
    """What the measures of `period` are computed from, with the assessed periods before it, oldest first.

    `members` has, beside `entity_id` and `project_id`, the rates (`fx_rate`, and `fx_rate_balance` of what
    is held, decimal or null) that bring the project's own currency to the reporting currency.

    Raises:
        ConfigurationError: if the calendar names a country or subdivision that has no known holidays.
    """
    on = status_date(settings.calendar, period)
    projects = portfolio["projects"]
    book = rate_book(portfolio["fx_rates"], settings.organisation.currency)
    members = memberships(projects, settings.organisation.portfolio.id)
    currencies = members["project_id"].map(projects.set_index("project_id")["currency"])
    return Basis(
        portfolio=portfolio,
        members=members.assign(
            fx_rate=_rates(currencies, book, _kind(settings.organisation, "budget"), on),
            fx_rate_balance=_rates(currencies, book, _kind(settings.organisation, "balance"), on),
        ),
        status_date=on,
        currency=settings.organisation.currency,
        working_days=calendars.working_days(settings.calendar, calendars.years(portfolio, on)),
        calendars=calendars.by_project(settings.calendar, portfolio, on),
        appetite=settings.organisation.appetite.score,
        bands=settings.organisation.appetite.bands,
        periods=_periods(settings.calendar),
        assumptions=settings.measures.assumptions,
        past=past,
        fed=frozenset(part.table for source in settings.sources.values() for part in source.parts.values()),
    )


def _periods(calendar: Calendar) -> tuple[date, ...]:
    """First days of the fiscal periods that the workspace reports on."""
    fiscal = calendar.fiscal
    return tuple(each.start for each in fiscal_calendar(fiscal).periods) if fiscal.in_periods else ()


def status_date(calendar: Calendar, period: Period) -> date:
    """The period's status date: its last day, or the day that the calendar names."""
    if calendar.status_day and not period.numbered:
        return period.start.replace(day=calendar.status_day)
    return period.status_date


def memberships(projects: pd.DataFrame, root: str) -> pd.DataFrame:
    """One row for each entity and project in it, at any depth: `entity_id`, `project_id`.

    A project is its own member. What has no parent, or one that nobody knows, hangs below `root`. A
    circle of parents ends where it began.
    """
    known = projects["project_id"]
    parents = projects.set_index("project_id")["parent_id"]
    parents = parents[within(parents, known) & (parents.index != root)]
    own = known[~projects["level"].isin(ABOVE_PROJECTS)]
    found = [pd.DataFrame({"entity_id": own, "project_id": own})]
    while not found[-1].empty and len(found) <= len(projects):
        above = found[-1]["entity_id"].map(parents)
        found.append(found[-1].assign(entity_id=above).dropna())
    whole = pd.DataFrame({"entity_id": root, "project_id": own})
    return pd.concat([*found, whole]).drop_duplicates(ignore_index=True)


def entities(basis: Basis) -> pd.Index[str]:
    """The ids of all entities, in the order of the projects table."""
    listed = pd.concat([basis["projects"]["project_id"], basis.members["entity_id"]]).unique()
    ids: pd.Index[str] = pd.Index(listed, dtype="str", name="entity_id")
    return ids


def _rates(currencies: pd.Series, book: RateBook, kind: str, on: date) -> pd.Series:
    """The last rate of each project's currency that is valid on a day; the reporting currency's is 1."""
    known = {each: book.rate(str(each), kind, on) for each in currencies.dropna().unique()}
    places, named = codes(currencies)
    of_named = np.array([*(known[each] for each in named), np.nan], dtype=object)
    return pd.Series(of_named[places], index=currencies.index, name=currencies.name)


def _kind(organisation: Organisation, amounts: Literal["budget", "balance"]) -> str:
    own = organisation.fx.get(amounts)
    return own.kind if own else organisation.fx_kind
