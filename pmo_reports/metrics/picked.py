"""Rows of a table in an order of their own, of which a column is taken when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.metrics.exact import Flags, codes

Places = npt.NDArray[np.int64]


def chosen(table: pd.DataFrame, flags: Flags) -> pd.DataFrame:
    """The flagged rows of a table. As indexing does, which first copies whole columns that are in parts."""
    rows = np.flatnonzero(flags)
    columns = {
        name: column.array.take(rows) if isinstance(column.dtype, np.dtype) else column.array[flags]
        for name, column in table.items()
    }
    return pd.DataFrame(columns, index=table.index.take(rows), copy=False)


@dataclass(frozen=True, slots=True)
class Picked:
    """Some rows of a table; a frame of them would be kept as a whole, and be mostly never looked at.

    Attributes:
        table: the whole table.
        rows: the numbers of the rows.
    """

    table: pd.DataFrame
    rows: Places

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, name: str) -> pd.Series:
        column = self.table[name]
        if isinstance(column.dtype, np.dtype):
            return pd.Series(column.to_numpy().take(self.rows))
        return pd.Series(column.array.take(self.rows))

    def codes(self, name: str) -> tuple[Places, pd.Index[Any]]:
        """The place of each row's key in a column among the distinct ones of the whole table; -1 for null."""
        found, distinct = codes(self.table[name])
        return found.take(self.rows), distinct
