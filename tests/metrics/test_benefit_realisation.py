"""Benefits by kind, realised against plan, and without an owner, by hand."""

from __future__ import annotations

from functools import cache

import pytest

from pmo_reports import metrics
from pmo_reports.metrics import benefit_realisation, benefits
from pmo_reports.model.measures import Measurements, index
from tests.strategies import PERIOD, ROOT, Row, portfolio, rows, settings

MEASURES = index(benefits, benefit_realisation)
PROJECTS = rows(project_id=["P", "Q", "R"], level="project")
PLAN = rows(
    project_id=["P", "P", "P", "P", "P", "Q"],
    benefit_id=["B1", "B1", "B2", "B2", "B3", "B4"],
    month=["2026-09-01", "2027-09-01", "2026-06-01", "2026-09-01", "2027-01-01", "2027-06-01"],
    kind=["cashable", "cashable", "non-cashable", "non-cashable", "dis-benefit", "revenue"],
    unit=["EUR", "EUR", "EUR", "EUR", None, "EUR"],
    owner=["A", None, "B", "B", "C", None],
    baseline=["100", "400", "50", "100", "30", "70"],
    forecast=["100", "350", "50", "90", "40", "60"],
    actual=["95", None, "40", "60", None, None],
)


def measured(plan: list[Row]) -> Measurements:
    tables = portfolio(projects=PROJECTS, benefits=plan)
    return metrics.measured(metrics.basis(tables, settings(), PERIOD), MEASURES)


@cache
def planned() -> Measurements:
    return measured(PLAN)


@pytest.mark.parametrize(
    ("key", "p", "q", "root"),
    [
        ("benefit_baseline", 470, 70, 540),  # 400 + 100, less the dis-benefit of 30
        ("benefit_forecast", 400, 60, 460),
        ("benefit_planned_to_date", 200, 0, 200),
        ("benefit_realised", 155, None, 155),
        ("benefit_realisation", 0.775, None, 0.775),
        ("benefit_gap", -45, None, -45),
        ("benefit_cashable", 350, 60, 410),
        ("benefit_non_cashable", 90, 0, 90),
        ("disbenefit", -40, 0, -40),
        ("cashable_share", 350 / 440, 1, 410 / 500),
        ("benefits_listed", 3, 1, 4),
        ("benefits_without_owner", 0, 1, 1),
        ("benefits_without_measure", 1, 0, 1),
        ("benefits_due", 2, 0, 2),
        ("benefits_behind", 1, 0, 1),  # 95 of 100 is enough, 60 of 100 is not
        ("benefits_late", 0, 0, 0),
    ],
)
def test_benefits(key: str, p: float | None, q: float | None, root: float | None) -> None:
    found = planned()
    assert [found.value(entity, key) for entity in ("P", "Q", ROOT)] == [p, q, root]
    assert found.value("R", key) is None


def test_a_dis_benefit_counts_against_whichever_sign_it_has() -> None:
    below = {"baseline": "-30", "forecast": "-40"}
    negative = [row | below if row["benefit_id"] == "B3" else row for row in PLAN]
    assert measured(negative).value("P", "benefit_forecast") == planned().value("P", "benefit_forecast")


def test_a_benefit_without_a_kind_leaves_the_kinds_unknown() -> None:
    found = measured([row | {"kind": None} if row["benefit_id"] == "B2" else row for row in PLAN])
    keys = ("benefit_cashable", "disbenefit", "cashable_share")
    assert [found.value("P", key) for key in keys] == [None] * 3
    assert found.value(ROOT, "benefit_cashable") == 60


@pytest.mark.parametrize(
    ("baseline", "forecast", "actual", "late"),
    [
        (["10", "20"], ["10", "20"], ["10", None], 0),
        (["10", "20"], ["0", "20"], [None, None], 1),  # due by now, nobody reports that it came
        (["10", "20"], ["10", "20"], ["0", None], 1),  # nothing came
        (["0", "20"], ["0", "20"], [None, None], 0),  # lies ahead, as planned
        (["0", "20"], ["0", "0"], [None, None], 1),  # is not expected any longer
        (["0", "20"], ["0", "20"], ["5", None], 0),  # early
    ],
)
def test_late_benefits(baseline: list[str], forecast: list[str], actual: list[str | None], late: int) -> None:
    plan = rows(
        project_id="P",
        benefit_id="B",
        month=["2026-09-01", "2027-03-01"],
        baseline=baseline,
        forecast=forecast,
        actual=actual,
    )
    assert measured(plan).value("P", "benefits_late") == late


def test_a_benefit_of_which_nobody_says_what_came_is_behind() -> None:
    silent = [row | {"actual": None} for row in PLAN]
    assert measured(silent).value("P", "benefits_behind") == 2
