"""Measures evaluated in the order of their needs, for every entity.

A programme's measure is computed from the projects that disclose all that the measure builds on: EV of
one set of projects is never held against AC of another. `disclosed` says how many projects have it.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter

import pandas as pd

from pmo_reports.errors import ConfigurationError, Problem
from pmo_reports.metrics.declared import DECLARED
from pmo_reports.metrics.members import entities
from pmo_reports.metrics.profiles import curves
from pmo_reports.model.assessed import Basis
from pmo_reports.model.measures import Measure, Measurements

Values = dict[str, pd.Series]


def measured(basis: Basis, declared: Mapping[str, Measure] = DECLARED) -> Measurements:
    """Every declared measure of every entity, with its disclosure and the S-curves.

    Raises:
        ConfigurationError: if a measure needs one that is not declared, or needs itself.
    """
    order = ordered(declared)
    values = matched(basis, declared, evaluated(basis, declared, order))
    return Measurements(
        values=pd.DataFrame({key: values[key] for key in declared}, index=entities(basis)),
        disclosed=_disclosed(basis, values, declared),
        members=basis.members.groupby("entity_id").size().reindex(entities(basis), fill_value=0),
        declared=declared,
        currency=basis.currency,
        curves=curves(basis),
    )


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


def evaluated(basis: Basis, declared: Mapping[str, Measure], order: Iterable[str]) -> Values:
    """The measures of `order`, each computed from those before it."""
    values: Values = {}
    for key in order:
        needs = {need: values[need] for need in declared[key].needs}
        of = {"basis": basis} if "basis" in inspect.signature(declared[key].function).parameters else {}
        values[key] = declared[key].function(**of, **needs)
    return values


def matched(basis: Basis, declared: Mapping[str, Measure], values: Values) -> Values:
    """`values` with those of programmes computed from the projects that disclose all that they build on."""
    own = pd.Index(basis.members["project_id"].unique())
    foundations = {key: leaves(declared, key) for key in declared}
    groups: dict[frozenset[str], list[str]] = {}
    for key, below in foundations.items():
        known = {leaf: frozenset(own[values[leaf].reindex(own).notna()]) for leaf in below}
        if len(set(known.values())) > 1:
            groups.setdefault(frozenset.intersection(*known.values()), []).append(key)
    mended = dict(values)
    for population, keys in groups.items():
        mended |= _above(basis, declared, values, population, keys)
    return mended


def leaves(declared: Mapping[str, Measure], key: str) -> tuple[str, ...]:
    """The measures at the bottom of `key`, that need no others."""
    needs = declared[key].needs
    below = [leaf for need in needs for leaf in leaves(declared, need)] if needs else [key]
    return tuple(dict.fromkeys(below))


def _above(
    basis: Basis, declared: Mapping[str, Measure], values: Values, population: frozenset[str], keys: list[str]
) -> Values:
    """`keys` as they are for projects; above them, of the projects of `population` alone."""
    narrow = replace(basis, members=basis.members[basis.members["project_id"].isin(population)])
    wanted = set().union(*(_closure(declared, key) for key in keys))
    found = evaluated(narrow, declared, [key for key in ordered(declared) if key in wanted])
    projects = entities(basis).isin(basis.members["project_id"])
    return {key: found[key].where(~projects, values[key]) for key in keys}


def _closure(declared: Mapping[str, Measure], key: str) -> set[str]:
    """`key` and all that it builds on."""
    return {key}.union(*(_closure(declared, need) for need in declared[key].needs))


def _disclosed(basis: Basis, values: Values, declared: Mapping[str, Measure]) -> pd.DataFrame:
    """How many projects of an entity have a value, by entity and measure."""
    filled = pd.DataFrame({key: values[key].notna() for key in declared}).astype(int)
    of_members = filled.loc[basis.members["project_id"]].set_axis(basis.members["entity_id"])
    return of_members.groupby(level=0).sum().reindex(entities(basis), fill_value=0)


def _unknown(key: str, need: str, declared: Mapping[str, Measure]) -> Problem:
    near = get_close_matches(need, declared, n=1)
    remedy = f"did you mean {near[0]!r}?" if near else "declare it, or name `basis` for the tables"
    place = declared[key].function.__module__
    return Problem(place, f"{key!r} needs {need!r}, which is not declared", remedy)
