"""What a manager writes into a form is what is read from it, to the last character, day and digit."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmo_reports.forms.layout import CELLS, RAGS, TEXTS, WORDS
from pmo_reports.model.finding import Severity
from pmo_reports.model.tables import Portfolio
from pmo_reports.normalise.wording import cleaned
from tests.forms.form_fixture import CODES, Entry, filled, opened, read

NULLS = {"", "-", "n/a", "tbc"}
TEXT = (
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n"),
        max_size=300,
    )
    .flatmap(lambda text: st.sampled_from([text, f"={text}", f"+{text}", f"@{text}", f"#N/A {text}"]))
    .filter(lambda text: text == cleaned(text) and text.casefold() not in NULLS)
)
DAYS = st.dates(date(1900, 3, 1), date(9999, 12, 31))
SHARES = st.floats(0, 1, allow_subnormal=False).map(lambda share: round(share, 15))
WRITTEN = {"overall": "Overall", **RAGS}


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    rags = {CELLS[f"Rag{head}"]: WORDS[draw(st.sampled_from("GAR"))] for head in RAGS.values()}
    texts = {CELLS[text.name]: draw(TEXT) for text in TEXTS}
    months = (date(2026, 10, 1), date(2026, 11, 1))
    return Entry(
        status={**rags, **texts, "C7": draw(TEXT), "G6": draw(DAYS), "G7": draw(DAYS), "D14": draw(DAYS)},
        milestones={
            **{f"{column}6": draw(DAYS) for column in "EF"},
            "A7": "M2",
            "B7": draw(TEXT),
            "C7": draw(st.sampled_from(["Yes", "No"])),
            "G7": draw(TEXT),
            **{f"{column}7": draw(DAYS) for column in "DEF"},
        },
        progress={f"{column}{row}": draw(SHARES) for row in range(7, 7 + len(months)) for column in "BC"},
    )


def check(found: Portfolio, code: str, entry: Entry) -> None:
    report = of(found, "status_reports", code)[0]
    letters = {word: letter for letter, word in WORDS.items()}
    for field, head in RAGS.items():
        assert report[field] == letters[str(entry.status[CELLS[f"Rag{head}"]])]
    for text in TEXTS:
        assert report[text.field] == entry.status[CELLS[text.name]]
    assert report["submitted_by"] == entry.status["C7"]
    dates = [report[name].date() for name in ("status_date", "submitted_on", "return_to_green")]
    assert dates == [entry.status[cell] for cell in ("G6", "G7", "D14")]
    old, new = of(found, "milestones", code)
    assert [old["forecast_date"].date(), old["actual_date"].date()] == [
        entry.milestones["E6"],
        entry.milestones["F6"],
    ]
    assert (new["milestone_id"], new["name"], new["owner"]) == (
        "M2",
        entry.milestones["B7"],
        entry.milestones["G7"],
    )
    assert new["is_key"] == (entry.milestones["C7"] == "Yes")
    dates = [new[name].date() for name in ("baseline_date", "forecast_date", "actual_date")]
    assert dates == [entry.milestones[f"{column}7"] for column in "DEF"]
    for row, month in enumerate(of(found, "progress", code)[1:], start=7):
        assert month["planned_percent"] == entry.progress[f"B{row}"]
        assert month["percent_complete"] == entry.progress[f"C{row}"]


def of(found: Portfolio, table: str, code: str) -> list[dict[str, object]]:
    frame = found[table]
    return frame[frame["project_id"].eq(code)].to_dict("records")


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.tuples(entries(), entries()))
def test_what_is_written_is_read(pair: tuple[Entry, Entry]) -> None:
    written = dict(zip(CODES, pair, strict=True))
    with tempfile.TemporaryDirectory() as folder:
        found = read(Path(folder), filled(written))
    assert all(tally.holds and tally.quarantined == 0 for tally in found.tallies)
    for code, entry in written.items():
        check(found, code, entry)


def example(code: str) -> Entry:
    return Entry(
        status={
            **{CELLS[f"Rag{head}"]: "Amber" for head in RAGS.values()},
            **{CELLS[text.name]: f"=A1 of {code}\nÄ 中文 🚀 'quoted' <b>&amp;" for text in TEXTS},
            "C7": "@Ada",
            "G6": date(2026, 11, 30),
            "G7": date(2026, 12, 2),
            "D14": date(2027, 3, 31),
        },
        milestones={
            "A7": "M2",
            "B7": "+1 new",
            "C7": "No",
            "G7": "-Bob",
            **{f"{column}7": date(2027, 2, 28) + timedelta(days=ord(column)) for column in "DEF"},
            "E6": date(2026, 12, 24),
            "F6": date(9999, 12, 31),
        },
        progress={f"{column}{row}": 0.123456789012345 for row in (7, 8) for column in "BC"},
    )


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("localc"), reason="LibreOffice Calc is not on this machine")
def test_a_form_saved_by_libreoffice_is_read_exactly(tmp_path: Path) -> None:
    written = {code: example(code) for code in CODES}
    (tmp_path / "Ada.xlsx").write_bytes(filled(written))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    asked = ["localc", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved")]
    subprocess.run([*asked, str(tmp_path / "Ada.xlsx")], check=True, capture_output=True, timeout=120)
    found = read(tmp_path / "workspace", (tmp_path / "saved" / "Ada.xlsx").read_bytes())
    for code, entry in written.items():
        check(found, code, entry)
    assert len(found["milestones"]) == 4


def test_an_untouched_form_is_no_report(tmp_path: Path) -> None:
    found = read(tmp_path, filled({}))
    assert found["status_reports"].empty
    rules = {finding.rule for finding in found.findings}
    assert {"missing-value", "missing-report"} <= rules


def test_a_text_over_its_budget_is_read_and_told_with_its_cell(tmp_path: Path) -> None:
    entry = Entry(status={"G6": date(2026, 11, 30), "B20": "word " * 91})
    found = read(tmp_path, filled({CODES[1]: entry}))
    [told] = [finding for finding in found.findings if finding.rule == "over-word-budget"]
    assert (told.sheet, told.cell, told.owner, told.entity) == (
        f"Status {CODES[1]}",
        "B20",
        "Ada Byron",
        CODES[1],
    )
    assert "91 words, 1 more than the 90" in told.problem
    assert pd.notna(of(found, "status_reports", CODES[1])[0]["achieved"])


def test_a_day_that_is_no_date_is_told_with_its_cell(tmp_path: Path) -> None:
    entry = Entry(status={"G6": date(2026, 11, 30), "D14": "when funds come"})
    found = read(tmp_path, filled({CODES[0]: entry}))
    [told] = [finding for finding in found.findings if finding.value == "when funds come"]
    assert (told.sheet, told.cell, told.severity) == (f"Status {CODES[0]}", "D14", Severity.FIELD)
    assert pd.isna(of(found, "status_reports", CODES[0])[0]["return_to_green"])


def test_a_form_of_version_1_is_still_read_and_told_to_be_old(tmp_path: Path) -> None:
    book = opened(filled({CODES[0]: example(CODES[0])}))
    book.defined_names["PmoFormVersion"].attr_text = '"1"'
    del book[f"Status {CODES[0]}"].defined_names["ReturnToGreen"]
    old = BytesIO()
    book.save(old)
    found = read(tmp_path, old.getvalue())
    [report] = of(found, "status_reports", CODES[0])
    assert (report["overall"], pd.isna(report["return_to_green"])) == ("A", True)
    assert "older-form-version" in {finding.rule for finding in found.findings}
