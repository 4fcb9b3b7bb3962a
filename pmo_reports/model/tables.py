"""The canonical tables: what every source is turned into, and the only thing measures read.

Tidy frames, one row is one thing. Dates are `datetime64[s]`, money is exact decimal in the row's own
currency, ratios are fractions, nulls are explicit. Every row ends with its provenance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from pmo_reports.model import delivery_tables, reporting_tables, told_tables
from pmo_reports.model.finding import Finding
from pmo_reports.model.headers import Header
from pmo_reports.model.lineage import Lineage
from pmo_reports.model.period import Period
from pmo_reports.model.table import PROVENANCE, Kind, Table

__all__ = [
    "DTYPES",
    "MONEY",
    "PROVENANCE",
    "TABLES",
    "Kind",
    "Portfolio",
    "Table",
    "Tally",
    "empty",
    "typed",
]

MONEY = pd.ArrowDtype(pa.decimal128(24, 4))

DTYPES: Mapping[Kind, Any] = {
    Kind.TEXT: pd.StringDtype(na_value=np.nan),
    Kind.DATE: np.dtype("datetime64[s]"),
    Kind.MOMENT: np.dtype("datetime64[s]"),
    Kind.MONEY: MONEY,
    Kind.NUMBER: np.dtype("float64"),
    Kind.RATIO: np.dtype("float64"),
    Kind.INTEGER: pd.Int64Dtype(),
    Kind.FLAG: pd.BooleanDtype(),
}

_NULL: Mapping[Kind, Any] = {
    kind: pd.Series([None], dtype=object).astype(dtype).array for kind, dtype in DTYPES.items()
}
"""An array of a single null of each kind."""

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (*reporting_tables.DECLARED, *delivery_tables.DECLARED, *told_tables.DECLARED)
}


def typed(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with exactly the table's columns, in order and in their dtypes; missing ones are null."""
    if not len(frame):
        return empty(table)
    first = np.zeros(len(frame), dtype=np.intp)
    columns = {
        name: frame[name].astype(DTYPES[kind]).array if name in frame else _NULL[kind].take(first)
        for name, kind in {**table.fields, **PROVENANCE}.items()
    }
    return pd.DataFrame(columns, index=pd.RangeIndex(len(frame)))


def empty(table: Table) -> pd.DataFrame:
    """The table without rows, in its dtypes."""
    return _without_rows(tuple({**table.fields, **PROVENANCE}.items())).copy(deep=False)


@cache
def _without_rows(kinds: tuple[tuple[str, Kind], ...]) -> pd.DataFrame:
    return pd.DataFrame({name: _NULL[kind][:0] for name, kind in kinds}, index=pd.RangeIndex(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The row reconciliation of a source's part: read = accepted + quarantined + deduplicated.

    Attributes:
        other_periods: rows of the same files that are of other periods, and not among those read.
    """

    source: str
    part: str
    read: int
    accepted: int
    quarantined: int
    deduplicated: int
    other_periods: int = 0

    @property
    def holds(self) -> bool:
        """Whether every row that was read is accounted for."""
        return self.read == self.accepted + self.quarantined + self.deduplicated


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """The canonical tables of one period, with all that was found on the way to them.

    Attributes:
        tables: every table of `TABLES`, typed, present even where empty.
        inputs: path -> SHA-256 of every file that was read.
        headers: the column heads of every sheet that was read.
        extras: columns no mapping knows, kept: table -> frame with provenance and a text column each.
    """

    period: Period
    tables: Mapping[str, pd.DataFrame]
    lineage: Lineage
    findings: tuple[Finding, ...] = ()
    tallies: tuple[Tally, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)
    extras: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    headers: tuple[Header, ...] = ()

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.tables[name]
