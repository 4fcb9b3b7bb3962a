from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa

from pmo_reports.metrics.picked import Picked, chosen
from pmo_reports.model.tables import MONEY


def table() -> pd.DataFrame:
    names = pa.chunked_array([pa.array(["b", None], pa.large_string()), pa.array(["a"], pa.large_string())])
    return pd.DataFrame(
        {
            "name": pd.Series(pd.array(names, dtype="str")),
            "day": pd.to_datetime(["2026-01-01", None, "2026-01-03"]),
            "money": pd.Series([Decimal(1), None, Decimal("2.5")], dtype=object).astype(MONEY),
            "number": pd.Series([1, None, 3], dtype="Int64"),
        }
    )


def test_chosen_rows_are_those_of_indexing() -> None:
    for flags in ([True, False, True], [False, True, False], [False] * 3):
        pd.testing.assert_frame_equal(chosen(table(), np.array(flags)), table()[flags])


def test_a_column_is_taken_in_the_order_of_the_rows() -> None:
    picked, rows = Picked(table(), np.array([2, 0, 1])), [2, 0, 1]
    for name in table().columns:
        wanted = table()[name].take(rows).reset_index(drop=True)
        pd.testing.assert_series_equal(picked[name], wanted, check_names=False)


def test_codes_are_of_the_distinct_ones_of_the_whole_table() -> None:
    places, distinct = Picked(table(), np.array([2, 1])).codes("name")
    assert (places.tolist(), distinct.tolist()) == ([1, -1], ["b", "a"])
