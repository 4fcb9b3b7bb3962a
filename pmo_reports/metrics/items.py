"""Which of a tracker's items are counted, which of them are done, and how long they took.

Epics and their like hold other items and are no work of their own; they are counted apart. A sub-task
is part of its parent: where the parent is counted, the sub-task is not, and neither are its points. A
sub-task whose parent is not in the table counts itself, for else nobody would.
"""

from __future__ import annotations

import pandas as pd

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
_KEY = ["project_id", "item_id"]


def counted(basis: Basis) -> pd.DataFrame:
    """The items that count, as of the status date, with `done` (flag) and `days` (start to resolution).

    Days are calendar days from the start of work, or from creation where that is not known; null for
    items that are not done, and negative where the dates contradict one another.
    """
    return basis.once(counted, lambda: _counted(basis))


def containers(basis: Basis) -> pd.DataFrame:
    """The epics and their like, with the same columns."""
    items = basis["work_items"]
    return basis.once(containers, lambda: _as_of(basis, items[_holders(items)]))


def _counted(basis: Basis) -> pd.DataFrame:
    items = basis["work_items"]
    holders = _holders(items)
    parents = pd.MultiIndex.from_frame(items[["project_id", "parent_id"]])
    inner = parents.isin(pd.MultiIndex.from_frame(items.loc[~holders, _KEY]))
    return _as_of(basis, items[~holders & ~inner])


def _holders(items: pd.DataFrame) -> pd.Series:
    return items["kind"].map(plain, na_action="ignore").isin(CONTAINERS)


def _as_of(basis: Basis, items: pd.DataFrame) -> pd.DataFrame:
    """What was there on the status date; what was resolved after it was not done then."""
    now = pd.Timestamp(basis.status_date)
    there = items[~items["created_on"].gt(now)]
    said = there["progress"].eq("done") | (there["progress"].isna() & there["resolved_on"].notna())
    done = said & ~there["resolved_on"].gt(now)
    days = (there["resolved_on"] - there["started_on"].fillna(there["created_on"])).dt.days
    return there.assign(done=done, days=days.where(done))
