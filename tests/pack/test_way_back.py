"""By when a project is green again, how often that day moved, and how long its states have held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from pmo_reports.config.sources import Source
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.figures import Figure, Sentence, Unit
from pmo_reports.model.pack import Facts, PackModel
from pmo_reports.model.rag import Rag
from pmo_reports.pack import compose
from tests.pack.portfolio_fixture import STATES, assessed, pack, rich, settings
from tests.pack.text_fixture import column, plain, said, section, table

FORM = Source.model_validate(
    {
        "reader": "form",
        "files": "x.xlsx",
        "parts": {"report": {"table": "status_reports", "columns": {"return_to_green": {"type": "date"}}}},
    }
)


def period(name: str, day: str | None, state: Rag = Rag.RED) -> Assessed:
    """A month in which Atlas is in a state and gives a day."""
    rows = rich()
    first, *others = rows["status_reports"]
    given = {**first, "return_to_green": None if day is None else pd.Timestamp(day)}
    rows["status_reports"] = [given, *others]
    return assessed(period=name, rows=rows, states={**STATES, "atlas": state})


def model(*periods: Assessed, asked: bool = True) -> PackModel:
    """The pack of the last of these periods."""
    *past, now = periods
    told = settings().model_copy(update={"sources": {"forms": FORM} if asked else {}})
    return compose(now, tuple(past), told, pack(), "abc")


def entry(made: PackModel) -> dict[str, object]:
    """Label -> text of the first exception, Atlas."""
    facts = section(made, "exceptions").blocks["entry_1"]
    assert isinstance(facts, Facts)
    return {label: plain(cell) for label, cell in facts.pairs}


def months(*days: str | None) -> list[Assessed]:
    """Months up to October in which Atlas is red and gives these days."""
    first = 10 - len(days) + 1
    return [period(f"2026-{first + at:02d}", day) for at, day in enumerate(days)]


def test_moves_are_counted_from_month_to_month_and_in_days_from_the_first() -> None:
    # 30 Sept to 30 Nov and on to 31 Jan: 61 and 62 days.
    made = model(*months("2026-09-30", "2026-11-30", "2026-11-30", "2027-01-31"))
    assert entry(made)["Held"] == "Red for 1 month; green again by 2027-01-31 (moved 2 times, 123)"


def test_a_day_that_stands_has_not_moved() -> None:
    assert (
        entry(model(*months("2026-11-30", "2026-11-30")))["Held"]
        == "Red for 1 month; green again by 2026-11-30"
    )


def test_a_day_brought_forward_moved_too() -> None:
    made = model(*months("2026-12-31", "2026-12-01"))
    assert entry(made)["Held"] == "Red for 1 month; green again by 2026-12-01 (moved 1 time, -30)"


def test_moves_of_an_earlier_spell_do_not_count() -> None:
    spells = [
        period("2026-07", "2026-08-01"),
        period("2026-08", "2026-10-01", Rag.GREEN),
        *months("2026-11-30", "2027-01-31"),
    ]
    assert entry(model(*spells))["Held"] == "Red for 1 month; green again by 2027-01-31 (moved 1 time, 62)"


def test_a_month_without_a_known_state_does_not_end_a_spell() -> None:
    dark = [
        period("2026-08", "2026-11-01"),
        period("2026-09", None, Rag.STALE),
        period("2026-10", "2026-11-02"),
    ]
    assert entry(model(*dark))["Held"] == "Red for 1 month; green again by 2026-11-02 (moved 1 time, 1)"


@pytest.mark.parametrize(("day", "passed"), [("2026-10-30", True), ("2026-10-31", False)])
def test_a_day_has_passed_once_the_status_date_is_later(day: str, *, passed: bool) -> None:
    assert (", which has passed" in str(entry(model(*months(day)))["Held"])) is passed


def test_no_day_is_said_where_it_was_asked_for() -> None:
    assert entry(model(*months(None)))["Held"] == "Red for 1 month; no date for green yet"
    assert entry(model(*months("2026-11-30", None)))["Held"] == "Red for 1 month; no date for green any more"
    assert entry(model(*months(None), asked=False))["Held"] == "Red for 1 month"


def test_the_lead_counts_days_moves_and_those_that_passed() -> None:
    lead = said(section(model(*months("2026-09-30", "2026-10-15")), "exceptions").lead)
    # Atlas is red, and Beacon amber without a day.
    assert lead == ("1 of 2 red or amber projects says by when green is back; moved by 1, passed for 1.")


def test_the_page_of_a_project_says_it() -> None:
    made = model(*months("2026-11-30", "2027-01-31"))
    page = section(made, "project-atlas")
    line = page.blocks["way_back"]
    assert isinstance(line, Sentence)
    assert said(line) == "Green again by 2027-01-31 (moved 1 time, 62)."
    assert "way_back" not in section(made, "project-cedar").blocks


def test_how_long_a_state_held() -> None:
    before = (period("2026-08", None, Rag.AMBER), period("2026-09", None))
    now = period("2026-10", None)
    held = {key: replace(a, months=2) if key[0] == "atlas" else a for key, a in now.assessments.items()}
    made = model(*before, replace(now, assessments=held))
    assert entry(made)["Held"] == "Red for 2 months; no date for green yet"
    assert column(table(made, "project-atlas", "why"), "months") == [2, 2, 2]


def test_a_dimension_that_held_for_another_time_says_so() -> None:
    now = period("2026-10", None)
    key = ("atlas", "cost")
    held = {**now.assessments, key: replace(now.assessments[key], months=3)}
    made = model(period("2026-09", None), replace(now, assessments=held))
    assert str(entry(made)["Cost"]).endswith(" For 3 months.")
    assert "months" not in str(entry(made)["Schedule"])


def test_the_distance_to_the_bound_is_told_where_the_reason_does_not() -> None:
    now = period("2026-10", None)
    key = ("atlas", "schedule")
    measure = Figure(key="finish_slip", entity="atlas", item="slip.green", value=5.0, unit=Unit.DAYS)
    figures = {"bound": measure, "distance": replace(measure, item="slip.distance", value=2.0)}
    silent = replace(now.assessments[key], computed=Rag.GREEN, **figures)
    made = model(replace(now, assessments={**now.assessments, key: silent}))
    told = column(table(made, "project-atlas", "why"), "reason")
    assert str(told[1]).endswith(" The measure is 2.0 within the green bound of 5.0.")
    spoken = replace(silent, reason=Sentence.of("amber above ", measure))
    again = model(replace(now, assessments={**now.assessments, key: spoken}))
    assert column(table(again, "project-atlas", "why"), "reason")[1] == "amber above 5.0"


def test_the_day_is_a_fact() -> None:
    facts = {figure.id: figure.value for figure in model(*months("2026-11-30", "2027-01-31")).figures()}
    assert facts["atlas/status_reports.return_to_green"] == date(2027, 1, 31)
    assert (facts["atlas/return_to_green.moves"], facts["atlas/return_to_green.days"]) == (1, 62)
