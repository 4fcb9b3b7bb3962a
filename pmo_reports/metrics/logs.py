"""Counting entries of logs: what is not known of one entry leaves its project's number unknown."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from pmo_reports.metrics.arithmetic import whole
from pmo_reports.metrics.levels import DIGITS
from pmo_reports.model.assessed import Basis


def judged(said: pd.Series, *needed: pd.Series) -> pd.Series:
    """`said` (flags) where all that it `needed` is filled, else null."""
    flags = said.astype("boolean")
    for each in needed:
        flags = flags.where(each.notna())
    return flags


def every(rows: pd.DataFrame) -> pd.Series:
    """A flag for each of the rows, set."""
    return pd.Series(np.ones(len(rows), dtype=bool), index=rows.index, dtype="boolean")


def counted(hits: pd.Series, projects: pd.Series, logged: Iterable[str]) -> pd.Series:
    """How many `hits` (flags, null where not known) each of `projects` has.

    Null for a project with an entry of which it is not known; zero for one that is `logged` and has none.
    """
    return whole(summed(hits.astype("Int64"), projects, logged))


def summed(numbers: pd.Series, projects: pd.Series, logged: Iterable[str]) -> pd.Series:
    """The sum of `numbers` by project, null with an unknown one; zero for a `logged` project without any."""
    groups = numbers.groupby(projects)
    sums = groups.sum().where(groups.count().eq(groups.size()))
    if pd.api.types.is_float_dtype(sums.dtype):
        sums = sums.round(DIGITS)
    return sums.reindex(pd.Index(list(logged), dtype="str"), fill_value=0)


def listed(basis: Basis, table: str) -> Iterable[str]:
    """The projects that a log speaks of: all of them once it is kept at all, none before."""
    kept = basis.members if len(basis[table]) else basis[table]
    return kept["project_id"].dropna().unique()


def today(basis: Basis) -> pd.Timestamp:
    """The status date."""
    return pd.Timestamp(basis.status_date)


def since(basis: Basis) -> pd.Timestamp:
    """The last day that the period before has spoken of: its status date, else the day before the month."""
    if basis.before:
        return pd.Timestamp(basis.before.status_date)
    return basis.month - pd.Timedelta(days=1)


def in_period(basis: Basis, days: pd.Series) -> pd.Series:
    """Whether each day lies after the last period's status date, up to this one's."""
    return days.gt(since(basis)) & days.le(today(basis))


def listed_either(basis: Basis) -> Iterable[str]:
    """All projects, once promises between them are kept at all."""
    kept = basis.members if len(basis["dependencies"]) else basis.members.iloc[:0]
    return kept["project_id"].unique()
