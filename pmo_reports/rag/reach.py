"""Reach: what lies beneath a dimension's rules, and so what it cannot be judged without."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from pmo_reports.config.rag import Dimension
from pmo_reports.model.measures import Measurements
from pmo_reports.rag.codes import Flags
from pmo_reports.rag.register import Register


def judged(dimension: Dimension) -> frozenset[str]:
    """The measures that the dimension's rules look at."""
    measures = {rule.measure for rule in dimension.rules}
    return frozenset(measures | {least.measure for rule in dimension.rules for least in rule.needs})


def beneath(dimension: Dimension, measurements: Measurements) -> tuple[str, ...]:
    """The measures that the dimension's rules look at, and all that these are made of."""
    reached: dict[str, None] = {}
    waiting = sorted(judged(dimension))
    while waiting:
        key = waiting.pop(0)
        if key not in reached:
            reached[key] = None
            waiting += measurements.declared[key].below
    return tuple(reached)


def tables(dimension: Dimension, register: Register) -> Mapping[str, Flags]:
    """The canonical tables that the dimension rests on, each with the projects for which it does.

    Of alternatives they are those of the one that was taken, and of those that it is taken for want of.
    """
    if dimension.rests_on:
        return {table: np.ones(len(register), dtype=bool) for table in dimension.rests_on}
    reached: dict[str, Flags] = {}
    for key in sorted(judged(dimension)):
        _reach(key, np.ones(len(register), dtype=bool), register, reached)
    found: dict[str, Flags] = {}
    for key, where in sorted(reached.items()):
        for field in register.measurements.declared[key].inputs:
            table = field.partition(".")[0]
            found[table] = found[table] | where if table in found else where
    return dict(sorted(found.items()))


def _reach(key: str, where: Flags, register: Register, reached: dict[str, Flags]) -> None:
    """Adds to `reached` where a measure, and all that it is made of, is looked at."""
    before = reached.get(key)
    if before is not None and not (where & ~before).any():
        return
    reached[key] = where if before is None else before | where
    measure = register.measurements.declared[key]
    if not measure.either:
        for need in measure.below:
            _reach(need, where, register, reached)
        return
    has = [register.is_known(need) for need in measure.needs]
    none = ~np.logical_or.reduce(has)
    for at, need in enumerate(measure.needs):
        _reach(need, where & (none | np.logical_or.reduce(has[at:])), register, reached)
