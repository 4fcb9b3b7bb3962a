"""Risks by hand: stages, cells of the map, responses, contingency, and the movement since the last period."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest

from pmo_reports.metrics import risk, risk_exposure, risk_movement
from pmo_reports.model.measures import Measurements, index
from pmo_reports.model.tables import Portfolio
from tests.metrics.examples import basis_of, some
from tests.strategies import ROOT, Row, portfolio, rows

PROJECTS = rows(
    project_id=["P", "Q"],
    level="project",
    currency=["EUR", "GBP"],
    contingency=["400", "80"],
    contingency_drawn=["150", "80"],
)
RATES = rows(currency=["GBP"], kind="plan", valid_from="2026-01-01", rate=1.25)
RISKS = rows(
    project_id=["P", "P", "P", "Q"],
    risk_id=["R1", "R2", "R3", "R1"],
    inherent_probability=[5, 4, 5, 3],
    inherent_impact=[5, 4, 5, 2],
    inherent_probability_percent=[0.8, 0.5, 0.9, 0.4],
    inherent_impact_cost=["300", "400", "999", "100"],
    inherent_impact_days=[40, 10, 99, 5],
    probability=[4, 3, 5, 2],
    impact=[4, 4, 5, 2],
    probability_percent=[0.5, 0.25, 0.9, 0.1],
    impact_cost=["200", "-400", "999", "100"],
    impact_days=[20, -8, 99, 5],
    target_probability=[2, 1, 1, 1],
    target_impact=[3, 4, 1, 1],
    target_probability_percent=[0.25, 0.25, 0.1, 0.1],
    target_impact_cost=["200", "-400", "0", "50"],
    target_impact_days=[8, 0, 0, 5],
    currency=["EUR", "EUR", "EUR", "GBP"],
    state=["open", None, "closed", "open"],
    response_due=["2026-10-30", "2026-10-31", "2026-01-01", "2027-01-01"],
    response=["Drill", None, None, "Bear"],
    owner=["A", "B", None, None],
    proximity=["2026-10-01", "2027-01-29", "2026-01-01", "2027-01-30"],
    escalated=[True, False, True, False],
)


def of(risks: list[Row]) -> Portfolio:
    return portfolio(projects=PROJECTS, risks=risks, fx_rates=RATES)


OURS = tuple(index(risk, risk_exposure, risk_movement))


@pytest.fixture(scope="module")
def found() -> Measurements:
    return some(basis_of(of(RISKS)), *OURS)


@pytest.mark.parametrize(
    ("key", "p", "q", "root"),
    [
        ("exposure", 100, 12.5, 112.5),  # 0.5 x 200; an opportunity of 400 is not netted; 0.1 x 100 x 1.25
        ("opportunities", 100, 0, 100),  # 0.25 x 400
        ("exposure_inherent", 440, 50, 490),  # 0.8 x 300 + 0.5 x 400; 0.4 x 100 x 1.25
        ("exposure_target", 50, 6.25, 56.25),
        ("exposure_mitigated", 340, 37.5, 377.5),
        ("exposure_to_mitigate", 390, 43.75, 433.75),
        ("mitigation", pytest.approx(340 / 390), pytest.approx(37.5 / 43.75), pytest.approx(377.5 / 433.75)),
        ("exposure_days", 10, 0.5, 10),  # 0.5 x 20; of a programme the worst project
        ("exposure_days_inherent", 37, 2, 37),
        ("exposure_days_target", 2, 0.5, 2),
        ("top_risk_score_inherent", 25, 6, 25),
        ("top_risk_score", 16, 4, 16),
        ("top_risk_score_target", 6, 1, 6),
        ("risks_red", 1, 0, 1),  # GAARR at probability 4, impact 4
        ("risks_amber", 1, 0, 1),  # GGAAR at probability 3, impact 4
        ("risks_green", 0, 1, 1),
        ("risks_red_inherent", 2, 0, 2),
        ("risks_red_target", 0, 0, 0),
        ("risks_without_owner", 0, 1, 1),
        ("risks_without_response", 1, 0, 1),
        ("risks_near", 2, 0, 2),  # 29 January is 90 days after 31 October, 30 January 91
        ("risks_escalated", 1, 0, 1),
        ("overdue_responses", 1, 0, 1),
        ("contingency", 400, 100, 500),
        ("contingency_drawn", 150, 100, 250),
        ("contingency_left", 250, 0, 250),
        ("contingency_drawn_share", 0.375, 1, 0.5),
        ("exposure_to_contingency_left", 0.4, None, 0.45),
        ("contingency_cover", 150, -12.5, 137.5),
    ],
)
def test_measures_by_hand(found: Measurements, key: str, p: object, q: object, root: object) -> None:
    assert [found.value(entity, key) for entity in ("P", "Q", ROOT)] == [p, q, root]


@pytest.mark.parametrize(
    ("field", "keys"),
    [
        ("impact_cost", "exposure opportunities mitigation exposure_to_contingency_left"),
        ("inherent_impact_cost", "exposure_inherent mitigation"),
        ("target_probability_percent", "exposure_target exposure_days_target"),
        ("impact_days", "exposure_days"),
        ("impact", "risks_red risks_amber risks_green top_risk_score"),
        ("response_due", "overdue_responses"),
        ("proximity", "risks_near"),
        ("escalated", "risks_escalated"),
    ],
)
def test_one_open_risk_without_a_number_leaves_its_project_unknown(field: str, keys: str) -> None:
    lost = some(basis_of(of([RISKS[0] | {field: None}, *RISKS[1:]])), *keys.split())
    assert [lost.value("P", key) for key in keys.split()] == [None] * len(keys.split())
    assert all(lost.value("Q", key) is not None for key in keys.split()[:1])


def test_a_score_off_the_scale_has_no_cell() -> None:
    assert some(basis_of(of([RISKS[0] | {"probability": 6}])), "risks_red").value("P", "risks_red") is None


def test_the_map_is_the_organisation_s() -> None:
    basis = replace(basis_of(of(RISKS)), bands=("RRRRR",) * 5)
    assert some(basis, "risks_red").value("P", "risks_red") == 2


def changed(risk: Row, **fields: object) -> Row:
    return {**risk, **fields}


NOW = [
    changed(RISKS[0], probability=5, probability_percent=0.75),  # worse: 0.5 x 200 -> 0.75 x 200
    changed(RISKS[1], state="closed"),
    changed(RISKS[3], impact=1, impact_cost="80"),  # better: 12.5 -> 10
    changed(RISKS[0], risk_id="R9", impact_cost="1000", probability_percent=0.1),  # new: 100
]
THEN = [
    RISKS[0],
    changed(RISKS[1], impact_cost="40"),  # 10, closed since
    RISKS[3],
    changed(RISKS[0], risk_id="R7", impact_cost="60"),  # 30, gone since
]


@pytest.fixture(scope="module")
def moved() -> Measurements:
    return some(basis_of(of(NOW), of(THEN)), *OURS)


@pytest.mark.parametrize(
    ("key", "p", "q", "root"),
    [
        ("risks_opening", 3, 1, 4),
        ("risks_new", 1, 0, 1),
        ("risks_closed", 1, 0, 1),
        ("risks_gone", 1, 0, 1),
        ("open_risks", 2, 1, 3),
        ("risks_worse", 1, 0, 1),
        ("risks_better", 0, 1, 1),
        ("exposure_opening", 140, 12.5, 152.5),
        ("exposure_new", 100, 0, 100),
        ("exposure_closed", 40, 0, 40),
        ("exposure_movement", 50, -2.5, 47.5),
        ("exposure", 250, 10, 260),
        ("exposure_change", 110, -2.5, 107.5),
    ],
)
def test_movement_by_hand(moved: Measurements, key: str, p: object, q: object, root: object) -> None:
    assert [moved.value(entity, key) for entity in ("P", "Q", ROOT)] == [p, q, root]


def test_the_first_period_has_no_movement(found: Measurements) -> None:
    keys = ("risks_opening", "risks_new", "risks_worse", "exposure_opening", "exposure_movement")
    assert [found.value(ROOT, key) for key in keys] == [None] * 5


def test_a_risk_that_was_not_scored_then_may_be_worse_now() -> None:
    then = [changed(RISKS[0], impact=None, impact_cost=None), *THEN[1:]]
    keys = ("risks_worse", "exposure_opening", "exposure_movement")
    lost = some(basis_of(of(NOW), of(then)), *keys)
    assert [lost.value("P", key) for key in keys] == [None] * 3


def test_the_map_shows_where_each_risk_was() -> None:
    placed = risk.placed(basis_of(of(NOW), of(THEN))).set_index(["project_id", "risk_id"])
    assert placed.loc[("P", "R1"), ["probability", "probability_before", "colour"]].tolist() == [5, 4, "R"]
    assert placed.loc[("P", "R1"), ["inherent_colour", "target_colour"]].tolist() == ["R", "A"]
    assert pd.isna(placed.loc[("P", "R9"), "impact_before"])
    assert len(placed) == 3


def test_money_of_millions_of_cents_is_exact() -> None:
    many = rows(
        project_id="P",
        risk_id=[f"R{n}" for n in range(1000)],
        probability_percent=0.1,
        impact_cost=[Decimal("10000000000.01")] * 1000,
        currency="EUR",
        state="open",
    )
    assert some(basis_of(of(many)), "exposure").value("P", "exposure") == 1000000000001.0
