from __future__ import annotations

from dataclasses import replace

from pmo_reports.history import Entry, after, findings, restated, unstated
from pmo_reports.model.finding import Severity
from tests.history.portfolio_fixture import FIRST, KEY, OCTOBER, OTHER, SECOND, THIRD, occasion

BEFORE = after((), KEY, occasion(FIRST))
CHANGED = after(BEFORE, OTHER, occasion(SECOND, closed=True, own="a2"))


def rules(told: tuple[Entry, ...]) -> list[tuple[str, Severity]]:
    return [(finding.rule, finding.severity) for finding in findings({OCTOBER: told})]


def test_other_inputs_of_a_closed_period_without_a_reason_are_a_warning() -> None:
    assert rules(CHANGED) == [("restated-without-reason", Severity.WARNING)]
    (finding,) = findings({OCTOBER: CHANGED})
    assert finding.problem == (
        "Since 2026-11-20 the inputs of 2026-10 are not those that its published pack was made of;"
        " no reason is stated."
    )
    assert "restate --period 2026-10" in finding.remedy


def test_a_first_reading_and_one_of_an_open_period_are_no_findings() -> None:
    assert rules(()) == rules(BEFORE) == []
    assert rules(after(BEFORE, OTHER, occasion(SECOND, own="a2"))) == []
    assert restated({OCTOBER: BEFORE}) == {}


def test_a_stated_one_is_a_note_with_reason_and_author() -> None:
    told = after(BEFORE, OTHER, occasion(SECOND, closed=True, own="a2", reason="late invoice"))
    (finding,) = findings({OCTOBER: told})
    assert (finding.rule, finding.severity) == ("restated", Severity.NOTE)
    assert finding.problem == "2026-10 was restated on 2026-11-20 by Ada: late invoice"


def test_the_first_of_the_files_that_differ_are_named() -> None:
    changed = replace(occasion(SECOND, closed=True, own="a2"), changed=("a.csv", "b.csv", "c.csv", "d.csv"))
    told = after(BEFORE, OTHER, changed)
    (finding,) = findings({OCTOBER: told})
    assert "made of (a.csv, b.csv, c.csv and 1 more); no reason" in finding.problem
    later = after(told, OTHER, occasion(THIRD, own="a2", reason="late invoice"))
    assert later[-1].files == ("a.csv", "b.csv", "c.csv", "d.csv")
    open_month = after(BEFORE, OTHER, replace(changed, closed=False))
    assert open_month[-1].files == ()


def test_a_reason_that_is_stated_later_settles_it() -> None:
    assert rules(after(CHANGED, OTHER, occasion(THIRD, own="a2", reason="late invoice"))) == [
        ("restated", Severity.NOTE)
    ]


def test_it_stays_open_when_only_the_code_changes_afterwards() -> None:
    told = after(CHANGED, "e" * 64, occasion(THIRD, closed=True, own="a2", code="c2"))
    assert unstated(told) == CHANGED[-1]


def test_putting_the_earlier_files_back_settles_it() -> None:
    assert unstated(after(CHANGED, KEY, occasion(THIRD, closed=True))) is None


def test_other_files_again_leave_the_first_one_open() -> None:
    told = after(CHANGED, "e" * 64, occasion(THIRD, closed=True, own="a3"))
    assert unstated(told) == CHANGED[-1]


def test_what_a_pack_is_made_of_names_each_restatement() -> None:
    told = after(CHANGED, OTHER, occasion(THIRD, own="a2", reason="late invoice"))
    first, second = restated({OCTOBER: told})["2026-10"]  # type: ignore[misc]
    assert (first["reason"], first["supersedes"]) == ("not stated", KEY[:16])
    assert (second["reason"], second["author"], second["known"]) == ("late invoice", "Ada", "2026-12-04")
