"""Settings that point elsewhere, and limits that are none: refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_reports.cli import run

SOURCE = """reader: csv
files: {files}
limits: {limits}
parts:
  people:
    table: people
    columns:
      name: {{}}
      email: {{}}
"""


def refused(folder: Path, capsys: pytest.CaptureFixture[str], files: str, limits: str = "{}") -> str:
    """What is said of a workspace with such a source."""
    (folder / "inputs" / "2026-10").mkdir(parents=True)
    (folder / "config" / "sources").mkdir(parents=True)
    text = SOURCE.format(files=f"'{files}'", limits=limits)
    (folder / "config" / "sources" / "people.yaml").write_text(text, encoding="utf-8")
    assert run(["check", "--workspace", str(folder), "--period", "2026-10"]) == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(
    "files",
    [
        "../x.csv",
        "inputs/../../x.csv",
        "/etc/passwd",
        "~/x.csv",
        "C:/x.csv",
        "..\\x.csv",
        "inputs/{home}.csv",
    ],
)
def test_files_elsewhere(tmp_path: Path, capsys: pytest.CaptureFixture[str], files: str) -> None:
    assert "config/sources/people.yaml:2" in refused(tmp_path, capsys, files)


@pytest.mark.parametrize("limits", ["{row: 5}", "{rows: 0}", "{cells: many}"])
def test_limits_that_are_none(tmp_path: Path, capsys: pytest.CaptureFixture[str], limits: str) -> None:
    assert "config/sources/people.yaml:3" in refused(tmp_path, capsys, "x.csv", limits)
