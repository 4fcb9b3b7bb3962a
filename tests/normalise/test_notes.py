"""Notes: what was read as meant, told once, and never so often that it hides what matters."""

from collections.abc import Callable

import pytest

from pmo_reports.model.finding import Severity
from pmo_reports.model.tables import Portfolio

Given = Callable[..., Portfolio]
Part = Callable[..., dict[str, object]]
GERMAN = {"decimal": ",", "thousands": ".", "dates": ["%d.%m.%Y"]}
COSTS: dict[str, dict[str, object]] = {
    "project_id": {},
    "category": {},
    "month": {"type": "month"},
    "actual": {"type": "money"},
}
RISKS: dict[str, dict[str, object]] = {"project_id": {}, "risk_id": {}, "response_due": {"type": "date"}}


def costs(given: Given, part: Part, *actuals: object) -> Portfolio:
    source = {**part("costs", COSTS), "values": GERMAN}
    return given(source, list(COSTS), [["P-1", f"c{n}", "2026-10", each] for n, each in enumerate(actuals)])


def risks(given: Given, part: Part, *due: object, dates: tuple[str, ...] = ("%d.%m.%Y",)) -> Portfolio:
    source = {**part("risks", RISKS), "values": {"dates": dates}}
    return given(source, list(RISKS), [["P-1", f"R{n}", each] for n, each in enumerate(due)])


def test_parentheses_are_read_as_minus_and_noted(given: Given, part: Part) -> None:
    found = costs(given, part, "(12.500,00)", "7,5")
    (note,) = found.findings
    assert (note.severity, note.rule, note.entity) == (Severity.NOTE, "negative-in-parentheses", "P-1")
    assert (note.cell, note.value) == ("D2", "(12.500,00)")
    assert note.problem == "actual: (12.500,00) is read as −12,500.00."
    assert list(found["costs"]["actual"].astype(float)) == [-12500.0, 7.5]


@pytest.mark.parametrize("cell", ["-12,00", "(0,00)", "-", -5])
def test_a_plain_number_has_no_note(given: Given, part: Part, cell: object) -> None:
    assert costs(given, part, cell).findings == ()


def test_an_iso_date_among_days_first_is_noted(given: Given, part: Part) -> None:
    (note,) = risks(given, part, "31.10.2026", "2026-03-04").findings
    assert (note.severity, note.rule, note.cell) == (Severity.NOTE, "date-order", "C3")
    assert note.problem == "response_due: 2026-03-04 is read as 4 March 2026, not 3 April."


@pytest.mark.parametrize("cell", ["2026-03-13", "2026-03-03", "03.04.2026", ""])
def test_a_date_that_nobody_can_swap_has_no_note(given: Given, part: Part, cell: str) -> None:
    assert risks(given, part, "31.10.2026", cell).findings == ()


def test_a_column_that_is_iso_throughout_has_no_note(given: Given, part: Part) -> None:
    assert risks(given, part, "2026-03-04", "2026-05-06", "").findings == ()


def test_where_no_day_is_first_there_is_no_note(given: Given, part: Part) -> None:
    assert risks(given, part, "10/31/2026", "2026-03-04", dates=("%m/%d/%Y",)).findings == ()


def test_four_are_told_one_by_one(given: Given, part: Part) -> None:
    assert [note.cell for note in costs(given, part, *["(1,00)"] * 4).findings] == ["D2", "D3", "D4", "D5"]


def test_many_are_told_as_three_and_how_many_more(given: Given, part: Part) -> None:
    found = costs(given, part, *["(1,00)"] * 9).findings
    assert [note.cell for note in found] == ["D2", "D3", "D4", "D5"]
    assert "+6 more in this column, from D5 to D10: (1,00) is read as −1.00, and so on" in found[-1].problem
    assert [note.entity for note in found] == ["P-1", "P-1", "P-1", ""]
