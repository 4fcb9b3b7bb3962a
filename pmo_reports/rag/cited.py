"""Findings on a field of a row, each with the cell it stands in and who answers for the project."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pmo_reports.model.assessed import Assessed
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.lineage import CellRef

Row = Mapping[str, object]


def cited(  # noqa: PLR0913 - one argument a field of the finding
    assessed: Assessed,
    at: tuple[str, Row, str],
    *,
    severity: Severity,
    rule: str,
    value: str,
    problem: str,
    remedy: str,
) -> Finding:
    """A finding on a table's row and field; where the cell is not known it names the file."""
    table, row, field = at
    cell = assessed.portfolio.lineage.cell(table, row, field) or CellRef(str(row["file"]), "", "")
    projects = assessed.portfolio["projects"].set_index("project_id")["project_manager"]
    owner = projects.get(str(row["project_id"]))
    return Finding(
        severity=severity,
        rule=rule,
        entity=str(row["project_id"]),
        source=str(row["source"]),
        file=cell.file,
        sheet=cell.sheet,
        cell=cell.cell,
        value=value,
        problem=problem,
        remedy=remedy,
        owner="" if owner is None or pd.isna(owner) else str(owner),
        table=table,
    )


def rows_of(assessed: Assessed, table: str) -> list[Row]:
    """The rows of a table, by field."""
    return [{str(k): v for k, v in row.items()} for row in assessed.portfolio[table].to_dict("records")]
