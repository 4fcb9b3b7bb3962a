"""Currencies and rates: each row of money gets the rate to the reporting currency; none is ever assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pmo_reports.config.organisation import Organisation
from pmo_reports.model.finding import Severity
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Kind, Table
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.rows import Rows

RATE = "fx_rate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Currency -> reporting-currency units for one of it, and each project's usual currency."""

    reporting: str
    kind: str
    rates: Mapping[str, float]
    projects: Mapping[str, str]


def exchange(
    projects: pd.DataFrame, fx_rates: pd.DataFrame, organisation: Organisation, period: Period
) -> Exchange:
    """What money is converted by: of the organisation's kind, the latest rates valid at the period's end."""
    return Exchange(
        reporting=organisation.currency,
        kind=organisation.fx_kind,
        rates=_rates(fx_rates, organisation, period),
        projects=dict(zip(projects["project_id"], projects["currency"], strict=True)),
    )


def _rates(fx_rates: pd.DataFrame, organisation: Organisation, period: Period) -> Mapping[str, float]:
    valid = (fx_rates["kind"] == organisation.fx_kind) & (fx_rates["valid_from"] <= pd.Timestamp(period.end))
    latest = (
        fx_rates[valid]
        .sort_values(["currency", "valid_from"], kind="stable")
        .drop_duplicates("currency", keep="last")
    )
    found = zip(latest["currency"].str.upper(), latest["rate"].astype(float), strict=True)
    return {**dict(found), organisation.currency: 1.0}


def usable(rows: Rows) -> Rows:
    """The fx rates with those quarantined that are no rate: empty, nought or below."""
    bad = ~(rows.frame["rate"] > 0)
    return rows.faulted(bad, "rate", lambda _: _NO_RATE)


def converted(rows: Rows, exchange: Exchange) -> Rows:
    """The rows with currency and rate; money without a rate quarantines its row."""
    if RATE not in rows.table.fields:
        return rows
    given = rows.frame["currency"].str.upper()
    usual = rows.frame["project_id"].map(exchange.projects).astype("str").fillna(exchange.reporting)
    currency = given.where(given.notna(), usual)
    rate = currency.map(exchange.rates).astype("float64")
    bare = rate.isna() & _has_money(rows.frame, rows.table)
    told = rows.assign(currency=currency, fx_rate=rate)
    return told.faulted(bare, "currency", lambda row: _missing(currency.loc[row], exchange))


def _has_money(frame: pd.DataFrame, table: Table) -> pd.Series[bool]:
    amounts = [name for name, kind in table.fields.items() if kind is Kind.MONEY]
    return frame[amounts].notna().any(axis=1)


def _missing(currency: str, exchange: Exchange) -> Fault:
    return Fault(
        rule="missing-fx-rate",
        severity=Severity.ERROR,
        problem=f"the row is left out: no {exchange.kind} rate from {currency} to {exchange.reporting}",
        remedy=f"add a {exchange.kind} rate for {currency} to the FX rates, or correct the currency",
    )


_NO_RATE = Fault(
    rule="unusable-fx-rate",
    severity=Severity.ERROR,
    problem="a rate is a number above nought",
    remedy="write how much of the reporting currency one unit is worth",
)
