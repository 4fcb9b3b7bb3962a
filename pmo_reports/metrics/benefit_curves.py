"""Cumulative benefits by month (Managing Successful Programmes): planned, realised by now, forecast ahead.

Each curve is the sum of the projects that disclose it, so its last value is the measure of the same name,
and its value at the status date what was planned or has come by then.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.metrics.benefit_points import BENEFIT, points
from pmo_reports.metrics.exact import Exact, Flags, codes, exact, factors
from pmo_reports.metrics.levels import Levels, levels, summed
from pmo_reports.model.amounts import rates
from pmo_reports.model.assessed import Basis

Curve = npt.NDArray[np.float64]
"""Money by entity (rows) and month (columns)."""


def benefit_curves(basis: Basis) -> pd.DataFrame:
    """Benefits of each entity by month: `entity_id`, `month`, `baseline`, `forecast`, `realised`.

    Months are those with a point of any benefit; between two of them nothing changes. What is realised is
    null after the status date, the forecast before the last month up to it. To the cent, in the reporting
    currency; an entity's months reach from its first point to its last.
    """
    over, found = levels(basis), _dated(basis)
    months = pd.DatetimeIndex(found["month"].unique()).sort_values()
    past: Flags = np.asarray(months <= pd.Timestamp(basis.status_date))
    told = found[found["actual"].notna() & found["month"].le(pd.Timestamp(basis.status_date))]
    ahead = np.arange(len(months)) >= past.sum() - 1
    money = {
        "baseline": _curve(over, _whole(found, "baseline"), "baseline", months),
        "forecast": np.where(ahead, _curve(over, _whole(found, "forecast"), "forecast", months), np.nan),
        "realised": np.where(past, _curve(over, told, "actual", months), np.nan),
    }
    within = _life(over, found, months)
    entity, month = np.nonzero(within)
    where = {"entity_id": over.entities.take(entity), "month": months.take(month)}
    return pd.DataFrame(where | {name: wide[within] for name, wide in money.items()})


def _dated(basis: Basis) -> pd.DataFrame:
    found = points(basis)
    dated = found[found["month"].notna() & found["project_id"].notna()]
    return dated.sort_values([*BENEFIT, "month"], kind="stable")


def _whole(found: pd.DataFrame, amount: str) -> pd.DataFrame:
    """The rows of the projects that have the amount at each of their points."""
    return found[found[amount].notna().groupby(found["project_id"]).transform("all")]


def _curve(over: Levels, rows: pd.DataFrame, amount: str, months: pd.DatetimeIndex) -> Curve:
    """The running totals of each entity over `months`, of the projects of `rows`."""
    places, projects = codes(rows["project_id"])
    cells = places * len(months) + months.get_indexer(pd.DatetimeIndex(rows["month"]))
    added = _added(rows, amount).summed(cells, len(projects) * len(months))
    shape = (len(projects), len(months))
    totals = Exact(
        added.units.reshape(shape).cumsum(axis=1),
        np.logical_and.accumulate(added.known.reshape(shape), axis=1),
        added.scale,
    )
    return summed(over, totals.taken(projects.get_indexer(over.projects), 0, known=False)).cents()


def _added(rows: pd.DataFrame, amount: str) -> Exact:
    """What each point adds to the one before it of the same benefit."""
    whole = exact(rows[amount]).times(factors(rates(rows, amount)))
    again = rows[BENEFIT].eq(rows[BENEFIT].shift()).all(axis=1).to_numpy(bool)
    before = np.where(again, np.roll(whole.units, 1), 0)
    return replace(whole, units=whole.units - before, known=whole.known & (np.roll(whole.known, 1) | ~again))


def _life(over: Levels, found: pd.DataFrame, months: pd.DatetimeIndex) -> Flags:
    """The months of each entity from its first point to its last."""
    own = found.groupby("project_id")["month"].agg(["min", "max"])
    lines = own.reindex(over.projects).take(over.project).groupby(over.entity)
    ends = [lines[name].agg(name).reindex(range(len(over.entities))) for name in ("min", "max")]
    first, last = (end.to_numpy("datetime64[s]")[:, None] for end in ends)
    at = months.to_numpy("datetime64[s]")
    within: Flags = (first <= at) & (at <= last)
    return within
