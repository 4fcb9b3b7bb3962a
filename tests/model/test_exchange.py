"""Rates of exchange, worked by hand."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from pmo_reports.model.amounts import KINDS, rates
from pmo_reports.model.exchange import RateBook, rate_book
from pmo_reports.model.tables import TABLES, Kind, typed

MAY = date(2026, 5, 31)


def book(*rows: Sequence[object]) -> RateBook:
    columns = ["currency", "base", "kind", "valid_from", "rate"]
    return rate_book(
        typed(TABLES["fx_rates"], pd.DataFrame(list(rows), columns=columns, dtype=object)), "EUR"
    )


def test_the_latest_that_is_valid_on_the_day() -> None:
    found = book(
        ["GBP", None, "average", date(2026, 5, 1), 1.16],
        ["GBP", None, "average", date(2026, 4, 1), 1.14],
        ["GBP", None, "average", date(2026, 6, 1), 1.18],
    )
    assert found.rate("GBP", "average", MAY) == Decimal("1.16")
    assert found.rate("GBP", "average", date(2026, 3, 31)) is None
    assert found.rate("GBP", "closing", MAY) is None


def test_the_reporting_currency_is_one_and_another_is_never() -> None:
    assert book().rate("EUR", "plan", MAY) == 1
    assert book().rate("GBP", "plan", MAY) is None


def test_a_rate_the_other_way_round_is_turned() -> None:
    found = book(["EUR", "USD", "closing", date(2026, 5, 1), 1.25])
    assert found.rate("USD", "closing", MAY) == Decimal("0.8")


def test_through_one_base_where_only_that_exists() -> None:
    quoted = (["NOK", "USD", "plan", date(2026, 1, 1), 0.1], ["EUR", "USD", "plan", date(2026, 1, 1), 1.25])
    assert book(*quoted).rate("NOK", "plan", MAY) == Decimal("0.08")
    direct = ["NOK", "EUR", "plan", date(2025, 1, 1), 0.09]
    assert book(*quoted, direct).rate("NOK", "plan", MAY) == Decimal("0.09")


def test_legs_of_different_kinds_are_not_joined() -> None:
    found = book(
        ["NOK", "USD", "plan", date(2026, 1, 1), 0.1], ["EUR", "USD", "closing", date(2026, 1, 1), 1.25]
    )
    assert found.rate("NOK", "plan", MAY) is None


def test_a_kind_s_own_rate_counts_and_where_it_has_none_the_row_s() -> None:
    rows = pd.DataFrame({"fx_rate": [1.1, 1.1], "fx_rate_actual": [1.2, None]})
    assert rates(rows, "actual").tolist() == [1.2, 1.1]
    assert rates(rows, "budget_current").tolist() == [1.1, 1.1]


@pytest.mark.parametrize("name", [name for name, table in TABLES.items() if "fx_rate" in table.fields])
def test_every_amount_of_money_has_a_kind(name: str) -> None:
    assert {field for field, kind in TABLES[name].fields.items() if kind is Kind.MONEY} <= set(KINDS)
