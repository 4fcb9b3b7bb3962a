"""Columns that no mapping knows: kept beside the tables, told of where the source asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby

import pandas as pd

from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.heads import plain
from pmo_reports.model.tables import PROVENANCE, typed
from pmo_reports.normalise.cells import Records, records
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.mapped import Mapped
from pmo_reports.normalise.records import provenance
from pmo_reports.normalise.values import nothing, once, said
from pmo_reports.normalise.wording import shortened

_MISSPELT = 0.85
_WORST = {"warn": Severity.WARNING, "fail": Severity.BLOCK}


@dataclass(frozen=True, slots=True)
class Extra:
    """The unknown columns of one sheet, by head; they lie with the first table that reads it."""

    mapped: Mapped
    columns: Mapping[str, tuple[int, ...]]


def unknown(mapped: Sequence[Mapped]) -> tuple[Extra, ...]:
    """The columns of each sheet that none of the parts reading it knows."""
    by_sheet = groupby(sorted(mapped, key=_sheet), key=_sheet)
    return tuple(extra for _, readers in by_sheet for extra in _unknown(tuple(readers)))


def extras(found: Sequence[Extra]) -> Mapping[str, pd.DataFrame]:
    """Table -> its extra columns as text, with the provenance of each row."""
    frames: dict[str, list[pd.DataFrame]] = {}
    for extra in found:
        frames.setdefault(extra.mapped.part.table, []).append(_frame(extra))
    return {table: pd.concat(each, ignore_index=True) for table, each in frames.items()}


def findings(found: Sequence[Extra]) -> tuple[Finding, ...]:
    """One finding a sheet, where the source wants to know; else one on each head that looks misspelt."""
    told: list[Finding] = []
    for extra in found:
        worst = _WORST.get(extra.mapped.source.on_unknown_columns)
        faults = [(_fault(extra, worst), None)] if worst else list(_misspelt(extra))
        told += [extra.mapped.finding(fault, column) for fault, column in faults]
    return tuple(dict.fromkeys(told))


def _misspelt(extra: Extra) -> Iterator[tuple[Fault, int]]:
    """The columns that are called nearly as one that was looked for and not found."""
    mapped = extra.mapped
    wanted = {
        plain(name): (name, field)
        for field, column in mapped.part.columns.items()
        if field not in mapped.columns and column.constant is None and not column.required
        for name in (field, *reversed(column.aliases))
    }
    for head, columns in extra.columns.items():
        near = get_close_matches(plain(head), wanted, n=1, cutoff=_MISSPELT)
        if near:
            yield _mistaken(*wanted[near[0]]), columns[0]


def _sheet(mapped: Mapped) -> tuple[str, str, str, tuple[str, ...], tuple[str, ...]]:
    raw = mapped.raw
    return (raw.file.source, raw.file.path, raw.sheet, raw.header, raw.addresses)


def _unknown(readers: tuple[Mapped, ...]) -> Iterator[Extra]:
    known = frozenset[int]().union(*(reader.used() for reader in readers))
    first = readers[0]
    kept = records(first)
    heads: dict[str, tuple[int, ...]] = {}
    for at in range(len(first.raw.header)):
        if at not in known and any(not nothing(cell, kept.marks) for cell in kept.column(at)):
            name = _name(first, at)
            heads[name] = (*heads.get(name, ()), at)
    if heads:
        yield Extra(first, heads)


def _name(mapped: Mapped, at: int) -> str:
    head = " ".join(mapped.raw.header[at].split())
    return mapped.raw.lane(at) if not head or head in PROVENANCE else head


def _frame(extra: Extra) -> pd.DataFrame:
    kept = records(extra.mapped)
    columns = {name: _texts(kept, each) for name, each in extra.columns.items()}
    places = typed(extra.mapped.table, pd.DataFrame(provenance(kept)))[list(PROVENANCE)]
    return pd.concat([places, pd.DataFrame(columns, index=places.index)], axis=1)


def _texts(kept: Records, columns: tuple[int, ...]) -> pd.Series:
    several = [once(lambda cell: said(cell, kept.marks), kept.column(at)) for at in columns]
    joined = (
        several[0]
        if len(several) == 1
        else ["; ".join(filter(None, each)) for each in zip(*several, strict=True)]
    )
    return pd.Series([each or None for each in joined], dtype="str")


def _mistaken(name: str, field: str) -> Fault:
    return Fault(
        rule="misspelt-column",
        severity=Severity.WARNING,
        problem=f"no mapping knows this column, and none was found for {field}; did you mean {name!r}?",
        remedy=f"write {name!r} above the column, or add its head to the aliases of {field}",
    )


def _fault(extra: Extra, severity: Severity) -> Fault:
    return Fault(
        rule="unknown-column",
        severity=severity,
        problem=f"no mapping knows these columns: {', '.join(map(shortened, extra.columns))}",
        remedy="add their heads to the aliases of a field, or remove them",
    )
