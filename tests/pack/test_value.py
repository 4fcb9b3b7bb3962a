"""Business cases, worked by hand at a rate of 5 %: NPV approved and now, and who loses."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_reports.metrics import cost, value, value_outlook
from pmo_reports.model.charts import BarChart
from pmo_reports.model.measures import index
from pmo_reports.model.pack import ChartBlock, PackModel
from tests.pack.measured_fixture import kinds, measured_pack, project
from tests.pack.text_fixture import column, heads, plain, said, section, table, title, total
from tests.strategies import Row, rows

OURS = tuple(index(value, value_outlook, cost))
NOW, NEXT = date(2026, 1, 1), date(2027, 1, 1)
PROJECTS = [project("P", "Pump"), project("Q", "Quay", "H"), project("R", "Rail", "H")]


def case(key: str, spend: int, gain: int) -> list[Row]:
    """A case of two years: all cost in the first, all benefit in the second."""
    return rows(project_id=key, month=[NOW, NEXT], approved_cost=[spend, 0], approved_benefit=[0, gain])


def spent(key: str, actual: int) -> list[Row]:
    """What the ledger has: all of it by the status date."""
    return rows(
        project_id=key,
        month=[date(2026, 9, 1)],
        category="All",
        budget_current=[actual],
        actual=actual,
        forecast=0,
    )


def gained(key: str, baseline: int, forecast: int) -> list[Row]:
    return rows(
        project_id=key, benefit_id="b", month=[NEXT], baseline=[baseline], forecast=forecast, kind="cashable"
    )


CASES = [*case("P", 1000, 2100), *case("Q", 1000, 1050), *case("R", 100, 420)]
COSTS = [*spent("P", 1200), *spent("Q", 1000)]
BENEFITS = [*gained("P", 2100, 1050), *gained("Q", 1050, 1155)]


def made(projects: list[Row] = PROJECTS, **tables: list[Row]) -> PackModel:
    given = {"business_cases": CASES, "costs": COSTS, "benefits": BENEFITS} | tables
    return measured_pack("value", OURS, projects=projects, **given)


def test_the_title_says_what_was_lost_and_who_lost_most() -> None:
    # P: 2100 / 1.05 − 1000 = 1000 approved, 1050 / 1.05 − 1200 = −200 now.
    # Q: 1050 / 1.05 − 1000 = 0 approved, 1155 / 1.05 − 1000 = 100 now.
    assert (
        title(made(), "value")
        == "2 of 3 projects are worth 1100.0 less (NPV) than approved; Pump loses 1200.0"
    )


def test_the_lead_names_what_destroys_value_and_what_cannot_be_compared() -> None:
    assert said(section(made(), "value").lead) == (
        "1 of 2 projects costs more than it brings, 1 was approved as worthwhile: Pump. "
        "1 project without an outlook (Rail) is not compared. Flows are discounted by 0.05 a year."
    )


def test_the_table_is_worst_loss_first_and_its_total_is_of_what_is_compared() -> None:
    block = table(made(), "value")
    assert column(block, "project") == ["Pump", "Quay", "Rail", "All 2 compared"]
    assert column(block, "npv_case") == [1000, 0, 300, 1000]
    assert column(block, "npv_outlook") == [-200, 100, None, -100]
    assert column(block, "npv_change") == [-1200, 100, None, -1100]


def test_rows_add_up_to_the_total_of_those_that_are_compared() -> None:
    block = table(made(), "value")
    approved, now, change = (plain(total(block).cells[heads(block).index(k)]) for k in heads(block)[1:4])
    assert approved + change == now  # type: ignore[operator]


def test_returns_stand_beside_the_approved_ones() -> None:
    block = table(made(), "value")
    assert column(block, "roi_case")[:2] == pytest.approx([1.1, 0.05])
    assert column(block, "roi_outlook")[:2] == pytest.approx([-0.125, 0.155])
    assert column(block, "bcr_outlook")[:2] == pytest.approx([1000 / 1200, 1.1])
    assert column(block, "irr_case")[:2] == pytest.approx([1.1, 0.05])


def test_the_chart_holds_now_against_approved_for_those_that_changed() -> None:
    block = section(made(), "value").blocks["npv"]
    assert isinstance(block, ChartBlock)
    assert isinstance(block.chart, BarChart)
    assert block.chart.categories == ("Pump", "Quay")
    assert {s.name: [p.value for p in s.points] for s in block.chart.series} == {
        "Approved": [1000, 0],
        "Now": [-200, 100],
    }
    assert block.chart.axis.low <= -200
    assert block.chart.axis.high >= 1000


def test_a_gain_is_said_and_nobody_is_blamed() -> None:
    model = made(PROJECTS[1:2], business_cases=case("Q", 1000, 1050), costs=COSTS[1:], benefits=BENEFITS[1:])
    assert title(model, "value") == "The projects are worth 100.0 more (NPV) than approved"
    assert "None of 1 project costs more than it brings" in said(section(model, "value").lead)


def test_cases_without_outlook_are_told_as_such() -> None:
    model = made(PROJECTS[2:], business_cases=CASES[4:], costs=[], benefits=[])
    assert title(model, "value") == "The approved cases have an NPV of 300.0; there is no outlook"
    assert "npv" not in section(model, "value").blocks


def test_margin_is_shown_where_there_is_revenue() -> None:
    assert "margin" not in heads(table(made(), "value"))
    selling = [dict(PROJECTS[0], revenue=5000, currency="EUR", fx_rate=1.0), *PROJECTS[1:]]
    assert column(table(made(selling), "value"), "margin")[0] == 0.76  # (5000 − 1200) / 5000


def test_more_projects_than_fit_are_counted() -> None:
    keys = [f"P{at}" for at in "abcdefghi"]
    many = [project(key, f"Pump {key[-1]}") for key in keys]
    model = made(
        many,
        business_cases=[row for key in keys for row in case(key, 1000, 2100)],
        costs=[row for key in keys for row in spent(key, 1000)],
        benefits=[row for key in keys for row in gained(key, 2100, 1050)],
    )
    block = table(model, "value")
    assert (len(block.rows), said(block.more)) == (7, "+3 more in the annex workbook")
    assert column(block, "npv_change")[-1] == -9000


def test_without_cases_there_is_no_section_and_the_method_page_says_so() -> None:
    model = made(business_cases=[], costs=[], benefits=[])
    assert kinds(model) == ["method"]
    assert "Value" in said(section(model, "method").lead)
