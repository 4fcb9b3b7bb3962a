"""Data quality counted: how many cells, rows, reports and checks there are of each project or source.

Each score is a share of two counts, so both can be printed. Completeness: cells that `data_quality.expected`
asks for; validity: rows that were accepted; timeliness: reports and schedules that are not too old;
consistency: dates and scores that do not contradict one another; uniqueness: rows that stand once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.metrics.exact import Places, codes
from pmo_reports.metrics.owners import owners
from pmo_reports.model.assessed import Basis
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.tables import TABLES

By = Literal["project_id", "source"]
Counts = npt.NDArray[np.int64]
Check = tuple[str, "pd.Series[bool]", "pd.Series[bool]"]
"""A table, which of its rows can be checked, and which of these are right."""

ABOVE = ("portfolio", "programme")
ORDERED = (
    ("projects", "baseline_start", "baseline_finish"),
    ("projects", "actual_start", "actual_finish"),
    ("changes", "raised_on", "decided_on"),
    ("actions", "raised_on", "done_on"),
    ("work_items", "created_on", "resolved_on"),
    ("work_items", "started_on", "resolved_on"),
)
"""Table, and the earlier and the later of two days."""
PAST = (
    ("projects", "actual_start"),
    ("projects", "actual_finish"),
    ("milestones", "actual_date"),
    ("gates", "actual_date"),
    ("work_items", "resolved_on"),
)
"""Table and a day that cannot lie after the status date."""
REPEATS = ("duplicate-row", "duplicate-id")
_ROW = re.compile(r"\d+$")


def by_project(basis: Basis) -> pd.DataFrame:
    """Counts of each project (index), see `by_source`; rows that were left out are those with a finding."""
    return basis.once(by_project, lambda: _by_project(basis))


def by_source(basis: Basis) -> pd.DataFrame:
    """Counts of each source (index), whole numbers.

    Columns `expected`, `filled` (cells), `read`, `valid`, `unique` (rows), `due`, `timely` (reports and
    schedules), `checked`, `consistent` (checks).
    """
    sources = pd.Index(sorted({tally.source for tally in basis.portfolio.tallies}), dtype="str")
    tallies = basis.portfolio.tallies
    sums = {
        name: pd.Series(
            [sum(getattr(each, name) for each in tallies if each.source == source) for source in sources],
            index=sources,
            dtype="int64",
        )
        for name in ("read", "quarantined", "deduplicated")
    }
    rows = {
        "read": sums["read"],
        "valid": sums["read"] - sums["quarantined"],
        "unique": sums["read"] - sums["deduplicated"] - _repeats(basis, "source", sources, Severity.ERROR),
    }
    return _counted(basis, "source", sources).assign(**rows)


def _by_project(basis: Basis) -> pd.DataFrame:
    projects = basis["projects"]
    own = pd.Index(projects.loc[~projects["level"].isin(ABOVE), "project_id"])
    accepted = sum((_rows(basis, name, own) for name in TABLES), start=np.zeros(len(own), dtype="int64"))
    left_out = _places(own, (f for f in basis.portfolio.findings if f.severity is Severity.ERROR and f.cell))
    again = _repeats(basis, "project_id", own, Severity.WARNING)
    other = _repeats(basis, "project_id", own, Severity.ERROR)
    rows = {
        "read": accepted + left_out + again,
        "valid": accepted + again,
        "unique": accepted + left_out - other,
    }
    return _counted(basis, "project_id", own).assign(**rows)


def _counted(basis: Basis, by: By, groups: pd.Index[Any]) -> pd.DataFrame:
    """The counts that are made of the tables themselves."""
    pairs = {
        ("expected", "filled"): _cells(basis),
        ("due", "timely"): _dated(basis),
        ("checked", "consistent"): _checks(basis),
    }
    found, places = pd.DataFrame(index=groups), cache(lambda table: _groups(basis, table, by, groups))
    for (whole, part), checks in pairs.items():
        sums = np.zeros((2, len(groups)), dtype="int64")
        for table, asked, right in checks:
            if by in basis[table]:
                of = places(table)
                sums += np.stack([_in(of, flags, len(groups)) for flags in (asked, asked & right)])
        found = found.assign(**{whole: sums[0], part: sums[1]})
    return found


def _groups(basis: Basis, table: str, by: By, groups: pd.Index[Any]) -> Places:
    """The group of each row of a table, -1 of others."""
    code, named = owners(basis, table) if by == "project_id" else codes(basis[table][by])
    found: Places = np.append(groups.get_indexer(named), -1)[code]
    return found


def _in(places: npt.NDArray[np.intp], flags: pd.Series[bool], size: int) -> Counts:
    """How many flagged rows each group has."""
    chosen = places[flags.to_numpy(bool)]
    return np.bincount(chosen[chosen >= 0], minlength=size).astype("int64")


def _cells(basis: Basis) -> Iterator[Check]:
    """Each cell that should be filled, and whether it is; programmes need none of a project's."""
    for table, fields in basis.assumptions.data_quality.expected.items():
        rows = basis[table]
        asked = ~rows["level"].isin(ABOVE) if table == "projects" else pd.Series(True, index=rows.index)  # noqa: FBT003
        for name in fields:
            yield table, asked, rows[name].notna()


def _dated(basis: Basis) -> Iterator[Check]:
    """Each report and each schedule, and whether it is young enough; active projects owe a report."""
    now, oldest = pd.Timestamp(basis.status_date), basis.assumptions.data_quality.timely_days
    reports, projects = basis["status_reports"], basis["projects"]
    told = reports["status_date"].fillna(reports["submitted_on"])
    fresh = (now - told).dt.days.le(oldest)
    yield "status_reports", pd.Series(True, index=reports.index), fresh  # noqa: FBT003
    if len(reports):
        silent = ~projects["project_id"].isin(reports["project_id"].unique()) & ~projects["level"].isin(ABOVE)
        yield "projects", silent & projects["state"].fillna("active").eq("active"), ~silent
    dates = basis["schedules"]["status_date"]
    yield "schedules", dates.notna(), (now - dates).dt.days.le(oldest)


def _checks(basis: Basis) -> Iterator[Check]:
    """Each pair of values that could contradict one another, and whether it does not."""
    now = pd.Timestamp(basis.status_date)
    for table, earlier, later in ORDERED:
        first, second = basis[table][earlier], basis[table][later]
        yield table, first.notna() & second.notna(), first.le(second)
    for table, name in PAST:
        yield table, basis[table][name].notna(), basis[table][name].le(now)
    risks = basis["risks"]
    score, target = (
        (risks[f"{each}probability"] * risks[f"{each}impact"]).astype("float64") for each in ("", "target_")
    )
    yield "risks", score.notna() & target.notna(), target.le(score)


def _rows(basis: Basis, table: str, projects: pd.Index[Any]) -> Counts:
    """How many rows of a table each project has."""
    if "project_id" not in basis[table]:
        return np.zeros(len(projects), dtype="int64")
    of = _groups(basis, table, "project_id", projects)
    return np.bincount(of[of >= 0], minlength=len(projects)).astype("int64")


def _places(projects: pd.Index[Any], findings: Iterable[Finding]) -> Counts:
    """How many rows of each project have one of the findings."""
    rows = {(f.entity, f.file, f.sheet, row[0]) for f in findings if (row := _ROW.search(f.cell))}
    return _occurrences(projects, [entity for entity, *_ in rows])


def _repeats(basis: Basis, by: By, groups: pd.Index[Any], severity: Severity) -> Counts:
    """How many repeats are told of each group, one by one."""
    told = [f for f in basis.portfolio.findings if f.rule in REPEATS and f.severity is severity]
    return _occurrences(groups, [f.source if by == "source" else f.entity for f in told])


def _occurrences(groups: pd.Index[Any], names: list[str]) -> Counts:
    places = groups.get_indexer(pd.Index(names, dtype=object))
    return np.bincount(places[places >= 0], minlength=len(groups)).astype("int64")
