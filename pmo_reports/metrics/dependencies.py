"""Dependencies between projects: how much later a promise is than the need, on the receiver's side."""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics.arithmetic import whole
from pmo_reports.metrics.schedule import slip
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, Rollup, measure

OPEN = ("dependencies.receiver_id", "dependencies.state")


@measure(
    label="Worst dependency gap",
    unit=Unit.DAYS,
    formula="working days from need to promise, worst open dependency",
    rolls_up=Rollup.GREATEST,
    better=Better.LOWER,
    inputs=("dependencies.need_date", "dependencies.promise_date", *OPEN),
)
def worst_dependency_gap(basis: Basis) -> pd.Series:
    """Above zero, something arrives later than it is needed; null without an open, dated dependency."""
    awaited = _open(basis)
    gaps = slip(basis, awaited["need_date"], awaited["promise_date"])
    return gaps.groupby(awaited["receiver_id"]).max()


@measure(
    label="Dependencies at risk",
    unit=Unit.COUNT,
    formula="open dependencies that are promised later than needed, or not promised at all",
    better=Better.LOWER,
    inputs=("dependencies.need_date", "dependencies.promise_date", *OPEN),
)
def dependencies_at_risk(basis: Basis) -> pd.Series:
    """How many deliveries to the project do not fit its plan; null without an open dependency."""
    awaited = _open(basis)
    late = awaited["promise_date"].isna() | awaited["promise_date"].gt(awaited["need_date"])
    return whole(late.groupby(awaited["receiver_id"]).sum())


def _open(basis: Basis) -> pd.DataFrame:
    dependencies = basis["dependencies"]
    return dependencies[~dependencies["state"].isin(("closed", "delivered"))]
