"""Dependencies, changes, gates and risks of a few projects, with the measures really worked out of them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from pmo_reports import metrics
from pmo_reports.metrics.evaluation import measured, needed
from pmo_reports.model.assessed import Assessed, Basis
from pmo_reports.model.lineage import Lineage
from pmo_reports.model.pack import PackModel
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Portfolio
from tests.pack import portfolio_fixture as base

Rows = Mapping[str, list[dict[str, Any]]]
KEYS = (
    "dependencies_open",
    "dependencies_late",
    "dependencies_unpromised",
    "dependencies_at_risk_60",
    "promises_broken",
    "chain_delay",
    "projects_downstream",
    "approved_change_cost",
    "pending_change_cost",
    "approved_change_days",
    "pending_change_days",
    "pending_changes",
    "oldest_pending_change",
    "changes_decided",
    "change_ratio",
    "budget_growth",
    "budget_growth_share",
    "unexplained_growth",
    "gates_held",
    "gates_passed",
    "gates_conditional",
    "gates_refused",
    "exposure_opening",
    "exposure_new",
    "exposure_closed",
    "exposure_movement",
    "exposure",
    "exposure_inherent",
    "exposure_target",
    "contingency",
    "contingency_drawn",
    "contingency_drawn_share",
    "contingency_left",
    "contingency_cover",
    "mitigation",
    "overdue_responses",
    "open_risks",
    "risks_above_appetite",
)
WANTED = needed(metrics.DECLARED, KEYS)


def basis(rows: Rows, period: str = "2026-10", past: tuple[Assessed, ...] = ()) -> Basis:
    """What measures are computed from, of the rows; without a currency of their own projects have euros."""
    at = Period.parse(period)
    euros = [{"currency": "EUR", **row} for row in rows.get("projects", [])]
    tables = base.tables(**{**rows, "projects": euros})
    return metrics.basis(Portfolio(period=at, tables=tables, lineage=Lineage({})), base.settings(), at, past)


def period(rows: Rows, name: str = "2026-10", past: tuple[Assessed, ...] = ()) -> Assessed:
    """The rows with their measures."""
    return base.assessed(period=name, rows=rows, measured=measured(basis(rows, name, past), WANTED))


def made(rows: Rows, past: tuple[Assessed, ...] = (), **given: object) -> PackModel:
    """The pack of the rows, with those sections alone that this fixture feeds."""
    sections = ("risks", "risk_exposure", "dependencies", "change_control", "gates", "method")
    return base.composed(period(rows, past=past), past, **{"sections": sections, **given})


def projects(*names: str, **given: object) -> list[dict[str, Any]]:
    """Projects without a programme."""
    return [
        {"project_id": name, "name": name.capitalize(), "level": "project", "state": "active", **given}
        for name in names
    ]


def promise(
    item: str, giver: str | None, receiver: str | None, need: str | None, given: str | None, **more: object
) -> dict[str, Any]:
    return {
        "dependency_id": item,
        "giver_id": giver,
        "receiver_id": receiver,
        "deliverable": f"Thing {item}",
        "need_date": need and pd.Timestamp(need),
        "promise_date": given and pd.Timestamp(given),
        "state": "open",
        "source": "raid",
        **more,
    }


def change(project: str, item: str, cost: int | None, added: float | None, **more: object) -> dict[str, Any]:
    dates = _days(more, "raised_on", "decided_on")
    return {
        "project_id": project,
        "change_id": item,
        "title": f"Change {item}",
        "cost": None if cost is None else Decimal(cost),
        "days": added,
        "fx_rate": 1.0,
        "state": "pending",
        "source": "raid",
        **more,
        **dates,
    }


def gate(project: str, item: str, planned: str | None, **more: object) -> dict[str, Any]:
    dates = _days(more, "forecast_date", "actual_date", "conditions_due", "conditions_met")
    return {
        "project_id": project,
        "gate_id": item,
        "name": f"Gate {item}",
        "planned_date": planned and pd.Timestamp(planned),
        "source": "raid",
        **more,
        **dates,
    }


def risk(project: str, item: str, cost: int | None, share: float = 0.5, **more: object) -> dict[str, Any]:
    return {
        "project_id": project,
        "risk_id": item,
        "title": f"Risk {item}",
        "probability": 3,
        "impact": 3,
        "probability_percent": share,
        "impact_cost": None if cost is None else Decimal(cost),
        "fx_rate": 1.0,
        "state": "open",
        "source": "raid",
        **more,
    }


def _days(given: Mapping[str, object], *names: str) -> dict[str, pd.Timestamp]:
    return {name: pd.Timestamp(str(given[name])) for name in names if given.get(name)}
