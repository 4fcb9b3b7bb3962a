"""Files that hold many periods: by a column or a sheet; each period takes its rows, and none is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmo_reports import history, intake, knowledge, pipeline, readers
from pmo_reports.config import loading
from pmo_reports.errors import ConfigurationError
from pmo_reports.intake import Desk
from pmo_reports.model.tables import Portfolio
from tests.backfill.history_fixture import (
    MANY,
    TODAY,
    book,
    ids,
    imported,
    month,
    period,
    put,
    rules,
    status,
    workspace,
)

ROWS = (
    ["P1", "2026-07", "Green", "Green"],
    ["P2", "31.07.2026", "Amber", "Green"],
    ["P1", "August 2026", "Red", "Green"],
    ["P1", "2026-09-30", "Amber", "Green"],
    ["P2", "soon", "Green", "Green"],
)
SHEETS = {
    "log": """
reader: workbook
files: inputs/many/*.xlsx
parts:
  report:
    table: status_reports
    period: {sheet: true}
    columns:
      project_id: {aliases: [Project], required: true}
      overall: {aliases: [Overall], type: choice, values: {green: G, amber: A, red: R}}
"""
}


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    folder = workspace(tmp_path / "workspace", **MANY)
    month(folder / "inputs", "2026-10")
    return folder


def tables(folder: Path, text: str) -> Portfolio:
    """The tables of a period."""
    settings, one = pipeline.configured(folder), period(text)
    with readers.Workbench() as bench:
        desk = Desk(lambda _: None, bench, one)
        return intake.portfolio(settings, one, knowledge.one(settings, one), desk)


def test_one_file_serves_every_period_that_it_tells_of(ours: Path) -> None:
    put(ours / "inputs/many/status.csv", status(*ROWS))
    assert [each.id for each in knowledge.periods(pipeline.configured(ours))] == [
        "2026-07", "2026-08", "2026-09", "2026-10",
    ]  # fmt: skip
    july = tables(ours, "2026-07")
    assert july["status_reports"][["project_id", "overall"]].to_numpy().tolist() == [["P1", "G"], ["P2", "A"]]
    assert tables(ours, "2026-08")["status_reports"]["overall"].tolist() == ["R"]


def test_rows_of_other_periods_are_counted_neither_lost_nor_quarantined(ours: Path) -> None:
    put(ours / "inputs/many/status.csv", status(*ROWS))
    (tally,) = [each for each in tables(ours, "2026-07").tallies if each.source == "log"]
    assert (tally.read, tally.accepted, tally.quarantined, tally.other_periods) == (3, 2, 1, 2)
    assert tally.read + tally.other_periods == len(ROWS)
    assert tally.holds


def test_a_row_whose_period_cannot_be_read_is_quarantined_with_its_cell(ours: Path) -> None:
    put(ours / "inputs/many/status.csv", status(*ROWS))
    (told,) = [each for each in tables(ours, "2026-08").findings if each.rule == "not-a-period"]
    assert (told.cell, told.value, told.file) == ("B6", "soon", "inputs/many/status.csv")
    assert "2026-03" in told.remedy


def test_provenance_leads_to_the_row_in_the_file(ours: Path) -> None:
    put(ours / "inputs/many/status.csv", status(*ROWS))
    row = tables(ours, "2026-09")["status_reports"].iloc[0]
    assert (row["file"], row["row"]) == ("inputs/many/status.csv", 5)


def test_a_month_that_is_added_changes_no_earlier_one(ours: Path) -> None:
    settings = pipeline.configured(ours)
    file = put(ours / "inputs/many/status.csv", status(*ROWS))
    before = knowledge.made(settings, period("2026-07"), knowledge.one(settings, period("2026-07")))
    put(file, status(*ROWS, ["P1", "2026-10", "Red", "Red"]))
    after = knowledge.made(settings, period("2026-07"), knowledge.one(settings, period("2026-07")))
    assert after.digests["inputs"] == before.digests["inputs"]
    assert after.digests["shared"] != before.digests["shared"]
    put(file, status(["P1", "2026-07", "Red", "Green"], *ROWS[1:]))
    other = knowledge.made(settings, period("2026-07"), knowledge.one(settings, period("2026-07")))
    assert other.digests["inputs"] != before.digests["inputs"]


def test_the_column_is_no_unknown_one_and_must_be_there(ours: Path) -> None:
    put(ours / "inputs/many/status.csv", status(*ROWS))
    assert "status_reports" not in tables(ours, "2026-07").extras
    put(ours / "inputs/many/status.csv", "Project;Overall\nP1;Green\n")
    found = tables(ours, "2026-10")
    (told,) = [each for each in found.findings if each.rule == "missing-column"]
    assert "'Report month'" in told.problem
    (tally,) = [each for each in found.tallies if each.source == "log"]
    assert (tally.read, tally.quarantined, tally.other_periods) == (1, 1, 0)


def test_a_sheet_for_each_month(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "workspace", **SHEETS)
    heads = ["Project", "Overall"]
    sheets = {
        "Cover": [["Old reports"]],
        "July_2026": [heads, ["P1", "Green"]],
        "Aug_2026": [heads, ["P1", "Red"]],
    }
    book(folder / "inputs/many/months.xlsx", **sheets)
    assert [each.id for each in knowledge.periods(pipeline.configured(folder))] == ["2026-07", "2026-08"]
    august = tables(folder, "2026-08")
    assert august["status_reports"][["overall", "sheet"]].to_numpy().tolist() == [["R", "Aug 2026"]]
    (tally,) = [each for each in august.tallies if each.source == "log"]
    assert (tally.read, tally.accepted, tally.other_periods) == (1, 1, 1)
    assert {each.rule for each in august.findings if each.source == "log"} == {"missing-report"}


def test_it_is_imported_once_and_each_of_its_periods_becomes_known(ours: Path, tmp_path: Path) -> None:
    old = put(tmp_path / "old/status log.csv", status(*ROWS)).parent
    found = imported(ours, old, source="log")
    assert ids(found) == ["2026-07 imported", "2026-08 imported", "2026-09 imported"]
    assert (ours / "inputs/many/status log.csv").read_bytes() == (old / "status log.csv").read_bytes()
    settings = pipeline.configured(ours)
    (entry,) = history.history(knowledge.store(settings), period("2026-08"))
    assert (entry.known, entry.imported) == ("2026-11-29", True)
    assert ids(imported(ours, old, source="log")) == [f"2026-0{n} nothing new" for n in (7, 8, 9)]


def test_a_dry_run_reads_it_the_same(ours: Path, tmp_path: Path) -> None:
    old = put(tmp_path / "old/status log.csv", status(*ROWS)).parent
    dry, wet = imported(ours, old, source="log", dry=True), imported(ours, old, source="log")
    assert [each.tallies for each in dry.periods] == [each.tallies for each in wet.periods]


def test_many_periods_without_a_setting_are_told_with_what_to_write(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "workspace")
    old = put(tmp_path / "old/status.csv", status(*ROWS[:4])).parent
    (told,) = imported(folder, old).skipped
    assert told.rule == "many-periods"
    assert '`period: {column: "Report month"}`' in told.remedy
    assert "2026-07, 2026-08, 2026-09" in told.problem


def test_one_month_told_inside_is_the_files(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "workspace")
    old = put(tmp_path / "old/status.csv", status(*ROWS[:2])).parent
    assert ids(imported(folder, old)) == ["2026-07 imported"]


def test_a_file_with_a_future_month_is_not_taken(ours: Path, tmp_path: Path) -> None:
    old = put(tmp_path / "old/status.csv", status(*ROWS, ["P1", "2027-01", "Red", "Red"])).parent
    assert rules(imported(ours, old, source="log")) == ["period-in-future"]
    assert not (ours / "inputs/many").exists()


def test_a_period_column_without_a_period(ours: Path, tmp_path: Path) -> None:
    old = put(tmp_path / "old/status.csv", status(["P1", "last one", "Red", "Red"])).parent
    assert rules(imported(ours, old, source="log")) == ["no-period"]


@pytest.mark.parametrize(
    ("reader", "split", "message"),
    [
        ("csv", "{column: A, sheet: true}", "by one column, or by the sheet's name"),
        ("csv", "{}", "by one column, or by the sheet's name"),
        ("csv", "{sheet: true}", "does not split what csv has"),
        ("form", "{column: A}", "does not split what form has"),
    ],
)
def test_settings_that_split_nothing_are_told(tmp_path: Path, reader: str, split: str, message: str) -> None:
    folder = workspace(tmp_path / "workspace")
    text = f"reader: {reader}\nfiles: x/*.csv\nparts:\n  a:\n    table: risks\n    period: {split}\n"
    columns = "    columns: {project_id: {}, risk_id: {}, title: {}}\n"
    (folder / "config/sources/odd.yaml").write_text(text + columns, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=message):
        loading.load(folder)


def test_what_was_known_before_the_import_is_not_more(ours: Path, tmp_path: Path) -> None:
    imported(ours, put(tmp_path / "old/status log.csv", status(*ROWS)).parent, source="log")
    settings = pipeline.configured(ours)
    store = knowledge.store(settings)
    later = knowledge.collected(settings, period("2026-08"), lambda _: None, store, TODAY)
    assert [each.id for each in later] == ["2026-07", "2026-08"]
    assert history.on(history.history(store, period("2026-08")), date(2026, 11, 28)) is None
