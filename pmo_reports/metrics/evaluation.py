"""Measures evaluated in the order of their needs, for every entity.

A programme's measure is computed from the projects that disclose all that the measure builds on: EV of
one set of projects is never held against AC of another. `disclosed` says how many projects have it.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.errors import ConfigurationError, Problem
from pmo_reports.metrics.benefit_curves import benefit_curves
from pmo_reports.metrics.bookings import role_months
from pmo_reports.metrics.declared import DECLARED
from pmo_reports.metrics.entries import entries
from pmo_reports.metrics.exact import Flags, within
from pmo_reports.metrics.levels import Levels, counts, levels, rolled
from pmo_reports.metrics.managers import managers
from pmo_reports.metrics.profiles import curves
from pmo_reports.metrics.strategy import FIGURES, alignment
from pmo_reports.model.assessed import Basis
from pmo_reports.model.measures import BASIS, Measure, Measurements

Values = dict[str, pd.Series]


@dataclass(frozen=True, slots=True)
class _Bench:
    """What measures are evaluated with: the basis, who belongs to whom, and the values of projects."""

    basis: Basis
    declared: Mapping[str, Measure]
    levels: Levels
    projects: Values

    def known(self, values: pd.Series) -> Flags:
        """Which projects have a value."""
        filled: Flags = values.notna().to_numpy()
        return filled[self.levels.own]

    def among(self, population: Flags) -> _Bench:
        """The same with the projects of `population` alone."""
        members = self.basis.members
        inside = within(members["project_id"], self.levels.projects[population])
        return replace(
            self,
            basis=replace(self.basis, members=members[inside]),
            levels=self.levels.among(population),
        )


def measured(basis: Basis, declared: Mapping[str, Measure] = DECLARED) -> Measurements:
    """Every declared measure of every entity, with its disclosure, the S-curves and the entries of logs.

    Raises:
        ConfigurationError: if a measure needs one that is not declared, or needs itself.
    """
    over = levels(basis)
    values, disclosed = _frames(basis, declared, over)
    found = Measurements(
        values=values,
        disclosed=disclosed,
        members=pd.Series(_members(over), index=over.entities),
        declared=declared,
        currency=basis.currency,
        curves=curves(basis),
        benefit_curves=benefit_curves(basis),
        role_months=role_months(basis),
        entries=entries(basis),
        managers=managers(basis),
    )
    return replace(found, alignment=_alignment(basis, over, found))


def _frames(basis: Basis, declared: Mapping[str, Measure], over: Levels) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The values of all entities, and their disclosure."""
    order = ordered(declared)
    bench = _Bench(basis, declared, over, _of_projects(basis, declared))
    values = _matched(bench, _evaluated(bench, order))
    frame = pd.DataFrame({key: values[key] for key in declared}, index=over.entities)
    return frame, _disclosed(bench, values)


def ordered(declared: Mapping[str, Measure]) -> tuple[str, ...]:
    """The keys of `declared`, each after all that it needs."""
    unknown = [(key, need) for key in declared for need in declared[key].needs if need not in declared]
    if unknown:
        raise ConfigurationError(tuple(_unknown(key, need, declared) for key, need in unknown))
    try:
        return tuple(TopologicalSorter({key: declared[key].needs for key in declared}).static_order())
    except CycleError as cycle:
        circle = " → ".join(cycle.args[1])
        problem = Problem("measures", f"they need each other in a circle: {circle}", "take one need out")
        raise ConfigurationError((problem,)) from cycle


def needed(declared: Mapping[str, Measure], keys: Iterable[str]) -> dict[str, Measure]:
    """`keys` and all that they build on, in the order of `declared`."""
    wanted = set().union(*(_closure(declared, key) for key in keys))
    return {key: declared[key] for key in declared if key in wanted}


def leaves(declared: Mapping[str, Measure], key: str) -> tuple[str, ...]:
    """The measures at the bottom of `key`, that need no others or are either of several."""
    needs = () if declared[key].either else declared[key].needs
    below = [leaf for need in needs for leaf in leaves(declared, need)] if needs else [key]
    return tuple(dict.fromkeys(below))


def _of_projects(basis: Basis, declared: Mapping[str, Measure]) -> Values:
    """The measures that roll up from projects, by project."""
    values: Values = {}
    for key in ordered(declared):
        measure = declared[key]
        if measure.either:
            values[key] = measure.function(**{need: values[need] for need in measure.needs})
        elif measure.of_projects:
            values[key] = measure.function(**{BASIS: basis})
    return values


def _evaluated(bench: _Bench, order: Iterable[str]) -> Values:
    """The measures of `order` by entity, each computed from those before it."""
    values: Values = {}
    for key in order:
        measure = bench.declared[key]
        if key in bench.projects:
            values[key] = rolled(bench.levels, bench.projects[key], measure.rolls_up)
            continue
        of = {BASIS: bench.basis} if BASIS in inspect.signature(measure.function).parameters else {}
        values[key] = measure.function(**of, **{need: values[need] for need in measure.needs})
    return values


def _matched(bench: _Bench, values: Values) -> Values:
    """`values` with those of programmes computed from the projects that disclose all that they build on."""
    known = {key: bench.known(values[key]) for key in bench.declared if leaves(bench.declared, key) == (key,)}
    groups: dict[bytes, list[str]] = {}
    for key in bench.declared:
        below = {known[leaf].tobytes() for leaf in leaves(bench.declared, key)}
        if len(below) > 1:
            whole = np.logical_and.reduce([known[leaf] for leaf in leaves(bench.declared, key)])
            groups.setdefault(whole.tobytes(), []).append(key)
    mended = dict(values)
    for population, keys in groups.items():
        mended |= _above(bench, values, np.frombuffer(population, dtype=bool), keys)
    return mended


def _alignment(basis: Basis, over: Levels, found: Measurements) -> pd.DataFrame:
    """Spend and value by strategic objective of each entity above projects."""
    above = over.entities[~over.are_projects]
    return alignment(basis, found, above, [key for key in FIGURES if key in found.declared])


def _above(bench: _Bench, values: Values, population: Flags, keys: list[str]) -> Values:
    """`keys` as they are for projects; above them, of the projects of `population` alone."""
    wanted = set().union(*(_closure(bench.declared, key) for key in keys))
    found = _evaluated(bench.among(population), [key for key in ordered(bench.declared) if key in wanted])
    projects = bench.levels.are_projects
    return {key: found[key].where(~projects, values[key]) for key in keys}


def _closure(declared: Mapping[str, Measure], key: str) -> set[str]:
    """`key` and all that it builds on."""
    return {key}.union(*(_closure(declared, need) for need in declared[key].needs))


def _members(over: Levels) -> npt.NDArray[np.int64]:
    return counts(over, np.ones(len(over.projects), dtype=bool))


def _disclosed(bench: _Bench, values: Values) -> pd.DataFrame:
    """How many projects of an entity have a value, by entity and measure."""
    known = {key: bench.known(values[key]) for key in bench.declared}
    alike = {flags.tobytes(): flags for flags in known.values()}
    numbers = {content: counts(bench.levels, flags) for content, flags in alike.items()}
    for each in numbers.values():
        each.flags.writeable = False  # shared by all measures that the same projects have
    columns = {key: numbers[flags.tobytes()] for key, flags in known.items()}
    return pd.DataFrame(columns, index=bench.levels.entities, copy=False)


def _unknown(key: str, need: str, declared: Mapping[str, Measure]) -> Problem:
    near = get_close_matches(need, declared, n=1)
    remedy = f"did you mean {near[0]!r}?" if near else "declare it, or name `basis` for the tables"
    place = declared[key].function.__module__
    return Problem(place, f"{key!r} needs {need!r}, which is not declared", remedy)
