"""What was measured, as bytes and back to the last bit: frames as Arrow streams, findings as JSON.

A period that is done is measured once: what it gives is a function of its tables, of those before it, of the
settings and the code. Nothing in it is ever run. What would not come back as it was is not written.
"""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from pmo_reports.history.frames import thrifty
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.measures import Measure, Measurements
from pmo_reports.model.tables import MONEY
from pmo_reports.scratch import Shelf

Measured = tuple[Measurements, tuple[Finding, ...]]
"""The measures of a period, and the doubts about them."""
_NAME, _FORM = "measured", b"PMO measured 1\n"
_FRAMES = ("values", "curves", "benefit_curves", "role_months", "alignment", "managers")
_ENTRIES = "entries-"
_MONEY = {MONEY.pyarrow_dtype: MONEY}
_SIZE = struct.Struct("<Q")
_OPTIONS = pa.ipc.IpcWriteOptions(compression="zstd")


def measured_shelf(scratch: Path) -> Shelf:
    """Where what was measured is kept, below a folder of this machine."""
    return Shelf(scratch, _NAME, _FORM)


def written(measured: Measured) -> bytes | None:
    """What was measured as bytes; null if something in it would not come back as it was."""
    found, doubts = measured
    frames = {name: frame for name in _FRAMES if len((frame := getattr(found, name)).columns)}
    frames |= {f"{_ENTRIES}{name}": frame for name, frame in found.entries.items()}
    frames["members"] = found.members.to_frame("members")
    frames["disclosed"], places = _distinct(found.disclosed)
    try:
        with thrifty():
            streams = {name: _stream(frame) for name, frame in frames.items()}
            if not all(_alike(frame, _frame(streams[name])) for name, frame in frames.items()):
                return None
    except (pa.ArrowException, ValueError, TypeError):
        return None
    told = {
        "currency": found.currency,
        "disclosed": places,
        "doubts": [asdict(each) for each in doubts],
        "streams": {name: len(stream) for name, stream in streams.items()},
    }
    head = json.dumps(told).encode()
    return b"".join((_SIZE.pack(len(head)), head, *streams.values()))


def heard(content: bytes, declared: Mapping[str, Measure]) -> Measured | None:
    """What was written of the measures `declared`; null if it is of others, or of another form."""
    try:
        told, frames = _opened(content)
        members, disclosed = frames.pop("members")["members"].rename(None), frames.pop("disclosed")
        entries = {name: frames.pop(name) for name in list(frames) if name.startswith(_ENTRIES)}
        found = Measurements(
            members=members,
            disclosed=_laid_out(disclosed, told["disclosed"]),
            declared=declared,
            currency=told["currency"],
            entries={name.removeprefix(_ENTRIES): frame for name, frame in entries.items()},
            **frames,
        )
        doubts = tuple(Finding(**{**each, "severity": Severity(each["severity"])}) for each in told["doubts"])
    except (pa.ArrowException, struct.error, OSError, ValueError, TypeError, LookupError):
        return None
    return (found, doubts) if list(found) == list(declared) else None


def _opened(content: bytes) -> tuple[dict[str, Any], dict[str, pd.DataFrame]]:
    (size,) = _SIZE.unpack_from(content)
    at = _SIZE.size + size
    told = json.loads(content[_SIZE.size : at])
    frames = {}
    for name, length in told["streams"].items():
        frames[name] = _frame(content[at : at + length])
        at += length
    return told, frames


def _stream(frame: pd.DataFrame) -> bytes:
    table, written = pa.Table.from_pandas(frame), io.BytesIO()
    with pa.ipc.new_stream(written, table.schema, options=_OPTIONS) as stream:
        stream.write_table(table)
    return written.getvalue()


def _frame(stream: bytes) -> pd.DataFrame:
    found: pd.DataFrame = pa.ipc.open_stream(stream).read_all().to_pandas(types_mapper=_MONEY.get)
    return found


def _alike(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Whether two frames are the same in everything: types, names, order, values; of objects nobody knows."""
    return (
        not any(map(pd.api.types.is_object_dtype, one.dtypes))
        and one.equals(other)
        and one.dtypes.equals(other.dtypes)
        and _same_labels(one.index, other.index)
        and _same_labels(one.columns, other.columns)
    )


def _same_labels(one: pd.Index, other: pd.Index) -> bool:
    return type(one) is type(other) and one.identical(other) and one.dtype == other.dtype


def _distinct(disclosed: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """The columns of a frame that differ, numbered, and which of them each measure has: many share one."""
    first: dict[bytes, str] = {}
    places, columns = {}, {}
    for name, column in disclosed.items():
        values = column.to_numpy()
        places[str(name)] = first.setdefault(values.tobytes(), str(len(first)))
        columns[places[str(name)]] = values
    return pd.DataFrame(columns, index=disclosed.index), places


def _laid_out(distinct: pd.DataFrame, places: Mapping[str, str]) -> pd.DataFrame:
    values = {at: column.to_numpy() for at, column in distinct.items()}
    columns = {name: values[at] for name, at in places.items()}
    return pd.DataFrame(columns, index=distinct.index, copy=False)
