"""Currencies and rates: each amount gets the rate to the reporting currency; none is ever assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from pmo_reports.config.organisation import Conversion, Organisation
from pmo_reports.model.amounts import KINDS, RATE, rate_column
from pmo_reports.model.exchange import RateBook, rate_book
from pmo_reports.model.finding import Severity
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Kind, Table
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.rows import Rows

MONTH = "month"
_KNOWN_AHEAD = "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What money is converted by.

    Attributes:
        usual: the conversion of amounts that have no setting of their own.
        conversions: kind of amount -> how it is converted.
        projects: each project's usual currency.
        ends: first day of a fiscal period -> its last day; other months are calendar months.
    """

    book: RateBook
    end: date
    usual: Conversion
    conversions: Mapping[str, Conversion]
    projects: Mapping[str, str]
    ends: Mapping[date, date] = field(default_factory=dict)

    @property
    def reporting(self) -> str:
        """The currency that everything is converted to."""
        return self.book.reporting


def exchange(
    projects: pd.DataFrame,
    fx_rates: pd.DataFrame,
    organisation: Organisation,
    period: Period,
    ends: Mapping[date, date] | None = None,
) -> Exchange:
    """The rates of `fx_rates` and what the organisation says about which of them converts what."""
    return Exchange(
        book=rate_book(fx_rates, organisation.currency),
        end=period.end,
        usual=Conversion(kind=organisation.fx_kind),
        conversions={str(amounts): each for amounts, each in organisation.fx.items()},
        projects=dict(zip(projects["project_id"], projects["currency"], strict=True)),
        ends=ends or {},
    )


def usable(rows: Rows) -> Rows:
    """The fx rates with those quarantined that are no rate: empty, nought or below."""
    bad = ~(rows.frame["rate"] > 0)
    return rows.faulted(bad, "rate", lambda _: _NO_RATE)


def converted(rows: Rows, exchange: Exchange) -> Rows:
    """The rows with currency and rates; money without a rate quarantines its row.

    `fx_rate` is for all amounts of the row; `fx_rate_actual` and the like are filled where the settings
    convert that kind of amount in another way.
    """
    if RATE not in rows.table.fields:
        return rows
    given = rows.frame["currency"].str.upper()
    usual = rows.frame["project_id"].map(exchange.projects).astype("str").fillna(exchange.reporting)
    rows = rows.assign(currency=given.where(given.notna(), usual))
    for column, amounts in _columns(rows.table, exchange).items():
        rows = _rated(rows, column, amounts, exchange)
    return rows


def _columns(table: Table, exchange: Exchange) -> Mapping[str, tuple[str, ...]]:
    """Column with rates -> the money fields that it is for.

    A kind of amount that is converted as the row's others are needs no rate of its own.
    """
    money = [name for name, kind in table.fields.items() if kind is Kind.MONEY]
    stated = {name: rate_column(name, table.fields) for name in money}
    usual = _conversion(_of(stated, RATE), exchange)
    used = {
        name: column if _conversion(_of(stated, column), exchange) != usual else RATE
        for name, column in stated.items()
    }
    return {column: _of(used, column) for column in dict.fromkeys((RATE, *used.values()))}


def _of(columns: Mapping[str, str], wanted: str) -> tuple[str, ...]:
    return tuple(name for name, column in columns.items() if column == wanted)


def _rated(rows: Rows, column: str, amounts: tuple[str, ...], exchange: Exchange) -> Rows:
    stated = tuple(name for name in amounts if rate_column(name, rows.table.fields) == column)
    conversion = _conversion(stated, exchange)
    days, currency = _days(rows, conversion, exchange), rows.frame["currency"]
    asked = list(zip(currency, days, strict=True))
    known = {pair: exchange.book.rate(pair[0], conversion.kind, pair[1]) for pair in set(asked)}
    found = (known[pair] for pair in asked)
    rate = pd.Series([None if each is None else float(each) for each in found], index=currency.index)
    rate = rate.astype("float64")
    bare = rate.isna() & rows.frame[list(amounts)].notna().any(axis=1)
    told = rows.assign(**{column: rate})
    return told.faulted(bare, "currency", lambda row: _missing(*asked[row], conversion, exchange))


def _conversion(amounts: tuple[str, ...], exchange: Exchange) -> Conversion:
    """The setting for the kind of `amounts`; the usual one where they are of several kinds."""
    kinds = {KINDS.get(name, "") for name in amounts}
    return exchange.conversions.get(kinds.pop(), exchange.usual) if len(kinds) == 1 else exchange.usual


def _days(rows: Rows, conversion: Conversion, exchange: Exchange) -> list[date]:
    """The day whose rates count for each row: the end of the period, or of the row's own month.

    Plan rates are known ahead; of the others none counts that came after the period.
    """
    if conversion.by == "period" or MONTH not in rows.table.fields:
        return [exchange.end] * len(rows.frame)
    months = rows.frame[MONTH]
    ends = {month: _end(month, exchange) for month in months.unique()}
    days = [ends[month] for month in months]
    return days if conversion.kind == _KNOWN_AHEAD else [min(day, exchange.end) for day in days]


def _end(month: pd.Timestamp, exchange: Exchange) -> date:
    if pd.isna(month):
        return exchange.end
    return exchange.ends.get(month.date()) or (month + pd.offsets.MonthEnd(0)).date()


def _missing(currency: str, day: date, conversion: Conversion, exchange: Exchange) -> Fault:
    when = f" valid on {day}" if conversion.by == MONTH else ""
    pair = f"from {currency} to {exchange.reporting}{when}"
    return Fault(
        rule="missing-fx-rate",
        severity=Severity.ERROR,
        problem=f"the row is left out: no {conversion.kind} rate {pair}",
        remedy=f"add a {conversion.kind} rate for {currency} to the FX rates, or correct the currency",
    )


_NO_RATE = Fault(
    rule="unusable-fx-rate",
    severity=Severity.ERROR,
    problem="a rate is a number above nought",
    remedy="write how much of the reporting currency one unit is worth",
)
