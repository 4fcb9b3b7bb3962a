"""Published ProTrack projects (.p2x), held against facts that other tools computed."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pmo_reports.metrics.task_value import activities, earned_values
from pmo_reports.model.tables import Portfolio
from tests.normalise.preset_fixture import CORPUS, portfolio_of

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus of real files is not beside the project"
)
KEYS = ("v01", "v02", "v03", "v04", "v05", "v06")
Facts = dict[str, Any]


@pytest.fixture(scope="module")
def expected() -> dict[str, Facts]:
    facts = json.loads((CORPUS / "EXPECTED.json").read_text(encoding="utf-8"))
    return {key: facts[key] for key in KEYS}


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory, expected: dict[str, Facts]) -> Portfolio:
    files = {f"{key}.p2x": CORPUS / expected[key]["file"] for key in KEYS}
    return portfolio_of(tmp_path_factory.mktemp("evm") / "w", "protrack", "2026-10", files)


def of(portfolio: Portfolio, table: str, key: str) -> pd.DataFrame:
    """The rows that a file gave."""
    return portfolio[table][portfolio[table]["file"] == f"inputs/2026-10/{key}.p2x"]


@pytest.mark.parametrize("key", KEYS)
def test_counts(portfolio: Portfolio, expected: dict[str, Facts], key: str) -> None:
    facts, [schedule] = expected[key], of(portfolio, "schedules", key).to_dict("records")
    assert len(activities(of(portfolio, "tasks", key))) == schedule["activities"] == facts["activities"]
    assert len(of(portfolio, "task_links", key)) == facts["relations"]
    assert len(of(portfolio, "schedule_resources", key)) == facts["resources"]
    assert len(of(portfolio, "calendar_exceptions", key)) == facts["holidays"]
    assert schedule["hours_per_day"] == facts["hours_per_day"]
    assert schedule["title"] == facts["project"]


@pytest.mark.parametrize("key", KEYS)
def test_baseline(portfolio: Portfolio, expected: dict[str, Facts], key: str) -> None:
    facts, tasks = expected[key], of(portfolio, "tasks", key)
    assert str(tasks["baseline_start"].min()) == facts["baseline_start"]
    assert str(tasks["baseline_finish"].max()) == facts["baseline_finish"]
    cost = tasks["baseline_cost"].dropna()
    assert round(sum(cost, Decimal(0)), 2) == Decimal(str(facts["BAC"]))
    assert cost.empty == (key == "v06")


@pytest.mark.parametrize("key", KEYS)
def test_costs_by_use_are_told(portfolio: Portfolio, expected: dict[str, Facts], key: str) -> None:
    told = {f.file for f in portfolio.findings if f.rule == "cost-per-use"}
    assert (f"inputs/2026-10/{key}.p2x" in told) == expected[key].get("any_cost_per_use", False)


def test_what_resources_cost_by_use_is_in_their_assignments(portfolio: Portfolio) -> None:
    # The file itself says in its list of resources what each costs in all (FIELD776).
    found = of(portfolio, "assignments", "v01").groupby("resource_id")["baseline_cost"].sum()
    assert [round(float(each), 2) for each in found] == [7200, 440, 30176, 6400, 200, 63590.4]


@pytest.mark.parametrize("key", KEYS)
def test_tracking_periods(portfolio: Portfolio, expected: dict[str, Facts], key: str) -> None:
    progress = of(portfolio, "task_progress", key)
    found = [
        (name, str(date), int(rows["actual_start"].notna().sum()), int((rows["percent_complete"] >= 1).sum()))
        for (date, name), rows in progress.groupby(["status_date", "tracking_period"])
    ]
    facts = [(e["name"], e["status_date"], e["started"], e["finished"]) for e in expected[key]["evm"]]
    assert found == facts
    assert len(found) == expected[key]["tracking_periods"]


@pytest.mark.parametrize("key", KEYS)
def test_earned_value_at_every_status_date(
    portfolio: Portfolio, expected: dict[str, Facts], key: str
) -> None:
    names = {"planned_value": "PV", "earned_value": "EV", "actual_cost": "AC"}
    tables = {name: of(portfolio, name, key) for name in portfolio.tables}
    found = earned_values(tables).rename(columns=names)[["PV", "EV", "AC"]].to_numpy().tolist()
    facts = [[each[name] for name in names.values()] for each in expected[key]["evm"]]
    misses = [
        abs(a - b)
        for mine, theirs in zip(found, facts, strict=True)
        for a, b in zip(mine, theirs, strict=True)
    ]
    assert max(misses, default=0) < 0.006


def test_another_tool_computed_the_same(portfolio: Portfolio) -> None:
    facts = json.loads((CORPUS / "EXPECTED.json").read_text(encoding="utf-8"))["v07"]["evm"]
    tables = {name: of(portfolio, name, "v04") for name in portfolio.tables}
    found = earned_values(tables)
    for column, name in (("planned_value", "PV"), ("earned_value", "EV"), ("actual_cost", "AC")):
        assert found[column].tolist() == pytest.approx([each[name] for each in facts], abs=1)


def test_without_costs_nothing_is_nought(portfolio: Portfolio) -> None:
    tasks = of(portfolio, "tasks", "v06")
    money = ["baseline_cost", "baseline_fixed_cost", "actual_cost", "remaining_cost", "percent_complete"]
    assert tasks[money].isna().all(axis=None)
    rules = {f.rule for f in portfolio.findings if f.file.endswith("v06.p2x")}
    assert rules == {"no-costs", "no-tracking"}


def test_nothing_is_lost_and_nothing_else_is_wrong(portfolio: Portfolio) -> None:
    assert all(tally.holds and tally.quarantined == tally.deduplicated == 0 for tally in portfolio.tallies)
    rules = {f.rule for f in portfolio.findings}
    assert rules == {"no-costs", "no-tracking", "cost-per-use", "stale-schedule"}


@pytest.mark.parametrize("key", KEYS)
def test_the_flat_twin_holds_the_same(portfolio: Portfolio, tmp_path: Path, key: str) -> None:
    flat = {path.name: path for path in (CORPUS / "evm" / "flat").glob(f"{key}*")}
    twin = portfolio_of(tmp_path / "w", "protrack-flat", "2026-10", flat)
    tasks, progress = activities(of(portfolio, "tasks", key)), of(portfolio, "task_progress", key)
    begun, when = progress[progress["actual_start"].notna()], ["status_date", "task_id"]  # flat: those alone
    _same(tasks, twin["tasks"], ["task_id"], TASK_FACTS)
    _same(begun, twin["task_progress"], when, PROGRESS_FACTS)
    if key != "v06":  # where nobody filled in costs the flat file writes 0
        _close(tasks, twin["tasks"], ["task_id"], baseline_cost=CENTS, baseline_fixed_cost=CENTS)
        _close(begun, twin["task_progress"], when, actual_cost=CENTS, percent_complete=1e-6)
    assert twin.findings == ()


TASK_FACTS = ("project_id", "name", "baseline_start", "baseline_finish", "baseline_hours", "baseline_days")
PROGRESS_FACTS = ("project_id", "tracking_period", "actual_start", "actual_days")
CENTS = 0.00501


def _same(one: pd.DataFrame, other: pd.DataFrame, key: list[str], facts: tuple[str, ...]) -> None:
    a, b = (each.sort_values(key).reset_index(drop=True) for each in (one, other))
    pd.testing.assert_frame_equal(a[[*key, *facts]], b[[*key, *facts]])


def _close(one: pd.DataFrame, other: pd.DataFrame, key: list[str], **within: float) -> None:
    """Equal within what the flat files round to."""
    a, b = (each.sort_values(key).reset_index(drop=True) for each in (one, other))
    for name, most in within.items():
        difference = a[name].astype("float64") - b[name].astype("float64")
        assert difference.notna().all()
        assert difference.abs().max() <= most
