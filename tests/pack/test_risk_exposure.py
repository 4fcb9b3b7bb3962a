"""The page of risk exposure: a bridge that closes, stages and contingency, worked by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from pmo_reports.model.charts import BarChart
from pmo_reports.model.pack import ChartBlock, PackModel
from tests.pack.control_fixture import Rows, made, period, projects, risk
from tests.pack.text_fixture import column, heads, said, section, table, title

MONEY = {"contingency": Decimal(100_000), "contingency_drawn": Decimal(40_000), "fx_rate": 1.0}
THEN: Rows = {
    "projects": projects("atlas", "beacon", **MONEY),
    "risks": [
        risk("atlas", "r-a", 80_000),
        risk("atlas", "r-b", 20_000),
        risk("beacon", "r-c", 60_000),
    ],
}
STAGES = {"inherent_probability_percent": 0.5, "inherent_impact_cost": Decimal(200_000)}
TARGET = {"target_probability_percent": 0.1, "target_impact_cost": Decimal(100_000)}
NOW: Rows = {
    "projects": THEN["projects"],
    "risks": [
        risk("atlas", "r-a", 120_000, response_due="2026-10-01", **STAGES, **TARGET),
        {**risk("atlas", "r-b", 20_000), "state": "closed"},
        risk("beacon", "r-c", 60_000, **STAGES, **TARGET),
        risk("beacon", "r-d", 30_000, **STAGES, **TARGET),
    ],
}
"""At a likelihood of one half: opening 80, new 15, closed 10, re-rated 20, closing 105 thousand."""


def pack(now: Rows = NOW, then: Rows | None = THEN) -> PackModel:
    return made(now, (period(then, "2026-09"),) if then else ())


def test_the_title_says_how_the_exposure_moved_and_why() -> None:
    assert title(pack(), "risk_exposure") == (
        "Risk exposure rose to 105000.0 from 80000.0: 15000.0 is new, 10000.0 is closed, "
        "20000.0 is re-rated upwards"
    )


def test_a_fall_is_a_fall_and_no_movement_is_none() -> None:
    assert title(pack(THEN, NOW), "risk_exposure").startswith("Risk exposure fell to 80000.0 from 105000.0")
    assert title(pack(NOW, NOW), "risk_exposure") == "Risk exposure stays at 105000.0"


def test_at_the_first_period_the_title_says_what_pays_for_it() -> None:
    model = pack(then=None)
    assert title(model, "risk_exposure") == (
        "Risk exposure is 105000.0; the contingency left covers it, with 15000.0 to spare"
    )
    assert "bridge" not in section(model, "risk_exposure").blocks


def test_every_row_of_the_bridge_adds_up_and_so_do_its_columns() -> None:
    shown = table(pack(), "risk_exposure", "bridge")
    parts = [column(shown, key) for key in _PARTS]
    rows = list(zip(*parts, strict=True))
    assert column(shown, "group") == ["Beacon", "Atlas", "Total"]
    assert rows == [
        (30000.0, 15000.0, 0.0, 0.0, 45000.0),
        (50000.0, 0.0, -10000.0, 20000.0, 60000.0),
        (80000.0, 15000.0, -10000.0, 20000.0, 105000.0),
    ]
    assert all(sum(row[:4]) == row[4] for row in rows)  # type: ignore[arg-type]


_PARTS = ("exposure_opening", "exposure_new", "exposure_closed", "exposure_movement", "exposure")


def test_what_the_period_before_told_is_named_so_in_the_facts() -> None:
    keys = {figure.key: figure.value for figure in pack().figures() if figure.entity == "all"}
    assert (keys["exposure.opening"], keys["exposure_closed.was"]) == (80000.0, -10000.0)


def test_a_project_that_is_not_quantified_is_left_out_of_the_bridge_and_told() -> None:
    rows = [*NOW["risks"], risk("cedar", "r-e", None)]
    model = pack({**NOW, "projects": projects("atlas", "beacon", "cedar", **MONEY), "risks": rows})
    assert column(table(model, "risk_exposure", "bridge"), "exposure")[-1] == 105000.0
    assert "1 project is not in the bridge" in said(section(model, "risk_exposure").lead)


def test_what_left_the_log_is_closed_and_cents_are_kept() -> None:
    then = {**THEN, "risks": [risk("atlas", "r-a", 1), risk("atlas", "r-b", 1, 0.33)]}
    now = {**THEN, "risks": [risk("atlas", "r-a", 1)]}
    shown = table(pack(now, then), "risk_exposure", "bridge")
    assert column(shown, "exposure_opening")[-1] == 0.83
    assert column(shown, "exposure_closed")[-1] == -0.33
    assert column(shown, "exposure_movement")[-1] == 0.0


def test_the_lead_says_what_responses_have_done_and_which_are_overdue() -> None:
    lead = said(section(pack(), "risk_exposure").lead)  # 300 before, 105 today, 30 in the end
    assert lead.startswith("The contingency left covers it, with 15000.0 to spare; responses have brought ")
    assert "0.7222222222222222 of the relief that is planned; 1 response is overdue" in lead


def test_a_contingency_that_does_not_suffice_is_said() -> None:
    poor = projects("atlas", "beacon", **{**MONEY, "contingency_drawn": Decimal(90_000)})
    lead = said(section(pack({**NOW, "projects": poor}), "risk_exposure").lead)
    assert lead.startswith("The contingency left falls short of it by 85000.0")


def test_the_chart_has_the_stages_beside_the_contingency_left() -> None:
    block = section(pack(), "risk_exposure").blocks["stages"]
    assert isinstance(block, ChartBlock)
    assert isinstance(block.chart, BarChart)
    shown = dict(zip(block.chart.categories, block.chart.series[0].points, strict=True))
    assert {name: point.value for name, point in shown.items()} == {
        "Without response": 300000.0,
        "Today": 105000.0,
        "All responses in place": 30000.0,
        "Contingency left": 120000.0,
    }
    assert block.chart.axis.high >= 300_000


def test_contingency_stands_against_exposure_least_covered_first() -> None:
    shown = table(pack(), "risk_exposure", "contingency")
    assert column(shown, "group") == ["Atlas", "Beacon", "Total"]
    assert column(shown, "contingency_cover") == [0.0, 15000.0, 15000.0]
    assert column(shown, "contingency_drawn_share") == [0.4, 0.4, 0.4]


def test_without_contingency_its_columns_go() -> None:
    model = pack({**NOW, "projects": projects("atlas", "beacon")})
    assert "contingency" not in heads(table(model, "risk_exposure", "contingency"))


@pytest.mark.parametrize("risks", [[], [risk("atlas", "r-a", None)]], ids=["no risk", "none quantified"])
def test_without_a_known_exposure_the_page_is_left_out(risks: list[dict[str, Any]]) -> None:
    model = pack({**NOW, "risks": risks}, None)
    assert not any(s.kind == "risk_exposure" for s in model.sections)
    assert "Risk exposure" in said(section(model, "method").lead)
