"""Monte Carlo against closed forms: one activity, a chain, two in parallel, risks; PERT as published."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from pmo_reports.metrics.graph import Edges
from pmo_reports.metrics.plan_links import Links
from pmo_reports.metrics.simulation import CHUNK, Events, Work, percentiles, simulated
from pmo_reports.metrics.uncertainty import Estimate, factors
from pmo_reports.model.assumptions import Simulation
from tests.metrics.test_network import PERT

DRAWS = 20_000
ALONE = Simulation(draws=DRAWS, correlation=0.0, shortest=0.5, longest=2.0)
TRIANGULAR = replace(ALONE, shape="triangular")


def work(lengths: list[float], links: list[tuple[int, int]] = [], **more: object) -> Work:  # noqa: B006
    """One project of activities with finish-to-start links."""
    before, after = (np.array([pair[end] for pair in links], dtype=np.int64) for end in (0, 1))
    size = len(links)
    made = Work(
        projects=["P"],
        project=np.zeros(len(lengths), dtype=np.int64),
        length=np.array(lengths, dtype=float),
        floor=np.zeros(len(lengths)),
        links=Links(
            edges=Edges(before, after),
            from_finish=np.ones(size, dtype=bool),
            to_finish=np.zeros(size, dtype=bool),
            lag=np.zeros(size, dtype=np.int64),
        ),
        lag=np.zeros(size),
        weight=np.zeros(len(lengths)),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def finishes(made: Work, rules: Simulation = ALONE) -> np.ndarray:
    return simulated(made, rules).finish[0]


def normal(number: float) -> float:
    return math.erfc(-number / math.sqrt(2)) / 2


# Mean and variance of one activity of 10 days between 5 and 20: PERT 65 / 6, triangular 35 / 3.
@pytest.mark.parametrize(
    ("rules", "mean", "variance"),
    [
        (ALONE, 65 / 6, (65 / 6 - 5) * (20 - 65 / 6) / 7),
        (TRIANGULAR, 35 / 3, (25 + 100 + 400 - 50 - 100 - 200) / 18),
    ],
)
def test_one_activity(rules: Simulation, mean: float, variance: float) -> None:
    drawn = finishes(work([10]), rules)
    assert drawn.mean() == pytest.approx(mean, abs=4 * math.sqrt(variance / DRAWS))
    assert drawn.var() == pytest.approx(variance, rel=0.03)
    assert 5 <= drawn.min() < drawn.max() <= 20


@pytest.mark.parametrize("share", [0.1, 0.5, 0.8, 0.9])
def test_percentiles_of_one_triangular_activity(share: float) -> None:
    exact = 5 + math.sqrt(share * 75) if share < 1 / 3 else 20 - math.sqrt((1 - share) * 150)
    found = percentiles(simulated(work([10]), TRIANGULAR).finish, (share,))[0, 0]
    assert found == pytest.approx(exact, abs=0.1)


@pytest.mark.parametrize("time", [8.0, 10.0, 12.0, 15.0])
def test_shares_of_one_pert_activity_are_those_of_the_beta_distribution(time: float) -> None:
    # the shapes are 1 + 4/3 and 1 + 8/3; the distribution function by Simpson's rule
    grid = np.linspace(0, (time - 5) / 15, 2001)
    weights = np.array([1, *[4, 2] * 999, 4, 1]) * grid[1] / 3
    density = grid ** (4 / 3) * (1 - grid) ** (8 / 3)
    whole = math.gamma(7 / 3) * math.gamma(11 / 3) / math.gamma(6)
    share = float((weights * density).sum() / whole)
    assert (finishes(work([10])) <= time).mean() == pytest.approx(share, abs=0.01)


def test_a_chain_is_a_normal_sum() -> None:
    size, mean, variance = 50, 65 / 6, (65 / 6 - 5) * (20 - 65 / 6) / 7
    drawn = finishes(work([10.0] * size, [(at, at + 1) for at in range(size - 1)]))
    assert drawn.mean() == pytest.approx(size * mean, rel=0.002)
    assert drawn.std() == pytest.approx(math.sqrt(size * variance), rel=0.03)
    for deviations in (-1.28, 0.0, 0.84, 1.28):
        time = size * mean + deviations * math.sqrt(size * variance)
        assert (drawn <= time).mean() == pytest.approx(normal(deviations), abs=0.015)


def test_of_two_in_parallel_both_must_be_done() -> None:
    drawn = finishes(work([10.0, 12.0]))
    one, other = (
        finishes(work([10.0]), replace(ALONE, seed=2)),
        finishes(work([12.0]), replace(ALONE, seed=3)),
    )
    for time in (10.0, 12.0, 14.0, 17.0):
        product = (one <= time).mean() * (other <= time).mean()
        assert (drawn <= time).mean() == pytest.approx(product, abs=0.015)


@pytest.mark.parametrize("correlation", [0.0, 0.3, 1.0])
def test_correlated_activities_do_not_cancel_out(correlation: float) -> None:
    size = 20
    chain = work([10.0] * size, [(at, at + 1) for at in range(size - 1)])
    single = finishes(work([10.0])).var()
    variance = finishes(chain, replace(ALONE, correlation=correlation)).var()
    assert variance == pytest.approx(size * single * (1 + (size - 1) * correlation), rel=0.08)


def test_risks_are_events_with_days_and_cost() -> None:
    events = Events(
        project=np.zeros(2, dtype=np.int64),
        probability=np.array([0.3, 0.5]),
        days=np.array([10.0, 4.0]),
        cost=np.array([1000.0, 0.0]),
    )
    found = simulated(work([0.0], events=events), ALONE)
    assert sorted(np.unique(found.finish)) == [0, 4, 10, 14]
    shares = [(found.finish == each).mean() for each in (0, 4, 10, 14)]
    assert shares == pytest.approx([0.35, 0.35, 0.15, 0.15], abs=0.01)
    assert found.risk.mean() == pytest.approx(300, abs=10)


@pytest.mark.parametrize("name", PERT)
def test_published_pert_expected_times_and_deviations(name: str) -> None:
    shortest, likely, longest, _, expected, _, _ = PERT[name]
    estimate = Estimate(shortest, likely, longest)
    assert round(estimate.mean, 2) == expected
    assert estimate.deviation == pytest.approx((longest - shortest) / 6)
    shares = (np.arange(20_000) + 0.5) / 20_000
    times = estimate.quantiles("pert", shares)
    assert times.mean() == pytest.approx(estimate.mean, abs=1e-3)
    variance = (estimate.mean - shortest) * (longest - estimate.mean) / 7
    assert times.var() == pytest.approx(
        variance, rel=1e-3
    )  # what is published, (P - O) / 6, is close to that


def test_criticality_is_the_share_of_draws_on_the_longest_path() -> None:
    made = work([10.0, 10.0, 2.0, 1.0], [(0, 2), (1, 2)])
    found = simulated(made, ALONE, criticality=True).critical
    assert found == pytest.approx([0.5, 0.5, 1, 0], abs=0.01)


def test_without_spread_the_plan_comes_out_and_without_draws_nothing() -> None:
    sure = replace(ALONE, shortest=1.0, longest=1.0, draws=3)
    assert finishes(work([10, 3, 4], [(0, 1)]), sure).tolist() == [13, 13, 13]
    assert simulated(work([10]), replace(ALONE, draws=0)).finish.shape == (1, 0)


def two(names: list[str], lengths: list[float]) -> Work:
    one = work(lengths)
    return replace(one, projects=names, project=np.arange(len(names)))


def test_same_seed_same_bytes_whatever_else_is_in_the_portfolio() -> None:
    rules = replace(ALONE, draws=2 * CHUNK + 7, correlation=0.2)
    both = simulated(two(["A", "B"], [10, 20]), rules).finish
    turned = simulated(two(["B", "A"], [20, 10]), rules).finish
    alone = simulated(two(["B"], [20]), rules).finish
    assert both[1].tobytes() == turned[0].tobytes() == alone[0].tobytes()
    assert both[0].tobytes() == turned[1].tobytes()
    other = simulated(two(["B"], [20]), replace(rules, seed=2)).finish
    assert not (alone == other).any()


def test_factors_lie_between_shortest_and_longest() -> None:
    table = factors("pert", 0.9, 1.4)
    assert (np.diff(table) >= 0).all()
    assert (table[0], table[-1]) == pytest.approx((0.9, 1.4), abs=0.01)
