"""How activities earn their budget (ANSI/EIA-748), each technique at start, middle and end."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from pmo_reports.metrics.techniques import earned_shares
from pmo_reports.model.assumptions import EarnedValueRules, Technique
from tests.strategies import Row, table

AHEAD: Row = {"percent_complete": 0.0, "physical_percent": 0.0}
HALFWAY: Row = {"actual_start": "2026-10-01 08:00", "percent_complete": 0.5, "physical_percent": 0.4}
READY: Row = {
    "actual_start": "2026-10-01 08:00",
    "actual_finish": "2026-10-30 17:00",
    "percent_complete": 1.0,
    "physical_percent": 1.0,
}
PLANNED = 0.75
SHARES: dict[Technique, tuple[float, float, float]] = {
    "percent_complete": (0.0, 0.5, 1.0),
    "physical": (0.0, 0.4, 1.0),
    "0/100": (0.0, 0.0, 1.0),
    "25/75": (0.0, 0.25, 1.0),
    "50/50": (0.0, 0.5, 1.0),
    "level_of_effort": (PLANNED, PLANNED, PLANNED),
}


def tasks(*entries: Row) -> pd.DataFrame:
    named = ({"project_id": "P", "task_id": str(number)} for number, _ in enumerate(entries))
    return table(
        "tasks", [name | {"kind": "task"} | entry for name, entry in zip(named, entries, strict=True)]
    )


def share(*entries: Row, rules: EarnedValueRules | None = None) -> float:
    """What the first of `entries` has earned."""
    rows = tasks(*entries)
    return float(earned_shares(rows, np.full(len(rows), PLANNED), rules or EarnedValueRules())[0])


@pytest.mark.parametrize("technique", SHARES)
def test_a_technique_at_start_middle_and_end(technique: Technique) -> None:
    states = (AHEAD, HALFWAY, READY)
    assert tuple(share(each | {"technique": technique}) for each in states) == SHARES[technique]
    settled = EarnedValueRules(technique=technique)
    assert tuple(share(each, rules=settled) for each in states) == SHARES[technique]


@pytest.mark.parametrize(("done", "earned"), [(0, 0.0), (1, 0.2), (2, 0.5), (3, 1.0)])
def test_weighted_milestones_earn_the_weights_of_those_done(done: int, earned: float) -> None:
    below = [
        (READY if number < done else AHEAD) | {"kind": "milestone", "parent_id": "0", "weight": weight}
        for number, weight in enumerate((2.0, 3.0, 5.0))
    ]
    assert share(HALFWAY | {"technique": "weighted_milestones"}, *below) == pytest.approx(earned)


def test_weighted_milestones_need_milestones_that_all_have_a_weight() -> None:
    weighed = HALFWAY | {"technique": "weighted_milestones"}
    below = [READY | {"kind": "milestone", "parent_id": "0", "weight": weight} for weight in (1.0, None)]
    assert math.isnan(share(weighed, *below))
    assert math.isnan(share(weighed))


def test_milestones_that_cost_nothing_weigh_all_the_same() -> None:
    parent = tasks(HALFWAY | {"technique": "weighted_milestones"})
    below = table(
        "tasks",
        [
            {"project_id": "P", "task_id": each, "parent_id": "0", "kind": "milestone", "weight": 1.0} | state
            for each, state in (("m", READY), ("n", AHEAD))
        ],
    )
    assert earned_shares(parent, np.ones(1), EarnedValueRules(), below).tolist() == [0.5]


@pytest.mark.parametrize("kind", ["milestone", "hammock"])
def test_milestones_and_hammocks_have_a_technique_of_their_kind(kind: str) -> None:
    assert share(HALFWAY | {"kind": kind}) == {"milestone": 0.0, "hammock": PLANNED}[kind]
    assert share(HALFWAY | {"kind": kind, "technique": "25/75"}) == 0.25


@pytest.mark.parametrize(
    ("kind", "earned"), [("units", 0.3), ("work", 0.3), ("physical", 0.4), ("duration", 0.5), (None, 0.5)]
)
def test_the_percentage_is_of_the_kind_that_the_activity_is_measured_by(
    kind: str | None, earned: float
) -> None:
    assert share(HALFWAY | {"percent_kind": kind, "work_percent": 0.3}) == earned


def test_all_of_another_percentage_is_not_done() -> None:
    over = {"actual_start": "2026-10-01 08:00", "percent_complete": 1.0, "physical_percent": 0.6}
    assert share(over | {"percent_kind": "physical"}) == 0.6
    assert share(over | {"technique": "physical"}) == 0.6
    assert share(over | {"percent_kind": "physical", "technique": "0/100"}) == 0.0


@pytest.mark.parametrize(
    "begun", [{"actual_start": "2026-10-01 08:00"}, {"work_percent": 0.2}, {"physical_percent": 0.2}]
)
def test_what_has_begun_and_names_no_percentage_is_unknown(begun: Row) -> None:
    assert math.isnan(share(begun))
    assert share(begun | {"technique": "50/50"}) == 0.5


def test_what_has_not_begun_has_earned_nothing_and_what_is_finished_all() -> None:
    assert share({}) == 0.0
    assert share({"actual_finish": "2026-10-30 17:00"}) == 1.0
    assert share({"technique": "physical"}) == 0.0
    assert math.isnan(share({"technique": "physical", "actual_start": "2026-10-01 08:00"}))


def test_nobody_earns_more_than_all_or_less_than_nothing() -> None:
    assert share({"percent_complete": 1.2}) == 1.0
    assert share({"percent_complete": -0.2}) == 0.0
