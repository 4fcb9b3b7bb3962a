"""Exact sums of money in the reporting currency.

Amounts are decimals, multiplied by the decimal that the row's rate is written as, and summed. A sum with
a row whose amount or rate is not known is itself not known: what is missing must never look better.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pandas as pd

from pmo_reports.model.amounts import rates
from pmo_reports.model.assessed import Basis

BY_PROJECT = ("project_id",)
ZERO = Decimal(0)


def exact(rows: pd.DataFrame, amount: str, by: tuple[str, ...] = BY_PROJECT) -> pd.Series:
    """The sum of `amount` by key in the reporting currency (decimals); null with any unknown row."""
    stated = rates(rows, amount)
    known = rows[amount].notna() & stated.notna()
    exactly = stated.map({rate: Decimal(str(rate)) for rate in stated.unique()})
    converted = _filled(rows[amount], known) * _filled(exactly, known)
    keys = [rows[key] for key in by]
    sums = converted.groupby(keys).sum()
    return sums if known.all() else sums.where(known.groupby(keys).all(), None)


def disclosed(rows: pd.DataFrame, amount: str) -> pd.Series:
    """As `exact` by project, but of the rows that are known; for figures that decide nothing."""
    filled = rows[rows[amount].notna() & rates(rows, amount).notna()]
    return exact(filled, amount)


def in_all(basis: Basis, amount: str) -> pd.Series:
    """The sum of a cost column over all months, by project."""
    return exact(basis["costs"], amount)


def to_date(basis: Basis, amount: str) -> pd.Series:
    """The sum of a cost column up to the status date; zero for a project whose months all lie ahead."""
    costs = basis["costs"]
    return or_zero(exact(costs[costs["month"] <= pd.Timestamp(basis.status_date)], amount), _booked(costs))


def to_go(basis: Basis, amount: str) -> pd.Series:
    """The sum of a cost column after the status date; zero for a project whose months all lie behind."""
    costs = basis["costs"]
    return or_zero(exact(costs[costs["month"] > pd.Timestamp(basis.status_date)], amount), _booked(costs))


def own(basis: Basis, amount: str) -> pd.Series:
    """A money column of the projects table in the reporting currency, by project."""
    stated = rates(basis.members.drop_duplicates("project_id").set_index("project_id"), amount)
    amounts = basis["projects"].set_index("project_id")[amount].reindex(stated.index)
    known = amounts.notna() & stated.notna()
    return (_filled(amounts, known) * _filled(stated, known)).where(known, None)


def or_zero(sums: pd.Series, ids: Iterable[str]) -> pd.Series:
    """`sums` of the projects `ids`, zero for one without rows; what is unknown stays unknown."""
    index = pd.Index(list(ids), dtype="str", name="project_id")
    return sums.reindex(index).where(index.isin(sums.index), ZERO)


def _filled(amounts: pd.Series, known: pd.Series) -> pd.Series:
    return amounts.astype(object).where(known, ZERO)


def _booked(costs: pd.DataFrame) -> Iterable[str]:
    return costs["project_id"].dropna().unique()
