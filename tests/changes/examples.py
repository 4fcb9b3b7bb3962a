"""Periods with few measures, for tests of what changed between two of them."""

from __future__ import annotations

from datetime import date

from pmo_reports import metrics
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.period import Period
from pmo_reports.model.rag import Assessment, Rag
from pmo_reports.model.tables import Portfolio
from tests.metrics.examples import some
from tests.strategies import PERIOD, Row, portfolio, settings

BEFORE, AFTER = PERIOD.shifted(-1), PERIOD
MONTHS = (date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1))
MEASURES = ("eac_management", "bac", "whole_life_cost", "finish_forecast")


def period(tables: Portfolio, states: dict[tuple[str, str], Rag] | None = None) -> Assessed:
    """The period of some tables, with the states given by entity and dimension."""
    basis = metrics.basis(tables, settings(), tables.period)
    cells = {key: _cell(*key, state) for key, state in (states or {}).items()}
    return Assessed(
        period=tables.period,
        status_date=basis.status_date,
        portfolio=tables,
        measurements=some(basis, *MEASURES),
        assessments=cells,
        working_days=basis.working_days,
    )


def two(before: dict[str, list[Row]], after: dict[str, list[Row]]) -> tuple[Assessed, Assessed]:
    """September and October of the tables given; projects are listed where a table names them."""
    return period(made(BEFORE, before)), period(made(AFTER, after))


def made(of: Period, tables: dict[str, list[Row]]) -> Portfolio:
    listed = {row["project_id"]: row for row in tables.get("projects", [])}
    named = {row["project_id"] for entries in tables.values() for row in entries if "project_id" in row}
    rows = [listed.get(name, {"project_id": name, "level": "project"}) for name in sorted(named)]
    return portfolio(of, **{**tables, "projects": rows})


def _cell(entity: str, dimension: str, state: Rag) -> Assessment:
    return Assessment(
        entity=entity, dimension=dimension, computed=state, declared=None, effective=state, reason=()
    )
