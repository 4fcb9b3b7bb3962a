"""How periods and months are called in a pack: "Oct 26", or the name of the fiscal period."""

from __future__ import annotations

from datetime import date

from pmo_reports.config.fiscal import fiscal_calendar
from pmo_reports.model.period import Period
from pmo_reports.pack.view import View
from pmo_reports.pack.words import long_month, month


def title(view: View, period: Period) -> str:
    """A reporting period in full: "October 2026", "P07 2026"."""
    return period.span.name if period.span else long_month(period.start, view.locale)


def tick(view: View, day: date) -> str:
    """The month or fiscal period of a day, for a chart's axis."""
    setting = view.settings.calendar.fiscal
    span = fiscal_calendar(setting).on(day) if setting.in_periods else None
    return span.name if span else month(day, view.locale)


def item(day: date) -> str:
    """A month as facts name it: `2026-10`, or the first day of a fiscal period."""
    return f"{day:%Y-%m}" if day.day == 1 else f"{day:%Y-%m-%d}"
