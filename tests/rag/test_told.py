from __future__ import annotations

from pmo_reports import rag
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.rag import Rag, Trend
from tests.rag.examples import assessed, one_dimension, project, reason, report
from tests.strategies import PERIOD, portfolio

TOLD = {("P", "schedule"): Rag.AMBER, ("P", "overall"): Rag.AMBER, ("GONE", "overall"): Rag.RED}


def month(back: int, slip: float, past: tuple[Assessed, ...] = ()) -> Assessed:
    period = PERIOD.shifted(-back)
    tables = portfolio(period, projects=[project()], status_reports=[report(status_date=period.end)])
    return assessed(tables, {"P": {"slip": slip}}, one_dimension(), past)


def test_what_was_published_stands_and_says_so() -> None:
    before = rag.as_told(month(1, 0), TOLD, ())
    cell = before.assessments["P", "schedule"]
    assert (cell.computed, cell.effective, before.rag("P")) == (Rag.GREEN, Rag.AMBER, Rag.AMBER)
    assert reason(before).startswith("Published as amber. It slips 0 days;")


def test_trend_and_months_are_against_what_was_published() -> None:
    long_ago = rag.as_told(month(2, 10), {}, ())
    before = rag.as_told(month(1, 0, (long_ago,)), TOLD, (long_ago,))
    assert before.assessments["P", "schedule"].months == 2
    now = month(0, 10, (long_ago, before)).assessments["P", "schedule"]
    assert (now.trend, now.months) == (Trend.SAME, 3)
    anew = month(0, 10, (month(2, 10), month(1, 0))).assessments["P", "schedule"]
    assert (anew.trend, anew.months) == (Trend.WORSE, 1)


def test_what_would_be_different_today_is_noted_once_for_each() -> None:
    (note,) = rag.retold(month(1, 0), TOLD)
    assert (note.entity, note.rule) == ("P", "published-otherwise")
    assert note.problem == (
        "The pack of 2026-09 said schedule amber (now green), overall amber (now green): "
        "inputs or rules have changed since."
    )
    assert rag.retold(month(1, 10), TOLD) == ()


def test_rules_can_still_be_asked_of_a_period_that_was_told() -> None:
    before = rag.as_told(month(1, 0), TOLD, ())
    assert [each.state for each in rag.outcomes_of(before, "P", "schedule")] == [Rag.GREEN]
