from __future__ import annotations

from datetime import date

import pytest

from pmo_reports.config.rag import Dimension, RagRules
from pmo_reports.model.rag import Rag
from tests.rag.examples import LATE, alone, one_dimension, project, reason, report
from tests.strategies import Row

SLIPS = {"G": 0, "A": 10, "R": 30, "?": None}


@pytest.mark.parametrize("computed", "GAR?")
@pytest.mark.parametrize("declared", "GAR")
def test_the_worse_of_computed_and_declared_is_printed(computed: str, declared: str) -> None:
    found = alone(SLIPS[computed], status_reports=[report(state=declared)])
    assert found.rag("P", "schedule") == max(computed, declared, key="G?AR".index)


def test_green_outside_red_inside_diverges() -> None:
    cell = alone(30).assessments["P", "schedule"]
    assert (cell.declared, cell.computed, cell.diverges) == (Rag.GREEN, Rag.RED, True)
    assert reason(alone(30)).endswith("Declared green by the project manager.")


def test_a_worse_declaration_says_so() -> None:
    found = alone(0, status_reports=[report(state="A")])
    assert reason(found) == "Declared amber by the project manager; rules give green."


def test_without_a_report_nothing_is_green() -> None:
    found = alone(0, status_reports=[])
    assert (found.rag("P", "schedule"), found.rag("P")) == (Rag.UNKNOWN, Rag.UNKNOWN)
    assert reason(found).startswith("There is no report this period. ")


def test_what_nobody_declared_is_unknown_at_best() -> None:
    found = alone(0, status_reports=[report(schedule=None)])
    assert (found.rag("P", "schedule"), found.rag("P")) == (Rag.UNKNOWN, Rag.UNKNOWN)


def test_a_dimension_that_is_not_reported_needs_no_report() -> None:
    quiet = Dimension(label="Schedule", rules=(LATE,), reported=False)
    rules = RagRules(dimensions={"schedule": quiet}, overall_declared=())
    found = alone(0, rules, status_reports=[])
    assert (found.rag("P", "schedule"), found.rag("P")) == (Rag.GREEN, Rag.GREEN)


@pytest.mark.parametrize(
    ("on", "slip", "state"),
    [
        (date(2026, 10, 31), 0, "G"),
        (date(2026, 9, 26), 0, "G"),  # 35 days old
        (date(2026, 9, 25), 0, "S"),
        (date(2026, 9, 25), 10, "A"),
        (date(2026, 9, 25), 30, "R"),
        (date(2026, 9, 25), None, "S"),
        (None, 0, "S"),
    ],
)
def test_an_old_report_is_stale(on: date | None, slip: int | None, state: str) -> None:
    assert alone(slip, status_reports=[report(status_date=on)]).rag("P", "schedule") == state


def test_reports_may_be_told_not_to_age() -> None:
    found = alone(0, one_dimension(stale_after_days=0), status_reports=[report(status_date=None)])
    assert found.rag("P", "schedule") is Rag.GREEN


def override(to: str = "G", **fields: object) -> Row:
    agreed = {"reason": "test passed on site", "author": "A", "approver": "B"}
    dates = {"valid_from": date(2026, 10, 1), "expires_on": date(2026, 10, 31)}
    return {"project_id": "P", "dimension": "schedule", "to": to} | agreed | dates | fields


@pytest.mark.parametrize(
    ("entry", "slip", "state"),
    [
        (override(), 30, "G"),
        (override("A"), 30, "A"),
        (override("A"), 0, "G"),  # an override only ever betters
        (override(), None, "?"),  # what is not known cannot be overridden
        (override(valid_from=date(2026, 10, 31)), 30, "G"),
        (override(valid_from=date(2026, 11, 1)), 30, "R"),
        (override(expires_on=date(2026, 10, 30)), 30, "R"),
        (override(expires_on=None), 30, "R"),
        (override(approver=None), 30, "R"),
        (override(reason=None), 30, "R"),
        (override(dimension="cost"), 30, "R"),
    ],
)
def test_overrides(entry: Row, slip: int | None, state: str) -> None:
    found = alone(slip, overrides=[entry])
    cell = found.assessments["P", "schedule"]
    assert cell.effective == state
    assert (cell.override is not None) == (cell.effective != cell.computed)


def test_an_override_says_until_when() -> None:
    assert reason(alone(30, overrides=[override()])).startswith(
        "Overridden to green until 31 Oct 2026. It slips"
    )


def test_an_override_says_what_it_does_not_cover() -> None:
    old = alone(30, status_reports=[report(status_date=date(2026, 9, 25))], overrides=[override()])
    assert old.rag("P", "schedule") is Rag.STALE
    assert reason(old).startswith(
        "Overridden to green until 31 Oct 2026, which does not cover what is stale. It slips"
    )


@pytest.mark.parametrize("order", [("A", "G"), ("G", "A")])
def test_of_several_overrides_the_best_counts(order: tuple[str, str]) -> None:
    first, last = order
    two = [override(first), override(last, valid_from=date(2026, 10, 15))]
    assert alone(30, overrides=two).rag("P", "schedule") is Rag.GREEN


@pytest.mark.parametrize(("state", "letter"), [("closed", "C"), ("on_hold", "H")])
def test_closed_and_held_projects_are_not_judged(state: str, letter: str) -> None:
    found = alone(30, projects=[project(state=state)])
    assert {found.rag("P", "schedule"), found.rag("P")} == {Rag(letter)}


def test_a_project_that_has_not_begun_is_not_judged() -> None:
    later = project(baseline_start=date(2026, 12, 1))
    assert alone(None, projects=[later], status_reports=[]).rag("P") is Rag.NOT_APPLICABLE
    assert alone(30, projects=[later]).rag("P") is Rag.RED


def test_a_dimension_by_word_alone() -> None:
    rules = RagRules(dimensions={"schedule": Dimension(label="Schedule", declared_only=True)})
    said = [
        alone(30, rules, status_reports=[report(state=state)]).rag("P", "schedule")
        for state in ("G", "R", None)
    ]
    assert said == [Rag.GREEN, Rag.RED, Rag.UNKNOWN]


@pytest.mark.parametrize(
    ("confidence", "overall", "state"),
    [
        ("Green", None, "G"),
        ("Amber/Green", None, "A"),
        ("Amber/Red", None, "A"),
        ("Red", None, "R"),
        ("Green", "R", "R"),
        (None, None, "?"),
    ],
)
def test_overall_by_word_alone_on_five_points(
    confidence: str | None, overall: str | None, state: str
) -> None:
    said = report(overall=overall, delivery_confidence=confidence)
    assert alone(None, one_dimension(overall="declared"), status_reports=[said]).rag("P") == state
