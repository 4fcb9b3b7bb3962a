"""verify and rebuild on the command line: exit codes, words and JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pmo_reports.cli import run
from tests.proof.conftest import PACK, TEMPLATE, version


def test_a_pack_verifies_with_0_and_not_with_1(plain: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(version(plain))
    assert run(["verify", folder, "--quick"]) == 0
    assert capsys.readouterr().out.startswith(f"2026-10/{PACK} v1 verifies (run ")
    (version(plain) / "facts.json").write_text("{}")
    assert run(["verify", folder, "--quick"]) == 1
    told = capsys.readouterr().out
    assert "does NOT verify" in told
    assert ": 1 thing differs.\n" in told
    assert "  output facts.json: the file was altered since it was published\n" in told
    assert "  mend: `pmo-reports rebuild FOLDER --out DIR` makes the files again from what is kept\n" in told


def test_strict_fails_where_the_workspace_is_otherwise(
    plain: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (plain / TEMPLATE).unlink()
    assert run(["verify", str(version(plain)), "--quick"]) == 0
    assert f"  template {TEMPLATE}: it is gone in the workspace today" in capsys.readouterr().out
    assert run(["verify", str(version(plain)), "--quick", "--strict"]) == 1


def test_json_says_everything(plain: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (version(plain) / "facts.json").unlink()
    assert run(["verify", str(version(plain)), "--quick", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["verified"], told["depth"], told["period"]) == (False, "quick", "2026-10")
    assert told["problems"] == [
        {"kind": "output", "name": "facts.json", "what": "the file is missing", "then": "", "now": ""}
    ]
    assert run(["rebuild", str(version(plain)), "--out", str(tmp_path / "again"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["same"], set(told["files"])) == (True, {"facts.json", "manifest.json"})


def test_wrong_calls_end_with_2(plain: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(version(plain))
    assert run(["verify", str(plain)]) == 2
    assert "this folder is no published version" in capsys.readouterr().err
    assert run(["rebuild", folder]) == 2
    assert run(["verify", folder, "--quick", "--from-inputs"]) == 2
    assert run(["rebuild", folder, "--out", str(plain / "out")]) == 2
    assert run(["verify", folder, "--period", "2026-10"]) == 2
