"""Files of which nobody can say what they are, or that nobody should read: each has its reason."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pmo_reports import pipeline
from pmo_reports.cli import run
from pmo_reports.errors import UsageError
from tests.backfill.history_fixture import (
    everything,
    ids,
    imported,
    month,
    period,
    put,
    rules,
    status,
)
from tests.readers.reading_fixture import book, repacked, saved


@pytest.fixture
def old(tmp_path: Path) -> Path:
    (tmp_path / "old").mkdir()
    return tmp_path / "old"


LIST = status(["P1", "", "Green", "Green"])


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("2026-08/photo.jpg", b"\xff\xd8\xff\xe0 not a report", "unknown-file"),
        ("2026-08/letter.csv", "Dear,all\nnothing,here\n", "unknown-file"),
        ("status_03-04-2026.csv", LIST, "ambiguous-period"),
        ("status.csv", LIST, "no-period"),
        ("2026-08/status 2026-09.csv", LIST, "two-periods"),
        ("2026-08/archive of May 2025/status.csv", LIST, "two-periods"),
        ("1989-12/status.csv", LIST, "period-too-early"),
        ("2027-01/status.csv", LIST, "period-in-future"),
        ("2026-08/status.csv", b"PK\x03\x04 damaged", "damaged-file"),
        ("2026-08/status.csv", "", "empty-file"),
    ],
)
def test_it_is_not_taken(ours: Path, old: Path, name: str, content: str | bytes, rule: str) -> None:
    put(old / name, content)
    before = everything(ours / "inputs")
    found = imported(ours, old)
    assert ids(found) == []
    (told,) = found.skipped
    assert (told.rule, told.file) == (rule, f"old/{name}")
    assert told.problem
    assert told.remedy
    assert everything(ours / "inputs") == before
    assert found.failed


def test_the_others_of_the_month_are_brought(ours: Path, old: Path) -> None:
    month(old, "2026-08")
    put(old / "2026-08/raid/other.csv", b"PK\x03\x04 damaged")
    found = imported(ours, old)
    assert (ids(found), len(found.skipped)) == (["2026-08 imported"], 1)
    assert not found.failed


def test_the_period_can_be_said(ours: Path, old: Path) -> None:
    put(old / "status_03-04-2026.csv", LIST)
    assert ids(imported(ours, old, period=period("2026-04"))) == ["2026-04 imported"]


def test_two_files_for_one_place_are_neither_taken(ours: Path, old: Path) -> None:
    put(old / "2026-08/status.csv", LIST)
    put(old / "status 2026-08.csv", status(["P1", "", "Red", "Red"]))
    found = imported(ours, old)
    assert (ids(found), rules(found)) == ([], ["two-files", "two-files"])
    assert "old/status 2026-08.csv" in found.skipped[0].problem


def test_the_same_file_twice_is_taken_once(ours: Path, old: Path) -> None:
    put(old / "2026-08/status.csv", LIST)
    put(old / "copy/Aug 2026/status.csv", LIST)
    found = imported(ours, old)
    assert (ids(found), rules(found)) == (["2026-08 imported"], ["same-file-twice"])


def test_a_bomb_is_refused_by_the_guard(ours: Path, old: Path) -> None:
    (ours / "config/sources/books.yaml").write_text(
        "reader: workbook\nfiles: 'inputs/{period}/book.xlsx'\nparts:\n  issues:\n    table: issues\n"
        "    columns: {project_id: {}, issue_id: {}, title: {}}\n",
        encoding="utf-8",
    )
    bomb = {"xl/worksheets/sheet1.xml": b" " * 50_000_000}
    put(old / "2026-08/book.xlsx", repacked(saved(book(["A", "B"])), bomb))
    found = imported(ours, old)
    assert ids(found) == []
    (told,) = found.skipped
    assert (told.rule, told.file) == ("unsafe-file", "old/2026-08/book.xlsx")


def test_a_link_out_of_the_folder_is_not_followed(ours: Path, old: Path, tmp_path: Path) -> None:
    put(tmp_path / "elsewhere.csv", LIST)
    (old / "2026-08").mkdir()
    (old / "2026-08/status.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert rules(imported(ours, old)) == ["outside-folder"]


def test_hidden_files_are_passed_over(ours: Path, old: Path) -> None:
    month(old, "2026-08")
    put(old / "2026-08/~$status.csv", "x")
    put(old / "2026-08/.DS_Store", "x")
    assert rules(imported(ours, old)) == []


def test_an_ambiguous_file_names_its_candidates(ours: Path, old: Path) -> None:
    shutil.copy(ours / "config/sources/raid.yaml", ours / "config/sources/risks.yaml")
    put(old / "2026-08/something.csv", "Project,Risk id,Risk\nP1,R1,Leak\n")
    (told,) = imported(ours, old).skipped
    assert told.rule == "ambiguous-source"
    assert told.remedy == "Say which with --source raid or --source risks."
    assert ids(imported(ours, old, source="raid")) == ["2026-08 imported"]


@pytest.mark.parametrize("inside", ["", "inputs", "elsewhere"])
def test_the_workspace_is_not_imported_into_itself(ours: Path, inside: str) -> None:
    (ours / inside).mkdir(exist_ok=True)
    with pytest.raises(UsageError, match="own files"):
        imported(ours, ours / inside)


def test_nor_is_a_folder_that_it_lies_in(ours: Path) -> None:
    with pytest.raises(UsageError, match="own files"):
        imported(ours, ours.parent)


def test_an_empty_folder_and_none_at_all(ours: Path, old: Path) -> None:
    with pytest.raises(UsageError, match="no files"):
        imported(ours, old)
    with pytest.raises(UsageError, match="no such file"):
        imported(ours, old / "gone")


def test_a_source_that_there_is_not(ours: Path, old: Path) -> None:
    with pytest.raises(UsageError, match="no source 'statsu'") as told:
        imported(ours, old, source="statsu")
    assert "status" in told.value.remedy


def test_what_all_periods_share_is_not_imported(ours: Path, old: Path) -> None:
    with pytest.raises(UsageError, match="are of no period"):
        imported(ours, put(old / "2026-08/portfolio.csv", "ID,Name\n"), source="portfolio")


def test_the_command_exits_with_one_where_nothing_came_of_it(
    ours: Path, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(old / "2026-08/letter.csv", "Dear,all\nnothing,here\n")
    assert run(["import-history", str(old), "--workspace", str(ours)]) == 1
    told = capsys.readouterr().out
    assert "old/2026-08/letter.csv: No source is called like this file" in told
    assert "Periods: nothing brought." in told
    month(old, "2026-08")
    assert run(["import-history", str(old), "--workspace", str(ours), "--json"]) == 0
    assert '"state": "imported"' in capsys.readouterr().out
    assert pipeline.configured(ours).sources
