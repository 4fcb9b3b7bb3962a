"""The outlook: titles, tables and charts of ranges worked by hand, and what is left out and said so."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from pmo_reports.model.assessed import Assessed, Drawn
from pmo_reports.model.charts import RangeChart
from pmo_reports.model.figures import PLAIN, Figure, Sentence, Style, Unit
from pmo_reports.model.pack import ChartBlock, PackModel
from pmo_reports.model.rag import Rag
from tests.pack.outlook_fixture import DATES, ESTIMATED, drawn, finish, frame, ranged, values
from tests.pack.portfolio_fixture import GROUPS, assessed, composed, empty, project_rows, rich
from tests.pack.text_fixture import column, heads, said, section, table, title

ONE = ("outlook", "method")


def model(now: Assessed | None = None) -> PackModel:
    return composed(now or ranged(assessed()), sections=ONE)


def chart(made: PackModel, name: str) -> RangeChart:
    block = section(made, "outlook").blocks[name]
    assert isinstance(block, ChartBlock)
    assert isinstance(block.chart, RangeChart)
    return block.chart


def only(now: Assessed, *keys: str) -> Assessed:
    """The period without the measures whose key starts with one of `keys`."""
    gone = [key for key in frame(now) if key.startswith(keys)]
    kept = frame(now).drop(columns=gone)
    return replace(now, measurements=replace(now.measurements, values=kept))


def test_the_title_says_who_is_more_likely_to_miss_than_to_meet_the_date() -> None:
    head = title(model(), "outlook")
    assert head == "1 of 2 projects has a chance below 0.5 to meet the approved date"


def test_the_lead_says_method_draws_and_seed_and_who_is_too_young() -> None:
    assert said(section(model(), "outlook").lead) == (
        "1 project by Monte Carlo, PERT (500 draws, seed 7). "
        "1 project by reference class of milestones (12 observations, seed 7). "
        "The last finish is 2027-01-17 at P80. "
        "1 project below 0.1 complete is left out of the estimates by formula."
    )


def test_the_least_likely_stands_first_with_its_percentiles() -> None:
    block = table(model(), "outlook", "finish")
    assert column(block, "project") == ["Atlas", "Beacon"]
    assert [str(column(block, f"p{n}")[0]) for n in ("10", "50", "80", "90")] == list(DATES)
    assert column(block, "chance") == [0.25, 0.8]
    assert column(block, "method") == ["Monte Carlo", "Reference class"]


def test_only_what_has_a_network_and_money_has_a_cost_range() -> None:
    block = table(model(), "outlook", "cost")
    assert column(block, "project") == ["Atlas"]
    assert column(block, "budget") == [4e6]
    assert column(block, "p80") == [4.4e6]
    assert column(block, "chance") == [0.2]


def test_bars_are_distances_from_what_was_approved() -> None:
    dates, costs = chart(model(), "finish_chart"), chart(model(), "cost_chart")
    assert [each.label for each in dates.ranges] == ["Atlas", "Beacon"]
    # 18 December to 8 and 28 December and 6 February; Beacon's P10 is a week early
    assert [[p.value for p in (r.low, r.middle, r.high)] for r in dates.ranges] == [
        [-10, 10, 50],
        [-7, -4, 20],
    ]
    assert (dates.axis.low, dates.axis.high) == (-20, 60)
    assert [p.value for p in (costs.ranges[0].low, costs.ranges[0].middle, costs.ranges[0].high)] == [
        pytest.approx(-0.025),
        pytest.approx(0.05),
        pytest.approx(0.2),
    ]


def test_estimates_leave_out_who_is_below_ten_percent() -> None:
    block = table(model(), "outlook", "estimates")
    assert column(block, "project") == ["Atlas", "Delta"]  # Cedar is at 5 %
    assert column(block, "eac_lowest") == [4.1e6, 4.1e6]
    assert column(block, "longest") == [15.0, 15.0]


def test_drivers_are_activities_by_their_share_of_the_draws() -> None:
    block = table(model(), "outlook", "drivers")
    assert column(block, "activity") == ["Migrate", "Build"]  # no milestone, and not what never drives
    assert column(block, "criticality") == [0.9, 0.6]


def test_without_networks_history_alone_speaks() -> None:
    now = only(ranged(assessed(), {"beacon": values()["beacon"]}), "cost_", "eac_")
    history = Drawn(methods=drawn().methods.loc[["beacon"]])
    made = model(replace(now, drawn=history))
    assert set(section(made, "outlook").blocks) == {"finish_chart", "finish"}
    assert title(made, "outlook").startswith("None of 1 project has a chance below 0.5")
    assert said(section(made, "outlook").lead) == (
        "1 project by reference class of milestones (12 observations, seed 7)."
    )


def test_where_history_is_too_short_estimates_remain() -> None:
    given = {"atlas": ESTIMATED | {"percent_complete": 0.5}}
    made = model(replace(ranged(assessed(), given), drawn=Drawn()))
    assert set(section(made, "outlook").blocks) == {"estimates"}
    assert title(made, "outlook") == "1 project with a cost at completion by formula"
    assert said(section(made, "outlook").lead) == ""


def test_a_range_without_a_baseline_has_no_chance_and_no_bar() -> None:
    bare = {key: day for key, day in finish("2026-12-18", DATES, 0.5).items() if "_p" in key}
    made = model(ranged(assessed(), {"atlas": bare}))
    assert "finish_chart" not in section(made, "outlook").blocks
    assert "chance" not in heads(table(made, "outlook", "finish"))
    assert title(made, "outlook") == "1 finish date forecast as a range"


@pytest.mark.parametrize("now", [assessed(), empty()])
def test_with_nothing_to_say_it_is_left_out_and_the_method_says_so(now: Assessed) -> None:
    made = model(now)
    assert [s.kind for s in made.sections] == ["method"]
    assert "Outlook" in said(section(made, "method").lead)


def test_one_project_is_one_row() -> None:
    rows = rich() | {"projects": [*GROUPS[:1], project_rows()[0] | {"parent_id": "all"}]}
    now = ranged(assessed(rows=rows, states={"atlas": Rag.RED}))
    made = model(now)
    assert column(table(made, "outlook", "finish"), "project") == ["Atlas"]
    assert title(made, "outlook").startswith("1 of 1 project has a chance below 0.5")


def test_its_sentences_hold_no_number_that_is_no_fact() -> None:
    made = section(model(), "outlook")
    words = "".join(part for part in (*made.title.parts, *made.lead.parts) if isinstance(part, str))
    assert re.findall(r"\d+", words.replace("P80", "")) == []


def test_a_one_pager_says_p80_the_range_of_estimates_and_nothing_early() -> None:
    made = composed(ranged(assessed()), sections=("one_pager",))
    pages = {key: section(made, f"project-{key}").blocks for key in ("atlas", "beacon", "cedar")}
    assert pages["atlas"]["outlook"] == Sentence.of(
        "Outlook: finish at P80 ",
        made_figure("finish_p80", date(2027, 1, 17), Unit.DATE),
        ", EAC by method ",
        made_figure("eac_lowest", 4.1e6, Unit.MONEY),
        " to ",
        made_figure("eac_highest", 4.9e6, Unit.MONEY),
        ".",
    )
    beacon = pages["beacon"]["outlook"]
    assert isinstance(beacon, Sentence)
    assert said(beacon) == "Outlook: finish at P80 2026-12-18."
    assert "outlook" not in pages["cedar"]  # 5 % complete, and no range


def made_figure(key: str, value: date | float, unit: Unit) -> Figure:
    money = unit is Unit.MONEY
    return Figure(
        key=key,
        entity="atlas",
        value=value,
        unit=unit,
        currency="EUR" if money else "",
        style=Style(scale=1_000_000) if money else PLAIN,
        n=1,
        of=1,
    )


def test_a_long_table_of_estimates_says_where_the_others_are() -> None:
    own = [project_rows()[0] | {"project_id": f"p-{letter}", "name": letter} for letter in "abcdefghijklm"]
    rows = rich() | {"projects": [*GROUPS, *own]}
    given = {row["project_id"]: ESTIMATED for row in own}
    before = assessed(rows=rows)
    index = before.measurements.members.reindex([*before.measurements.members.index, *given], fill_value=1)
    wider = replace(
        before.measurements,
        values=frame(before).reindex(index.index),
        members=index,
    )
    made = model(replace(ranged(replace(before, measurements=wider), given), drawn=Drawn()))
    block = table(made, "outlook", "estimates")
    assert len(block.rows) == 12
    assert block.caption == "Estimates by formula, the worst projects; the annex workbook has all"
    assert title(made, "outlook") == "13 projects with a cost at completion by formula"


def test_every_network_has_a_driver_before_one_has_two() -> None:
    now = ranged(assessed())
    drivers = pd.DataFrame(
        [("beacon", "t-z", 1.0), *now.drawn.drivers.itertuples(index=False, name=None)],
        columns=now.drawn.drivers.columns,
    )
    other = now.portfolio["tasks"].head(1).assign(project_id="beacon", task_id="t-z", name="Cable")
    tables = {**now.portfolio.tables, "tasks": pd.concat([now.portfolio["tasks"], other])}
    made = model(
        replace(
            now,
            portfolio=replace(now.portfolio, tables=tables),
            drawn=replace(now.drawn, drivers=drivers),
        )
    )
    assert column(table(made, "outlook", "drivers"), "activity") == ["Migrate", "Build", "Cable"]
