"""The way back to green: red projects that promise no day, and days that have passed without it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import pandas as pd

from pmo_reports.config.settings import Settings
from pmo_reports.config.sources import Source
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.rag import Rag
from pmo_reports.rag.cited import Row, cited, rows_of

TABLE, FIELD = "status_reports", "return_to_green"
_OFF = (Rag.RED, Rag.AMBER)


def ways_back(assessed: Assessed, settings: Settings) -> tuple[Finding, ...]:
    """A warning for each project that is red without a day, and red or amber past its day.

    Where a report comes from a source that does not ask for the day, its absence is nobody's fault.
    """
    return tuple(_found(assessed, settings.sources))


def _found(assessed: Assessed, sources: Mapping[str, Source]) -> Iterator[Finding]:
    for report in rows_of(assessed, TABLE):
        state, day = assessed.rag(str(report["project_id"])), _day(report[FIELD])
        if state not in _OFF:
            continue
        if day is not None and day < assessed.status_date:
            yield _passed(assessed, report, day, state)
        elif day is None and state is Rag.RED and _asked(report, sources):
            yield _missing(assessed, report)


def _asked(report: Row, sources: Mapping[str, Source]) -> bool:
    source = sources.get(str(report["source"]))
    return source is not None and source.asks_for(TABLE, FIELD)


def _passed(assessed: Assessed, report: Row, day: date, state: Rag) -> Finding:
    return cited(
        assessed,
        (TABLE, report, FIELD),
        severity=Severity.WARNING,
        rule="way-back-passed",
        value=f"{day:%Y-%m-%d}",
        problem=f"The project was to be green again by {day:%Y-%m-%d}; it is {state.word}.",
        remedy="Enter the day by which it will be, and what is different this time.",
    )


def _missing(assessed: Assessed, report: Row) -> Finding:
    return cited(
        assessed,
        (TABLE, report, FIELD),
        severity=Severity.WARNING,
        rule="no-way-back",
        value="no date",
        problem="The project is red and does not say by when it will be green again.",
        remedy="Enter the day of the return to green; if there is none, ask for an exception.",
    )


def _day(value: object) -> date | None:
    found = pd.Timestamp(value)  # type: ignore[arg-type] # a date or NaT
    return None if pd.isna(found) else found.date()
