"""What is wrong with the links of schedules: circles, and links whose other end does not exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pandas as pd

from pmo_reports.metrics.schedule_network import Solved, solved
from pmo_reports.model.assessed import Basis
from pmo_reports.model.finding import Finding, Severity

SHOWN = 5
"""So many activities are named, the rest is counted."""


def network_doubts(basis: Basis, owners: Mapping[str, str]) -> Iterator[Finding]:
    """A warning for each schedule with a circle of links, and with links to activities that do not exist.

    Args:
        basis: the tables.
        owners: who manages each project.
    """
    if basis["tasks"].empty:
        return
    found = solved(basis)
    for project, names in _circles(found).items():
        problem = f"The links of {_listed(names)} lead back to where they begin: no dates follow from them."
        remedy = "Take out the link that closes the circle; until then float and forecasts are not known."
        yield _warning(basis, owners, ("circular-logic", project, problem, remedy))
    for project, names in _lost(found).items():
        problem = f"Links name activities that the schedule does not have: {_listed(names)}."
        remedy = "Link to an activity of the schedule, or take the link out; until then it holds nothing."
        yield _warning(basis, owners, ("lost-link", project, problem, remedy))


def _circles(found: Solved) -> dict[str, list[str]]:
    """By project the names of the activities on circles."""
    tasks, around = found.plan.tasks, found.net.circular[: found.size]
    return _grouped(tasks["project_id"][around], tasks["task_id"][around])


def _lost(found: Solved) -> dict[str, list[str]]:
    """By project the links with a lost end, as "A → B"."""
    lost = found.plan.lost
    names = lost["predecessor_id"].fillna("?") + " → " + lost["successor_id"].fillna("?")
    return _grouped(lost["project_id"], names)


def _grouped(projects: pd.Series, names: pd.Series) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for project, name in sorted(zip(projects.astype(str), names.astype(str), strict=True)):
        grouped.setdefault(project, []).append(name)
    return grouped


def _listed(names: Iterable[str]) -> str:
    every = list(dict.fromkeys(names))
    more = len(every) - SHOWN
    return ", ".join(every[:SHOWN]) + (f" and {more} more" if more > 0 else "")


def _warning(basis: Basis, owners: Mapping[str, str], told: tuple[str, str, str, str]) -> Finding:
    rule, project, problem, remedy = told
    tasks = basis["tasks"]
    row = int(np.argmax(tasks["project_id"].eq(project).to_numpy()))
    return Finding(
        severity=Severity.WARNING,
        rule=rule,
        entity=project,
        source=str(tasks["source"].iloc[row]),
        file=str(tasks["file"].iloc[row]),
        problem=problem,
        remedy=remedy,
        owner=owners.get(project, ""),
        table="task_links",
    )
