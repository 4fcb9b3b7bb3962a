"""Who belongs to whom: the hierarchy portfolio > programme > project that a pack is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from pmo_reports.errors import UsageError
from pmo_reports.pack.records import Record, records, text

_GROUPS = ("portfolio", "programme")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The entities of a pack.

    Attributes:
        root: the entity the pack is about.
        rows: the row of `projects` of each entity in scope.
        projects, programmes: ids in the order of the table.
        members: entity -> its projects, at any depth.
        programme: project -> the programme right above it, or "".
    """

    root: str
    rows: Mapping[str, Record]
    projects: tuple[str, ...]
    programmes: tuple[str, ...]
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    programme: Mapping[str, str] = field(default_factory=dict)

    def name(self, entity: str) -> str:
        """The entity's name, its id where it has none."""
        return text(self.rows.get(entity, {}), "name") or entity


def scope(projects: pd.DataFrame, root: str, portfolio: str) -> Scope:
    """The entities at and below `root`; an entity without a parent hangs below `portfolio`.

    Raises:
        UsageError: if `root` is neither the portfolio nor an entity of it.
    """
    rows = {text(row, "project_id"): row for row in records(projects)}
    parents = {entity: _parent(row, entity, portfolio) for entity, row in rows.items()}
    if root != portfolio and root not in rows:
        raise UsageError(f"{root!r} is no entity of the portfolio", remedy="mend `scope` in the pack's file")
    lines = {entity: _line(entity, parents, portfolio) for entity in rows}
    inside = [entity for entity in rows if root in lines[entity]]
    leaves = tuple(entity for entity in inside if text(rows[entity], "level") not in _GROUPS)
    above = {entity: tuple(e for e in lines[entity][1:] if e != portfolio) for entity in leaves}
    groups = _groups(inside, rows, above)
    return Scope(
        root=root,
        rows={entity: rows[entity] for entity in rows if entity in inside or entity in groups},
        projects=leaves,
        programmes=tuple(entity for entity in groups if entity != root),
        members={
            **{group: tuple(leaf for leaf in leaves if group in above[leaf]) for group in groups},
            **{leaf: (leaf,) for leaf in leaves},
            root: leaves,
        },
        programme={entity: line[0] if line else "" for entity, line in above.items()},
    )


def _groups(inside: list[str], rows: Mapping[str, Record], above: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Programmes with a row of their own, then those that projects only name as their parent."""
    named = [entity for entity in inside if text(rows[entity], "level") == "programme"]
    unnamed = [line[0] for line in above.values() if line and line[0] not in rows]
    return list(dict.fromkeys([*named, *unnamed]))


def _parent(row: Record, entity: str, portfolio: str) -> str:
    return "" if entity == portfolio else text(row, "parent_id") or portfolio


def _line(entity: str, parents: Mapping[str, str], portfolio: str) -> tuple[str, ...]:
    """`entity` and everything above it, nearest first; a cycle ends where it closes.

    A parent without a row of its own hangs below the portfolio.
    """
    line: list[str] = []
    while entity and entity not in line:
        line.append(entity)
        entity = parents.get(entity, portfolio if entity != portfolio else "")
    return tuple(line)
