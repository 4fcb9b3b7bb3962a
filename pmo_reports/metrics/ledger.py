"""Exact sums of money in the reporting currency.

Amounts are decimals, multiplied by the decimal that the row's rate is written as, and summed. A sum with
a row whose amount or rate is not known is itself not known: what is missing must never look better.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from pmo_reports.metrics.exact import Exact, Flags, codes, factors
from pmo_reports.metrics.exact import exact as amounts
from pmo_reports.metrics.grid import Cells, Grid, Rated, cells_of, rated
from pmo_reports.metrics.levels import of_members
from pmo_reports.metrics.owners import narrow, owners
from pmo_reports.model.amounts import RATE, rate_column, rates
from pmo_reports.model.assessed import Basis

BY_PROJECT = ("project_id",)
CAPEX, OPEX = "capex", "opex"
PARTED = ("budget_current", "actual", "forecast")
"""Cost columns that are told by kind of expenditure."""


def exact(rows: pd.DataFrame, amount: str) -> pd.Series:
    """The sum of `amount` by project in the reporting currency (decimals); null with any unknown row."""
    places, projects = codes(rows["project_id"])
    converted = amounts(rows[amount]).times(factors(rates(rows, amount)))[places >= 0]
    return converted.summed(places[places >= 0], len(projects)).series(projects)


def disclosed(rows: pd.DataFrame, amount: str) -> pd.Series:
    """As `exact`, but of the rows that are known; for figures that decide nothing."""
    places, projects = codes(rows["project_id"])
    converted = amounts(rows[amount]).times(factors(rates(rows, amount)))
    told = converted.known & (places >= 0)
    some = np.bincount(places[told], minlength=len(projects)) > 0
    sums = converted[told].summed(places[told], len(projects))
    return sums.series(projects)[some]


def as_known(basis: Basis, amount: str) -> pd.Series:
    """The sum of a column of `costs`, of the rows that are known; for figures that decide nothing."""
    (places, projects), column = owners(basis, "costs"), amounts(basis["costs"][amount])
    rates_of_it = rated_by(basis, amount)
    told = column.known & (places >= 0) & rates_of_it.rates.known[rates_of_it.at]
    rows = np.flatnonzero(told)
    of = places[rows].astype(np.intp)
    cells = Cells(projects, pd.DatetimeIndex([pd.NaT]), of)
    some = np.bincount(of, minlength=len(projects)) > 0
    return cells.grid(column[rows], rates_of_it.among(rows)).total()[some]


def in_all(basis: Basis, amount: str) -> pd.Series:
    """The sum of a cost column over all months, by project."""
    return costs(basis, amount).total()


def to_date(basis: Basis, amount: str) -> pd.Series:
    """The sum of a cost column up to the status date; zero for a project whose months all lie ahead."""
    found = costs(basis, amount)
    return found.total(found.months <= pd.Timestamp(basis.status_date))


def to_go(basis: Basis, amount: str) -> pd.Series:
    """The sum of a cost column after the status date; zero for a project whose months all lie behind."""
    found = costs(basis, amount)
    return found.total(found.months > pd.Timestamp(basis.status_date))


def costs(basis: Basis, amount: str) -> Grid:
    """A cost column by project and month, worked out once for a basis."""
    if amount in PARTED:
        return _parted(basis, amount)[0]

    def work() -> Grid:
        return places(basis).grid(amounts(basis["costs"][amount]), rated_by(basis, amount))

    return basis.once((costs, amount), work)


def capital(basis: Basis, amount: str) -> Grid:
    """The capex lines of one of the `PARTED` columns; zero of a project that has none."""
    return _parted(basis, amount)[1]


def _parted(basis: Basis, amount: str) -> tuple[Grid, Grid]:
    """All lines of a cost column, and those of capex, in one go, for there are millions."""

    def work() -> tuple[Grid, Grid]:
        column = amounts(basis["costs"][amount])
        return places(basis).parted(column, rated_by(basis, amount), of_kind(basis, CAPEX))

    return basis.once((_parted, amount), work)


def of_kind(basis: Basis, *kinds: str) -> Flags:
    """Which lines are of one of the kinds."""
    code, named = basis.once((of_kind, "kind"), lambda: narrow(*codes(basis["costs"]["kind"])))
    flags: Flags = np.append(named.isin(kinds), np.False_)[code]
    return flags


def rated_by(basis: Basis, amount: str) -> Rated:
    """The rates of the rows of `costs` for an amount, looked up once for all that have the same."""
    lines = basis["costs"]
    column = rate_column(amount, lines.columns)

    def work() -> Rated:
        own = rates(lines, amount)
        as_usual = column != RATE and np.array_equal(own, lines[RATE])
        return rated_by(basis, RATE) if as_usual else rated(own)

    return basis.once((rated_by, column), work)


def places(basis: Basis) -> Cells:
    """Where the rows of `costs` lie by project and month, worked out once for a basis."""
    return basis.once(places, lambda: cells_of(*owners(basis, "costs"), basis["costs"]["month"]))


def lined(basis: Basis) -> tuple[pd.Index[str], pd.DatetimeIndex, Flags]:
    """The projects of the ledger, its months, and in which of them each project has a line."""
    found = places(basis)
    some = np.zeros(found.size, dtype=bool)
    some[found.at] = True
    dated = found.months.notna()
    return (
        found.projects,
        found.months[dated],
        some[:-1].reshape(len(found.projects), len(found.months))[:, dated],
    )


def own(basis: Basis, amount: str) -> pd.Series:
    """A money column of the projects table in the reporting currency, by project."""
    name = rate_column(amount, basis.members.columns)
    index, stated = of_members(basis, (own, name), lambda: _stated(basis, amount))
    column = basis["projects"].set_index("project_id")[amount].reindex(index)
    return amounts(column).times(stated).series(index)


def _stated(basis: Basis, amount: str) -> tuple[pd.Index[str], Exact]:
    """The projects of the members, and the rates that their own money of a kind is multiplied by."""
    stated = rates(basis.members.drop_duplicates("project_id").set_index("project_id"), amount)
    return stated.index, amounts(stated)


def or_zero(sums: pd.Series, ids: Iterable[str]) -> pd.Series:
    """`sums` of the projects `ids`, zero for one without rows; what is unknown stays unknown."""
    listed = ids if isinstance(ids, pd.Index | pd.Series) else list(ids)
    index = pd.Index(listed, dtype="str", name="project_id")
    found = amounts(sums.reindex(index))
    return replace(found, known=found.known | (sums.index.get_indexer(index) < 0)).series(index)
