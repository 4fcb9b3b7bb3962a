"""Every kind of mistake in rules, risk map and hierarchy, in one workspace and told by one command."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pmo_reports import cli

PERIOD = "2026-10"


def edited(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def line(file: Path, text: str, after: str = "") -> str:
    """`config/file:line` of the first line that says so, after one that says something else."""
    lines = file.read_text(encoding="utf-8").splitlines()
    start = next(at for at, each in enumerate(lines) if after in each)
    found = next(at for at, each in enumerate(lines) if at >= start and text in each)
    return f"config/{file.name}:{found + 1}"


def registered(workspace: Path, parents: dict[str, str]) -> dict[str, str]:
    """The cells of the register that name the parents of some rows, which they name from now on."""
    path = workspace / "reference" / "portfolio.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["Register"]
    cells = {row[0].value: row[1] for row in sheet.iter_rows() if row[0].value in parents}
    for name, cell in cells.items():
        cell.value = parents[str(name)]
    book.save(path)
    return {
        str(name): f"reference/portfolio.xlsx › Register!{cell.coordinate}" for name, cell in cells.items()
    }


@pytest.fixture(scope="module")
def mistaken(one_period: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A workspace with all mistakes at once, and what should be said at which place."""
    folder = tmp_path_factory.mktemp("rules") / "workspace"
    shutil.copytree(one_period, folder)
    rules, organisation = (folder / "config" / f"{name}.yaml" for name in ("rag", "organisation"))
    edited(rules, "measure: key_milestone_slip", "measure: key_milestone_slp")
    edited(rules, "        green: 0.10\n        amber: 0.20\n", "        green: 0.20\n        amber: 0.10\n")
    edited(rules, "green: 0.05\n        amber: 0.10\n", "green: 0.05\n        amber: 10\n")
    edited(rules, "        amber: 0.85\n", "")
    edited(organisation, "GGAAA, GGGGA]", "GGAAA, GGAGG]")
    register = registered(folder, {"NET": "GEN", "GEN": "NET", "DIG-301": "NET; GEN"})
    circle = dict.fromkeys((register["GEN"], register["NET"]), "a row is below itself: GEN, NET")
    return folder, circle | {
        line(rules, "key_milestone_slp"): "there is no measure 'key_milestone_slp'",
        line(rules, "amber: 0.10", after="key: unfilled"): "the bounds of 'unfilled' overlap",
        line(rules, "amber: 10", after="key: changes"): "that is 1000%",
        line(rules, "key: forecast"): "'dimensions.benefits.rules[0].amber' is missing",
        line(organisation, "GGAGG]"): "the risk map is G at probability 1, impact 4",
        register["DIG-301"]: "the row has 2 parents, 'NET' and 'GEN'",
    }


def told(
    capsys: pytest.CaptureFixture[str], command: str, folder: Path, *more: str
) -> tuple[int, dict[str, Any]]:
    """The exit code, and what machines are told."""
    code = cli.run([command, "--workspace", str(folder), "--period", PERIOD, "--json", *more])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("command", ["build", "check"])
def test_all_mistakes_are_told_at_once_with_their_places(
    mistaken: tuple[Path, dict[str, str]], capsys: pytest.CaptureFixture[str], command: str
) -> None:
    folder, expected = mistaken
    code, error = told(capsys, command, folder)
    problems = {each["place"]: each for each in error["problems"]}
    assert code == 2
    assert problems.keys() == expected.keys()
    assert len(error["problems"]) == len(expected)
    for place, words in expected.items():
        assert words in problems[place]["message"], place
        assert problems[place]["remedy"], place
    assert error["message"].startswith("8 mistakes in the settings and the register")


def test_people_are_told_the_same(
    mistaken: tuple[Path, dict[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, expected = mistaken
    assert cli.run(["build", "--workspace", str(folder), "--period", PERIOD]) == 2
    said = capsys.readouterr().err
    assert all(f"  {place}: " in said for place in expected)
    assert "Traceback" not in said
    assert not (folder / "out").exists()


def test_nothing_is_kept_of_a_register_that_was_read_for_its_mistakes(
    mistaken: tuple[Path, dict[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = mistaken
    before = sorted(folder.rglob("*"))
    told(capsys, "build", folder)
    assert sorted(folder.rglob("*")) == before


def test_a_register_that_cannot_be_read_hides_no_mistake_in_the_settings(
    mistaken: tuple[Path, dict[str, str]], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder, expected = mistaken
    own = shutil.copytree(folder, tmp_path / "workspace")
    (own / "reference" / "portfolio.xlsx").write_bytes(b"PK")
    code, error = told(capsys, "build", own)
    assert code == 2
    assert {each["place"] for each in error["problems"]} == {
        place for place in expected if place.startswith("config")
    }
    assert error["message"].startswith("5 mistakes in the settings\n")


def test_where_the_settings_are_right_the_circle_alone_stops_publication(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register = registered(workspace, {"NET": "GEN", "GEN": "NET", "DIG-301": "NET; GEN"})
    assert cli.run(["check", "--workspace", str(workspace), "--period", PERIOD, "--json"]) == 1
    found = {
        (each["rule"], each["severity"]): each
        for each in json.loads(capsys.readouterr().out)
        if each["rule"] in ("parent-circle", "several-parents")
    }
    assert found.keys() == {("parent-circle", "block"), ("several-parents", "field")}
    assert all(
        f"{each['file']} › {each['sheet']}!{each['cell']}" in register.values() for each in found.values()
    )
