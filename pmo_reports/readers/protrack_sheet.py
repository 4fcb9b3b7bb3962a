"""A sheet of records from a ProTrack project, and what their values have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from pmo_reports.model.lineage import ROW
from pmo_reports.readers.protrack_plan import Plan

AGENDA = "agenda"
"""The id of the one calendar that a ProTrack project has."""
_PROJECT = "/Project/NAME"
Cell = object


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Records of one kind, from one place of the file.

    Attributes:
        heads: head -> the way to its value, with `{row}` for the record's number.
        records: each record's number (from 1) and its values.
    """

    name: str
    heads: Mapping[str, str]
    records: Sequence[tuple[int, Sequence[Cell]]]


def sheet_of(
    name: str, element: str, heads: Mapping[str, str], records: Iterator[tuple[int, list[Cell]]]
) -> Sheet:
    """A sheet whose columns lie in `element` number so and so; the project's name stands before them."""
    ways = {head: f"{element}[{ROW}]/{way}".rstrip("/") for head, way in heads.items()}
    return Sheet(name=name, heads={"Project": _PROJECT, **ways}, records=tuple(records))


def money(plan: Plan, *amounts: float) -> list[Cell]:
    """Amounts; nothing at all where nobody filled in costs: nought is an amount."""
    return list(amounts) if plan.has_costs else [None] * len(amounts)


def worked(plan: Plan, starts: Sequence[datetime | None], hours: Sequence[float]) -> list[datetime | None]:
    """When so many working hours are over after each start, by the project's agenda."""
    found = plan.working.finishes(np.array(starts, dtype="datetime64[s]"), np.array(hours, dtype=float))
    ends: list[datetime | None] = found.astype(object).tolist()
    return ends
