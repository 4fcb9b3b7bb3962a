"""Proposed settings: valid, able to read the file they were made from, and silent where in doubt."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pmo_reports import cli, readers
from pmo_reports.config import loading
from pmo_reports.config.settings import Settings
from pmo_reports.errors import InputError, UsageError
from pmo_reports.model.raw import Reading
from pmo_reports.normalise.origins import origins
from pmo_reports.suggestion import suggested
from tests.readers.reading_fixture import CORPUS, OCTOBER, book

CASES = {
    "workbook/w01_*": ("risks", 6, {"risk_id", "title", "state", "impact_cost", "raised_on"}),
    "workbook/w02_*": ("issues", 5, {"issue_id", "title", "state", "severity"}),
    "workbook/w03_*": ("risks", 7, {"risk_id", "impact", "impact_cost"}),
    "workbook/w05_*": ("risks", 6, {"title", "owner", "state"}),
    "workbook/w10_*": ("risks", 7, {"title", "owner", "state"}),
    "tracker/t03_*": ("work_items", 30, {"item_id", "summary", "status", "assignee"}),
}


def workspace(folder: Path, file: Path) -> Settings:
    """A workspace whose only source is what was proposed for `file`, which lies in its inputs."""
    inputs = folder / "inputs" / OCTOBER.id
    inputs.mkdir(parents=True)
    shutil.copy(file, inputs)
    (folder / "config" / "sources").mkdir(parents=True)
    (folder / "config" / "sources" / "theirs.yaml").write_text(suggested(file), encoding="utf-8")
    return loading.load(folder)


def read(settings: Settings, store: Path) -> Reading:
    return readers.read(readers.collect(settings, OCTOBER, store), settings, store)


def saved(tmp_path: Path, *rows: list[object]) -> Path:
    file = tmp_path / "theirs.xlsx"
    book(*rows).save(file)
    return file


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real files is not beside the repository")
@pytest.mark.parametrize("files", CASES)
def test_what_is_proposed_for_a_real_file_reads_it(tmp_path: Path, files: str) -> None:
    [file] = CORPUS.glob(files)
    table, rows, fields = CASES[files]
    settings = workspace(tmp_path / "space", file)
    reading = read(settings, tmp_path / "store")
    [mapped] = origins(reading, settings)
    assert (mapped.part.table, len(mapped.raw.rows), mapped.blocked) == (table, rows, False)
    assert fields <= set(mapped.columns)


def test_a_budget_of_months_is_turned(tmp_path: Path) -> None:
    heads = ["Project", "Cost category", "Currency", "Jan 2026", "Feb 2026", "Mar 2026"]
    file = saved(tmp_path, ["Cash flow"], heads, ["P-1", "Licences", "EUR", 10, 20, None])
    settings = workspace(tmp_path / "space", file)
    reading = read(settings, tmp_path / "store")
    assert [(t.slice, t.cell(0, len(t.header) - 1)) for t in reading.tables] == [("D", "D2"), ("E", "E2")]


def test_dates_that_could_be_swapped_are_a_comment(tmp_path: Path) -> None:
    file = saved(tmp_path, ["Risk id", "Title", "Raised"], ["R-1", "Frost", "03/04/2026"])
    text = suggested(file)
    assert "dates:" not in text
    assert "'03/04/2026' fits %d/%m/%Y and %m/%d/%Y" in text


def test_one_telling_day_settles_the_format(tmp_path: Path) -> None:
    rows = [["R-1", "Frost", "03/04/2026"], ["R-2", "Flood", "23/04/2026"]]
    assert 'dates: ["%d/%m/%Y"]' in suggested(saved(tmp_path, ["Risk id", "Title", "Raised"], *rows))


def test_what_is_only_similar_is_a_comment(tmp_path: Path) -> None:
    file = saved(tmp_path, ["Risk id", "Title", "Risk owners"], ["R-1", "Frost", "Ann"])
    [line] = [line for line in suggested(file).splitlines() if "Risk owners" in line and "similar" in line]
    assert line.strip().startswith('# owner: {aliases: ["Risk owners"]}  # only similar: 9')


def test_a_column_whose_cells_belie_its_head_is_a_comment(tmp_path: Path) -> None:
    file = saved(tmp_path, ["Risk id", "Title", "Proximity"], ["R-1", "Frost", "next quarter"])
    [line] = [line for line in suggested(file).splitlines() if "Proximity" in line and "proximity:" in line]
    assert "most cells are no date" in line
    assert line.strip().startswith("#")


def test_unknown_columns_are_listed_with_their_letters(tmp_path: Path) -> None:
    file = saved(tmp_path, ["Risk id", "Title", "Zodiac sign"], ["R-1", "Frost", "Leo"])
    assert 'not mapped, kept beside the table: "Zodiac sign" (C)' in suggested(file)


def test_a_table_may_be_asked_for(tmp_path: Path) -> None:
    file = saved(tmp_path, ["ID", "Description", "Owner"], ["1", "Frost", "Ann"])
    assert "table: issues" in suggested(file, "issues")


def test_where_no_table_fits_the_heads_are_named(tmp_path: Path) -> None:
    file = saved(tmp_path, ["Zodiac", "Weather"], ["Leo", "fair"])
    with pytest.raises(InputError, match='in row 1: "Zodiac", "Weather"'):
        suggested(file)
    assert "risk_id: {constant: FILL-IN}" in suggested(file, "risks")


def test_totals_are_marked(tmp_path: Path) -> None:
    rows = [["WBS", "Work package", "Budget"], ["1.1", "Design", 5], ["TOTAL COSTS", None, 5]]
    assert 'skip_rows: {"WBS": ["total*"]}' in suggested(saved(tmp_path, *rows))


def test_a_decimal_comma_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "costs.csv"
    file.write_text("Project;Month;Category;Currency;Actual\nP-1;2026-10;IT;EUR;1.234,56\n")
    assert '  decimal: ","' in suggested(file)


@pytest.mark.parametrize(
    ("content", "error"),
    [(None, UsageError), (b"%PDF-1.7 none", InputError), (b"just words\n", InputError), (b"", InputError)],
)
def test_what_cannot_be_proposed_says_why(tmp_path: Path, content: bytes | None, error: type) -> None:
    file = tmp_path / "theirs.csv"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(error) as caught:
        suggested(file)
    assert caught.value.remedy


def test_an_unknown_table_is_a_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no table 'riks'"):
        suggested(saved(tmp_path, ["ID", "Title"], ["1", "x"]), "riks")


def test_the_command_prints_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = saved(tmp_path, ["Risk id", "Title"], ["R-1", "Frost"])
    assert cli.run(["check", "--suggest", str(file)]) == 0
    assert capsys.readouterr().out.startswith("# Proposed for theirs.xlsx.")
    assert cli.run(["check", "--suggest", str(tmp_path / "none.xlsx")]) == 2
    assert cli.run(["check"]) == 2
