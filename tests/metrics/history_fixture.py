"""Reports in a row, each measured with those before it, as tests of what looks back need them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from pmo_reports import metrics
from pmo_reports.model.assessed import Assessed, Basis
from pmo_reports.model.assumptions import Assumptions, Spending, Trends
from pmo_reports.model.measures import Measure, Measurements
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Portfolio
from tests.strategies import Row, portfolio, settings

LAST = Period(2026, 10)


def history(reports: Iterable[Portfolio], declared: Mapping[str, Measure], **choices: object) -> Assessed:
    """The last of the reports with its measures; those before it have but what is looked back at.

    `choices` are those of trends, and `accuracy_least`.
    """
    least = choices.pop("accuracy_least", 3)
    chosen = Assumptions(spending=Spending(accuracy_least=least), trends=Trends(**choices))  # type: ignore[arg-type]
    *before, last = reports
    past = tuple(told(tables, declared) for tables in before)
    basis = replace(metrics.basis(last, settings(), last.period, past), assumptions=chosen)
    return assessed(basis, metrics.measured(basis, declared))


def told(tables: Portfolio, declared: Mapping[str, Measure]) -> Assessed:
    """A report with the measures that are looked back at."""
    basis = metrics.basis(tables, settings(), tables.period)
    values = {key: declared[key].function(basis) for key in ("finish_forecast", "eac") if key in declared}
    frame = pd.DataFrame(values)
    members = pd.Series(1, index=frame.index)
    found = Measurements(values=frame, disclosed=frame, members=members, declared={}, currency="EUR")
    return assessed(basis, found)


def assessed(basis: Basis, found: Measurements) -> Assessed:
    """A measured period without states."""
    return Assessed(
        period=basis.portfolio.period,
        status_date=basis.status_date,
        portfolio=basis.portfolio,
        measurements=found,
        assessments={},
    )


def report(period: Period, *projects: Row, **tables: list[Row]) -> Portfolio:
    """A report of some projects."""
    return portfolio(period, projects=[{"level": "project", **each} for each in projects], **tables)


def finishes(
    told: Mapping[str, Iterable[str | None]], last: Period = LAST, **fields: object
) -> list[Portfolio]:
    """Monthly reports up to `last`: by project the forecast finish in each, None where it gives none.

    A month of which every project says "-" is not reported; "" is a month without the project.
    """
    rows = list(zip(*told.values(), strict=True))
    made = []
    for at, days in enumerate(rows):
        if all(day == "-" for day in days):
            continue
        named = [
            {"project_id": project, "forecast_finish": day, **fields}
            for project, day in zip(told, days, strict=True)
            if day != ""
        ]
        made.append(report(last.shifted(at + 1 - len(rows)), *named))
    return made
