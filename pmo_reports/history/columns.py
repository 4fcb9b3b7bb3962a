"""Columns of Parquet as those of canonical tables, in little memory: what is alike in them is held once.

Much of a large table repeats itself: rows name the file that they come from, schedules leave columns empty,
rates are one. A stretch of rows that is all the same takes no room of its own, nor does a column that is
stored as the same bytes as another. Values, types and nulls are what they would be otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pandas.api.extensions import ExtensionArray

from pmo_reports.model.tables import MONEY, Kind

STRETCH = 65_536
"""Rows that are read, and looked at, together."""
TEXT: pd.StringDtype = pd.StringDtype(na_value=np.nan)
_MOMENT = "datetime64[s]"
Column = ExtensionArray | np.ndarray[Any, Any]
Bytes = bytes | bytearray
Stored = tuple[Kind, tuple[bytes, ...]]
"""A column as its file has it; what has the same is the same."""


def columns(content: Bytes, kinds: Mapping[str, Kind]) -> dict[str, Column]:
    """The columns of `kinds` in a Parquet file, in their dtypes; null where the file has none of the name.

    Raises:
        pyarrow.ArrowException, ValueError, TypeError: if it is no such file, or a column is of another kind.
    """
    file = pq.ParquetFile(pa.BufferReader(content))
    size, places = file.metadata.num_rows, {name: at for at, name in enumerate(file.schema_arrow.names)}
    found: dict[str, Column] = {}
    known: dict[Stored, Column] = {}
    for name, kind in kinds.items():
        if name not in places:
            found[name] = _OF_KIND[kind](pa.chunked_array([pa.nulls(size)]))
            continue
        stored = kind, tuple(bytes(content[first:stop]) for first, stop in spans(file.metadata, places[name]))
        if stored not in known:
            known[stored] = _OF_KIND[kind](_read(file, name))
        found[name] = known[stored].view()
    return found


def _read(file: pq.ParquetFile, name: str) -> pa.ChunkedArray[Any]:
    batches = file.iter_batches(STRETCH, columns=[name], use_threads=False)
    values = file.schema_arrow.field(name).type
    return pa.chunked_array((batch.column(0) for batch in batches), type=values)


def spans(metadata: pq.FileMetaData, at: int) -> Iterator[tuple[int, int]]:
    """Where in its file a column is, by group of rows: from its first byte to the one after its last."""
    for number in range(metadata.num_row_groups):
        part = metadata.row_group(number).column(at)
        first = part.dictionary_page_offset or part.data_page_offset
        yield first, first + part.total_compressed_size


def alike(text: str, rows: int) -> Column:
    """A column of so many rows that all say `text`."""
    return _held(TEXT, pa.chunked_array([pa.repeat(pa.scalar(text, pa.large_string()), rows)]))


def _text(values: pa.ChunkedArray[Any]) -> Column:
    return _held(TEXT, _shared(values.cast(pa.large_string())))


def _money(values: pa.ChunkedArray[Any]) -> Column:
    return _held(MONEY, _shared(values.cast(MONEY.pyarrow_dtype)))


def _held(dtype: Any, values: pa.ChunkedArray[Any]) -> Column:  # noqa: ANN401 - the protocol has no type
    """`values` as they are, by the protocol that pandas reads Arrow with."""
    found: ExtensionArray = dtype.__from_arrow__(values)
    return found


def _moments(values: pa.ChunkedArray[Any]) -> Column:
    return _flat(_whole(values.cast(pa.timestamp("s"))).astype(_MOMENT, copy=False))


def _numbers(values: pa.ChunkedArray[Any]) -> Column:
    return _flat(_whole(values.cast(pa.float64())))


def _integers(values: pa.ChunkedArray[Any]) -> Column:
    return pd.arrays.IntegerArray(*_masked(values.cast(pa.int64()), pa.scalar(1)))


def _flags(values: pa.ChunkedArray[Any]) -> Column:
    return pd.arrays.BooleanArray(*_masked(values.cast(pa.bool_()), pa.scalar(value=False)))


def _masked(
    values: pa.ChunkedArray[Any], fill: pa.Scalar[Any]
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """`values` with `fill` for null, and what is null."""
    return _flat(_whole(values.fill_null(fill))), _flat(_whole(values.is_null()))


_OF_KIND: Mapping[Kind, Callable[[pa.ChunkedArray[Any]], Column]] = {
    Kind.TEXT: _text,
    Kind.DATE: _moments,
    Kind.MOMENT: _moments,
    Kind.MONEY: _money,
    Kind.NUMBER: _numbers,
    Kind.RATIO: _numbers,
    Kind.INTEGER: _integers,
    Kind.FLAG: _flags,
}


def _whole(values: pa.ChunkedArray[Any]) -> np.ndarray[Any, Any]:
    """`values` in one array; null is NaN, or no moment."""
    chunks = values.chunks or [pa.nulls(0, values.type)]
    return np.concatenate([chunk.to_numpy(zero_copy_only=False) for chunk in chunks])


def _flat(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """`values`, one for all rows where they are all the same bits; not to be written to, for it is shared."""
    if len(values) > 1 and _alike(values):
        return np.broadcast_to(values[:1].copy(), values.shape)
    values.flags.writeable = False
    return values


def _alike(values: np.ndarray[Any, Any]) -> bool:
    bits = values.view(f"u{values.dtype.itemsize}")
    return bool(bits[0] == bits[-1] and (bits == bits[0]).all())


def _shared(values: pa.ChunkedArray[Any]) -> pa.ChunkedArray[Any]:
    """The same values, chunks that are all alike being one in memory."""
    known: dict[object, pa.Array[Any]] = {}
    return pa.chunked_array((_once(chunk, known) for chunk in values.chunks), type=values.type)


def _once(chunk: pa.Array[Any], known: dict[object, pa.Array[Any]]) -> pa.Array[Any]:
    """`chunk`, or one that is the same, from those `known`."""
    if not len(chunk) or not _all_alike(chunk):
        return chunk
    value = chunk[0].as_py()
    if len(known.get(value, ())) < len(chunk):
        known[value] = chunk
    return known[value].slice(0, len(chunk))


def _all_alike(chunk: pa.Array[Any]) -> bool:
    if chunk.null_count:
        return bool(chunk.null_count == len(chunk))
    return bool(chunk[0] == chunk[-1] and pc.all(pc.equal(chunk, chunk[0])).as_py())
