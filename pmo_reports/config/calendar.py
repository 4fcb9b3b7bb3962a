"""`calendar.yaml`: working days and status dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from pmo_reports.config.fiscal import Fiscal
from pmo_reports.config.setting import Setting


class WorkingCalendar(Setting):
    """Working days.

    Attributes:
        country, subdivision: public holidays by ISO 3166 code ("" for none).
        week: seven digits, Monday first; 1 is a working day.
        closures: further days off.
    """

    country: str = ""
    subdivision: str = ""
    week: Annotated[str, StringConstraints(pattern=r"^[01]{7}$")] = "1111100"
    closures: tuple[date, ...] = ()


class Calendar(WorkingCalendar):
    """Working days of the organisation, and of projects that name another calendar.

    Attributes:
        calendars: name, as the register's `calendar` has it -> working days of such projects, instead of
            the organisation's.
        status_day: day of the month that is the status date; 0 is the last one. Fiscal periods have
            their own.
        fiscal: the fiscal year and its periods.
        reports_due: which working day after the end of a period its reports are due on.
    """

    calendars: Mapping[str, WorkingCalendar] = Field(default_factory=dict)
    status_day: int = Field(default=0, ge=0, le=28)
    fiscal: Fiscal = Fiscal()
    reports_due: int = Field(default=3, ge=1, le=31)
