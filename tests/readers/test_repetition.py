"""What an .ods only repeats is counted before anything is made of it; what is blank may repeat."""

import pytest

from tests.readers import hostile_files
from tests.readers.reading_fixture import Desk, part

BLANK = '<table:table-cell table:number-columns-repeated="{}"/>'
CELL = f'{BLANK[:-2]} office:value-type="string"><text:p>{{}}</text:p></table:table-cell>'


def row(*cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def cell(text: str, times: int = 1) -> str:
    return CELL.format(times, text)


HEADS = row(cell("id"), cell("name"))


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (
            row(cell("x", 1_000), times=1_000_000),
            "more than 2,500,000 filled cells, those counted that only repeat",
        ),
        (row(cell("x", 900), times=2_700), "more than 250,000 cells that only repeat another one"),
        (row(cell("x" * 9_999, 100), times=100), "more than 250,000 cells that only repeat another one"),
        (row(cell("x", 5_000)), "more than 4,000 columns on a sheet"),
        (row(cell("x"), times=249_999), "more than 200,000 rows on a sheet"),
        (row(BLANK.format(2), times=999_999) + row(BLANK.format(9), cell("x")), "nearly all of them empty"),
        (row(cell("x", int("9" * 31))), "more than 2,500,000 filled cells"),
    ],
)
def test_the_true_reason_is_told(desk: Desk, rows: str, problem: str) -> None:
    desk.put("raid.ods", hostile_files.ods(HEADS + rows))
    desk.source("raid.ods", part("id"), reader="workbook")
    assert problem in desk.finding().problem
    assert desk.finding().remedy


def test_a_sheet_that_is_refused_is_named(desk: Desk) -> None:
    desk.put("raid.ods", hostile_files.ods(HEADS + row(cell("x", 5_000))))
    desk.source("raid.ods", part("id"), reader="workbook")
    assert desk.finding().sheet == "Risks"


def test_blank_rows_and_columns_to_the_end_of_the_sheet_are_no_harm(desk: Desk) -> None:
    """As LibreOffice writes them; equal neighbours are folded, too."""
    rows = (HEADS, row(cell("R-1", 2), times=3), row(BLANK.format(16_384), times=1_048_572))
    desk.put("raid.ods", hostile_files.ods("".join(rows)))
    desk.source("raid.ods", part("id", "name"), reader="workbook")
    [table] = desk.reading().tables
    assert table.frame.values.tolist() == [["R-1", "R-1"]] * 3
