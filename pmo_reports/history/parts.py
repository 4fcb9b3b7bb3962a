"""Parts of a Parquet file that are whole by themselves: its footer and each of its columns, each with a hash.

So that a few columns of a large table are read, and known to be as they were written, without the rest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pmo_reports.history.columns import spans
from pmo_reports.storage import Span, Storage

LARGE = 1 << 18
"""Bytes from which on the parts of a file are told; a smaller one is read as a whole."""
_TAIL, _MARK = 8, b"PAR1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of a file.

    Attributes:
        size: its bytes.
        begin: where its footer begins.
        footer: the hash of the footer.
        columns: the hash of each column, all its groups of rows together.
    """

    size: int
    begin: int
    footer: str
    columns: Mapping[str, str] = field(default_factory=dict)


def parts(content: bytes) -> Parts:
    """The parts of a Parquet file."""
    begin = len(content) - _TAIL - int.from_bytes(content[-_TAIL : -len(_MARK)], "little")
    metadata = pq.ParquetFile(pa.BufferReader(content)).metadata
    names = metadata.schema.to_arrow_schema().names
    return Parts(
        size=len(content),
        begin=begin,
        footer=_hash(content, [(begin, len(content))]),
        columns={name: _hash(content, list(spans(metadata, at))) for at, name in enumerate(names)},
    )


def read(storage: Storage, name: str, told: Parts, columns: Collection[str]) -> bytearray:
    """A file of which only the footer and some columns are filled in, each as it was written.

    Columns that it does not have are left out.

    Raises:
        OSError: it is not there, or cannot be read.
        ValueError: what was read is not what was written.
    """
    content = bytearray(told.size)
    _fill(storage, name, content, [(told.begin, told.size)])
    if _hash(content, [(told.begin, told.size)]) != told.footer:
        raise ValueError(f"the footer of {name} is damaged")
    metadata = pq.ParquetFile(pa.BufferReader(content)).metadata
    wanted = {
        column: list(spans(metadata, at))
        for at, column in enumerate(metadata.schema.to_arrow_schema().names)
        if column in columns
    }
    _fill(storage, name, content, [span for each in wanted.values() for span in each])
    for column, each in wanted.items():
        if _hash(content, each) != told.columns.get(column):
            raise ValueError(f"the column {column} of {name} is damaged")
    return content


def written(told: Mapping[str, Parts]) -> dict[str, dict[str, Any]]:
    """Parts by file, as JSON values."""
    return {name: asdict(each) for name, each in told.items()}


def opened(values: Mapping[str, Mapping[str, Any]]) -> dict[str, Parts]:
    """The parts by file that JSON values tell."""
    return {name: Parts(**each) for name, each in values.items()}


def _fill(storage: Storage, name: str, content: bytearray, wanted: Iterable[Span]) -> None:
    some = list(wanted)
    for (first, stop), found in zip(some, storage.parts(name, some), strict=True):
        if len(found) != stop - first:
            raise ValueError(f"{name} is cut short")
        content[first:stop] = found


def _hash(content: bytes | bytearray, of: Sequence[Span]) -> str:
    digest, view = hashlib.sha256(), memoryview(content)
    for first, stop in of:
        digest.update(view[first:stop])
    return digest.hexdigest()
