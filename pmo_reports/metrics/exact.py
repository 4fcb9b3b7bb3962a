"""Exact sums of many amounts, fast: decimals as whole numbers of their last digit.

A column of `decimal128` is its own buffer of 128-bit whole numbers. They are summed as 64-bit ones where
they and their sum fit, else as Python's own, which never overflow; nothing is ever a binary fraction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

Units = npt.NDArray[Any]
"""Whole numbers of 10 to the power of -scale: `int64`, or Python's in an array of objects."""
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]

PRECISION = 38
FINEST = 16
"""Digits after the decimal mark that are kept; of a finer product the rest is rounded away."""
CENTS = 2
_FITS = float(2**62)
_LOW = 2**64 - 1
_WORD, _HALF = 64, 31
_MANY, _SAVES = 4096, 8
"""From so many keys on it is worth a look whether they stand together, so many on average."""


@dataclass(frozen=True, slots=True)
class Exact:
    """Exact amounts of any shape.

    Attributes:
        units: whole numbers of 10^-scale, 0 where unknown.
        known: same shape; False where the amount is not known.
        scale: digits after the decimal mark.
    """

    units: Units
    known: Flags
    scale: int

    def cents(self) -> npt.NDArray[np.float64]:
        """The amounts rounded half up (away from zero) to the cent; NaN where unknown."""
        return np.where(self.known, rounded(self.units, self.scale - CENTS).astype("float64") / 100, np.nan)

    def floats(self) -> npt.NDArray[np.float64]:
        """The amounts as floats; NaN where unknown."""
        return np.where(self.known, self.units.astype("float64") / 10.0**self.scale, np.nan)

    def series(self, index: pd.Index[Any]) -> pd.Series:
        """The amounts (one dimension) as `decimal128`, null where unknown."""
        units, scale = self.units, self.scale
        if scale > FINEST:
            units, scale = rounded(units, scale - FINEST), FINEST
        return pd.Series(_arrow(units, self.known, scale), index=index, dtype=decimal(scale))

    def times(self, factors: Exact) -> Exact:
        """The products, place by place."""
        units = _product(self.units, factors.units)
        return Exact(units, self.known & factors.known, self.scale + factors.scale)

    def summed(self, places: Places, size: int) -> Exact:
        """Sums of rows: row i goes to place `places[i]` of `size`; one unknown row makes its sum unknown."""
        known = np.ones((size, *self.units.shape[1:]), dtype=bool)
        if not self.known.all():
            row, *others = np.nonzero(~self.known)
            known[(places[row], *others)] = False
        units = _wide_enough(self.units, lambda part: _scattered(part, places, size), len(places))
        return Exact(units, known, self.scale)

    def together(self, firsts: Places) -> Exact:
        """Sums of rows that stand together; each sum begins at one of `firsts`, and goes up to the next."""
        known = np.logical_and.reduceat(self.known, firsts, axis=0)
        most = int(np.diff(firsts, append=len(self.units)).max())
        units = _wide_enough(self.units, lambda part: np.add.reduceat(part, firsts, axis=0), most)
        return Exact(units, known, self.scale)

    def scaled(self, scale: int) -> Exact:
        """The same amounts with at least so many digits after the decimal mark."""
        return Exact(rounded(self.units, min(self.scale - scale, 0)), self.known, max(scale, self.scale))

    def taken(self, at: Places, axis: int, *, known: bool) -> Exact:
        """The amounts at places along an axis; at place -1 nought, which is `known` or not."""
        shape = list(self.units.shape)
        shape[axis] = 1
        units = np.concatenate([self.units, np.zeros(shape, dtype=self.units.dtype)], axis=axis)
        flags = np.concatenate([self.known, np.full(shape, known)], axis=axis)
        return Exact(units.take(at, axis=axis), flags.take(at, axis=axis), self.scale)

    def __getitem__(self, at: Any) -> Exact:  # noqa: ANN401 - whatever an array takes
        return Exact(self.units[at], self.known[at], self.scale)


def exact(column: pd.Series) -> Exact:
    """The amounts of a column: decimals of Arrow, or Python's own; null is unknown."""
    if isinstance(column.dtype, pd.ArrowDtype):
        array = pa.array(column.array)
        return Exact(
            *_joined(array.chunks if isinstance(array, pa.ChunkedArray) else [array]), array.type.scale
        )
    known = column.notna().to_numpy()
    found = [Decimal(0) if not is_known else value for value, is_known in zip(column, known, strict=True)]
    scale = max((-int(value.as_tuple().exponent) for value in found), default=0)
    return Exact(_narrow([int(value.scaleb(max(scale, 0))) for value in found]), known, max(scale, 0))


def factors(numbers: pd.Series) -> Exact:
    """Rates or shares as the decimals that they are written as (the shortest that gives the float)."""
    codes, distinct = pd.factorize(numbers.to_numpy(dtype="float64", na_value=np.nan))
    written = exact(pd.Series([Decimal(str(number)) for number in distinct], dtype=object))
    known = codes >= 0
    units = written.units[codes] if len(distinct) else np.zeros(len(codes), dtype="int64")
    return Exact(np.where(known, units, 0), known, written.scale)


def floats(values: pd.Series) -> pd.Series:
    """Numbers as floats, exact amounts too; NaN for null."""
    if isinstance(values.dtype, pd.ArrowDtype) and pa.types.is_decimal128(values.dtype.pyarrow_dtype):
        return pd.Series(exact(values).floats(), index=values.index, name=values.name)
    return values.astype("float64")


def rounded(units: Units, digits: int) -> Units:
    """`units` without their last `digits` digits, rounded half away from zero; more digits if negative."""
    if digits <= 0:
        return _product(units, np.full(units.shape, 10**-digits)) if digits else units
    step = 10**digits
    whole = units.astype(object) if step > _FITS else units
    size = (abs(whole) + step // 2) // step
    signed: Units = np.where(whole < 0, -size, size)
    return signed


def codes(keys: pd.Series | pd.Index[Any]) -> tuple[Places, pd.Index[Any]]:
    """The place of each key among the distinct ones, in order of appearance; -1 for null.

    Of like keys that stand together, as those of a project do, only the first is looked up.
    """
    if not _stand_together(keys):
        found, distinct = pd.factorize(keys)
        return found, pd.Index(distinct)
    firsts, heads = _heads(keys)
    of_heads, distinct = pd.factorize(heads)
    return np.repeat(of_heads, np.diff(firsts, append=len(keys))), pd.Index(distinct)


def within(keys: pd.Series | pd.Index[Any], known: pd.Series | pd.Index[Any]) -> Flags:
    """Which of `keys` are among the `known`; null is not. As `isin`, which takes texts one by one."""
    (code, distinct), (_, listed) = codes(keys), codes(known)
    flags: Flags = np.append(listed.get_indexer(distinct) >= 0, np.False_)[code]
    return flags


def _stand_together(keys: pd.Series | pd.Index[Any]) -> bool:
    """Whether there are many keys, and like ones mostly stand together, as the first of them do."""
    plain = isinstance(keys.dtype, np.dtype) and keys.dtype != object
    if len(keys) < _MANY or not (plain or isinstance(keys.array, pd.arrays.ArrowExtensionArray)):
        return False  # others may hold `pd.NA`, which is not compared
    return int(_begin(keys.array[:_MANY]).sum()) * _SAVES <= _MANY


def _heads(keys: pd.Series | pd.Index[Any]) -> tuple[Places, pd.Series]:
    """Where keys begin that differ from the one before, or may, and those keys themselves."""
    flags = _begin(keys.array)
    return np.flatnonzero(flags), pd.Series(keys.array[flags])


def _begin(array: Any) -> Flags:  # noqa: ANN401 - any array of pandas
    """Which keys differ from the one before, or may: each part of a column begins anew."""
    flags, first = np.ones(len(array), dtype=bool), 0
    in_arrow = isinstance(array, pd.arrays.ArrowExtensionArray)
    held: Any = pa.array(array) if in_arrow else np.asarray(array)
    if not in_arrow:
        np.not_equal(held[1:], held[:-1], out=flags[1:])
        return flags
    for part in held.chunks if isinstance(held, pa.ChunkedArray) else [held]:
        if len(part) > 1:
            _differing(part, flags[first + 1 : first + len(part)])
        first += len(part)
    return flags


def _differing(part: pa.Array[Any], flags: Flags) -> None:
    """Set the flags of what differs from the one before it; null is like null."""
    unlike = pc.not_equal(part[1:], part[:-1])
    if not part.null_count:
        flags[:] = unlike
        return
    there = part.is_valid().to_numpy(zero_copy_only=False)
    flags[:] = unlike.fill_null(fill_value=False)
    flags |= there[1:] != there[:-1]


def _joined(chunks: Sequence[pa.Array[Any]]) -> tuple[Units, Flags]:
    """The numbers of decimal arrays behind one another, and which of them are there."""
    size, first = sum(map(len, chunks)), 0
    units: Units = np.empty(size, dtype="int64")
    known = np.empty(size, dtype=bool)
    for chunk in chunks:
        part, last = _words(chunk), first + len(chunk)
        if part[0].dtype == object:
            units = units.astype(object, copy=False)
        units[first:last], known[first:last] = part
        first = last
    return units, known


def _words(array: pa.Array[Any]) -> tuple[Units, Flags]:
    """The 128-bit numbers of a decimal array, and which of them are there."""
    known = array.is_valid().to_numpy(zero_copy_only=False)
    held = array.buffers()[1] or pa.py_buffer(b"")
    pairs = np.frombuffer(memoryview(held), dtype="int64")[2 * array.offset :][: 2 * len(array)]
    low, high = pairs[0::2], pairs[1::2]
    whole = array.null_count == 0
    fits = high == low >> (_WORD - 1)
    if (fits if whole else fits | ~known).all():
        return low if whole else np.where(known, low, 0), known
    wide = (high.astype(object) << _WORD) + (low.astype("uint64").astype(object))
    return np.where(known, wide, 0), known


def _arrow(units: Units, known: Flags, scale: int) -> pa.Array[Any]:
    words = np.empty(2 * len(units), dtype="int64")
    if units.dtype == object:
        words[0::2] = (units & _LOW).astype("uint64").view("int64")
        words[1::2] = (units >> _WORD).astype("int64")
    else:
        words[0::2], words[1::2] = units, units >> (_WORD - 1)
    validity = pa.array(known).buffers()[1]
    return pa.Array.from_buffers(
        pa.decimal128(PRECISION, scale), len(units), [validity, pa.py_buffer(words.data)]
    )


def fits(units: Units) -> bool:
    """Whether all sums of the rows of `units` are sure to fit into 64 bits."""
    return units.dtype != object and _greatest(units) * len(units) < _FITS


def decimal(scale: int) -> pd.ArrowDtype:
    """The dtype of exact amounts with so many digits after the decimal mark."""
    return pd.ArrowDtype(pa.decimal128(PRECISION, scale))


def _narrow(numbers: list[int]) -> Units:
    fits = all(-_FITS < number < _FITS for number in numbers)
    return np.array(numbers, dtype="int64" if fits else object)


def _product(one: Units, other: Units) -> Units:
    greatest = _greatest(one) * _greatest(other)
    return one * other if greatest < _FITS else one.astype(object) * other.astype(object)


def _wide_enough(units: Units, added: Callable[[Units], Units], most: int) -> Units:
    """What `added` gives, at most `most` a sum; in halves where one may be too great for 64 bits."""
    if units.dtype == object:
        return added(units)
    few = _greatest(units) * most < _FITS
    if few or _greatest(added(np.abs(units, dtype="float64"))) < _FITS:
        return added(units)
    low, high = units & (2**_HALF - 1), units >> _HALF
    both: Units = (added(high).astype(object) << _HALF) + added(low).astype(object)
    return both


def _scattered(units: Units, places: Places, size: int) -> Units:
    sums: Units = np.zeros((size, *units.shape[1:]), dtype=units.dtype)
    if units.ndim == 1:
        np.add.at(sums, places, units)
    elif len(places):
        order = np.argsort(places, kind="stable")
        firsts = np.flatnonzero(np.diff(places[order], prepend=-1))
        sums[places[order][firsts]] = np.add.reduceat(units[order], firsts, axis=0)
    return sums


def _greatest(units: Units) -> float:
    return max(float(units.max()), -float(units.min())) if units.size else 0.0
