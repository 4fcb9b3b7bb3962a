"""Links of schedules as arrays of places; those of summaries by way of hidden places for start and finish."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.metrics.exact import codes
from pmo_reports.metrics.graph import Edges, Flags, Places
from pmo_reports.metrics.picked import Picked, chosen

NOT_DRIVING = ("summary", "hammock")
ENDS = ("predecessor_id", "successor_id")
_ROOMY = 4
"""Places for each task: up to so many, they need not be looked up."""
FROM_START, TO_FINISH = ("SS", "SF"), ("FF", "SF")


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Links between places.

    Attributes:
        edges: from which place to which.
        from_finish, to_finish: whether a link starts (ends) at the finish of an activity, not at its start.
        lag: in minutes of the follower's working time.
    """

    edges: Edges
    from_finish: Flags
    to_finish: Flags
    lag: npt.NDArray[np.int64]

    def among(self, kept: Flags) -> Links:
        """The links that are `kept`."""
        return Links(
            edges=self.edges.among(kept),
            from_finish=self.from_finish[kept],
            to_finish=self.to_finish[kept],
            lag=self.lag[kept],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """Where the links of a schedule end.

    Attributes:
        rows: of each end of each link (two columns) the row among all tasks, -1 where there is none.
        hidden: rows of the summaries that have a hidden place for their start, then those for their finish.
        starts: how many of `hidden` are for a start.
        places: of each end of each link the place, -1 where it drives nothing.
    """

    links: pd.DataFrame
    rows: Places
    hidden: Places
    starts: int
    places: Places
    below: Edges

    @property
    def lost(self) -> pd.DataFrame:
        """The links of which an end does not exist."""
        return chosen(self.links, np.any(self.rows < 0, axis=1))

    def joined(self, day: npt.NDArray[np.float64]) -> Links:
        """The links that drive, and those between summaries and what is below them; `day` by place."""
        drives = (self.places >= 0).all(axis=1)
        before, after = self.places[drives].T
        more, days = len(self.below), self.links["lag_days"].to_numpy(float)[drives]
        lag = np.round(np.nan_to_num(days) * day[after]).astype(np.int64)
        return Links(
            edges=Edges(
                np.concatenate([before, self.below.before]),
                np.concatenate([after, self.below.after]),
            ),
            from_finish=np.concatenate([~_of(self.links, FROM_START)[drives], np.ones(more, dtype=bool)]),
            to_finish=np.concatenate([_of(self.links, TO_FINISH)[drives], np.zeros(more, dtype=bool)]),
            lag=np.concatenate([lag, np.zeros(more, dtype=np.int64)]),
        )


def ends(tasks: pd.DataFrame, links: pd.DataFrame, place: Places) -> Ends:
    """Where `links` end.

    Args:
        tasks: all rows of the table `tasks`.
        links: all rows of the table `task_links`.
        place: of each row of `tasks` its place, -1 of one that drives nothing.
    """
    rows = np.column_stack(located_all(tasks, "task_id", links, ENDS))
    owner, projects = codes(tasks["project_id"])
    alive = np.zeros(len(projects) + 1, dtype=bool)
    alive[owner[(place >= 0) & (owner >= 0)]] = True
    summary = np.append(tasks["kind"].eq("summary").to_numpy(bool) & alive[owner], np.False_)
    at_start = np.column_stack([_of(links, FROM_START), ~_of(links, TO_FINISH)]) & summary[rows]
    at_finish = summary[rows] & ~at_start
    starts, finishes = np.unique(rows[at_start]), np.unique(rows[at_finish])
    first = int(place.max(initial=-1)) + 1
    places = np.append(place, -1)[rows]
    places[at_start] = first + np.searchsorted(starts, rows[at_start])
    places[at_finish] = first + len(starts) + np.searchsorted(finishes, rows[at_finish])
    hidden = np.concatenate([starts, finishes])
    below = _below(tasks, place, hidden, len(starts), first) if len(hidden) else _NONE
    return Ends(links=links, rows=rows, hidden=hidden, starts=len(starts), places=places, below=below)


def _of(links: pd.DataFrame, kinds: Sequence[str]) -> Flags:
    """Which links are of one of `kinds`; one that names none is of none of them."""
    code, named = codes(links["kind"])
    flags: Flags = np.append(named.isin(kinds), np.False_)[code]
    return flags


def located(tasks: pd.DataFrame | Picked, key: str, others: pd.DataFrame, name: str) -> Places:
    """The row of `tasks` that each row of `others` names in its column `name`; -1 where there is none."""
    return located_all(tasks, key, others, (name,))[0]


def located_all(
    tasks: pd.DataFrame | Picked, key: str, others: pd.DataFrame, names: Sequence[str]
) -> list[Places]:
    """The same for several columns of `others`."""
    if not len(tasks) or not len(others):
        return [np.full(len(others), -1, dtype=np.int64) for _ in names]
    project, projects = codes(tasks["project_id"])
    code, distinct = codes(tasks[key])
    size = len(distinct)
    own = np.where((project < 0) | (code < 0), -1, project * size + code)
    first = _rows_of(own, len(projects) * size)
    theirs, found = _among(projects, others["project_id"]), []
    for name in names:
        named = _among(distinct, others[name])
        wanted = np.where((theirs < 0) | (named < 0), -1, theirs * size + named)
        found.append(np.where(wanted >= 0, first(wanted), -1))
    return found


def _rows_of(keys: Places, room: int) -> Callable[[Places], Places]:
    """What gives the first row of each key, -1 where there is none; keys are below `room`, -1 is no key."""
    if room <= _ROOMY * len(keys):  # each possible key can have a place of its own
        rows = np.full(room + 1, -1, dtype=np.int64)
        rows[keys[::-1]] = np.arange(len(keys))[::-1]
        return rows.take
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]

    def found(wanted: Places) -> Places:
        at = np.minimum(np.searchsorted(ordered, wanted), len(keys) - 1)
        return np.where(ordered[at] == wanted, order[at], -1)

    return found


def _among(distinct: pd.Index[Any], names: pd.Series) -> Places:
    """The place of each name among the `distinct` ones, -1 of others."""
    code, found = codes(names)
    return np.append(distinct.get_indexer(found), -1)[code]


_NONE = Edges(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))


def _below(tasks: pd.DataFrame, place: Places, hidden: Places, starts: int, first: int) -> Edges:
    """Edges from each summary's start to all activities below it, and from those to its finish."""
    parent = np.append(located(tasks, "task_id", tasks, "parent_id"), -1)
    of_start, of_finish = np.full(len(tasks) + 1, -1), np.full(len(tasks) + 1, -1)
    of_start[hidden[:starts]] = first + np.arange(starts)
    of_finish[hidden[starts:]] = first + np.arange(starts, len(hidden))
    before, after = [_NONE.before], [_NONE.after]
    leaf = np.flatnonzero(place >= 0)
    above = parent[leaf]
    for _ in range(
        int(np.nan_to_num(tasks["outline_level"].to_numpy(float, na_value=0)).max(initial=0)) + _DEEP
    ):
        leaf, above = leaf[above >= 0], above[above >= 0]
        opens, closes = of_start[above], of_finish[above]
        before += [opens[opens >= 0], place[leaf[closes >= 0]]]
        after += [place[leaf[opens >= 0]], closes[closes >= 0]]
        above = parent[above]
    return Edges(np.concatenate(before), np.concatenate(after))


_DEEP = 50
"""So many levels may lie above an activity that tells no outline level; circles of parents end there."""
