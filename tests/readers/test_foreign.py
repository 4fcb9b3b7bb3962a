"""Old formats are read in a process that may die of them."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from pmo_reports.readers import foreign, old_formats
from pmo_reports.readers.refusal import RefusedError
from tests.readers.reading_fixture import Desk, book, part, saved

VALUES = [
    "x",
    "",
    1,
    2.5,
    True,
    date(2026, 10, 1),
    datetime(2026, 10, 1, 8, 30),  # noqa: DTZ001 - as a workbook has it
    time(8),
    timedelta(hours=36),
]


@pytest.mark.parametrize("value", VALUES)
def test_every_kind_of_value_comes_across(value: object) -> None:
    heard = foreign._heard(old_formats.told(value))
    assert (heard, type(heard)) == (value, type(value))


def test_sheets_come_in_order_with_their_visibility() -> None:
    made = book(["Risk ID"], [1], sheet="First")
    made.create_sheet("Lists").sheet_state = "hidden"
    found = foreign.sheets(saved(made))
    assert [(sheet.name, sheet.visible) for sheet in found] == [("First", True), ("Lists", False)]
    assert found[0].rows == [["Risk ID"], [1.0]]


@pytest.mark.parametrize(
    ("program", "rule"),
    [
        ("import os; os.abort()", "damaged-file"),
        ("import sys; sys.exit(3)", "password-protected"),
        ("x = ' ' * (1 << 62)", "damaged-file"),
    ],
)
def test_the_death_of_the_reader_is_a_refusal(
    program: str, rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reader.py").write_text(program)
    monkeypatch.setattr(old_formats, "__file__", str(tmp_path / "reader.py"))
    with pytest.raises(RefusedError) as caught:
        foreign.sheets(b"")
    assert caught.value.rule == rule


def test_a_reader_that_does_not_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "reader.py").write_text("import time; time.sleep(60)")
    monkeypatch.setattr(old_formats, "__file__", str(tmp_path / "reader.py"))
    monkeypatch.setattr(foreign, "SECONDS", 0.2)
    with pytest.raises(RefusedError, match="cannot be read within"):
        foreign.sheets(b"")


def test_a_spreadsheet_of_another_office_is_read_with_a_warning(corpus: Desk) -> None:
    corpus.source("workbook/w08*.ods", part("x", header=1))
    assert corpus.finding().rule == "errors-invisible"
    [table] = corpus.reading().tables
    assert table.frame.iloc[1].tolist()[:2] == ["Professors (from EU)", 1]
