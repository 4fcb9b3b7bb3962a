"""Every tracker's preset reads the same made-up project from an export of that tracker's shape."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pytest

from pmo_reports import normalise, readers
from pmo_reports.config.document import document
from pmo_reports.config.settings import Settings
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Portfolio
from tests.normalise.tracker_workbooks import WORKBOOKS

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures" / "trackers"
OCTOBER = Period(2026, 10)
CODES = ("HL", "Harbour Lights", "harbour-lights", "PRJ0010042")
REGISTER = {
    "reader": "csv",
    "files": "register.csv",
    "parts": {
        "projects": {"table": "projects", "columns": {"project_id": {}, "name": {}, "level": {}}},
    },
}
CROSSWALK = {
    "reader": "csv",
    "files": "crosswalk.csv",
    "parts": {
        "crosswalk": {"table": "crosswalk", "columns": {"system": {}, "local_id": {}, "project_id": {}}},
    },
}
FIELDS = {
    "kind": ("Epic", "Story", "Story", "Task"),
    "summary": ("Shore power", "Cable trench", "Transformer order", "Ask for offers"),
    "progress": ("in_progress", "done", "in_progress", "to_do"),
    "priority": ("High", "High", "Medium", "Medium"),
    "assignee": ("Ines Moreau", "Ines Moreau", "Tomas Berg", None),
    "labels": ("civil", "civil; quay", None, None),
    "sprint": (None, "Sprint 2", "Sprint 3", None),
    "release": (None, None, None, None),
    "created_on": ("2026-08-24", "2026-09-01", "2026-09-15", "2026-10-12"),
    "updated_on": ("2026-10-20", "2026-10-05", "2026-10-20", "2026-10-12"),
    "started_on": (None, "2026-09-07", "2026-09-21", None),
    "due_on": ("2026-11-30", "2026-09-30", "2026-10-20", None),
    "resolved_on": (None, "2026-10-05", None, None),
    "points": (None, 5.0, 3.0, None),
    "estimate_days": (None, 3.0, 2.0, None),
    "spent_days": (None, 2.5, None, None),
    "remaining_days": (None, 0.5, 2.0, None),
}
ZERO_SPENT = (0.0, 2.5, 0.0, 0.0)
NOTHING = (None, None, None, None)


@dataclass(frozen=True)
class Export:
    """What an export holds of the project: ids, statuses, what it lacks, and what it says otherwise."""

    files: tuple[str, ...]
    ids: tuple[str, ...]
    statuses: tuple[str, ...]
    lacks: str = ""
    other: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    parents: bool = True

    def expected(self) -> pd.DataFrame:
        epic, _, story, _ = self.ids
        own = {"item_id": self.ids, "parent_id": (None, epic, epic, story) if self.parents else NOTHING}
        lacking = dict.fromkeys(self.lacks.split(), NOTHING)
        whole = {**own, "status": self.statuses, **FIELDS, **lacking, **self.other}
        return pd.DataFrame({name: list(values) for name, values in whole.items()}, dtype=object)


JIRA = ("In Progress", "Approved by QA", "Waiting for supplier", "To Do")
KEYS = ("HL-1", "HL-2", "HL-3", "HL-4")
SUBTASK = {"kind": ("Epic", "Story", "Story", "Sub-task")}
USER_STORY = {"kind": ("Epic", "User Story", "User Story", "Task")}
EXPORTS = {
    "jira-csv": Export(("jira.csv",), KEYS, JIRA, other=SUBTASK),
    "jira-xml": Export(("jira.xml",), KEYS, JIRA, other=SUBTASK),
    "jira-json": Export(("jira-1.json", "jira-2.json"), KEYS, JIRA, other=SUBTASK),
    "azure-devops-csv": Export(
        ("azure-devops.csv",),
        ("301", "302", "303", "304"),
        ("Active", "Closed", "Resolved", "New"),
        other=USER_STORY
        | {
            "priority": ("1", "1", "2", "2"),
            "sprint": ("Harbour Lights", "Sprint 2", "Sprint 3", "Harbour Lights"),
        },
    ),
    "azure-devops-json": Export(
        ("azure-devops.json",),
        ("301", "302", "303", "304"),
        ("Active", "Closed", "Resolved", "New"),
        other=USER_STORY
        | {
            "priority": ("1", "1", "2", "2"),
            "sprint": ("Harbour Lights", "Sprint 2", "Sprint 3", "Harbour Lights"),
        },
    ),
    "trello-json": Export(
        ("trello.json",),
        ("aaa1", "aaa2", "aaa3", "aaa4"),
        ("Doing", "Done", "Doing", "To Do"),
        "created_on resolved_on estimate_days spent_days remaining_days",
        {
            "kind": ("Epic", None, None, None),
            "priority": ("High", "High", None, None),
            "assignee": ("Ines Moreau", "Ines Moreau; Tomas Berg", "Tomas Berg", None),
        },
        parents=False,
    ),
    "trello-csv": Export(
        ("trello.csv",),
        ("c1", "c2", "c3", "c4"),
        ("Doing", "Done", "Doing", "To Do"),
        "kind created_on resolved_on estimate_days spent_days remaining_days",
        {
            "labels": ("civil (green)", "civil (green), quay (blue)", None, None),
            "assignee": ("Ines Moreau (ines)", "Ines Moreau (ines)", "Tomas Berg (tomas)", None),
        },
        parents=False,
    ),
    "redmine": Export(
        ("redmine.csv",),
        ("61", "62", "63", "64"),
        ("In Bearbeitung", "Geschlossen", "Feedback", "Neu"),
        "sprint points remaining_days",
        {
            "kind": ("Epic", "Story", "Story", "Aufgabe"),
            "priority": ("Hoch", "Hoch", "Normal", "Normal"),
            "labels": ("civil", "civil", None, None),
            "release": (None, "Sprint 2", "Sprint 3", None),
            "spent_days": ZERO_SPENT,
        },
    ),
    "github-issues": Export(
        ("github.json",),
        ("1", "2", "3", "4"),
        ("open", "completed", "reopened", "open"),
        "priority started_on points estimate_days spent_days remaining_days",
        {
            "progress": ("to_do", "done", "to_do", "to_do"),
            "assignee": ("ines-m", "ines-m; tomas-b", "tomas-b", None),
            "due_on": (None, "2026-09-30", "2026-10-20", None),
        },
    ),
    "smartsheet": Export(
        ("smartsheet/Harbour Lights.xlsx",),
        ("Shore power", "Cable trench", "Transformer order", "Ask for offers"),
        ("In Progress", "Complete", "On Hold", "Not Started"),
        "created_on updated_on spent_days remaining_days",
        parents=False,
    ),
    "smartsheet-json": Export(
        ("smartsheet.json",),
        ("8001", "8002", "8003", "8004"),
        ("In Progress", "Complete", "On Hold", "Not Started"),
        "spent_days remaining_days",
    ),
    "asana-csv": Export(
        ("asana.csv",),
        ("1201", "1202", "1203", "1204"),
        ("Doing", "Review", "Waiting", "Backlog"),
        "kind spent_days remaining_days",
        {"labels": ("civil", "civil,quay", None, None)},
    ),
    "asana-json": Export(
        ("asana.json",),
        ("1201", "1202", "1203", "1204"),
        ("Doing", "Review", "Waiting", "Backlog"),
        "spent_days remaining_days",
        {"kind": ("default_task",) * 4},
    ),
    "monday": Export(
        ("monday/Harbour Lights_1793462400.xlsx",),
        ("5001", "5002", "5003", "5004"),
        ("Working on it", "Done", "Stuck", "Ready to start"),
        "created_on updated_on spent_days remaining_days",
        {"labels": ("civil", "civil, quay", None, None)},
        parents=False,
    ),
    "monday-json": Export(
        ("monday.json",),
        ("5001", "5002", "5003", "5004"),
        ("Working on it", "Done", "Stuck", "Ready to start"),
        "spent_days remaining_days",
        {"labels": ("civil", "civil, quay", None, None)},
    ),
    "clickup-json": Export(
        ("clickup.json",),
        ("86a1", "86a2", "86a3", "86a4"),
        ("on site", "complete", "waiting", "to do"),
        "remaining_days",
        {"priority": ("high", "high", "normal", "normal")},
    ),
    "clickup-csv": Export(
        ("clickup.csv",),
        ("86a1", "86a2", "86a3", "86a4"),
        ("in progress", "complete", "waiting", "to do"),
        "updated_on remaining_days",
        {
            "priority": ("high", "high", "normal", "normal"),
            "labels": ("civil", "civil,quay", None, None),
        },
    ),
    "planner": Export(
        ("planner/Harbour Lights.xlsx",),
        ("t1", "t2", "t3", "t4"),
        ("In progress", "Completed", "In progress", "Not started"),
        "kind updated_on points estimate_days spent_days remaining_days",
        {
            "priority": ("Important", "Important", "Medium", "Medium"),
            "labels": ("civil", "civil;quay", None, None),
            "sprint": ("Works", "Sprint 2", "Sprint 3", "Sprint 3"),
        },
        parents=False,
    ),
    "servicenow-csv": Export(
        ("servicenow.csv",),
        ("EPIC001", "STRY002", "STRY003", "STSK004"),
        ("Work in Progress", "Closed Complete", "On Hold", "Draft"),
        "labels remaining_days",
        {"kind": ("Epic", "Story", "Story", "Scrum task")},
    ),
    "servicenow-json": Export(
        ("servicenow.json",),
        ("EPIC001", "STRY002", "STRY003", "STSK004"),
        ("Work in Progress", "Closed Complete", "On Hold", "Draft"),
        "labels estimate_days spent_days remaining_days",
        {"kind": ("Epic", "Story", "Story", "Scrum task")},
    ),
    "openproject-csv": Export(
        ("openproject.csv",),
        ("41", "42", "43", "44"),
        ("In progress", "Closed", "On hold", "New"),
        "resolved_on",
        {
            "kind": ("Epic", "User story", "User story", "Task"),
            "priority": ("High", "High", "Normal", "Normal"),
            "labels": ("civil", "civil", None, None),
            "spent_days": ZERO_SPENT,
        },
    ),
    "openproject-json": Export(
        ("openproject.json",),
        ("41", "42", "43", "44"),
        ("In progress", "Closed", "On hold", "New"),
        "labels resolved_on",
        {
            "kind": ("Epic", "User story", "User story", "Task"),
            "priority": ("High", "High", "Normal", "Normal"),
            "spent_days": ZERO_SPENT,
        },
    ),
}
Reads = Callable[..., Portfolio]


@pytest.fixture
def read(tmp_path: Path, settings: Callable[..., Settings]) -> Reads:
    """Preset and files -> the portfolio of a workspace that has them, a register and a crosswalk."""

    def portfolio(preset: str, *files: str, **changes: object) -> Portfolio:
        source = dict(document(ROOT / "config" / "presets" / f"{preset}.yaml", preset).content) | changes
        sources = {"register": REGISTER, "crosswalk": CROSSWALK, "tracker": source}
        (tmp_path / "register.csv").write_text("project_id,name,level\nP-1,Harbour Lights,project\n")
        codes = "".join(f"tracker,{code},P-1\n" for code in CODES)
        (tmp_path / "crosswalk.csv").write_text("system,local_id,project_id\n" + codes)
        for file in files:
            _placed(file, tmp_path / "inputs" / "2026-10")
        settled = settings(sources).model_copy(update={"workspace": tmp_path})
        collected = readers.collect(settled, OCTOBER, tmp_path / "store")
        return normalise.portfolio(readers.read(collected, settled, tmp_path / "store"), settled, OCTOBER)

    return portfolio


def _placed(file: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if file in WORKBOOKS:
        WORKBOOKS[file](folder / file)
    else:
        shutil.copy(FIXTURES / file, folder / file)


def plain(items: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    texts = {
        name: items[name].dt.strftime("%Y-%m-%d") if name.endswith("_on") else items[name] for name in columns
    }
    whole = pd.DataFrame(texts).astype(object)
    return whole.where(whole.notna(), None)


@pytest.mark.parametrize("preset", EXPORTS)
def test_an_export_becomes_items(read: Reads, preset: str) -> None:
    export = EXPORTS[preset]
    found = read(preset, *export.files)
    expected = export.expected()
    pd.testing.assert_frame_equal(plain(found["work_items"], list(expected.columns)), expected)
    assert set(found["work_items"]["project_id"]) == {"P-1"}
    assert [finding.problem for finding in found.findings if finding.source == "tracker"] == []


@pytest.mark.parametrize("preset", EXPORTS)
def test_every_row_is_accounted_for(read: Reads, preset: str) -> None:
    [tally] = [each for each in read(preset, *EXPORTS[preset].files).tallies if each.source == "tracker"]
    assert (tally.read, tally.accepted) == (4, 4)


def test_every_tracker_preset_is_tried() -> None:
    texts = {path.stem: path.read_text() for path in (ROOT / "config" / "presets").glob("*.yaml")}
    assert {name for name, text in texts.items() if "crosswalk: tracker" in text} == set(EXPORTS)


def test_german_heads(read: Reads) -> None:
    items = read("jira-csv", "jira-de.csv")["work_items"]
    assert items["progress"].tolist() == ["done", "in_progress"]
    assert items["sprint"].tolist() == ["Sprint 2", "Sprint 3"]
    assert items["points"].sum() == 8
    assert items["created_on"].dt.strftime("%d.%m.").tolist() == ["01.09.", "15.09."]


def test_an_unknown_status_is_told_and_the_item_stays(read: Reads, tmp_path: Path) -> None:
    text = (FIXTURES / "trello.csv").read_text(encoding="utf-8").replace(",Doing,", ",Parked,", 1)
    (tmp_path / "parked.csv").write_text(text, encoding="utf-8")
    found = read("trello-csv", files="parked.csv")
    [told] = [finding for finding in found.findings if finding.source == "tracker"]
    assert (told.rule, told.cell, told.value, told.severity.value) == (
        "unknown-choice",
        "P2",
        "Parked",
        "field",
    )
    assert found["work_items"]["progress"].isna().tolist() == [True, False, False, False]


def test_a_page_that_is_not_there_is_told(read: Reads) -> None:
    [finding] = [each for each in read("jira-json", "jira-1.json").findings if each.rule == "missing-page"]
    assert finding.problem == (
        "The search found 4 records and 3 are here, 1 too few: the page from record 3 on."
    )


def test_an_address_leads_back_to_the_value(read: Reads) -> None:
    found = read("jira-json", "jira-1.json", "jira-2.json")
    row = found["work_items"].iloc[1].to_dict()
    cell = found.lineage.cell("work_items", row, "status")
    assert cell is not None
    assert (Path(cell.file).name, cell.cell) == ("jira-1.json", "issues[1].fields.status.name")
