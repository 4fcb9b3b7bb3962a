"""Real workbooks by their layouts: structure, and every cell where another reader finds it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import openpyxl
import pytest

from pmo_reports.model.raw import RawTable
from pmo_reports.readers import workbook
from pmo_reports.readers.sniffing import Format
from tests.readers.reading_fixture import CORPUS, Desk, part

LAYOUTS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "workbook/w03_*": (("Risk ID", "Strategy", "$Cost"), {"header_rows": 2, "until": ("",)}),
    "workbook/w04_*": (("Risk Categories", "Risk SubTitles", "Risk Impact"), {}),
    "workbook/w06_*": (("Event", "Risk score", "Trigger"), {"until": ("",), "skip_rows": {"#": ("total*",)}}),
    "workbook/w07_*": (("Rate", "Name", "Hours"), {"below": "Personnel cost*", "until": ("TOTAL",)}),
    "workbook/w09_*": (
        ("Profil ID", "Navn og linjerolle"),
        {"sheet": "Interessentregister", "header_rows": 2},
    ),
    "workbook/w11_*": (("Tasks", "Responsible", "Start"), {}),
    "workbook/w12_*": (("Developer", "Task", "Deadline"), {}),
    "evm/v08_*": (("ID", "Name", "WBS"), {"header_rows": 2, "sheet": "Baseline Schedule"}),
    "evm/v09_*": (
        ("Activity", "month"),
        {"unpivot": {"months": ["%b"], "year": 2021}, "until": ("Project EV*",)},
    ),
}


def tables(desk: Desk, files: str) -> tuple[RawTable, ...]:
    names, settings = LAYOUTS[files]
    desk.source(files, part(*names, **settings))
    return desk.reading().tables


@pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl says what it leaves out
@pytest.mark.parametrize("files", LAYOUTS)
def test_every_cell_is_where_another_reader_finds_it(corpus: Desk, files: str) -> None:
    found = tables(corpus, files)
    other = openpyxl.load_workbook(CORPUS / found[0].file.path, data_only=True)
    compared = 0
    for each in found:
        sheet = other[each.sheet]
        for record in range(len(each.rows)):
            for column, value in enumerate(each.frame.iloc[record]):
                theirs = sheet[each.cell(record, column)].value
                assert same(value, theirs), (each.cell(record, column), value, theirs)
                compared += 1
    assert compared > 3


def same(ours: object, theirs: object) -> bool:
    if isinstance(ours, date) and isinstance(theirs, str):
        return f"{ours:%b}" == theirs.strip()[:3]  # a month that stands as a head
    return (ours or None) == (theirs or None) or str(ours) == str(theirs).removesuffix(" 00:00:00")


def test_w03_the_residual_ratings_stand_under_their_group(corpus: Desk) -> None:
    [read] = tables(corpus, "workbook/w03_*")
    under = [read.header[at] for at, group in enumerate(read.groups) if group.strip() == "Residual Risk"]
    assert under[:3] == ["Likelihood", "Prob", "Impact/ Concequence"]


def test_w04_spacer_rows_and_columns_are_nothing(corpus: Desk, expected: dict[str, Any]) -> None:
    [read] = tables(corpus, "workbook/w04_*")
    assert (len(read.rows), read.addresses) == (expected["w04"]["risks"], ("A", "C", "E", "J", "L"))


def test_w09_a_template_with_its_groups_and_numbered_rows(corpus: Desk) -> None:
    [read] = tables(corpus, "workbook/w09_*")
    assert Counter(read.groups[: len(read.header)])["IDENTIFISERING"] == 4
    assert (read.rows[0], read.frame[0].dropna().tolist()) == (5, list(range(1, 51)))


def test_w09_hidden_rows_of_the_start_sheet_are_known(expected: dict[str, Any]) -> None:
    [file] = CORPUS.glob("workbook/w09_*")
    book = workbook.opened(file.read_bytes(), Format.XLSX)
    facts = {sheet["sheet"]: sheet for sheet in expected["w09"]["structure"]["openpyxl"]}
    for name in book.sheets:
        assert len(book.grid(name).hidden) == facts[name]["hidden_rows"]
        assert len(book.merged(name)) == facts[name]["merged"]
