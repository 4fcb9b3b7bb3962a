"""Rules: a measure held against two bounds. At the bound is the better state.

What a rule needs and does not find is unknown, never green; a rule that does not apply, or that has too
little data to be more than noise, does not decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from pmo_reports.config.rag import Rule
from pmo_reports.model.figures import Figure, Style, Unit
from pmo_reports.model.measures import Measurements
from pmo_reports.model.rag import Rag

EXACT = 9
"""Decimals that are compared: enough for any measure, too few for the noise of floats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one rule gives for one project.

    Attributes:
        bound: the bound that the value was held against: the green one, for a red value the amber one.
        distance: how far the value is from it, positive on the good side.
        doubt: why the state is unknown: `missing`, `undefined` or `implausible`; else "".
    """

    rule: Rule
    state: Rag
    value: Figure
    green: Figure
    amber: Figure
    distance: Figure | None = None
    doubt: str = ""

    @property
    def bound(self) -> Figure:
        """The bound that the value was held against."""
        return self.amber if self.state is Rag.RED else self.green


def outcomes(
    rules: tuple[Rule, ...], entity: str, project: Mapping[str, object], measurements: Measurements
) -> tuple[Outcome, ...]:
    """What each of `rules` that decides gives for a project."""
    found = (outcome(rule, entity, project, measurements) for rule in rules if applies(rule, project))
    return tuple(each for each in found if each is not None)


def applies(rule: Rule, project: Mapping[str, object]) -> bool:
    """Whether the project is of a kind that the rule is for; of an unknown kind it may be."""
    return all(
        pd.isna(project[name]) or str(project[name]) in allowed  # type: ignore[call-overload]
        for name, allowed in rule.applies_when.items()
    )


def outcome(
    rule: Rule, entity: str, project: Mapping[str, object], measurements: Measurements
) -> Outcome | None:
    """What `rule` gives, or None if it does not decide."""
    if _too_early(rule, entity, measurements):
        return None
    value = _number(measurements.value(entity, rule.measure))
    doubt = _doubt(rule, entity, value, measurements)
    if doubt and rule.missing == "skip" and value is None:
        return None
    green, amber = bounds(rule, project)
    figures = _Figures(rule, entity, measurements)
    unknown = Outcome(
        rule=rule,
        state=Rag.UNKNOWN,
        value=figures.value(),
        green=figures.bound("green", green),
        amber=figures.bound("amber", amber),
        doubt=doubt,
    )
    if doubt or value is None:
        return unknown
    state = held(value, green, amber, higher_is_better=rule.higher_is_better)
    side = 1 if rule.higher_is_better else -1
    gap = _exact(value - (amber if state is Rag.RED else green)) * side
    return replace(unknown, state=state, distance=figures.distance(gap))


def bounds(rule: Rule, project: Mapping[str, object]) -> tuple[float, float]:
    """The rule's green and amber bounds, or those that the project's own tolerance gives.

    A tolerance is written without a sign: it is counted to the side on which the rule's values are worse.
    """
    tolerance = _number(project.get(rule.tolerance)) if rule.tolerance else None
    if tolerance is None:
        return rule.green, rule.amber
    worse = -abs(tolerance) if rule.higher_is_better else abs(tolerance)
    green, amber = (
        _exact(rule.tolerance_from + worse * part) for part in (rule.tolerance_green, rule.tolerance_amber)
    )
    return green, amber


def held(value: float, green: float, amber: float, *, higher_is_better: bool | None = None) -> Rag:
    """The state of `value`; the order of the bounds tells the good direction, unless they are equal."""
    side = 1 if (green > amber if higher_is_better is None else higher_is_better) else -1
    if _exact(side * (value - green)) >= 0:
        return Rag.GREEN
    return Rag.AMBER if _exact(side * (value - amber)) >= 0 else Rag.RED


def missing_inputs(measurements: Measurements, entity: str, key: str) -> tuple[str, ...]:
    """The canonical fields of the measures below `key` that have no value for the entity."""
    declared = measurements.declared[key]
    known = measurements.value(entity, key) is not None
    if declared.either:
        return () if known else missing_inputs(measurements, entity, declared.needs[0])
    own = () if known else declared.inputs
    below = (missing_inputs(measurements, entity, need) for need in declared.below)
    return tuple(dict.fromkeys(field for fields in (own, *below) for field in fields))


def _too_early(rule: Rule, entity: str, measurements: Measurements) -> bool:
    """Whether there is less data than the rule needs; what is not known may be enough."""
    known = [(_number(measurements.value(entity, least.measure)), least.at_least) for least in rule.needs]
    return any(value is not None and _exact(value - least) < 0 for value, least in known)


def _doubt(rule: Rule, entity: str, value: float | None, measurements: Measurements) -> str:
    if any(measurements.value(entity, least.measure) is None for least in rule.needs):
        return "missing"
    if value is None:
        return "missing" if missing_inputs(measurements, entity, rule.measure) else "undefined"
    if rule.plausible and not rule.plausible[0] <= value <= rule.plausible[1]:
        return "implausible"
    return ""


def _number(value: object) -> float | None:
    if value is None or isinstance(value, date) or pd.isna(value):  # type: ignore[call-overload]
        return None
    return float(value)  # type: ignore[arg-type]


def _exact(value: float) -> float:
    return round(value, EXACT)


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
        whole = self.unit is Unit.PERCENT and _exact(value * 100).is_integer()
        return self._of(name, value, Style(decimals=0 if whole else None, signed=self.signed))

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
