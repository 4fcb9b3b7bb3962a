"""Collecting: what belongs to a period, and what is said of what does not."""

import hashlib
import os
from pathlib import Path

import pytest

from pmo_reports.errors import PublishError
from pmo_reports.model.finding import Severity
from pmo_reports.readers import raw_store, unread
from tests.readers.reading_fixture import Desk, part


def paths(desk: Desk) -> list[str]:
    return [file.path for file in desk.collected().files]


def test_the_period_fills_the_glob_and_files_are_sorted(desk: Desk) -> None:
    for path in ("in/2026-10/b.csv", "in/2026-10/a.csv", "in/2026-09/old.csv"):
        desk.put(path, "id\n1\n")
    desk.source("in/{period}/*.csv", part("id"))
    assert paths(desk) == ["in/2026-10/a.csv", "in/2026-10/b.csv"]
    assert {file.period for file in desk.collected().files} == {"2026-10"}


def test_reference_data_has_no_period(desk: Desk) -> None:
    desk.put("ref/rates.csv", "id\n1\n")
    desk.source("ref/rates.csv", part("id"))
    assert desk.collected().files[0].period == ""


def test_lock_files_and_hidden_files_are_nobodys_input(desk: Desk) -> None:
    for name in ("~$raid.csv", ".raid.csv", "._raid.csv", ".~lock.raid.csv", "Raid.CSV"):
        desk.put(f"in/{name}", "id\n1\n")
    desk.source("in/*.csv", part("id"))
    assert paths(desk) == ["in/Raid.CSV"]


def test_two_stars_look_at_every_depth(desk: Desk) -> None:
    for path in ("in/a.csv", "in/x/b.csv", "in/x/y/c.csv", "in/.git/d.csv"):
        desk.put(path, "id\n1\n")
    desk.source("in/**/*.csv", part("id"))
    assert paths(desk) == ["in/a.csv", "in/x/b.csv", "in/x/y/c.csv"]


def test_a_link_in_a_circle_ends(desk: Desk) -> None:
    desk.put("in/a.csv", "id\n1\n")
    (desk.workspace / "in/again").symlink_to(desk.workspace / "in")
    desk.source("in/**/*.csv", part("id"))
    assert paths(desk) == ["in/a.csv"]


@pytest.mark.parametrize("severity", ["block", "error", "warning"])
def test_a_missing_file_is_as_bad_as_its_source_says(desk: Desk, severity: str) -> None:
    desk.source("in/{period}/raid.xlsx", part("id"), expected=severity)
    finding = desk.finding()
    assert (finding.rule, finding.severity, finding.owner) == ("missing-file", severity, "Ada")
    assert "in/2026-10/raid.xlsx" in finding.problem


def test_a_file_that_nobody_expects_may_be_missing(desk: Desk) -> None:
    desk.source("in/{period}/raid.xlsx", part("id"))
    assert desk.reading().findings == ()


@pytest.mark.parametrize("link", ["in/raid.csv", "in"])
def test_no_link_leads_out_of_the_workspace(desk: Desk, tmp_path: Path, link: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "raid.csv").write_text("id\n1\n")
    place = desk.workspace / link
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(outside / "raid.csv" if link.endswith("csv") else outside)
    desk.source("in/*.csv", part("id"))
    assert desk.finding().rule == "outside-workspace"
    assert desk.finding().severity is Severity.BLOCK


@pytest.mark.parametrize("files", ["../secret/*.csv", "in/../../secret.csv", "/etc/passwd"])
def test_no_glob_leads_out_of_the_workspace(desk: Desk, files: str) -> None:
    desk.source(files, part("id"), reader="csv")
    assert desk.finding().rule == "outside-workspace"


@pytest.mark.parametrize("place", ["in", "in/raid.csv"])
def test_what_may_not_be_read_blocks(desk: Desk, place: str) -> None:
    desk.put("in/raid.csv", "id\n1\n")
    desk.put("in/other.csv", "id\n2\n")
    desk.source("in/*.csv", part("id"), expected="warning")
    if os.geteuid() == 0:
        pytest.skip("the superuser may read everything")
    (desk.workspace / place).chmod(0)
    finding = desk.finding()
    (desk.workspace / place).chmod(0o755)
    assert (finding.rule, finding.severity, finding.file) == ("unreadable", Severity.BLOCK, place)


def test_a_folder_that_fails_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put("in/raid.csv", "id\n1\n")
    desk.source("in/*.csv", part("id"))
    real = os.scandir

    def refusing(folder: Path) -> object:
        if str(folder).endswith("in"):
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    assert "Permission denied" in desk.finding().problem


def test_a_broken_link_is_told(desk: Desk) -> None:
    (desk.workspace / "raid.csv").symlink_to(desk.workspace / "gone.csv")
    desk.source("raid.csv", part("id"))
    assert desk.finding().rule == "unreadable"


def test_a_pipe_is_no_input(desk: Desk) -> None:
    os.mkfifo(desk.workspace / "raid.csv")
    desk.source("raid.csv", part("id"))
    assert desk.finding().rule == "unreadable"


def test_bytes_are_kept_once_under_their_hash(desk: Desk) -> None:
    content = b"id\n1\n"
    desk.put("in/a.csv", content)
    desk.put("in/b.csv", content)
    desk.source("in/*.csv", part("id"))
    sha256 = hashlib.sha256(content).hexdigest()
    assert {file.sha256 for file in desk.collected().files} == {sha256}
    assert [path.name for path in (desk.store / "raw" / sha256[:2]).iterdir()] == [sha256]
    assert (desk.store / "raw" / sha256[:2] / sha256).read_bytes() == content


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PublishError, match="No space left"):
        raw_store.keep(tmp_path, b"content")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_spoilt_copy_is_not_read(tmp_path: Path) -> None:
    sha256 = raw_store.keep(tmp_path, b"content")
    (tmp_path / raw_store.place(sha256)).write_bytes(b"contend")
    with pytest.raises(PublishError, match="do not match"):
        raw_store.kept(tmp_path, sha256)


def test_a_file_that_no_source_reads_is_told(desk: Desk) -> None:
    """With what it may be meant for; hidden files, lock files and what lies elsewhere are nobody's."""
    for path in ("raid.csv", "raid.xls", "old/raid.csv", ".hidden", "~$raid.csv"):
        desk.put(f"in/2026-10/{path}", "id\n1\n")
    desk.put("in/note.txt", "x")
    desk.source("in/{period}/raid.csv", part("id"))
    told = desk.collected().findings
    assert [(f.rule, f.severity, f.file) for f in told] == [
        ("unread-file", Severity.NOTE, "in/2026-10/old/raid.csv"),
        ("unread-file", Severity.NOTE, "in/2026-10/raid.xls"),
    ]
    assert "the nearest that is read is in/2026-10/raid.csv" in told[1].problem


def test_a_folder_of_photographs_is_told_of_once(desk: Desk) -> None:
    for number in range(100):
        desk.put(f"in/2026-10/site/{number:03}.jpg", "x")
    desk.source("in/{period}/raid.csv", part("id"))
    told = desk.collected().findings
    assert len(told) == unread.MOST + 1
    assert "79 others behind it" in told[-1].problem


@pytest.mark.parametrize(("files", "notes"), [("in/{period}/plans/*", 1), ("in/{period}/raid.csv", 0)])
def test_an_empty_folder_of_a_source_is_told(desk: Desk, files: str, notes: int) -> None:
    (desk.workspace / "in" / "2026-10" / "plans").mkdir(parents=True)
    desk.source(files, part("id"), reader="csv")
    assert [f.rule for f in desk.collected().findings] == ["empty-folder"] * notes
