"""Data quality: completeness, validity, timeliness, consistency and uniqueness (five of DAMA's dimensions).

Every score is the share of two counts that are measures, too: "3 of 9 projects complete".
"""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics.arithmetic import ratio, whole
from pmo_reports.metrics.quality_counts import by_project, by_source
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, measure

STANDARD = "DAMA-DMBOK"
PAIRS = {
    "completeness": ("filled", "expected"),
    "validity": ("valid", "read"),
    "timeliness": ("timely", "due"),
    "consistency": ("consistent", "checked"),
    "uniqueness": ("unique", "read"),
}
"""Score -> what it is the share of."""


@measure(
    label="Cells expected",
    unit=Unit.COUNT,
    formula="cells that `data_quality.expected` asks for",
    standard=STANDARD,
    inputs=("projects.project_id",),
    terms={"DAMA-DMBOK": "Data Management Body of Knowledge, DAMA International"},
)
def cells_expected(basis: Basis) -> pd.Series:
    """How many cells of the project's rows should be filled."""
    return _count(basis, "expected")


@measure(
    label="Cells filled",
    unit=Unit.COUNT,
    formula="cells expected that hold a value",
    better=Better.HIGHER,
    standard=STANDARD,
    inputs=("projects.project_id",),
)
def cells_filled(basis: Basis) -> pd.Series:
    """How many of them are."""
    return _count(basis, "filled")


@measure(
    label="Completeness",
    unit=Unit.PERCENT,
    formula="cells filled / cells expected",
    better=Better.HIGHER,
    standard=STANDARD,
)
def data_completeness(cells_filled: pd.Series, cells_expected: pd.Series) -> pd.Series:
    """The share of the expected cells that are filled."""
    return ratio(cells_filled, cells_expected)


@measure(
    label="Projects scored",
    unit=Unit.COUNT,
    formula="projects with an expected cell",
    standard=STANDARD,
    inputs=("projects.project_id",),
)
def projects_scored(basis: Basis) -> pd.Series:
    """How many projects are looked at."""
    return whole(_count(basis, "expected").gt(0).astype("int64"))


@measure(
    label="Projects complete",
    unit=Unit.COUNT,
    formula="projects with every expected cell filled",
    better=Better.HIGHER,
    standard=STANDARD,
    inputs=("projects.project_id",),
)
def projects_complete(basis: Basis) -> pd.Series:
    """How many of them miss nothing."""
    expected, filled = _count(basis, "expected"), _count(basis, "filled")
    return whole((expected.gt(0) & filled.eq(expected)).astype("int64"))


@measure(
    label="Complete projects",
    unit=Unit.PERCENT,
    formula="projects complete / projects scored",
    better=Better.HIGHER,
    standard=STANDARD,
)
def complete_share(projects_complete: pd.Series, projects_scored: pd.Series) -> pd.Series:
    """The share of the projects that miss nothing."""
    return ratio(projects_complete, projects_scored)


@measure(
    label="Rows read",
    unit=Unit.COUNT,
    formula="rows accepted, left out for an error, or repeating others",
    standard=STANDARD,
    inputs=("projects.project_id",),
)
def rows_read(basis: Basis) -> pd.Series:
    """How many rows of inputs speak of the project."""
    return _count(basis, "read")


@measure(
    label="Rows valid",
    unit=Unit.COUNT,
    formula="rows read less those left out for an error",
    better=Better.HIGHER,
    standard=STANDARD,
    inputs=("projects.project_id",),
)
def rows_valid(basis: Basis) -> pd.Series:
    """How many of them could be used."""
    return _count(basis, "valid")


@measure(
    label="Validity",
    unit=Unit.PERCENT,
    formula="rows valid / rows read",
    better=Better.HIGHER,
    standard=STANDARD,
)
def data_validity(rows_valid: pd.Series, rows_read: pd.Series) -> pd.Series:
    """The share of the rows that could be used."""
    return ratio(rows_valid, rows_read)


@measure(
    label="Rows unique",
    unit=Unit.COUNT,
    formula="rows read less those that repeat another, or contradict one of the same key",
    better=Better.HIGHER,
    standard=STANDARD,
    inputs=("projects.project_id",),
)
def rows_unique(basis: Basis) -> pd.Series:
    """How many rows stand once."""
    return _count(basis, "unique")


@measure(
    label="Uniqueness",
    unit=Unit.PERCENT,
    formula="rows unique / rows read",
    better=Better.HIGHER,
    standard=STANDARD,
)
def data_uniqueness(rows_unique: pd.Series, rows_read: pd.Series) -> pd.Series:
    """The share of the rows that stand once."""
    return ratio(rows_unique, rows_read)


@measure(
    label="Reports due",
    unit=Unit.COUNT,
    formula="status reports of active projects, and schedules with a status date",
    standard=STANDARD,
    inputs=("status_reports.status_date", "schedules.status_date"),
)
def reports_due(basis: Basis) -> pd.Series:
    """How many reports there should be; none while no project reports at all."""
    return _count(basis, "due")


@measure(
    label="Reports timely",
    unit=Unit.COUNT,
    formula="reports due that are no older than `data_quality.timely_days` at the status date",
    better=Better.HIGHER,
    standard=STANDARD,
    inputs=("status_reports.status_date", "schedules.status_date"),
)
def reports_timely(basis: Basis) -> pd.Series:
    """How many of them are there and young enough."""
    return _count(basis, "timely")


@measure(
    label="Timeliness",
    unit=Unit.PERCENT,
    formula="reports timely / reports due",
    better=Better.HIGHER,
    standard=STANDARD,
)
def data_timeliness(reports_timely: pd.Series, reports_due: pd.Series) -> pd.Series:
    """The share of the reports that are in time."""
    return ratio(reports_timely, reports_due)


@measure(
    label="Checks made",
    unit=Unit.COUNT,
    formula="pairs of days in an order, actual days, and risk scores that have a target",
    standard=STANDARD,
    inputs=("projects.project_id",),
)
def checks_made(basis: Basis) -> pd.Series:
    """How many values could contradict one another."""
    return _count(basis, "checked")


@measure(
    label="Checks passed",
    unit=Unit.COUNT,
    formula="checks made without a contradiction: starts before ends, nothing done in the future, "
    "targets below scores",
    better=Better.HIGHER,
    standard=STANDARD,
    inputs=("projects.project_id",),
)
def checks_passed(basis: Basis) -> pd.Series:
    """How many of them do not."""
    return _count(basis, "consistent")


@measure(
    label="Consistency",
    unit=Unit.PERCENT,
    formula="checks passed / checks made",
    better=Better.HIGHER,
    standard=STANDARD,
)
def data_consistency(checks_passed: pd.Series, checks_made: pd.Series) -> pd.Series:
    """The share of the checks that found no contradiction."""
    return ratio(checks_passed, checks_made)


@measure(
    label="Data quality",
    unit=Unit.PERCENT,
    formula="mean of completeness, validity, timeliness, consistency and uniqueness, of those that are known",
    better=Better.HIGHER,
    standard=STANDARD,
)
def data_quality_score(
    data_completeness: pd.Series,
    data_validity: pd.Series,
    data_timeliness: pd.Series,
    data_consistency: pd.Series,
    data_uniqueness: pd.Series,
) -> pd.Series:
    """All five in one figure; what there is nothing to score by is left out."""
    scores = [data_completeness, data_validity, data_timeliness, data_consistency, data_uniqueness]
    mean: pd.Series = pd.concat(scores, axis=1).mean(axis=1)
    return mean


def source_scores(basis: Basis) -> pd.DataFrame:
    """The five scores of each source (index), beside the counts that they are shares of; see `by_source`.

    A score is null where there is nothing to score.
    """
    counts = by_source(basis)
    scores = {name: ratio(counts[part], counts[all_]) for name, (part, all_) in PAIRS.items()}
    return counts.assign(**scores)


def _count(basis: Basis, name: str) -> pd.Series:
    return whole(by_project(basis)[name])
