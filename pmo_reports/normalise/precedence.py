"""Precedence: rows of several sources about one thing become one row, and each field knows its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from pmo_reports.config.precedence import TableOrder
from pmo_reports.model.lineage import RowKey
from pmo_reports.model.tables import Kind
from pmo_reports.normalise import contradictions
from pmo_reports.normalise.duplicates import unique
from pmo_reports.normalise.rows import DEDUPLICATED, Rows

CURRENCY = "currency"


@dataclass(frozen=True, slots=True)
class _Meeting:
    """The live rows that share their key with a row of another source.

    Attributes:
        group: for each of them the number of its key.
        chosen: for each of them the currency that the amounts of its key are in.
    """

    rows: Rows
    order: TableOrder
    group: pd.Series
    sources: pd.Series
    chosen: pd.Series

    def best(self, field: str, filled: pd.Series) -> pd.Series:
        """Number of a key -> the row that comes first in the order of `field`, of those `filled`."""
        ordered = _rank(self.sources[filled], self.order.order(field)).sort_values(kind="stable").index
        first = self.group.loc[ordered]
        first = first[~first.duplicated()]
        return pd.Series(first.index, index=first.to_numpy(), dtype="int64")

    def filled(self, field: str) -> pd.Series:
        """Which of them say something about `field`; money counts in the chosen currency only."""
        values = self.rows.frame[field].loc[self.group.index]
        if field in _in_currency(self.rows):
            return values.notna() & (self.currency == self.chosen)
        return values.notna()

    @property
    def currency(self) -> pd.Series:
        return _currency(self.rows, self.group.index)


def settled(rows: Rows, orders: Mapping[str, TableOrder]) -> Rows:
    """The rows with each key once.

    Where the table has an order of sources, rows of different sources are merged field by field, and
    the others are counted as deduplicated; otherwise the second of a key is quarantined.
    """
    order = orders.get(rows.table.name)
    if order is None:
        return unique(rows)
    each_once = unique(rows, by_source=True)
    return _merged(_believed(each_once, order) if order.whole else each_once, order)


def borrowed(tables: Mapping[str, Rows]) -> Mapping[RowKey, Mapping[str, RowKey]]:
    """Rows of the canonical tables whose fields came from other rows: field -> that row."""
    found: dict[RowKey, dict[str, RowKey]] = {}
    for name, rows in tables.items():
        for (row, field), giver in rows.borrowed.items():
            found.setdefault(_named(name, rows, row), {})[field] = _named(name, rows, giver)
    return found


def _named(table: str, rows: Rows, row: int) -> RowKey:
    source, file, sheet, number = (rows.frame[name].iloc[row] for name in ("source", "file", "sheet", "row"))
    return (table, str(source), str(file), "" if pd.isna(sheet) else str(sheet), int(number))


def _merged(rows: Rows, order: TableOrder) -> Rows:
    met = _meeting(rows, order)
    if met is None:
        return rows
    survivors = met.best("", pd.Series(True, index=met.group.index))  # noqa: FBT003 - a column of truths
    fields = [name for name in rows.table.fields if name not in rows.table.whole_key]
    givers = {name: met.best(name, met.filled(name)) for name in fields}
    told = contradictions.told(rows, order, dict(_differing(met, givers)))
    return _given(told, survivors, givers).fated(
        [int(row) for row in met.group.index.difference(pd.Index(survivors))], DEDUPLICATED
    )


def _believed(rows: Rows, order: TableOrder) -> Rows:
    """Of each thing only the rows of the first source that tells of it; the others count as deduplicated."""
    about = rows.frame.loc[rows.alive, order.whole].dropna()
    rank = _rank(rows.sources[about.index], order.sources)
    first = rank.groupby(about).transform("min")
    return rows.fated([int(row) for row in rank.index[rank > first]], DEDUPLICATED)


def _meeting(rows: Rows, order: TableOrder) -> _Meeting | None:
    live = rows.frame.loc[rows.alive, list(rows.table.whole_key)]
    shared = live.duplicated(keep=False)
    if not shared.any():
        return None
    group = live[shared].groupby(list(live.columns), sort=False, dropna=False).ngroup()
    sources = rows.sources[group.index]
    return _Meeting(rows, order, group, sources, _chosen(rows, order, group, sources))


def _chosen(rows: Rows, order: TableOrder, group: pd.Series, sources: pd.Series) -> pd.Series:
    """The currency of each key: that of the first row with money, else of the first row."""
    currency = _currency(rows, group.index)
    money = [name for name, kind in rows.table.fields.items() if kind is Kind.MONEY]
    bare = rows.frame.loc[group.index, money].isna().all(axis=1)
    rank = pd.DataFrame({"bare": bare, "rank": _rank(sources, order.sources), "group": group})
    first = rank.sort_values(["bare", "rank"], kind="stable").drop_duplicates("group")
    return group.map(dict(zip(first["group"], currency[first.index], strict=True))).astype("str")


def _currency(rows: Rows, index: pd.Index[int]) -> pd.Series:
    if CURRENCY not in rows.table.fields:
        return pd.Series("", index=index, dtype="str")
    return rows.frame[CURRENCY].loc[index].fillna("")


def _in_currency(rows: Rows) -> tuple[str, ...]:
    """The fields that mean nothing without the row's currency."""
    rates = (name for name in rows.table.fields if name.startswith("fx_rate"))
    money = [name for name, kind in rows.table.fields.items() if kind is Kind.MONEY]
    return (*money, *rates, CURRENCY) if money and CURRENCY in rows.table.fields else ()


def _rank(sources: pd.Series, order: tuple[str, ...]) -> pd.Series:
    """The place of each row's source: the named ones in their order, the others behind by name."""
    others = sorted(set(sources) - set(order))
    return sources.map({name: at for at, name in enumerate((*order, *others))}).astype("int64")


def _differing(met: _Meeting, givers: Mapping[str, pd.Series]) -> Iterator[tuple[str, pd.Series]]:
    """Field -> row whose value was not taken -> the row whose value was."""
    for name, best in givers.items():
        filled = met.rows.frame[name].loc[met.group.index].notna()
        taken = met.group[filled].map(best)
        yield name, taken[taken.notna() & (taken != taken.index)].astype("int64")


def _given(rows: Rows, survivors: pd.Series, givers: Mapping[str, pd.Series]) -> Rows:
    """The surviving rows with the values that other rows give them."""
    columns, known = {}, dict(rows.borrowed)
    for name, best in givers.items():
        heirs = survivors[best.index]
        moved = (best != heirs).to_numpy()
        if not moved.any():
            continue
        column = rows.frame[name].copy()
        column.loc[heirs.to_numpy()[moved]] = rows.frame[name].loc[best.to_numpy()[moved]].array
        columns[name] = column
        pairs = zip(heirs[moved], best[moved], strict=True)
        known |= {(int(heir), name): int(giver) for heir, giver in pairs}
    return replace(rows.assign(**columns), borrowed=known)
