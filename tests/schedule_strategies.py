"""Random schedules with cost: activities that lie ahead, run or are done."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
from hypothesis import strategies as st

STARTS = (pd.Timestamp(2026, 8, 3, 8), pd.Timestamp(2026, 9, 14, 8), pd.Timestamp(2026, 10, 19, 8))
FINISHES = (pd.Timestamp(2026, 10, 9, 17), pd.Timestamp(2026, 11, 13, 17), pd.Timestamp(2026, 12, 18, 17))


@st.composite
def activities(draw: st.DrawFn, project: str) -> list[dict[str, Any]]:
    """The rows of `tasks` of a project: up to three activities with cost, or no schedule."""
    return [
        {
            "project_id": project,
            "task_id": f"T{number}",
            "kind": "task",
            "currency": "EUR",
            "baseline_start": draw(st.sampled_from(STARTS)),
            "baseline_finish": draw(st.sampled_from(FINISHES)),
            "baseline_cost": Decimal(draw(st.integers(1, 400))),
        }
        | draw(_states())
        for number in range(draw(st.integers(0, 3)))
    ]


def _states() -> st.SearchStrategy[dict[str, Any]]:
    """Where an activity stands: what has not begun has cost nothing."""
    ahead = {"percent_complete": 0.0, "actual_cost": Decimal(0), "forecast_finish": FINISHES[-1]}
    running = {"actual_start": STARTS[0], "forecast_finish": FINISHES[1]}
    done = {
        "percent_complete": 1.0,
        "actual_start": STARTS[0],
        "actual_finish": pd.Timestamp(2026, 10, 16, 17),
    }
    amounts = st.integers(0, 400).map(Decimal)
    begun = st.fixed_dictionaries(
        {
            "percent_complete": st.sampled_from([0.1, 0.5, 0.9]),
            "actual_cost": amounts,
            "remaining_cost": amounts,
        }
    )
    return st.one_of(
        amounts.map(lambda rest: ahead | {"remaining_cost": rest}),
        begun.map(lambda told: running | told),
        amounts.map(lambda spent: done | {"actual_cost": spent, "remaining_cost": Decimal(0)}),
    )
