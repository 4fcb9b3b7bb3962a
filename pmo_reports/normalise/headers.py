"""The headers of what was read: heads with the kind of cells below each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal

from pmo_reports.config.settings import Settings
from pmo_reports.config.sources import Values
from pmo_reports.model.headers import Header
from pmo_reports.model.raw import CellError, RawTable, Reading
from pmo_reports.normalise.values import nothing
from pmo_reports.normalise.wording import shortened

_KINDS: Mapping[str, tuple[type, ...]] = {
    "flag": (bool,),
    "number": (int, float, Decimal),
    "date": (date, time),
    "text": (str,),
}
"""Kinds by type, the narrower first: a truth is an integer in Python, too."""


def headers(reading: Reading, settings: Settings) -> tuple[Header, ...]:
    """A header for each table that was read."""
    return tuple(_header(raw, settings.sources[raw.file.source].values) for raw in reading.tables)


def _header(raw: RawTable, values: Values) -> Header:
    named = [at for at, head in enumerate(raw.header) if shortened(head)]
    return Header(
        source=raw.file.source,
        part=raw.part,
        file=raw.file.path,
        sheet=raw.sheet,
        period=raw.file.period,
        heads=tuple(shortened(raw.header[at]) for at in named),
        addresses=tuple(raw.addresses[at] for at in named),
        kinds=tuple(_kind(raw.frame[at].tolist(), values) for at in named),
    )


def _kind(cells: Sequence[object], values: Values) -> str:
    """The one kind of the filled cells, "" where there are several or none."""
    types = set(map(type, cells)) - {CellError}
    kinds = {_of(each) for each in types if any(type(c) is each and not nothing(c, values) for c in cells)}
    return kinds.pop() if len(kinds) == 1 else ""


def _of(cells: type) -> str:
    return next((kind for kind, types in _KINDS.items() if issubclass(cells, types)), "")
