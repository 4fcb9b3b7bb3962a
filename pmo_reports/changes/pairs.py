"""The rows of two periods, side by side: a row is the same if its key is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
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

    @property
    def then(self) -> pd.DataFrame:
        """The rows that stayed, as they were."""
        return self.before.take(self.first).reset_index(drop=True)

    @property
    def now(self) -> pd.DataFrame:
        """The same rows, in the same order, as they are."""
        return self.after.take(self.second).reset_index(drop=True)

    @property
    def removed(self) -> pd.DataFrame:
        """The rows that are no longer there."""
        return self.before.take(self.gone).reset_index(drop=True)

    @property
    def added(self) -> pd.DataFrame:
        """The rows that were not there."""
        return self.after.take(self.new).reset_index(drop=True)


def pairs(before: pd.DataFrame, after: pd.DataFrame, key: Sequence[str]) -> Pairs:
    """The rows of two tables by `key`; of rows with one key, the first is that of the first, and so on."""
    codes = _codes(before, after, key)
    then, now = codes[: len(before)], codes[len(before) :]
    place = np.full(len(codes) + 1, -1, dtype=np.intp)
    place[now] = np.arange(len(now))
    of_then = place[then]
    stayed = np.flatnonzero(of_then >= 0)
    fresh = np.ones(len(now), dtype=bool)
    fresh[of_then[stayed]] = False
    return Pairs(
        before=before,
        after=after,
        first=stayed,
        second=of_then[stayed],
        gone=np.flatnonzero(of_then < 0),
        new=np.flatnonzero(fresh),
    )


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


def _codes(before: pd.DataFrame, after: pd.DataFrame, key: Sequence[str]) -> Places:
    """A number for each key; the rows of `before`, and then those of `after`."""
    columns = (_numbered(pd.concat([before[name], after[name]], ignore_index=True)) for name in key)
    found = reduce(_joined, columns)
    sides = (found[: len(before)], found[len(before) :])
    if all(np.bincount(side, minlength=1).max() <= 1 for side in sides):
        return found
    again = [pd.Series(side).groupby(side).cumcount().to_numpy(dtype=np.intp) for side in sides]
    return _joined(found, np.concatenate(again))


def _numbered(column: pd.Series) -> Places:
    codes, _ = pd.factorize(column)
    return codes.astype(np.intp) + 1  # null is 0


def _joined(first: Places, second: Places) -> Places:
    """A number for each pair of numbers, small enough to go on with."""
    whole = first.astype(np.int64) * (int(second.max(initial=0)) + 1) + second
    codes: Any = pd.factorize(whole)[0]
    return codes.astype(np.intp)  # type: ignore[no-any-return]
