"""Whose rows are whose: the project of each row of a table, looked up once for all measures."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pmo_reports.metrics.exact import Places, codes
from pmo_reports.model.assessed import Basis


def owners(basis: Basis, table: str) -> tuple[Places, pd.Index[Any]]:
    """The place of each row's project among the projects of a table, in order of appearance; -1 for none.

    Places are of the narrowest type, for there are millions: they must be widened to be reckoned with.
    """
    return basis.once((owners, table), lambda: narrow(*codes(basis[table]["project_id"])))


def narrow(places: Places, named: pd.Index[Any]) -> tuple[Places, pd.Index[Any]]:
    """Places among the `named`, -1 for none, of the narrowest type, with what they are places of."""
    return places.astype(np.min_scalar_type(-max(len(named), 1))), named
