"""What must agree in `rag.yaml`, and the measures that it names."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator

from pmo_reports.config.document import Keys
from pmo_reports.config.fields import field_names, number_fields, table_names, unknown_fields
from pmo_reports.config.mistake import Mistake, suggestion
from pmo_reports.config.rag import Dimension, RagRules, Rollup, Rule

OVERALL = "overall"
BEST_SCORE = 2.0
"""The mean score of green projects alone; red ones score 0."""


DATED = ("schedules", "costs", "progress")
"""The tables that say of which day they are, beside the reports."""


def rag_mistakes(rules: RagRules) -> Iterator[Mistake]:
    """What does not agree in the RAG rules."""
    for name, dimension in rules.dimensions.items():
        yield from _dimension_mistakes(("dimensions", name), name, dimension)
    yield from _repeated_keys(rules)
    if not any(dimension.weight for dimension in rules.dimensions.values()):
        yield Mistake(("dimensions",), "no dimension has a weight above zero", "weigh one dimension at least")
    yield from _age_mistakes(rules)
    yield from _rollup_mistakes("programme", rules.programme)
    yield from _rollup_mistakes("portfolio", rules.portfolio)


def measure_mistakes(rules: RagRules, known: Collection[str]) -> Iterator[Mistake]:
    """The measures that the rules name and nobody declares."""
    for keys, name in _measures(rules):
        if name not in known:
            yield Mistake(keys, f"there is no measure {name!r}", suggestion(name, known))


def name_mistakes(rules: RagRules, known: Collection[str]) -> Iterator[Mistake]:
    """The measures and fields that the rules name and that there are not."""
    yield from measure_mistakes(rules, known)
    for keys, rule in _rules(rules):
        yield from _field_mistakes(keys, rule)


def _rules(rules: RagRules) -> Iterator[tuple[Keys, Rule]]:
    for name, dimension in rules.dimensions.items():
        yield from ((("dimensions", name, "rules", at), rule) for at, rule in enumerate(dimension.rules))


def _measures(rules: RagRules) -> Iterator[tuple[Keys, str]]:
    for keys, rule in _rules(rules):
        yield (*keys, "measure"), rule.measure
        yield from (((*keys, "needs", at, "measure"), least.measure) for at, least in enumerate(rule.needs))
    for level, weight in (("programme", rules.programme.weight), ("portfolio", rules.portfolio.weight)):
        if weight and weight not in field_names("projects"):
            yield (level, "weight"), weight


def _dimension_mistakes(keys: Keys, name: str, dimension: Dimension) -> Iterator[Mistake]:
    if name == OVERALL:
        yield Mistake(keys, "'overall' is made from the dimensions and is none itself", "choose another name")
    if not dimension.rules and not dimension.declared_only:
        yield Mistake(keys, f"the dimension {name!r} has no rules", "add rules, or `declared_only: true`")
    if dimension.declared_only and name not in field_names("status_reports"):
        yield Mistake(keys, f"nobody can declare {name!r}", suggestion(name, field_names("status_reports")))
    yield from _combination_mistakes((*keys, "combine"), dimension)
    if not math.isfinite(dimension.weight):
        yield Mistake((*keys, "weight"), "the weight is no finite number", "allowed: a number from 0 up")
    for at, table in enumerate(dimension.rests_on):
        if table not in table_names():
            message = f"there is no table {table!r}"
            yield Mistake((*keys, "rests_on", at), message, suggestion(table, table_names()))
    for at, rule in enumerate(dimension.rules):
        yield from _rule_mistakes((*keys, "rules", at), rule)


def _rule_mistakes(keys: Keys, rule: Rule) -> Iterator[Mistake]:
    for name in ("weight", "hysteresis"):
        if not math.isfinite(getattr(rule, name)):
            yield Mistake((*keys, name), f"the {name} is no finite number", "allowed: a number from 0 up")
    if not (math.isfinite(rule.green) and math.isfinite(rule.amber)):
        yield Mistake(keys, f"a bound of {rule.key!r} is no finite number", "allowed: plain numbers")
    if rule.plausible and not rule.plausible[0] < rule.plausible[1]:
        yield Mistake(
            (*keys, "plausible"), "no value is plausible", "write the least value, then the greatest"
        )
    yield from _tolerance_mistakes(keys, rule)
    yield from _field_mistakes(keys, rule)


def _tolerance_mistakes(keys: Keys, rule: Rule) -> Iterator[Mistake]:
    if rule.green == rule.amber:
        yield Mistake(
            (*keys, "amber"),
            f"both bounds of {rule.key!r} are {rule.green:g}: nothing is amber, and no side is the good one",
            "set them apart: `green` the worst that is still green, `amber` the worst that is still amber",
        )
    if not rule.tolerance_green < rule.tolerance_amber:
        yield Mistake(
            (*keys, "tolerance_amber" if "tolerance_amber" in rule.model_fields_set else "tolerance_green"),
            "tolerance_green is not below tolerance_amber",
            "green ends at the smaller part of the tolerance",
        )
    if rule.tolerance in field_names("projects") and rule.tolerance not in number_fields("projects"):
        yield Mistake(
            (*keys, "tolerance"),
            f"the field {rule.tolerance!r} is no number",
            f"allowed: {', '.join(number_fields('projects'))}",
        )


def _field_mistakes(keys: Keys, rule: Rule) -> Iterator[Mistake]:
    if rule.tolerance and rule.tolerance not in field_names("projects"):
        message = f"the table 'projects' has no field {rule.tolerance!r}"
        yield Mistake((*keys, "tolerance"), message, suggestion(rule.tolerance, field_names("projects")))
    yield from unknown_fields((*keys, "applies_when"), rule.applies_when, "projects")


def _age_mistakes(rules: RagRules) -> Iterator[Mistake]:
    for table, days in rules.stale_sources.items():
        if table not in DATED:
            message = f"of {table!r} nobody knows the day"
            yield Mistake(("stale_sources", table), message, f"allowed: {', '.join(DATED)}")
        elif days < 1:
            message = f"every {table!r} would be too old"
            yield Mistake(("stale_sources", table), message, "allowed: 1 or more; left out, it has no limit")


def _repeated_keys(rules: RagRules) -> Iterator[Mistake]:
    counts = Counter(rule.key for _, rule in _rules(rules))
    for keys, rule in _rules(rules):
        if counts[rule.key] > 1:
            message = f"the rule key {rule.key!r} stands {counts[rule.key]} times"
            yield Mistake((*keys, "key"), message, "rename all but one")


def _combination_mistakes(keys: Keys, dimension: Dimension) -> Iterator[Mistake]:
    combine = dimension.combine
    if combine.policy != "weighted":
        return
    if dimension.rules and not any(rule.weight > 0 for rule in dimension.rules):
        yield Mistake(keys, "no rule has a weight above zero", "weigh one rule at least")
    if not 0 <= combine.red_below <= combine.green_from <= BEST_SCORE:
        message = "the bounds are out of order: red_below above green_from, or beyond 0 to 2"
        yield Mistake(keys, message, "order the bounds: red 0, amber 1, green 2")


def _rollup_mistakes(level: str, rollup: Rollup) -> Iterator[Mistake]:
    if not rollup.red_below <= rollup.green_from:
        yield Mistake(
            (level, "red_below"), "red_below is above green_from", "order the bounds: red 0, amber 1, green 2"
        )
    if not rollup.amber_share <= rollup.green_share:
        yield Mistake(
            (level, "amber_share"), "amber_share is above green_share", "put the smaller share at amber"
        )
    for name, greatest in (
        ("red_below", BEST_SCORE),
        ("green_from", BEST_SCORE),
        ("amber_share", 1.0),
        ("green_share", 1.0),
    ):
        bound = getattr(rollup, name)
        if not 0 <= bound <= greatest:
            message = f"{name} is {bound:g}, beyond every value that there can be"
            yield Mistake((level, name), message, f"allowed: 0 to {greatest:g}")
