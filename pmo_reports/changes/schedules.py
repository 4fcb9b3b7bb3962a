"""The activities of each project's schedule against those of the period before.

An activity is the same if its id is. Where a tool gave out new ids, so that two schedules of a project
share none, activities are matched by their code (`wbs`), where it is the code of one alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from pmo_reports.changes.pairs import Pairs, pairs
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.changes import ScheduleChange

_BY_ID = ("project_id", "task_id")


def schedules(before: Assessed, after: Assessed) -> tuple[ScheduleChange, ...]:
    """The schedules that moved, of the projects that have one in both periods."""
    then, now = (_activities(each) for each in (before, after))
    shared = np.intersect1d(then["project_id"].unique(), now["project_id"].unique())
    then, now = (rows[rows["project_id"].isin(shared)].reset_index(drop=True) for rows in (then, now))
    if not len(shared):
        return ()
    renumbered = _renumbered(then, now)
    found = pairs(_coded(then, renumbered), _coded(now, renumbered), ("project_id", "match"))
    told = (_change(str(project), row, renumbered) for project, row in _counts(found).items())
    return tuple(each for each in told if each.moved)


def _activities(assessed: Assessed) -> pd.DataFrame:
    """The activities that are no summaries and take part."""
    tasks = assessed.portfolio["tasks"]
    some = tasks["kind"].ne("summary") & tasks["is_active"].fillna(value=True)
    return tasks.loc[some, ["project_id", "task_id", "wbs", "forecast_finish", "total_float_days"]]


def _renumbered(then: pd.DataFrame, now: pd.DataFrame) -> frozenset[str]:
    """The projects of which no id is in both schedules."""
    kept = pairs(then, now, _BY_ID).now["project_id"].unique()
    return frozenset(str(project) for project in np.setdiff1d(then["project_id"].unique(), kept))


def _coded(tasks: pd.DataFrame, renumbered: frozenset[str]) -> pd.DataFrame:
    """The activities with what they are matched by."""
    if not renumbered:
        return tasks.assign(match=tasks["task_id"])
    by_code = tasks["project_id"].isin(renumbered) & tasks["wbs"].notna()
    alone = ~tasks.duplicated(["project_id", "wbs"], keep=False)
    return tasks.assign(match=tasks["wbs"].where(by_code & alone, tasks["task_id"]))


def _counts(found: Pairs) -> Mapping[Any, Mapping[str, Any]]:
    """What is told of each project."""
    moved = found.then[["project_id"]].assign(**_moves(found.then, found.now))
    whole = pd.concat(
        [
            _side(found.before).add_suffix("_before"),
            _side(found.after),
            moved.groupby("project_id")[["later", "earlier", "same"]].sum(),
        ],
        axis=1,
    )
    ids = {"added": found.added, "removed": found.removed}
    listed = {name: rows.groupby("project_id")["task_id"].agg(_sorted) for name, rows in ids.items()}
    whole = whole.assign(**{name: each.reindex(whole.index) for name, each in listed.items()})
    return dict(zip(whole.index, whole.to_dict("records"), strict=True))


def _moves(then: pd.DataFrame, now: pd.DataFrame) -> Mapping[str, pd.Series]:
    first, second = then["forecast_finish"], now["forecast_finish"]
    return {"later": second.gt(first), "earlier": second.lt(first), "same": second.eq(first)}


def _side(tasks: pd.DataFrame) -> pd.DataFrame:
    by_project = tasks.assign(negative=tasks["total_float_days"].lt(0)).groupby("project_id")
    return by_project.agg(
        activities=("task_id", "size"), finish=("forecast_finish", "max"), negative_float=("negative", "sum")
    )


def _sorted(ids: pd.Series) -> tuple[str, ...]:
    return tuple(sorted(map(str, ids)))


def _change(project: str, row: Mapping[str, Any], renumbered: frozenset[str]) -> ScheduleChange:
    return ScheduleChange(
        project=project,
        activities_before=_whole(row["activities_before"]),
        activities=_whole(row["activities"]),
        finish_before=_day(row["finish_before"]),
        finish=_day(row["finish"]),
        added=_listed(row["added"]),
        removed=_listed(row["removed"]),
        later=_whole(row["later"]),
        earlier=_whole(row["earlier"]),
        same=_whole(row["same"]),
        negative_float_before=_whole(row["negative_float_before"]),
        negative_float=_whole(row["negative_float"]),
        by_code=project in renumbered,
    )


def _listed(ids: object) -> tuple[str, ...]:
    return ids if isinstance(ids, tuple) else ()


def _day(moment: pd.Timestamp) -> date | None:
    return None if pd.isna(moment) else moment.date()


def _whole(value: float) -> int:
    return 0 if pd.isna(value) else int(value)
