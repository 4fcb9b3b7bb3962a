"""Two assessments of one period, by two sets of rules: which cells differ, and how the counts do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pmo_reports.model.assessed import OVERALL, Assessed
from pmo_reports.model.period import Period
from pmo_reports.model.rag import Assessment, Rag, Trend
from pmo_reports.rag.board import States, states
from pmo_reports.rag.codes import NONE, RED, Codes, Flags, known
from pmo_reports.rag.trend import moved

Counts = Mapping[Rag, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A cell by the rules in force (before) and by others (after)."""

    before: Assessment
    after: Assessment

    @property
    def entity(self) -> str:
        """Whose cell it is."""
        return self.before.entity

    @property
    def dimension(self) -> str:
        """The dimension, or overall."""
        return self.before.dimension

    @property
    def move(self) -> Trend:
        """Worse, improved, new (into or out of what counts), or the same (between unknown and stale)."""
        return moved(self.before.effective, self.after.effective)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What other rules would make of a period.

    Attributes:
        changes: the cells that look different, entities in the register's order, overall first.
        cells: how many cells there are by both.
        beneath: cells that look the same, though the rules compute another state: what is declared or
            agreed stands above both.
        gone, added: the dimensions that only the rules in force, only the others have.
        before, after: how many projects are in which state, by dimension, overall included.
    """

    period: Period
    changes: tuple[Change, ...]
    cells: int
    beneath: int
    gone: tuple[str, ...]
    added: tuple[str, ...]
    before: Mapping[str, Counts]
    after: Mapping[str, Counts]


def compared(before: Assessed, after: Assessed) -> Comparison:
    """How the cells of one period differ between two sets of rules."""
    then, now = counts(before), counts(after)
    ours, theirs = states(before.assessments), states(after.assessments)
    entities, names = _both(before, ours, theirs)
    computed, effective = (
        np.array([_differs(each[0][name], each[1][name], ours, theirs, entities) for name in names])
        for each in ((ours.computed, theirs.computed), (ours.effective, theirs.effective))
    )
    found = (
        (entity, name)
        for entity, differs in zip(entities, effective.T, strict=True)
        for name in np.array(names)[differs]
    )
    return Comparison(
        period=before.period,
        changes=tuple(Change(before=before.assessments[key], after=after.assessments[key]) for key in found),
        cells=len(entities) * len(names),
        beneath=int((computed & ~effective).sum()),
        gone=tuple(name for name in then if name not in now),
        added=tuple(name for name in now if name not in then),
        before=then,
        after=now,
    )


def _both(before: Assessed, ours: States, theirs: States) -> tuple[list[str], list[str]]:
    """The entities and dimensions of both: as the register lists them, and overall first."""
    order = {str(entity): at for at, entity in enumerate(before.portfolio["projects"]["project_id"])}
    entities = [str(entity) for entity in ours.entities[ours.entities.isin(theirs.entities)]]
    names = [name for name in ours.effective if name in theirs.effective]
    return (
        sorted(entities, key=lambda entity: order.get(entity, len(order))),
        sorted(names, key=lambda name: name != OVERALL),
    )


def _differs(first: Codes, second: Codes, ours: States, theirs: States, entities: list[str]) -> Flags:
    at, other = (each.entities.get_indexer(pd.Index(entities, dtype="str")) for each in (ours, theirs))
    found: Flags = first[at] != second[other]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """The first period in which a project is red overall by each set of rules; null: in none."""

    project: str
    before: Period | None
    after: Period | None


def warned(pairs: Sequence[tuple[Assessed, Assessed]]) -> tuple[Warned, ...]:
    """The projects that one set of rules calls red earlier than the other, of periods oldest first."""
    by_now, by_other = (_first_red([pair[side] for pair in pairs]) for side in (0, 1))
    projects = dict.fromkeys((*by_now, *by_other))
    return tuple(
        Warned(project=each, before=by_now.get(each), after=by_other.get(each))
        for each in sorted(projects)
        if by_now.get(each) != by_other.get(each)
    )


def _first_red(periods: Sequence[Assessed]) -> dict[str, Period]:
    found: dict[str, Period] = {}
    for assessed in periods:
        standing = states(assessed.assessments)
        red = standing.entities[standing.effective[OVERALL] == RED]
        for project in red[red.isin(_project_ids(assessed))]:
            found.setdefault(str(project), assessed.period)
    return found


def _project_ids(assessed: Assessed) -> tuple[str, ...]:
    table = assessed.portfolio["projects"]
    return tuple(map(str, table.loc[table["level"].eq("project"), "project_id"]))


def counts(assessed: Assessed) -> Mapping[str, Counts]:
    """How many projects are in which state, by dimension, overall first."""
    standing = states(assessed.assessments)
    projects = standing.entities.isin(_project_ids(assessed))
    names = (OVERALL, *(name for name in standing.effective if name != OVERALL))
    return {
        name: _counted(standing.effective[name][projects]) for name in names if name in standing.effective
    }


def _counted(codes: Codes) -> Counts:
    found, numbers = np.unique(codes[codes != NONE], return_counts=True)
    return Counter({known(code): int(number) for code, number in zip(found, numbers, strict=True)})
