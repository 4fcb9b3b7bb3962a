"""How good forecasts were by the project manager of the time, for entities above projects.

A forecast belongs to whoever the register named as project manager in the period that made it. Nothing is
worked out unless the settings ask for it: these are figures about people.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pmo_reports.metrics.finish_accuracy import AHEAD, judged
from pmo_reports.metrics.forecasts import NEAR, project_errors
from pmo_reports.metrics.levels import levels
from pmo_reports.metrics.past import Numbers, timeline
from pmo_reports.model.assessed import Basis

_BY = ["entity_id", "manager"]


def managers(basis: Basis) -> pd.DataFrame:
    """A row for each entity above projects and project manager; empty unless `trends.by_manager` asks for it.

    `projects` that a forecast of theirs is judged of; for 1, 3 and 6 months ahead `judged_1`, `actual_1`
    (those of them that are held against an actual finish), `bias_1` and `spread_1` in working days; for cost
    one month ahead `cost_judged`, `cost_error` and `cost_bias`. Null with fewer than `accuracy_least`.
    """
    if not (basis.assumptions.trends.by_manager and basis.past):
        return pd.DataFrame()
    finish = {ahead: _finishes(basis, ahead) for ahead in AHEAD}
    cost = _costs(basis)
    every = pd.concat([*finish.values(), cost]).drop_duplicates([*_BY, "project_id"])
    parts = [_finish_figures(basis, ahead, rows) for ahead, rows in finish.items()]
    numbers = every.groupby(_BY).size().rename("projects")
    return pd.concat([numbers, *parts, _cost_figures(basis, cost)], axis=1).reset_index()


def _finishes(basis: Basis, ahead: int) -> pd.DataFrame:
    """The errors of forecasts of the finish, in a row each."""
    found = judged(basis, ahead)
    last = timeline(basis).size - ahead
    made = range(last - found.errors.shape[1], last)
    return _rows(basis, found.projects, {"error": found.errors, "actual": found.actual.astype(float)}, made)


def _costs(basis: Basis) -> pd.DataFrame:
    """The errors of forecasts of cost one month ahead, in a row each."""
    found = project_errors(basis, NEAR)
    made = [int(timeline(basis).columns[at]) for at in found.made]
    return _rows(basis, found.projects, {"error": found.errors}, made)


def _rows(
    basis: Basis, projects: pd.Index[str], values: dict[str, Numbers], made: Sequence[int]
) -> pd.DataFrame:
    """A row for each entity above projects and forecast of its projects, with the manager who made it."""
    project, at = np.nonzero(~np.isnan(values["error"]))
    names = _named(basis).reindex(projects)
    whose = names.to_numpy(object)[project, np.asarray(made, dtype=np.int64)[at]]
    rows = pd.DataFrame({"project_id": projects[project], "manager": whose})
    rows = rows.assign(**{name: each[project, at] for name, each in values.items()})
    return rows.dropna(subset=["manager"]).merge(_above(basis), on="project_id")


def _finish_figures(basis: Basis, ahead: int, rows: pd.DataFrame) -> pd.DataFrame:
    by = rows.assign(size=rows["error"].abs()).groupby(_BY)
    enough = by.size() >= basis.assumptions.spending.accuracy_least
    return pd.DataFrame(
        {
            f"judged_{ahead}": by.size(),
            f"actual_{ahead}": by["actual"].sum(),
            f"bias_{ahead}": by["error"].mean().where(enough),
            f"spread_{ahead}": by["size"].median().where(enough),
        }
    )


def _cost_figures(basis: Basis, rows: pd.DataFrame) -> pd.DataFrame:
    by = rows.assign(size=rows["error"].abs()).groupby(_BY)
    enough = by.size() >= basis.assumptions.spending.accuracy_least
    return pd.DataFrame(
        {
            "cost_judged": by.size(),
            "cost_error": by["size"].mean().where(enough),
            "cost_bias": by["error"].mean().where(enough),
        }
    )


def _named(basis: Basis) -> pd.DataFrame:
    """The project managers as each period's register named them: projects x months."""
    registers = [*(each.portfolio["projects"] for each in basis.past), basis["projects"]]
    places = timeline(basis).columns.tolist()
    named = {
        at: each.set_index("project_id")["project_manager"]
        for at, each in zip(places, registers, strict=True)
    }
    return pd.DataFrame(
        named, index=basis["projects"]["project_id"], columns=range(timeline(basis).size), dtype=object
    )


def _above(basis: Basis) -> pd.DataFrame:
    """The entities above projects and the projects of each."""
    over = levels(basis)
    members = basis.members[["entity_id", "project_id"]]
    return members[~members["entity_id"].isin(over.projects)]
