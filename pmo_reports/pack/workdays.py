"""Working days between two dates, as the schedule measures count them."""

from __future__ import annotations

from datetime import date

import numpy as np

from pmo_reports.pack.view import View


def slip(view: View, project: str, baseline: date | None, expected: date | None) -> int | None:
    """Working days of a project from `baseline` to `expected`; positive is late, null where one is missing.

    A date on a day off counts as the next working day, so that a move over a weekend is no slip.
    """
    if baseline is None or expected is None:
        return None
    days = view.now.calendars.get(project, view.now.working_days)
    calendar = np.busdaycalendar(weekmask=days.week, holidays=np.array(days.days_off, dtype="datetime64[D]"))
    start, end = (
        np.busday_offset(day, 0, roll="forward", busdaycal=calendar) for day in (baseline, expected)
    )
    return int(np.busday_count(start, end, busdaycal=calendar))
