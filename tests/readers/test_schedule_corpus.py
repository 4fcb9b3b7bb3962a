"""Real schedules of eight tools, fact by fact.

What counts as late: a leaf that has a baseline finish and finishes (as forecast, or as it did) after it,
to the minute. What counts as started: a leaf with more than 0 % of its duration complete.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pmo_reports import readers
from tests.readers.reading_fixture import CORPUS
from tests.readers.schedule_fixture import Plans, plans

EXPECTED: dict[str, Any] = (
    json.loads((CORPUS / "EXPECTED.json").read_text(encoding="utf-8")) if CORPUS.is_dir() else {}
)
FILES = {key: facts for key, facts in EXPECTED.items() if re.fullmatch(r"s\d\d", key)}
READ = [key for key, facts in FILES.items() if not facts.get("must_fail")]
FACTS = [(key, fact) for key in READ for fact in FILES[key] if fact != "file"]
AMOUNTS = ("cost", "baseline_cost", "actual_cost")
pytestmark = pytest.mark.skipif(not FILES, reason="the corpus of real files is not beside this repository")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory, workbench: readers.Workbench) -> Plans:
    return plans(CORPUS, "schedule/*", tmp_path_factory.mktemp("store"), workbench)


@pytest.fixture(scope="module")
def facts(corpus: Plans) -> dict[str, dict[str, object]]:
    return {key: found(corpus, key) for key in READ}


def minute(moment: object) -> str | None:
    return None if pd.isna(moment) else f"{moment:%Y-%m-%dT%H:%M}"


def found(corpus: Plans, key: str) -> dict[str, object]:
    """The facts of a file, from the canonical tables alone (file type and symbol: from the raw ones)."""
    tasks, [schedule] = corpus.rows(key, "tasks"), corpus.rows(key, "schedules").to_dict("records")
    raw = corpus.raw(key, "schedules").iloc[0]
    leaves = tasks[tasks["kind"] != "summary"]
    done = leaves["percent_complete"].fillna(0)
    blanks = [f.problem.split()[0] for f in corpus.told(key) if f.rule == "blank-tasks"]
    return {
        "file_type": raw["File Type"],
        "title": raw["Title"] or "",
        "currency": raw["Currency Symbol"],
        "status_date": minute(schedule["status_date"]),
        "rows": len(tasks),
        "null_rows": int(blanks[0]) if blanks else 0,
        "summary": int((tasks["kind"] == "summary").sum()),
        "leaf": len(leaves),
        "milestones": len(corpus.rows(key, "milestones")),
        "start": minute(schedule["start"]),
        "finish": minute(schedule["finish"]),
        "baseline_finish": minute(schedule["baseline_finish"]),
        "leaf_with_baseline": int(leaves["baseline_finish"].notna().sum()),
        "complete": int((done == 1).sum()),
        "in_progress": int(((done > 0) & (done < 1)).sum()),
        "not_started": int((done == 0).sum()),
        "late_vs_baseline": int((leaves["forecast_finish"] > leaves["baseline_finish"]).sum()),
        "resources": len(corpus.rows(key, "schedule_resources")),
        "assignments": len(corpus.rows(key, "assignments")),
        "links": len(corpus.rows(key, "task_links")),
        "calendars": len(corpus.rows(key, "calendars")),
        **{name: float(leaves[name].fillna(0).sum()) for name in AMOUNTS},
    }


@pytest.mark.parametrize(("key", "fact"), FACTS)
def test_fact(facts: dict[str, dict[str, object]], key: str, fact: str) -> None:
    assert facts[key][fact] == FILES[key][fact]


@pytest.mark.parametrize(
    ("key", "rule", "words"),
    [("s07", "no-schedule", "too old a version"), ("s20", "password-protected", "password")],
)
def test_what_must_fail_is_one_error_and_no_table(corpus: Plans, key: str, rule: str, words: str) -> None:
    [finding] = corpus.told(key)
    assert (finding.severity, finding.rule) == ("error", rule)
    assert words in finding.problem
    assert corpus.raw(key, "tasks").empty


def test_every_file_is_read_or_refused(corpus: Plans) -> None:
    refused = {key for key in FILES if corpus.raw(key, "tasks").empty}
    assert refused == set(FILES) - set(READ)


@pytest.mark.parametrize("key", READ)
def test_amounts_that_nobody_entered_are_null_and_not_nought(corpus: Plans, key: str) -> None:
    tasks = corpus.rows(key, "tasks")
    for name in ("cost", "baseline_cost"):
        assert tasks[name].notna().any() == (FILES[key][name] > 0)


def test_an_invalid_calendar_is_told_by_name(corpus: Plans) -> None:
    [finding] = [f for f in corpus.told("s16") if f.rule == "invalid-calendar"]
    assert (finding.severity, finding.value) == ("warning", "Test - Invalid")
    assert "invalid-calendar" not in corpus.rules("s15")


@pytest.mark.parametrize("key", ["s08", "s02"])
def test_what_an_mspdi_lost_is_said(corpus: Plans, key: str) -> None:
    lost = {"s02": "no baseline; no status date", "s08": "no costs; no milestones flagged; no baseline"}[key]
    [finding] = [f for f in corpus.told(key) if f.rule == "incomplete-schedule"]
    assert (finding.severity, lost in finding.problem, ".mpp" in finding.remedy) == ("note", True, True)
    assert corpus.rows(key, "schedules")["lost"].iloc[0].startswith(lost)


def test_float_is_in_days_of_the_calendar(corpus: Plans) -> None:
    late = corpus.rows("s12", "tasks").set_index("task_id").loc["PCS-150"]
    assert late["total_float_days"] == -29  # the file says -232 hours, at eight a day


def test_a_projectlibre_plan_has_the_float_that_its_dates_leave(corpus: Plans) -> None:
    slack = corpus.rows("s19", "tasks")["total_float_days"].max()
    assert 0 < slack < 75.25  # the plan is 75.25 working days long


def test_percent_complete_has_its_kinds(corpus: Plans) -> None:
    tasks = corpus.rows("s14", "tasks").set_index("name")
    assert tasks["percent_kind"].value_counts().to_dict() == {"duration": 4, "physical": 4, "units": 4}
    assert tasks.loc["Physical 25%", "physical_percent"] == 0.25
    assert tasks.loc["Units 75%", "work_percent"] == 0.75
    assert tasks.loc["Duration 75%", "percent_complete"] == 0.75


def test_activities_keep_their_code_from_update_to_update(corpus: Plans) -> None:
    first, last = (
        set(corpus.rows(key, "tasks").query("kind != 'summary'")["task_id"]) for key in ("s10", "s12")
    )
    told = EXPECTED["series_s10_s11_s12"]["snapshots"][2]
    assert (sorted(last - first), sorted(first - last)) == (told["added"], told["removed"])


def test_costs_by_month_add_up_to_those_of_the_tasks(corpus: Plans) -> None:
    months = corpus.rows("s09", "task_months")
    assert float(months["cost"].sum()) == pytest.approx(115_960)
    assert months["month"].dt.day.unique().tolist() == [1]


def test_the_address_of_a_value_names_the_activity(corpus: Plans) -> None:
    raw = next(t for t in corpus.reading.tables if t.part == "tasks" and "s10" in t.file.path)
    assert raw.cell(0, raw.header.index("Finish")) == "Tasks[53460451].Finish"


def test_corpus_is_where_it_is_read_from() -> None:
    assert {Path(facts["file"]).parts[0] for facts in FILES.values()} == {"schedule"}
