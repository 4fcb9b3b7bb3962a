"""Scope and change control: the cost of approved and pending changes against the original budget.

A change is pending until it is decided. A project without changes in a log that is kept has none: zero.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from pmo_reports.metrics import ledger
from pmo_reports.metrics.arithmetic import ratio, whole
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, measure

DECIDED = ("approved", "rejected")
INPUTS = ("changes.cost", "changes.state")


@measure(
    label="Approved changes",
    unit=Unit.MONEY,
    formula="sum of the cost of approved changes",
    inputs=INPUTS,
)
def approved_change_cost(basis: Basis) -> pd.Series:
    """Cost of the changes that are approved."""
    changes = basis["changes"]
    return _cost(basis, changes[changes["state"].eq("approved")])


@measure(
    label="Pending changes",
    unit=Unit.MONEY,
    formula="sum of the cost of changes that are not decided",
    inputs=INPUTS,
)
def pending_change_cost(basis: Basis) -> pd.Series:
    """Cost of the changes that wait for a decision."""
    return _cost(basis, _pending(basis["changes"]))


@measure(
    label="Change requests pending",
    unit=Unit.COUNT,
    formula="changes that are not decided",
    inputs=INPUTS[1:],
)
def pending_changes(basis: Basis) -> pd.Series:
    """How many changes wait for a decision."""
    numbers = _pending(basis["changes"]).groupby("project_id").size()
    return whole(numbers.reindex(list(_logged(basis)), fill_value=0))


@measure(
    label="Change ratio",
    unit=Unit.PERCENT,
    formula="(approved + pending changes) / original budget",
    better=Better.LOWER,
)
def change_ratio(
    approved_change_cost: pd.Series, pending_change_cost: pd.Series, budget_original: pd.Series
) -> pd.Series:
    """Growth of the scope in money, if all that is pending is approved."""
    return ratio(approved_change_cost + pending_change_cost, budget_original)


def _pending(changes: pd.DataFrame) -> pd.DataFrame:
    return changes[~changes["state"].isin(DECIDED)]


def _logged(basis: Basis) -> Iterable[str]:
    """All projects, once there is a log at all."""
    return (basis.members if len(basis["changes"]) else basis["changes"])["project_id"].unique()


def _cost(basis: Basis, changes: pd.DataFrame) -> pd.Series:
    return ledger.or_zero(ledger.exact(changes, "cost"), _logged(basis))
