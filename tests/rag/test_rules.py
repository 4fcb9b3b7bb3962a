from __future__ import annotations

import pytest

from pmo_reports.config.rag import Least, RagRules, Rule
from pmo_reports.errors import ConfigurationError
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.rag import Rag
from tests.rag.examples import (
    LATE,
    SHIPPED,
    alone,
    assessed,
    bounds_of,
    held_at,
    one_dimension,
    project,
    reason,
    report,
    shipped,
)
from tests.strategies import portfolio

EVERY_RULE = [rule for dimension in shipped().dimensions.values() for rule in dimension.rules]
CPI = Rule(key="cost", measure="cpi", green=0.95, amber=0.90, message="CPI is")
STEP = 1e-6


@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: rule.key)
def test_at_the_bound_is_the_better_state(rule: Rule) -> None:
    worse = -STEP if rule.higher_is_better else STEP
    steps = [rule.green - worse, rule.green, rule.green + worse, rule.amber, rule.amber + worse]
    assert "".join(held_at(rule, value) for value in steps) == "GGAAR"


def test_noise_of_floats_does_not_cross_a_bound() -> None:
    left = CPI.model_copy(update={"green": -0.05, "amber": -0.10})
    assert held_at(left, 0.1 + 0.2 - 0.35) is Rag.GREEN


@pytest.mark.parametrize(
    ("rule", "own", "expected"),
    [
        (LATE, 15.0, (15, 30)),
        (LATE, float("nan"), (5, 20)),
        (EVERY_RULE[3], 0.08, (-0.08, -0.16)),
    ],
)
def test_a_project_s_own_tolerance_replaces_the_bounds(rule: Rule, own: float, expected: object) -> None:
    assert bounds_of(rule, own) == expected


def of(cpi: float | None = 1.0, progress: float | None = 0.5, **rule: object) -> Assessed:
    rules = one_dimension(CPI.model_copy(update=rule))
    tables = portfolio(projects=[project(**{"class": "major"})], status_reports=[report()])
    return assessed(tables, {"P": {"cpi": cpi, "progress": progress}}, rules)


GUARD = (Least(measure="progress", at_least=0.1),)


@pytest.mark.parametrize(
    ("case", "state"),
    [
        ({"cpi": None}, "?"),
        ({"cpi": 7.6, "plausible": (0.0, 1.5)}, "?"),
        ({"cpi": 1.5, "plausible": (0.0, 1.5)}, "G"),
        ({"cpi": 0.5, "progress": 0.1, "needs": GUARD}, "R"),
        ({"cpi": 0.5, "progress": 0.09, "needs": GUARD}, "?"),
        ({"cpi": 1.0, "progress": None, "needs": GUARD}, "?"),
        ({"cpi": 0.5, "applies_when": {"class": ("minor",)}}, "n/a"),
        ({"cpi": 0.5, "applies_when": {"class": ("minor", "major")}}, "R"),
        ({"cpi": 0.5, "applies_when": {"stage": ("delivery",)}}, "R"),  # of an unknown stage it may be
    ],
)
def test_what_a_rule_gives(case: dict[str, object], state: str) -> None:
    assert of(**case).rag("P", "schedule") == state  # type: ignore[arg-type]


BOTH = one_dimension(LATE, CPI)


@pytest.mark.parametrize(
    ("slip", "cpi", "state"),
    [(2, 1.0, "G"), (2, 0.93, "A"), (30, 0.93, "R"), (2, None, "?"), (12, None, "A"), (30, None, "R")],
)
def test_the_worst_rule_decides_and_one_without_data_is_never_green(
    slip: int, cpi: float | None, state: str
) -> None:
    tables = portfolio(projects=[project()], status_reports=[report()])
    assert assessed(tables, {"P": {"slip": slip, "cpi": cpi}}, BOTH).rag("P", "schedule") == state


def test_a_rule_may_be_left_out_where_its_data_is_missing() -> None:
    rules = one_dimension(LATE, CPI.model_copy(update={"missing": "skip"}))
    tables = portfolio(projects=[project()], status_reports=[report()])
    assert assessed(tables, {"P": {"slip": 2, "cpi": None}}, rules).rag("P", "schedule") is Rag.GREEN


@pytest.mark.parametrize(
    ("slip", "sentence", "distance"),
    [
        (
            45,
            "It slips +45 days; amber above +5 days, red above +20 days; 25 days beyond the amber bound.",
            -25,
        ),
        (
            12,
            "It slips +12 days; amber above +5 days, red above +20 days; 7 days beyond the green bound.",
            -7,
        ),
        (5, "It slips +5 days; amber above +5 days, red above +20 days; at the green bound.", 0),
        (1, "It slips +1 day; amber above +5 days, red above +20 days; 4 days within the green bound.", 4),
        (None, "No data: Slip needs milestones.forecast_date.", None),
    ],
)
def test_every_state_has_its_sentence(slip: int | None, sentence: str, distance: float | None) -> None:
    found = alone(slip)
    cell = found.assessments["P", "schedule"]
    assert reason(found).startswith(sentence)
    assert (cell.distance.value if cell.distance else None) == distance


def test_shipped_rules_are_valid_and_name_what_there_is() -> None:
    assert SHIPPED.exists()
    mandatory = [name for name, dimension in shipped().dimensions.items() if dimension.mandatory]
    assert mandatory == ["schedule", "cost"]


def test_unknown_names_in_the_rules_are_all_told_at_once() -> None:
    wrong = Rule(key="x", measure="slipp", green=1, amber=2, message="", tolerance="tolerance_dais")
    rules = RagRules.model_validate(one_dimension(wrong).model_dump() | {"programme": {"weight": "bax"}})
    with pytest.raises(ConfigurationError) as mistakes:
        assessed(portfolio(projects=[project()]), {}, rules)
    assert {(problem.place, problem.remedy) for problem in mistakes.value.problems} == {
        ("rag.yaml: dimensions.schedule.rules[0].measure", "did you mean 'slip'?"),
        ("rag.yaml: dimensions.schedule.rules[0].tolerance", "did you mean 'tolerance_days'?"),
        ("rag.yaml: programme.weight", "did you mean 'bac'?"),
    }
