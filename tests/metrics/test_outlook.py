"""Finish and cost as ranges, from canonical tables: schedules that are simulated, and history elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from pmo_reports import metrics
from pmo_reports.metrics import outlook, schedule_float
from pmo_reports.metrics.plans import plan
from pmo_reports.metrics.ranges import REFERENCE, criticality, methods, ranges
from pmo_reports.metrics.reference_class import ratios
from pmo_reports.metrics.remaining import axis, work
from pmo_reports.metrics.schedule_network import solve
from pmo_reports.metrics.simulation import simulated
from pmo_reports.model.assessed import Assessed, Basis
from pmo_reports.model.assumptions import Simulation
from pmo_reports.model.measures import Measurements, index
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Portfolio
from tests.metrics.network_fixture import WEEK, corpus_tables, link, task
from tests.readers.reading_fixture import CORPUS
from tests.readers.schedule_fixture import Plans
from tests.strategies import ROOT, Row, portfolio, rows, settings

FAMILY = index(outlook, schedule_float)
SURE = Simulation(draws=8, shortest=1.0, longest=1.0)
SPREAD = Simulation(draws=500, shortest=0.8, longest=2.0)


def schedule(project: str = "P", **more: list[Row]) -> dict[str, list[Row]]:
    """Three activities in a row: one under way, ten days and five to go; a milestone at the end."""
    own = {"project_id": project}
    begun = task("a", 10, percent_complete=0.5, remaining_days=5.0, actual_start="2026-10-19 08:00")
    activities = [begun, task("b", 10), task("c", 5), task("m", 0) | {"kind": "milestone"}]
    tables: dict[str, list[Row]] = {
        "projects": [own | {"level": "project"}],
        "schedules": [{"status_date": "2026-10-30 17:00", "start": "2026-10-19 08:00", "hours_per_day": 8.0}],
        "tasks": [
            {"currency": "EUR", "remaining_cost": 100, "forecast_start": None} | each for each in activities
        ],
        "task_links": [link("a", "b"), link("b", "c"), link("c", "m")],
        "calendars": [{"calendar_id": "1", "is_default": True, "hours_per_day": 8.0, **WEEK}],
        "costs": [
            {"month": "2026-10-01", "category": "All", "actual": 1000, "forecast": 1000, "currency": "EUR"},
            {"month": "2026-12-01", "category": "All", "forecast": 400, "currency": "EUR"},
        ],
    }
    return {name: [own | each for each in entries] for name, entries in (tables | more).items()}


def joined(*each: dict[str, list[Row]]) -> Portfolio:
    return portfolio(**{name: [row for one in each for row in one.get(name, [])] for name in each[0]})


def basis(tables: Portfolio, rules: Simulation, past: tuple[Assessed, ...] = ()) -> Basis:
    made = metrics.basis(tables, settings(), tables.period, past)
    return replace(made, assumptions=replace(made.assumptions, simulation=rules))


def found(tables: Portfolio, rules: Simulation) -> Measurements:
    return metrics.measured(basis(tables, rules), FAMILY)


def test_without_spread_the_finish_is_the_network_s_and_the_cost_the_forecast() -> None:
    values = found(joined(schedule()), SURE)
    for key in ("network_finish", "finish_p10", "finish_p50", "finish_p80", "finish_p90"):
        assert values.value("P", key) == date(2026, 11, 27), key  # 20 working days after Friday 30 October
    for key in ("cost_p10", "cost_p50", "cost_p80", "cost_p90"):
        assert values.value("P", key) == 1400, key
    assert values.value("P", "simulation_draws") == 8


def test_shares_are_in_order_and_the_same_in_each_run() -> None:
    one, two = found(joined(schedule()), SPREAD), found(joined(schedule()), SPREAD)
    finishes = [one.value("P", f"finish_p{share}") for share in (10, 50, 80, 90)]
    costs = [one.value("P", f"cost_p{share}") for share in (10, 50, 80, 90)]
    assert finishes == sorted(finishes) != [finishes[0]] * 4  # type: ignore[type-var]
    assert costs == sorted(costs) != [costs[0]] * 4  # type: ignore[type-var]
    assert one.values.equals(two.values)


def test_order_of_rows_and_other_projects_change_nothing() -> None:
    one, other = schedule("P"), schedule("Q")
    turned = {name: entries[::-1] for name, entries in joined_rows(other, one).items()}
    alone, both = found(joined(one), SPREAD), found(portfolio(**turned), SPREAD)
    for key in ("finish_p50", "finish_p80", "cost_p50", "cost_p80"):
        assert alone.value("P", key) == both.value("P", key)


def joined_rows(*each: dict[str, list[Row]]) -> dict[str, list[Row]]:
    return {name: [row for one in each for row in one[name]] for name in each[0]}


def test_a_programme_finishes_with_its_last_project_and_costs_their_sum_draw_by_draw() -> None:
    both = basis(joined(schedule("P"), schedule("Q")), SPREAD)
    drawn, values = ranges(both), metrics.measured(both, FAMILY)
    rank = int(np.ceil(0.8 * SPREAD.draws)) - 1
    last = np.sort(drawn.finish.max(axis=0))[rank]
    assert values.value(ROOT, "finish_p80") == np.datetime64(int(last), "D").astype(date)
    assert values.value(ROOT, "cost_p80") == pytest.approx(np.sort(drawn.cost.sum(axis=0))[rank], abs=0.01)
    assert values.value(ROOT, "cost_p80") < values.value("P", "cost_p80") + values.value("Q", "cost_p80")  # type: ignore[operator]


def test_a_sure_risk_delays_and_costs_in_every_draw() -> None:
    risk = {
        "risk_id": "R",
        "probability_percent": 1.0,
        "impact_days": 5.0,
        "impact_cost": 80,
        "currency": "GBP",
    }
    closed = risk | {"risk_id": "S", "state": "closed"}
    values = found(joined(schedule(risks=[risk | {"state": "open"}, closed])), SURE)
    assert (values.value("P", "finish_p50"), values.value("P", "cost_p50")) == (date(2026, 12, 4), 1500)


def test_no_draws_switch_it_off_and_without_a_schedule_there_is_nothing_to_draw() -> None:
    keys = ("finish_p80", "cost_p80", "simulation_draws", "reference_class_size")
    off = found(joined(schedule()), replace(SURE, draws=0))
    bare = found(portfolio(projects=rows(project_id=["P"], level="project")), SURE)
    assert [each.value("P", key) for each in (off, bare) for key in keys] == [None] * 8


def test_what_is_not_known_of_cost_leaves_the_cost_unknown_and_a_circle_all() -> None:
    unknown = found(
        joined(schedule(costs=[{"month": "2026-10-01", "category": "All", "actual": None}])), SURE
    )
    assert (unknown.value("P", "cost_p80"), unknown.value("P", "finish_p80")) == (None, date(2026, 11, 27))
    circle = found(joined(schedule(task_links=[link("a", "b"), link("b", "c"), link("c", "b")])), SURE)
    assert (circle.value("P", "cost_p80"), circle.value("P", "finish_p80")) == (None, None)


def test_criticality_is_by_activity_in_a_network_that_is_not_done() -> None:
    told = criticality(basis(joined(schedule()), SPREAD))
    assert told[["project_id", "task_id", "criticality"]].to_numpy().tolist() == [
        ["P", name, 1.0] for name in ("a", "b", "c", "m")
    ]


def test_a_planned_start_that_no_link_explains_is_kept_in_every_draw() -> None:
    late = task("z", 5, forecast_start="2027-01-04 08:00", forecast_finish="2027-01-08 17:00")
    values = found(
        joined(schedule(tasks=[late], task_links=[])), Simulation(draws=50, shortest=0.2, longest=1.0)
    )
    assert values.value("P", "finish_p10") > date(2027, 1, 4)  # type: ignore[operator]


def test_activities_on_calendars_of_their_own_finish_as_the_network_has_it() -> None:
    every_day = WEEK | dict.fromkeys(("saturday", "sunday"), "08:00-12:00, 13:00-17:00")
    week = {"calendar_id": "1", "is_default": True, "hours_per_day": 8.0, **WEEK}
    tasks = [task("a", 10), task("b", 9, calendar_id="7"), task("c", 5), task("d", 1, calendar_id="7")]
    links = [link("a", "b", "FS", 1), link("b", "c"), link("c", "d", "SS", 2)]
    both = [week, {"calendar_id": "7", "hours_per_day": 8.0, **every_day}]
    values = found(joined(schedule(tasks=tasks, task_links=links, calendars=both)), SURE)
    assert values.value("P", "network_finish") == date(2026, 11, 30)  # 13, 14 (lag), 23, then 5 days
    assert values.value("P", "finish_p50") == date(2026, 11, 30)


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real files is not beside this repository")
@pytest.mark.parametrize("key", ["s06", "s10", "s11", "s12", "s13"])
def test_without_spread_real_schedules_finish_as_their_tools_have_it(corpus: Plans, key: str) -> None:
    tables = corpus_tables(corpus, key)
    [told] = tables["schedules"]["finish"]
    first = tables["tasks"]["forecast_start"].min().date()
    time = axis(solve(plan(tables, None if key != "s06" else first - timedelta(days=1))))
    left = work(time, portfolio()["risks"])
    drawn, risky = (simulated(left, rules).finish for rules in (SURE, SPREAD))
    assert time.dates(drawn[0], np.zeros(SURE.draws, dtype=np.int64)).tolist() == [told.date()] * SURE.draws
    assert risky.mean() > drawn.mean()


# Twelve milestones, forecast in September for 40 days later; half of them took 40, the others 60 or 80.
def history() -> tuple[Portfolio, Portfolio]:
    names = [f"M{number:02}" for number in range(12)]
    done = ["2026-11-09"] * 6 + ["2026-11-29"] * 3 + ["2026-12-19"] * 3
    projects = rows(project_id=["P", "Q"], level="project", forecast_finish=["2027-04-10", None])
    before = rows(project_id="P", milestone_id=names, forecast_date="2026-11-09")
    after = [row | {"actual_date": day} for row, day in zip(before, done, strict=True)]
    return (
        portfolio(Period(2026, 9), projects=projects, milestones=before),
        portfolio(Period(2026, 12), projects=projects, milestones=after),
    )


def referred(rules: Simulation) -> Basis:
    before, now = history()
    earlier = metrics.basis(before, settings(), before.period)
    past = Assessed(
        period=before.period,
        status_date=earlier.status_date,
        portfolio=before,
        measurements=metrics.measured(earlier, FAMILY),
        assessments={},
    )
    return basis(now, rules, (past,))


def test_without_a_network_history_says_how_much_longer_it_takes() -> None:
    made = referred(Simulation(draws=2000))
    assert ratios(made).tolist() == [1.0] * 6 + [1.5] * 3 + [2.0] * 3
    values = metrics.measured(made, FAMILY)  # 100 days to go on 31 December
    assert values.value("P", "finish_p10") == date(2027, 4, 10)
    assert values.value("P", "finish_p90") == date(2027, 7, 19)
    assert (values.value("P", "reference_class_size"), values.value("P", "cost_p80")) == (12, None)
    assert (values.value("Q", "finish_p80"), values.value("Q", "reference_class_size")) == (None, None)
    told = methods(made)
    assert told.loc["P"].tolist() == [REFERENCE, 12, 1]


def test_too_little_history_says_nothing() -> None:
    values = metrics.measured(referred(Simulation(draws=100, least_history=13)), FAMILY)
    assert (values.value("P", "finish_p80"), values.value("P", "reference_class_size")) == (None, None)


def baselined(project: str, finish: str, budget: int) -> dict[str, list[Row]]:
    """As `schedule`, with an approved date and a budget."""
    made = schedule(project)
    made["projects"] = [{**made["projects"][0], "baseline_finish": finish}]
    made["costs"] = [each | {"budget_current": budget / 2} for each in made["costs"]]
    return made


@pytest.mark.parametrize(
    ("finish", "budget", "date_kept", "budget_kept"),
    [("2026-11-27", 1400, 1.0, 1.0), ("2026-11-26", 1399, 0.0, 0.0), ("2026-11-27", 1399, 1.0, 0.0)],
)
def test_without_spread_what_was_approved_is_kept_surely_or_never(
    finish: str, budget: int, date_kept: float, budget_kept: float
) -> None:
    measured = found(joined(baselined("P", finish, budget)), SURE)
    assert measured.value("P", "finish_p50") == date(2026, 11, 27)
    assert measured.value("P", "cost_p50") == 1400
    assert measured.value("P", "finish_chance") == date_kept
    assert measured.value("P", "cost_chance") == budget_kept


def test_the_chance_is_the_share_of_the_draws_within_what_was_approved() -> None:
    measured = found(joined(baselined("P", "2026-12-04", 1500)), SPREAD)
    drawn_ones = ranges(basis(joined(baselined("P", "2026-12-04", 1500)), SPREAD))
    days = (drawn_ones.finish[0].astype("datetime64[D]") <= np.datetime64("2026-12-04")).mean()
    assert 0 < days < 1
    assert measured.value("P", "finish_chance") == days
    assert measured.value("P", "cost_chance") == (drawn_ones.cost[0] <= 1500).mean()


def test_a_portfolio_is_held_against_the_projects_that_were_drawn() -> None:
    never_drawn = {"projects": [{"project_id": "Q", "level": "project", "baseline_finish": "2030-01-01"}]}
    other: dict[str, list[Row]] = {name: [] for name in schedule()} | never_drawn
    measured = found(joined(baselined("P", "2026-11-26", 1400), other), SURE)
    assert measured.value(ROOT, "finish_chance") == 0.0
    assert measured.value(ROOT, "cost_chance") == 1.0
    assert measured.value("Q", "finish_chance") is None


def test_no_baseline_and_no_draws_give_no_chance() -> None:
    assert found(joined(schedule()), SURE).value("P", "finish_chance") is None
    off = basis(joined(baselined("P", "2026-11-27", 1400)), Simulation(draws=0))
    assert metrics.measured(off, FAMILY).value("P", "finish_chance") is None
    assert metrics.drawn(off).methods.empty


def test_what_was_drawn_says_how_and_what_drives() -> None:
    made = metrics.drawn(basis(joined(schedule()), SURE))
    assert made.methods.loc["P"].tolist() == ["Monte Carlo, PERT", 8, 1]
    assert set(made.drivers["criticality"]) == {1.0}
