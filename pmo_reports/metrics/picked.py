"""Rows of a table in an order of their own, of which a column is taken when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Places = npt.NDArray[np.int64]


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
        return self.table[name].take(self.rows).reset_index(drop=True)
