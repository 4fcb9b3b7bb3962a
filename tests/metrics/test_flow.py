"""Flow measures of a tracker, counted by hand."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_reports import metrics
from tests.metrics.examples import only, some
from tests.strategies import PERIOD, ROOT, Row, portfolio, rows, settings

PROJECTS = rows(project_id=["P", "Q", "R"], level="project")
DAYS = {
    "aug": date(2026, 8, 3),
    "sep": date(2026, 9, 10),
    "oct": date(2026, 10, 5),
    "late": date(2026, 10, 20),
    "nov": date(2026, 11, 3),
}


def item(key: str, progress: str | None, created: str, resolved: str = "", **more: object) -> Row:
    project, _, _ = key.partition("-")
    return {
        "project_id": project,
        "item_id": key,
        "kind": "Story",
        "progress": progress,
        "created_on": DAYS.get(created),
        "resolved_on": DAYS.get(resolved),
        **more,
    }


ITEMS = [
    item("P-1", "in_progress", "aug", kind="Epic", points=13),
    item("P-2", "done", "aug", "sep", parent_id="P-1", points=5, sprint="S1"),  # 38 days
    item("P-3", "done", "sep", "oct", parent_id="P-1", points=3, sprint="S2"),  # 25 days
    item("P-4", "in_progress", "sep", parent_id="P-1", points=2, due_on=DAYS["oct"]),
    item("P-5", "done", "sep", "oct", kind="Sub-task", parent_id="P-4", points=1),
    item("P-6", "to_do", "late", points=4),
    item("P-7", None, "late"),
    item("P-8", "to_do", "nov", points=50),  # after the status date
    item("Q-1", "done", "oct", "sep", points=8, sprint="S9"),  # backwards
    item("Q-2", "done", "oct", "late"),  # 15 days
    item("Q-3", "done", "aug", "nov"),  # not yet done on the status date
    item("Q-4", "done", "aug", "aug", kind="epic"),
]


@pytest.mark.parametrize(
    ("key", "p", "q", "root"),
    [
        ("items_total", 5, 3, 8),
        ("items_done", 2, 2, 4),
        ("items_done_share", 0.4, 2 / 3, 0.5),
        ("points_total", 14, 8, 22),
        ("points_done", 8, 8, 16),
        ("points_done_share", 8 / 14, 1, 16 / 22),
        ("items_open", 3, 1, 4),
        ("items_in_progress", 1, 0, 1),
        ("items_added", 2, 2, 4),
        ("scope_change_items", 2 / 3, 2, 1),
        ("points_added", 4, 8, 12),
        ("scope_change_points", 0.4, None, 1.2),
        ("throughput", 1, 1, 2),
        ("median_cycle_time", 31.5, 15, 25),  # 15, 25 and 38 together
        ("open_item_age", 11, 89, 31),  # 11, 11, 51 and 89 days
        ("overdue_items", 1, 0, 1),
        ("velocity", 4, 8, 12),
        ("epics_total", 1, 1, 2),
        ("epics_done", 0, 1, 1),
    ],
)
def test_measures(key: str, p: float | None, q: float | None, root: float) -> None:
    found = only(portfolio(projects=PROJECTS, work_items=ITEMS), key)
    values = [found.value(entity, key) for entity in ("P", "Q", ROOT)]
    assert values == [None if each is None else pytest.approx(each) for each in (p, q, root)]


@pytest.mark.parametrize("key", ["items_total", "items_open", "throughput", "velocity", "epics_total"])
def test_a_project_without_a_tracker_has_no_flow(key: str) -> None:
    assert only(portfolio(projects=PROJECTS, work_items=ITEMS), key).value("R", key) is None


@pytest.mark.parametrize("key", ["items_added", "scope_change_items"])
def test_an_item_without_a_date_leaves_the_scope_unknown(key: str) -> None:
    items = [*ITEMS, item("P-9", "to_do", "")]
    found = only(portfolio(projects=PROJECTS, work_items=items), key, "items_total")
    assert (found.value("P", key), found.value("P", "items_total")) == (None, 6)


def test_an_item_done_without_a_date_leaves_the_throughput_unknown() -> None:
    items = [*ITEMS, item("P-9", "done", "aug")]
    assert only(portfolio(projects=PROJECTS, work_items=items), "throughput").value("P", "throughput") is None


def test_a_sub_task_without_its_parent_counts_itself() -> None:
    items = [item("P-5", "to_do", "sep", kind="Sub-task", parent_id="P-4")]
    assert only(portfolio(projects=PROJECTS, work_items=items), "items_total").value("P", "items_total") == 1


def test_only_the_last_three_sprints_make_the_velocity() -> None:
    dates = ("aug", "sep", "oct", "late")
    items = [
        item(f"P-{n}", "done", "aug", day, points=points, sprint=f"S{n}")
        for n, (day, points) in enumerate(zip(dates, (100, 3, 6, 9), strict=True))
    ]
    assert only(portfolio(projects=PROJECTS, work_items=items), "velocity").value("P", "velocity") == 6


def test_time_that_runs_backwards_is_told_once_a_project() -> None:
    basis = metrics.basis(portfolio(projects=PROJECTS, work_items=ITEMS), settings(), PERIOD)
    told = [
        each for each in metrics.doubts(basis, some(basis, "ev", "ac", "cpi")) if each.table == "work_items"
    ]
    assert [(each.entity, each.rule, each.value) for each in told] == [
        ("Q", "resolved-before-start", "2026-09-10")
    ]
    assert told[0].problem.startswith("1 of the items done were resolved before they began, Q-1 the first")


DROPPED = [
    item("P-9", "cancelled", "aug", "oct", points=40, due_on=DAYS["sep"], sprint="S2"),
    item("P-10", "done", "oct", "late", resolution="Won't Do", points=7, sprint="S2"),
    item("P-11", None, "sep", "oct", resolution="Duplicate"),
    item("P-12", "in_progress", "sep", resolution="Duplicate", points=1),  # opened again: the word is stale
    item("P-13", "cancelled", "sep", "nov"),  # not yet dropped on the status date
    item("P-14", "to_do", "sep", kind="Sub-task", parent_id="P-9", points=2),
    item("P-15", "done", "sep", "oct", resolution="Fixed", points=6, sprint="S2"),  # 25 days
    item("P-16", "cancelled", "aug", kind="Epic"),
]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("items_cancelled", 3),
        ("items_total", 5 + 3),
        ("items_done", 2 + 1),
        ("items_done_share", 3 / 8),
        ("items_open", 3 + 2),
        ("items_in_progress", 1 + 1),
        ("items_added", 2),
        ("points_total", 14 + 1 + 6),
        ("points_done", 8 + 6),
        ("throughput", 1 + 1),
        ("median_cycle_time", 25),
        ("overdue_items", 1),
        ("velocity", (5 + 9) / 2),
        ("epics_total", 1),
    ],
)
def test_what_was_dropped_is_neither_done_nor_open(key: str, value: float) -> None:
    """Cancelled items leave the scope: they weigh neither above nor below the line of a share."""
    found = only(portfolio(projects=PROJECTS, work_items=[*ITEMS, *DROPPED]), key)
    assert found.value("P", key) == pytest.approx(value)


def test_a_tracker_that_drops_nothing_has_none_cancelled() -> None:
    found = only(portfolio(projects=PROJECTS, work_items=ITEMS), "items_cancelled")
    assert [found.value(entity, "items_cancelled") for entity in ("P", "Q", "R")] == [0, 0, None]
