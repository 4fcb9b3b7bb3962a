"""Two assessments of one period, by two sets of rules: which cells differ, and how the counts do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pmo_reports.model.assessed import OVERALL, Assessed
from pmo_reports.model.period import Period
from pmo_reports.model.rag import Assessment, Rag, Trend
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
    pairs = _pairs(before, after)
    now, then = counts(before), counts(after)
    return Comparison(
        period=before.period,
        changes=tuple(pair for pair in pairs if pair.before.effective is not pair.after.effective),
        cells=len(pairs),
        beneath=sum(_differs_beneath(pair) for pair in pairs),
        gone=tuple(name for name in now if name not in then),
        added=tuple(name for name in then if name not in now),
        before=now,
        after=then,
    )


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
        for project in _project_ids(assessed):
            if assessed.rag(project) is Rag.RED:
                found.setdefault(project, assessed.period)
    return found


def _project_ids(assessed: Assessed) -> tuple[str, ...]:
    table = assessed.portfolio["projects"]
    return tuple(map(str, table.loc[table["level"].eq("project"), "project_id"]))


def counts(assessed: Assessed) -> Mapping[str, Counts]:
    """How many projects are in which state, by dimension, overall first."""
    projects = set(_project_ids(assessed))
    found: dict[str, Counter[Rag]] = {OVERALL: Counter()}
    for (entity, dimension), cell in assessed.assessments.items():
        if entity in projects:
            found.setdefault(dimension, Counter())[cell.effective] += 1
    return found


def _pairs(before: Assessed, after: Assessed) -> list[Change]:
    """The cells of both, as the register lists their entities; of each, overall comes first."""
    order = {str(entity): at for at, entity in enumerate(before.portfolio["projects"]["project_id"])}
    both = [key for key in before.assessments if key in after.assessments]
    both.sort(key=lambda key: (order.get(key[0], len(order)), key[1] != OVERALL))
    return [Change(before=before.assessments[key], after=after.assessments[key]) for key in both]


def _differs_beneath(pair: Change) -> bool:
    return pair.before.effective is pair.after.effective and pair.before.computed is not pair.after.computed
