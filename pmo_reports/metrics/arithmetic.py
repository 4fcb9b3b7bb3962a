"""Arithmetic of measures: what is undefined or unknown stays null."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from pmo_reports.metrics.exact import decimal, floats


def ratio(part: pd.Series, whole: pd.Series) -> pd.Series:
    """`part / whole`, null where the whole is zero: never 0, 1 or infinite."""
    below = floats(whole)
    return floats(part) / below.where(below != 0)


def whole(numbers: pd.Series) -> pd.Series:
    """Counts as whole numbers with nulls (`Int64`)."""
    return numbers.astype("Float64").astype("Int64")


def _scale(values: pd.Series) -> int:
    """Digits after the decimal mark of exact amounts, -1 of other values."""
    kind = values.dtype.pyarrow_dtype if isinstance(values.dtype, pd.ArrowDtype) else None
    return kind.scale if isinstance(kind, pa.Decimal128Type) else -1


def first(*alternatives: pd.Series) -> pd.Series:
    """Of each project the first of the alternatives that it has."""
    scale = max((_scale(each) for each in alternatives), default=-1)
    same = alternatives if scale < 0 else [each.astype(decimal(scale)) for each in alternatives]
    every: pd.Series = pd.concat([each.dropna() for each in same])
    chosen: pd.Series = every[~every.index.duplicated()]
    return chosen
