"""Corpus v09: a classic worked example, its sheet's amounts by our formulas against its own figures."""

from __future__ import annotations

import json
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from pmo_reports.model.measures import Measurements
from pmo_reports.model.period import Period
from tests.metrics.examples import measured
from tests.normalise.preset_fixture import CORPUS
from tests.strategies import portfolio, rows

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus of real files is not beside the project"
)
JANUARY, MAY = Period(2026, 1), Period(2026, 5)
FIGURES = {
    "pv": "Project PV", "ev": "Project EV", "ac": "Project AC", "cv": "CV=", "sv": "SV=", "cpi": "CPI=",
    "spi": "SPI=", "eac": "Estimate at", "duration_pv_spi": "Estimated time",
}  # fmt: skip


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CORPUS / "EXPECTED.json").read_text(encoding="utf-8"))["v09"]
    return found


@pytest.fixture(scope="module")
def found(facts: dict[str, Any]) -> Measurements:
    sheet = CalamineWorkbook.from_path(str(CORPUS / facts["file"])).get_sheet_by_name("EV data").to_python()
    amounts = {str(line[0]).strip(): [cell for cell in line[1:13] if cell != ""] for line in sheet}
    planned, spent, earned = (
        amounts[f"{what}"]
        for what in ("Monthly Planned Value (PV)", "Monthly Actual Cost (AC)", "Cumulative Earned Value (EV)")
    )
    months = [JANUARY.shifted(step).start for step in range(len(planned))]
    actual = [*spent, *[None] * (len(planned) - len(spent))]
    done = [value / sum(planned) for value in earned]
    tables = portfolio(
        projects=rows(project_id=["P"], level="project"),
        costs=rows(project_id="P", category="All", month=months, budget_current=planned, actual=actual),
        progress=rows(project_id="P", month=months[: len(done)], percent_complete=done),
    )
    return measured(tables, MAY)


@pytest.mark.parametrize("key", FIGURES)
def test_v09_figures(found: Measurements, facts: dict[str, Any], key: str) -> None:
    assert found.value("P", key) == pytest.approx(facts[FIGURES[key]], rel=1e-7, abs=0.005)
