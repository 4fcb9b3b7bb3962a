from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from pmo_reports.model.charts import Axis, BarChart, RangeChart, Waterfall
from pmo_reports.model.figures import Figure, Unit
from pmo_reports.model.pack import ChartBlock, PackModel, Section
from pmo_reports.render.facts import facts
from tests.render.assessed_fixture import LEDGER, assessed, money, pack

AXIS = Axis(low=0, high=4, ticks=(0.0, 2.0, 4.0), unit=Unit.COUNT)


def told(*figures: Figure) -> list[Mapping[str, Any]]:
    content = json.loads(facts(pack(*figures), assessed()).content)
    listed: list[Mapping[str, Any]] = content["facts"]
    return listed


def test_a_measure_is_told_whole() -> None:
    (fact,) = told(money("ac", "22.3501"))
    assert fact == {
        "id": "P/ac",
        "key": "ac",
        "label": "AC",
        "entity": "P",
        "item": "",
        "value": "22.3501",
        "unit": "money",
        "currency": "EUR",
        "printed": ["€22"],
        "n": None,
        "of": None,
        "as_of": "2026-10-31",
        "sources": [f"{LEDGER} › F2:F4"],
    }


def test_ways_of_printing_are_one_fact() -> None:
    (fact,) = told(money("ac", "2350000"), money("ac", "2350000", scale=1_000_000), money("ac", "2350000"))
    assert fact["printed"] == ["€2,350,000", "€2.35\N{NO-BREAK SPACE}m"]


def test_different_values_of_one_name_are_both_told() -> None:
    assert [fact["value"] for fact in told(money("ac", "2"), money("ac", "1"))] == ["1", "2"]


def test_a_measure_built_on_others_is_traced_to_their_cells() -> None:
    (fact,) = told(Figure(key="cpi", entity="B", value=1.0, unit=Unit.INDEX, n=1, of=2))
    assert (fact["sources"], fact["value"], fact["n"], fact["of"]) == ([f"{LEDGER} › F4"], 1.0, 1, 2)


def test_a_fact_of_a_table_row_is_traced_to_the_row() -> None:
    (known, made) = told(
        Figure(key="risks.probability", entity="A", item="R1", value=4, unit=Unit.SCORE),
        Figure(key="risks.score", entity="A", item="R1", value=16, unit=Unit.SCORE),
    )
    assert known["sources"] == ["raid.csv › D2"]
    assert made["sources"] == ["raid.csv › A2", "raid.csv › B2", "raid.csv › D2"]


def test_a_month_of_a_curve_is_traced_to_the_months_until_it() -> None:
    (fact,) = told(money("curves.ac", "10.25", entity="A", item="2026-09"))
    assert (fact["sources"], fact["as_of"]) == ([f"{LEDGER} › F2"], "2026-10-31")


def test_a_fact_of_an_earlier_period_names_it() -> None:
    (fact,) = told(Figure(key="cpi", entity="A", item="2026-09", value=0.9, unit=Unit.INDEX))
    assert fact["as_of"] == "2026-09-30"
    assert fact["sources"] == ["inputs of 2026-09, as of its own pack"]


def test_an_item_that_names_no_row_stands_for_all_rows() -> None:
    (fact,) = told(money("costs.actual", "15.35", entity="A", item="total"))
    assert fact["sources"] == [f"{LEDGER} › F2:F3"]


def test_a_bound_of_a_rule_comes_from_the_settings() -> None:
    (fact,) = told(Figure(key="rules.cpi.green", entity="P", value=0.95, unit=Unit.INDEX))
    assert fact["sources"] == ["settings of the workspace"]


def test_an_opening_balance_is_not_traced_to_this_period() -> None:
    (fact,) = told(money("ac.opening", "10"))
    assert fact["sources"] == ["inputs of the period before, as of its own pack"]


def test_a_count_of_states_says_what_it_was_counted_from() -> None:
    (fact,) = told(Figure(key="rag.red", entity="P", value=1, unit=Unit.COUNT))
    assert fact["sources"][0].startswith("counted from")


def test_more_than_fifty_runs_are_counted_not_cut() -> None:
    now = assessed()
    costs = now.portfolio["costs"]
    many = pd.concat([costs.iloc[[0]].assign(row=at) for at in range(2, 242, 2)], ignore_index=True)
    tables = now.portfolio.tables
    tables["costs"] = many.astype(costs.dtypes)  # type: ignore[index]
    content = json.loads(facts(pack(money("ac", "1", entity="A")), now).content)
    assert content["facts"][0]["sources"][-1] == "… and 70 more"
    assert len(content["facts"][0]["sources"]) == 51


@pytest.mark.parametrize(
    ("value", "unit", "written"), [(None, Unit.INDEX, None), (0, Unit.COUNT, 0), (0.125, Unit.PERCENT, 0.125)]
)
def test_values_are_written_as_they_are(value: float | None, unit: Unit, written: object) -> None:
    (fact,) = told(Figure(key="x", entity="P", value=value, unit=unit))
    assert fact["value"] == written


@pytest.mark.parametrize(
    "chart",
    [
        BarChart(categories=(), series=(), axis=AXIS, alt="none"),
        RangeChart(ranges=(), axis=AXIS, alt="none"),
        Waterfall(steps=(), axis=AXIS, alt="none"),
    ],
)
def test_the_axes_of_charts_stand_under_scales(chart: BarChart | RangeChart | Waterfall) -> None:
    block = ChartBlock(title="States", chart=chart)
    section = Section(kind="dashboard", anchor="dash", name="Dashboard", title=pack().sections[0].title)
    model = PackModel(meta=pack().meta, sections=(_with(section, block),))
    (scale,) = json.loads(facts(model, assessed()).content)["scales"]
    assert (scale["section"], scale["chart"], scale["ticks"]) == ("dash", "states", [0.0, 2.0, 4.0])


def test_the_file_is_the_same_each_time_and_ends_with_a_line() -> None:
    first, second = (facts(pack(money("ac", "1")), assessed()) for _ in range(2))
    assert first == second
    assert first.name == "facts.json"
    assert first.content.endswith(b"}\n")


def _with(section: Section, chart: ChartBlock) -> Section:
    return Section(
        kind=section.kind,
        anchor=section.anchor,
        name=section.name,
        title=section.title,
        blocks={"states": chart},
    )
