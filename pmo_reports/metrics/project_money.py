"""Money of all projects by month: of the ledger, and where it knows nothing of a project, of its schedule.

One line in the ledger is enough for it to speak for a project: what it lacks is then missing, and not made
up for by the schedule.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pmo_reports.metrics import ledger, schedule_value
from pmo_reports.metrics.exact import Flags
from pmo_reports.metrics.grid import Grid
from pmo_reports.model.assessed import Basis

_SCHEDULED = {
    "budget_current": schedule_value.planned,
    "actual": schedule_value.spent,
    "forecast": schedule_value.to_go,
}


def months(basis: Basis) -> pd.DatetimeIndex:
    """Every month from the first to the last with money, the status date's month included."""
    return basis.once(months, lambda: _months(basis))


def whole_money(basis: Basis, amount: str) -> Grid:
    """A cost column of all projects by month; `months` are those of `months`."""
    booked = ledger.costs(basis, amount)
    key = (whole_money, amount)
    return basis.once(key, lambda: booked.spread(months(basis)).joined(scheduled(basis, amount)))


def scheduled(basis: Basis, amount: str) -> Grid:
    """The same of the projects that the ledger does not know."""
    return basis.once((scheduled, amount), lambda: _SCHEDULED[amount](basis, months(basis)))


def life(basis: Basis) -> pd.DataFrame:
    """The first and the last month with a line in the ledger, or a cost of the schedule, of each project."""
    return basis.once(life, lambda: _life(basis))


def _months(basis: Basis) -> pd.DatetimeIndex:
    lines = basis["costs"]["month"]
    ends = pd.Series(
        [lines.min(), lines.max(), *schedule_value.span(basis), basis.month], dtype="datetime64[s]"
    )
    if not basis.periods:
        return pd.date_range(ends.min().replace(day=1), ends.max(), freq="MS", unit="s")
    starts = pd.DatetimeIndex(basis.periods, dtype="datetime64[s]")
    first = max(starts.searchsorted(ends.min(), side="right") - 1, 0)
    return starts[first : starts.searchsorted(ends.max(), side="right")]


def _life(basis: Basis) -> pd.DataFrame:
    booked = _ends(*ledger.lined(basis))
    money = (scheduled(basis, amount) for amount in ("budget_current", "forecast"))
    plan, rest = (_ends(each.projects, each.months, each.amounts.units != 0) for each in money)
    last = pd.concat([plan["max"], rest["max"]]).groupby(level=0).max().reindex(plan.index)
    both: pd.DataFrame = pd.concat([booked, plan.assign(max=last)])
    return both


def _ends(projects: pd.Index[Any], months: pd.DatetimeIndex, some: Flags) -> pd.DataFrame:
    """The first and the last month that each project has something in; none of one that never has."""
    if not len(months):
        return pd.DataFrame({"min": months, "max": months}, index=projects[:0])
    first = months.take(some.argmax(axis=1))
    last = months.take(len(months) - 1 - some[:, ::-1].argmax(axis=1))
    reached = np.flatnonzero(some.any(axis=1))
    return pd.DataFrame({"min": first, "max": last}, index=projects).take(reached)
