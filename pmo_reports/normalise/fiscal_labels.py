"""Names of fiscal periods in ledgers: "P07/2026", "2026-P07", "FY27 P3"; looked up, never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.wording import cleaned, shortened

PERIOD = "period"
_FORMS = (
    re.compile(r"(?P<year>\d{4})[ -/.]?P ?(?P<number>\d{1,3})"),  # 2026-P07
    re.compile(r"P? ?(?P<number>\d{1,3})[ -/.](?P<year>\d{4})"),  # P07/2026, 007.2026
    re.compile(r"FY ?(?P<year>\d{2}|\d{4})[ -/.]*P ?(?P<number>\d{1,3})"),  # FY27 P3
    re.compile(r"P ?(?P<number>\d{1,3})[ -/.]*FY ?(?P<year>\d{2}|\d{4})"),  # P3 FY27
)
_CENTURY = 2000


def first_day(cell: object, known: Mapping[str, str]) -> date | Fault:
    """The first day of the fiscal period that `cell` names: "P07/2026", "FY27 P3", or a label."""
    written = cleaned(str(cell))
    found = known.get(written) or known.get(_id(written.upper()))
    if found:
        return date.fromisoformat(found)
    return Fault(
        rule="not-a-period",
        problem=f"{shortened(written)!r} is no period of the fiscal calendar",
        remedy="write a year and a period, such as 2026-P07 or P07/2026, or correct config/calendar.yaml",
    )


def _id(written: str) -> str:
    """The period's id, "" where the text has none of the known forms."""
    match = next(filter(None, (form.fullmatch(written) for form in _FORMS)), None)
    if match is None:
        return ""
    year = int(match["year"])
    return f"{year + _CENTURY if year < _CENTURY // 20 else year}-P{int(match['number']):02d}"
