"""The open promises between projects, with how much later than needed each one is."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pmo_reports.metrics.schedule import slip
from pmo_reports.model.assessed import Basis

DONE = ("closed", "delivered")


def promises(basis: Basis) -> pd.DataFrame:
    """The open dependencies, with what follows from their dates.

    `gap`: working days from need to promise, null without both. `late` (flag): promised later than
    needed, null where that is not known. `float_days`: total float of the receiving task, 0 where none
    is named, null where the schedule does not know it. `net`: the gap that this float does not cover, in
    whole working days (below zero: days to spare).
    """
    return basis.once(promises, lambda: _promises(basis))


def _promises(basis: Basis) -> pd.DataFrame:
    given = basis["dependencies"]
    awaited = given[~given["state"].isin(DONE)].reset_index(drop=True)
    gap = slip(basis, awaited["need_date"], awaited["promise_date"])
    spare = _floats(basis, awaited)
    net = np.ceil(gap.astype("Float64") - spare).astype("Int64")
    return awaited.assign(gap=gap, late=gap.gt(0), float_days=spare, net=net)


def _floats(basis: Basis, awaited: pd.DataFrame) -> pd.Series:
    """Total float of each receiving task."""
    named = awaited["receiver_task_id"].notna()
    if not named.any():
        return pd.Series(0.0, index=awaited.index, dtype="Float64")
    tasks, waiting = basis["tasks"], awaited[named]
    wanted = tasks["task_id"].isin(waiting["receiver_task_id"].unique())
    wanted &= tasks["project_id"].isin(waiting["receiver_id"].unique())
    known = tasks.loc[wanted].set_index(["project_id", "task_id"])["total_float_days"]
    keys = pd.MultiIndex.from_frame(awaited[["receiver_id", "receiver_task_id"]])
    found = pd.Series(known.reindex(keys).array, index=awaited.index).astype("Float64")
    return found.where(named, 0.0)
