"""Declared better than computed, overrides live and expired: findings with the cell they stand in."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from pmo_reports import rag
from pmo_reports.model.finding import Severity
from pmo_reports.model.tables import Portfolio
from tests.rag.examples import assessed, one_dimension, project
from tests.strategies import Row, portfolio

RULES = one_dimension()


def tables(*, declared: str = "G", **dates: str) -> Portfolio:
    """Project P, reported in time, with an override of its schedule where dates are given."""
    when = {"status_date": date(2026, 10, 31)}
    report: Row = {"project_id": "P", "schedule": declared, "overall": declared, **when}
    override: Row = {"project_id": "P", "dimension": "schedule", "to": "G", "reason": "r", "author": "a"}
    override |= {"approver": "b"} | {name: date.fromisoformat(day) for name, day in dates.items()}
    return portfolio(
        projects=[project(project_manager="Mira")],
        status_reports=[report],
        overrides=[override] if dates else [],
    )


def found(tables: Portfolio, slip: float) -> dict[str, list[str]]:
    """Rule -> problems."""
    told: dict[str, list[str]] = {}
    for finding in rag.doubts(assessed(tables, {"P": {"slip": slip}}, RULES)):
        told.setdefault(finding.rule, []).append(finding.problem)
    return told


def test_green_outside_red_inside_is_told() -> None:
    told = found(tables(), 40)
    assert "Schedule is declared green, but the rules give red." in told["green-outside-red-inside"]


def test_a_declared_state_that_is_as_bad_is_no_finding() -> None:
    assert found(tables(declared="R"), 40) == {}
    assert found(tables(), 0) == {}


@pytest.mark.parametrize(
    ("ends", "rule", "severity"),
    [
        ("2026-10-30", "override-expired", Severity.WARNING),
        ("2026-10-31", "override-in-force", Severity.NOTE),
    ],
)
def test_an_override_counts_to_its_last_day(ends: str, rule: str, severity: Severity) -> None:
    dates = {"valid_from": "2026-09-01", "expires_on": ends}
    findings = rag.doubts(assessed(tables(**dates), {"P": {"slip": 0}}, RULES))
    assert [(f.rule, f.severity, f.owner) for f in findings] == [(rule, severity, "Mira")]


def test_an_override_that_is_still_to_come_is_no_finding() -> None:
    dates = {"valid_from": "2026-11-01", "expires_on": "2026-12-31"}
    assert found(tables(**dates), 0) == {}


def test_an_override_beside_a_better_one_is_told() -> None:
    dates = {"valid_from": "2026-09-01", "expires_on": "2026-12-31"}
    both = tables(**dates)
    better = both["overrides"]
    worse = better.assign(to="A")
    both.tables["overrides"] = pd.concat([better, worse], ignore_index=True)  # type: ignore[index]
    assert found(both, 0)["override-contradicted"] == [
        "The override of schedule to amber is beside one to green, which counts."
    ]
