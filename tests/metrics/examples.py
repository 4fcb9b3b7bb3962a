"""Projects written as the published examples print them: BAC, PV, EV and AC at a status date."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pmo_reports import metrics
from pmo_reports.model.assessed import Assessed, Basis
from pmo_reports.model.measures import Measurements
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Portfolio
from tests.strategies import PERIOD, Row, portfolio, rows, settings

NOW, LATER = PERIOD.start, date(2026, 12, 1)


def measured(tables: Portfolio, period: Period = PERIOD) -> Measurements:
    """The measures of a portfolio."""
    return metrics.measured(metrics.basis(tables, settings(), period))


def only(tables: Portfolio, *keys: str, period: Period = PERIOD) -> Measurements:
    """The measures `keys` of a portfolio, with all that they need."""
    return some(metrics.basis(tables, settings(), period), *keys)


def point(project: str, bac: float, pv: float, ev: float, ac: float) -> dict[str, list[Row]]:
    """A project's tables at a status date; what is left of the budget is also its forecast."""
    left = Decimal(str(bac)) - Decimal(str(pv))
    lines = rows(
        project_id=project,
        category="All",
        month=[NOW, LATER],
        budget_current=[pv, left],
        actual=[ac, None],
        forecast=[ac, left],
    )
    progress = rows(
        project_id=project, month=[NOW], percent_complete=float(Decimal(str(ev)) / Decimal(str(bac)))
    )
    return {"projects": rows(project_id=[project], level="project"), "costs": lines, "progress": progress}


def points(*each: dict[str, list[Row]]) -> Portfolio:
    """A portfolio of several such projects."""
    return portfolio(**{name: [row for one in each for row in one[name]] for name in each[0]})


def curve(planned: list[float], earned: list[float], start: Period) -> Portfolio:
    """A project of equal periods, told as months: cumulative PV over its life, cumulative EV so far."""
    months = [start.shifted(step).start for step in range(len(planned))]
    budgets = [round(now - before, 2) for now, before in zip(planned, [0.0, *planned], strict=False)]
    done = [value / planned[-1] for value in earned]
    return portfolio(
        projects=rows(project_id=["P"], level="project"),
        costs=rows(project_id="P", category="All", month=months, budget_current=budgets),
        progress=rows(project_id="P", month=months[: len(done)], percent_complete=done),
    )


def some(basis: Basis, *keys: str) -> Measurements:
    """The measures `keys` and all that they need, and no others: most of the time goes into the others."""
    wanted: set[str] = set()
    further = list(keys)
    while further:
        key = further.pop()
        wanted.add(key)
        further += [need for need in metrics.DECLARED[key].needs if need not in wanted]
    return metrics.measured(basis, {key: each for key, each in metrics.DECLARED.items() if key in wanted})


def basis_of(now: Portfolio, then: Portfolio | None = None) -> Basis:
    """The basis of a period, after one in which the tables were others."""
    if then is None:
        return metrics.basis(now, settings(), PERIOD)
    before = metrics.basis(then, settings(), PERIOD.shifted(-1))
    past = Assessed(
        period=PERIOD.shifted(-1),
        status_date=before.status_date,
        portfolio=then,
        measurements=metrics.measured(before, {}),
        assessments={},
    )
    return metrics.basis(now, settings(), PERIOD, (past,))
