"""The canonical tables as sheets: every row that was accepted, with its provenance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from pmo_reports.model.delivery_tables import DECLARED as DELIVERY
from pmo_reports.model.tables import PROVENANCE, TABLES, Kind, Portfolio, Table
from pmo_reports.model.told_tables import DECLARED as TOLD
from pmo_reports.model.wording import label
from pmo_reports.render.workbook import DAY, MONEY, PERCENT, TEXT, TIME, Head, Look, Sheet, Shown, Value

LOOKS: dict[Kind, Look] = {
    Kind.TEXT: TEXT,
    Kind.DATE: DAY,
    Kind.MOMENT: TIME,
    Kind.MONEY: MONEY,
    Kind.NUMBER: Look(format="#,##0.####", right=True),
    Kind.RATIO: PERCENT,
    Kind.INTEGER: Look(format="0", right=True),
    Kind.FLAG: TEXT,
}
_KEYS_IN_SIGHT = 2
WITHHELD = frozenset({"people"})
"""Addresses of people are for writing to them, not for a pack that is handed on."""
_INDENT, _DEEPEST = 2, 7  # of 15 levels that Excel has


def table_sheets(portfolio: Portfolio) -> Iterator[Sheet]:
    """One sheet for each canonical table, empty ones too, but for those that most organisations do not feed.

    Tables that are nobody else's business have none.
    """
    out = {*left_out(portfolio), *WITHHELD}
    return (_sheet(table, portfolio[name]) for name, table in TABLES.items() if name not in out)


def left_out(portfolio: Portfolio) -> tuple[str, ...]:
    """The tables of delivery, and of what was told, without a row: most organisations feed a few of them."""
    return tuple(table.name for table in (*DELIVERY, *TOLD) if portfolio[table.name].empty)


def words(name: str) -> str:
    """A table's or field's name as a head: "Status reports"."""
    spoken = name.removeprefix("fx_").replace("_", " ")
    return f"FX {spoken}" if name.startswith("fx_") else spoken[:1].upper() + spoken[1:]


def _sheet(table: Table, frame: pd.DataFrame) -> Sheet:
    kinds = {**table.fields, **PROVENANCE}
    heads = tuple(Head(name=name, look=LOOKS[kind]) for name, kind in kinds.items())
    columns: list[Sequence[Value | Shown]] = [_values(frame[name], kind) for name, kind in kinds.items()]
    if table.name == "tasks":
        columns[list(kinds).index("name")] = _outlined(frame)
    rows = list(zip(*columns, strict=True))
    return Sheet(
        name=label(words(table.name)), heads=heads, rows=rows, frozen=min(_KEYS_IN_SIGHT, len(table.key))
    )


def _outlined(frame: pd.DataFrame) -> list[Value | Shown]:
    """The names of tasks, further in by their level of outline, as planning tools show them."""
    names = _values(frame["name"], Kind.TEXT)
    levels = frame["outline_level"].fillna(1).astype(int).clip(1, _DEEPEST)
    looks = [Look(indent=_INDENT * (level - 1)) for level in levels]
    return [name if name is None else Shown(name, look) for name, look in zip(names, looks, strict=True)]


def _values(column: pd.Series, kind: Kind) -> list[Value]:
    """A column as plain Python values, every kind of null as None."""
    if kind is Kind.DATE:
        return [None if pd.isna(value) else value.date() for value in column]
    if kind is Kind.MOMENT:
        return [None if pd.isna(value) else value.to_pydatetime() for value in column]
    known: list[Value] = column.astype(object).where(column.notna(), None).tolist()
    return known
