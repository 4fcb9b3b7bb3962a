"""Resources, worked by hand: who lacks people and when, who asks for them, what is not known."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_reports.metrics import capacity, resources
from pmo_reports.model.charts import Emphasis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import index
from pmo_reports.model.pack import PackModel, TableBlock, Tint
from tests.pack.measured_fixture import kinds, measured_pack, project
from tests.pack.text_fixture import column, heads, said, section, table, title
from tests.strategies import Row, rows

OURS = tuple(index(capacity, resources))
PROJECTS = [project("P", "Pump"), project("Q", "Quay", "H"), project("R", "Rail", "H")]
NOV, DEC, JAN = "2026-11-01", "2026-12-01", "2027-01-01"
PLAN = rows(
    project_id=["P", "Q", "P", "Q", "P", "R", "R"],
    role=["Engineer", "Engineer", "Engineer", "Engineer", "Engineer", "Welder", "Welder"],
    month=[NOV, NOV, DEC, DEC, JAN, DEC, JAN],
    demand=[3.0, 2.0, 4.0, 1.0, 1.0, 3.0, 2.0],
    allocated=[3.0, 2.0, 3.0, 1.0, 1.0, 2.0, 2.0],
    capacity=[4.0, 4.0, 4.0, 4.0, 4.0, 2.0, 2.0],
)


def made(plan: list[Row] = PLAN, projects: list[Row] = PROJECTS, scope: str = "") -> PackModel:
    return measured_pack("resources", OURS, scope=scope, projects=projects, resources=plan)


def tint(block: TableBlock, role: str, month: str) -> tuple[float | None, Emphasis]:
    row = next(row for row in block.rows if row.cells[0] == role)
    cell = row.cells[heads(block).index(month)]
    assert isinstance(cell, Tint)
    value = cell.figure.value
    return None if value is None else float(value), cell.band  # type: ignore[arg-type]


def load(model: PackModel, role: str, month: str) -> tuple[float | None, Emphasis]:
    return tint(table(model, "resources", "heat_map"), role, month)


def test_the_title_says_the_month_in_which_most_roles_lack_people() -> None:
    assert title(made(), "resources") == "2 of 2 roles are over capacity in December; Engineer lacks 1.0"


def test_the_map_shows_demand_over_capacity_on_the_tint_of_what_is_booked() -> None:
    model = made()
    assert load(model, "Engineer", "2026-11") == (1.25, Emphasis.RED)  # 5 asked for and booked, of 4
    assert load(model, "Engineer", "2026-12") == (1.25, Emphasis.AMBER)  # 5 asked for, 4 booked, of 4
    assert load(model, "Engineer", "2027-01") == (0.25, Emphasis.MUTED)
    assert load(model, "Welder", "2026-12") == (1.5, Emphasis.AMBER)
    assert load(model, "Welder", "2027-01") == (1.0, Emphasis.MAIN)


def test_a_month_that_a_role_is_not_planned_for_is_blank() -> None:
    block = table(made(), "resources", "heat_map")
    welder = next(row for row in block.rows if row.cells[0] == "Welder")
    assert welder.cells[heads(block).index("2026-11")] is None


def test_roles_come_with_the_greatest_lack_first() -> None:
    assert column(table(made(), "resources", "heat_map"), "role") == ["Engineer", "Welder"]


def test_each_role_stands_in_its_worst_month_with_those_who_ask_for_it() -> None:
    block = table(made(), "resources", "short")
    assert column(block, "role") == ["Engineer", "Welder"]
    assert column(block, "month") == ["Nov 26", "Dec 26"]  # of equal lacks the first
    assert column(block, "short") == [1.0, 1.0]
    assert column(block, "projects") == ["Pump 3.0, Quay 2.0", "Rail 3.0"]


def test_more_askers_than_two_are_counted() -> None:
    third = [dict(PLAN[0], project_id="R", demand=1.0, allocated=0.0)]
    assert (
        column(table(made([*PLAN, *third]), "resources", "short"), "projects")[0]
        == "Pump 3.0, Quay 2.0, +1 more"
    )


def test_programmes_come_with_the_largest_gap_first() -> None:
    block = table(made(), "resources", "programmes")
    assert column(block, "programme") == ["Green", "Harbour", "Total"]
    assert column(block, "resource_gap") == pytest.approx([1 / 3, 1 / 3, 2 / 3])
    assert column(block, "role_months_overbooked") == [1, 1, 1]


def test_capacity_to_spare_is_of_roles_that_lack_nothing() -> None:
    idle = rows(
        project_id="P",
        role="Clerk",
        month=[NOV, DEC, JAN],
        demand=[1.0, 1.0, 1.0],
        allocated=1.0,
        capacity=4.0,
    )
    block = table(made([*PLAN, *idle]), "resources", "spare")
    assert (column(block, "role"), column(block, "free")) == (["Clerk"], [3.0])
    assert table(made(), "resources", "spare").empty == "No role has time left."


def test_nobody_over_capacity_is_said() -> None:
    model = made(PLAN[6:])
    assert title(model, "resources") == "None of 1 role is over capacity in the next 1 month"
    assert table(model, "resources", "short").empty == "No role is asked for above its capacity."


def test_no_capacity_at_all_shows_the_demand() -> None:
    model = made([dict(row, capacity=0.0) for row in PLAN[5:6]])
    cell = table(model, "resources", "heat_map").rows[0].cells[1]
    assert isinstance(cell, Tint)
    assert (cell.figure.value, cell.figure.unit, cell.band) == (3.0, Unit.FTE, Emphasis.RED)
    assert title(model, "resources") == "1 of 1 role is over capacity in December; Welder lacks 3.0"


def test_unknown_capacity_is_never_enough() -> None:
    model = made([dict(row, capacity=None) for row in PLAN])
    assert load(model, "Engineer", "2026-11") == (None, Emphasis.UNKNOWN)
    assert title(model, "resources").startswith("No capacity is reported of 2 roles; ")
    assert table(model, "resources", "spare").rows == ()


def test_unknown_demand_is_not_counted_among_the_known() -> None:
    dark = [dict(PLAN[5], role="Diver", demand=None)]
    assert title(made([*PLAN, *dark]), "resources").startswith("2 of 2 roles are over capacity")
    assert load(made([*PLAN, *dark]), "Diver", "2026-12") == (None, Emphasis.UNKNOWN)


def test_the_bounds_of_the_map_are_the_settings() -> None:
    assert said(section(made(), "resources").blocks["key"]).startswith(  # type: ignore[arg-type]
        "Red and bold: more is booked than 1.0 of capacity. "
    )


def test_people_on_too_many_projects_are_told() -> None:
    four = [project(key, f"Site {key.lower()}") for key in "PQRS"]
    plan = rows(
        project_id=list("PQRS"),
        role="Engineer",
        month=NOV,
        person="A. Person",
        demand=0.2,
        allocated=0.2,
        capacity=1.0,
    )
    lead = said(section(made(plan, four), "resources").lead)
    assert "1 of 1 person named is on more than 3 projects at once" in lead


def test_thirty_roles_and_twenty_four_months_are_cut_to_what_can_be_read() -> None:
    months = [date(2026 + (10 + n) // 12, (10 + n) % 12 + 1, 1) for n in range(24)]
    roles = [f"Role {chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(30)]
    plan = [
        {"project_id": "P", "role": role, "month": month, "demand": 2.0, "allocated": 2.0, "capacity": 1.0}
        for role in roles
        for month in months
    ]
    block = table(made(plan), "resources", "heat_map")
    assert (len(block.rows), len(block.columns)) == (10, 13)
    assert said(block.more) == "+20 more roles in the annex workbook"
    assert said(table(made(plan), "resources", "short").more) == "+26 more roles in the annex workbook"


def test_a_programmes_pack_has_the_roles_that_it_draws_on_booked_by_all() -> None:
    model = made(scope="G")
    assert column(table(model, "resources", "heat_map"), "role") == ["Engineer"]
    assert load(model, "Engineer", "2026-11") == (1.25, Emphasis.RED)  # Quay of the other programme counts
    assert "programmes" not in section(model, "resources").blocks


def test_months_that_have_passed_are_not_planned_any_more() -> None:
    past = [dict(row, month="2026-10-01") for row in PLAN[:1]]
    assert kinds(made(past)) == ["method"]


def test_without_a_plan_there_is_no_section_and_the_method_page_says_so() -> None:
    model = made([])
    assert kinds(model) == ["method"]
    assert "Resources" in said(section(model, "method").lead)


def test_demand_that_is_all_allocated_is_said() -> None:
    lead = said(section(made(PLAN[6:]), "resources").lead)
    assert lead.startswith(
        "All of the 0.666666667 that are asked for in the next three months are allocated, "
    )
