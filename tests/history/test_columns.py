from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports.history import columns as read
from pmo_reports.history.frames import canonical, parquet
from pmo_reports.model.tables import TABLES, typed

FILES = st.lists(st.sampled_from(["a.csv", "b.csv", "", None]), max_size=60)


@pytest.fixture(autouse=True)
def short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "STRETCH", 4)


def costs(rows: int, **columns: object) -> pd.DataFrame:
    return typed(TABLES["costs"], pd.DataFrame(columns, index=range(rows)))


def again(frame: pd.DataFrame) -> pd.DataFrame:
    return canonical("costs", parquet(frame))


def places(column: pd.Series) -> set[int]:
    """Where in memory the texts or amounts of a column are."""
    array = pa.array(column.array)
    chunks = array.chunks if isinstance(array, pa.ChunkedArray) else [array]
    return {buffers[-1].address for chunk in chunks if (buffers := chunk.buffers())[-1]}


@given(FILES)
def test_runs_of_the_same_text_come_back_as_they_were(files: Sequence[str | None]) -> None:
    frame = costs(len(files), file=pd.Series(files, dtype="str"))
    pd.testing.assert_frame_equal(again(frame), frame)


def test_a_text_that_is_the_same_in_all_rows_is_held_once() -> None:
    found = again(costs(22, file="ledger.csv", category=[f"C{number}" for number in range(22)]))
    assert len(places(found["file"])) == 1
    assert len(places(found["category"])) == 6
    assert found["file"].eq("ledger.csv").all()


def test_each_file_of_several_is_held_once() -> None:
    files = ["a.csv"] * 8 + ["b.csv"] * 8 + ["a.csv"] * 8
    found = again(costs(24, file=files))
    assert len(places(found["file"])) == 2
    assert found["file"].tolist() == files


def test_a_number_that_is_the_same_in_all_rows_is_held_once() -> None:
    found = again(costs(10, fx_rate=1.25, fx_rate_actual=[1.25] * 9 + [np.nan]))
    assert found["fx_rate"].to_numpy().strides == (0,)
    assert found["fx_rate_actual"].to_numpy().strides == (8,)
    assert found["fx_rate"].eq(1.25).all()
    assert found["fx_rate_actual"].isna().sum() == 1


@pytest.mark.parametrize("name", ["fx_rate", "month", "actual", "category", "row"])
def test_a_column_without_values_takes_no_room_and_sums_up_as_any_other(name: str) -> None:
    found = again(costs(10, project_id=[*"AB"] * 5))
    assert found[name].isna().all()
    assert found.groupby("project_id")[name].count().tolist() == [0, 0]


def test_nought_and_minus_nought_are_kept_apart() -> None:
    found = again(costs(3, fx_rate=[0.0, -0.0, 0.0]))
    assert np.signbit(found["fx_rate"]).tolist() == [False, True, False]


def test_a_column_that_is_stored_as_another_is_read_once() -> None:
    amounts = [Decimal(number) for number in range(10)]
    rates = np.linspace(1, 2, 10)
    found = again(
        costs(10, budget_original=amounts, budget_current=amounts, fx_rate=rates, fx_rate_actual=rates)
    )
    assert places(found["budget_original"]) == places(found["budget_current"])
    assert np.shares_memory(found["fx_rate"].to_numpy(), found["fx_rate_actual"].to_numpy())
    assert found["fx_rate_actual"].tolist() == rates.tolist()


def test_what_shares_memory_cannot_be_written_to() -> None:
    rates = np.linspace(1, 2, 10)
    found = again(costs(10, fx_rate=rates, fx_rate_actual=rates))
    with pytest.raises(ValueError, match="read-only"):
        found.loc[0, "fx_rate"] = 9.0
    assert found["fx_rate_actual"].tolist() == rates.tolist()


def test_a_frame_made_of_it_can_be_written_to() -> None:
    found = again(costs(3, fx_rate=1.5)).copy()
    found.loc[0, "fx_rate"] = 9.0
    assert found["fx_rate"].tolist() == [9.0, 1.5, 1.5]


def test_a_field_that_the_file_does_not_know_is_null() -> None:
    frame = costs(5, category="Labour", fx_rate=1.0)
    found = canonical("costs", parquet(frame.drop(columns=["category", "fx_rate", "row", "month"])))
    assert [str(dtype) for dtype in found.dtypes] == [str(dtype) for dtype in frame.dtypes]
    assert found[["category", "fx_rate", "row", "month"]].isna().all(axis=None)


def test_a_text_where_a_number_belongs_is_refused() -> None:
    frame = costs(2).assign(fx_rate=["much", "little"])
    with pytest.raises((pa.ArrowException, ValueError)):
        canonical("costs", parquet(frame))
