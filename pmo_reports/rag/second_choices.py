"""Second choices: figures of a project from a source that stands in for one that is kept, but silent on it.

A ledger that knows other projects and not this one has lost it, or nobody has asked: what the schedule says
in its place is shown, and judges nothing better than unknown.
"""

from __future__ import annotations

from collections.abc import Mapping

from pmo_reports.config.rag import Dimension
from pmo_reports.model.assessed import Assessed, Basis
from pmo_reports.model.measures import Measurements
from pmo_reports.rag.gaps import judged

Seconds = Mapping[str, frozenset[str]]
"""The projects that are measured by a second choice, by measure that has alternatives."""


def second_choices(basis: Basis, measurements: Measurements, past: tuple[Assessed, ...]) -> Seconds:
    """Of each measure with alternatives the projects that lack the first, though somebody keeps it."""
    values, found = measurements.values, {}
    for key, measure in measurements.declared.items():
        if measure.either and _is_kept(basis, past, measurements.declared[measure.needs[0]].inputs[0]):
            second = values[key].notna() & values[measure.needs[0]].isna()
            found[key] = frozenset(map(str, values.index[second]))
    return found


def among(dimension: Dimension, measurements: Measurements, seconds: Seconds, entity: str) -> tuple[str, ...]:
    """The measures below the dimension's rules that are second choices of the entity."""
    reached: dict[str, None] = {}
    waiting = sorted(judged(dimension))
    while waiting:
        key = waiting.pop(0)
        if key not in reached:
            reached[key] = None
            waiting += measurements.declared[key].below
    return tuple(key for key in reached if entity in seconds.get(key, ()))


def _is_kept(basis: Basis, past: tuple[Assessed, ...], field: str) -> bool:
    """Whether anybody keeps the table of a field: a source feeds it, or it holds or held entries."""
    table = field.partition(".")[0]
    held = (len(portfolio[table]) for portfolio in (basis.portfolio, *(each.portfolio for each in past)))
    return table in basis.fed or any(held)
