"""Projects that go by another id than they did: the period before, told in the ids of now.

An id is what a project is known by, so nothing is taken for the same unasked: a caller says which ids are,
or asks for those of the same name. A crosswalk does it for good, as the sources are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from pmo_reports.changes.pairs import pairs
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.rag import Assessment, Assessments, Rag

_IDS = ("project_id", "parent_id", "giver_id", "receiver_id")


def by_name(before: Assessed, after: Assessed) -> Mapping[str, str]:
    """The ids of before and of now of projects with the same name, which each period has once.

    Only projects count whose id the other period does not know; spaces and capitals make no difference.
    """
    found = pairs(before.portfolio["projects"], after.portfolio["projects"], ("project_id",))
    then, now = _names(found.removed), _names(found.added)
    both = then.index.intersection(now.index)
    return dict(zip(then[both], now[both], strict=True))


def identified(before: Assessed, ids: Mapping[str, str]) -> Assessed:
    """`before` with its ids replaced as `ids` says; the rest of it is as it was."""
    known = dict(ids)
    tables = {name: _replaced(rows, known) for name, rows in before.portfolio.tables.items()}
    told = before.measurements
    measurements = replace(
        told,
        values=told.values.rename(index=known),  # noqa: PD011 - a field of ours
        disclosed=told.disclosed.rename(index=known),
        members=told.members.rename(index=known),
    )
    return replace(
        before,
        portfolio=replace(before.portfolio, tables=tables),
        measurements=measurements,
        assessments=_Renamed(before.assessments, known),
        calendars={known.get(project, project): days for project, days in before.calendars.items()},
    )


class _Renamed(Assessments):
    """Assessments by other ids."""

    def __init__(self, cells: Mapping[tuple[str, str], Assessment], ids: Mapping[str, str]) -> None:
        self._cells, self._ids = cells, ids
        self._back = {now: then for then, now in ids.items()}

    def __getitem__(self, key: tuple[str, str]) -> Assessment:
        found = self._cells[self._back.get(key[0], key[0]), key[1]]
        return replace(found, entity=key[0])

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((self._ids.get(entity, entity), dimension) for entity, dimension in self._cells)

    def __len__(self) -> int:
        return len(self._cells)

    def effective(self, entity: str, dimension: str) -> Rag | None:
        """The state that is printed; null where nothing was assessed."""
        return self.by_dimension().get(dimension, {}).get(entity)

    def by_dimension(self) -> Mapping[str, Mapping[str, Rag]]:
        """The states that are printed, by dimension and entity."""
        return {
            dimension: {self._ids.get(entity, entity): state for entity, state in column.items()}
            for dimension, column in states(self._cells).items()
        }


def states(cells: Mapping[tuple[str, str], Assessment]) -> Mapping[str, Mapping[str, Rag]]:
    """The states that are printed, by dimension and entity."""
    if isinstance(cells, Assessments):
        return cells.by_dimension()
    found: dict[str, dict[str, Rag]] = {}
    for (entity, dimension), cell in cells.items():
        found.setdefault(dimension, {})[entity] = cell.effective
    return found


def _names(projects: pd.DataFrame) -> pd.Series:
    """The ids of projects by name, of names that one of them alone has."""
    named = projects[projects["level"].eq("project") & projects["name"].notna()]
    names = named["name"].str.casefold().str.split().str.join(" ")
    alone = ~names.duplicated(keep=False)
    return pd.Series(named["project_id"][alone].array, index=names[alone].array, dtype="str")


def _replaced(rows: pd.DataFrame, ids: Mapping[str, str]) -> pd.DataFrame:
    here = [name for name in _IDS if name in rows.columns]
    if rows.empty or not here:
        return rows
    return rows.assign(**{name: _mapped(rows[name], ids) for name in here})


def _mapped(column: pd.Series, ids: Mapping[str, str]) -> pd.Series:
    return column.map(ids).astype(column.dtype).fillna(column)
