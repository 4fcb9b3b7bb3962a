"""What a reader found in a file, as bytes: JSON and the columns' numbers, compressed.

Nothing in it is ever run: texts, numbers and names of kinds only. Whoever changes the form changes its name
in the parsed store.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa

from pmo_reports.config.sources import Source
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.raw import InputFile, RawTable
from pmo_reports.readers.coded_cells import Coded, cells, coded
from pmo_reports.readers.paging import Page
from pmo_reports.readers.submission import Submission

Found = RawTable | Finding | Page
_SIZES = struct.Struct("<QQ")  # bytes of the JSON, bytes of all when unpacked
_CODEC: Final = "zstd"
_APART = frozenset({"file", "frame"})
_PAGE = "page"


def written(found: Sequence[Found]) -> bytes | None:
    """`found` as bytes; null if something in it has a form that would not come back as it was."""
    numbers: list[bytes] = []
    try:
        told = [_told(item, numbers) for item in found]
        head = json.dumps(told).encode()
    except (KeyError, TypeError, ValueError):
        return None
    whole = b"".join((head, *numbers))
    packed: bytes = pa.compress(whole, codec=_CODEC, asbytes=True)
    return _SIZES.pack(len(head), len(whole)) + packed


def heard(content: bytes, file: InputFile, source: Source) -> tuple[Found, ...]:
    """What was written of `file` of `source`.

    Raises:
        OSError, ValueError, LookupError, TypeError: `content` is of another form.
    """
    size, unpacked = _SIZES.unpack_from(content)
    whole = pa.decompress(content[_SIZES.size :], decompressed_size=unpacked, codec=_CODEC, asbytes=True)
    numbers = _Numbers(whole, size)
    submission = Submission(file=file, source=source, content=b"")
    return tuple(_heard(item, submission, numbers) for item in json.loads(whole[:size]))


class _Numbers:
    """The numbers of one column after the other."""

    def __init__(self, whole: bytes, start: int) -> None:
        self._whole, self._at = whole, start

    def taken(self, kind: str, count: int) -> np.ndarray:
        """The next `count` numbers."""
        dtype = np.dtype(kind)
        found = np.frombuffer(self._whole, dtype=dtype, count=count, offset=self._at)
        self._at += count * dtype.itemsize
        return found


def _told(item: Found, numbers: list[bytes]) -> dict[str, object]:
    if isinstance(item, Finding):
        return asdict(item)
    if isinstance(item, Page):
        return {_PAGE: {each.name: getattr(item, each.name) for each in fields(item) if each.compare}}
    return _table(item, numbers)


def _table(table: RawTable, numbers: list[bytes]) -> dict[str, object]:
    frame = table.frame
    plain = frame.columns.equals(pd.RangeIndex(frame.shape[1])) and frame.index.equals(
        pd.RangeIndex(len(table.rows))
    )
    if not plain or not all(map(pd.api.types.is_object_dtype, set(frame.dtypes))):
        raise ValueError("the frame is not numbered as raw tables are")
    columns = [coded(column.tolist()) for column in frame.to_numpy().T]
    numbers.extend(column.numbers.tobytes() for column in columns)
    named = {each.name: getattr(table, each.name) for each in fields(table) if each.name not in _APART}
    return {**named, "columns": [[each.kinds, each.numbers.dtype.str, each.texts] for each in columns]}


def _heard(item: dict[str, object], submission: Submission, numbers: _Numbers) -> Found:
    if _PAGE in item:
        return Page(submission=submission, **item[_PAGE])  # type: ignore[arg-type]
    if "severity" in item:
        return Finding(**{**item, "severity": Severity(str(item["severity"]))})  # type: ignore[arg-type]
    named = {name: tuple(each) if isinstance(each, list) else each for name, each in item.items()}
    columns = named.pop("columns")
    frame = _frame(columns, len(named["rows"]), numbers)  # type: ignore[arg-type]
    return RawTable(file=submission.file, frame=frame, **named)  # type: ignore[arg-type]


def _frame(columns: Sequence[tuple[str, str, list[str]]], count: int, numbers: _Numbers) -> pd.DataFrame:
    array = np.empty((len(columns), count), dtype=object)
    for at, (kinds, dtype, texts) in enumerate(columns):
        array[at] = cells(Coded(kinds, texts, numbers.taken(dtype, count)))
    return pd.DataFrame(array.T, columns=range(len(columns)), dtype=object, copy=False)
