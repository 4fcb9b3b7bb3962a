"""Whether the bounds of a rule suit its measure: the good side, and the unit that they are written in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pmo_reports.config.document import Keys
from pmo_reports.config.fields import kind
from pmo_reports.config.mistake import Mistake
from pmo_reports.config.rag import RagRules, Rule

if TYPE_CHECKING:
    from pmo_reports.model.measures import Measure

Declared = Mapping[str, "Measure"]

GREATEST: Mapping[str, float] = {"percent": 3.0, "index": 10.0}
"""Bounds of ratios from here on are taken for a percentage that was written as one: 5 for 0.05. Who means
300 % says so by `plausible`."""
WHOLE = ("count", "days", "score")
"""Units in which a bound between 0 and 1 can only be a ratio that belongs to another measure."""
TOLERANCES: Mapping[str, str] = {"percent": "ratio", "money": "money", "days": "number"}
"""What a project field must hold to bound a measure of a unit; any number bounds the others."""


def bound_mistakes(rules: RagRules, declared: Declared) -> Iterator[Mistake]:
    """What in the rules does not suit the measures that they name; unknown ones are told elsewhere."""
    for name, dimension in rules.dimensions.items():
        for at, rule in enumerate(dimension.rules):
            if rule.measure in declared:
                yield from _suited(("dimensions", name, "rules", at), rule, declared)
    for level, weight in (("programme", rules.programme.weight), ("portfolio", rules.portfolio.weight)):
        if weight in declared and declared[weight].unit == "date":
            yield Mistake((level, "weight"), f"{weight!r} is a date and weighs nothing", "weigh by a number")


def _suited(keys: Keys, rule: Rule, declared: Declared) -> Iterator[Mistake]:
    measure = declared[rule.measure]
    if measure.unit == "date":
        message = f"{rule.measure!r} is a date, which no number bounds"
        yield Mistake((*keys, "measure"), message, "choose a measure in days, such as 'finish_slip'")
        return
    yield from _sided(keys, rule, measure)
    yield from _in_unit(keys, rule, measure)
    yield from _tolerated(keys, rule, measure)
    for at, least in enumerate(rule.needs):
        if least.measure in declared:
            place = (*keys, "needs", at, "at_least")
            yield from _plausible(place, least.at_least, declared[least.measure], least.measure)


def _sided(keys: Keys, rule: Rule, measure: Measure) -> Iterator[Mistake]:
    """The bounds the wrong way round: what is better would be red."""
    if rule.green == rule.amber or measure.better == "neither":
        return
    if rule.higher_is_better != (measure.better == "higher"):
        order = "greater" if measure.better == "higher" else "smaller"
        yield Mistake(
            (*keys, "amber"),
            f"the bounds of {rule.key!r} overlap: of {rule.measure!r} {measure.better} is better",
            f"write the {order} bound at `green`",
        )


def _in_unit(keys: Keys, rule: Rule, measure: Measure) -> Iterator[Mistake]:
    for name, bound in (("green", rule.green), ("amber", rule.amber)):
        believed = rule.plausible and rule.plausible[0] <= bound <= rule.plausible[1]
        if not believed:
            yield from _plausible((*keys, name), bound, measure, rule.measure)


def _plausible(keys: Keys, bound: float, measure: Measure, name: str) -> Iterator[Mistake]:
    """A bound that can hardly be meant in the measure's unit."""
    unit = str(measure.unit)
    meant = f"; if {bound:.0%} is meant, widen `plausible` to it" if keys[-1] in ("green", "amber") else ""
    if abs(bound) >= GREATEST.get(unit, float("inf")):
        yield Mistake(
            keys,
            f"{keys[-1]} is {bound:g}, but {name!r} is a ratio: that is {bound:.0%}",
            f"write {bound / 100:g} for {bound:g} %{meant}",
        )
    if unit in WHOLE and 0 < abs(bound) < 1:
        what = "in days" if unit == "days" else "a whole number"
        yield Mistake(
            keys,
            f"{keys[-1]} is {bound:g}, but {name!r} is {what}",
            "write a whole number, or name the measure that is a ratio",
        )


def _tolerated(keys: Keys, rule: Rule, measure: Measure) -> Iterator[Mistake]:
    wanted, held = TOLERANCES.get(str(measure.unit), ""), kind("projects", rule.tolerance)
    if rule.tolerance and wanted and held in (*TOLERANCES.values(), "integer") and held != wanted:
        message = f"{rule.tolerance!r} is a {held}, which does not bound {rule.measure!r} ({measure.unit})"
        yield Mistake((*keys, "tolerance"), message, f"name a project field that is a {wanted}")
