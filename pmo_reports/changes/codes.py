"""Columns of two periods as whole numbers, so that millions of rows are compared and summed in one go.

Two texts have the same number if they are the same; nought is null. Amounts are exact, in the smallest part
of a unit that canonical tables hold: 64 bits where they and their sums fit, else numbers of any length.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pmo_reports.model.tables import MONEY

Whole = npt.NDArray[Any]
Flags = npt.NDArray[np.bool_]
PLACES: int = MONEY.pyarrow_dtype.scale  # type: ignore[attr-defined]
SCALE = 10**PLACES
UNIT = Decimal(1).scaleb(-PLACES)
"""The smallest part of an amount."""
_MOST = 2**62
STRETCH = 65_536
"""Rows that are worked on together: what is made of them on the way stays near the processor."""
_DENSE = 4
"""A stretch with fewer rows to a run of the same text is numbered row by row."""
_SMALL = 2**31
_MOMENT, _NEVER, _DAY, _FAR = "datetime64[s]", np.iinfo(np.int64).min, 86_400, 100_000


@dataclass(frozen=True, slots=True)
class Codes:
    """The numbers of a column's rows in two periods, each from 0 up to, and without, `size`.

    Attributes:
        texts: what the numbers from 1 on stand for, where the column is of text.
    """

    then: Whole
    now: Whole
    size: int
    texts: tuple[str, ...] = ()


def codes(before: pd.Series, after: pd.Series) -> Codes:
    """The numbers of a column in two periods."""
    if before.dtype == after.dtype == "str":
        return texts(before, after)
    if before.dtype == after.dtype and before.dtype.kind == "M":
        return moments(before, after)[0]
    found, values = pd.factorize(pd.concat([before, after], ignore_index=True))
    whole = found.astype(np.int64) + 1
    return Codes(whole[: len(before)], whole[len(before) :], len(values) + 1)


def moments(before: pd.Series, after: pd.Series) -> tuple[Codes, Whole]:
    """The numbers of a column of moments, with what each of them stands for; that of 0 is no moment.

    Days that do not lie far apart are counted; others are looked up.
    """
    sides = [each.to_numpy().astype(_MOMENT, copy=False).view(np.int64) for each in (before, after)]
    ends = [_ends(side) for side in sides]
    first, last = min(least for least, _ in ends), max(most for _, most in ends)
    if first > last or (last - first) // _DAY > _FAR:
        return _looked_up(sides)
    then, now = (_days(side, first) for side in sides)
    if then is None or now is None:
        return _looked_up(sides)
    days = np.array([_NEVER, *range(first, last + 1, _DAY)]).view(_MOMENT)
    return Codes(then, now, len(days)), days


def _ends(seconds: Whole) -> tuple[int, int]:
    """The first and the last moment; the wrong way round if there is none."""
    least, most = -_NEVER, _NEVER
    for rows in stretches(len(seconds)):
        some = seconds[rows]
        if some.min() == _NEVER:
            some = some[some != _NEVER]
        if len(some):
            least, most = min(least, int(some.min())), max(most, int(some.max()))
    return least, most


def _days(seconds: Whole, first: int) -> Whole | None:
    """Days since the day before the first, 0 for null; null unless all are whole."""
    found = np.empty(len(seconds), dtype=np.int32)
    for rows in stretches(len(seconds)):
        since = np.where(seconds[rows] == _NEVER, first - _DAY, seconds[rows]) - first
        days = since // _DAY
        if (days * _DAY != since).any():
            return None
        found[rows] = days + 1
    return found


def _looked_up(sides: Sequence[Whole]) -> tuple[Codes, Whole]:
    """The numbers of moments of any kind."""
    found, values = pd.factorize(np.concatenate(sides).view(_MOMENT))
    split = len(sides[0])
    numbers = found.astype(np.int32) + 1
    return Codes(numbers[:split], numbers[split:], len(values) + 1), np.array(
        [np.datetime64("NaT", "s"), *values]
    )


def texts(before: pd.Series, after: pd.Series) -> Codes:
    """The numbers of a column of text, with the texts themselves."""
    (then, then_lengths), (now, now_lengths) = (
        _heads(pa.chunked_array(pa.array(each.array))) for each in (before, after)
    )
    both = pa.chunked_array([*then, *now], type=pa.large_string()).combine_chunks().dictionary_encode()
    numbers = both.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32) + 1
    split = sum(map(len, then))
    return Codes(
        np.repeat(numbers[:split], then_lengths),
        np.repeat(numbers[split:], now_lengths),
        len(both.dictionary) + 1,
        tuple(map(str, both.dictionary.to_pylist())),
    )


def stretches(size: int) -> Iterator[slice]:
    """The rows of a table of so many, `STRETCH` at a time."""
    return (slice(first, min(first + STRETCH, size)) for first in range(0, size, STRETCH))


def joined(columns: Sequence[Codes]) -> Codes:
    """The numbers of several columns together."""
    return reduce(_joined, columns)


def begins(numbers: Whole) -> Whole:
    """Where each run of the same number begins."""
    if not len(numbers):
        return np.empty(0, dtype=np.intp)
    return np.flatnonzero(np.concatenate([[True], numbers[1:] != numbers[:-1]]))


def amounts(column: pd.Series) -> tuple[Whole, Flags]:
    """Amounts as whole numbers, nought for null, and which are known; not to be written to."""
    array = _array(column)
    known = np.asarray(array.is_valid().to_numpy(zero_copy_only=False), dtype=bool)
    words = np.frombuffer(memoryview(array.buffers()[1] or b""), dtype=np.int64)
    low = words[2 * array.offset :: 2][: len(array)]
    told: Any = pc.min_max(array).as_py()
    ends = [end for end in told.values() if end is not None]
    if max(map(abs, ends), default=0) * SCALE * len(array) < _MOST:
        return (low * known if array.null_count else low), known
    whole = (0 if each is None else int(each.scaleb(PLACES)) for each in array.to_pylist())
    return np.array(list(whole), dtype=object), known


def sums(values: Whole, starts: Whole, groups: Whole, size: int) -> Whole:
    """The sum of each of `size` groups: `starts` are where runs of rows begin, `groups` which each is of."""
    kind = np.dtype(object) if values.dtype == object else np.dtype(np.int64)
    found = np.zeros(size, dtype=kind)
    if len(starts):
        np.add.at(found, groups, np.add.reduceat(values, starts, dtype=kind))
    return found


def _joined(first: Codes, second: Codes) -> Codes:
    size = first.size * second.size
    if size < _MOST:
        then, now = (_together(*side, second.size, size) for side in _sides(first, second))
        return Codes(then, now, size)
    return joined([_numbered(first), _numbered(second)])


def _together(first: Whole, second: Whole, size: int, whole: int) -> Whole:
    """Two columns' numbers as one."""
    found: Whole = first.astype(np.int32 if whole < _SMALL else np.int64)
    found *= size
    found += second
    return found


def _sides(first: Codes, second: Codes) -> tuple[tuple[Whole, Whole], tuple[Whole, Whole]]:
    return (first.then, second.then), (first.now, second.now)


def _numbered(column: Codes) -> Codes:
    """The same with no more numbers than there are rows."""
    found, values = pd.factorize(np.concatenate([column.then, column.now]))
    split = len(column.then)
    return Codes(found[:split].astype(np.int64), found[split:].astype(np.int64), max(len(values), 1))


def _array(column: pd.Series) -> pa.Array[Any]:
    """A column as one Arrow array."""
    found = pa.array(column.array)
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def _heads(column: pa.ChunkedArray[Any]) -> tuple[list[pa.Array[Any]], Whole]:
    """The text that each run begins with, and the lengths of runs; one that is cut counts as two."""
    heads, lengths = [], [np.empty(0, dtype=np.int64)]
    for chunk in column.cast(pa.large_string()).chunks:
        for rows in stretches(len(chunk)):
            part = chunk[rows]
            alike = pc.equal(part[1:], part[:-1])
            other = ~alike.fill_null(False).to_numpy(zero_copy_only=False)  # noqa: FBT003 - null is none
            starts = np.concatenate([[0], np.flatnonzero(other) + 1])
            dense = len(starts) * _DENSE > len(part)
            heads.append(part if dense else part.take(pa.array(starts)))
            lengths.append(np.ones(len(part), dtype=np.int64) if dense else np.diff(starts, append=len(part)))
    return heads, np.concatenate(lengths)
