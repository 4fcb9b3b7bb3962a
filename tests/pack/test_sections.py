"""Single sections, against facts worked by hand from the four projects."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest

from pmo_reports.config.organisation import Conversion
from pmo_reports.config.settings import Settings
from pmo_reports.model.charts import Emphasis, HeatMap
from pmo_reports.model.figures import Figure, Unit
from pmo_reports.model.finding import Severity
from pmo_reports.model.lineage import Lineage, Origin
from pmo_reports.model.pack import Bullets, ChartBlock, Facts, PackModel, Tiles
from pmo_reports.model.rag import Rag, Trend
from pmo_reports.pack import compose
from tests.pack.portfolio_fixture import (
    GROUPS,
    STATES,
    assessed,
    composed,
    earlier,
    finding,
    measurements,
    pack,
    project_rows,
    rich,
    settings,
    values,
    with_findings,
)
from tests.pack.text_fixture import column, heads, plain, said, section, table, title, total


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


@pytest.mark.parametrize(("moved_to", "slips"), [("2027-01-25", []), ("2027-01-26", ["Atlas"])])
def test_a_date_slips_beyond_the_tolerance_of_five_days(moved_to: str, slips: list[str]) -> None:
    atlas, *others = project_rows()
    later = [{**atlas, "forecast_finish": pd.Timestamp(moved_to)}, *others]
    model = composed(assessed(rows={**rich(), "projects": [*GROUPS, *later]}))
    assert column(table(model, "what_changed", "slips"), "project") == slips


def test_the_forecast_is_reconciled() -> None:
    now = values()
    now["atlas"] |= {"eac_management": 5e6}
    now["all"] |= {"eac_management": 5.1e6}
    bridge = table(composed(assessed(measured=measurements(now))), "what_changed", "eac")
    assert column(bridge, "project") == ["Atlas", "3 other projects", "Total"]
    assert column(bridge, "change") == pytest.approx([8e5, 1e5, 9e5])
    opening, change, closing = (cell.value for cell in total(bridge).cells[1:])  # type: ignore[union-attr]
    assert opening + change == closing  # type: ignore[operator]


def test_the_dashboard_is_worst_first() -> None:
    trends = {"delta": Trend.WORSE}
    model = composed(assessed(trends=trends))
    assert column(table(model, "dashboard"), "project") == ["Atlas", "Beacon", "Delta", "Cedar"]
    assert column(table(model, "dashboard", "programmes"), "programme") == [
        "Digital",
        "Workplace",
        "All programmes",
    ]


def test_a_dimension_that_nobody_reports_has_no_column_and_is_named() -> None:
    now = assessed()
    only = {at: a for at, a in now.assessments.items() if at[1] != "cost"}
    model = composed(replace(now, assessments=only))
    assert "cost" not in heads(table(model, "dashboard"))
    assert "Not reported: Cost." in said(section(model, "dashboard").lead)


def test_exceptions_are_red_projects_and_ambers_that_got_worse() -> None:
    model = composed(assessed(trends={"beacon": Trend.WORSE}))
    entries = [block for block in section(model, "exceptions").blocks.values() if isinstance(block, Facts)]
    assert [entry.head for entry in entries] == ["Atlas", "Beacon"]
    assert plain(dict(entries[0].pairs)["Asked for"]) == "Please fund a tester."
    assert {"State", "Schedule", "Cost", "Impact", "Decision", "More"} <= set(dict(entries[0].pairs))


def test_without_exceptions_that_is_said() -> None:
    model = composed(assessed(states=dict.fromkeys(STATES, Rag.GREEN)))
    assert title(model, "exceptions") == "None of 4 projects needs recovery"
    assert "No project is red" in said(section(model, "exceptions").blocks["none"])  # type: ignore[arg-type]


def test_overdue_milestones_come_first() -> None:
    model = composed()
    assert title(model, "milestones").startswith("1 key milestone is overdue; 1 is due in the next 90")
    assert column(table(model, "milestones"), "state") == [Rag.RED, Rag.RED]


@pytest.mark.parametrize(
    ("due", "state"),
    [
        ("2026-11-02", Rag.AMBER),  # 15 working days
        ("2026-11-09", Rag.AMBER),  # 20, at the bound
        ("2026-11-10", Rag.RED),  # 21
    ],
)
def test_a_slip_is_held_against_the_schedule_rule(due: str, state: Rag) -> None:
    rows = rich()
    rows["milestones"] = [{**rows["milestones"][1], "forecast_date": pd.Timestamp(due)}]
    model = composed(assessed(rows=rows))
    assert column(table(model, "milestones"), "state") == [state]


def test_the_slip_of_a_milestone_is_in_working_days() -> None:
    # From 12 October: to 2 November, the first working day it can still be met; to 20 November.
    assert column(table(composed(), "milestones"), "slip") == [15, 29]


def test_a_long_roadmap_is_split_and_loses_no_project() -> None:
    rows = [
        {**row, "project_id": f"{row['project_id']}-{at}"} for row in project_rows() for at in "abcdefghij"
    ]
    model = composed(assessed(rows={"projects": [*GROUPS, *rows]}))
    charts = section(model, "roadmap").blocks
    bars = [len(block.chart.bars) for block in charts.values()]  # type: ignore[union-attr]
    assert list(charts) == ["roadmap_1", "roadmap_2", "roadmap_3", "roadmap_4"]
    assert bars == [10, 10, 10, 10]  # two programmes of twenty, sixteen bars at most


def test_finance_says_the_gap_to_the_budget() -> None:
    model = composed()
    assert title(model, "finance") == "The forecast of 4400000.0 is 400000.0 above the budget of 4000000.0"
    assert {c.unit for c in table(model, "finance").columns if c.key in {"bac", "eac", "vac"}} == {"€ m"}


def test_without_costs_finance_shows_whole_life_cost() -> None:
    poor = {"all": {"whole_life_cost": 9e9}, "atlas": {"whole_life_cost": 9e9}}
    model = composed(assessed(measured=measurements(poor), rows={"projects": rich()["projects"]}), ())
    assert title(model, "finance").startswith("Whole-life cost is 9000000000.0")
    assert title(model, "project-atlas") == "Atlas is red: whole-life cost 9000000000.0"
    assert {"Milestones", "Risks"} <= set(
        said(section(model, "method").lead).replace(".", "").replace(",", "").split()
    )


def test_top_risks_say_how_many_more_there_are() -> None:
    risks = table(composed(), "risks")
    assert len(risks.rows) == 10
    assert said(risks.more) == "+2 more in the annex workbook"
    assert column(risks, "due")[0] == "2026-10-01 overdue"


def test_the_risk_map_holds_every_scored_risk() -> None:
    block = section(composed(), "risks").blocks["heat_map"]
    assert isinstance(block, ChartBlock)
    chart = block.chart
    assert isinstance(chart, HeatMap)
    assert len(chart.cells) == 25
    assert (chart.cells[0].probability, chart.cells[0].impact) == (5, 1)
    assert sum(int(str(cell.count.value)) for cell in chart.cells) == 12
    assert [cell.band for cell in chart.cells if cell.probability == cell.impact == 5] == [Emphasis.RED]


def test_a_one_pager_begins_with_what_is_wanted() -> None:
    model = composed()
    assert next(iter(section(model, "project-atlas").blocks)) == "ask"
    assert bullets(model, "project-atlas", "ask") == ["Fund a tester?", "Please fund a tester."]
    assert bullets(model, "project-beacon", "ask") == []
    assert bullets(model, "project-atlas", "achieved") == ["one", "two"]


def test_costs_add_up_actual_to_date_and_forecast_to_go() -> None:
    costs = table(composed(), "project-atlas", "costs")
    staff = [cell.value for cell in costs.rows[0].cells[1:]]  # type: ignore[union-attr]
    assert staff == [1e6, 5e5, 5e5]


def test_every_costly_finding_is_listed_with_its_place() -> None:
    found = [finding(cell=f"C{at}") for at in range(30)]
    model = composed(with_findings(assessed(), *found))
    listed = table(model, "data_quality", "findings")
    assert len(listed.rows) == 30
    places = zip(*(column(listed, key) for key in ("file", "sheet", "cell", "value")), strict=True)
    assert ("inputs/status.xlsx", "Status", "C17", "Purple") in places


def test_warnings_beyond_the_page_are_counted() -> None:
    found = [finding(Severity.WARNING, f"C{at}") for at in range(30)]
    listed = table(composed(with_findings(assessed(), *found)), "data_quality", "findings")
    assert (len(listed.rows), said(listed.more)) == (
        8,
        "+22 more warnings and notes in the findings workbook",
    )


def test_notes_come_last_and_mildly() -> None:
    found = [finding(severity) for severity in (Severity.NOTE, Severity.ERROR, Severity.WARNING)]
    listed = table(composed(with_findings(assessed(), *found)), "data_quality", "findings")
    assert column(listed, "severity") == ["row left out", "to be checked", "for information"]


def test_the_quality_of_a_source_is_the_mean_of_its_scores() -> None:
    sources = table(composed(), "data_quality", "reconciliation")
    assert column(sources, "validity") == [0.9]  # 8 accepted and 1 repeat of 10
    assert column(sources, "timeliness") == [0.75]  # Delta has no report
    assert column(sources, "score") == pytest.approx([(0.9 + 1 + 0.75) / 3])


def test_the_quality_of_the_pack_falls_with_reports_and_states_that_are_missing() -> None:
    facts = {figure.key: figure.value for figure in composed().figures()}
    assert facts["quality.score"] == pytest.approx((0.9 + 0.75 + 1) / 3)
    dark = composed(assessed(states={**STATES, "delta": Rag.UNKNOWN}))
    facts = {figure.key: figure.value for figure in dark.figures()}
    assert facts["quality.score"] == pytest.approx((0.9 + 0.75 + 0.75) / 3)


def test_the_missing_report_is_named() -> None:
    assert column(table(composed(), "data_quality", "missing"), "project") == ["Delta"]


def test_green_outside_red_inside_is_listed() -> None:
    shown = table(composed(sections=("data_quality",)), "data_quality", "divergence")
    assert set(column(shown, "project")) == {"Atlas", "Beacon"}
    assert set(column(shown, "declared")) == {Rag.GREEN}


def test_ratings_are_counted_as_they_were_given() -> None:
    reports = [{"project_id": key, "delivery_confidence": "Amber/Red"} for key in ("atlas", "beacon")]
    reports += [{"project_id": "cedar", "note": "Exempt for reasons of security"}]
    model = composed(assessed(rows={**rich(), "status_reports": reports}))
    ratings = table(model, "dashboard", "ratings")
    assert dict(zip(column(ratings, "rating"), column(ratings, "projects"), strict=True)) == {
        "Amber/Red": 2,
        "Not given": 2,
    }
    assert column(table(model, "data_quality", "explained"), "note") == ["Exempt for reasons of security"]


def test_the_method_prints_the_rating_scale_and_the_bounds() -> None:
    reports = [{"project_id": "atlas", "delivery_confidence": "Amber/Red"}]
    model = composed(assessed(rows={**rich(), "status_reports": reports}))
    facts = dict(section(model, "method").blocks["facts"].pairs)  # type: ignore[union-attr]
    assert "Amber/Red is shown as amber" in facts["Rating scale"]
    unrated = dict(section(composed(), "method").blocks["facts"].pairs)  # type: ignore[union-attr]
    assert "Rating scale" not in unrated
    assert column(table(model, "method", "bounds"), "green") == [5]


def test_rates_are_printed_without_the_reporting_currency() -> None:
    rates = [{"currency": code, "kind": "plan", "rate": rate} for code, rate in (("GBP", 1.15), ("EUR", 1.0))]
    model = composed(assessed(rows={**rich(), "fx_rates": rates}))
    assert column(table(model, "method", "fx"), "rate") == [1.15]


def test_rates_of_several_kinds_say_of_which_each_is() -> None:
    kinds = {"fx_kind": "plan", "fx": {"actual": Conversion(kind="average")}}
    found = settings()
    told = found.model_copy(update={"organisation": found.organisation.model_copy(update=kinds)})
    rates = [{"currency": "GBP", "kind": kind, "rate": 1.15} for kind in ("plan", "average")]
    model = compose(assessed(rows={**rich(), "fx_rates": rates}), (), told, pack(), "abc")
    assert column(table(model, "method", "fx"), "kind") == ["plan", "average"]


def test_money_in_another_currency_is_converted() -> None:
    decision = {**rich()["decisions"][0], "cost_of_delay": Decimal(1000), "fx_rate": 1.2}
    model = composed(assessed(rows={**rich(), "decisions": [decision]}))
    assert column(table(model, "decisions"), "cost_of_delay") == ["1200.0"]


def test_a_forecast_is_held_against_the_budget_of_those_who_have_one() -> None:
    now = values()
    now["all"] |= {"bac": 10e6, "eac": 4.4e6, "vac": -4e5}  # one of two projects has no forecast
    measured = measurements(now)
    measured.disclosed.loc["all", "bac"] = 2
    model = composed(assessed(measured=replace(measured, members=measured.members + 1)))
    assert title(model, "finance") == (
        "1 of 2 projects forecast 4400000.0, 400000.0 above their budget of 4000000.0"
    )
    assert said(section(model, "finance").lead).startswith(
        "The 1 project without a forecast holds another 6000000.0 of budget, 10000000.0 in all. "
    )
    assert tile(model, "EAC against budget").startswith("0.1 |")


@pytest.mark.parametrize("words", ["None this period.", "nothing", "n/a"])
def test_no_help_wanted_is_no_ask(words: str) -> None:
    reports = [{"project_id": "atlas", "help_needed": words}]
    model = composed(assessed(rows={**rich(), "status_reports": reports, "decisions": []}))
    assert bullets(model, "project-atlas", "ask") == []


@pytest.mark.parametrize(
    ("words", "points"),
    [
        ("One done.\nTwo done.", ["One done.", "Two done."]),
        ("- one\n- two", ["one", "two"]),
        ("a line\nthat was wrapped.", ["a line\nthat was wrapped."]),
    ],
)
def test_lines_are_points_and_wrapped_text_is_one(words: str, points: list[str]) -> None:
    reports = [{"project_id": "atlas", "achieved": words}]
    model = composed(assessed(rows={**rich(), "status_reports": reports}))
    assert bullets(model, "project-atlas", "achieved") == points


def test_reports_do_not_age_where_the_rules_say_so() -> None:
    rows = {**rich(), "status_reports": [{"project_id": key, "submitted_on": "2020-01-01"} for key in STATES]}
    ageless = settings().rag.model_copy(update={"stale_after_days": 0})
    chosen = settings().model_copy(update={"rag": ageless})
    model = compose(assessed(rows=rows), (), chosen, pack(), "abc")
    assert column(table(model, "data_quality", "missing"), "project") == []


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
    assert said(section(model, "what_changed").lead).endswith("(no report, or one too old): Delta.")


def test_nothing_reads_as_nothing_in_titles() -> None:
    calm = {**rich(), "milestones": rich()["milestones"][1:]}
    assert title(composed(assessed(rows=calm)), "milestones") == (
        "No key milestone is overdue; 1 is due in the next 90"
    )


def test_the_lead_says_in_plain_words_what_holds_the_portfolio() -> None:
    assert said(section(composed(), "executive_summary").lead) == (
        "From the figures: "
        "The portfolio is amber, weighted by budget: it cannot be green while 1 project is red. "
        "Atlas is red: slips 23.0, 0.1 above budget. Cedar moved from amber to green. "
        "1 decision is asked by 2026-11-12."
    )


@pytest.mark.parametrize(
    ("money", "scale", "decimals"),
    [(4_000_000, 1_000_000, 0), (4_560_000, 1_000_000, 2), (4_567_000, 1_000, 0), (4_567_890, 1, 0)],
)
def test_the_bridge_is_printed_without_rounding(money: int, scale: int, decimals: int) -> None:
    now = {entity: {**row, "eac_management": money} for entity, row in values().items()}
    before = {entity: {**row, "eac_management": 3_000_000} for entity, row in values().items()}
    past = (assessed(period="2026-09", measured=measurements(before)),)
    bridge = table(composed(assessed(measured=measurements(now)), past), "what_changed", "eac")
    styles = {(f.style.scale, f.style.decimals) for row in bridge.rows for f in row.cells[1:]}  # type: ignore[union-attr]
    assert styles == {(scale, decimals)}


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


@pytest.mark.parametrize(
    ("rule", "days", "slips"),
    [
        # Atlas moves from 20 January to 1 February, by 12 calendar days.
        ({"tolerance": "tolerance_days"}, 12, []),
        ({"tolerance": "tolerance_days"}, 11, ["Atlas"]),
        ({"tolerance": "tolerance_days", "tolerance_green": 0.5}, 24, []),
        ({"tolerance": "tolerance_days", "tolerance_green": 0.5}, 23, ["Atlas"]),
        ({"tolerance": "tolerance_days", "tolerance_green": 0, "tolerance_amber": 1}, 99, ["Atlas"]),
        ({}, 99, ["Atlas"]),  # the rule knows no tolerance: five days are green
    ],
)
def test_a_slip_is_held_against_the_part_of_the_tolerance_that_is_green(
    rule: dict[str, object], days: float, slips: list[str]
) -> None:
    atlas, *others = project_rows()
    later = {**atlas, "forecast_finish": pd.Timestamp("2027-02-01"), "tolerance_days": days}
    now = assessed(rows={**rich(), "projects": [*GROUPS, later, *others]})
    model = compose(now, (earlier(),), with_rule(**rule), pack(), "abc")
    assert column(table(model, "what_changed", "slips"), "project") == slips


def with_rule(**given: object) -> Settings:
    """The settings, with the rule of the schedule changed."""
    found = settings()
    schedule = found.rag.dimensions["schedule"]
    rule = schedule.rules[0].model_copy(update=given)
    dimensions = {**found.rag.dimensions, "schedule": schedule.model_copy(update={"rules": (rule,)})}
    return found.model_copy(update={"rag": found.rag.model_copy(update={"dimensions": dimensions})})
