"""Money by project and month: a table of millions of lines as one rectangle of exact amounts."""

from __future__ import annotations

from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class Cells:
    """Where the rows of a table lie in its grids.

    Attributes:
        at: of each row its cell: project times the months, plus month; one more for rows without a project.
            Of the narrowest type, for there are millions.
    """

    projects: pd.Index[Any]
    months: pd.DatetimeIndex
    at: Places

    @property
    def size(self) -> int:
        """How many cells there are, that of rows without a project included."""
        return len(self.projects) * len(self.months) + 1

    def among(self, rows: Places) -> Cells:
        """Those of some of the rows."""
        return replace(self, at=self.at[rows])

    def grid(self, amounts: Exact, rated: Rated) -> Grid:
        """The grid of amounts of the rows, each times its rate."""
        return self._grid(_converted(amounts, rated, self.at, self.size))

    def parted(self, amounts: Exact, rated: Rated, flags: Flags) -> tuple[Grid, Grid]:
        """The grid of all rows, and that of the flagged ones: those that are not are summed apart."""
        room = 2 * self.size
        at = np.multiply(flags, self.size, dtype=np.min_scalar_type(room))
        at += self.at
        found = _converted(amounts, rated, at, room)
        others, part = found[: self.size], found[self.size :]
        whole = Exact(others.units + part.units, others.known & part.known, found.scale)
        return self._grid(whole), self._grid(part)

    def _grid(self, found: Exact) -> Grid:
        shape = (len(self.projects), len(self.months))
        reshaped = Exact(found.units[:-1].reshape(shape), found.known[:-1].reshape(shape), found.scale)
        return Grid(self.projects, self.months, reshaped)


def cells(rows: pd.DataFrame) -> Cells:
    """The cells of `rows` (`project_id`, `month`)."""
    return cells_of(*codes(rows["project_id"]), rows["month"])


def cells_of(places: Places, projects: pd.Index[Any], month: pd.Series) -> Cells:
    """The cells of rows whose projects have been looked up; -1 for none."""
    of_month, months = codes(month)
    listed = pd.DatetimeIndex(months).sort_values()
    if (of_month < 0).any():
        listed = pd.DatetimeIndex([*listed, pd.NaT], dtype=listed.dtype)
    columns = np.append(listed.get_indexer(pd.DatetimeIndex(months)), len(listed) - 1)[of_month]
    columns += np.multiply(places, len(listed), dtype=np.intp)
    at = np.where(places < 0, len(projects) * len(listed), columns)
    return Cells(projects, listed, at.astype(np.min_scalar_type(len(projects) * len(listed))))


def grid(rows: pd.DataFrame, amount: str) -> Grid:
    """The grid of a money column of `rows` (`project_id`, `month`, the amount, its rates)."""
    return cells(rows).grid(exact(rows[amount]), rated(rates(rows, amount)))


@dataclass(frozen=True, slots=True)
class Rated:
    """Which of the distinct rates each row has (of the narrowest type); the last of them stands for none."""

    at: Places
    rates: Exact

    def same(self, other: Rated) -> bool:
        """Whether each row has the same rate in `other`."""
        alike = np.array_equal(self.rates.units, other.rates.units) and self.rates.scale == other.rates.scale
        return alike and np.array_equal(self.at, other.at)

    def among(self, rows: Places) -> Rated:
        """Those of some of the rows."""
        return replace(self, at=self.at[rows])


def rated(column: pd.Series) -> Rated:
    """The rates of a column."""
    at, distinct = codes(column)
    narrow = (at % (len(distinct) + 1)).astype(np.min_scalar_type(len(distinct)))
    return Rated(narrow, factors(pd.Series([*distinct, np.nan], dtype="float64")))


def _converted(amounts: Exact, rated: Rated, at: Places, size: int) -> Exact:
    """Sums by cell, each amount times its rate.

    Lines of a cell with the same rate are summed before they are multiplied: there are far fewer of these,
    and mostly each cell has one rate alone.
    """
    of_cell = np.zeros(size, dtype=rated.at.dtype)
    of_cell[at] = rated.at
    if np.array_equal(of_cell[at], rated.at):
        sums, used = amounts.summed(at, size), np.zeros(size, dtype=bool)
        used[at] = True
        products = sums.times(rated.rates[of_cell])
        return replace(products, known=products.known | ~used)
    keys, found = pd.factorize(np.multiply(rated.at, size, dtype=np.intp) + at)
    which = found // size
    return amounts.summed(keys, len(found)).times(rated.rates[which]).summed(found - which * size, size)
