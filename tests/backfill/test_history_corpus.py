"""Public files as a PMO's past: two years of major projects, three issues of a hospital's schedule."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pmo_reports import pipeline
from pmo_reports.model.period import Period
from tests.backfill.history_fixture import ids, imported, put, rules

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of public files is not beside the project"),
]
YEARS = {"March 2018": ("p02", "p02_uk_2018.csv"), "March 2021": ("p03", "p03_uk_2021.csv")}
ISSUES = {
    "2025-09": ("s10", "s10_BL-54069-B2-20250902.xer"),
    "2025-11": ("s11", "s11_UP-54069-20251121.xer"),
    "2025-12": ("s12", "s12_UP-54069-20251204.xer"),
}


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return json.loads((CORPUS / "EXPECTED.json").read_text(encoding="utf-8"))


def copied(kind: str, name: str, folder: Path) -> None:
    file = CORPUS / kind / name
    if not file.is_file():
        pytest.skip(f"{name} is not in the corpus beside the project")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(file, folder)


def test_two_years_of_major_projects_are_the_published_ones(tmp_path: Path, expected: dict[str, Any]) -> None:
    ours = tmp_path / "workspace"
    pipeline.init(ours, preset="uk-gmpp")
    for folder, (_, name) in YEARS.items():
        copied("portfolio", name, tmp_path / "old" / folder)
    found = imported(ours, tmp_path / "old")
    assert (ids(found), rules(found)) == (["2018-03 imported", "2021-03 imported"], [])
    done = pipeline.assess(ours, Period(2021, 3))
    for month, (key, _) in zip((*done.past, done.assessed), YEARS.values(), strict=True):
        published, table = expected[key], month.portfolio["projects"]
        own = table[table["level"].eq("project")]
        assert len(own) == published["projects"]
        assert int(own["whole_life_cost"].notna().sum()) == published["wlc_numeric"]
        total = float(own["whole_life_cost"].dropna().astype(float).sum())
        assert total == pytest.approx(published["wlc_sum_gbp_m"] * 1e6, abs=1)
        said = month.portfolio["status_reports"]["delivery_confidence"].dropna().str.lower().value_counts()
        assert said.to_dict() == published["rag1_case_insensitive"]


def test_a_year_alone_names_no_period_and_can_be_said(tmp_path: Path) -> None:
    ours = tmp_path / "workspace"
    pipeline.init(ours, preset="uk-gmpp")
    copied("portfolio", "p02_uk_2018.csv", tmp_path / "old")
    assert rules(imported(ours, tmp_path / "old")) == ["no-period"]
    assert ids(imported(ours, tmp_path / "old", period=Period(2018, 3))) == ["2018-03 imported"]


def test_three_issues_of_a_schedule_are_three_months(tmp_path: Path, expected: dict[str, Any]) -> None:
    ours = tmp_path / "workspace"
    pipeline.init(ours)
    for source in (ours / "config" / "sources").glob("*.yaml"):
        if source.stem not in {"crosswalk", "schedules"}:
            source.unlink()
    (ours / "config" / "precedence.yaml").unlink()
    register = """
reader: csv
files: reference/register.csv
parts:
  projects: {table: projects, columns: {project_id: {required: true}, name: {}}}
"""
    put(ours / "config/sources/register.yaml", register)
    put(ours / "reference/register.csv", "project_id,name\nRAH,Chiller rebuild\n")
    codes = "".join(f"schedules,{key},RAH\n" for key, _ in ISSUES.values())
    put(ours / "reference/crosswalk.csv", f"system,local_id,project_id\n{codes}")
    for _, name in ISSUES.values():
        copied("schedule", name, tmp_path / "old")
    found = imported(ours, tmp_path / "old")  # all in one folder: the day stands in each name
    assert (ids(found), rules(found)) == ([f"{period} imported" for period in ISSUES], [])
    done = pipeline.assess(ours, Period(2025, 12))
    series = expected["series_s10_s11_s12"]["snapshots"]
    for month, (key, _), issue in zip((*done.past, done.assessed), ISSUES.values(), series, strict=True):
        published, tasks = expected[key], month.portfolio["tasks"]
        leaves = tasks[tasks["kind"].ne("summary")]
        assert len(leaves) == published["leaf"] == issue["activities"]
        assert f"{leaves['forecast_finish'].max():%Y-%m-%d %H:%M}" == issue["finish"]
        (plan,) = month.portfolio["schedules"].to_dict("records")
        assert f"{plan['status_date']:%Y-%m-%dT%H:%M}" == published["status_date"]
        assert len(month.portfolio["task_links"]) == published["links"]
    first, last = done.past[0].portfolio["tasks"], done.assessed.portfolio["tasks"]
    slip = (last["forecast_finish"].max() - first["forecast_finish"].max()).days
    assert slip == series[-1]["finish_slip_days_vs_first"]
