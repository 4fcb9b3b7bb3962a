"""Single sections, against facts worked by hand from the four projects."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from pmo_reports.config.settings import Settings
from pmo_reports.model.figures import Figure, Unit
from pmo_reports.model.lineage import Lineage, Origin
from pmo_reports.model.pack import Bullets, ChartBlock, PackModel, Tiles
from pmo_reports.model.rag import Rag
from pmo_reports.pack import compose
from tests.pack.portfolio_fixture import (
    GROUPS,
    STATES,
    assessed,
    composed,
    measurements,
    pack,
    project_rows,
    rich,
    settings,
)
from tests.pack.text_fixture import column, plain, said, section, table, title


def tile(model: PackModel, label: str) -> str:
    tiles = section(model, "executive_summary").blocks["tiles"]
    assert isinstance(tiles, Tiles)
    return next(
        f"{t.figure.value} | {said(t.movement)} | {said(t.note)}" for t in tiles.tiles if t.label == label
    )


def bullets(model: PackModel, anchor: str, name: str) -> list[str]:
    block = section(model, anchor).blocks[name]
    assert isinstance(block, Bullets)
    return [str(plain(item)) for item in block.items]


def test_the_summary_counts_reds_and_names_the_longest_slip() -> None:
    assert title(composed(), "executive_summary") == "1 of 4 projects is red; Atlas slips 23.0"


def test_another_fact_gives_another_title() -> None:
    now = assessed(states={**STATES, "beacon": Rag.RED})
    assert title(composed(now), "executive_summary").startswith("2 of 4 projects are red")


def test_tiles_say_where_they_were() -> None:
    assert tile(composed(), "Projects") == "4 | red up from 0 | 1 red, 1 amber, 2 green"
    assert tile(composed(past=()), "Projects").split(" | ")[1] == "no earlier period"


def test_what_is_on_hold_or_closed_is_not_counted() -> None:
    rows = rich()
    rows["projects"] = [
        *GROUPS,
        *({**row, "state": "on_hold"} for row in project_rows()[:1]),
        *project_rows()[1:],
    ]
    assert title(composed(assessed(rows=rows)), "executive_summary").startswith("None of 3 projects is red")


def test_three_things_need_attention_and_the_worst_comes_first() -> None:
    things = bullets(composed(), "executive_summary", "attention")
    assert things[0].startswith("Atlas is red: slips 23.0, ")
    assert len(things) == 3


def test_what_got_better_was_achieved() -> None:
    assert bullets(composed(), "executive_summary", "achieved") == ["Cedar moved from amber to green"]


def test_the_history_counts_projects_by_state() -> None:
    history = section(composed(), "executive_summary").blocks["history"]
    assert isinstance(history, ChartBlock)
    counts = {s.name: [p.value for p in s.points] for s in history.chart.series}  # type: ignore[union-attr]
    assert counts == {"Red": [0, 1], "Amber": [3, 1], "Green": [1, 2]}


def test_decisions_say_by_when_and_what_waiting_costs() -> None:
    model = composed()
    assert title(model, "decisions") == "1 decision is needed by 2026-11-12"
    assert column(table(model, "decisions"), "cost_of_delay") == ["45000.0"]


def test_no_decision_is_said() -> None:
    model = composed(assessed(rows={**rich(), "decisions": []}))
    assert title(model, "decisions") == "No decision is asked for this period"
    assert table(model, "decisions").empty == "No decision is asked for this period."


def test_changes_are_left_out_at_the_first_period() -> None:
    model = composed(past=())
    assert not any(s.kind == "what_changed" for s in model.sections)
    assert "What changed" in said(section(model, "method").lead)


def test_moves_have_the_state_before_and_now() -> None:
    moves = table(composed(), "what_changed", "moves")
    assert column(moves, "project") == ["Atlas", "Cedar"]
    assert (column(moves, "was"), column(moves, "now")) == ([Rag.AMBER, Rag.AMBER], [Rag.RED, Rag.GREEN])


def moved(due: str, tolerance: float | None = None) -> PackModel:
    """The pack of a period in which Atlas goes live on another day than 15 October."""
    milestones = [{**rich()["milestones"][0], "forecast_date": pd.Timestamp(due)}, rich()["milestones"][1]]
    atlas, *others = project_rows()
    projects = [*GROUPS, {**atlas, "tolerance_days": tolerance}, *others]
    return composed(assessed(rows={**rich(), "milestones": milestones, "projects": projects}))


@pytest.mark.parametrize(
    ("due", "tolerance", "days"),
    [
        ("2026-10-29", None, []),  # ten working days, weekends aside
        ("2026-10-30", None, [11]),
        ("2026-10-30", 11, []),
        ("2026-11-02", 11, [12]),  # over a weekend
        ("2026-10-16", 0, [1]),
    ],
)
def test_a_date_that_moves_beyond_tolerance_is_told_in_working_days(
    due: str, tolerance: float | None, days: list[int]
) -> None:
    assert column(table(moved(due, tolerance), "what_changed", "slips"), "days") == days


def test_a_title_without_gaps_names_what_decided_the_state() -> None:
    now = assessed(measured=measurements({"all": {"eac": 1.0}}))
    slip = Figure(key="key_milestone_slip", entity="atlas", value=41, unit=Unit.DAYS)
    late = replace(now.assessments["atlas", "schedule"], measure="key_milestone_slip", value=slip)
    model = composed(replace(now, assessments={**now.assessments, ("atlas", "schedule"): late}))
    assert title(model, "project-atlas") == "Atlas is red: key milestone slip 41"
    assert title(model, "project-cedar") == "Cedar is green for 1 month"


def test_what_got_worse_is_the_same_on_every_page() -> None:
    model = composed(assessed(states={**STATES, "cedar": Rag.AMBER, "delta": Rag.UNKNOWN}))
    assert title(model, "what_changed").startswith("2 projects got worse, none got better; ")
    assert title(model, "dashboard").endswith("; 2 got worse since the last period")


def test_what_is_lost_sight_of_is_named() -> None:
    model = composed(assessed(states={**STATES, "delta": Rag.STALE}))
    assert "(no report, or one too old): Delta. " in said(section(model, "what_changed").lead)


def test_nothing_reads_as_nothing_in_titles() -> None:
    calm = {**rich(), "milestones": rich()["milestones"][1:]}
    assert title(composed(assessed(rows=calm)), "milestones") == (
        "No key milestone is overdue; 1 is due in the next 90"
    )


def test_the_lead_says_in_plain_words_what_holds_the_portfolio() -> None:
    assert said(section(composed(), "executive_summary").lead) == (
        "From the figures: "
        "The portfolio is amber, weighted by budget: it cannot be green while 1 project is red. "
        "Atlas is red: slips 23.0, 0.1 above budget. Since the last period 1 got worse and 1 got better. "
        "Cedar moved from amber to green. 1 decision is asked by 2026-11-12."
    )


def test_a_one_pager_explains_what_is_not_green_and_names_the_rest() -> None:
    model = composed()
    assert column(table(model, "project-atlas", "why"), "dimension") == ["Overall", "Schedule", "Cost"]
    assert column(table(model, "project-cedar", "why"), "dimension") == ["Overall"]
    greens = section(model, "project-cedar").blocks["greens"]
    assert said(greens) == "Green by rule and word: Schedule and Cost."  # type: ignore[arg-type]


def test_a_divergence_names_the_cell_that_declares_it() -> None:
    columns = {"schedule": "C11", "cost": "D11", "overall": "B11"}
    origin = Origin(
        table="status_reports", source="forms", file="atlas.xlsx", sheet="Status", sha256="", columns=columns
    )
    row = {"project_id": "atlas", "source": "forms", "file": "atlas.xlsx", "sheet": "Status", "row": 1}
    now = assessed(rows={**rich(), "status_reports": [row]})
    portfolio = replace(now.portfolio, lineage=Lineage({origin.key: origin}))
    shown = table(composed(replace(now, portfolio=portfolio)), "divergence", "better")
    assert column(shown, "place")[:3] == [
        f"atlas.xlsx › Status!{columns[d]}" for d in ("overall", "schedule", "cost")
    ]


def test_risks_are_summed_by_programme_and_late_responses_named() -> None:
    model = composed()
    assert column(table(model, "risks", "programmes"), "programme")[-1] == "Total"
    assert column(table(model, "risks", "overdue"), "id") == ["r-a"]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({}, "green to it, amber to 2.0 times it"),
        ({"tolerance_green": 0, "tolerance_amber": 1}, "green to 0.0, amber to it"),
        ({"tolerance_green": 0.8, "tolerance_amber": 1.5}, "green to 0.8 times it, amber to 1.5 times it"),
        (
            {"green": 1.0, "amber": 0.9, "tolerance_green": 0, "tolerance_amber": 1, "tolerance_from": 1},
            "green to 1.0, amber to 1.0 less it",
        ),
    ],
)
def test_the_method_says_which_parts_of_a_tolerance_are_the_bounds(rule: dict[str, float], told: str) -> None:
    model = compose(assessed(), (), with_rule(tolerance="tolerance_days", **rule), pack(), "abc")
    replaced = column(table(model, "method", "bounds"), "tolerance")
    assert replaced == [f"the project's tolerance days, where it has one: {told}"]


def with_rule(**given: object) -> Settings:
    """The settings, with the rule of the schedule changed."""
    found = settings()
    schedule = found.rag.dimensions["schedule"]
    rule = schedule.rules[0].model_copy(update=given)
    dimensions = {**found.rag.dimensions, "schedule": schedule.model_copy(update={"rules": (rule,)})}
    return found.model_copy(update={"rag": found.rag.model_copy(update={"dimensions": dimensions})})
