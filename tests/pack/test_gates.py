"""The page of gates, against a calendar worked by hand; the status date is 31 October 2026."""

from __future__ import annotations

from typing import Any

from pmo_reports.model.pack import PackModel
from tests.pack.control_fixture import gate, made, projects
from tests.pack.text_fixture import column, plain, said, section, table, title

GATES = [
    gate("atlas", "g-a", "2026-06-01", actual_date="2026-06-01", verdict="Passed"),
    gate("atlas", "g-b", "2026-10-05", actual_date="2026-10-12", verdict="Passed with conditions",
         conditions="Find a tester", conditions_due="2026-10-20"),
    gate("atlas", "g-c", "2026-11-09", forecast_date="2026-11-16"),  # a week later: 5 working days
    gate("beacon", "g-d", "2026-10-19"),  # overdue; slips to Monday 2 November: 10 working days
    gate("beacon", "g-e", "2027-01-29"),  # ninety days ahead
    gate("beacon", "g-f", "2027-01-30"),
    gate("cedar", "g-g", "2026-09-01", actual_date="2026-10-30", verdict="Failed",
         conditions="Come again", conditions_due="2026-12-01"),
]  # fmt: skip


def pack(rows: list[dict[str, Any]] = GATES, **given: object) -> PackModel:
    return made({"projects": projects("atlas", "beacon", "cedar"), "gates": rows}, **given)


def test_the_title_counts_what_is_due_overdue_and_open() -> None:
    assert title(pack(), "gates") == (
        "2 gates are due in the next 90; 1 is overdue; 2 gates have open conditions, 1 overdue"
    )


def test_the_lead_says_how_gates_ended() -> None:
    lead = said(section(pack(), "gates").lead)
    assert lead.startswith("3 gates have been held: 1 passed, 1 on conditions, 1 not passed. Slips are")


def test_a_verdict_that_nobody_understands_is_counted_apart() -> None:
    odd = gate("atlas", "g-z", "2026-06-01", actual_date="2026-06-01", verdict="Lovely")
    lead = said(section(pack([GATES[0], odd]), "gates").lead)
    assert lead.startswith("2 gates have been held: 1 passed, 1 without a verdict that is understood. ")


def test_the_calendar_goes_by_date_and_marks_the_overdue() -> None:
    shown = table(pack(), "gates")
    assert column(shown, "gate") == ["g-d", "g-c", "g-e"]
    assert [str(cell) for cell in column(shown, "when")] == [
        "2026-10-19 overdue",
        "2026-11-16",
        "2027-01-29",
    ]
    assert column(shown, "slip") == [10, 5, 0]


def test_open_conditions_come_by_their_date() -> None:
    shown = table(pack(), "gates", "conditions")
    assert column(shown, "conditions") == ["Find a tester", "Come again"]
    assert [str(cell) for cell in column(shown, "due")] == ["2026-10-20 overdue", "2026-12-01"]


def test_conditions_that_are_met_are_not_open() -> None:
    rows = [{**GATES[1], "conditions_met": "2026-10-25"}]
    assert title(pack(rows), "gates") == "No gate is due in the next 90; no gate has open conditions"
    assert table(pack(rows), "gates", "conditions").empty == "No condition of a gate is open."


def test_what_was_held_in_the_period_has_its_verdict() -> None:
    shown = table(pack(), "gates", "held")
    assert column(shown, "gate") == ["g-g", "g-b"]
    assert column(shown, "verdict") == ["Failed", "Passed with conditions"]


def test_gates_without_dates_are_counted_and_due_conditions_without_one_say_so() -> None:
    rows = [
        gate("atlas", "g-a", None),
        gate("atlas", "g-b", "2026-10-05", actual_date="2026-10-05", conditions="Do it"),
    ]
    model = pack(rows)
    assert "1 gate has no date" in said(section(model, "gates").lead)
    assert column(table(model, "gates", "conditions"), "due") == ["no date"]
    assert column(table(model, "gates", "held"), "verdict") == ["no verdict"]


def test_two_hundred_gates_are_eight_rows_and_a_count() -> None:
    many = [gate("atlas", f"g-{n}", "2026-11-09") for n in range(200)]
    shown = table(pack(many), "gates")
    assert (len(shown.rows), said(shown.more)) == (8, "+192 more in the annex workbook")


def test_a_programme_has_its_own_gates_alone() -> None:
    named = [{"project_id": "digital", "level": "programme", "name": "Digital"}, *projects("atlas", "beacon")]
    named[1] = {**named[1], "parent_id": "digital"}
    shown = table(made({"projects": named, "gates": GATES}, scope="digital"), "gates")
    assert {plain(cell) for cell in column(shown, "project")} == {"Atlas"}


def test_without_gates_the_page_is_left_out() -> None:
    assert not any(s.kind == "gates" for s in pack([]).sections)
    assert "Gates" in said(section(pack([]), "method").lead)
