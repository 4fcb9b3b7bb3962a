"""Arithmetic of measures: what is undefined or unknown stays null."""

from __future__ import annotations

import pandas as pd


def ratio(part: pd.Series, whole: pd.Series) -> pd.Series:
    """`part / whole`, null where the whole is zero: never 0, 1 or infinite."""
    return part.astype("float64") / whole.where(whole != 0).astype("float64")


def whole(numbers: pd.Series) -> pd.Series:
    """Counts as whole numbers with nulls (`Int64`)."""
    return numbers.astype("Float64").astype("Int64")


def first(*alternatives: pd.Series) -> pd.Series:
    """Of each project the first of the alternatives that it has."""
    found = [each.dropna() for each in alternatives]
    every: pd.Series = pd.concat(found)
    chosen: pd.Series = every[~every.index.duplicated()]
    return chosen
