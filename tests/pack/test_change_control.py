"""The page of change control, against changes worked by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pmo_reports.model.pack import PackModel
from tests.pack.control_fixture import change, made, projects
from tests.pack.text_fixture import column, heads, said, section, table, title, total

CHANGES = [
    change("atlas", "c-a", 30_000, 5, raised_on="2026-10-19"),  # ten working days before 31 October
    change("atlas", "c-b", 20_000, 4, raised_on="2026-07-01", decided_on="2026-08-03", state="approved"),
    change("beacon", "c-c", 15_000, -2, raised_on="2026-10-26"),  # five
    change("beacon", "c-d", 9_000, 1, raised_on="2026-09-01", decided_on="2026-10-05", state="rejected"),
]


def budget(project: str, original: int, current: int) -> dict[str, Any]:
    amounts = {"budget_original": Decimal(original), "budget_current": Decimal(current)}
    return {"project_id": project, "month": "2026-10-01", "category": "All", "fx_rate": 1.0, **amounts}


BUDGETS = [budget("atlas", 100_000, 125_000), budget("beacon", 300_000, 300_000)]


def pack(rows: list[dict[str, Any]] = CHANGES, *names: str, **given: object) -> PackModel:
    named = projects(*(names or ("atlas", "beacon", "cedar")))
    return made({"projects": named, "changes": rows, "costs": BUDGETS}, **given)


def test_the_title_says_what_waits_what_it_costs_and_how_long() -> None:
    assert title(pack(), "change_control") == (
        "2 changes await a decision: 45000.0 and 3.0; the oldest has waited 10"
    )


def test_what_is_all_decided_says_what_it_adds() -> None:
    assert title(pack([CHANGES[1]]), "change_control") == (
        "No change awaits a decision; approved changes add 20000.0 and 4.0"
    )
    assert table(pack([CHANGES[1]]), "change_control", "pending").empty == "No change awaits a decision."


def test_the_lead_says_what_was_decided_and_how_far_budgets_have_grown() -> None:
    lead = said(section(pack(), "change_control").lead)
    assert lead.startswith("1 change was decided in the period; approved changes add 20000.0 and 4.0; ")
    assert "budgets have grown by 0.0625 since they were first approved" in lead  # 25 of 400 thousand


def test_pending_changes_come_oldest_first() -> None:
    shown = table(pack(), "change_control", "pending")
    assert column(shown, "id") == ["c-a", "c-c"]
    assert column(shown, "cost") == [30000.0, 15000.0]
    assert column(shown, "days") == [5.0, -2.0]
    assert column(shown, "age") == [10, 5]


def test_growth_is_against_the_original_budget() -> None:
    shown = table(pack(), "change_control", "growth")
    assert column(shown, "project") == ["Atlas", "Beacon", "Total"]
    assert column(shown, "change_ratio") == [0.5, 0.05, 0.1625]  # 50 of 100, 15 of 300, 65 of 400 thousand
    assert column(shown, "budget_growth") == [25000.0, 0.0, 25000.0]
    assert column(shown, "unexplained_growth") == [5000.0, 0.0, 5000.0]
    assert total(shown).strong


def test_a_cost_that_nobody_knows_stands_first_and_is_told() -> None:
    rows = [*CHANGES, change("cedar", "c-e", None, None, raised_on="2026-10-30")]
    costs = [*BUDGETS, budget("cedar", 50_000, 50_000)]
    model = made({"projects": projects("atlas", "beacon", "cedar"), "changes": rows, "costs": costs})
    assert column(table(model, "change_control", "growth"), "project")[0] == "Cedar"
    assert column(table(model, "change_control", "growth"), "change_ratio")[0] is None
    lead = said(section(model, "change_control").lead)
    assert lead.endswith("The cost of pending changes is disclosed by 2 of 3 projects.")


def test_a_change_without_a_date_comes_last_and_leaves_the_age_unsaid() -> None:
    rows = [CHANGES[0], change("atlas", "c-z", 1, 0)]
    shown = table(pack(rows), "change_control", "pending")
    assert column(shown, "id") == ["c-a", "c-z"]
    assert column(shown, "age") == [10, None]
    assert title(pack(rows), "change_control") == "2 changes await a decision: 30001.0 and 5.0"


def test_many_are_seven_rows_and_a_count() -> None:
    many = [change("atlas", f"c-{n}", 1, 1, raised_on="2026-10-19") for n in range(20)]
    shown = table(pack(many), "change_control", "pending")
    assert (len(shown.rows), said(shown.more)) == (7, "+13 more in the annex workbook")


def test_one_project_has_a_single_row_and_its_total() -> None:
    model = made({"projects": projects("atlas"), "changes": CHANGES[:1], "costs": BUDGETS[:1]})
    assert column(table(model, "change_control", "growth"), "project") == ["Atlas", "Total"]


def test_without_budgets_there_is_no_growth_to_show() -> None:
    model = made({"projects": projects("atlas"), "changes": CHANGES[:1]})
    shown = table(model, "change_control", "growth")
    assert "budget_growth" not in heads(shown)
    assert column(shown, "change_ratio") == [None, None]


def test_without_changes_the_page_is_left_out() -> None:
    assert not any(s.kind == "change_control" for s in pack([]).sections)
    assert "Change control" in said(section(pack([]), "method").lead)
