"""The sample's business cases, recomputed with plain Python from the files that it comes with."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from pmo_reports import metrics, pipeline
from pmo_reports.metrics.strategy import FIGURES, alignment
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.period import Period

pytestmark = pytest.mark.slow
OCTOBER, RATE = Period(2026, 10), 0.05
Flow = dict[int, float]


@pytest.fixture(scope="module")
def assessed(one_period: Path) -> Assessed:
    return pipeline.assess(one_period, OCTOBER).assessed


@pytest.fixture(scope="module")
def cases(one_period: Path) -> dict[str, Flow]:
    """Benefit less cost by project and year."""
    flows: dict[str, Flow] = defaultdict(dict)
    with (one_period / "reference" / "business_cases.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            flows[row["Project"]][int(row["Year"])] = float(row["Benefit"]) - float(row["Cost"])
    return flows


def npv(flow: Flow, first: int) -> float:
    return sum(amount / (1 + RATE) ** (year - first) for year, amount in flow.items())


def number(assessed: Assessed, entity: str, key: str) -> float:
    return float(str(assessed.measurements.value(entity, key)))


def test_every_approved_npv(assessed: Assessed, cases: dict[str, Flow]) -> None:
    assert len(cases) == 23
    for project, flow in cases.items():
        assert number(assessed, project, "npv_case") == pytest.approx(npv(flow, min(flow)), abs=0.006)


def test_the_trunk_main_has_lost_its_value(assessed: Assessed, cases: dict[str, Flow]) -> None:
    """Spent and forecast by year of the finance export; benefits as forecast, then by the expected share."""
    costs: Flow = defaultdict(float)
    for row in assessed.portfolio["costs"].query("project_id == 'NET-101'").to_dict("records"):
        spent = row["month"].date() <= OCTOBER.end
        costs[row["month"].year] += float(row["actual" if spent else "forecast"])
    plan = assessed.portfolio["benefits"].query("project_id == 'NET-101'")
    ends = plan.sort_values("month").groupby(["benefit_id", plan["month"].dt.year]).tail(1)
    sums = ends.groupby(ends["month"].dt.year)[["baseline", "forecast"]].sum().astype(float)
    added = sums - sums.shift(fill_value=0.0)
    share = sums["forecast"].iloc[-1] / sums["baseline"].iloc[-1]
    benefits: Flow = {int(year): float(amount) for year, amount in added["forecast"].items()}
    last = max(benefits)
    benefits[last] += (cases["NET-101"][last] - float(added["baseline"].iloc[-1])) * share
    benefits |= {year: amount * share for year, amount in cases["NET-101"].items() if year > last}
    flow = {year: benefits.get(year, 0.0) - costs.get(year, 0.0) for year in {*costs, *benefits}}
    assert number(assessed, "NET-101", "npv_outlook") == pytest.approx(npv(flow, 2025), abs=0.05)
    assert number(assessed, "NET-101", "npv_outlook") < 0 < number(assessed, "NET-101", "npv_case")
    assert number(assessed, "NET-101", "payback_slip") > 24


def test_objectives_add_up_to_the_portfolio(assessed: Assessed, one_period: Path) -> None:
    settings = pipeline.configured(one_period)
    basis = metrics.basis(assessed.portfolio, settings, OCTOBER)
    table = alignment(basis, assessed.measurements, ["TALMARK"])
    assert table["objective_id"].tolist() == ["SO1", "SO2", "SO3", "SO4", ""]
    for key in FIGURES:
        assert round(table[key].sum(), 2) == number(assessed, "TALMARK", key)
    assert 0 < table.set_index("objective_id").loc["", "bac"] < 0.1 * table["bac"].sum()
