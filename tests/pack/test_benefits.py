"""Benefits, worked by hand: the plan of those who forecast, what came, by programme and by benefit."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_reports.metrics import benefit_realisation, benefits
from pmo_reports.model.charts import LineChart
from pmo_reports.model.measures import index
from pmo_reports.model.pack import ChartBlock, PackModel
from tests.pack.measured_fixture import kinds, measured_pack, project
from tests.pack.text_fixture import column, said, section, table, title
from tests.strategies import Row, rows

OURS = tuple(index(benefits, benefit_realisation))
PROJECTS = [project("P", "Pump"), project("Q", "Quay", "H"), project("R", "Rail", "H")]
JUL, OCT, JAN = date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 1)


def plan(
    key: str, benefit: str, amounts: list[tuple[int, int | None, int | None]], **given: object
) -> list[Row]:
    """A benefit by quarter: cumulative baseline, forecast, actual in thousands."""
    names = ("baseline", "forecast", "actual")
    money = {
        name: [None if each[at] is None else each[at] * 1000 for each in amounts]
        for at, name in enumerate(names)
    }
    usual = {"kind": "cashable", "owner": "O. Owner", "unit": "EUR", "name": f"Benefit {benefit}"}
    return rows(project_id=key, benefit_id=benefit, month=[JUL, OCT, JAN], **money, **(usual | given))


PLAN = [
    *plan("P", "b-a", [(100, 100, 90), (200, 180, 160), (1000, 800, None)]),
    *plan("Q", "b-b", [(0, 0, None), (0, 0, None), (500, 550, None)], kind="non-cashable"),
    *plan("R", "b-c", [(0, None, None), (0, None, None), (300, None, None)]),
]


def made(benefit_rows: list[Row], projects: list[Row] = PROJECTS) -> PackModel:
    return measured_pack("benefits", OURS, projects=projects, benefits=benefit_rows)


def curve(model: PackModel) -> LineChart:
    block = section(model, "benefits").blocks["curve"]
    assert isinstance(block, ChartBlock)
    assert isinstance(block.chart, LineChart)
    return block.chart


def points(model: PackModel) -> dict[str, list[object]]:
    return {series.name: [point.value for point in series.points] for series in curve(model).series}


def test_the_forecast_is_held_against_the_plan_of_the_same_projects() -> None:
    assert title(made(PLAN), "benefits") == (
        "2 of 3 projects forecast benefits of 1350000.0, 150000.0 below the plan of 1500000.0"
    )


def test_where_all_forecast_the_plan_is_the_whole_one() -> None:
    model = made(PLAN[:6], PROJECTS[:2])
    assert title(model, "benefits").startswith(
        "Benefits are forecast at 1350000.0, 150000.0 below the plan of"
    )


def test_a_forecast_as_planned_is_said() -> None:
    model = made(plan("P", "b-a", [(1, 1, None), (2, 2, None), (3, 3, None)]), PROJECTS[:1])
    assert title(model, "benefits") == (
        "Benefits are forecast at 3000.0, as planned; none is reported as realised yet"
    )


def test_the_lead_says_what_is_behind_and_what_is_money() -> None:
    lead = said(section(made(PLAN), "benefits").lead)
    assert lead.startswith("0.8 of what was planned by now has come. 1 of 1 benefit due is behind. ")
    assert f"{800 / 1350} of the forecast is cashable or revenue" in lead
    assert "1 benefit has no forecast" in lead


def test_programmes_come_with_the_largest_gap_first_and_add_up() -> None:
    block = table(made(PLAN), "benefits")
    assert column(block, "programme") == ["Green", "Harbour", "Total"]
    assert column(block, "disclosed") == ["1 of 1", "1 of 2", "2 of 3"]
    assert column(block, "benefit_baseline") == [1e6, 8e5, 1.8e6]
    assert column(block, "benefit_forecast") == [8e5, 5.5e5, 1.35e6]
    assert column(block, "benefit_realised") == [1.6e5, None, 1.6e5]
    assert column(block, "cashable_share") == [1.0, 0.0, pytest.approx(800 / 1350)]


def test_gaps_are_of_benefits_below_plan_alone() -> None:
    block = table(made(PLAN), "benefits", "gaps")
    assert column(block, "name") == ["Benefit b-a"]
    assert column(block, "gap") == [-2e5]
    assert (
        table(made(PLAN[3:6], PROJECTS[1:2]), "benefits", "gaps").empty
        == "No benefit is forecast below plan."
    )


def test_more_gaps_than_fit_are_counted() -> None:
    many = [
        row for at in "abcdefg" for row in plan("P", f"b-{at}", [(1, 1, None), (2, 2, None), (9, 8, None)])
    ]
    block = table(made(many, PROJECTS[:1]), "benefits", "gaps")
    assert (len(block.rows), said(block.more)) == (5, "+2 more in the annex workbook")


def test_a_dis_benefit_counts_against() -> None:
    worse = plan("P", "b-d", [(0, 0, None), (0, 0, None), (100, 150, None)], kind="dis-benefit")
    block = table(made([*PLAN[:3], *worse], PROJECTS[:1]), "benefits", "gaps")
    assert column(block, "gap") == [-2e5, -5e4]


def test_the_curve_ends_at_the_measures_and_is_quiet_about_the_future() -> None:
    found = points(made(PLAN))
    assert curve(made(PLAN)).categories == ("Jul 26", "Oct 26", "Jan 27")
    assert found["Planned"] == [1e5, 2e5, 1.8e6]
    assert found["Realised"] == [9e4, 1.6e5, None]
    assert found["Forecast"] == [None, 1.8e5, 1.35e6]


def test_the_curve_is_by_month_where_the_points_are_uneven() -> None:
    uneven = [dict(row, month=date(2026, 12, 1)) if row["month"] == JAN else row for row in PLAN[:3]]
    model = made(uneven, PROJECTS[:1])
    assert curve(model).categories == ("Jul 26", "Aug 26", "Sept 26", "Oct 26", "Nov 26", "Dec 26")
    assert points(model)["Planned"] == [1e5, 1e5, 1e5, 2e5, 2e5, 1e6]
    assert points(model)["Realised"] == [9e4, 9e4, 9e4, 1.6e5, None, None]


def test_decades_by_uneven_months_are_drawn_by_coarser_steps() -> None:
    months = [date(2020, 1, 1), date(2026, 10, 1), date(2039, 12, 1)]
    long = [dict(row, month=month) for row, month in zip(PLAN[:3], months, strict=True)]
    chart = curve(made(long, PROJECTS[:1]))
    assert 2 < len(chart.categories) <= 60
    assert [series.points[-1].value for series in chart.series if series.name != "Realised"] == [1e6, 8e5]


def test_one_point_is_no_curve_and_is_told_in_the_table() -> None:
    model = made(PLAN[2:3], PROJECTS[:1])
    assert "curve" not in section(model, "benefits").blocks
    assert column(table(model, "benefits"), "benefit_baseline") == [1e6, 1e6]


def test_without_programmes_projects_are_listed() -> None:
    loose = [{**row, "parent_id": None} for row in PROJECTS]
    assert column(table(made(PLAN, loose), "benefits"), "programme") == ["Pump", "Quay", "Rail", "Total"]


def test_a_programmes_pack_is_about_its_projects_alone() -> None:
    model = measured_pack("benefits", OURS, scope="H", projects=PROJECTS, benefits=PLAN)
    assert title(model, "benefits").startswith("1 of 2 projects forecast benefits of 550000.0, 50000.0 above")
    assert points(model)["Planned"] == [0, 0, 8e5]


def test_without_benefits_there_is_no_section_and_the_method_page_says_so() -> None:
    model = made([])
    assert kinds(model) == ["method"]
    assert "Benefits" in said(section(model, "method").lead)


def test_benefits_without_forecast_have_no_gap_but_a_plan() -> None:
    model = made(PLAN[6:], PROJECTS[2:])
    assert title(model, "benefits") == "Planned benefits are 300000.0; none is reported as realised yet"
    assert said(section(model, "benefits").lead) == "1 benefit has no forecast."


def test_other_currencies_are_converted_at_their_rate() -> None:
    model = made([row | {"currency": "GBP"} for row in PLAN[:3]], PROJECTS[:1])
    assert column(table(model, "benefits", "gaps"), "gap") == [-2.5e5]
    assert points(model)["Planned"][-1] == 1.25e6
