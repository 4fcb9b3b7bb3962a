"""`calendar.yaml`: working days and status dates."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from pmo_reports.config.setting import Setting


class Calendar(Setting):
    """Working days of the organisation.

    Attributes:
        country, subdivision: public holidays by ISO 3166 code ("" for none).
        week: seven digits, Monday first; 1 is a working day.
        closures: further days off.
        status_day: day of the month that is the status date; 0 is the last one.
        reports_due: which working day after the end of a period its reports are due on.
    """

    country: str = ""
    subdivision: str = ""
    week: Annotated[str, StringConstraints(pattern=r"^[01]{7}$")] = "1111100"
    closures: tuple[date, ...] = ()
    status_day: int = Field(default=0, ge=0, le=28)
    reports_due: int = Field(default=3, ge=1, le=31)
