"""The rows of two periods, side by side: a row is the same if its key is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.changes.codes import Codes, begins, codes, joined

Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]

_MANY = 4
"""With more numbers than that to a row of both tables, the first column of a key tells no stretches."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Where the rows of two tables lie that are the same.

    Attributes:
        first, second: the places of rows that both have, in the earlier and in the later table.
        gone: the places of rows that the earlier has alone; `new` those that the later has.
    """

    first: Places
    second: Places
    gone: Places
    new: Places


@dataclass(frozen=True)
class Pairs:
    """Two tables, and where their rows lie.

    Attributes:
        first, second: the places of rows that both have, in `before` and in `after`.
        gone: the places of rows that `before` has alone; `new` those that `after` has.
    """

    before: pd.DataFrame
    after: pd.DataFrame
    first: Places
    second: Places
    gone: Places
    new: Places

    @cached_property
    def then(self) -> pd.DataFrame:
        """The rows that stayed, as they were."""
        return self.before.take(self.first).reset_index(drop=True)

    @cached_property
    def now(self) -> pd.DataFrame:
        """The same rows, in the same order, as they are."""
        return self.after.take(self.second).reset_index(drop=True)

    @cached_property
    def removed(self) -> pd.DataFrame:
        """The rows that are no longer there."""
        return self.before.take(self.gone).reset_index(drop=True)

    @cached_property
    def added(self) -> pd.DataFrame:
        """The rows that were not there."""
        return self.after.take(self.new).reset_index(drop=True)


def pairs(before: pd.DataFrame, after: pd.DataFrame, key: Sequence[str]) -> Pairs:
    """The rows of two tables by `key`; of rows with one key, the first is that of the first, and so on."""
    found = matches([codes(before[name], after[name]) for name in key])
    return Pairs(before, after, found.first, found.second, found.gone, found.new)


def matches(key: Sequence[Codes]) -> Matches:
    """The rows of two tables that have the same key, of which `key` has a column each.

    Where both have the same stretch of rows for a number of the first column, all of them are the same in
    that order, and nothing is looked up.
    """
    whole = joined(key)
    place = _blocks(key[0], whole)
    stayed = place >= 0
    first = np.flatnonzero(stayed)
    second = place[first]
    gone, new = np.flatnonzero(~stayed), _others(second, len(whole.now))
    if not len(gone) or not len(new):
        return Matches(first, second, gone, new)
    found = _looked_up(whole.then[gone], whole.now[new])
    place[gone] = np.where(found >= 0, new[found], -1)
    first = np.flatnonzero(place >= 0)
    second = place[first]
    return Matches(first, second, np.flatnonzero(place < 0), _others(second, len(whole.now)))


def _others(places: Places, size: int) -> Places:
    """The places of a table of so many rows that are not among `places`."""
    others = np.ones(size, dtype=bool)
    others[places] = False
    return np.flatnonzero(others)


def nth(rows: pd.DataFrame, key: Sequence[str]) -> npt.NDArray[np.int64]:
    """How many rows before each have its key: 0 in a table whose keys are unique."""
    found = rows.groupby(list(key), dropna=False, sort=False).cumcount()
    return np.asarray(found, dtype=np.int64)


def differs(before: pd.Series, after: pd.Series) -> Flags:
    """Where two columns, row by row, do not say the same; two nulls do."""
    empty = before.isna().to_numpy(dtype=bool) & after.isna().to_numpy(dtype=bool)
    other = before.ne(after).fillna(value=True).to_numpy(dtype=bool)
    found: Flags = other & ~empty
    return found


def _blocks(leading: Codes, key: Codes) -> Places:
    """The place in the later table of each row that is in a stretch which both have; else -1."""
    place = np.full(len(key.then), -1, dtype=np.intp)
    if leading.size > _MANY * (len(key.then) + len(key.now)):
        return place
    (start, length), (other, other_length) = (
        _stretches(side, leading.size) for side in (leading.then, leading.now)
    )
    some = np.flatnonzero((length > 0) & (length == other_length))
    some = some[np.argsort(start[some])]
    for first, last in _merged(start[some], other[some], length[some]):
        at, to = int(start[some[first]]), int(other[some[first]])
        size = int(start[some[last]] + length[some[last]]) - at
        place[at : at + size] = np.arange(to, to + size)
        unlike = at + np.flatnonzero(key.then[at : at + size] != key.now[to : to + size])
        broken = some[np.unique(np.searchsorted(start[some], unlike, side="right")) - 1]
        for number in broken:
            place[start[number] : start[number] + length[number]] = -1
    return place


def _merged(start: Places, other: Places, length: Places) -> Iterator[tuple[int, int]]:
    """The first and last of the stretches that follow one another in both tables."""
    if not len(start):
        return
    apart = (start[1:] != start[:-1] + length[:-1]) | (other[1:] != other[:-1] + length[:-1])
    ends = np.flatnonzero(apart)
    yield from zip([0, *(ends + 1).tolist()], [*ends.tolist(), len(start) - 1], strict=True)


def _stretches(numbers: Places, size: int) -> tuple[Places, Places]:
    """Where the rows of each number begin, and how many there are; none where they do not stand together."""
    starts = begins(numbers)
    of, lengths = numbers[starts], np.diff(starts, append=len(numbers))
    start, length = np.zeros(size, dtype=np.intp), np.zeros(size, dtype=np.intp)
    start[of], length[of] = starts, lengths
    length[np.bincount(of, minlength=size) > 1] = 0
    return start, length


def _looked_up(then: Places, now: Places) -> Places:
    """The place in `now` of each of `then`, -1 where there is none; each is taken once."""
    numbers, _ = pd.factorize(np.concatenate([then, now]))
    found = np.asarray(numbers, dtype=np.int64)
    sides = found[: len(then)], found[len(then) :]
    if any(np.bincount(side, minlength=1).max() > 1 for side in sides):
        again = np.concatenate(
            [pd.Series(side).groupby(side).cumcount().to_numpy(dtype=np.int64) for side in sides]
        )
        numbers, _ = pd.factorize(found * (int(again.max()) + 1) + again)
        found = np.asarray(numbers, dtype=np.int64)
    place = np.full(int(found.max()) + 1, -1, dtype=np.intp)
    place[found[len(then) :]] = np.arange(len(now))
    return place[found[: len(then)]]
