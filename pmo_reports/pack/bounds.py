"""Bounds: what each rule calls green and amber, on the method page."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pmo_reports.config.rag import Dimension, Rule
from pmo_reports.model.figures import Figure, Sentence, Style, Unit
from pmo_reports.model.pack import Cell, TableBlock
from pmo_reports.model.wording import label, say, term
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bound:
    dimension: Dimension
    rule: Rule

    @property
    def weighed(self) -> bool:
        return self.dimension.combine.policy == "weighted"


def bounds(view: View) -> TableBlock:
    """The bounds of every rule; with weights and hysteresis where any rule has them."""
    found = [
        _Bound(dimension=dimension, rule=rule)
        for dimension in view.settings.rag.dimensions.values()
        for rule in dimension.rules
    ]
    fields: tuple[Field[_Bound], ...] = (
        Field("dimension", "Dimension", lambda b: label(b.dimension.label), 1.0),
        Field("measure", "Measure", lambda b: _label(view, b.rule.measure), 1.8),
        Field("green", "Still green at", lambda b: _bound(view, b.rule, "green"), 0.8),
        Field("amber", "Still amber at", lambda b: _bound(view, b.rule, "amber"), 0.8),
        Field("weight", "Weight", lambda b: _weight(view, b), 0.6, optional=True),
        Field("back", "Better again", lambda b: _back(view, b.rule), 1.2, optional=True),
        Field("tolerance", "Replaced by", lambda b: _own(view, b.rule), 2.4, optional=True),
    )
    words = Words(
        alt="Bounds of each rule, by dimension; at the bound is the better state",
        empty="No rule is set: declared states stand.",
        caption="Bounds, at the bound is the better state",
    )
    return grid(fields, found, words, locale=view.locale)


_TOLERANCES: dict[str, str] = {
    each: each
    for each in (
        *(label("tolerance days"), label("tolerance cost"), label("tolerance scope")),
        *(label("tolerance quality"), label("tolerance risk"), label("tolerance benefit")),
    )
}
"""Columns of tolerances that rules name, as words of ours."""


def _weight(view: View, bound: _Bound) -> Cell:
    if not bound.weighed:
        return ""
    style = Style(decimals=_decimals(bound.rule.weight))
    key = f"rules.{bound.rule.key}.weight"
    return Figure(key=key, entity=view.entity, value=bound.rule.weight, unit=Unit.INDEX, style=style)


def _back(view: View, rule: Rule) -> Sentence:
    """How far beyond a bound a state that was worse is better again."""
    if not rule.hysteresis:
        return Sentence()
    return say("{size} beyond the bound", size=_bound(view, rule, "hysteresis"))


def _own(view: View, rule: Rule) -> Sentence:
    """The project's own tolerance, and which parts of it take the place of the bounds."""
    if not rule.tolerance:
        return Sentence()
    name = rule.tolerance.replace("_", " ")
    return say(
        "the project's {tolerance}, where it has one: green {green}, amber {amber}",
        tolerance=_TOLERANCES.get(name, name),
        green=_part(view, rule, "green"),
        amber=_part(view, rule, "amber"),
    )


def _part(view: View, rule: Rule, side: str) -> Sentence:
    """To which part of the tolerance a state holds: "to it", "to 2 times it", "to 100% less it"."""
    part, origin = float(getattr(rule, f"tolerance_{side}")), _bound(view, rule, "tolerance_from")
    origin = replace(origin, style=Style(decimals=_decimals(rule.tolerance_from)))
    if not part:
        return say("to {bound}", bound=origin)
    key = f"rules.{rule.key}.tolerance_{side}"
    times = Figure(
        key=key, entity=view.entity, value=part, unit=Unit.INDEX, style=Style(decimals=_decimals(part))
    )
    size = term("it") if part == 1 else say("{times} times it", times=times)
    if not rule.tolerance_from:
        return say("to {size}", size=size)
    if rule.higher_is_better:
        return say("to {bound} less {size}", bound=origin, size=size)
    return say("to {bound} plus {size}", bound=origin, size=size)


def _decimals(value: float) -> int | None:
    return 0 if float(value).is_integer() else None


def _label(view: View, key: str) -> str:
    declared = view.now.measurements.declared.get(key)
    return label(declared.label) if declared else key.replace("_", " ")


def _bound(view: View, rule: Rule, side: str) -> Figure:
    declared = view.now.measurements.declared.get(rule.measure)
    unit = declared.unit if declared else Unit.INDEX
    money = view.currency if unit is Unit.MONEY else ""
    value = float(getattr(rule, side))
    return Figure(key=f"rules.{rule.key}.{side}", entity=view.entity, value=value, unit=unit, currency=money)
