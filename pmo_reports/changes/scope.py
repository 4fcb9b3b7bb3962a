"""Changes of scope: the cost of change requests that were approved since, or whose approved cost moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from pmo_reports.changes.lines import Pair, cents, currencies
from pmo_reports.changes.pairs import pairs
from pmo_reports.model.amounts import rates
from pmo_reports.model.assessed import Assessed

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
    was = pd.Series([Decimal(0)] * len(now), index=now.index, dtype=object)
    was.iloc[found.second] = _cost(found.before).to_numpy()[found.first]
    told = pd.DataFrame(
        {
            "project_id": now["project_id"],
            "currency": currencies(now, after),
            "rate": rates(now, "cost"),
            "cost": _cost(now) - was,
        }
    )
    return told[told["cost"].astype(bool)]


def _cost(changes: pd.DataFrame) -> pd.Series:
    """What each change adds, nought unless it is approved."""
    counted = changes["state"].eq("approved") & changes["cost"].notna()
    return changes["cost"].astype(object).where(counted, Decimal(0))
