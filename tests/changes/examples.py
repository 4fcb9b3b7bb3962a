"""Periods with few measures, for tests of what changed between two of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from pmo_reports import metrics
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.measures import Measurements
from pmo_reports.model.period import Period
from pmo_reports.model.rag import Assessment, Rag
from pmo_reports.model.tables import Portfolio
from tests.metrics.examples import some
from tests.strategies import PERIOD, Row, portfolio, settings

BEFORE, AFTER = PERIOD.shifted(-1), PERIOD
MONTHS = (date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1))
MEASURES = ("eac_management", "bac", "whole_life_cost", "finish_forecast")


Judge = Callable[[Portfolio], Measurements]


def measured(tables: Portfolio) -> Measurements:
    """The few measures that changes are told of."""
    return some(metrics.basis(tables, settings(), tables.period), *MEASURES)


def reckoned(tables: Portfolio) -> Measurements:
    """Budget and cost at completion of the ledger, line by line: quick, for many small tables."""
    on, sums = pd.Timestamp(tables.period.status_date), dict[str, dict[str, list[Decimal | None]]]()
    for line in tables["costs"].to_dict("records"):
        booked = line["month"] <= on
        cost = line["actual"] if booked else line["forecast"]
        of = sums.setdefault(line["project_id"], {"booked": [], "ahead": [], "budget": []})
        for key, amount in (("booked" if booked else "ahead", cost), ("budget", line["budget_current"])):
            known = not pd.isna(amount) and not pd.isna(line["fx_rate"])
            of[key].append(amount * Decimal(str(line["fx_rate"])) if known else None)
    listed = list(tables["projects"]["project_id"])
    parts = ({"eac_management": ("booked", "ahead"), "bac": ("budget",)}[key] for key in MEASURES[:2])
    values = pd.DataFrame(
        {
            key: [whole(sums.get(each), names) for each in listed]
            for key, names in zip(MEASURES[:2], parts, strict=True)
        },
        index=listed,
        dtype="float64",
    )
    members = pd.Series(1, index=listed)
    return Measurements(values=values, disclosed=values, members=members, declared={}, currency="EUR")


def whole(sums: dict[str, list[Decimal | None]] | None, names: tuple[str, ...]) -> float | None:
    """What parts come to, each to the cent: what is booked, and what is still ahead."""
    found = [total(sums[name]) for name in names] if sums else [None]
    told = [each for each in found if each is not None]
    return round(sum(told), 2) if len(told) == len(found) else None


def total(amounts: list[Decimal | None] | None) -> float | None:
    """The sum to the cent; null where one is not known."""
    if amounts is None or None in amounts:
        return None
    whole = sum((amount for amount in amounts if amount is not None), Decimal(0))
    return float(whole.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def period(
    tables: Portfolio, states: dict[tuple[str, str], Rag] | None = None, judge: Judge = measured
) -> Assessed:
    """The period of some tables, with the states given by entity and dimension."""
    cells = {key: _cell(*key, state) for key, state in (states or {}).items()}
    return Assessed(
        period=tables.period,
        status_date=tables.period.status_date,
        portfolio=tables,
        measurements=judge(tables),
        assessments=cells,
    )


def two(
    before: dict[str, list[Row]], after: dict[str, list[Row]], judge: Judge = measured
) -> tuple[Assessed, Assessed]:
    """September and October of the tables given; projects are listed where a table names them."""
    return period(made(BEFORE, before), judge=judge), period(made(AFTER, after), judge=judge)


def made(of: Period, tables: dict[str, list[Row]]) -> Portfolio:
    listed = {row["project_id"]: row for row in tables.get("projects", [])}
    named = {row["project_id"] for entries in tables.values() for row in entries if "project_id" in row}
    rows = [listed.get(name, {"project_id": name, "level": "project"}) for name in sorted(named)]
    return portfolio(of, **{**tables, "projects": rows})


def _cell(entity: str, dimension: str, state: Rag) -> Assessment:
    return Assessment(
        entity=entity, dimension=dimension, computed=state, declared=None, effective=state, reason=()
    )
