"""Whether `rag.yaml` names measures and fields that there are; all mistakes at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from pmo_reports.config.rag import RagRules
from pmo_reports.errors import ConfigurationError, Problem
from pmo_reports.model.measures import Measurements
from pmo_reports.model.tables import TABLES


def checked(rules: RagRules, measurements: Measurements) -> RagRules:
    """`rules`, if every measure and project field in them is known.

    Raises:
        ConfigurationError: naming every one that is not, with the nearest that is.
    """
    problems = tuple(_problems(rules, measurements))
    if problems:
        raise ConfigurationError(problems)
    return rules


def _problems(rules: RagRules, measurements: Measurements) -> Iterator[Problem]:
    measures, fields = measurements.declared, TABLES["projects"].fields
    for place, name in _measures(rules):
        if name not in measures:
            yield _problem(place, "measure", name, measures)
    for place, name in _fields(rules):
        if name not in fields:
            yield _problem(place, "project field", name, fields)
    for place, name in (
        ("programme.weight", rules.programme.weight),
        ("portfolio.weight", rules.portfolio.weight),
    ):
        if name and name not in measures and name not in fields:
            yield _problem(place, "measure or project field", name, [*measures, *fields])


def _measures(rules: RagRules) -> Iterator[tuple[str, str]]:
    for name, dimension in rules.dimensions.items():
        for rule in dimension.rules:
            yield f"dimensions.{name}.{rule.key}.measure", rule.measure
            yield from ((f"dimensions.{name}.{rule.key}.needs", least.measure) for least in rule.needs)


def _fields(rules: RagRules) -> Iterator[tuple[str, str]]:
    for name, dimension in rules.dimensions.items():
        for rule in dimension.rules:
            yield from ((f"dimensions.{name}.{rule.key}.applies_when", each) for each in rule.applies_when)
            if rule.tolerance:
                yield f"dimensions.{name}.{rule.key}.tolerance", rule.tolerance


def _problem(place: str, kind: str, name: str, known: Collection[str]) -> Problem:
    near = get_close_matches(name, known, n=1)
    remedy = f"did you mean {near[0]!r}?" if near else f"the {kind}s are: {', '.join(sorted(known))}"
    return Problem(f"rag.yaml: {place}", f"there is no {kind} {name!r}", remedy)
