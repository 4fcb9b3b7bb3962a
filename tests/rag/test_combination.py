from __future__ import annotations

import pytest

from pmo_reports.config.rag import Combination, Dimension, RagRules, Rule
from pmo_reports.model.assessed import Assessed
from tests.rag.examples import LATE, assessed, project, reason, report
from tests.strategies import portfolio

SLIP = {"G": 0.0, "A": 10.0, "R": 30.0, "?": None}
CPI = {"G": 1.0, "A": 0.92, "R": 0.5, "?": None}
COST = Rule(key="cost", measure="cpi", green=0.95, amber=0.90, message="CPI is")


def of(states: str, weights: tuple[float, float] = (1.0, 1.0), **combine: object) -> Assessed:
    """One project whose two rules give `states`."""
    weighed = [
        rule.model_copy(update={"weight": weight}) for rule, weight in zip((LATE, COST), weights, strict=True)
    ]
    combination = Combination.model_validate({"policy": "weighted"} | combine)
    dimension = Dimension(label="Schedule", rules=tuple(weighed), combine=combination)
    tables = portfolio(projects=[project()], status_reports=[report()])
    values = {"P": {"slip": SLIP[states[0]], "cpi": CPI[states[1]]}}
    return assessed(tables, values, RagRules(dimensions={"schedule": dimension}))


@pytest.mark.parametrize(
    ("states", "weights", "combine", "state", "sure"),
    [
        ("GG", (1, 1), {}, "G", True),  # 2.0
        ("GA", (1, 1), {}, "A", True),  # 1.5
        ("GA", (3, 1), {}, "G", True),  # 1.75
        ("GA", (3, 2), {}, "G", True),  # 1.6, at the bound
        ("GR", (9, 1), {}, "A", True),  # 1.8, but not green beside a red rule
        ("GR", (9, 1), {"veto": False}, "G", True),
        ("GR", (1, 2), {}, "R", True),  # 0.67
        ("AR", (3, 1), {}, "A", True),  # 0.75, at the bound
        ("G?", (1, 1), {}, "?", False),  # 1 to 2
        ("A?", (9, 1), {}, "A", True),  # 0.9 to 1.1
        ("R?", (1, 1), {}, "A", False),  # 0 to 1: amber at best
        ("R?", (2, 1), {}, "R", True),  # 0.67 at best
        ("GA", (1, 1), {"green_from": 1.5}, "G", True),
        ("GR", (0, 1), {}, "R", True),
    ],
)
def test_weighted_rules(
    states: str, weights: tuple[float, float], combine: dict[str, object], state: str, *, sure: bool
) -> None:
    found = of(states, weights, **combine).assessments["P", "schedule"]
    assert (found.computed, found.sure) == (state, sure)


def test_the_score_stands_in_the_sentence() -> None:
    assert reason(of("GR", (9, 1))).startswith(
        "Weighted by the weights of its rules: score 1.8 of 2; 1 red, 1 green of 2. CPI is 0.50; amber below"
    )


def test_the_worst_rule_decides_unless_it_is_said_otherwise() -> None:
    assert of("GR", (9, 1), policy="worst_of").rag("P", "schedule") == "R"
