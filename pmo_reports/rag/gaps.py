"""Gaps: entries that should be there and are not. What they would have said is not known.

Two kinds: rows that were quarantined, and entries of the last period that are gone without being closed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date

import pandas as pd

from pmo_reports.config.rag import Dimension
from pmo_reports.model.assessed import Assessed, Basis
from pmo_reports.model.finding import Severity
from pmo_reports.model.measures import Measurements
from pmo_reports.model.tables import TABLES

Gaps = Counter[tuple[str, str]]
"""How many entries are missing, by project and table."""

LASTING: Mapping[str, Callable[[pd.DataFrame, date], pd.Series]] = {
    "costs": lambda costs, _: costs["project_id"].notna(),
    "tasks": lambda tasks, _: tasks["baseline_cost"].notna(),
    "milestones": lambda milestones, _: milestones["actual_date"].isna(),
    "risks": lambda risks, _: risks["state"].ne("closed"),
    "changes": lambda changes, _: changes["state"].ne("rejected"),
    "benefits": lambda benefits, _: benefits["project_id"].notna(),
    "resources": lambda resources, on: resources["month"].gt(pd.Timestamp(on)),
}
"""Entries that must still be there in the next period, by table; the others may have been dealt with."""


def quarantined(basis: Basis) -> Gaps:
    """Rows that could not be accepted."""
    refused = (f for f in basis.portfolio.findings if f.severity is Severity.ERROR and f.entity and f.table)
    return Counter((finding.entity, finding.table) for finding in refused)


def vanished(basis: Basis, past: tuple[Assessed, ...]) -> Gaps:
    """Entries of the last period that are gone without being closed."""
    if not past:
        return Counter()
    found: Gaps = Counter()
    for table, lasting in LASTING.items():
        before = past[-1].portfolio[table]
        expected = before[lasting(before, basis.status_date)]
        keys = list(TABLES[table].key)
        gone = expected.loc[~_keys(expected, keys).isin(_keys(basis[table], keys)), "project_id"]
        found.update((str(project), table) for project in gone.dropna())
    return found


def tables(dimension: Dimension, measurements: Measurements, entity: str) -> frozenset[str]:
    """The canonical tables that the dimension's rules rest on for a project.

    Of alternatives they are those of the one that was taken, and of those that it is taken for want of.
    """
    if dimension.rests_on:
        return frozenset(dimension.rests_on)
    fields = (_inputs(measurements, entity, key) for key in judged(dimension))
    return frozenset(field.partition(".")[0] for field in set().union(*fields))


def judged(dimension: Dimension) -> frozenset[str]:
    """The measures that the dimension's rules look at."""
    measures = {rule.measure for rule in dimension.rules}
    return frozenset(measures | {least.measure for rule in dimension.rules for least in rule.needs})


def _inputs(measurements: Measurements, entity: str, key: str) -> set[str]:
    below = (_inputs(measurements, entity, need) for need in measurements.tried(entity, key))
    return set(measurements.declared[key].inputs).union(*below)


def _keys(rows: pd.DataFrame, keys: list[str]) -> pd.Index:
    return pd.MultiIndex.from_frame(rows[keys])
