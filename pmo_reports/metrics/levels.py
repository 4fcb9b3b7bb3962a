"""Rolling up: from projects to the programmes and the portfolio that they belong to.

Sums are of the members that have a value, and the measure says how many those are. Projects that are
closed or on hold stay in: their money was spent and their dates were promised.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from pmo_reports.metrics.members import entities
from pmo_reports.model.assessed import Basis

CENT = Decimal("0.01")


def total(basis: Basis, projects: pd.Series) -> pd.Series:
    """The sum of a value of projects, by entity; null where no member has one."""
    return _grouped(basis, projects).sum(min_count=1).reindex(entities(basis))


def greatest(basis: Basis, projects: pd.Series) -> pd.Series:
    """The greatest value of an entity's projects; null where no member has one."""
    return _grouped(basis, projects).max().reindex(entities(basis))


def least(basis: Basis, projects: pd.Series) -> pd.Series:
    """The least value of an entity's projects; null where no member has one."""
    return _grouped(basis, projects).min().reindex(entities(basis))


def count(basis: Basis, projects: pd.Series) -> pd.Series:
    """The sum of a whole number of projects, by entity (`Int64`)."""
    return total(basis, projects.astype("Float64")).astype("Int64")


def money(basis: Basis, projects: pd.Series) -> pd.Series:
    """The sum of exact amounts of projects, by entity, rounded once to the cent (`float64`).

    Cents survive in a float up to 90 trillion; ratios are then plain arithmetic.
    """
    return cents(total(basis, projects))


def cents(amounts: pd.Series) -> pd.Series:
    """Exact amounts rounded half up to the cent, as floats; null stays null."""
    return amounts.map(_cent, na_action="ignore").astype("float64")


def _cent(amount: Decimal) -> float:
    return float(amount.quantize(CENT, rounding=ROUND_HALF_UP))


def _grouped(basis: Basis, projects: pd.Series) -> pd.api.typing.SeriesGroupBy[Any, Any]:
    members = basis.members
    values = projects.reindex(members["project_id"]).set_axis(members.index)
    return values.groupby(members["entity_id"])
