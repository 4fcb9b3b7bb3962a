"""Which of a tracker's items are counted, which of them are done, and how long they took.

Epics and their like hold other items and are no work of their own; they are counted apart. A sub-task
is part of its parent: where the parent is counted, the sub-task is not, and neither are its points. A
sub-task whose parent is not in the table counts itself, for else nobody would.

An item that was dropped is neither done nor open: it is scope no more, and counts nowhere but among those
that were cancelled. Trackers tell it by a state of its own, or close it with a resolution that says so.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from pmo_reports.metrics.exact import codes
from pmo_reports.model.assessed import Basis
from pmo_reports.model.heads import plain

CONTAINERS = frozenset(
    {
        "epic",
        "epos",
        "épica",
        "initiative",
        "feature",
        "theme",
        "saga",
        "capability",
        "portfolioepic",
        "phase",
    }
)
DROPPED = frozenset(
    {
        "cancelled",
        "canceled",
        "declined",
        "duplicate",
        "invalid",
        "obsolete",
        "rejected",
        "removed",
        "notplanned",
        "wontdo",
        "wontfix",
        "cannotreproduce",
        "abgebrochen",
        "abgelehnt",
        "duplikat",
        "doublon",
        "duplicado",
    }
)
"""Resolutions, in small letters without blanks and marks, by which an item is closed and yet not done."""
_DONE, _CANCELLED = "done", "cancelled"
_KEY = ["project_id", "item_id"]


def counted(basis: Basis) -> pd.DataFrame:
    """The items that count, as of the status date, with `done` (flag) and `days` (start to resolution).

    Days are calendar days from the start of work, or from creation where that is not known; null for
    items that are not done, and negative where the dates contradict one another.
    """
    return basis.once(counted, lambda: _in_scope(_work(basis)))


def cancelled(basis: Basis) -> pd.DataFrame:
    """The items that would count but were dropped by the status date, with the same columns."""
    items = _work(basis)
    return items[items["dropped"]]


def containers(basis: Basis) -> pd.DataFrame:
    """The epics and their like, with the same columns."""
    items = basis["work_items"]
    return basis.once(containers, lambda: _in_scope(_as_of(basis, items[_holders(items)])))


def _in_scope(items: pd.DataFrame) -> pd.DataFrame:
    return items[~items["dropped"]]


def _work(basis: Basis) -> pd.DataFrame:
    """All items but containers and the parts of others, dropped ones too."""
    return basis.once(_work, lambda: _without_parts(basis))


def _without_parts(basis: Basis) -> pd.DataFrame:
    items = basis["work_items"]
    holders = _holders(items)
    parents = pd.MultiIndex.from_frame(items[["project_id", "parent_id"]])
    inner = parents.isin(pd.MultiIndex.from_frame(items.loc[~holders, _KEY]))
    return _as_of(basis, items[~holders & ~inner])


def _holders(items: pd.DataFrame) -> pd.Series:
    return _called(items["kind"], CONTAINERS)


def _called(words: pd.Series, names: Collection[str]) -> pd.Series:
    """Which words are one of `names`, as they are compared; each distinct one is looked at once."""
    code, distinct = codes(words)
    flags = np.array([*(plain(each) in names for each in distinct), False])
    return pd.Series(flags[code], index=words.index)


def _as_of(basis: Basis, items: pd.DataFrame) -> pd.DataFrame:
    """What was there on the status date; what was resolved after it was not done then."""
    now = pd.Timestamp(basis.status_date)
    there = items[~items["created_on"].gt(now)]
    over = there["progress"].eq(_DONE) | (there["progress"].isna() & there["resolved_on"].notna())
    refused = _called(there["resolution"], DROPPED)
    by_now = ~there["resolved_on"].gt(now)
    dropped = (there["progress"].eq(_CANCELLED) | (over & refused)) & by_now
    done = over & ~refused & by_now
    days = (there["resolved_on"] - there["started_on"].fillna(there["created_on"])).dt.days
    return there.assign(done=done, dropped=dropped, days=days.where(done))
