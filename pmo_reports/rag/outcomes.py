"""Outcomes: what a rule gives for one project, with its numbers as figures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pmo_reports.config.rag import Rule
from pmo_reports.model.figures import Figure, Style, Unit
from pmo_reports.model.measures import Measurements
from pmo_reports.model.rag import Rag
from pmo_reports.rag.codes import known
from pmo_reports.rag.register import Register
from pmo_reports.rag.rules import EXACT, Ruling, too_far


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one rule gives for one project.

    Attributes:
        raw: the state that the bounds alone give; `state` is worse where hysteresis holds it.
        bound: the bound that the value was held against: the green one, for a red value the amber one.
        distance: how far the value is from it, positive on the good side.
        back: from where the state is better again, if hysteresis holds it.
        doubt: why the state is unknown: `missing`, `undefined` or `implausible`; else "".
    """

    rule: Rule
    raw: Rag
    state: Rag
    value: Figure
    green: Figure
    amber: Figure
    distance: Figure | None = None
    back: Figure | None = None
    doubt: str = ""

    @property
    def bound(self) -> Figure:
        """The bound that the value was held against."""
        return self.amber if self.raw is Rag.RED else self.green


def outcome(ruling: Ruling, register: Register, place: int) -> Outcome:
    """What a rule gives for the project in a place."""
    figures = _Figures(ruling.rule, register.name(place), register.measurements)
    green, amber = (float(each[place if len(each) > 1 else 0]) for each in (ruling.green, ruling.amber))
    raw, state = (known(codes[place]) for codes in (ruling.raw, ruling.states))
    value, judged = float(ruling.values[place]), raw is not Rag.UNKNOWN
    side = 1 if ruling.rule.higher_is_better else -1
    bound = amber if raw is Rag.RED else green
    return Outcome(
        rule=ruling.rule,
        raw=raw,
        state=state,
        value=figures.value(),
        green=figures.bound("green", green),
        amber=figures.bound("amber", amber),
        distance=figures.distance(round(value - bound, EXACT) * side) if judged else None,
        back=figures.back(state, (green, amber)) if state is not raw else None,
        doubt="" if judged else _doubt(ruling.rule, figures.entity, value, register.measurements),
    )


def missing_inputs(measurements: Measurements, entity: str, key: str) -> tuple[str, ...]:
    """The canonical fields of the measures below `key` that have no value for the entity."""
    declared = measurements.declared[key]
    known_value = measurements.value(entity, key) is not None
    if declared.either:
        return () if known_value else missing_inputs(measurements, entity, declared.needs[0])
    own = () if known_value else declared.inputs
    below = (missing_inputs(measurements, entity, need) for need in declared.below)
    return tuple(dict.fromkeys(field for fields in (own, *below) for field in fields))


def _doubt(rule: Rule, entity: str, value: float, measurements: Measurements) -> str:
    if any(measurements.value(entity, least.measure) is None for least in rule.needs):
        return "missing"
    if np.isnan(value):
        return "missing" if missing_inputs(measurements, entity, rule.measure) else "undefined"
    return "implausible" if too_far(rule, value) else ""


@dataclass(frozen=True, slots=True)
class _Figures:
    """The numbers of a rule as figures of one entity."""

    rule: Rule
    entity: str
    measurements: Measurements

    @property
    def unit(self) -> Unit:
        return self.measurements.declared[self.rule.measure].unit

    @property
    def signed(self) -> bool:
        """Slips and variances have a good and a bad sign."""
        return self.unit is Unit.DAYS or (self.unit is Unit.PERCENT and self.rule.green < 0)

    def value(self) -> Figure:
        return self.measurements.figure(self.entity, self.rule.measure, Style(signed=self.signed))

    def bound(self, name: str, value: float) -> Figure:
        whole = self.unit is Unit.PERCENT and round(value * 100, EXACT).is_integer()
        return self._of(name, value, Style(decimals=0 if whole else None, signed=self.signed))

    def back(self, state: Rag, bounds: tuple[float, float]) -> Figure:
        """From where a state that hysteresis holds is better again."""
        green, amber = bounds
        further = self.rule.hysteresis if self.rule.higher_is_better else -self.rule.hysteresis
        bound = amber if state is Rag.RED else green
        return self._of("back", round(bound + further, EXACT), Style(signed=self.signed))

    def distance(self, value: float) -> Figure:
        return self._of("distance", value, Style())

    def _of(self, item: str, value: float, style: Style) -> Figure:
        return Figure(
            key=self.rule.measure,
            entity=self.entity,
            item=f"{self.rule.key}.{item}",
            value=value,
            unit=self.unit,
            currency=self.measurements.currency if self.unit is Unit.MONEY else "",
            style=style,
        )
