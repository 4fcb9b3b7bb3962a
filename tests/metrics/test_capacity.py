"""Roles and people by month: capacity that is repeated counts once, bookings are of all projects."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from pmo_reports import metrics
from pmo_reports.metrics import capacity, resources
from pmo_reports.metrics.bookings import role_months
from pmo_reports.metrics.resources import by_month
from pmo_reports.model.measures import Measurements, index
from tests.metrics.examples import basis_of, some
from tests.strategies import PERIOD, ROOT, Row, portfolio, rows, settings

PROJECTS = rows(project_id=["P", "Q", "S"], level="project", parent_id=["G1", "G1", None])
PROGRAMME = {"project_id": "G1", "level": "programme", "parent_id": ROOT}
NOV, DEC, JAN, FEB = "2026-11-01", "2026-12-01", "2027-01-01", "2027-02-01"
ROLES = rows(
    project_id=["P", "Q", "P", "Q", "S", "P"],
    role=["Engineer", "Engineer", "Engineer", "Engineer", "Welder", "Engineer"],
    month=[NOV, NOV, DEC, DEC, DEC, FEB],
    demand=[3.0, 3.0, 1.0, 1.0, 2.0, 9.0],
    allocated=[3.0, 2.0, 1.0, 1.0, 2.0, 9.0],
    capacity=[4.0, 4.0, 4.0, 3.0, 2.0, 1.0],
)


def values(key: str, entities: str, resources: list[Row]) -> list[object]:
    found = some(basis_of(portfolio(projects=[PROGRAMME, *PROJECTS], resources=resources)), key)
    return [found.value(entity, key) for entity in entities.split()]


OURS = tuple(index(capacity, resources))


@pytest.fixture(scope="module")
def found() -> Measurements:
    return some(basis_of(portfolio(projects=[PROGRAMME, *PROJECTS], resources=ROLES)), *OURS)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("role_month_count", [2, 1, 2, 3]),  # P and Q share both: a programme counts each once
        ("role_months_overbooked", [1, 0, 1, 1]),  # 5 of 4 in November; 2 of 4 in December
        ("role_months_underbooked", [1, 0, 1, 1]),
        ("overbooked_share", [0.5, 0.0, 0.5, pytest.approx(1 / 3)]),
        ("overbooked_fte", [pytest.approx(1 / 3), 0, pytest.approx(1 / 3), pytest.approx(1 / 3)]),
        ("role_capacity", list(map(pytest.approx, (8 / 3, 2 / 3, 8 / 3, 10 / 3)))),
        ("role_bookings", [pytest.approx(7 / 3), pytest.approx(2 / 3), pytest.approx(7 / 3), 3]),
        ("utilisation", [pytest.approx(7 / 8), 1.0, pytest.approx(7 / 8), pytest.approx(0.9)]),
        ("highest_booking", [1.25, 1.0, 1.25, 1.25]),
        ("highest_booking_month", [date(2026, each, 1) for each in (11, 12, 11, 11)]),
        ("resource_demand_6", list(map(pytest.approx, (13 / 6, 2 / 6, 17 / 6, 19 / 6)))),
        ("resource_gap_6", [0, 0, pytest.approx(1 / 6), pytest.approx(1 / 6)]),
    ],
)
def test_roles_of_three_months(found: Measurements, key: str, expected: list[object]) -> None:
    assert [found.value(entity, key) for entity in ("P", "S", "G1", ROOT)] == expected


def test_an_unknown_allocation_leaves_all_who_share_the_role_unknown() -> None:
    lost = [ROLES[0] | {"allocated": None}, *ROLES[1:]]
    assert values("role_months_overbooked", "P Q S ROOT", lost) == [None, None, 0, 0]


def test_a_role_without_capacity_is_overbooked_by_anything() -> None:
    none = [each | {"capacity": 0.0} for each in ROLES[4:5]]
    assert [values(key, "S", none) for key in ("role_months_overbooked", "highest_booking")] == [[1], [None]]


PEOPLE = rows(
    project_id=["P", "Q", "S", "S", "P"],
    role=["Engineer", "Engineer", "Lead", "Engineer", "Engineer"],
    person=["Ada", "Ada", "Ada", "Bo", "Bo"],
    month=[NOV, NOV, NOV, NOV, DEC],
    demand=0.5,
    allocated=[0.5, 0.5, 0.25, 1.0, 0.5],
    capacity=[1.0, 1.0, 1.0, 0.8, 0.8],
)


@pytest.mark.parametrize(
    ("key", "p", "s", "root"),
    [
        ("people_named", 2, 2, 2),
        ("people_spread", 1, 1, 1),  # Ada is on three projects; two are allowed here
        ("people_overbooked", 1, 2, 2),  # Ada 1.25 of 1, Bo 1.0 of 0.8 in November on S alone
    ],
)
def test_people(key: str, p: int, s: int, root: int) -> None:
    own = settings()
    measures = own.measures.model_copy(update={"resources": type(own.measures.resources)(projects=2)})
    own = own.model_copy(update={"measures": measures})
    basis = metrics.basis(portfolio(projects=[PROGRAMME, *PROJECTS], resources=PEOPLE), own, PERIOD)
    found = some(basis, key)
    assert [found.value(entity, key) for entity in ("P", "S", ROOT)] == [p, s, root]


def test_people_are_not_known_where_a_booking_names_nobody() -> None:
    lost = [PEOPLE[0] | {"person": None}, *PEOPLE[1:]]
    assert values("people_spread", "P Q ROOT", lost) == [None, 0, 0]


def test_people_of_a_role_add_up_to_its_capacity() -> None:
    basis = metrics.basis(portfolio(projects=PROJECTS, resources=PEOPLE), settings(), PERIOD)
    cells = role_months(basis).set_index(["role", "month"])["capacity"]
    assert cells.to_list() == [1.8, 0.8, 1.0]  # Ada once, though two projects name her, and Bo


def test_the_pack_s_tables_by_month() -> None:
    basis = metrics.basis(portfolio(projects=[PROGRAMME, *PROJECTS], resources=ROLES), settings(), PERIOD)
    heat = role_months(basis).set_index(["role", "month"])
    november = heat.loc[("Engineer", pd.Timestamp(NOV))]
    assert november[["demand", "allocated", "capacity", "booked", "over"]].tolist() == [6, 5, 4, 1.25, 1]
    assert november[["load", "short"]].tolist() == [1.5, 2]
    months = by_month(basis).set_index(["entity_id", "month"])
    assert months.loc[("G1", pd.Timestamp(NOV))].tolist() == [6, 5, 1]
