"""The ledger's lines as money of a measure, each in its own currency: budget, or cost at completion.

Cost at completion is what is booked up to the status date, and what is expected after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pmo_reports.model.amounts import rates
from pmo_reports.model.assessed import Assessed

CENT = Decimal("0.01")
EAC, BUDGET = "eac_management", "bac"
Pair = tuple[str, str]
"""A project and a currency."""
_RATED = ["currency", "part", "month", "rate"]
_PARTS: Mapping[str, tuple[str, ...]] = {EAC: ("actual", "forecast"), BUDGET: ("budget_current",)}


def lines(assessed: Assessed, measure: str) -> pd.DataFrame:
    """The lines of the ledger: `project_id`, `currency`, `month`, `part` (its field), `amount`, `rate`."""
    costs = assessed.portfolio["costs"]
    booked = costs["month"].le(pd.Timestamp(assessed.status_date)).to_numpy(dtype=bool)
    first, *others = _PARTS[measure]
    found = pd.DataFrame(
        {
            "project_id": costs["project_id"],
            "currency": currencies(costs, assessed),
            "month": costs["month"],
            "part": first,
            "amount": costs[first],
            "rate": rates(costs, first),
        }
    )
    for other in others:
        found["part"] = np.where(booked, found["part"], other)
        found["amount"] = found["amount"].where(booked, costs[other])
        found["rate"] = found["rate"].where(booked, rates(costs, other))
    return found


def currencies(rows: pd.DataFrame, assessed: Assessed) -> pd.Series:
    """The currency of each row; one that names none is in the reporting currency."""
    return rows["currency"].fillna(assessed.measurements.currency)


def own(rows: pd.DataFrame) -> Mapping[Pair, Decimal | None]:
    """The sum of `amount` by project and currency; null where a row's is not known."""
    found = _summed(rows, ["project_id", "currency"])
    keys = zip(found["project_id"], found["currency"], strict=True)
    sums = zip(found["amount_sum"], found["amount_count"], strict=True)
    return {key: None if missing else cents(total) for key, (total, missing) in zip(keys, sums, strict=True)}


def revalued(before: pd.DataFrame, after: pd.DataFrame) -> Mapping[str, Decimal]:
    """By project, what the amounts of `before` are worth at the rates of `after`, less what they were worth.

    The rate of a line is that of its currency, part and month; where `after` has no such line, the last
    one of its currency and part.
    """
    moved = _moved_rates(before[_RATED].drop_duplicates(), after[_RATED].drop_duplicates())
    if moved.empty:
        return {}
    groups = _summed(before.merge(moved, on=_RATED), ["project_id", "rate", "now"])
    columns = (groups[name] for name in ("project_id", "rate", "now", "amount_sum"))
    found: dict[str, Decimal] = defaultdict(Decimal)
    for project, rate, later, amount in zip(*columns, strict=True):
        found[project] += (amount or Decimal(0)) * (Decimal(str(later)) - Decimal(str(rate)))
    return {project: cents(amount) for project, amount in found.items()}


def cents(amount: Decimal) -> Decimal:
    """An amount to the cent, half away from zero."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def _moved_rates(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The rates of before that are others `now`."""
    known = after.dropna(subset=["rate"]).sort_values(["month", "rate"])
    exact = _looked_up(before, known, ["currency", "part", "month"])
    now = exact.fillna(_looked_up(before, known, ["currency", "part"]))
    moved = now.notna() & before["rate"].notna() & now.ne(before["rate"])
    still = _there(before, known, _RATED) | (
        exact.isna() & _there(before, known, ["currency", "part", "rate"])
    )
    return before.assign(now=now)[moved & ~still]


def _there(rows: pd.DataFrame, known: pd.DataFrame, key: list[str]) -> pd.Series:
    """Whether each row's key is one of those that are known: one of several rates that hold is no new one."""
    distinct = known[key].drop_duplicates().assign(there=True)
    found = rows[key].merge(distinct, on=key, how="left")["there"]
    return found.eq(other=True).set_axis(rows.index)


def _looked_up(rows: pd.DataFrame, known: pd.DataFrame, key: list[str]) -> pd.Series:
    """The rate of each row in `known`, the last one of its key."""
    last = known.drop_duplicates(key, keep="last")[[*key, "rate"]]
    found = rows[key].merge(last, on=key, how="left")["rate"]
    return found.set_axis(rows.index)


def _summed(rows: pd.DataFrame, by: Iterable[str]) -> Mapping[str, list[Any]]:
    """Exact sums of `amount`, and how many are null, by group."""
    names = [*by, "amount"]
    table = pa.table({name: pa.array(rows[name]) for name in names})
    missing = pc.CountOptions(mode="only_null")
    found = table.group_by(names[:-1]).aggregate([("amount", "sum"), ("amount", "count", missing)])
    columns: Mapping[str, list[Any]] = found.to_pydict()
    return columns
