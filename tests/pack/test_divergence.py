"""Declared against computed: both directions counted, since when, and the overrides that stand or fell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from pmo_reports.model.assessed import Assessed
from pmo_reports.model.charts import BarChart
from pmo_reports.model.pack import ChartBlock, PackModel
from pmo_reports.model.rag import Rag
from tests.pack.portfolio_fixture import STATES, assessed, composed, rich
from tests.pack.text_fixture import column, said, section, table, title

ONE = ("divergence", "data_quality", "method")
Cells = dict[tuple[str, str], tuple[Rag | None, Rag]]
R, A, G, DARK = Rag.RED, Rag.AMBER, Rag.GREEN, Rag.UNKNOWN


def period(name: str, cells: Cells, overrides: list[dict[str, Any]] | None = None) -> Assessed:
    """A month in which nothing diverges but `cells`: (project, dimension) -> declared and computed."""
    made = assessed(period=name, rows={**rich(), "overrides": overrides or []}, states=STATES)
    level = {key: replace(a, declared=a.computed) for key, a in made.assessments.items()}
    told = {
        key: replace(level[key], declared=declared, computed=computed)
        for key, (declared, computed) in cells.items()
    }
    return replace(made, assessments={**level, **told})


def model(*periods: Assessed) -> PackModel:
    *past, now = periods
    return composed(now, tuple(past), sections=ONE)


def override(project: str, ends: str, **given: object) -> dict[str, Any]:
    row = {
        "dimension": "cost",
        "to": "G",
        "reason": "It holds.",
        "author": "A. Manager",
        "approver": "B. Board",
    }
    dates = {"valid_from": pd.Timestamp("2026-08-01"), "expires_on": pd.Timestamp(ends)}
    return {"project_id": project, **row, **dates, "source": "register", **given}


BOTH: Cells = {
    ("atlas", "overall"): (G, R),
    ("atlas", "cost"): (A, R),
    ("beacon", "schedule"): (G, A),
    ("cedar", "cost"): (R, G),
}


def test_the_title_counts_both_directions() -> None:
    made = model(period("2026-10", BOTH))
    assert title(made, "divergence") == "3 states of 2 projects are declared better than computed, 1 worse"


def test_each_state_stands_with_what_was_declared_and_computed() -> None:
    shown = table(model(period("2026-10", BOTH)), "divergence", "better")
    assert column(shown, "project") == ["Atlas", "Atlas", "Beacon"]
    assert column(shown, "dimension") == ["Overall", "Cost", "Schedule"]
    assert (column(shown, "declared"), column(shown, "computed")) == ([G, A, G], [R, R, A])
    other = table(model(period("2026-10", BOTH)), "divergence", "worse")
    assert (column(other, "project"), column(other, "declared"), column(other, "computed")) == (
        ["Cedar"],
        [R],
        [G],
    )


def test_since_when_counts_months_in_a_row_in_the_same_direction() -> None:
    cost = ("atlas", "cost")
    past = [
        period("2026-07", {cost: (G, R)}),
        period("2026-08", {cost: (R, A)}),
        period("2026-09", {cost: (A, R)}),
    ]
    made = model(*past, period("2026-10", {cost: (G, A)}))
    assert column(table(made, "divergence", "better"), "lasting") == [2]


def test_what_is_not_known_does_not_diverge() -> None:
    made = model(period("2026-10", {("atlas", "cost"): (G, DARK), ("beacon", "cost"): (R, DARK)}))
    assert title(made, "divergence") == "No state is declared better than computed, none worse"
    assert table(made, "divergence", "better").rows == ()
    assert table(made, "divergence", "worse").empty == "No state was declared worse than it is computed."


def test_counts_of_the_past_are_a_trend() -> None:
    block = section(
        model(period("2026-09", {("cedar", "cost"): (A, G)}), period("2026-10", BOTH)), "divergence"
    )
    chart = block.blocks["history"]
    assert isinstance(chart, ChartBlock)
    assert isinstance(chart.chart, BarChart)
    counts = {series.name: [point.value for point in series.points] for series in chart.chart.series}
    assert counts == {"Declared better": [0, 3], "Declared worse": [1, 1]}
    assert "history" not in section(model(period("2026-10", BOTH)), "divergence").blocks


def test_programmes_have_their_share() -> None:
    shown = table(model(period("2026-10", BOTH)), "divergence", "programmes")
    assert column(shown, "programme") == ["Digital", "Workplace"]
    assert (column(shown, "better"), column(shown, "worse")) == ([3, 0], [0, 1])
    assert column(shown, "projects") == ["2 of 2", "1 of 2"]


def test_overrides_in_force_say_how_long_they_hold() -> None:
    rows = [override("beacon", "2026-12-31"), override("atlas", "2026-10-31")]
    shown = table(model(period("2026-10", {}, rows)), "divergence", "live")
    assert column(shown, "project") == ["Atlas", "Beacon"]
    assert column(shown, "left") == [0, 61]
    assert (column(shown, "author")[0], column(shown, "approver")[0]) == ("A. Manager", "B. Board")


def test_only_overrides_that_fell_since_the_last_period_are_listed_as_expired() -> None:
    rows = [
        override("atlas", "2026-09-29"),
        override("beacon", "2026-09-30"),
        override("cedar", "2026-10-30"),
    ]
    made = model(period("2026-09", {}), period("2026-10", {}, rows))
    assert column(table(made, "divergence", "expired"), "project") == ["Beacon", "Cedar"]
    assert said(section(made, "divergence").lead).endswith(
        "No override is in force; 2 expired since the last period."
    )


def test_an_override_without_approver_is_not_in_force() -> None:
    made = model(period("2026-10", {}, [override("atlas", "2026-12-31", approver=None)]))
    assert table(made, "divergence", "live").rows == ()
    assert table(made, "divergence", "live").empty == "None this period."


def test_the_page_on_data_quality_does_not_say_it_again() -> None:
    assert "divergence" not in section(model(period("2026-10", BOTH)), "data_quality").blocks
