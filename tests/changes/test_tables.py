"""Tables against what they were: by hand, and that changes applied give what they were taken from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports.changes.tables import applied, difference, differences
from pmo_reports.model.tables import TABLES, Kind, Table, typed
from tests.strategies import portfolio, table

KEY = ("project_id", "milestone_id")


def milestones(**dates: str | None) -> pd.DataFrame:
    entries = [{"project_id": "P", "milestone_id": name, "forecast_date": on} for name, on in dates.items()]
    return table("milestones", entries)[[*TABLES["milestones"].fields]]


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows in an order that is their own."""
    text = pd.Series([str(row) for row in rows.itertuples(index=False)], index=rows.index, dtype="str")
    return rows.loc[text.sort_values(kind="stable").index].reset_index(drop=True)


def test_rows_and_cells_by_hand() -> None:
    before = milestones(a="2026-10-01", b="2026-10-02", c=None)
    after = milestones(d="2026-12-01", c="2026-11-01", a="2026-10-01")
    found = difference(before, after, KEY)
    assert found.added["milestone_id"].tolist() == ["d"]
    assert found.removed["milestone_id"].tolist() == ["b"]
    assert list(found.changed) == ["forecast_date"]
    column = found.changed["forecast_date"]
    assert column.keys["milestone_id"].tolist() == ["c"]
    assert (column.before.isna().all(), column.after.tolist()) == (True, [pd.Timestamp("2026-11-01")])
    assert (found.cells, found.empty) == (1, False)


def test_two_nulls_are_the_same_and_a_null_is_no_value() -> None:
    before = milestones(a=None, b="2026-10-02")
    assert difference(before, before, KEY).empty
    assert difference(before, milestones(a=None, b=None), KEY).cells == 1


def test_tables_of_other_columns_are_refused() -> None:
    with pytest.raises(ValueError, match="different columns"):
        difference(milestones(a=None), milestones(a=None).drop(columns="owner"), KEY)


def test_rows_with_one_key_are_told_apart() -> None:
    twice = pd.DataFrame({"id": ["a", "a", "b"], "n": [1, 2, 3]})
    other = pd.DataFrame({"id": ["a", "c"], "n": [1, 9]})
    for one, two in ((twice, other), (other, twice)):
        found = applied(one, difference(one, two, ["id"]))
        pd.testing.assert_frame_equal(in_order(found), in_order(two))


KINDS: Mapping[Kind, st.SearchStrategy[object]] = {
    Kind.TEXT: st.sampled_from([None, "", "a", "b", "1"]),
    Kind.DATE: st.sampled_from([None, date(2026, 9, 18), date(2026, 11, 2)]),
    Kind.MOMENT: st.sampled_from([None, datetime(2026, 9, 18, 17), datetime(2026, 11, 2, 8)]),  # noqa: DTZ001
    Kind.MONEY: st.sampled_from([None, Decimal("1.10"), Decimal("-3.0001"), Decimal(10) ** 19]),
    Kind.NUMBER: st.sampled_from([None, 0.0, -1.5]),
    Kind.RATIO: st.sampled_from([None, 0.25, 1.0]),
    Kind.INTEGER: st.sampled_from([None, 1, 2**60]),
    Kind.FLAG: st.sampled_from([None, True, False]),
}


@st.composite
def versions(draw: st.DrawFn) -> tuple[Table, pd.DataFrame, pd.DataFrame]:
    """A canonical table twice: few keys, so that rows are shared, and keys that are not always unique."""
    declared = draw(st.sampled_from(list(TABLES.values())))
    row = st.fixed_dictionaries({name: KINDS[kind] for name, kind in declared.fields.items()})
    return declared, *(
        typed(declared, pd.DataFrame(draw(st.lists(row, max_size=5)), dtype=object))[[*declared.fields]]
        for _ in range(2)
    )


@given(made=versions())
def test_changes_applied_to_what_was_give_what_is(made: tuple[Table, pd.DataFrame, pd.DataFrame]) -> None:
    declared, before, after = made
    kept = before.copy()
    found = applied(before, difference(before, after, declared.whole_key))
    pd.testing.assert_frame_equal(in_order(found), in_order(after))
    pd.testing.assert_frame_equal(before, kept)  # what was is not touched
    assert difference(before, before, declared.whole_key).empty


@given(made=versions(), seed=st.integers(0, 99))
def test_the_order_of_rows_changes_nothing(made: tuple[Table, pd.DataFrame, pd.DataFrame], seed: int) -> None:
    declared, *each = made
    before, after = (rows.drop_duplicates([*declared.whole_key], ignore_index=True) for rows in each)
    turned = after.sample(frac=1, random_state=seed).reset_index(drop=True)
    one, other = (difference(before, rows, declared.whole_key) for rows in (after, turned))
    pd.testing.assert_frame_equal(in_order(one.added), in_order(other.added))
    pd.testing.assert_frame_equal(one.removed, other.removed)
    assert list(one.changed) == list(other.changed)
    for name, column in one.changed.items():
        pd.testing.assert_frame_equal(column.keys, other.changed[name].keys)
        pd.testing.assert_series_equal(column.after, other.changed[name].after)


def test_a_portfolio_does_not_differ_from_itself_and_from_another_by_its_rows_alone() -> None:
    entry = {"project_id": "P", "milestone_id": "a", "forecast_date": "2026-10-01"}
    one = portfolio(milestones=[entry])
    other = portfolio(milestones=[entry | {"milestone_id": "b"}])
    assert differences(one, one) == {}
    assert list(differences(one, other)) == ["milestones"]
