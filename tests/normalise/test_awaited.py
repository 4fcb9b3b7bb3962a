"""Words for a value that is still to come: no value, and never silently."""

from collections.abc import Callable

import pytest

from pmo_reports.model.finding import Severity
from pmo_reports.model.tables import Portfolio

Given = Callable[..., Portfolio]
Part = Callable[..., dict[str, object]]
WORDS = ("", "-", "n/a", "tbc", "tba", "n.k.", "unknown")
COLUMNS: dict[str, dict[str, object]] = {
    "project_id": {},
    "risk_id": {"required": True},
    "owner": {},
    "impact": {"type": "integer"},
    "impact_cost": {"type": "money"},
    "impact_days": {"type": "number"},
    "probability_percent": {"type": "percent"},
    "response_due": {"type": "date"},
}
KNOWN = ["P-1", "R-1", "Ada", "3", "1,000.50", "0", "40%", "2026-10-31"]


def risks(given: Given, part: Part, *rows: list[str], **column: object) -> Portfolio:
    columns = {**COLUMNS, **column}
    return given({**part("risks", columns), "values": {"nulls": WORDS}}, list(COLUMNS), list(rows))


@pytest.mark.parametrize("at", range(3, 8))
@pytest.mark.parametrize("word", ["tbc", "TBA", " n.k. ", "Unknown"])
def test_where_a_value_is_asked_for_the_word_is_told_with_its_cell(
    given: Given, part: Part, at: int, word: str
) -> None:
    row = [*KNOWN[:at], word, *KNOWN[at + 1 :]]
    found = risks(given, part, row)
    assert found["risks"][list(COLUMNS)[at]].isna().all()
    assert found["risks"].drop(columns=list(COLUMNS)[at])[list(COLUMNS)[2]].tolist() == ["Ada"]
    (note,) = found.findings
    assert (note.severity, note.rule, note.cell) == (Severity.NOTE, "no-value-yet", f"{'ABCDEFGH'[at]}2")
    assert (note.value, note.entity) == (word.strip(), "P-1")


@pytest.mark.parametrize("word", ["", "-", "n/a", "N/A"])
def test_plain_nothing_is_as_good_as_empty(given: Given, part: Part, word: str) -> None:
    assert risks(given, part, [*KNOWN[:3], word, word, word, word, word]).findings == ()


def test_in_a_text_the_word_is_no_value_as_it_ever_was(given: Given, part: Part) -> None:
    found = risks(given, part, ["P-1", "R-1", "tbc", *KNOWN[3:]])
    assert (found.findings, found["risks"]["owner"].isna().all()) == ((), True)


def test_where_a_row_cannot_do_without_it_the_word_is_told_once(given: Given, part: Part) -> None:
    needed = {"impact_cost": {"type": "money", "required": True}}
    found = risks(given, part, [*KNOWN[:4], "tbc", *KNOWN[5:]], **needed)
    assert [(each.rule, each.cell) for each in found.findings] == [("missing-value", "E2")]


def test_a_word_that_the_settings_do_not_know_is_a_fault_as_before(given: Given, part: Part) -> None:
    found = risks(given, part, [*KNOWN[:4], "pending", *KNOWN[5:]])
    assert [(each.rule, each.severity, each.cell) for each in found.findings] == [
        ("not-a-number", Severity.FIELD, "E2")
    ]


def test_of_many_the_first_three_are_told_and_how_many_more(given: Given, part: Part) -> None:
    rows = [["P-1", f"R-{at}", *KNOWN[2:4], "tbc", *KNOWN[5:]] for at in range(9)]
    found = risks(given, part, *rows).findings
    assert [note.cell for note in found] == ["E2", "E3", "E4", "E5"]
    assert "+6 more in this column, from E5 to E10" in found[-1].problem


@pytest.mark.parametrize(
    ("first", "second", "told"), [("", "tbc", ["C2"]), ("tbc", "7", []), ("7", "tbc", [])]
)
def test_of_two_columns_that_make_one_the_cell_is_told(
    given: Given, part: Part, first: str, second: str, told: list[str]
) -> None:
    columns = {
        "project_id": {},
        "risk_id": {"constant": "R-1"},
        "impact_cost": {"aliases": ["A", "B"], "multi": "first"},
    }
    source = {**part("risks", columns), "values": {"nulls": WORDS}}
    found = given(source, ["project_id", "A", "B"], [["P-1", first, second]])
    assert [note.cell for note in found.findings] == told
    assert found["risks"]["impact_cost"].isna().all() == bool(told)
