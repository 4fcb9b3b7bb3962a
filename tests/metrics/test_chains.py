"""Dependencies on both sides, gaps against float, and chains of promises across projects."""

from __future__ import annotations

import pytest

from pmo_reports import metrics
from pmo_reports.metrics import dependencies
from pmo_reports.metrics.chains import chains
from pmo_reports.model.assessed import Basis
from pmo_reports.model.measures import Measurements, index
from pmo_reports.model.tables import Portfolio
from tests.metrics.examples import basis_of, some
from tests.strategies import Row, portfolio, rows

MONDAY, FRIDAY = "2026-11-02", "2026-11-06"
NAMES = ["A", "B", "C", "D", "E"]
PROJECTS = rows(project_id=NAMES, level="project", project_manager="A. Manager")
LINKS = rows(
    dependency_id=["1", "2", "3", "4", "5", "6"],
    giver_id=["A", "B", "A", "C", "A", "A"],
    receiver_id=["B", "C", "C", "D", "A", "D"],
    need_date=[MONDAY, MONDAY, MONDAY, FRIDAY, MONDAY, MONDAY],
    promise_date=["2026-11-09", "2026-11-04", "2026-11-05", MONDAY, "2027-11-09", "2026-12-31"],
    receiver_task_id=[None, "T1", None, None, None, None],
    state=["open", None, "open", "open", "open", "closed"],
)  # A to B 5 days, B to C 2 less a float of 1, A to C 3, C to D 4 to spare
TASKS = rows(project_id=["C", "C"], task_id=["T1", "T2"], total_float_days=[1.0, 9.0])


def tables(links: list[Row], tasks: list[Row] = TASKS) -> Portfolio:
    return portfolio(projects=PROJECTS, dependencies=links, tasks=tasks)


OURS = tuple(index(dependencies))


@pytest.fixture(scope="module")
def found() -> Measurements:
    return some(basis_of(tables(LINKS)), *OURS)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("worst_dependency_gap", [266, 5, 3, -4, None]),  # A waits for itself
        ("worst_gap_beyond_float", [266, 5, 3, -4, None]),
        ("dependencies_at_risk", [1, 1, 2, 0, None]),
        ("dependencies_open", [1, 1, 2, 1, 0]),
        ("dependencies_late", [1, 1, 2, 0, 0]),
        ("dependencies_unpromised", [0, 0, 0, 0, 0]),
        ("dependencies_at_risk_60", [1, 1, 2, 0, 0]),
        ("promises_open", [3, 1, 1, 0, 0]),
        ("promises_late", [3, 1, 0, 0, 0]),
        ("promises_missing", [0, 0, 0, 0, 0]),
        ("promises_broken", [0, 0, 0, 0, 0]),
        ("promises_at_risk_60", [3, 1, 0, 0, 0]),
        ("chain_delay", [0, 5, 6, 2, 0]),  # A-B-C: 5 + (2 − 1); C-D: 6 − 4
        ("projects_downstream", [3, 2, 1, 0, 0]),
    ],
)
def test_both_sides_by_hand(found: Measurements, key: str, expected: list[object]) -> None:
    assert [found.value(each, key) for each in NAMES] == expected


def test_the_chain_can_be_followed_back() -> None:
    links = chains(basis_of(tables(LINKS))).deciding
    assert links.to_dict() == {"A": -1, "B": 0, "C": 1, "D": 3}


@pytest.mark.parametrize(
    ("changed", "key", "expected"),
    [
        ({"promise_date": None}, "chain_delay", [0, None, None, None, 0]),
        ({"promise_date": None}, "dependencies_unpromised", [0, 1, 0, 0, 0]),
        ({"promise_date": None}, "promises_missing", [1, 0, 0, 0, 0]),
        ({"need_date": None}, "dependencies_late", [1, None, 2, 0, 0]),
        ({"promise_date": "2026-10-30"}, "promises_broken", [1, 0, 0, 0, 0]),
        ({"receiver_task_id": "T9"}, "worst_gap_beyond_float", [266, None, 3, -4, None]),
        ({"need_date": "2027-03-01", "promise_date": None}, "dependencies_at_risk_60", [1, 0, 2, 0, 0]),
    ],
)
def test_one_link_changed(changed: Row, key: str, expected: list[object]) -> None:
    found = some(basis_of(tables([LINKS[0] | changed, *LINKS[1:]])), key)
    assert [found.value(each, key) for each in NAMES] == expected


def circle() -> Basis:
    more = LINKS[0] | {"dependency_id": "9", "giver_id": "C", "receiver_id": "A"}
    return basis_of(tables([*LINKS, more]))


def test_a_circle_leaves_what_is_in_and_behind_it_unknown() -> None:
    found = some(circle(), "chain_delay", "projects_downstream")
    assert [found.value(each, "chain_delay") for each in NAMES] == [None, None, None, None, 0]
    assert [found.value(each, "projects_downstream") for each in NAMES] == [None, None, None, 0, 0]


def test_a_circle_is_told_with_its_projects_and_its_cell() -> None:
    basis = circle()
    told = [
        each
        for each in metrics.doubts(basis, some(basis, "ev", "ac", "cpi"))
        if each.rule == "circular-dependency"
    ]
    assert [each.problem.split(". ")[0] for each in told] == ["Projects wait for one another: A → B → C → A"]
    assert (told[0].file, told[0].owner, told[0].entity in NAMES) == ("dependencies.csv", "A. Manager", True)


def test_a_chain_of_thousands_is_walked_level_by_level() -> None:
    names = [f"P{n:04}" for n in range(3000)]
    links = rows(
        dependency_id=names[1:], giver_id=names[:-1], receiver_id=names[1:], need_date=MONDAY,
        promise_date="2026-11-03", state="open",
    )  # fmt: skip
    found = chains(basis_of(portfolio(projects=rows(project_id=names, level="project"), dependencies=links)))
    assert found.delays.to_list() == list(range(3000))
    assert found.downstream.to_list() == list(range(2999, -1, -1))
