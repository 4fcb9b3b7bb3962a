"""Every rule of every house at both of its bounds and a millionth to either side, through the engine.

The bounds are written here by hand, as their houses publish them. At the bound is the better state; what
differs from it by less than any measure can tell is at the bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from pmo_reports import metrics, rag
from pmo_reports.config import loading
from pmo_reports.config.rag import RagRules, Rule
from pmo_reports.metrics import DECLARED
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.measures import Measurements
from tests.rag.examples import project, report
from tests.strategies import DIMENSIONS, ROOT, Row, portfolio, settings

CONFIG = Path(__file__).parents[2] / "config"
FILES = {"rag": CONFIG / "rag.yaml"} | {
    file.stem: file for file in sorted((CONFIG / "presets" / "rag").glob("*.yaml"))
}
STEP = 1e-6
NOISE = 1e-12
LETTERS = "GGGAAAAARR"
"""What `values` are, from within green to beyond amber."""
OVERALL = {"us-it-dashboard": "GGGAAAAAAA"}
"""What projects are overall whose other dimensions are green; by a mean, red and green are amber."""
TOLERANCES = (
    "tolerance_days", "tolerance_cost", "tolerance_scope", "tolerance_quality", "tolerance_risk",
    "tolerance_benefit",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A rule and the bounds that it has for a project: by itself, or by the project's tolerances."""

    house: str
    dimension: str
    rule: str
    green: float
    amber: float
    own: tuple[tuple[str, float], ...] = ()

    def __str__(self) -> str:
        return "-".join((self.house, self.rule, *(f"{name}={value:g}" for name, value in self.own)))


HOUSE = (
    ("schedule", "key_milestones", 5, 20),
    ("schedule", "schedule_performance", 0.95, 0.90),
    ("schedule", "overdue_key_milestones", 0, 2),
    ("cost", "at_completion", -0.05, -0.10),
    ("cost", "cost_performance", 0.95, 0.90),
    ("scope", "changes", 0.05, 0.10),
    ("risk", "exposure", 0.80, 1.00),
    ("risk", "above_appetite", 0, 2),
    ("benefits", "forecast", 0.95, 0.85),
    ("resources", "unfilled", 0.10, 0.20),
)
PRINCE2 = (
    ("schedule", "time_tolerance", 0, 10),
    ("cost", "cost_tolerance", 0, -0.10),
    ("scope", "scope_tolerance", 0, 0.10),
    ("quality", "quality_tolerance", 0, 1),
    ("risk", "risk_tolerance", 0.80, 1.00),
    ("benefits", "benefit_tolerance", 1.00, 0.90),
)
US = (("cost", "cost_variance", -0.10, -0.30), ("schedule", "schedule_variance", 21, 64))
PLAIN = {
    "rag": HOUSE,
    "default-pmo": HOUSE,
    "prince2-tolerances": PRINCE2,
    "us-it-dashboard": US,
    "uk-delivery-confidence": (),
}
# House rules: the tolerance is the green bound, twice of it the amber one.
HOUSE_TOLERANCES = (
    ("schedule", "key_milestones", 8, 16, "tolerance_days", 8),
    ("schedule", "key_milestones", 0.5, 1, "tolerance_days", 0.5),
    ("cost", "at_completion", -0.08, -0.16, "tolerance_cost", 0.08),
    ("cost", "at_completion", -0.03, -0.06, "tolerance_cost", -0.03),  # a sign says nothing
)
# PRINCE2: what is used up to all of the tolerance is amber; of risk four fifths are green.
PRINCE2_TOLERANCES = (
    ("schedule", "time_tolerance", 0, 15, "tolerance_days", 15),
    ("schedule", "time_tolerance", 0, 15, "tolerance_days", -15),
    ("cost", "cost_tolerance", 0, -0.08, "tolerance_cost", 0.08),
    ("scope", "scope_tolerance", 0, 0.05, "tolerance_scope", 0.05),
    ("quality", "quality_tolerance", 0, 2, "tolerance_quality", 2),
    ("risk", "risk_tolerance", 0.4, 0.5, "tolerance_risk", 0.5),
    ("benefits", "benefit_tolerance", 1, 0.8, "tolerance_benefit", 0.2),
)
OWN = {"rag": HOUSE_TOLERANCES, "default-pmo": HOUSE_TOLERANCES, "prince2-tolerances": PRINCE2_TOLERANCES}
CASES = [
    *(Case(house, *each) for house, rules in PLAIN.items() for each in rules),
    *(
        Case(house, dimension, rule, green, amber, ((field, value),))
        for house, rules in OWN.items()
        for dimension, rule, green, amber, field, value in rules
    ),
]


@cache
def rules(house: str) -> RagRules:
    return loading.rag_rules(CONFIG.parent, str(FILES[house]), DECLARED)


def every(house: str) -> dict[str, Rule]:
    return {rule.key: rule for each in rules(house).dimensions.values() for rule in each.rules}


def values(green: float, amber: float) -> list[float]:
    """Ten values around two bounds: each bound, its noise and a step to either side, and beyond both."""
    worse = 1 if amber > green else -1
    near, far = (worse * STEP * (abs(bound) or 1) for bound in (green, amber))
    return [
        green - 2 * near, green - near, green + worse * NOISE,
        green + near, green + 2 * near, amber - far, amber, amber + worse * NOISE,
        amber + far, amber + 2 * far,
    ]  # fmt: skip


def measured(case: Case, given: list[float], **others: list[float]) -> Measurements:
    """A project for each value given, every other measure of the rules well within green."""
    rules_of = every(case.house)
    fine = {rule.measure: rule.green - (rule.amber - rule.green) / 2 for rule in rules_of.values()}
    needed = {least.measure: 0.5 for rule in rules_of.values() for least in rule.needs}
    columns = fine | needed | {rules_of[case.rule].measure: given} | others
    names = [f"P{at}" for at in range(len(given))]
    projects = pd.DataFrame({key: columns.get(key) for key in DECLARED}, names, dtype="float64")
    frame = projects.reindex([ROOT, *names])
    return Measurements(
        values=frame,
        disclosed=frame.notna().astype(int),
        members=pd.Series(1, index=frame.index),
        declared=DECLARED,
        currency="EUR",
    )


def judged(case: Case, given: list[float], own: Row | None = None, **others: list[float]) -> Assessed:
    """Projects by all rules of the case's house, each reported green, with the tolerances that are given."""
    names = [f"P{at}" for at in range(len(given))]
    said = dict.fromkeys((*DIMENSIONS, "quality", "overall"), "G")
    tables = portfolio(
        projects=[project(name, **(dict(case.own) if own is None else own)) for name in names],
        status_reports=[report(name, **said) for name in names],
    )
    basis = metrics.basis(tables, settings(), tables.period)
    measurements = measured(case, given, **others)
    return rag.assessed(basis, measurements, rules(case.house), settings().organisation, ())


def letters(found: Assessed, dimension: str) -> str:
    return "".join(found.rag(f"P{at}", dimension) for at in range(len(found.portfolio["projects"]) - 1))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_at_the_bound_is_the_better_state(case: Case) -> None:
    given = values(case.green, case.amber)
    found = judged(case, given)
    assert letters(found, case.dimension) == LETTERS
    assert letters(found, "overall") == OVERALL.get(case.house, LETTERS)
    for at, letter in enumerate(LETTERS):
        cell = found.assessments[f"P{at}", case.dimension]
        bound = case.amber if letter == "R" else case.green
        side = 1 if case.green > case.amber else -1
        if letter == "G" and cell.rule != case.rule:
            continue  # another green rule stands first
        assert (cell.rule, cell.measure) == (case.rule, every(case.house)[case.rule].measure)
        assert cell.value is not None
        assert cell.value.value == given[at]
        assert cell.bound is not None
        assert cell.bound.value == pytest.approx(bound, abs=1e-12)
        assert cell.distance is not None
        assert cell.distance.value == pytest.approx(side * (given[at] - bound), abs=1e-9)


def test_every_rule_of_every_house_is_written_here() -> None:
    assert PLAIN.keys() == FILES.keys()
    for house, written in PLAIN.items():
        dimensions = rules(house).dimensions.items()
        there = {(name, rule.key) for name, each in dimensions for rule in each.rules}
        assert {(dimension, rule) for dimension, rule, *_ in written} == there
        with_tolerance = {rule.key for rule in every(house).values() if rule.tolerance}
        assert {rule for _, rule, *_ in OWN.get(house, ())} == with_tolerance


@pytest.mark.parametrize("case", [case for case in CASES if not case.own], ids=str)
def test_tolerances_for_other_measures_move_no_bound(case: Case) -> None:
    others = {field: 0.3 for field in TOLERANCES if field != every(case.house)[case.rule].tolerance}
    found = judged(case, values(case.green, case.amber), others)
    assert letters(found, case.dimension) == LETTERS


def plain(house: str, rule: str) -> Case:
    (case,) = (each for each in CASES if (each.house, each.rule, each.own) == (house, rule, ()))
    return case


@pytest.mark.parametrize("house", ["rag", "default-pmo"])
@pytest.mark.parametrize("rule", ["schedule_performance", "cost_performance"])
def test_a_rule_decides_from_a_tenth_of_the_budget_on(house: str, rule: str) -> None:
    case = plain(house, rule)
    guard = [0.1 - 0.1 * STEP, 0.1 - NOISE, 0.1]
    assert letters(judged(case, [0.8] * 3, percent_complete=guard), case.dimension) == "GRR"


@pytest.mark.parametrize("house", ["rag", "default-pmo"])
def test_a_value_at_either_end_of_what_is_plausible_is_believed(house: str) -> None:
    found = judged(plain(house, "cost_performance"), [1.5, 1.5 * (1 + STEP), 0.0, -STEP])
    assert letters(found, "cost") == "G?R?"
