"""Months of a workspace that reports on fiscal periods: each row's month is the first day of its period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd

from pmo_reports.config.fiscal import fiscal_calendar
from pmo_reports.config.settings import Settings
from pmo_reports.config.sources import Column, Part, Source
from pmo_reports.model.fiscal import FiscalCalendar
from pmo_reports.normalise.fiscal_labels import PERIOD
from pmo_reports.normalise.rows import Rows

MONTH = "month"
_MIDDLE = timedelta(days=14)


def fiscal(settings: Settings) -> FiscalCalendar:
    """The fiscal calendar of the workspace."""
    return fiscal_calendar(settings.calendar.fiscal, settings.organisation.fiscal_year_start)


def with_periods(settings: Settings) -> Settings:
    """The settings with the fiscal periods as the only values of columns of type `period`."""
    asked = any(column.type == PERIOD for source in settings.sources.values() for column in _columns(source))
    if not asked:
        return settings
    known = {
        name: each.start.isoformat() for each in fiscal(settings).periods for name in (each.id, each.label)
    }
    known.pop("", None)
    sources = {name: _told(source, known) for name, source in settings.sources.items()}
    return settings.model_copy(update={"sources": sources})


def snapped(rows: Rows, settings: Settings) -> Rows:
    """The rows with calendar months as the fiscal period that the month's 15th lies in.

    Only where the workspace reports on such periods; the first day of a period stays as it is.
    """
    if not settings.calendar.fiscal.in_periods or MONTH not in rows.table.fields:
        return rows
    calendar = fiscal(settings)
    starts = {month: _start(month, calendar) for month in rows.frame[MONTH].dropna().unique()}
    return rows.assign(month=rows.frame[MONTH].map(starts))


def ends(settings: Settings) -> Mapping[date, date]:
    """First day of each fiscal period -> its last day, where the workspace reports on them."""
    reported = fiscal(settings).periods if settings.calendar.fiscal.in_periods else ()
    return {each.start: each.end for each in reported}


def _start(month: pd.Timestamp, calendar: FiscalCalendar) -> pd.Timestamp:
    own = calendar.on(month.date())
    found = own if own and own.start == month.date() else calendar.on(month.date() + _MIDDLE)
    return pd.Timestamp(found.start) if found else month


def _columns(source: Source) -> list[Column]:
    return [column for part in source.parts.values() for column in part.columns.values()]


def _told(source: Source, known: Mapping[str, str]) -> Source:
    parts = {name: _part(part, known) for name, part in source.parts.items()}
    return source.model_copy(update={"parts": parts})


def _part(part: Part, known: Mapping[str, str]) -> Part:
    columns = {
        name: column.model_copy(update={"values": known}) if column.type == PERIOD else column
        for name, column in part.columns.items()
    }
    return part.model_copy(update={"columns": columns})
