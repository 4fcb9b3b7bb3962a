from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pmo_reports import history, knowledge, pipeline
from pmo_reports.config.settings import Settings
from pmo_reports.errors import UsageError
from pmo_reports.model.period import Period
from tests.history.portfolio_fixture import FIRST, KEY, OCTOBER, occasion, portfolio

SEVENTH = Period(2026, 7, numbered=True)
WHOLE = portfolio()


def silent(_: str) -> None:
    return None


@pytest.fixture
def settings(sample: Path, tmp_path: Path) -> Settings:
    """The sample's settings in an empty workspace: nothing is there but what a test remembers."""
    return pipeline.configured(sample).model_copy(update={"workspace": tmp_path})


def remembered(settings: Settings, *periods: Period) -> None:
    for period in periods:
        history.remember(knowledge.store(settings), replace(WHOLE, period=period), KEY, occasion(FIRST))


def weekly(settings: Settings) -> Settings:
    fiscal = settings.calendar.fiscal.model_copy(update={"pattern": "4-4-5"})
    calendar = settings.calendar.model_copy(update={"fiscal": fiscal})
    return settings.model_copy(update={"calendar": calendar})


def test_periods_of_another_calendar_are_not_among_them(settings: Settings) -> None:
    remembered(settings, OCTOBER, SEVENTH)
    assert knowledge.periods(settings) == (OCTOBER,)
    (found,) = knowledge.periods(weekly(settings))
    assert (found, found.start < found.end) == (SEVENTH, True)


def test_only_periods_that_others_follow_are_closed(settings: Settings) -> None:
    remembered(settings, *(OCTOBER.shifted(months) for months in (-2, -1, 0)))
    store = knowledge.store(settings)
    for period in ("2026-09", "2026-10"):
        history.rest(store, history.Resting(period=period, pack="board", run="1", made_of={}))
    asked = knowledge.asking(settings, settings.workspace / "out", FIRST)
    assert (asked.closed, asked.today) == ({OCTOBER.shifted(-1)}, FIRST)


def test_a_year_of_trend_is_taken_from_what_is_remembered(settings: Settings) -> None:
    remembered(settings, *(OCTOBER.shifted(-months) for months in range(15)))
    store = knowledge.store(settings)
    found = knowledge.collected(settings, OCTOBER, silent, store)
    assert list(found) == [OCTOBER.shifted(-months) for months in range(12, -1, -1)]


def test_what_was_known_then_leaves_out_what_came_later(settings: Settings) -> None:
    remembered(settings, OCTOBER)
    later = replace(occasion(), day=date(2026, 12, 1))
    store = knowledge.store(settings)
    history.remember(store, replace(WHOLE, period=OCTOBER.shifted(-1)), KEY, later)
    assert list(knowledge.collected(settings, OCTOBER, silent, store, FIRST)) == [OCTOBER]
    with pytest.raises(UsageError, match="nothing was known of period 2026-09"):
        knowledge.collected(settings, OCTOBER.shifted(-1), silent, store, FIRST)
