"""Entries of logs with what measures work out of them, for the pages that show single entries."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pmo_reports.metrics import gates, logs, scope
from pmo_reports.metrics.chains import chains
from pmo_reports.metrics.promises import promises
from pmo_reports.model.assessed import Basis


def entries(basis: Basis) -> Mapping[str, pd.DataFrame]:
    """The entries by name.

    `dependencies`: the open ones, see `promises`, with `broken` (flag): promised for a day before the
    status date. `chains`: `project_id`, `delay`, `deciding` (a place in `dependencies`, -1 none) and
    `downstream`, see `Chains`. `changes`: those that wait for a decision, see `pending`. `gates`: all, see
    `outcomes`.
    """
    return {
        "dependencies": _dependencies(basis),
        "chains": _chains(basis),
        "changes": scope.pending(basis),
        "gates": gates.outcomes(basis),
    }


def _dependencies(basis: Basis) -> pd.DataFrame:
    awaited = promises(basis)
    return awaited.assign(broken=awaited["promise_date"].lt(logs.status_day(basis)))


def _chains(basis: Basis) -> pd.DataFrame:
    found = chains(basis)
    columns = {"delay": found.delays, "deciding": found.deciding, "downstream": found.downstream}
    return pd.DataFrame(columns).rename_axis("project_id").reset_index()
