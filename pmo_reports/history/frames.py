"""Canonical tables as Parquet (zstd) and back, to the last bit: types, nulls, decimals."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pandas.api.extensions import ExtensionDtype

from pmo_reports.history.columns import TEXT, columns
from pmo_reports.model.tables import MONEY, PROVENANCE, TABLES

_TYPES: Mapping[pa.DataType, ExtensionDtype] = {
    pa.int64(): pd.Int64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
    pa.string(): TEXT,
    pa.large_string(): TEXT,
    MONEY.pyarrow_dtype: MONEY,
}


def parquet(frame: pd.DataFrame) -> bytes:
    """The bytes of `frame`; its index is not kept."""
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    written = io.BytesIO()
    pq.write_table(table, written, compression="zstd")
    return written.getvalue()


def canonical(name: str, content: bytes) -> pd.DataFrame:
    """The canonical table `name`, as it was; it is not to be written to, for its columns share memory."""
    kinds = {**TABLES[name].fields, **PROVENANCE}
    return pd.DataFrame(columns(content, kinds), copy=False)


def unmapped(content: bytes) -> pd.DataFrame:
    """Columns that no mapping knew, as text, with their provenance."""
    return pq.read_table(io.BytesIO(content)).to_pandas(types_mapper=_TYPES.get)


@contextmanager
def thrifty() -> Iterator[None]:
    """Reads within keep no more memory than what they give: of a million rows this is hundreds of megabytes.

    Arrow's usual pool keeps what it has freed; the system's gives it back when asked, while it is the one in
    use.
    """
    usual, system = pa.default_memory_pool(), pa.system_memory_pool()
    pa.set_memory_pool(system)
    try:
        yield
    finally:
        system.release_unused()
        pa.set_memory_pool(usual)
