"""Strategic alignment, worked by hand: what objectives get, what serves none, and weights."""

from __future__ import annotations

import pytest

from pmo_reports.metrics import benefits, cost, earned_value, strategy, value, value_outlook
from pmo_reports.model.charts import BarChart
from pmo_reports.model.measures import index
from pmo_reports.model.pack import ChartBlock, PackModel
from tests.pack.measured_fixture import kinds, measured_pack, project
from tests.pack.text_fixture import column, heads, said, section, table, title
from tests.strategies import Row, rows

OURS = tuple(index(strategy, earned_value, cost, benefits, value, value_outlook))
PROJECTS = [project("P", "Pump"), project("Q", "Quay", "H"), project("R", "Rail", "H")]
OBJECTIVES = rows(
    objective_id=["O-a", "O-b"], name=["Safe supply", "Growth"], owner="B. Board", weight=[3, 1]
)
SHARES = rows(project_id=["P", "P", "Q"], objective_id=["O-a", "O-b", "O-a"], share=[0.25, 0.5, 1.0])
COSTS = rows(
    project_id=["P", "Q", "R"], month="2026-09-01", category="All", budget_current=[400, 100, 300], actual=50
)


def made(projects: list[Row] = PROJECTS, **tables: list[Row]) -> PackModel:
    given = {"objectives": OBJECTIVES, "contributions": SHARES, "costs": COSTS} | tables
    return measured_pack("strategy", OURS, projects=projects, **given)


def bars(model: PackModel) -> dict[str, list[object]]:
    block = section(model, "strategy").blocks["weights"]
    assert isinstance(block, ChartBlock)
    assert isinstance(block.chart, BarChart)
    return {series.name: [point.value for point in series.points] for series in block.chart.series}


def test_the_title_says_what_serves_none() -> None:
    assert title(made(), "strategy") == "0.5 of the budget serves a strategic objective; 400.0 serves none"


def test_all_aligned_leaves_nothing_to_say() -> None:
    model = made(PROJECTS[1:2], costs=COSTS[1:2])
    assert title(model, "strategy") == "1.0 of the budget serves a strategic objective"
    assert table(model, "strategy", "loose").empty == "All budget serves an objective."


def test_the_lead_names_the_objective_furthest_from_its_weight() -> None:
    lead = said(section(made(), "strategy").lead)
    assert lead == "Safe supply is furthest below its weight: 0.25 of the budget against 0.75."


def test_an_objective_that_nobody_serves_is_named() -> None:
    model = made(contributions=SHARES[:1])
    assert said(section(model, "strategy").lead).endswith("1 objective is served by no project: Growth.")


def test_columns_add_up_to_the_portfolio() -> None:
    block = table(made(), "strategy")
    assert column(block, "objective") == ["Safe supply", "Growth", "Unaligned", "Total"]
    assert column(block, "bac") == [200, 200, 400, 800]
    assert column(block, "ac") == [62.5, 25.0, 62.5, 150.0]
    assert column(block, "share")[:3] == [0.25, 0.25, 0.5]
    assert column(block, "projects") == [2, 1, 2, 3]


def test_work_that_serves_no_objective_is_listed_most_money_first() -> None:
    block = table(made(), "strategy", "loose")
    assert column(block, "project") == ["Rail", "Pump"]
    assert column(block, "loose") == [300, 100]
    assert column(block, "aligned_share") == [0, 0.75]


def test_weights_stand_beside_the_share_of_the_budget() -> None:
    assert bars(made()) == {"Weight": [0.75, 0.25], "Share of the budget": [0.25, 0.25]}


def test_without_weights_the_share_stands_alone() -> None:
    unweighted = [{**row, "weight": None} for row in OBJECTIVES]
    assert bars(made(objectives=unweighted)) == {"Share of the budget": [0.25, 0.25]}


def test_without_budgets_projects_are_counted() -> None:
    model = made(costs=[])
    assert title(model, "strategy") == "2 of 3 projects serve a strategic objective"
    assert "weights" not in section(model, "strategy").blocks
    assert column(table(model, "strategy"), "bac") == [None] * 4


def test_objectives_of_the_register_do_where_no_contributions_are_told() -> None:
    named = [dict(row, objectives="Growth" if row["project_id"] == "P" else None) for row in PROJECTS]
    model = made(named, contributions=[])
    assert title(model, "strategy") == "0.5 of the budget serves a strategic objective; 400.0 serves none"
    assert column(table(model, "strategy"), "objective") == ["Growth", "Safe supply", "Unaligned", "Total"]


def test_benefits_and_npv_are_shown_where_they_are_told() -> None:
    assert "npv_outlook" not in heads(table(made(), "strategy"))
    told = rows(project_id=["P"], benefit_id="b", month="2027-01-01", baseline=[80], forecast=40)
    block = table(made(benefits=told), "strategy")
    assert column(block, "benefit_baseline") == [20, 40, 20, 80]
    assert column(block, "benefit_forecast") == [10, 20, 10, 40]


def test_more_objectives_than_fit_are_counted() -> None:
    keys = [f"O-{at}" for at in "abcdefghijkl"]
    model = made(
        objectives=rows(objective_id=keys, name=[f"Aim {key[-1]}" for key in keys], weight=1),
        contributions=rows(project_id="P", objective_id=keys, share=[1 / 12] * 12),
    )
    block = table(model, "strategy")
    assert (len(block.rows), said(block.more)) == (12, "+2 more in the annex workbook")


def test_a_programmes_pack_has_its_own_alignment() -> None:
    given = {"objectives": OBJECTIVES, "contributions": SHARES, "costs": COSTS}
    model = measured_pack("strategy", OURS, scope="H", projects=PROJECTS, **given)
    assert title(model, "strategy") == "0.25 of the budget serves a strategic objective; 300.0 serves none"


def test_without_objectives_there_is_no_section_and_the_method_page_says_so() -> None:
    model = made(objectives=[], contributions=[])
    assert kinds(model) == ["method"]
    assert "Strategic alignment" in said(section(model, "method").lead)


def test_a_share_in_money_is_a_fact_of_its_budget() -> None:
    block = table(made(), "strategy")
    cell = block.rows[0].cells[heads(block).index("bac")]
    assert getattr(cell, "id", "") == "ROOT/bac.objective/O-a"
    assert pytest.approx(200) == getattr(cell, "value", None)
