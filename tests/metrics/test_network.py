"""The critical path method: published networks, links by hand, and the floats that real tools stored."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_reports.metrics import plan_links
from pmo_reports.metrics.network import free
from pmo_reports.metrics.plans import plan
from pmo_reports.metrics.schedule_network import network_float, solve
from tests.metrics.network_fixture import (
    corpus_tables,
    days,
    floats,
    link,
    solved_plan,
    tables,
    task,
)
from tests.readers.reading_fixture import CORPUS
from tests.readers.schedule_fixture import Plans
from tests.strategies import Row

# Programme evaluation and review technique: (O, M, P) of seven activities, what they wait for, and the
# published expected times, early starts and slacks (to two digits).
PERT = {
    "a": (2, 4, 6, "", 4.00, 0, 0),
    "b": (3, 5, 9, "", 5.33, 0, 3.84),
    "c": (4, 5, 7, "a", 5.17, 4, 0),
    "d": (4, 6, 10, "a", 6.33, 4, 4.68),
    "e": (4, 5, 7, "bc", 5.17, 9.17, 0),
    "f": (3, 4, 8, "d", 4.50, 10.33, 4.68),
    "g": (3, 5, 8, "e", 5.17, 14.34, 0),
}


def test_published_pert_network_early_starts_floats_and_critical_path() -> None:
    activities = [task(name, told[4]) for name, told in PERT.items()]
    links = [link(before, name) for name, told in PERT.items() for before in str(told[3])]
    found = solved_plan(activities, links)
    starts, slack = days(found, found.found.start), floats(found)
    for name, told in PERT.items():
        assert (starts[name], slack[name]) == pytest.approx((told[5], told[6]), abs=0.011)  # whole minutes
    assert "".join(found.plan.tasks["task_id"][found.path()]) == "aceg"
    assert days(found, found.found.finish)["g"] == pytest.approx(19.51, abs=0.011)


# b takes 3 days and a 5, from Monday: when b starts and finishes, and how long a can wait.
@pytest.mark.parametrize(
    ("kind", "lag", "start", "slack", "own"),
    [
        ("FS", 0, 5, 0, 0),
        ("FS", 2, 7, 0, 0),
        ("FS", -1, 4, 0, 0),
        ("SS", 0, 0, 0, 2),
        ("SS", 4, 4, 0, 0),
        ("FF", 0, 2, 0, 0),
        ("FF", 1, 3, 0, 0),
        ("SF", 6, 3, 0, 0),
    ],
)
def test_links_of_four_kinds(kind: str, lag: float, start: float, slack: float, own: float) -> None:
    found = solved_plan([task("a", 5), task("b", 3)], [link("a", "b", kind, lag)])
    assert days(found, found.found.start)["b"] == start
    assert floats(found) == {"a": slack, "b": own}


def test_free_float_is_what_a_follower_does_not_notice() -> None:
    found = solved_plan([task("a", 5), task("b", 2), task("c", 1)], [link("a", "c"), link("b", "c")])
    slack = dict(zip("abc", (free(found.net, found.found)[:3] / 480).tolist(), strict=True))
    assert slack == {"a": 0, "b": 3, "c": 0}


ON = {"constraint_date": "2026-11-05 08:00"}
BY = {"constraint_date": "2026-11-03 17:00"}


@pytest.mark.parametrize(
    ("constraint", "start", "slack"),
    [
        ({"constraint_kind": "start no earlier than", **ON}, 3, 0),
        ({"constraint_kind": "must start on", **ON}, 3, 0),
        ({"constraint_kind": "finish no earlier than", "constraint_date": "2026-11-06 17:00"}, 3, 0),
        ({"constraint_kind": "finish no later than", **BY}, 1, -1),
        ({"constraint_kind": "must finish on", **BY}, 1, -1),
        ({"constraint_kind": "start no later than", "constraint_date": "2026-11-02 08:00"}, 1, -1),
        ({"constraint_kind": "as soon as possible"}, 1, 0),
        ({"deadline": "2026-11-03 17:00"}, 1, -1),
    ],
)
def test_constraints(constraint: Row, start: float, slack: float) -> None:
    found = solved_plan([task("a", 1), task("b", 2, **constraint)], [link("a", "b")])
    expected = 0 if constraint.get("constraint_kind") == "must finish on" else start
    assert days(found, found.found.start)["b"] == expected
    assert floats(found)["b"] == (0 if expected == 0 else slack)


def test_what_is_done_stays_and_what_is_left_goes_on_from_the_status_date() -> None:
    done = task("a", 2, actual_start="2026-11-02 08:00", actual_finish="2026-11-06 17:00")
    begun = task("b", 9, remaining_days=3.0, actual_start="2026-11-04 08:00", percent_complete=0.5)
    found = solved_plan(
        [done, begun, task("c", 1), task("d", 1)],
        [link("a", "b"), link("b", "c")],
        schedules=[{"start": "2026-11-02 08:00", "status_date": "2026-11-11 17:00"}],
    )
    assert days(found, found.found.finish) == {"a": 5, "b": 11, "c": 12, "d": 9}
    assert floats(found) == {"a": pytest.approx(np.nan, nan_ok=True), "b": 0, "c": 0, "d": 3}


def test_a_planned_start_that_no_link_explains_is_kept() -> None:
    later = task("b", 2, forecast_start="2026-11-09 08:00", forecast_finish="2026-11-10 17:00")
    found = solved_plan([task("a", 1), later], [link("a", "b")])
    assert days(found, found.found.start)["b"] == 5


def test_activities_on_calendars_of_their_own() -> None:
    every_day = {"calendar_id": "7", **dict.fromkeys([*_WEEK_DAYS], "08:00-12:00, 13:00-17:00")}
    usual = {
        "calendar_id": "1",
        "is_default": True,
        **dict.fromkeys(_WEEK_DAYS[:5], "08:00-12:00, 13:00-17:00"),
    }
    found = solved_plan(
        [task("a", 5), task("b", 2, calendar_id="7"), task("c", 1)],
        [link("a", "b"), link("b", "c")],
        calendars=[usual, every_day],
    )
    moments = found.plan.clocks.earliest(found.found.finish, found.plan.calendar).astype("datetime64[m]")
    assert [str(each) for each in moments] == ["2026-11-06T17:00", "2026-11-08T17:00", "2026-11-09T17:00"]
    assert floats(found) == {"a": 0, "b": 0, "c": 0}


_WEEK_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def test_a_link_of_a_summary_is_one_of_all_below_it() -> None:
    group = {"task_id": "S", "kind": "summary"}
    inside = [task("a", 2, parent_id="S"), task("b", 5, parent_id="S")]
    after = [{"task_id": "T", "kind": "summary"}, task("c", 1, parent_id="T"), task("d", 3, parent_id="T")]
    found = solved_plan([group, *inside, *after], [link("S", "T")])
    assert days(found, found.found.start) == {"a": 0, "b": 0, "c": 5, "d": 5}
    assert floats(found) == {"a": 3, "b": 0, "c": 2, "d": 0}


def test_summaries_level_of_effort_and_what_is_switched_off_drive_nothing() -> None:
    idle = [task("off", 90, is_active=False), task("loe", 90) | {"kind": "hammock"}]
    found = solved_plan(
        [task("a", 1), task("b", 1), *idle], [link("off", "b"), link("loe", "b"), link("a", "b")]
    )
    assert days(found, found.found.finish) == {"a": 1, "b": 2}


def test_a_circle_is_found_and_its_project_knows_no_dates() -> None:
    links = [link("a", "b"), link("b", "c"), link("c", "b"), link("c", "d")]
    found = solved_plan([task(name, 1) for name in "abcd"], links)
    assert found.net.circular.tolist() == [False, True, True, False]
    assert found.net.known.tolist() == [False]
    assert np.isnan(network_float(found)).all()


def test_links_to_what_does_not_exist_are_told() -> None:
    found = solved_plan([task("a", 1), task("b", 1)], [link("a", "b"), link("a", "z"), link("y", "b")])
    assert found.plan.lost[["predecessor_id", "successor_id"]].to_numpy().tolist() == [["a", "z"], ["y", "b"]]


def test_without_schedules_there_is_nothing_to_solve() -> None:
    found = solve(plan(tables([])))
    assert (found.size, len(found.plan.projects), found.found.end.tolist()) == (0, 0, [])


@st.composite
def networks(draw: st.DrawFn) -> tuple[list[Row], list[Row]]:
    size = draw(st.integers(2, 12))
    lengths = draw(st.lists(st.integers(0, 9), min_size=size, max_size=size))
    pairs = draw(st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=20))
    kinds = st.sampled_from(["FS", "SS", "FF", "SF"])
    links = [
        link(f"{min(pair):02}", f"{max(pair):02}", draw(kinds), draw(st.integers(-2, 4)))
        for pair in pairs
        if pair[0] != pair[1]
    ]
    return [task(f"{at:02}", length) for at, length in enumerate(lengths)], links


@settings(max_examples=12)
@given(networks(), st.randoms())
def test_order_of_rows_changes_nothing_links_hold_and_somebody_is_critical(
    made: tuple[list[Row], list[Row]], chance: object
) -> None:
    tasks, links = made
    found = solved_plan(tasks, links)
    chance.shuffle(tasks), chance.shuffle(links)  # type: ignore[attr-defined]
    again = solved_plan(tasks, links)
    assert days(again, again.found.start) == days(found, found.found.start)
    assert floats(again) == floats(found)
    start, finish = days(found, found.found.start), days(found, found.found.finish)
    for each in links:
        before = (finish if each["kind"] in ("FS", "FF") else start)[each["predecessor_id"]]
        after = (finish if each["kind"] in ("FF", "SF") else start)[each["successor_id"]]
        assert after >= before + each["lag_days"] - 1e-6
    assert min(floats(found).values()) == pytest.approx(0)
    assert found.path().any()


STORED = {"s01": 10, "s02": 8, "s03": 16, "s05": 3, "s06": 126, "s10": 25, "s11": 22, "s12": 20, "s13": 25}
real = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus of real files is not beside this repository"
)


@real
@pytest.mark.slow
@pytest.mark.parametrize("key", STORED)
def test_dates_and_floats_are_those_that_the_tool_stored(corpus: Plans, key: str) -> None:
    found = solve(plan(corpus_tables(corpus, key)))
    left, tasks = found.open_, found.plan.tasks
    assert left.sum() == STORED[key]
    assert network_float(found)[left] == pytest.approx(tasks["total_float_days"][left].to_numpy(), abs=0.01)
    finish = found.plan.clocks.earliest(found.found.finish, found.plan.calendar)[: found.size][left]
    stored = tasks["forecast_finish"][left].to_numpy("datetime64[m]")
    on_time = found.plan.worked(found.plan.column("forecast_finish"))[: found.size][left]
    assert (found.found.finish[: found.size][left] == on_time).all(), (finish, stored)


@real
@pytest.mark.slow
@pytest.mark.parametrize(("key", "critical"), [("s06", 50), ("s13", 9), ("s01", 4)])
def test_the_longest_path_is_what_the_tool_calls_critical(corpus: Plans, key: str, critical: int) -> None:
    made = corpus_tables(corpus, key)
    found = solve(plan(made))
    named = made["tasks"].set_index("task_id")["is_critical"].fillna(value=False).astype(bool)
    path = pd.Index(found.plan.tasks["task_id"][found.path()])
    assert set(path) == set(named.index[named & made["tasks"].set_index("task_id")["kind"].ne("summary")])
    assert len(path) == critical


@pytest.mark.parametrize("roomy", [0, 100])
def test_links_find_their_tasks_whether_or_not_each_key_has_a_place(
    monkeypatch: pytest.MonkeyPatch, roomy: int
) -> None:
    monkeypatch.setattr(plan_links, "_ROOMY", roomy)
    tasks = pd.DataFrame({"project_id": [*"PPQQ", None], "task_id": ["1", "2", "1", "1", "2"]}, dtype="str")
    others = pd.DataFrame({"project_id": [*"QPPRQ"], "named": ["1", "2", "3", "1", None]}, dtype="str")
    assert plan_links.located(tasks, "task_id", others, "named").tolist() == [2, 1, -1, -1, -1]
