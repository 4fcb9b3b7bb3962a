"""The points of the benefits plan: cumulative by month, quarter or year; a dis-benefit counts against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmo_reports.metrics.exact import Exact, codes, exact, factors
from pmo_reports.model.amounts import rates
from pmo_reports.model.assessed import Basis

BENEFIT = ["project_id", "benefit_id"]
AMOUNTS = ("baseline", "forecast", "actual")
DIS_BENEFIT = "dis-benefit"


@dataclass(frozen=True, slots=True)
class YearlyPoints:
    """What each year adds.

    Attributes:
        projects, years: what there are points of.
        expected: projects x years: actual cost where it is told up to the status date, else forecast.
        promised: the same of the baseline.
    """

    projects: pd.Index[Any]
    years: np.ndarray[Any, np.dtype[np.int64]]
    expected: Exact
    promised: Exact


def points(basis: Basis) -> pd.DataFrame:
    """The benefits table; what a dis-benefit takes away is below zero, whichever sign it was written with."""
    return basis.once(points, lambda: _signed(basis["benefits"]))


def last(found: pd.DataFrame) -> pd.DataFrame:
    """The last point of each benefit."""
    return found[found["month"].eq(found.groupby(BENEFIT)["month"].transform("max"))]


def yearly(basis: Basis) -> YearlyPoints:
    """The points as what each year adds to the one before it."""
    return basis.once(yearly, lambda: _yearly(basis))


def _signed(benefits: pd.DataFrame) -> pd.DataFrame:
    against = benefits["kind"].eq(DIS_BENEFIT)
    if not against.any():
        return benefits
    worse = {name: benefits[name].mask(against & (benefits[name] > 0), -benefits[name]) for name in AMOUNTS}
    return benefits.assign(**worse)


def _yearly(basis: Basis) -> YearlyPoints:
    ordered = points(basis).sort_values([*BENEFIT, "month"], kind="stable")
    ordered = ordered[ordered["month"].notna() & ordered["project_id"].notna()]
    ends = ordered[~ordered.assign(year=ordered["month"].dt.year).duplicated([*BENEFIT, "year"], keep="last")]
    places, projects = codes(ends["project_id"])
    years, columns = np.unique(ends["month"].dt.year.to_numpy("int64"), return_inverse=True)
    again = ends[BENEFIT].eq(ends[BENEFIT].shift()).all(axis=1).to_numpy(bool)
    shape, cells = (len(projects), len(years)), places * len(years) + columns
    grids = (_grid(_added(each, again), cells, shape) for each in (_expected(basis, ends), _promised(ends)))
    return YearlyPoints(projects, years, *grids)


def _expected(basis: Basis, ends: pd.DataFrame) -> Exact:
    """Actual where it is told up to the status date, else forecast."""
    come, due = _converted(ends, "actual"), _converted(ends, "forecast")
    now = ends["month"].le(pd.Timestamp(basis.status_date)).to_numpy(bool) & come.known
    wide, other = come.scaled(due.scale), due.scaled(come.scale)
    return Exact(np.where(now, wide.units, other.units), np.where(now, wide.known, other.known), wide.scale)


def _promised(ends: pd.DataFrame) -> Exact:
    return _converted(ends, "baseline")


def _converted(rows: pd.DataFrame, amount: str) -> Exact:
    return exact(rows[amount]).times(factors(rates(rows, amount)))


def _added(cumulative: Exact, again: np.ndarray[Any, np.dtype[np.bool_]]) -> Exact:
    """Each point less the one before it of the same benefit."""
    before = np.where(again, np.roll(cumulative.units, 1), 0)
    known = cumulative.known & (np.roll(cumulative.known, 1) | ~again)
    return Exact(cumulative.units - before, known, cumulative.scale)


def _grid(added: Exact, cells: np.ndarray[Any, Any], shape: tuple[int, int]) -> Exact:
    found = added.summed(cells, shape[0] * shape[1])
    return Exact(found.units.reshape(shape), found.known.reshape(shape), found.scale)
