"""Counting entries of logs: what is not known of one entry leaves its project's number unknown."""

from __future__ import annotations

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


def counted(hits: pd.Series, projects: pd.Series, logged: pd.Index[str]) -> pd.Series:
    """How many `hits` (flags, null where not known) each of `projects` has.

    Null for a project with an entry of which it is not known; zero for one that is `logged` and has none.
    """
    return whole(summed(hits, projects, logged))


def summed(numbers: pd.Series, projects: pd.Series, logged: pd.Index[str]) -> pd.Series:
    """The sum of `numbers` by project, null with an unknown one; zero for a `logged` project without any."""
    at = logged.get_indexer(pd.Index(projects))
    values = numbers.to_numpy("float64", na_value=np.nan)[at >= 0]
    places, known = at[at >= 0], ~np.isnan(values)
    sums = np.bincount(places, weights=np.where(known, values, 0), minlength=len(logged)).round(DIGITS)
    unknown = np.bincount(places[~known], minlength=len(logged)) > 0
    return pd.Series(np.where(unknown, np.nan, sums), index=logged)


def listed(basis: Basis, table: str) -> pd.Index[str]:
    """The projects that a log speaks of: all of them once it is kept at all, none before."""
    kept = basis.members if len(basis[table]) else basis.members.iloc[:0]
    return ids(kept["project_id"])


def ids(projects: pd.Series) -> pd.Index[str]:
    """Each of the projects once."""
    found: pd.Index[str] = pd.Index(projects.dropna().unique(), dtype="str")
    return found


def status_day(basis: Basis) -> pd.Timestamp:
    """The status date."""
    return pd.Timestamp(basis.status_date)


def since(basis: Basis) -> pd.Timestamp:
    """The last day that the period before has spoken of: its status date, else the day before the month."""
    if basis.before:
        return pd.Timestamp(basis.before.status_date)
    return basis.month - pd.Timedelta(days=1)


def in_period(basis: Basis, days: pd.Series) -> pd.Series:
    """Whether each day lies after the last period's status date, up to this one's."""
    return days.gt(since(basis)) & days.le(status_day(basis))
