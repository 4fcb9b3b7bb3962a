"""The published projects of the OR-AS library through all measures, as a workspace of schedules alone."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from pmo_reports import metrics
from pmo_reports.metrics import earned_value, estimates
from pmo_reports.metrics.task_value import earned_values
from pmo_reports.model.measures import Measurements
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Portfolio
from tests.normalise.preset_fixture import CORPUS, portfolio_of
from tests.strategies import settings

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus of real files is not beside the project"
)
KEYS = ("v01", "v02", "v03", "v04", "v05", "v06")
MONEY = ("bac", "pv", "ev", "ac", "cpi", "spi", "es", "spi_t", "eac", "eac_lowest", "duration_highest")
SUMS = ("planned_value", "earned_value", "actual_cost", "budget_at_completion")
TIME = ("planned_days", "es_days", "earned_date", "sv_t_days", "spi_t_working", "finish_by_es")
Known = tuple[Measurements, dict[str, str], dict[str, dict[str, Any]], Portfolio]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Known:
    facts = json.loads((CORPUS / "EXPECTED.json").read_text(encoding="utf-8"))
    files = {f"{key}.p2x": CORPUS / facts[key]["file"] for key in KEYS}
    found = portfolio_of(tmp_path_factory.mktemp("published") / "w", "protrack", "2026-10", files)
    schedules = found["schedules"]
    ids = {file.partition(".")[0][-3:]: name for name, file in schedules[["project_id", "file"]].to_numpy()}
    basis = metrics.basis(found, settings(), Period(2026, 10))
    assert set(basis["tasks"]["currency"].dropna()) <= {"EUR"}
    return metrics.measured(basis), ids, facts, found


@pytest.mark.parametrize("key", KEYS[:5])
def test_published_project_at_its_end(known: Known, key: str) -> None:
    found, ids, facts, _ = known
    last = facts[key]["evm"][-1]
    expected = {"bac": facts[key]["BAC"], "pv": last["PV"], "ev": last["EV"], "ac": last["AC"]}
    mine = {name: found.value(ids[key], name) for name in expected}
    assert mine == pytest.approx(expected, abs=0.011)
    assert found.taken(ids[key], "ac") == ("ac_schedule",)


@pytest.mark.parametrize("key", KEYS[:5])
def test_published_project_on_its_working_time(known: Known, key: str) -> None:
    found, ids, facts, _ = known
    done = facts[key]["evm"][-1]["EV"] >= facts[key]["BAC"] - 0.01
    assert str(found.value(ids[key], "earned_date")) == facts[key]["baseline_finish"][:10] or not done


@pytest.mark.parametrize("key", KEYS[:5])
def test_published_indices_at_every_status_date(known: Known, key: str) -> None:
    _, ids, facts, portfolio = known
    tables = {
        name: rows[rows["project_id"].eq(ids[key])] for name, rows in portfolio.tables.items() if len(rows)
    }
    found = earned_values({**portfolio.tables, **tables})
    pv, ev, ac, bac = (found[name] for name in SUMS)
    cpi = earned_value.cpi(ev=ev, ac=ac)
    mine = {"SPI": earned_value.spi(ev=ev, pv=pv), "CPI": cpi, "EAC_cpi": estimates.eac(bac=bac, cpi=cpi)}
    for name, values in mine.items():
        expected = [each[name] for each in facts[key]["evm"]]
        told = [None if pd.isna(value) else value for value in values]
        assert told == pytest.approx(expected, abs=0.02 if name == "EAC_cpi" else 5.1e-5), name


@pytest.mark.parametrize("measure", [*MONEY, *TIME])
def test_v06_without_cost_or_tracking_has_nothing(known: Known, measure: str) -> None:
    found, ids, _, _ = known
    assert found.value(ids["v06"], measure) is None
    assert found.value(ids["v04"], measure) is not None
