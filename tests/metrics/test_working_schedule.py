"""Earned schedule on working time: curves turned round, by hand and against their own planned value."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_reports.metrics.working_schedule import Activities, adherent, planned, time_earned
from pmo_reports.model.assumptions import Accrual

Floats = npt.NDArray[np.float64]


def work(*rows: tuple[int, float, float, float, float]) -> Activities:
    """Activities from (project, start, finish, cost, fixed)."""
    project, start, finish, cost, fixed = (np.array(column) for column in zip(*rows, strict=True))
    return Activities(
        project=project.astype(np.intp),
        start=start.astype(float),
        finish=finish.astype(float),
        cost=cost.astype(float),
        fixed=fixed.astype(float),
    )


# 0-10 hours: 100; a pause; 20-30 hours: 100, 50 of it at once.
PAUSED = work((0, 0, 10, 100, 0), (0, 20, 30, 100, 50))


def earned(plan: Activities, done: float, taken: float, accrual: Accrual = "start") -> float:
    return float(time_earned(planned(plan, accrual), np.array([done]), np.array([taken]))[0])


@pytest.mark.parametrize(
    ("done", "taken", "hours"),
    [
        (0, 5, 0), (-1, 5, 0), (30, 5, 3), (99, 5, 9.9),
        (100, 5, 10), (100, 14, 14), (100, 25, 20),  # any hour of the pause: the nearest to the status date
        (120, 5, 20), (150, 5, 20), (175, 5, 25), (200, 5, 30), (300, 99, 30),
    ],
)  # fmt: skip
def test_work_done_is_found_in_the_plan(done: float, taken: float, hours: float) -> None:
    assert earned(PAUSED, done, taken) == pytest.approx(hours)


@pytest.mark.parametrize(("accrual", "hours"), [("start", 20), ("linear", 22), ("finish", 24)])
def test_fixed_costs_fall_due_as_is_settled(accrual: Accrual, hours: float) -> None:
    assert earned(PAUSED, 120, 5, accrual) == pytest.approx(hours)


def test_at_the_end_all_that_is_due_is_earned() -> None:
    assert earned(PAUSED, 199, 5, "finish") == 30


def test_projects_do_not_mix() -> None:
    plan = planned(work((1, 0, 10, 50, 0), (0, 0, 10, 100, 0), (1, 10, 20, 50, 0)))
    assert plan.budget.tolist() == [100, 100]
    assert plan.duration.tolist() == [10, 20]
    assert time_earned(plan, np.array([50.0, 75.0]), np.zeros(2)).tolist() == pytest.approx([5, 15])


def test_what_is_not_known_is_null_and_nobody_is_nothing() -> None:
    assert math.isnan(earned(PAUSED, math.nan, 5))
    nobody = planned(work((0, 0, 1, 1, 0)))
    empty = Activities(**{name: getattr(PAUSED, name)[:0] for name in Activities.__dataclass_fields__})
    assert time_earned(planned(empty), np.zeros(0), np.zeros(0)).tolist() == []
    assert nobody.budget.tolist() == [1]


def test_a_milestone_falls_due_at_once() -> None:
    assert earned(work((0, 0, 10, 100, 0), (0, 10, 10, 40, 0)), 120, 0) == 10


def test_work_out_of_order_does_not_adhere_to_the_plan() -> None:
    plan = work((0, 0, 10, 100, 0), (0, 10, 20, 100, 0))
    done = np.array(
        [50.0, 50.0]
    )  # half of each: the plan has all of the first by then, and none of the second
    assert adherent(plan, done, np.array([10.0])).tolist() == [50, 0]


WORK = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, 40), st.integers(0, 40), st.integers(1, 500), st.integers(0, 500)
    ),
    min_size=1,
    max_size=12,
).map(lambda found: [(p, a, a + length, fixed + cost, fixed) for p, a, length, cost, fixed in found])


def value(plan: Activities, at: Floats) -> Floats:
    """Planned value of each project at a moment of its own, activity by activity."""
    done = adherent(plan, np.full(len(plan.project), math.inf), at)
    return np.bincount(plan.project, weights=done, minlength=len(at))


def dense(rows: list[tuple[int, float, float, float, float]]) -> Activities:
    numbers = {number: place for place, number in enumerate(sorted({row[0] for row in rows}))}
    return work(*((numbers[row[0]], *row[1:]) for row in rows))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(rows=WORK, share=st.floats(0, 1.2), at=st.floats(0, 100))
def test_the_plan_reaches_what_is_done_at_the_earned_hour_and_not_before(
    rows: Any,  # noqa: ANN401
    share: float,
    at: float,
) -> None:
    plan = dense(rows)
    curve = planned(plan)
    done, now = curve.budget * share, np.full(len(curve.budget), at)
    hours = time_earned(curve, done, now)
    assert ((hours >= 0) & (hours <= curve.duration)).all()
    reached = value(plan, hours) >= np.minimum(done, curve.budget) - 0.02
    before = value(plan, np.maximum(hours - 0.01, -1)) <= done + 0.02
    assert (reached | (done <= 0)).all()
    assert (before | (done >= curve.budget - 0.01)).all()
