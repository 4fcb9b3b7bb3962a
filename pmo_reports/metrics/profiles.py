"""Cumulative money by month: the S-curves of ANSI/PMI 19-006-2019 and the ground of Earned Schedule.

Each curve is the sum of the projects that disclose it to the last month, so its value at the status date
is the measure of the same name. What happens after the status date is not known: a gap, not a line.
"""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from pmo_reports.metrics import earned_value, ledger
from pmo_reports.metrics.levels import cents
from pmo_reports.metrics.members import entities
from pmo_reports.model.assessed import Basis


def curves(basis: Basis) -> pd.DataFrame:
    """Cumulative money of each entity by month: `entity_id`, `month`, `pv`, `ev`, `ac`, `forecast`.

    Money is in the reporting currency, to the cent. EV and AC are null after the status date; the
    forecast starts from AC at the status date and is null before.
    """
    so_far, to_go = spent(basis), ahead(basis)
    both = so_far.index.intersection(to_go.index)
    money = {
        "pv": _rounded(basis, planned(basis)),
        "ev": _rounded(basis, earned(basis)),
        "ac": _rounded(basis, so_far),
        "forecast": _rounded(basis, to_go.loc[both]).add(
            _rounded(basis, so_far.loc[both])[_now(basis)], axis=0
        ),
    }
    joined = pd.concat({name: _long(wide) for name, wide in money.items()}, axis=1).reset_index()
    return joined[_within(basis, joined)].reset_index(drop=True)


def months(basis: Basis) -> pd.DatetimeIndex:
    """Every month from the first to the last with a cost line, the status date's month included."""
    every = pd.concat([basis["costs"]["month"].dropna(), pd.Series([_now(basis)], dtype="datetime64[s]")])
    if basis.periods:
        return pd.DatetimeIndex(
            [day for day in basis.periods if every.min() <= pd.Timestamp(day) <= every.max()],
            dtype="datetime64[s]",
        )
    return pd.date_range(every.min(), every.max(), freq="MS", unit="s")


def life(basis: Basis) -> pd.DataFrame:
    """The first and the last month with a cost line of each entity: `first`, `last`."""
    lines = basis.members.merge(basis["costs"][["project_id", "month"]], on="project_id")
    months = lines.groupby("entity_id")["month"]
    return pd.DataFrame({"first": months.min(), "last": months.max()}, index=entities(basis))


def planned(basis: Basis) -> pd.DataFrame:
    """Cumulative current budget (exact) of each project that discloses it, by month."""
    return _cumulative(basis, basis["costs"], "budget_current")


def spent(basis: Basis) -> pd.DataFrame:
    """Cumulative actual cost (exact) up to the status date, by project and month."""
    costs = basis["costs"]
    return _cumulative(basis, costs[costs["month"] <= _now(basis)], "actual").loc[:, : _now(basis)]


def ahead(basis: Basis) -> pd.DataFrame:
    """Cumulative forecast (exact) from the status date's month, where it is zero, by project and month."""
    costs = basis["costs"]
    return _cumulative(basis, costs[costs["month"] > _now(basis)], "forecast").loc[:, _now(basis) :]


def earned(basis: Basis) -> pd.DataFrame:
    """Cumulative EV (exact) up to the status date, of each project that has one there.

    A month without a report keeps the percent complete of the month before.
    """
    budgets = ledger.in_all(basis, "budget_current").dropna()
    known = earned_value.percent(basis).dropna()
    ids = budgets.index.intersection(known.index)
    shares = _shares(basis).reindex(ids).fillna(0.0).assign(now=known.reindex(ids))
    shares = shares.rename(columns={"now": _now(basis)})
    return shares.map(lambda share: Decimal(str(share))).mul(budgets.reindex(ids), axis=0)


def summed(basis: Basis, profile: pd.DataFrame) -> pd.DataFrame:
    """The profiles of projects added up by entity, null where none of its projects has one."""
    members = basis.members[basis.members["project_id"].isin(profile.index)]
    rows = profile.loc[members["project_id"]].set_axis(members["entity_id"])
    return rows.groupby(level=0).sum().reindex(entities(basis))


def _shares(basis: Basis) -> pd.DataFrame:
    """Percent complete by project and month before the status date's, kept until the next report."""
    past = months(basis)[months(basis) < _now(basis)]
    told = basis["progress"].set_index(["project_id", "month"])["percent_complete"]
    return told.unstack("month").reindex(columns=past).ffill(axis=1)  # noqa: PD010 - keys are unique


def _cumulative(basis: Basis, costs: pd.DataFrame, amount: str) -> pd.DataFrame:
    """Running totals by project and month; without the projects of which an amount is not known."""
    sums = ledger.exact(costs, amount, by=("project_id", "month"))
    unknown = sums[sums.isna()].index.get_level_values("project_id")
    booked = pd.Index(basis["costs"]["project_id"].dropna().unique(), name="project_id")
    wide = sums.unstack("month")  # noqa: PD010 - a pivot table would make floats
    whole = wide.reindex(index=booked.difference(unknown), columns=months(basis)).astype(object)
    return whole.where(whole.notna(), ledger.ZERO).cumsum(axis=1)  # type: ignore[arg-type] # stubs


def _now(basis: Basis) -> pd.Timestamp:
    return basis.month


def _rounded(basis: Basis, profile: pd.DataFrame) -> pd.DataFrame:
    """Sums by entity, to the cent, over all months."""
    return summed(basis, profile).apply(cents).reindex(columns=months(basis))


def _long(wide: pd.DataFrame) -> pd.Series:
    tidy = wide.rename_axis(index="entity_id").melt(ignore_index=False, var_name="month")
    return tidy.set_index("month", append=True)["value"]


def _within(basis: Basis, points: pd.DataFrame) -> pd.Series:
    ends = life(basis).loc[points["entity_id"]].set_axis(points.index)
    return points["month"].between(ends["first"], ends["last"])
