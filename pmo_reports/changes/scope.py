"""Changes of scope: the cost of change requests that were approved since, or whose approved cost moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd

from pmo_reports.changes.codes import UNIT, Whole, amounts
from pmo_reports.changes.lines import cents, currencies
from pmo_reports.changes.pairs import pairs
from pmo_reports.model.amounts import rates
from pmo_reports.model.assessed import Assessed

Pair = tuple[str, str]
"""A project and a currency."""
KEY = ("project_id", "change_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What approved changes add to cost, by project, in both ways of telling it."""

    in_reporting_currency: Mapping[str, Decimal]
    in_own_currency: Mapping[Pair, Decimal]


def approved(before: Assessed, after: Assessed) -> Scope:
    """The changes approved since, less those whose approval was taken back.

    A log that is cut takes none back. A change without a cost or a rate adds nothing that is known.
    """
    rows = _rows(before, after)
    own: dict[Pair, Decimal] = defaultdict(Decimal)
    reported: dict[str, Decimal] = defaultdict(Decimal)
    for project, currency, rate, cost in rows.itertuples(index=False):
        own[project, currency] += cost
        reported[project] += cost * Decimal(str(rate)) if pd.notna(rate) else Decimal(0)
    return Scope(
        in_reporting_currency={project: cents(cost) for project, cost in reported.items()},
        in_own_currency={pair: cents(cost) for pair, cost in own.items()},
    )


def _rows(before: Assessed, after: Assessed) -> pd.DataFrame:
    """The changes that add or take something: `project_id`, `currency`, `rate`, `cost`."""
    now = after.portfolio["changes"]
    found = pairs(before.portfolio["changes"], now, KEY)
    added = _cost(now)
    was = np.zeros(len(now), dtype=added.dtype)
    was[found.second] = _cost(found.before)[found.first]
    at = np.flatnonzero(added != was)
    some = now.take(at)
    return pd.DataFrame(
        {
            "project_id": some["project_id"],
            "currency": currencies(some, after),
            "rate": rates(some, "cost"),
            "cost": [Decimal(int(cost)) * UNIT for cost in (added - was)[at]],
        }
    )


def _cost(changes: pd.DataFrame) -> Whole:
    """What each change adds, nought unless it is approved."""
    cost, _ = amounts(changes["cost"])
    return np.where(changes["state"].eq("approved").to_numpy(dtype=bool), cost, 0)
