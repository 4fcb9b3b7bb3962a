from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest


@pytest.fixture
def series() -> Callable[..., pd.Series]:
    return lambda *values: pd.Series(values, dtype="float64")
