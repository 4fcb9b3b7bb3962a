from __future__ import annotations

import pytest

from pmo_reports.model.rag import Rag, Trend
from pmo_reports.rag.trend import moved
from tests.rag.examples import assessed, one_dimension, project, report
from tests.strategies import PERIOD, portfolio

SLIPS = {"G": 0.0, "A": 10.0, "R": 30.0, "?": None}


@pytest.mark.parametrize(
    ("before", "after", "trend"),
    [
        ("G", "G", "same"), ("G", "A", "worse"), ("R", "A", "improved"), ("?", "G", "improved"),
        ("G", "?", "worse"), ("R", "?", "same"), ("?", "S", "same"), ("C", "C", "same"), ("H", "G", "new"),
    ],
)  # fmt: skip
def test_moves(before: str, after: str, trend: str) -> None:
    assert moved(Rag(before), Rag(after)) == trend


@pytest.mark.parametrize(
    ("course", "trend", "months"),
    [("G", "new", 1), ("GG", "same", 2), ("GRR", "same", 2), ("RGR", "worse", 1), ("RRRA", "improved", 1)],
)
def test_trend_and_months_in_status(course: str, trend: str, months: int) -> None:
    past = ()
    for step, letter in enumerate(course):
        period = PERIOD.shifted(step - len(course))
        tables = portfolio(period, projects=[project()], status_reports=[report(status_date=period.end)])
        past = (*past, assessed(tables, {"P": {"slip": SLIPS[letter]}}, one_dimension(), past))
    cell = past[-1].assessments["P", "schedule"]
    assert (cell.trend, cell.months) == (Trend(trend), months)
