"""Rules on trial as their users see it: what would change, and nothing that is written."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from pmo_reports import cli, metrics, pipeline
from pmo_reports.config.loading import package_folder
from pmo_reports.model.period import Period
from pmo_reports.trial_report import WIDTH

SET = "prince2-tolerances"


def run(*words: str | Path) -> int:
    return cli.run([str(word) for word in words])


def tree(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def tried(workspace: Path, rules: str | Path, *more: str) -> int:
    return run("rag", "try", rules, "--period", "2026-10", "--workspace", workspace, *more)


@pytest.fixture
def stricter(tmp_path: Path) -> Path:
    """The default rules with growth by changes green to 2 % in place of 5 %."""
    text = (package_folder("config") / "rag.yaml").read_text(encoding="utf-8")
    file = tmp_path / "stricter.yaml"
    file.write_text(text.replace("green: 0.05", "green: 0.02").replace("2026.1", "2026.2"), encoding="utf-8")
    return file


def test_a_changed_bound_is_told_cell_by_cell_with_both_reasons(
    built: Path, month: pipeline.Month, stricter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = shutil.copytree(built, tmp_path / "own")
    before = tree(own)
    assert tried(own, stricter, "--json") == 0
    assert tree(own) == before
    told = json.loads(capsys.readouterr().out)
    now = month.assessed
    expected = {
        entity
        for (entity, dimension), cell in now.assessments.items()
        if dimension == "scope" and cell.effective == "G" and cell.measure == "change_ratio"
        if 0.02 < float(str(now.measurements.value(entity, "change_ratio"))) <= 0.05
    }
    scope = {each["entity"]: each for each in told["changes"] if each["dimension"] == "scope"}
    assert expected
    assert expected == scope.keys() & now.measurements.members.index[now.measurements.members.eq(1)]
    for entity in expected:
        one = scope[entity]
        assert (one["before"]["state"], one["after"]["state"], one["move"]) == ("green", "amber", "worse")
        assert (one["before"]["bound"], one["after"]["bound"]) == (0.05, 0.02)
        assert one["before"]["value"] == one["after"]["value"]
        assert "amber above 2%" in one["after"]["reason"]
    assert told["changed"] == len(told["changes"])
    assert told["better"] == 0
    counts = told["counts"]["scope"]
    assert counts["after"]["amber"] == counts["before"]["amber"] + len(expected)
    assert {each["dimension"] for each in told["changes"]} <= {"scope", "overall"}


def test_text_fits_a_hundred_columns_and_counts_periods_and_groups(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tried(built, SET, "--from", "2026-08", "--by", "sponsor") == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= WIDTH
    for head in (
        "Projects by state, now > then",
        "By sponsor, now > then",
        "Projects overall by period, now > then",
        "First red overall, now > then",
        "What changes, and why",
    ):
        assert head in lines
    assert [line.split()[0] for line in lines if line.startswith("  2026-")] == [
        "2026-08",
        "2026-09",
        "2026-10",
    ]


def test_the_same_rules_change_nothing(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tried(built, "default-pmo") == 0
    assert capsys.readouterr().out.rstrip().endswith("No state changes.")


def test_measures_are_computed_once_a_period(
    built: Path, stricter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unmeasured = shutil.copytree(built, tmp_path / "own", ignore=shutil.ignore_patterns("measured"))
    asked: list[Period] = []
    measured = metrics.measured

    def counted(basis: metrics.Basis) -> object:
        asked.append(basis.portfolio.period)
        return measured(basis)

    monkeypatch.setattr(metrics, "measured", counted)
    assert tried(unmeasured, stricter) == 0
    assert asked == [Period(2026, month) for month in range(5, 11)]


def test_bad_rules_are_told_all_at_once_with_their_lines(
    built: Path, stricter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = stricter.read_text(encoding="utf-8").replace("measure: cpi\n", "measure: cpii\n")
    stricter.write_text(text.replace("green: 0.02", "green: 5"), encoding="utf-8")
    lines = text.splitlines()
    assert tried(built, stricter) == 2
    told = capsys.readouterr().err
    assert f"{stricter}:{lines.index('        measure: cpii') + 1}: there is no measure 'cpii'" in told
    assert f"{stricter}:{lines.index('        green: 0.02') + 1}: green is 5" in told


def test_machines_get_each_mistake_by_itself(
    built: Path, stricter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = stricter.read_text(encoding="utf-8").replace("green: 0.02", "green: 0.1")
    stricter.write_text(text.replace("weight: bac", "weight: bax"), encoding="utf-8")
    assert tried(built, stricter, "--json") == 2
    told = json.loads(capsys.readouterr().out)
    lines = text.replace("weight: bac", "weight: bax").splitlines()
    weights = [at for at, line in enumerate(lines, start=1) if line == "  weight: bax"]
    overlap = lines.index("        green: 0.1") + 2
    places = [int(each["place"].rpartition(":")[2]) for each in told["problems"]]
    assert places == [overlap, *weights]
    assert {each["remedy"] for each in told["problems"][1:]} == {"did you mean 'bac'?"}


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--from", "2026-11"), "choose a period from 2026-05 to 2026-10"),
        (("--by", "sponsr"), "did you mean 'sponsor'?"),
    ],
)
def test_wrong_use_is_told(
    built: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], says: str
) -> None:
    assert tried(built, SET, *more) == 2
    assert says in capsys.readouterr().err


def test_a_workspace_that_was_never_read_stays_without_a_store(
    one_period: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("rag", "try", SET, "--period", "2030-01", "--workspace", one_period) == 2
    assert "there are no inputs for period 2030-01" in capsys.readouterr().err
    bare = tmp_path / "bare"
    (bare / "inputs" / "2026-10").mkdir(parents=True)
    (bare / "inputs" / "2026-10" / "benefits.xlsx").write_bytes(b"")
    assert run("rag", "try", SET, "--period", "2026-10", "--workspace", bare) == 0
    assert not (bare / "store").exists()
