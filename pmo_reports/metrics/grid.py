"""Money by project and month: a table of millions of lines as one rectangle of exact amounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmo_reports.metrics.exact import Exact, Flags, Places, codes, exact, factors
from pmo_reports.model.amounts import rates


@dataclass(frozen=True, slots=True)
class Grid:
    """Exact amounts in the reporting currency.

    Attributes:
        projects: the projects with a line, in order of appearance.
        months: the months with a line, in order; the last is `NaT` for lines without one, if there are any.
        amounts: projects x months; 0 where there is no line, unknown where one of a line's is.
    """

    projects: pd.Index[Any]
    months: pd.DatetimeIndex
    amounts: Exact

    def on(self, months: pd.DatetimeIndex) -> Exact:
        """The amounts of `months`, in their order; 0 in a month without lines."""
        return self.amounts.taken(self.months.get_indexer(months), 1, known=True)

    def total(self, months: Flags | slice = slice(None)) -> pd.Series:
        """The sum of each project over (some of) the months, as `decimal128`; null with an unknown month."""
        chosen = self.amounts[:, months]
        known: Flags = np.all(chosen.known, axis=1)
        return Exact(chosen.units.sum(axis=1), known, chosen.scale).series(self.projects)

    def spread(self, months: pd.DatetimeIndex) -> Grid:
        """The same over `months`."""
        return Grid(self.projects, months, self.on(months))

    def joined(self, other: Grid) -> Grid:
        """With the projects of `other`, which has the same months, below."""
        above, below = self.amounts.scaled(other.amounts.scale), other.amounts.scaled(self.amounts.scale)
        units = np.concatenate([above.units, below.units])
        amounts = Exact(units, np.concatenate([above.known, below.known]), above.scale)
        return Grid(self.projects.append(other.projects), self.months, amounts)


def grid(rows: pd.DataFrame, amount: str) -> Grid:
    """The grid of a money column of `rows` (`project_id`, `month`, the amount, its rates)."""
    places, projects = codes(rows["project_id"])
    months = pd.DatetimeIndex(rows["month"].unique()).sort_values(na_position="last")
    columns = months.get_indexer(pd.DatetimeIndex(rows["month"]))
    size = len(projects) * len(months)
    cells = np.where(places < 0, size, places * len(months) + columns)
    found = _converted(rows, amount, cells, size + 1)[:size]
    shape = (len(projects), len(months))
    reshaped = Exact(found.units.reshape(shape), found.known.reshape(shape), found.scale)
    return Grid(projects, months, reshaped)


def _converted(rows: pd.DataFrame, amount: str, cells: Places, size: int) -> Exact:
    """Sums by cell, each amount times its rate.

    Lines of a cell with the same rate are summed before they are multiplied: there are far fewer of these.
    """
    rate = rates(rows, amount)
    of_rate, distinct = codes(rate)
    keys, combined = pd.factorize(cells * (len(distinct) + 1) + of_rate + 1)
    sums = exact(rows[amount]).summed(keys, len(combined))
    at, which = np.divmod(combined, len(distinct) + 1)
    by = factors(pd.Series([np.nan, *distinct], dtype="float64"))[which]
    return sums.times(by).summed(at, size)
