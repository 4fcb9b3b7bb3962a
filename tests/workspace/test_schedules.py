"""The sample's schedules agree with the rest of the sample: milestones, budgets, progress, calendars."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports.workspace.sample.curves import curves
from pmo_reports.workspace.sample.network import Bounds, Link, Node, Span, floats, placed
from pmo_reports.workspace.sample.schedule_dates import activities, baseline, expected, nodes, status_day
from pmo_reports.workspace.sample.schedule_figures import figures, shared
from pmo_reports.workspace.sample.schedule_records import Sight, records
from pmo_reports.workspace.sample.schedule_story import calendar, holidays, plans, scheduled
from pmo_reports.workspace.sample.schedules import sight
from pmo_reports.workspace.sample.story import COUNT, Project

OCTOBER = COUNT - 1
EACH = pytest.mark.parametrize("each", scheduled(), ids=lambda each: each.id)


def project(code: str) -> Project:
    return next(each for each in scheduled() if each.id == code)


def dates(code: str, field: str, index: int = OCTOBER) -> dict[str, object]:
    tasks = records(Sight(project=project(code), index=index))["tasks"]
    return {str(task["Task ID"]): str(task.get(field) or "")[:10] for task in tasks}


def test_ten_projects_of_all_programmes_in_three_forms() -> None:
    assert [each.id[:3] for each in scheduled()] == ["NET"] * 3 + ["GEN"] * 3 + ["DIG"] * 2 + ["CUS"] * 2
    assert {plan.form for plan in plans().values()} == {"mspdi", "xer", "pmxml"}


@EACH
def test_a_plan_has_26_to_40_activities_in_four_to_six_summaries(each: Project) -> None:
    assert 26 <= len(nodes(each)) <= 40
    assert 4 <= sum(bool(phase.name) for phase in plans()[each.id].phases) <= 6


@EACH
def test_milestones_are_those_of_the_form(each: Project) -> None:
    assert [phase.until for phase in plans()[each.id].phases] == [m.id for m in each.milestones]


def test_dates_of_milestones_by_hand() -> None:
    told = dates("GEN-203", "Finish")
    assert [told[m] for m in ("M3", "M4", "M6")] == ["2026-09-22", "2026-12-21", "2027-03-12"]
    assert dates("GEN-203", "Baseline Finish")["M4"] == "2026-11-06"
    assert (dates("GEN-203", "Actual Finish")["M3"], dates("GEN-203", "Actual Finish")["M4"]) == (
        "2026-09-22",
        "",
    )
    assert dates("DIG-301", "Finish", 0)["6"] == "2027-04-01"


@EACH
@pytest.mark.parametrize("index", range(COUNT))
def test_no_activity_runs_past_its_milestone(each: Project, index: int) -> None:
    for spans in (expected(each, index), baseline(each, index)):
        for phase, inside in plans()[each.id].activities():
            assert max(spans[a.id].finish for a in inside) <= spans[phase.until].finish


@EACH
def test_what_was_done_stays_as_it_was_reported(each: Project) -> None:
    for index in range(1, COUNT):
        before, now, until = expected(each, index - 1), expected(each, index), status_day(index - 1)
        assert [a for a in before if before[a].finish <= until and now[a] != before[a]] == []
        assert [a for a in now if before[a].start > until >= now[a].start] == []


@EACH
@pytest.mark.parametrize("index", [0, OCTOBER])
def test_budgets_costs_and_hours_add_up(each: Project, index: int) -> None:
    found, curve = figures(each, index), curves(each, index)
    assert sum(one.budget for one in found.values()) == each.bac(index)
    assert sum(one.spent for one in found.values()) == pytest.approx(curve.spent[-1], abs=0.01)
    assert sum(one.cost for one in found.values()) == pytest.approx(curve.outlook[-1], abs=0.02)
    paid = [float(str(a["Baseline Cost"])) for a in records(Sight(project=each, index=index))["assignments"]]
    assert sum(paid) == pytest.approx(each.bac(index), abs=0.01)


@EACH
@pytest.mark.parametrize("index", range(COUNT))
def test_progress_is_about_what_the_form_says(each: Project, index: int) -> None:
    found = figures(each, index).values()
    earned = sum(one.budget * one.done for one in found) / each.bac(index)
    assert earned == pytest.approx(curves(each, index).earned[-1], abs=0.06)


@EACH
def test_every_link_is_kept(each: Project) -> None:
    spans = expected(each, OCTOBER)
    for node in nodes(each):
        for link in node.links:
            own, before = spans[node.id], spans[link.before]
            gaps = {
                "FS": own.start - before.finish - (0 if node.milestone else 1),
                "SS": own.start - before.start,
                "FF": own.finish - before.finish,
            }
            assert gaps[link.kind] >= link.lag


@EACH
def test_nothing_floats_below_zero_and_a_critical_path_leads_to_the_end(each: Project) -> None:
    slack = floats(nodes(each), expected(each, OCTOBER))
    assert min(slack.values()) == 0
    assert slack[each.milestones[-1].id] == 0


def test_troubles_are_planted_in_october_only() -> None:
    assert sight(project("NET-101"), OCTOBER).forgotten == ("A4030", "A4040")
    assert sight(project("NET-101"), OCTOBER - 1).forgotten == ()
    last = sight(project("CUS-401"), OCTOBER).spans["M6"].finish
    assert calendar().day(last) == date(2027, 2, 26)


def test_holidays_are_no_working_days() -> None:
    assert not set(holidays()) & set(calendar().days)
    assert calendar().day(calendar().on(date(2026, 12, 24))) == date(2027, 1, 4)
    assert calendar().day(calendar().until(date(2026, 12, 24))) == date(2026, 12, 23)


@given(st.dates(date(2025, 2, 1), date(2028, 1, 1)))
def test_days_and_numbers_agree(day: date) -> None:
    assert calendar().day(calendar().until(day)) <= day <= calendar().day(calendar().on(day))
    assert calendar().on(day + timedelta(days=1)) - 1 == calendar().until(day)


def test_links_by_hand() -> None:
    known = {"a": Span(10, 14)}
    assert placed(Node(id="b", links=(Link("a"),)), 3, Bounds(), known) == Span(15, 17)
    assert placed(Node(id="b", links=(Link("a", "FS", 2),)), 3, Bounds(), known) == Span(17, 19)
    assert placed(Node(id="b", links=(Link("a", "SS", 2),)), 3, Bounds(), known) == Span(12, 14)
    assert placed(Node(id="b", links=(Link("a", "FF", 2),)), 3, Bounds(), known) == Span(14, 16)
    assert placed(Node(id="b"), 3, Bounds(start=4, open_until=9), known) == Span(4, 10)


def test_float_by_hand() -> None:
    chain = (Node(id="a"), Node(id="b", links=(Link("a"),)), Node(id="c", links=(Link("a"),)))
    end = Node(id="m", links=(Link("b"), Link("c")), milestone=True)
    spans = {"a": Span(0, 4), "b": Span(5, 9), "c": Span(5, 6), "m": Span(9, 9)}
    assert floats((*chain, end), spans) == {"a": 0, "b": 0, "c": 3, "m": 0}


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=20), st.integers(0, 10**9))
def test_shares_sum_to_the_cent(parts: list[int], cents: int) -> None:
    found = shared({str(at): part for at, part in enumerate(parts)}, cents / 100)
    assert round(sum(found.values()) * 100) == cents


def test_activities_have_unique_ids() -> None:
    for each in scheduled():
        names = [one.id for one in activities(each)]
        assert len(set(names)) == len(names)
