"""Kinds of amounts: budgeted, spent, committed, expected or held, each with its own rate of exchange."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

RATE = "fx_rate"
"""The column with a row's rate, unless the kind of the amount has one of its own: `fx_rate_actual`."""

_FIELDS = {
    "budget": "budget_original budget_current baseline baseline_cost baseline_fixed_cost planned_value "
    "earned_value budget_at_completion whole_life_cost revenue "
    "approved_cost approved_benefit",
    "actual": "actual actual_cost",
    "commitment": "committed",
    "forecast": "forecast cost remaining_cost impact_cost inherent_impact_cost target_impact_cost "
    "cost_of_delay standard_rate",
    "balance": "contingency contingency_drawn",
}
KINDS: Mapping[str, str] = {name: kind for kind, names in _FIELDS.items() for name in names.split()}
"""Money field -> the kind of its amounts."""


def rate_column(amount: str, columns: Iterable[str]) -> str:
    """The column of `columns` that holds the rate of the money field `amount`."""
    own = f"{RATE}_{KINDS.get(amount, '')}"
    return own if own in columns else RATE


def rate_columns(rows: pd.DataFrame) -> list[str]:
    """All columns of `rows` that hold rates."""
    return [str(name) for name in rows.columns if str(name).startswith(RATE)]


def rates(rows: pd.DataFrame, amount: str) -> pd.Series:
    """The rate that each row's `amount` is multiplied by; a kind's own rate, where null, is the row's."""
    column = rate_column(amount, rows.columns)
    own = rows[column]
    return own if column == RATE or own.notna().all() else own.where(own.notna(), rows[RATE])
