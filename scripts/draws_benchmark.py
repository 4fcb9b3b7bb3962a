"""The Monte Carlo case of the benchmark of measures: one network, drawn by ours and by a plain loop."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from itertools import groupby

import numpy as np

from pmo_reports.metrics.graph import Edges
from pmo_reports.metrics.plan_links import Links
from pmo_reports.metrics.simulation import Work, simulated
from pmo_reports.model.assumptions import Simulation

ACTIVITIES, DRAWS, PLAIN_DRAWS = 2000, 10_000, 500
RULES = Simulation(draws=DRAWS, seed=1, shape="triangular", correlation=0.0)
APART = 60
"""An activity follows three of so many before it."""
ALIKE = 0.01


def network() -> Work:
    """Activities of one project, of 1 to 40 days, each after three of those before it."""
    chance = np.random.default_rng(7)
    after = np.repeat(np.arange(1, ACTIVITIES), 3)
    before = after - 1 - (chance.random(len(after)) * np.minimum(after, APART)).astype(np.int64)
    pairs = np.unique(np.column_stack([after, before]), axis=0)
    size = len(pairs)
    return Work(
        projects=("P",),
        project=np.zeros(ACTIVITIES, dtype=np.int64),
        length=chance.integers(1, 41, ACTIVITIES).astype(float),
        floor=np.zeros(ACTIVITIES),
        links=Links(
            edges=Edges(pairs[:, 1], pairs[:, 0]),
            from_finish=np.ones(size, dtype=bool),
            to_finish=np.zeros(size, dtype=bool),
            lag=np.zeros(size, dtype=np.int64),
        ),
        lag=np.zeros(size),
        weight=np.ones(ACTIVITIES),
    )


def drawn(work: Work) -> float:
    """The mean finish of all draws, with the criticality index of each activity worked out."""
    return float(simulated(work, RULES, criticality=True).finish.mean())


def drawn_plainly(work: Work) -> float:
    """The mean finish of fewer draws, activity by activity and draw by draw; without criticality."""
    pairs = zip(work.links.edges.after.tolist(), work.links.edges.before.tolist(), strict=True)
    before = {after: [each for _, each in group] for after, group in groupby(pairs, lambda pair: pair[0])}
    chance = random.Random(1)  # noqa: S311 - draws, not secrets
    ends = []
    for _ in range(PLAIN_DRAWS):
        finish: list[float] = []
        for place, length in enumerate(work.length.tolist()):
            start = max((finish[each] for each in before.get(place, ())), default=0.0)
            finish.append(start + length * chance.triangular(RULES.shortest, RULES.longest, 1.0))
        ends.append(max(finish))
    return sum(ends) / PLAIN_DRAWS


def counted(spent: Callable[[], float], memory: Callable[[str], float]) -> Mapping[str, float]:
    """CPU seconds of both, those of the plain loop for as many draws as ours.

    Raises:
        ValueError: if their mean finishes are further apart than chance allows.
    """
    work = network()
    drawn(work)  # what is made once in a process is made
    begin, held = spent(), memory("VmRSS")
    ours = drawn(work)
    between = spent()
    plain = drawn_plainly(work)
    after = spent()
    if abs(ours / plain - 1) > ALIKE:
        raise ValueError(f"a mean finish of {ours} and one of {plain} days: one of the two is wrong")
    return {
        "cpu": between - begin,
        "plain": (after - between) * DRAWS / PLAIN_DRAWS,
        "tables_mb": held,
        "peak_mb": memory("VmHWM"),
    }
