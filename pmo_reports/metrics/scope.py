"""Change control: approved and pending changes in cost and in days, and how they are decided.

A change is pending until it is decided. A project without changes in a log that is kept has none: zero.
"""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics import ledger, logs
from pmo_reports.metrics.schedule import slip
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, Rollup, measure

DECIDED = ("approved", "rejected")
COST = ("changes.cost", "changes.state")
DAYS = ("changes.days", "changes.state")
DECISION = ("changes.decided_on", "changes.state")


@measure(
    label="Approved changes",
    unit=Unit.MONEY,
    formula="sum of the cost of approved changes",
    inputs=COST,
)
def approved_change_cost(basis: Basis) -> pd.Series:
    """Cost of the changes that are approved."""
    return _cost(basis, _approved(basis["changes"]))


@measure(
    label="Pending changes",
    unit=Unit.MONEY,
    formula="sum of the cost of changes that are not decided",
    inputs=COST,
)
def pending_change_cost(basis: Basis) -> pd.Series:
    """Cost of the changes that wait for a decision."""
    return _cost(basis, _pending(basis["changes"]))


@measure(
    label="Approved changes in days",
    unit=Unit.DAYS,
    formula="sum of the working days that approved changes add",
    inputs=DAYS,
)
def approved_change_days(basis: Basis) -> pd.Series:
    """Time that approved changes add to their projects; null while one does not say."""
    return _days(basis, _approved(basis["changes"]))


@measure(
    label="Pending changes in days",
    unit=Unit.DAYS,
    formula="sum of the working days that changes add which are not decided",
    inputs=DAYS,
)
def pending_change_days(basis: Basis) -> pd.Series:
    """Time that waits for a decision."""
    return _days(basis, _pending(basis["changes"]))


@measure(
    label="Change requests pending",
    unit=Unit.COUNT,
    formula="changes that are not decided",
    inputs=COST[1:],
)
def pending_changes(basis: Basis) -> pd.Series:
    """How many changes wait for a decision."""
    waiting = _pending(basis["changes"])
    return _number(basis, waiting, logs.every(waiting))


@measure(
    label="Oldest pending change",
    unit=Unit.DAYS,
    formula="working days from raised to the status date, oldest change that is not decided",
    rolls_up=Rollup.GREATEST,
    better=Better.LOWER,
    inputs=("changes.raised_on", "changes.state"),
)
def oldest_pending_change(basis: Basis) -> pd.Series:
    """How long a decision is awaited; null without a pending change, or while one has no date."""
    waiting = pending(basis)
    groups = waiting["age"].groupby(waiting["project_id"])
    return groups.max().where(groups.count().eq(groups.size()))


@measure(
    label="Changes raised in the period",
    unit=Unit.COUNT,
    formula="changes raised after the last period's status date, up to this one's",
    inputs=("changes.raised_on",),
)
def changes_raised(basis: Basis) -> pd.Series:
    """How many changes came; null while one does not say when."""
    changes = basis["changes"]
    on = changes["raised_on"]
    return _number(basis, changes, logs.judged(logs.in_period(basis, on), on))


@measure(
    label="Changes decided in the period",
    unit=Unit.COUNT,
    formula="changes approved or rejected after the last period's status date, up to this one's",
    inputs=DECISION,
)
def changes_decided(basis: Basis) -> pd.Series:
    """How many decisions were taken; null while a decided change does not say when."""
    decided = basis["changes"][basis["changes"]["state"].isin(DECIDED)]
    return _number(basis, decided, _just_decided(basis, decided))


@measure(
    label="Changes approved in the period",
    unit=Unit.COUNT,
    formula="changes approved after the last period's status date, up to this one's",
    inputs=DECISION,
)
def changes_approved(basis: Basis) -> pd.Series:
    """How many of the decisions were for the change."""
    approved = _approved(basis["changes"])
    return _number(basis, approved, _just_decided(basis, approved))


@measure(
    label="Cost of changes approved in the period",
    unit=Unit.MONEY,
    formula="sum of the cost of changes approved after the last period's status date, up to this one's",
    inputs=("changes.cost", *DECISION),
)
def change_cost_in_period(basis: Basis) -> pd.Series:
    """Money that was decided on; null while an approved change lacks its cost or its date."""
    approved = _approved(basis["changes"])
    recent = approved[_just_decided(basis, approved).fillna(value=True).astype(bool)]
    return _cost(basis, recent.assign(cost=recent["cost"].where(recent["decided_on"].notna())))


def pending(basis: Basis) -> pd.DataFrame:
    """The changes that are not decided, with `age`: working days since they were raised, null undated."""
    return basis.once(pending, lambda: _aged(basis, _pending(basis["changes"])))


def _aged(basis: Basis, waiting: pd.DataFrame) -> pd.DataFrame:
    now = pd.Series(logs.status_day(basis), index=waiting.index, dtype=waiting["raised_on"].dtype)
    return waiting.assign(age=slip(basis, waiting["raised_on"], now, waiting["project_id"]))


def _approved(changes: pd.DataFrame) -> pd.DataFrame:
    return changes[changes["state"].eq("approved")]


def _pending(changes: pd.DataFrame) -> pd.DataFrame:
    return changes[~changes["state"].isin(DECIDED)]


def _just_decided(basis: Basis, changes: pd.DataFrame) -> pd.Series:
    """Whether each was decided in the period; null where it does not say when."""
    on = changes["decided_on"]
    return logs.judged(logs.in_period(basis, on), on)


def _cost(basis: Basis, changes: pd.DataFrame) -> pd.Series:
    return ledger.or_zero(ledger.exact(changes, "cost"), logs.listed(basis, "changes"))


def _days(basis: Basis, changes: pd.DataFrame) -> pd.Series:
    return logs.summed(changes["days"], changes["project_id"], logs.listed(basis, "changes"))


def _number(basis: Basis, changes: pd.DataFrame, hits: pd.Series) -> pd.Series:
    return logs.counted(hits, changes["project_id"], logs.listed(basis, "changes"))
