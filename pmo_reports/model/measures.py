"""Measures as declarations and as values.

A measure is one pure function over whole columns. Its parameters are the names of other measures, or
`basis` for the tables themselves, so `cpi(ev, ac)` is formula, dependency and test case in one.
A measure of the tables gives a Series by project, which rolls up as it declares, or, computed anew, one
by entity; a measure of other measures gives what it is given: projects, programmes and the portfolio.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd

from pmo_reports.errors import ConfigurationError, Problem
from pmo_reports.model.figures import PLAIN, Figure, Number, Style, Unit

BASIS = "basis"
"""The parameter that stands for the tables."""


class Better(StrEnum):
    """The good direction of a measure."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Rollup(StrEnum):
    """How a measure of projects becomes one of the programmes and the portfolio that they belong to."""

    SUM = "sum"
    GREATEST = "greatest"
    LEAST = "least"
    ANEW = (
        "computed anew"  # from rolled-up parts, or by a function that looks at the entity's projects itself
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The declaration of a measure.

    Attributes:
        inputs: canonical fields it reads itself ("costs.actual"); empty when it builds on others.
        needs: the measures it builds on, from the function's parameters.
        either: whether it is the first of its needs that a project has, and so one of projects that rolls up.
        follows: measures that are taken from the same tables, where its own inputs depend on the project.
        rolls_up: how values of projects give those above; what builds on others is always computed anew.
        terms: abbreviations and standards that its label, formula or standard uses, and what they stand for.
        looks_back: the measure whose values of earlier periods decide it too, beside the inputs of this one.
    """

    key: str
    label: str
    unit: Unit
    better: Better
    formula: str
    standard: str
    inputs: tuple[str, ...]
    needs: tuple[str, ...]
    function: Callable[..., pd.Series]
    rolls_up: Rollup = Rollup.SUM
    either: bool = False
    follows: tuple[str, ...] = ()
    terms: Mapping[str, str] = field(default_factory=dict)
    looks_back: str = ""

    @property
    def of_projects(self) -> bool:
        """Whether it is computed for projects, and rolls up from them."""
        return self.rolls_up is not Rollup.ANEW

    @property
    def below(self) -> tuple[str, ...]:
        """The measures that its sources are those of."""
        return (*self.needs, *self.follows)

    def __call__(self, *args: pd.Series, **kwargs: pd.Series) -> pd.Series:
        """The measure's values for the given inputs."""
        return self.function(*args, **kwargs)


def measure(  # noqa: PLR0913 - the declaration is the argument list
    *,
    label: str,
    unit: Unit,
    formula: str,
    better: Better = Better.NEITHER,
    standard: str = "house",
    inputs: tuple[str, ...] = (),
    rolls_up: Rollup = Rollup.SUM,
    either: bool = False,
    follows: tuple[str, ...] = (),
    terms: Mapping[str, str] | None = None,
    looks_back: str = "",
) -> Callable[[Callable[..., pd.Series]], Measure]:
    """A decorator that turns a function into a frozen `Measure` named after it."""

    def declared(function: Callable[..., pd.Series]) -> Measure:
        parameters = tuple(inspect.signature(function).parameters)
        needs = tuple(name for name in parameters if name != BASIS)
        return Measure(
            key=function.__name__,
            label=label,
            unit=unit,
            better=better,
            formula=formula,
            standard=standard,
            inputs=inputs,
            needs=needs,
            rolls_up=Rollup.ANEW if needs and not either else rolls_up,
            either=either,
            follows=follows,
            terms=terms or {},
            looks_back=looks_back,
            function=function,
        )

    return declared


def index(*modules: ModuleType) -> Mapping[str, Measure]:
    """The measures of `modules` by key, in order.

    Raises:
        ConfigurationError: if two measures have the same key.
    """
    found: dict[str, Measure] = {}
    for module in modules:
        for candidate in vars(module).values():
            if not isinstance(candidate, Measure) or candidate.function.__module__ != module.__name__:
                continue
            if candidate.key in found:
                problem = Problem(
                    module.__name__, f"a second measure named {candidate.key!r}", "rename one of them"
                )
                raise ConfigurationError((problem,))
            found[candidate.key] = candidate
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurements:
    """All measures of all entities at one status date.

    Attributes:
        values: rows are entity ids, columns measure keys; each column in its own dtype.
        disclosed: how many member projects have a value, same shape.
        members: how many projects an entity has; index entity id.
        declared: the declarations by key.
        currency: the reporting currency of every money measure.
        curves: cumulative money by entity and month: `entity_id`, `month`, `pv`, `ev`, `ac`, `forecast`;
            EV and AC are null after the status date, the forecast before it.
        benefit_curves: cumulative benefits by entity and month; see `metrics.benefit_curves`.
        role_months: the resource plan by role and month, all projects together; see `metrics.bookings`.
        alignment: spend and value by strategic objective of each programme and the portfolio, with
            `entity_id`; see `metrics.strategy`.
        entries: rows of logs with what was worked out of them, by name; see `metrics.entries`.
        managers: how good forecasts were by entity above projects and project manager; see
            `metrics.managers`. Empty unless the settings ask for it.
    """

    values: pd.DataFrame
    disclosed: pd.DataFrame
    members: pd.Series
    declared: Mapping[str, Measure]
    currency: str
    curves: pd.DataFrame = field(default_factory=pd.DataFrame)
    benefit_curves: pd.DataFrame = field(default_factory=pd.DataFrame)
    role_months: pd.DataFrame = field(default_factory=pd.DataFrame)
    alignment: pd.DataFrame = field(default_factory=pd.DataFrame)
    entries: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    managers: pd.DataFrame = field(default_factory=pd.DataFrame)
    _places: dict[Hashable, int] = field(default_factory=dict, init=False, repr=False, compare=False)
    _columns: dict[tuple[str, str], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def value(self, entity: str, key: str) -> Number | date | None:
        """The value of a measure, null where it is undefined or unknown."""
        place, column = self._place(entity), self._column(key)
        return None if place is None or column is None else plain(column[place])

    def taken(self, entity: str, key: str) -> tuple[str, ...]:
        """The measures that `key` of an entity builds on; of alternatives those that the entity has."""
        measure = self.declared[key]
        if not measure.either:
            return measure.below
        found = tuple(need for need in measure.needs if self.value(entity, need) is not None)
        return found or measure.needs

    def tried(self, entity: str, key: str) -> tuple[str, ...]:
        """As `taken`, with the alternatives that come before the one that was taken."""
        measure = self.declared[key]
        if not measure.either:
            return measure.below
        last = self.taken(entity, key)[-1]
        return measure.needs[: measure.needs.index(last) + 1]

    def origins(self, entity: str, key: str) -> Mapping[str, int]:
        """The alternatives that `key` of an entity was taken from, each with the number of its projects.

        One-pagers and totals say by it whose figure is shown: {"ac_ledger": 3, "ac_schedule": 2}.
        """
        if not self.declared[key].either:
            return {}
        numbers = {need: int(self.disclosed[need][entity]) for need in self.taken(entity, key)}
        return {need: number for need, number in numbers.items() if number}

    def figure(self, entity: str, key: str, style: Style = PLAIN) -> Figure:
        """The value with its meaning, ready to print."""
        place = self._place(entity)
        known = place is not None and key in self.disclosed.columns
        unit = self.declared[key].unit
        return Figure(
            key=key,
            entity=entity,
            value=self.value(entity, key),
            unit=unit,
            style=style,
            currency=self.currency if unit is Unit.MONEY else "",
            n=int(self._column(key, "disclosed")[place]) if known else None,
            of=int(self.members[entity]) if known else None,
        )

    def _place(self, entity: str) -> int | None:
        """The row of an entity."""
        if not self._places:
            self._places.update((name, at) for at, name in enumerate(self.values.index))
        return self._places.get(entity)

    def _column(self, key: str, of: str = "values") -> Any:  # noqa: ANN401 - an array of any kind
        """The values of a measure (or how many are disclosed), row by row; null where there is none."""
        if (of, key) not in self._columns:
            frame: pd.DataFrame = getattr(self, of)
            self._columns[of, key] = frame[key].array if key in frame.columns else None
        return self._columns[of, key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values.columns)


def plain(value: object) -> Number | date | None:
    """`value` as a plain Python number or date; every kind of null becomes None."""
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, float | np.floating) and not np.isfinite(value):
        return None
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, datetime):
        return value.date()
    return value  # type: ignore[return-value]
