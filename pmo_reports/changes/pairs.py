"""The rows of two periods, side by side: a row is the same if its key is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

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


@dataclass(frozen=True, slots=True)
class Shared:
    """Stretches of rows that two tables have alike: those of one number of a column each.

    Attributes:
        start, other: where each begins in the earlier and in the later table, in order.
        length: how many rows it has.
    """

    start: Places
    other: Places
    length: Places

    def slices(self) -> Iterator[tuple[slice, slice]]:
        """Their rows in both tables; stretches that follow one another in both are one."""
        if not len(self.start):
            return
        apart = (self.start[1:] != self.start[:-1] + self.length[:-1]) | (
            self.other[1:] != self.other[:-1] + self.length[:-1]
        )
        first = np.concatenate([[0], np.flatnonzero(apart) + 1])
        last = np.concatenate([first[1:] - 1, [len(self.start) - 1]])
        size = self.start[last] + self.length[last] - self.start[first]
        for at, to, rows in zip(
            self.start[first].tolist(), self.other[first].tolist(), size.tolist(), strict=True
        ):
            yield slice(at, at + rows), slice(to, to + rows)

    def without(self, rows: Places) -> Shared:
        """Those in which none of some rows of the earlier table is."""
        kept = np.ones(len(self.start), dtype=bool)
        kept[np.searchsorted(self.start, rows, side="right") - 1] = False
        return Shared(self.start[kept], self.other[kept], self.length[kept])


def pairs(before: pd.DataFrame, after: pd.DataFrame, key: Sequence[str]) -> Pairs:
    """The rows of two tables by `key`; of rows with one key, the first is that of the first, and so on."""
    first, *others = key
    found = matches(codes(before[first], after[first]), [(before[name], after[name]) for name in others])
    return Pairs(before, after, found.first, found.second, found.gone, found.new)


def matches(leading: Codes, others: Sequence[tuple[pd.Series, pd.Series]]) -> Matches:
    """The rows of two tables that have the same key: the numbers of its first column, and its other columns.

    Where both have the same rows in the same order for a number of the first column, those are one another,
    and nothing is looked up.
    """
    place = np.full(len(leading.then), -1, dtype=np.intp)
    for rows, same in shared(leading, others).slices():
        place[rows] = np.arange(same.start, same.stop)
    stayed = place >= 0
    first = np.flatnonzero(stayed)
    second = place[first]
    gone, new = np.flatnonzero(~stayed), _others(second, len(leading.now))
    if not len(gone) or not len(new):
        return Matches(first, second, gone, new)
    rest = Codes(leading.then[gone], leading.now[new], leading.size)
    key = joined([rest, *(codes(then.take(gone), now.take(new)) for then, now in others)])
    found = _looked_up(key.then, key.now)
    place[gone] = np.where(found >= 0, new[found], -1)
    first = np.flatnonzero(place >= 0)
    second = place[first]
    return Matches(first, second, np.flatnonzero(place < 0), _others(second, len(leading.now)))


def shared(leading: Codes, others: Sequence[tuple[pd.Series, pd.Series]]) -> Shared:
    """The stretches of one number of `leading` that stand together and say the same in all other columns."""
    if leading.size > _MANY * (len(leading.then) + len(leading.now)):
        return Shared(*(np.empty(0, dtype=np.intp) for _ in range(3)))
    (start, length), (other, other_length) = (
        _stretches(side, leading.size) for side in (leading.then, leading.now)
    )
    some = np.flatnonzero((length > 0) & (length == other_length))
    some = some[np.argsort(start[some])]
    found = Shared(start[some], other[some], length[some])
    for then, now in others:
        unlike = [np.flatnonzero(_unlike(then, now, *each)) + each[0].start for each in found.slices()]
        found = found.without(np.concatenate(unlike)) if unlike else found
    return found


def _unlike(before: pd.Series, after: pd.Series, rows: slice, same: slice) -> Flags:
    """Which rows of a column do not say what those of the other do; two nulls do."""
    if before.dtype == after.dtype == "str":
        then, now = (
            pa.chunked_array(pa.array(each.array[part])) for each, part in ((before, rows), (after, same))
        )
        alike = pc.equal(then, now)
        other: Flags = ~np.asarray(alike.fill_null(False).to_numpy(), dtype=bool)  # noqa: FBT003 - null is none
        if alike.null_count:
            other &= ~(np.asarray(then.is_null().to_numpy()) & np.asarray(now.is_null().to_numpy()))
        return other
    if before.dtype == after.dtype and before.dtype.kind == "M":
        then, now = (each.array[part].view("i8") for each, part in ((before, rows), (after, same)))
        found: Flags = then != now
        return found
    return differs(before.iloc[rows].reset_index(drop=True), after.iloc[same].reset_index(drop=True))


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
