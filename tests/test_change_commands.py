"""`pmo-reports changes`: periods that are no neighbours, one period on two days, a project, mistakes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pmo_reports import cli, knowledge, pipeline
from pmo_reports.model.period import Period

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
FACTS: Mapping[str, Any] = (
    json.loads((CORPUS / "EXPECTED.json").read_text(encoding="utf-8")) if CORPUS.is_dir() else {}
)
published = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus of public files is not beside the project"
)


def asked(capsys: pytest.CaptureFixture[str], folder: Path, *more: str) -> dict[str, Any]:
    """What the command answers to machines."""
    assert cli.run(["changes", "--workspace", str(folder), "--json", *more]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def failed(capsys: pytest.CaptureFixture[str], folder: Path, *more: str) -> str:
    assert cli.run(["changes", "--workspace", str(folder), *more]) == 2
    return capsys.readouterr().err


def adds_up(step: Mapping[str, Any]) -> bool:
    causes = sum(map(Decimal, step["causes"].values()))
    return Decimal(step["opening"] or 0) + causes == Decimal(step["closing"] or 0)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "2026-10", "--to", "2026-09"), "--from 2026-10 lies after --to 2026-09"),
        (("--from", "2026-10", "--to", "2026-10"), "2026-10 is compared with itself"),
        (("--from", "2026-09", "--to", "2026-10", "--as-known-on-to", "soon"), "'soon' is not a day"),
        (("--from", "2026-07", "--to", "2026-10"), "periods with inputs: 2026-10"),
    ],
)
def test_mistakes_are_named(
    one_period: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert said in failed(capsys, one_period, *words)


@pytest.mark.slow
def test_the_sample_by_hand(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(capsys, built, "--from", "2026-09", "--to", "2026-10")
    by_id = {each["id"]: each for each in found["changes"]}
    finish = by_id["finish/NET-105"]  # the sample's plan: 22 working days
    assert (finish["before"], finish["after"], finish["days"]) == ("2027-12-29", "2028-01-28", 22)
    assert (finish["calendar_days"], finish["beyond_tolerance"], finish["direction"]) == (30, True, "worse")
    assert by_id["override-ended/NET-102/schedule/2026-08-10"]["cause"] == "expired"
    assert by_id["money/NET-101/eac_management"]["amount"] == "414000.00"
    assert found["material"] == sum(each["material"] for each in found["changes"])
    total = {(b["measure"], b["reporting"]): b["total"] for b in found["bridges"]}["eac_management", True]
    assert total == {
        "opening": "115561900.38",
        "causes": {"scope": "45000.00", "performance": "1041040.00"},
        "closing": "116647940.38",
    }
    assert all(adds_up(step) for b in found["bridges"] for step in (b["total"], *b["projects"].values()))


@pytest.mark.slow
def test_periods_need_be_no_neighbours(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(capsys, built, "--from", "2026-06", "--to", "2026-10")
    each = [asked(capsys, built, "--from", f"2026-{at:02}", "--to", f"2026-{at + 1:02}") for at in (6, 9)]
    assert (found["from"], found["to"]) == ("2026-06", "2026-10")
    ends = [totals(one)["eac_management"] for one in (found, *each)]
    assert ends[0][0] == ends[1][0]
    assert ends[0][1] == ends[2][1]


def totals(found: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Opening and closing of each measure in the reporting currency."""
    return {
        b["measure"]: (b["total"]["opening"], b["total"]["closing"])
        for b in found["bridges"]
        if b["reporting"]
    }


@pytest.mark.slow
def test_people_read_groups_and_columns_that_add_up(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("changes", "--workspace", str(built), "--from", "2026-09", "--to", "2026-10", "--project", "NET")
    assert cli.run(words) == 0
    text = capsys.readouterr().out
    assert text.startswith("Network Renewal (NET), 2026-09 to 2026-10: ")
    assert "District Heat Ring North (NET-105): Finish moved from 29 Dec 2027 to 28 Jan 2028, 22" in text
    assert "DIG-301" not in text
    bridge = text.split("Forecast cost: opening + changes = closing\n")[1].split("\n\n")[0].splitlines()
    rows = [
        [Decimal(cell.replace(",", "")) for cell in line.split()[-2:]]
        for line in bridge[1:]
        if "--" not in line
    ]
    assert [sum(column) for column in zip(*rows[:-1], strict=True)] == rows[-1]
    assert cli.run((*words, "--all")) == 0
    assert "(not material)" in capsys.readouterr().out
    assert "neither period has a project 'NET-99'" in failed(
        capsys, built, "--from", "2026-09", "--to", "2026-10", "--project", "NET-99"
    )


@pytest.mark.slow
def test_one_period_as_it_was_known_on_two_days(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    today = knowledge.today()
    ledger = workspace / "inputs" / "2026-10" / "finance_export.csv"
    # Labour of Westhafen in February 2025: committed, actual, forecast.
    booked = b"29.540,50;29.540,50;29.540,50"
    assert ledger.read_bytes().count(booked) == 1
    ledger.write_bytes(ledger.read_bytes().replace(booked, b"29.540,50;39.540,50;29.540,50"))
    pipeline.assess(workspace, Period(2026, 10), today=today + timedelta(days=2))
    words = ("--from", "2026-10", "--to", "2026-10", "--as-known-on-from", str(today))
    found = asked(capsys, workspace, *words)
    corrected = [each for each in found["changes"] if each["kind"] == "correction"]
    assert [(each["id"], each["amount"], each["material"]) for each in corrected] == [
        ("correction/NET-101/actual/2025-02/Internal labour", "10000.0000", False)
    ]
    cost = next(b for b in found["bridges"] if b["measure"] == "eac_management" and b["reporting"])
    assert {name: Decimal(amount) for name, amount in cost["total"]["causes"].items()} == {
        "performance": 10_000
    }
    days = ("--as-known-on-from", str(today), "--as-known-on-to", str(today + timedelta(days=2)))
    assert asked(capsys, workspace, *words[:4], *days)["changes"] == found["changes"]


@published
@pytest.mark.slow
def test_the_uk_portfolio_of_2018_and_2021(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "workspace"
    pipeline.init(folder, preset="uk-gmpp")
    for period, key in (("2018-03", "p02"), ("2021-03", "p03")):
        (folder / "inputs" / period).mkdir()
        shutil.copy(CORPUS / FACTS[key]["file"], folder / "inputs" / period)
    found = asked(capsys, folder, "--from", "2018-03", "--to", "2021-03", "--by-name")
    kinds = [each["kind"] for each in found["changes"]]
    came, left = kinds.count("project-in"), kinds.count("project-out")
    assert FACTS["p02"]["projects"] - left == FACTS["p03"]["data_rows"] - came > 50
    opening, closing = totals(found)["whole_life_cost"]
    assert Decimal(opening) == Decimal(str(FACTS["p02"]["wlc_sum_gbp_m"])) * 1_000_000
    assert Decimal(closing) > 0
    assert all(adds_up(bridge["total"]) for bridge in found["bridges"])


@published
@pytest.mark.slow
def test_a_schedule_of_p6_from_update_to_update(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "workspace"
    pipeline.init(folder)
    for source in (folder / "config" / "sources").iterdir():
        if source.stem not in {"portfolio", "schedules"}:
            source.unlink()
    (folder / "config" / "precedence.yaml").unlink()
    register(folder / "reference" / "portfolio.xlsx")
    told = FACTS["series_s10_s11_s12"]["snapshots"]
    periods = ("2025-09", "2025-11", "2025-12")
    for period, each in zip(periods, told, strict=True):
        (folder / "inputs" / period / "schedules").mkdir(parents=True)
        shutil.copy(
            CORPUS / "schedule" / each["file"],
            folder / "inputs" / period / "schedules" / f"P1 {each['file']}",
        )
    for period, each in zip(periods[1:], told[1:], strict=True):
        (found,) = asked(capsys, folder, "--from", periods[0], "--to", period)["schedules"]
        assert (found["later"], found["earlier"], found["same"]) == (
            each["later"],
            each["earlier"],
            each["same"],
        )
        assert (len(found["added"]), len(found["removed"])) == (len(each["added"]), len(each["removed"]))
        assert found["activities"] == {"before": told[0]["activities"], "after": each["activities"]}
        assert found["slip_calendar_days"] == each["finish_slip_days_vs_first"]
        assert found["negative_float"]["after"] == each["negative_float"]


def register(path: Path) -> None:
    """A register of one project."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Register"
    for row in (("ID", "Level", "Name"), ("ALL", "portfolio", "All"), ("P1", "project", "Chiller")):
        sheet.append(row)
    path.parent.mkdir(exist_ok=True)
    book.save(path)
