"""Entries of logs for the pack: what is open, with what measures have worked out of it."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pmo_reports import metrics
from pmo_reports.metrics.entries import entries
from tests.metrics.examples import basis_of
from tests.strategies import Row, portfolio, rows


def made(**tables: list[Row]) -> dict[str, pd.DataFrame]:
    """The entries of two projects at the end of October 2026, the 31st, a Saturday."""
    projects = rows(project_id=["A", "B"], level="project")
    return dict(entries(basis_of(portfolio(projects=projects, **tables))))


def promised(*days: date | None) -> list[Row]:
    names = [f"X{at}" for at, _ in enumerate(days)]
    need = date(2026, 11, 2)
    return rows(
        dependency_id=names,
        giver_id="A",
        receiver_id="B",
        need_date=need,
        promise_date=list(days),
        state="open",
    )


def test_a_promise_for_a_day_before_the_status_date_is_broken() -> None:
    found = made(dependencies=promised(date(2026, 10, 30), date(2026, 10, 31), None))["dependencies"]
    assert found["broken"].fillna(value=False).tolist() == [True, False, False]


def test_chains_name_the_place_of_the_promise_that_decides() -> None:
    found = made(dependencies=promised(date(2026, 11, 4), date(2026, 11, 9)))["chains"].set_index(
        "project_id"
    )
    assert found.loc["B", ["delay", "deciding", "downstream"]].tolist() == [5, 1, 0]
    assert found.loc["A", ["delay", "deciding", "downstream"]].tolist() == [0, -1, 1]


def test_pending_changes_have_their_age_in_working_days() -> None:
    found = made(
        changes=rows(
            project_id="A",
            change_id=["C1", "C2", "C3"],
            raised_on=[date(2026, 10, 19), None, date(2026, 10, 19)],
            state=["pending", "pending", "approved"],
        )
    )["changes"]
    assert found["change_id"].tolist() == ["C1", "C2"]
    assert found["age"].fillna(-1).tolist() == [10, -1]


def test_gates_say_what_their_verdict_means_and_whether_conditions_are_open() -> None:
    found = made(
        gates=rows(
            project_id="A",
            gate_id=["G1", "G2", "G3", "G4"],
            actual_date=[date(2026, 10, 1), date(2026, 10, 1), date(2026, 10, 1), None],
            verdict=["Passed", "Passed with conditions", "Lovely", None],
            conditions_met=[None, None, None, None],
        )
    )["gates"]
    assert found["meaning"].fillna("").tolist() == ["passed", "conditional", "", ""]
    assert found["unmet"].tolist() == [False, True, False, False]


def test_logs_that_nobody_keeps_have_no_entries() -> None:
    assert {name: len(frame) for name, frame in made().items()} == {
        "dependencies": 0,
        "chains": 0,
        "changes": 0,
        "gates": 0,
    }


def test_measurements_carry_the_entries() -> None:
    basis = basis_of(portfolio(projects=rows(project_id=["A"], level="project")))
    assert set(metrics.measured(basis, {}).entries) == set(entries(basis))
