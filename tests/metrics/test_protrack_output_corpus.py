"""ORACLES: v07, ProTrack's own output of the published project in v04, at eight status dates.

It counts working hours of the project's calendar and prints them whole: earned schedule rounded down,
and goes on with the rounded one; forecasts of the finish rounded to the nearest.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from pmo_reports.metrics import estimate_range, estimates, time_forecasts
from pmo_reports.metrics.arithmetic import ratio
from pmo_reports.metrics.earned_schedule import duration_as_planned, ieac_t, spi_t
from pmo_reports.metrics.task_value import activities, earned_value, earned_values
from pmo_reports.metrics.working_hours import working_times
from pmo_reports.metrics.working_schedule import Activities, adherent, planned, time_earned
from pmo_reports.model.measures import Measure
from pmo_reports.model.working_time import WorkingTime
from tests.normalise.preset_fixture import CORPUS, portfolio_of

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus of real files is not beside the project"
)
PERIODS = range(8)
Sheet = list[dict[str, Any]]
Tables = dict[str, pd.DataFrame]


@cache
def facts(key: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CORPUS / "EXPECTED.json").read_text(encoding="utf-8"))[key]
    return found


@pytest.fixture(scope="module")
def printed() -> Sheet:
    """The rows of the sheet, by their heads."""
    sheet = CalamineWorkbook.from_path(str(CORPUS / facts("v07")["file"])).get_sheet_by_index(0)
    _, heads, *lines = sheet.to_python()
    return [dict(zip(heads, line, strict=True)) for line in lines]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    folder = tmp_path_factory.mktemp("protrack") / "w"
    portfolio = portfolio_of(folder, "protrack", "2026-10", {"v04.p2x": Path(CORPUS / facts("v04")["file"])})
    return dict(portfolio.tables)


class Project:
    """The project of v04: its plan on working hours, and its figures at the status dates of v07."""

    def __init__(self, tables: Tables, printed: Sheet) -> None:
        self.tasks, self.progress = activities(tables["tasks"]), tables["task_progress"]
        [self.working] = working_times(tables["calendars"], tables["calendar_exceptions"]).values()
        self.start = self.tasks["baseline_start"].min()
        values = earned_values(tables)
        self.pv, self.ev, self.ac = (
            values[name] for name in ("planned_value", "earned_value", "actual_cost")
        )
        self.bac = values["budget_at_completion"]
        self.at = pd.Series(self.hours([row["Status date"] for row in printed]))
        self.plan = planned(self.work())
        self.pd = pd.Series(self.plan.duration[0], index=self.at.index)
        self.es = pd.Series([self.earned(*each) for each in zip(self.ev, self.at, strict=True)])
        self.whole_es = pd.Series(np.floor(self.es.to_numpy() + 1e-6))

    def hours(self, moments: list[date]) -> np.ndarray[Any, Any]:
        ends = pd.to_datetime(pd.Series(moments)).to_numpy("datetime64[s]")
        return WorkingTime.hours_between(
            self.working, np.full(len(ends), np.datetime64(self.start, "s")), ends
        )

    def moment(self, hours: float) -> datetime:
        start = np.array([np.datetime64(self.start, "s")])
        found: datetime = pd.Timestamp(self.working.finishes(start, np.array([hours]))[0]).to_pydatetime()
        return found

    def work(self) -> Activities:
        return Activities(
            project=np.zeros(len(self.tasks), dtype=np.intp),
            start=self.hours([*self.tasks["baseline_start"]]),
            finish=self.hours([*self.tasks["baseline_finish"]]),
            cost=self.tasks["baseline_cost"].to_numpy(float),
            fixed=self.tasks["baseline_fixed_cost"].to_numpy(float),
        )

    def earned(self, ev: float, at: float) -> float:
        return float(time_earned(self.plan, np.array([ev]), np.array([at]))[0])

    def parts(self) -> dict[str, pd.Series]:
        """What the formulas build on, in money and working hours, by their keys."""
        found = {"bac": self.bac, "pv": self.pv, "ev": self.ev, "ac": self.ac, "at": self.at}
        found |= {"planned_duration": self.pd, "es": self.whole_es, "sv": self.ev - self.pv}
        found |= {"cpi": ratio(self.ev, self.ac), "spi": ratio(self.ev, self.pv)}
        found["spi_t"] = spi_t(es=self.whole_es, at=self.at)
        for measure in (time_forecasts.time_variance, time_forecasts.earned_duration):
            found[measure.key] = measure(**{need: found[need] for need in measure.needs})
        return found


@pytest.fixture(scope="module")
def project(tables: Tables, printed: Sheet) -> Project:
    return Project(tables, printed)


@pytest.mark.parametrize("at", PERIODS)
def test_v07_planned_value_earned_value_and_actual_cost(project: Project, printed: Sheet, at: int) -> None:
    mine = [values[at] for values in (project.pv, project.ev, project.ac)]
    heads = ("Planned Value (PV)", "Earned Value (EV)", "Actual Cost (AC)")
    assert mine == pytest.approx([printed[at][head] for head in heads], abs=0.6)
    assert mine[1] - mine[0] == pytest.approx(printed[at]["Schedule Variance (SV)"], abs=0.6)
    assert mine[1] - mine[2] == pytest.approx(printed[at]["Cost Variance (CV)"], abs=0.6)


@pytest.mark.parametrize("at", PERIODS)
def test_v07_earned_schedule_is_the_same_working_hour(project: Project, printed: Sheet, at: int) -> None:
    assert project.moment(project.whole_es[at]) == printed[at]["Earned Schedule (ES)"]


@pytest.mark.parametrize("at", PERIODS)
def test_v07_schedule_variance_in_days_and_hours(project: Project, printed: Sheet, at: int) -> None:
    hours = round((project.at - project.whole_es)[at])
    days, rest = divmod(hours, 8)
    told = f"-{days}d" + (f" {rest}h" if rest else "") if hours else "0"
    assert told == printed[at]["Schedule Variance (SV(t))"]


@pytest.mark.parametrize("at", PERIODS)
def test_v07_indices(project: Project, printed: Sheet, at: int) -> None:
    parts = project.parts()
    heads = {"spi": "(SPI)", "cpi": "(CPI)", "spi_t": "(SPI(t))"}
    for key, head in heads.items():
        names = [name for name in printed[at] if "Index" in name and name.endswith(head)]
        assert [f"{parts[key][at]:.0%}"] == [printed[at][name] for name in names], key


ESTIMATES = {
    "PF=1": estimates.eac_atypical,
    "PF=CPI": estimates.eac,
    "PF=SPI": estimate_range.eac_spi,
    "PF=SPI(t)": estimate_range.eac_spi_t,
    "PF=SCI": estimates.eac_cpi_spi,
    "PF=SCI(t)": estimate_range.eac_cpi_spi_t,
    "PF=0.8*CPI+0.2*SPI": estimates.eac_weighted,
    "PF=0.8*CPI+0.2*SPI(t)": estimate_range.eac_weighted_t,
}


@pytest.mark.parametrize("factor", ESTIMATES)
@pytest.mark.parametrize("at", PERIODS)
def test_v07_cost_at_completion(project: Project, printed: Sheet, at: int, factor: str) -> None:
    measure, parts = ESTIMATES[factor], project.parts()
    found = measure(**{need: parts[need] for need in measure.needs})
    assert found[at] == pytest.approx(printed[at][f"EAC ({factor})"], abs=1)


DURATIONS = {
    "PV (PF=1)": time_forecasts.duration_pv,
    "PV (PF=SPI)": time_forecasts.duration_pv_spi,
    "PV (PF=SCI)": time_forecasts.duration_pv_sci,
    "ED (PF=1)": time_forecasts.duration_ed,
    "ED (PF=SPI)": time_forecasts.duration_ed_spi,
    "ED (PF=SCI)": time_forecasts.duration_ed_sci,
    "ES (PF=1)": duration_as_planned,
    "ES (PF=SPI(t))": ieac_t,
    "ES (PF=SCI(t))": time_forecasts.duration_es_sci,
}


@pytest.mark.parametrize("method", DURATIONS)
@pytest.mark.parametrize("at", PERIODS)
def test_v07_finish_at_the_same_working_hour(project: Project, printed: Sheet, at: int, method: str) -> None:
    measure: Measure = DURATIONS[method]
    parts = project.parts()
    found = measure(**{need: parts[need] for need in measure.needs})
    assert project.moment(round(found[at])) == printed[at][f"EAC(t)-{method}"]


@pytest.mark.parametrize("at", PERIODS)
def test_v07_schedule_adherence(project: Project, printed: Sheet, at: int) -> None:
    _, rows = list(project.progress.groupby("status_date"))[at]
    done = earned_value(project.tasks, rows).set_axis(rows["task_id"]).reindex(project.tasks["task_id"])
    known = done.fillna(0.0).to_numpy()
    in_order = adherent(project.work(), known, np.array([project.es[at]])).sum()
    assert f"{in_order / known.sum():.0%}" == printed[at]["p-factor"]
