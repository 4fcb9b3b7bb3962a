"""The entities of a period in their places, with what the register says and what is measured, by column."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from typing import cast

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

from pmo_reports.model.measures import Measurements
from pmo_reports.rag.codes import Flags, Numbers

Places = npt.NDArray[np.intp]


class Register:
    """Entities in their places; every column is taken once, when it is asked for.

    A number that is not known is nan, and so is what is no number.
    """

    def __init__(self, entities: pd.Index, projects: pd.DataFrame, measurements: Measurements) -> None:
        """The register of `entities`: their rows of the projects table, and their measures."""
        self.entities = entities
        self.measurements = measurements
        self.table = projects
        self._rows = places(projects["project_id"], entities)
        self._values = measurements.values  # noqa: PD011 - a field of ours
        self._measured = places(self._values.index, entities)
        self._columns: dict[Hashable, Numbers | Flags] = {}

    def __len__(self) -> int:
        return len(self.entities)

    def name(self, place: int) -> str:
        """The entity in a place."""
        return str(self.entities[place])

    def stated(self, field: str) -> pd.Series:
        """A field of the projects table; null where an entity has no row or the table no such field."""
        if field not in self.table:
            return pd.Series(np.nan, index=range(len(self)))
        return pd.Series(self.table[field].array.take(self._rows, allow_fill=True))

    def number(self, field: str) -> Numbers:
        """A field of the projects table as numbers."""
        return cast("Numbers", self._once(("number", field), lambda: numbers(self.stated(field))))

    def measure(self, key: str) -> Numbers:
        """A measure as numbers; dates are none."""
        return cast("Numbers", self._once(("measure", key), lambda: numbers(self._of(key))))

    def is_known(self, key: str) -> Flags:
        """Where a measure has a value, be it a date."""
        return cast("Flags", self._once(("known", key), lambda: self._is_known(key)))

    def is_of(self, field: str, allowed: Collection[str]) -> Flags:
        """Where a field is one of `allowed`, or not known: then it may be."""
        return cast(
            "Flags", self._once(("is_of", field, tuple(allowed)), lambda: self._is_of(field, allowed))
        )

    def _of(self, key: str) -> pd.Series:
        if key not in self._values:
            return pd.Series(np.nan, index=range(len(self)))
        return pd.Series(self._values[key].array.take(self._measured, allow_fill=True))

    def _is_known(self, key: str) -> Flags:
        values = self._of(key)
        if is_datetime64_any_dtype(values.dtype):
            return values.notna().to_numpy(dtype=bool)
        return ~np.isnan(self.measure(key))

    def _is_of(self, field: str, allowed: Collection[str]) -> Flags:
        stated = self.stated(field)
        return (stated.isna() | stated.astype("str").isin(list(allowed))).to_numpy(dtype=bool)

    def _once(self, key: Hashable, work: Callable[[], Numbers | Flags]) -> Numbers | Flags:
        if key not in self._columns:
            self._columns[key] = work()
        return self._columns[key]


def numbers(column: pd.Series) -> Numbers:
    """A column as numbers; nan for dates and for what is empty, infinite or no number."""
    if is_datetime64_any_dtype(column.dtype):
        return np.full(len(column), np.nan)
    numeric = column if is_numeric_dtype(column.dtype) else pd.to_numeric(column, errors="coerce")
    found = numeric.to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(np.isfinite(found), found, np.nan)


def places(named: pd.Series | pd.Index, entities: pd.Index) -> Places:
    """In which row each of `entities` is named, the last of several; -1 where it is not."""
    index = pd.Index(named)
    if index.is_unique:
        found: Places = index.get_indexer(entities)
        return found
    last = ~index.duplicated(keep="last")
    found = index[last].get_indexer(entities)
    return np.append(np.flatnonzero(last), -1)[found]
