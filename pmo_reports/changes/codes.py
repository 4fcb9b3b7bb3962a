"""Columns of two periods as whole numbers, so that millions of rows are compared and summed in one go.

Two texts have the same number if they are the same; nought is null. Amounts are exact, in the smallest part of
a unit that canonical tables hold: 64 bits where they and their sums fit, else numbers of any length.
"""

from __future__ import annotations

from collections.abc import Sequence
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
SCALE = 10**MONEY.pyarrow_dtype.scale
UNIT = Decimal(1).scaleb(-MONEY.pyarrow_dtype.scale)
"""The smallest part of an amount."""
_MOST = 2**62
_DENSE = 4
"""A column with fewer rows to a run of the same text is numbered row by row."""


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
    """The numbers of a column of moments, with what each of them stands for; that of 0 is no moment."""
    sides = [pd.factorize(each.to_numpy()) for each in (before, after)]
    both, values = pd.factorize(np.concatenate([of for _, of in sides]))
    split = len(sides[0][1])
    then, now = (
        np.concatenate([number + 1, [0]])[found]  # the last one is what null, -1, points at
        for (found, _), number in zip(sides, (both[:split], both[split:]), strict=True)
    )
    return Codes(then, now, len(values) + 1), np.concatenate([[np.datetime64("NaT", "s")], values])


def texts(before: pd.Series, after: pd.Series) -> Codes:
    """The numbers of a column of text, with the texts themselves."""
    sides = [_heads(_array(each)) for each in (before, after)]
    both = pa.concat_arrays([heads for heads, _ in sides]).dictionary_encode()
    numbers = both.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64) + 1
    split = len(sides[0][0])
    then, now = (
        part if lengths is None else np.repeat(part, lengths)
        for part, (_, lengths) in zip((numbers[:split], numbers[split:]), sides, strict=True)
    )
    return Codes(then, now, len(both.dictionary) + 1, tuple(both.dictionary.to_pylist()))


def joined(columns: Sequence[Codes]) -> Codes:
    """The numbers of several columns together."""
    return reduce(_joined, columns)


def begins(numbers: Whole) -> Whole:
    """Where each run of the same number begins."""
    if not len(numbers):
        return np.empty(0, dtype=np.intp)
    return np.flatnonzero(np.concatenate([[True], numbers[1:] != numbers[:-1]]))


def amounts(column: pd.Series) -> tuple[Whole, Flags]:
    """Amounts as whole numbers, nought for null, and which are known."""
    array = _array(column)
    known = np.asarray(array.is_valid().to_numpy(zero_copy_only=False), dtype=bool)
    words = np.frombuffer(array.buffers()[1], dtype=np.int64) if len(array) else np.empty(0, dtype=np.int64)
    low, high = words[2 * array.offset :].reshape(-1, 2)[: len(array)].T
    found, wide = low.copy(), np.flatnonzero(high != low >> 63)
    if array.null_count:
        found *= known
    if not known[wide].any() and _fits(found):
        return found, known
    places = MONEY.pyarrow_dtype.scale
    whole = (0 if each is None else int(each.scaleb(places)) for each in array.to_pylist())
    return np.array(list(whole), dtype=object), known


def sums(values: Whole, starts: Whole, groups: Whole, size: int) -> Whole:
    """The sum of each of `size` groups: `starts` are where runs of rows begin, `groups` which each is of."""
    found = np.zeros(size, dtype=values.dtype)
    if len(starts):
        np.add.at(found, groups, np.add.reduceat(values, starts))
    return found


def _fits(values: Whole) -> bool:
    """Whether the sum of all is sure to fit into 64 bits."""
    if not len(values):
        return True
    return max(abs(int(values.min())), abs(int(values.max()))) * len(values) < _MOST


def _joined(first: Codes, second: Codes) -> Codes:
    size = first.size * second.size
    if size < _MOST:
        sides = ((one * second.size + other) for one, other in _sides(first, second))
        return Codes(*sides, size)
    numbered = joined([_numbered(first), _numbered(second)])
    return numbered


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
    if isinstance(found, pa.ChunkedArray):
        found = found.combine_chunks()
    return found.cast(pa.large_string()) if column.dtype == "str" else found


def _heads(array: pa.Array[Any]) -> tuple[pa.Array[Any], Whole | None]:
    """The text that each run begins with, and the lengths of runs; all texts where there are hardly any."""
    if len(array) < _DENSE:
        return array, None
    other = pc.fill_null(pc.not_equal(array[1:], array[:-1]), True).to_numpy(zero_copy_only=False)
    starts = np.concatenate([[0], np.flatnonzero(other) + 1])
    if len(starts) * _DENSE > len(array):
        return array, None
    return array.take(pa.array(starts)), np.diff(starts, append=len(array))
