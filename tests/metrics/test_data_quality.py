"""Counts and scores of data quality by hand, and the published completeness of O8."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from pmo_reports import metrics
from pmo_reports.metrics import data_quality
from pmo_reports.metrics.data_quality import source_scores
from pmo_reports.model.assumptions import Assumptions, DataQuality
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.measures import Measurements, index
from pmo_reports.model.tables import Portfolio, Tally
from tests.strategies import PERIOD, ROOT, portfolio, rows, settings

MEASURES = index(data_quality)


def measured(tables: Portfolio, **expected: tuple[str, ...]) -> Measurements:
    basis = metrics.basis(tables, settings(), PERIOD)
    chosen = Assumptions(data_quality=DataQuality(expected=expected))
    return metrics.measured(replace(basis, assumptions=chosen), MEASURES)


def test_o8_three_of_nine_projects_are_complete() -> None:
    sponsors = ["A", "B", "C", None, None, None, None, None, None]
    listed = rows(project_id=[f"P{n}" for n in range(9)], level="project", sponsor=sponsors, name="N")
    found = measured(portfolio(projects=listed), projects=("sponsor", "name"))
    counts = [found.value(ROOT, key) for key in ("projects_complete", "projects_scored")]
    assert counts == [3, 9]
    assert round(100 * float(str(found.value(ROOT, "complete_share"))), 2) == 33.33
    assert [found.value(ROOT, key) for key in ("cells_filled", "cells_expected")] == [12, 18]
    assert found.value("P3", "data_completeness") == 0.5


PROJECTS = rows(
    project_id=["P", "Q"],
    level="project",
    baseline_start=["2026-01-01", "2026-05-01"],
    baseline_finish=["2026-12-31", "2026-04-30"],
    actual_start=["2026-01-05", "2026-11-02"],  # Q's lies after the status date
)
RISKS = rows(
    project_id=["P", "P", "Q"],
    risk_id=["R1", "R2", "R3"],
    probability=[3, 2, 4],
    impact=[3, 2, None],
    target_probability=[2, 3, 1],
    target_impact=[2, 3, 1],
)


def finding(severity: Severity, rule: str, entity: str, cell: str) -> Finding:
    return Finding(
        severity=severity, rule=rule, problem="", remedy="", entity=entity, source="test", cell=cell
    )


FINDINGS = (
    finding(Severity.ERROR, "not-a-number", "P", "C7"),
    finding(Severity.ERROR, "not-a-date", "P", "D7"),  # the same row
    finding(Severity.ERROR, "duplicate-id", "P", "A9"),
    finding(Severity.WARNING, "duplicate-row", "Q", "A8"),
    finding(Severity.ERROR, "missing-file", "", ""),
)


@cache
def counted() -> Measurements:
    return measured(portfolio(findings=FINDINGS, projects=PROJECTS, risks=RISKS))


@pytest.mark.parametrize(
    ("key", "p", "q"),
    [
        ("checks_made", 4, 2),  # Q's only risk has no impact, and so no score
        ("checks_passed", 3, 0),  # P's second risk is to become worse
        ("data_consistency", 0.75, 0),
        ("rows_read", 5, 3),  # a project and two risks of P, two left out; a project, a risk, a repeat of Q
        ("rows_valid", 3, 3),
        ("data_validity", 0.6, 1),
        ("rows_unique", 4, 2),
        ("data_uniqueness", 0.8, pytest.approx(2 / 3)),
        ("reports_due", 0, 0),
        ("data_timeliness", None, None),
        ("data_quality_score", pytest.approx((0.75 + 0.6 + 0.8) / 3), pytest.approx((0 + 1 + 2 / 3) / 3)),
    ],
)
def test_counts_and_scores_of_projects(key: str, p: float, q: float) -> None:
    assert [counted().value(entity, key) for entity in ("P", "Q")] == [p, q]


def test_active_projects_without_a_report_are_not_in_time() -> None:
    listed = rows(
        project_id=["P", "Q", "R", "S"], level="project", state=["active", None, "closed", "active"]
    )
    reports = rows(project_id=["P", "S"], status_date=["2026-10-31", "2026-09-25"])  # 36 days
    found = measured(portfolio(projects=listed, status_reports=reports))
    assert [found.value(ROOT, key) for key in ("reports_timely", "reports_due")] == [1, 3]
    assert [found.value(each, "data_timeliness") for each in "PQRS"] == [1, 0, None, 0]


def test_scores_of_a_source_are_of_its_own_rows() -> None:
    tally = Tally(source="test", part="risks", read=10, accepted=5, quarantined=3, deduplicated=2)
    tables = replace(portfolio(findings=FINDINGS, projects=PROJECTS, risks=RISKS), tallies=(tally,))
    found = source_scores(metrics.basis(tables, settings(), PERIOD)).loc["test"]
    assert (found["read"], found["valid"], found["unique"]) == (10, 7, 7)
    assert (found["validity"], found["uniqueness"]) == (0.7, 0.7)
    assert (found["checked"], found["consistent"], found["consistency"]) == (6, 3, 0.5)
    assert (found["expected"], found["filled"]) == (2 * 7 + 3 * 4, 4 + 5)
