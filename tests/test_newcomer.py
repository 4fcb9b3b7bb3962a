"""The first hour: what a person gets wrong, and whether they are told what, where, and what to do."""

from __future__ import annotations

import csv
import io
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.workbook.defined_name import DefinedName

from pmo_reports import pipeline
from pmo_reports.cli import run
from tests.readers.test_guard import ole

PERIOD = "2026-10"
VENDOR = (
    ["Risks of our vendors"],
    ["as of 31 October"],
    [],
    ["Risk No.", "Project ID", "Risk title", "Impact (1-5)", "Risk owner", "Status"],
    ["007", "NET-101", 'Soil, "foul"', 5, "Jörg Öztürk", "Open"],
    ["V-02", "CUS-401", "+1 supplier\nlost", 0, "O'Brien", "Closed"],
    ["V-03", "DIG-301", "-", 3, None, "Open"],
)


def told(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str]:
    """Exit code and everything printed."""
    code = run([str(word) for word in words])
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return code, captured.out + captured.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("check --perod 2026-10", "no option --perod|did you mean --period?|--workspace|check --help"),
        ("build --period 2026-10 --pak board", "no option --pak|did you mean --pack?"),
        ("build --period 2026-10 now", "'now' is a word too many"),
        ("chek", "invalid choice: 'chek'|did you mean check?|explain, forms, chase|--help"),
        ("check", "no period is given|--period 2026-10|--suggest FILE"),
        ("build", "required: --period|build --help"),
        ("check --period 2026-10 --workspace nowhere", "nowhere|no workspace|pmo-reports init"),
        ("check --period october", "'october'|2026-10"),
        ("check --suggest nothing.xlsx", "nothing.xlsx|check its path"),
        ("rag", "required: COMMAND|rag --help"),
        ("rag tri x --period 2026-10", "invalid choice: 'tri'|did you mean try?"),
        ("rag try x --period 2026-10 --form 2026-05", "no option --form|did you mean --from?|rag try --help"),
        ("rag try x --period 2026-10", "no workspace|pmo-reports init"),
        ("init new --preset uk-gmp", "no preset 'uk-gmp'|did you mean 'uk-gmpp'|choose one of: |jira-csv"),
        ("init new --sample --preset jira-csv", "leave out --sample or --preset"),
    ],
)
def test_a_wrong_call_says_what_was_meant(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, text = told(capsys, *words.split())
    assert (code, list(tmp_path.iterdir())) == (2, [])
    assert [each for each in said.split("|") if each not in text] == []


def test_a_wrong_call_for_machines_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, text = told(capsys, "check", "--json", "--perod", PERIOD)
    assert (code, json.loads(text)["message"]) == (2, "there is no option --perod")


@pytest.fixture
def fresh(one_period: Path, tmp_path: Path) -> Path:
    """A new workspace with a register, and the folders of a period that hold nothing yet."""
    folder = tmp_path / "fresh"
    pipeline.init(folder)
    shutil.copy(one_period / "reference" / "portfolio.xlsx", folder / "reference")
    for name in ("schedules", "status"):
        (folder / "inputs" / PERIOD / name).mkdir(parents=True)
    return folder


def test_without_inputs_the_places_are_named(capsys: pytest.CaptureFixture[str], fresh: Path) -> None:
    for command in ("check", "build", "chase"):
        code, text = told(capsys, command, "--workspace", fresh, "--period", PERIOD)
        assert code == 2
        assert "inputs/2026-10/status/*.xlsx" in text
        assert "periods with inputs: none yet" in text


def test_without_projects_the_register_is_named(capsys: pytest.CaptureFixture[str], fresh: Path) -> None:
    (fresh / "reference" / "portfolio.xlsx").unlink()
    code, text = told(capsys, "forms", "--workspace", fresh, "--period", PERIOD)
    assert (code, "reference/portfolio.xlsx" in text) == (1, True)


def test_a_proposal_is_pasted_and_reads_every_row(capsys: pytest.CaptureFixture[str], fresh: Path) -> None:
    """An unknown workbook, its proposed settings as a file, and the check that follows."""
    made = Workbook()
    for row in VENDOR:
        made.active.append(row)
    made.active["C6"].data_type = "s"
    file = fresh / "inputs" / PERIOD / "Vendor risks.xlsx"
    made.save(file)
    code, proposed = told(capsys, "check", "--suggest", file)
    assert code == 0
    sources = fresh / "config" / "sources"
    for other in sources.glob("*.yaml"):
        if other.stem not in {"portfolio", "schedules"}:
            other.unlink()
    (fresh / "config" / "precedence.yaml").unlink()  # it speaks of those that are gone
    (sources / "vendor.yaml").write_text(proposed, encoding="utf-8")
    code, text = told(capsys, "check", "--workspace", fresh, "--period", PERIOD)
    assert "vendor/risks: 3 rows = 3 accepted + 0 quarantined + 0 deduplicated" in text
    assert 'source "schedules" has no file that it reads: nothing matches inputs/2026-10/schedules/*' in text
    assert code == 0


@dataclass(frozen=True)
class Told:
    """The findings on each file."""

    code: int
    findings: list[dict[str, str]]

    def on(self, file: str) -> list[dict[str, str]]:
        return [each for each in self.findings if each["file"] == f"inputs/{PERIOD}/{file}"]


@pytest.fixture(scope="module")
def first_month(one_period: Path, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """What is said of a month in which everybody gets one thing wrong; it is read once."""
    workspace = tmp_path_factory.mktemp("newcomer") / "workspace"
    shutil.copytree(one_period, workspace, ignore=shutil.ignore_patterns("store", "out"))
    spoil(workspace / "inputs" / PERIOD)
    settings = workspace / "config" / "sources" / "status.yaml"
    settings.write_text(settings.read_text("utf-8").replace('["1", "2"]', '["0", "1", "2"]'), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        printed = io.StringIO()
        patch.setattr("sys.stdout", printed)
        code = run(["check", "--json", "--workspace", str(workspace), "--period", PERIOD])
    return Told(code, json.loads(printed.getvalue()))


def spoil(inputs: Path) -> None:
    plans, status = inputs / "schedules", inputs / "status"
    for path in plans.iterdir():
        if path.name[:7] not in {"NET-101", "CUS-403"}:
            path.unlink()
    text = (plans / "NET-101 Trunk Main.xml").read_text("utf-8").replace("Westhafen", "Osthafen")
    (plans / "NET-101 Trunk Main v2.xml").write_text(text, "utf-8")
    (plans / "CUS-403 Contact Centre.xml").rename(plans / "Contact Centre final.xml")
    (status / "~$NET-106 Dam Safety.xlsx").write_bytes(b"\x05Ada".ljust(165, b"\0"))
    (status / "NET-102 Smart Meters.xlsx").write_bytes(b"")
    (status / "NET-103 Pump Controls.xlsx").write_bytes(b"%PDF-1.7\n%%EOF")
    (status / "NET-104 Leak Sensors.xlsx").write_bytes(ole("EncryptedPackage"))
    (status / "NET-105 Heat Ring.xlsx").rename(status / "NET-105 Heat Ring.docx")
    versioned(status / "GEN-201 Kaltbach Turbine.xlsx", "0")
    versioned(status / "GEN-203 Battery Pilot.xlsx", "7")
    (inputs / "resources.xlsx").rename(inputs / "resources.xls")
    misspelt(inputs / "raid_log.xlsx", "Probability", "Probabilty")
    german(inputs / "tracker.csv")


def versioned(path: Path, version: str) -> None:
    book = load_workbook(path)
    book.defined_names["PmoFormVersion"] = DefinedName("PmoFormVersion", attr_text=f'"{version}"')
    book.save(path)


def misspelt(path: Path, head: str, written: str) -> None:
    book = load_workbook(path)
    next(cell for cell in book["Risks"][4] if cell.value == head).value = written
    book.save(path)


def german(path: Path) -> None:
    """As Excel saves it in Germany: semicolons, no UTF-8; one status that nobody knows, one umlaut."""
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    status, summary = rows[0].index("Status"), rows[0].index("Summary")
    rows[1][status], rows[2][summary] = "Geparkt", "Zähler; „Süd“"
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode("cp1252"))


@pytest.mark.parametrize(
    ("file", "rule", "problem", "remedy"),
    [
        ("schedules/NET-101 Trunk Main.xml", "second-plan", "Trunk Main v2.xml", "Keep the one that counts"),
        (
            "schedules/Contact Centre final.xml",
            "unknown-project-code",
            "'Contact'",
            "Begin the name of the file",
        ),
        ("status/NET-102 Smart Meters.xlsx", "empty-file", "empty", "save it again"),
        ("status/NET-103 Pump Controls.xlsx", "mislabelled-file", "a PDF", "ask for the workbook"),
        ("status/NET-104 Leak Sensors.xlsx", "password-protected", "password", "without a password"),
        (
            "status/NET-105 Heat Ring.docx",
            "unread-file",
            "the nearest that is read is inputs/2026-10/status/",
            "Name it",
        ),
        (
            "status/GEN-201 Kaltbach Turbine.xlsx",
            "older-form-version",
            "version 0; the current one is 2",
            "forms",
        ),
        (
            "status/GEN-203 Battery Pilot.xlsx",
            "unknown-form-version",
            "version 7",
            "bring the program up to date",
        ),
        ("resources.xlsx", "missing-file", '"resources"', "Ask Line managers"),
        ("resources.xls", "unread-file", "resources.xlsx", "Name it"),
        ("raid_log.xlsx", "misspelt-column", "did you mean 'probability'", "add its head to the aliases"),
        ("tracker.csv", "unknown-choice", "'Geparkt'", "to_do, in_progress, done"),
    ],
)
def test_each_mistake_is_told_with_its_mending(
    first_month: Told, file: str, rule: str, problem: str, remedy: str
) -> None:
    [found] = [each for each in first_month.on(file) if each["rule"] == rule]
    assert problem in found["problem"]
    assert remedy in found["remedy"]


def test_nothing_but_the_mistakes_is_told_of(first_month: Told) -> None:
    """A form that somebody has open is read; Excel's marker beside it is no file of anybody's."""
    assert first_month.on("status/NET-106 Dam Safety.xlsx") == []
    assert first_month.on("status/~$NET-106 Dam Safety.xlsx") == []
    assert [each["cell"] for each in first_month.on("tracker.csv") if each["rule"] == "unknown-choice"] == [
        "E2"
    ]
    assert first_month.code == 0


def test_a_mistake_in_one_cell_is_told_once(first_month: Told) -> None:
    """A form's project code stands for all its tables."""
    cells = [(each["file"], each["cell"], each["problem"]) for each in first_month.findings if each["cell"]]
    assert len(cells) == len(set(cells))
