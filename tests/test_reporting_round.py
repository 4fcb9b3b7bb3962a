"""A round as its users see it: forms handed out, managers chased, wrong use told."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pmo_reports import atomic, cli, pipeline, reporting_round
from pmo_reports.config import loading
from pmo_reports.model.period import Period

OCTOBER = Period(2026, 10)
PEOPLE = "name,email,role\nOwen Prichard,owen@talmark.example,\nFelix Aumann,not an address,\n"


def run(*words: str | Path) -> int:
    return cli.run([str(word) for word in words])


@pytest.fixture(scope="module")
def chased(one_period: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a chase through the sample of one period, in which one person has an address."""
    workspace = tmp_path_factory.mktemp("chased") / "workspace"
    shutil.copytree(one_period, workspace)
    (workspace / "reference" / "people.csv").write_text(PEOPLE, encoding="utf-8")
    told = reporting_round.chase(workspace, OCTOBER, out=None, on=date(2026, 11, 9), say=lambda _: None)
    assert told.folder == workspace / "chase" / "2026-10" / "2026-11-09"
    return told.folder


@pytest.fixture(scope="module")
def handing(one_period: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that hands out forms: what it has read once is in its store."""
    workspace = tmp_path_factory.mktemp("handing") / "workspace"
    shutil.copytree(one_period, workspace, ignore=shutil.ignore_patterns("store", "out"))
    return workspace


def owed(chased: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((chased / "chase.csv").read_text("utf-8-sig"))))


def mail(chased: Path, owner: str) -> EmailMessage:
    content = (chased / "mails" / f"{owner}.eml").read_bytes()
    found = message_from_bytes(content, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def test_every_manager_gets_one_workbook(handing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("forms", "--period", "2026-11", "--workspace", handing) == 0
    folder = handing / "forms" / "2026-11"
    assert len(list(folder.iterdir())) == 20
    pages = load_workbook(folder / "Owen Prichard.xlsx").sheetnames
    assert [page for page in pages if page.startswith("Status")] == ["Status CUS-406", "Status NET-104"]
    assert "20 forms written" in capsys.readouterr().out
    (folder / "Ada.txt").touch()
    filled = folder / "Owen Prichard.xlsx"
    filled.write_bytes(b"filled in")
    assert run("forms", "--period", "2026-11", "--workspace", handing) == 1
    assert "kept: Owen Prichard.xlsx" in capsys.readouterr().out
    assert filled.read_bytes() == b"filled in"


def test_one_manager_alone(handing: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("forms", "--period", "2026-11", "--workspace", handing, "--out", tmp_path / "to", "--json")
    assert run(*asked, "--manager", "owen prichard") == 0
    assert json.loads(capsys.readouterr().out)["written"] == {"Owen Prichard.xlsx": "Owen Prichard"}
    assert run(*asked, "--manager", "Owen Pritchard") == 2
    assert "did you mean 'Owen Prichard'?" in json.loads(capsys.readouterr().out)["remedy"]


@pytest.mark.parametrize("period", ["2062-11", "2019-01", "november"])
def test_a_period_that_follows_nothing_is_wrong_usage(one_period: Path, period: str) -> None:
    assert run("forms", "--period", period, "--workspace", one_period) == 2


def test_no_project_no_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "inputs").mkdir()
    assert run("forms", "--period", "2026-11", "--workspace", tmp_path) == 1
    assert "no active project" in capsys.readouterr().err


def test_chasing_a_period_without_inputs_is_wrong_usage(one_period: Path) -> None:
    assert run("chase", "--period", "2025-01", "--workspace", one_period) == 2


def test_a_day_that_is_none_is_wrong_usage(one_period: Path) -> None:
    assert run("chase", "--period", "2026-10", "--workspace", one_period, "--on", "9.11.") == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(one_period: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert run("forms", "--period", "2026-11", "--workspace", one_period, "--out", tmp_path / "x") == 1


@pytest.mark.parametrize(
    "asked",
    [
        "forms --period 2026-11 --out x",
        "forms --period 2026-11 --out x/y/z",
        "chase --period 2026-10 --out x",
    ],
)
def test_where_nothing_can_be_written_nothing_is_read(
    one_period: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    asked: str,
) -> None:
    (tmp_path / "x").write_text("a file", encoding="utf-8")
    for name in ("standing", "assess"):
        monkeypatch.setattr(pipeline, name, lambda *_, **__: pytest.fail("read"))
    command, out = asked.rsplit(maxsplit=1)
    assert run(*command.split(), tmp_path / out, "--workspace", one_period) == 1
    assert "a file stands where a folder is needed" in capsys.readouterr().err
    assert [each.name for each in tmp_path.iterdir()] == ["x"]


def test_ctrl_c_leaves_whole_forms_only(
    handing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill, calls = atomic.fill, []

    def interrupted(folder: Path, files: dict[str, bytes]) -> None:
        calls.append(files)
        if len(calls) == 3:
            (folder / "half").write_bytes(b"half")
            raise KeyboardInterrupt
        fill(folder, files)

    asked = ("forms", "--period", "2026-11", "--workspace", handing, "--out")
    with monkeypatch.context() as patch:
        patch.setattr(atomic, "fill", interrupted)
        assert run(*asked, tmp_path / "b") == 130
    written = sorted((tmp_path / "b").iterdir())
    assert len(written) == 2
    for file in written:
        assert run(*asked, tmp_path / "a", "--manager", file.stem) == 0
        assert file.read_bytes() == (tmp_path / "a" / file.name).read_bytes()


def test_who_owes_what(chased: Path) -> None:
    found = {(row["Owner"], row["Owes"], row["Project"], row["Working days late"]) for row in owed(chased)}
    assert ("Dario Conti", "missing report", "DIG-304", "3") in found
    assert ("Owen Prichard", "stale report", "CUS-406", "3") in found
    assert ("Owen Prichard", "overdue entry", "CUS-406", "6") in found
    assert {row["Due"] for row in owed(chased) if row["Owes"] == "missing report"} == {"2026-11-04"}


def test_the_workbook_has_the_same_rows(chased: Path) -> None:
    rows = list(load_workbook(chased / "chase.xlsx")["Owed"].iter_rows(values_only=True))
    assert len(rows) - 1 == len(owed(chased))


def test_a_mail_names_what_is_wrong_and_carries_the_copy(chased: Path) -> None:
    found = mail(chased, "Owen Prichard")
    assert (found["To"], found["X-Unsent"]) == ("Owen Prichard <owen@talmark.example>", "1")
    text = found.get_body(("plain",)).get_content()
    assert "Hand in the report for 2026-10." in text
    names = [each.get_filename() for each in found.iter_attachments()]
    assert names[0] == "CUS-406 Debt Collection.xlsx"
    assert names[0] in text
    assert "Corrections" in load_workbook(io.BytesIO(next(found.iter_attachments()).get_content())).sheetnames


def test_without_an_address_a_placeholder_stands_there(chased: Path) -> None:
    for owner in ("Dario Conti", "Felix Aumann"):
        assert mail(chased, owner)["To"] == f"{owner} <address-missing@example.invalid>"


def test_the_copy_marks_the_cells_and_the_original_is_untouched(chased: Path, one_period: Path) -> None:
    name = "CUS-406 Debt Collection.xlsx"
    copy = load_workbook(chased / "annotated" / name)
    assert "2026-08" in copy["Status"]["G5"].comment.text
    workspace = chased.parents[2]
    original = workspace / "inputs" / "2026-10" / "status" / name
    assert original.read_bytes() == (one_period / "inputs" / "2026-10" / "status" / name).read_bytes()


def test_other_formats_get_a_list(chased: Path) -> None:
    page = load_workbook(chased / "annotated" / "finance_export.csv corrections.xlsx")["Findings"]
    assert "FIN-4999" in {row[8] for row in page.iter_rows(values_only=True)}


def test_chasing_again_writes_nothing_anew(chased: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = chased.parents[2]
    asked = ("chase", "--period", "2026-10", "--workspace", workspace, "--on", "2026-11-09")
    assert run(*asked, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["folder"] == str(chased)
    assert len(told["owed"]) == len(owed(chased))
    assert "Dario Conti" in told["without_address"]
    (chased / "mails" / "Dario Conti.eml").write_bytes(b"edited")
    assert run(*asked) == 0
    assert "2026-11-09-2: " in capsys.readouterr().out
    assert (chased / "mails" / "Dario Conti.eml").read_bytes() == b"edited"


def test_addresses_stay_out_of_the_annex() -> None:
    from pmo_reports.render.annex_tables import WITHHELD  # noqa: PLC0415 - rendering is slow to import

    assert "people" in WITHHELD


@pytest.mark.parametrize(
    ("period", "on"),
    [
        ("2026-10", "2026-11-04"),
        ("2026-12", "2027-01-06"),
        ("2026-03", "2026-04-07"),
        ("2026-05", "2026-06-03"),
    ],
)
def test_reports_are_due_on_the_third_working_day(one_period: Path, period: str, on: str) -> None:
    """By the calendar on the wall: weekends, New Year, Good Friday and Easter Monday are no working days."""
    settings = loading.load(one_period)
    assert reporting_round.due(settings, Period.parse(period)) == date.fromisoformat(on)


@pytest.mark.parametrize(
    ("on", "days"), [("2026-11-04", 0), ("2026-11-05", 1), ("2026-11-09", 3), ("2026-11-01", 0)]
)
def test_lateness_counts_working_days(one_period: Path, on: str, days: int) -> None:
    settings = pipeline.configured(one_period)
    assert reporting_round.late(settings, date(2026, 11, 4), date.fromisoformat(on)) == days
