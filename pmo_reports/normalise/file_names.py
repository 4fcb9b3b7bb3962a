"""Values that stand in the name of a file: the project that a schedule is of."""

from __future__ import annotations

import re

from pmo_reports.config.sources import Column
from pmo_reports.model.finding import Severity
from pmo_reports.normalise.faults import Fault


def named(column: Column, path: str) -> str | None:
    """What the first group of the column's `filename` pattern finds in the name of the file."""
    match = re.search(column.filename, _name(path))
    return match[1] if match else None


def unnamed(field: str, column: Column, path: str) -> Fault:
    """The fault of a file whose name does not give the field."""
    return Fault(
        rule="unexpected-file-name",
        severity=Severity.ERROR,
        problem=f"the name {_name(path)!r} does not give {field}, so the file is left out",
        remedy=f"rename the file so that the pattern {column.filename} finds it there, or change the pattern",
    )


def _name(path: str) -> str:
    return path.rpartition("/")[2]
