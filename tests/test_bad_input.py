"""Wrong calls and bad inputs: an exit code, the place, the remedy, and nothing half-written."""

import errno
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pmo_reports.cli import run
from pmo_reports.readers import search

PERIOD = "2026-10"
ROOT = Path(__file__).parents[1]


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Exit code and everything printed."""
    code = run([*arguments])
    captured = capsys.readouterr()
    return code, captured.out + captured.err


def build(capsys: pytest.CaptureFixture[str], workspace: Path, *more: str) -> tuple[int, str]:
    return told(capsys, "build", "--workspace", str(workspace), "--period", PERIOD, *more)


def published(workspace: Path) -> list[Path]:
    return (
        sorted(p for p in (workspace / "out").rglob("*") if p.is_file())
        if (workspace / "out").exists()
        else []
    )


def test_no_such_period(capsys: pytest.CaptureFixture[str], workspace: Path) -> None:
    code, text = told(capsys, "build", "--workspace", str(workspace), "--period", "2031-01")
    assert code == 2
    assert "2031-01" in text
    assert "2026-10" in text
    assert published(workspace) == []


def test_not_a_period(capsys: pytest.CaptureFixture[str], workspace: Path) -> None:
    code, text = told(capsys, "build", "--workspace", str(workspace), "--period", "October")
    assert code == 2
    assert "'October'" in text
    assert "such as 2026-10" in text


def test_no_such_pack(capsys: pytest.CaptureFixture[str], workspace: Path) -> None:
    code, text = build(capsys, workspace, "--pack", "bord")
    assert code == 2
    assert "'bord'" in text
    assert "board" in text
    assert published(workspace) == []


def test_not_a_workspace(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, text = build(capsys, tmp_path / "nowhere")
    assert code == 2
    assert "init" in text


def test_unknown_key_in_settings(capsys: pytest.CaptureFixture[str], workspace: Path) -> None:
    path = workspace / "config" / "organisation.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("currency:"))
    lines[at] = lines[at].replace("currency:", "curency:")
    path.write_text("\n".join(lines), encoding="utf-8")
    code, text = build(capsys, workspace)
    assert code == 2
    assert f"config/organisation.yaml:{at + 1}" in text
    assert "did you mean 'currency'" in text.replace('"', "'").replace("`", "'").lower()


def test_several_mistakes_are_told_at_once(capsys: pytest.CaptureFixture[str], workspace: Path) -> None:
    rules = workspace / "config" / "rag.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("measure: ", "measur: ", 1), encoding="utf-8")
    (workspace / "config" / "calendar.yaml").write_text("week: '11111'\n", encoding="utf-8")
    code, said = build(capsys, workspace)
    assert code == 2
    assert "config/rag.yaml:" in said
    assert "config/calendar.yaml:1" in said


def test_unknown_measure_names_its_line(capsys: pytest.CaptureFixture[str], workspace: Path) -> None:
    rules = workspace / "config" / "rag.yaml"
    lines = rules.read_text(encoding="utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if "measure: key_milestone_slip" in line)
    lines[at] = lines[at].replace("key_milestone_slip", "key_milestone_slp")
    rules.write_text("\n".join(lines), encoding="utf-8")
    code, said = build(capsys, workspace)
    assert code == 2
    assert f"config/rag.yaml:{at + 1}" in said
    assert "key_milestone_slip" in said


def finance(workspace: Path) -> Path:
    return workspace / "inputs" / PERIOD / "finance_export.csv"


def test_missing_column_stops_publication(capsys: pytest.CaptureFixture[str], workspace: Path) -> None:
    path = finance(workspace)
    path.write_bytes(path.read_bytes().replace(b"Project code", b"Whatever", 1))
    code, text = build(capsys, workspace)
    assert code == 1
    assert "finance_export.csv" in text
    assert "Project code" in text
    assert published(workspace) == []


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "raid_log.xlsx": lambda content: content[: len(content) // 2],
    "resources.xlsx": lambda _: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le")
    ),
    "benefits.xlsx": lambda _: b"Project;Benefit\nNET-101;Less leakage\n",
    "status/NET-102 Smart Meters.xlsx": lambda _: b"",
    "status/NET-103 Pump Controls.xlsx": lambda _: b"<html><body>Please sign in</body></html>",
}
"""Workbooks that are cut off, encrypted, a CSV, empty, and a web page."""


@pytest.fixture(scope="module")
def checked(one_period: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """What a check says of a month with all of them; it is read once."""
    folder = tmp_path_factory.mktemp("spoilt") / "workspace"
    shutil.copytree(one_period, folder)
    for name, spoil in SPOILT.items():
        path = folder / "inputs" / PERIOD / name
        path.write_bytes(spoil(path.read_bytes()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", printed := io.StringIO())
        run(["check", "--workspace", str(folder), "--period", PERIOD, "--json"])
    return list(json.loads(printed.getvalue()))


@pytest.mark.parametrize("name", SPOILT)
def test_spoilt_workbook_is_named(checked: list[dict[str, str]], name: str) -> None:
    found = [f for f in checked if f["file"].endswith(name)]
    assert found, name
    assert all(f["problem"] and f["remedy"] for f in found)


def test_what_is_not_spoilt_is_read(checked: list[dict[str, str]]) -> None:
    assert any(f["source"] == "finance" for f in checked)
    assert any(f["file"].endswith("GEN-203 Battery Pilot.xlsx") for f in checked)


def test_workbook_named_as_something_else_is_told(checked: list[dict[str, str]]) -> None:
    found = [f for f in checked if f["file"].endswith("benefits.xlsx")]
    assert any("csv" in f["problem"].lower() or "text" in f["problem"].lower() for f in found)


def test_unreadable_folder(
    capsys: pytest.CaptureFixture[str], workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def refuse(folder: str | int | os.PathLike[str] = ".") -> object:
        if not isinstance(folder, int) and Path(folder).name == PERIOD:
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        return real(folder)

    monkeypatch.setattr(search.os, "scandir", refuse)
    code, text = build(capsys, workspace)
    assert code == 1
    assert "inputs/2026-10" in text
    assert "Traceback" not in text
    assert published(workspace) == []


@dataclass(frozen=True)
class Interrupted:
    """A workspace after Ctrl-C while its pack was rendered: the exit code, and what was published."""

    workspace: Path
    code: int
    published: list[Path]


@pytest.fixture(scope="module")
def interrupted(one_period: Path, tmp_path_factory: pytest.TempPathFactory) -> Interrupted:
    folder = tmp_path_factory.mktemp("board") / "workspace"
    shutil.copytree(one_period, folder)
    command = [sys.executable, "-m", "pmo_reports", "build", "--pack", "board", "--period", PERIOD]
    command += ["--workspace", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "rendering" in line:
                break
        process.send_signal(signal.SIGINT)
        process.stderr.read()
        code = process.wait(timeout=60)
    return Interrupted(folder, code, published(folder))


@pytest.fixture(scope="module")
def built_board(interrupted: Interrupted) -> Path:
    """The same workspace, built to the end. Not to be changed by tests."""
    folder = interrupted.workspace
    assert run(["build", "--workspace", str(folder), "--period", PERIOD, "--pack", "board"]) == 0
    return folder


@pytest.mark.slow
def test_interrupted_build_publishes_nothing_and_the_next_one_works(
    interrupted: Interrupted, built_board: Path
) -> None:
    assert (interrupted.code, interrupted.published) == (130, [])
    assert zipfile.is_zipfile(next(p for p in published(built_board) if p.suffix == ".pptx"))


@pytest.mark.slow
def test_built_again_is_the_same_version(capsys: pytest.CaptureFixture[str], built_board: Path) -> None:
    first = {p.name: p.read_bytes() for p in published(built_board)}
    code, text = build(capsys, built_board, "--pack", "board")
    assert code == 0
    assert "Nothing has changed since version 1" in text
    assert {p.name: p.read_bytes() for p in published(built_board)} == first


@pytest.mark.slow
def test_full_disk_leaves_the_last_version_alone(
    capsys: pytest.CaptureFixture[str], built_board: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(built_board, tmp_path / "workspace")
    before = {p: p.read_bytes() for p in published(folder)}
    csv = finance(folder)
    csv.write_bytes(
        csv.read_bytes() + b"FIN-4012;01.10.2026;Zulieferer;opex;EUR;0,00;0,00;0,00;1,00;1,00\r\n"
    )
    real = os.fsync

    def full(descriptor: int) -> None:
        if "/out/" in str(Path(f"/proc/self/fd/{descriptor}").readlink()):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    code, text = build(capsys, folder, "--pack", "board")
    assert code == 1
    assert "space" in text.lower()
    assert {p: p.read_bytes() for p in published(folder)} == before
    assert [p.name for p in (folder / "out" / PERIOD / "board").iterdir()] == ["v1"]
