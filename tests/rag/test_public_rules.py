"""The rule sets of four houses against what those houses publish, and the default rules at their bounds."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pmo_reports import metrics, rag
from pmo_reports.config import loading
from pmo_reports.config.rag import RagRules, Rollup, Rule
from pmo_reports.metrics import DECLARED
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Measurements
from pmo_reports.model.rag import Rag
from pmo_reports.rag.codes import known
from pmo_reports.rag.register import Register
from pmo_reports.rag.rollup import Part, whole
from pmo_reports.rag.rules import ruling
from tests.rag.examples import bounds_of, project, reason, report, shipped
from tests.strategies import Row, portfolio, settings

SETS = Path(__file__).parents[2] / "config" / "presets" / "rag"
NAMES = sorted(file.stem for file in SETS.glob("*.yaml"))
DEFAULT = [rule for dimension in shipped().dimensions.values() for rule in dimension.rules]
STEPS = {Unit.DAYS: 1.0, Unit.COUNT: 1.0}


def rules(name: str) -> RagRules:
    return loading.rag_rules(SETS, str(SETS / f"{name}.yaml"), DECLARED)


def measured(values: dict[str, float]) -> Measurements:
    """The measures of one project P, those named with a value."""
    frame = pd.DataFrame({key: [values.get(key)] for key in DECLARED}, ["P"], dtype="float64")
    return Measurements(
        values=frame,
        disclosed=frame.notna().astype(int),
        members=pd.Series(1, index=["P"]),
        declared=DECLARED,
        currency="EUR",
    )


def judged(name: str, values: dict[str, float], said: Row, own: Row | None = None) -> Assessed:
    """One project by a rule set: its measures, what is declared, and its own tolerances."""
    tables = portfolio(projects=[project(**(own or {}))], status_reports=[report(state=None) | said])
    basis = metrics.basis(tables, settings(), tables.period)
    return rag.assessed(basis, measured(values), rules(name), settings().organisation, ())


def ruled(rule: Rule, values: dict[str, float]) -> str:
    """The state that a rule gives for the project P; "-" if it does not decide."""
    tables = portfolio(projects=[project()])
    found = ruling(rule, Register(pd.Index(["P"]), tables["projects"], measured(values)))
    return known(found.states[0]) if found.decides[0] else "-"


@pytest.mark.parametrize("rule", DEFAULT, ids=lambda rule: rule.key)
def test_every_default_rule_at_its_bounds_and_a_step_to_either_side(rule: Rule) -> None:
    step = STEPS.get(DECLARED[rule.measure].unit, 0.001) * (-1 if rule.higher_is_better else 1)
    needed = {least.measure: least.at_least for least in rule.needs}

    def state(value: float) -> str:
        return ruled(rule, needed | {rule.measure: value})

    green, amber = rule.green, rule.amber
    told = [state(each) for each in (green - step, green, green + step, amber - step, amber, amber + step)]
    assert "".join(told) == "GGAAAR"


@pytest.mark.parametrize("rule", [rule for rule in DEFAULT if rule.needs], ids=lambda rule: rule.key)
def test_a_rule_with_a_guard_decides_from_the_guard_on(rule: Rule) -> None:
    (least,) = rule.needs
    below, at = ({least.measure: least.at_least - off, rule.measure: rule.amber - 0.1} for off in (0.001, 0))
    assert (ruled(rule, below), ruled(rule, at)) == ("-", Rag.RED)


def test_the_default_set_is_the_one_in_force() -> None:
    assert rules("default-pmo").model_dump() == shipped().model_dump()


@pytest.mark.parametrize("name", NAMES)
def test_every_set_serves_as_a_workspace_s_own(tmp_path: Path, name: str) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "rag.yaml").write_bytes((SETS / f"{name}.yaml").read_bytes())
    found = loading.load(tmp_path, DECLARED)
    assert found.rag.model_dump() == rules(name).model_dump()
    assert loading.rag_rules(tmp_path, name, DECLARED).version == found.rag.version


def test_servicenow_s_worst_of_leaves_out_what_has_no_state() -> None:
    def of(*states: Rag) -> Rag:
        return whole([Part(state=state) for state in states], Rollup(policy="worst_of")).state

    assert of(Rag.RED, Rag.AMBER, Rag.GREEN) is Rag.RED
    assert of(Rag.AMBER, Rag.GREEN, Rag.NOT_APPLICABLE) is Rag.AMBER


# Bands: cost 10 % and 30 % over; schedule 30 and 90 days, 21 and 64 working days. Overall is the mean of the
# two (red 0, amber 1, green 2): below 0.75 red, from 1.6 green.
@pytest.mark.parametrize(
    ("cost", "days", "states"),
    [
        (0.02, 0, "GGG"),
        (-0.10, 21, "GGG"),
        (-0.101, 21, "AGA"),  # 1.5
        (-0.30, 64, "AAA"),
        (-0.301, 64, "RAR"),  # 0.5
        (-0.301, 0, "RGA"),  # 1.0
        (0.0, 65, "GRA"),
        (-0.5, 100, "RRR"),
    ],
)
def test_us_dashboard_bands_and_mean(cost: float, days: float, states: str) -> None:
    values = {"cost_variance_at_completion": cost, "finish_slip": days}
    found = judged("us-it-dashboard", values, {"overall": "G"})
    assert "".join(found.rag("P", name) for name in ("cost", "schedule", "overall")) == states


@pytest.mark.parametrize(
    ("evaluation", "overall"),
    [
        ("R", "R"),
        ("A", "A"),
        ("G", "G"),
        (None, "?"),
    ],  # lower than both is the overall; higher raises nothing
)
def test_us_dashboard_evaluation_below_both_is_the_overall(evaluation: str | None, overall: str) -> None:
    values = {"cost_variance_at_completion": 0.0, "finish_slip": 0.0}
    assert judged("us-it-dashboard", values, {"overall": evaluation}).rag("P") == overall


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Green", "G"),
        ("Amber/Green", "A"),
        ("Amber", "A"),
        ("Amber/Red", "A"),
        ("Red", "R"),
        ("G", "G"),
        (None, "?"),
    ],
)
def test_uk_delivery_confidence_of_five_or_three_points(word: str | None, state: str) -> None:
    found = judged("uk-delivery-confidence", {}, {"delivery_confidence": word, "overall": "G"})
    assert [found.rag("P", name) for name in ("delivery_confidence", "overall")] == [state, state]


TOLERANCES: Row = {
    "tolerance_days": 15.0,
    "tolerance_cost": 0.08,
    "tolerance_scope": 0.05,
    "tolerance_quality": 2.0,
    "tolerance_risk": 0.5,
    "tolerance_benefit": 0.2,
}


# As planned, the tolerance just used up, exceeded: by hand from the tolerances above.
@pytest.mark.parametrize(
    ("dimension", "measure", "planned", "used", "exceeded"),
    [
        ("schedule", "finish_slip", 0, 15, 16),
        ("cost", "cost_variance_at_completion", 0.0, -0.08, -0.081),
        ("scope", "change_ratio", 0.0, 0.05, 0.051),
        ("quality", "gates_with_conditions_overdue", 0, 2, 3),
        ("risk", "exposure_to_contingency", 0.4, 0.5, 0.501),
        ("benefits", "benefit_ratio", 1.0, 0.8, 0.799),
    ],
)
def test_prince2_tolerances_are_the_project_s_own(
    dimension: str, measure: str, planned: float, used: float, exceeded: float
) -> None:
    def state(value: float) -> str:
        found = judged("prince2-tolerances", {measure: value}, {dimension: "G"}, TOLERANCES)
        return found.rag("P", dimension)

    assert [state(value) for value in (planned, used, exceeded)] == ["G", "A", "R"]


def test_prince2_sentence_names_the_tolerance_as_the_bound() -> None:
    found = judged("prince2-tolerances", {"finish_slip": 20}, {"schedule": "R"}, TOLERANCES)
    assert reason(found) == (
        "The finish slips +20 days; amber above 0 days, red above +15 days; 5 days beyond the amber bound."
    )


@pytest.mark.parametrize(("value", "state"), [(0.3, "G"), (0.0, "G"), (-0.001, "R")])
def test_no_tolerance_at_all_leaves_no_amber_and_keeps_the_good_side(value: float, state: str) -> None:
    measure = "cost_variance_at_completion"
    found = judged("prince2-tolerances", {measure: value}, {"cost": "G"}, {"tolerance_cost": 0.0})
    assert found.rag("P", "cost") == state


def test_a_tolerance_counts_from_where_it_is_said_to() -> None:
    rule = Rule(key="b", measure="m", green=1.0, amber=0.9, tolerance="t", tolerance_from=1, message="")
    assert bounds_of(rule, 0.1) == (0.9, 0.8)
    assert bounds_of(rule.model_copy(update={"tolerance_from": 0, "green": 0, "amber": 5}), 3) == (3, 6)
