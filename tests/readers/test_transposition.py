"""Tables on their side: each record is a column, in CSV and in workbooks."""

import csv
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmo_reports.model.raw import RawTable
from pmo_reports.readers.cells import area, letters
from tests.readers.reading_fixture import Desk, book, part

SIDE = part("Name!", "Owner", "Cost", transposed=True)
GRID = [["Name", "Alpha", "Beta"], ["Owner", "Ann", None], [None, None, None], ["Cost", 5, 7]]
CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=8).filter(
    lambda text: bool(text.strip()) and '"' not in text
)
TABLES = st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=30)


def csv_text(rows: list[list[str]]) -> str:
    out = StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def places(table: RawTable) -> list[list[str]]:
    return [[table.cell(record, at) for at in range(len(table.header))] for record in range(len(table.rows))]


def test_a_workbook_on_its_side(desk: Desk) -> None:
    desk.put("plan.xlsx", book(["Projects"], [], *GRID))
    desk.source("*.xlsx", SIDE)
    table = desk.table()
    at = {head: table.header.index(head) for head in ("Name", "Owner", "Cost")}
    assert [table.frame[at["Cost"]].tolist(), table.frame[at["Owner"]].tolist()] == [[5, 7], ["Ann", None]]
    assert (table.cell(1, at["Cost"]), table.line(1)) == ("C6", "column C")


def test_heads_of_several_lines_keep_the_line_that_they_start_on(desk: Desk) -> None:
    desk.put("plan.csv", '"Name",Alpha,Beta\n"Owner\n(of the\nbudget)",Ann,Bob\nCost,5,7\n')
    desk.source("*.csv", part("Name!", "Owner (of the budget)", "Cost", transposed=True))
    assert places(desk.table()) == [["B1", "B2", "B5"], ["C1", "C2", "C5"]]


def test_the_column_of_heads_may_be_named(desk: Desk) -> None:
    desk.put("plan.csv", "1,Name,Alpha\n2,Owner,Ann\n")
    desk.source("*.csv", part("Name!", "Owner", transposed=True, header=2))
    assert places(desk.table()) == [["C1", "C2"]]


def test_columns_without_any_cell_are_no_records(desk: Desk) -> None:
    desk.put("plan.csv", "Name,Alpha,,Beta,\nOwner,Ann,,Bob,\n")
    desk.source("*.csv", SIDE)
    assert desk.table().rows == (2, 4)


@pytest.mark.parametrize(("optional", "rules"), [(False, ["missing-heads"]), (True, [])])
def test_missing_heads_are_told(desk: Desk, *, optional: bool, rules: list[str]) -> None:
    desk.put("plan.csv", "a,b\nc,d\n")
    desk.source("*.csv", part("Name!", transposed=True, optional=optional))
    assert [finding.rule for finding in desk.reading().findings] == rules


def test_a_missing_sheet_is_told(desk: Desk) -> None:
    desk.put("plan.xlsx", book(*GRID))
    desk.source("*.xlsx", part("Name!", transposed=True, sheet="Projects"))
    assert desk.finding().rule == "missing-sheet"


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TABLES)
def test_a_table_on_its_side_reads_as_upright(desk: Desk, table: list[tuple[str, str, str]]) -> None:
    upright = [["Name", "Owner", "Cost"], *map(list, table)]
    desk.put("up.csv", csv_text(upright))
    desk.put("side.csv", csv_text([list(row) for row in zip(*upright, strict=True)]))
    desk.source("up.csv", part("Name!", "Owner", "Cost", header=1), delimiter=",")
    up = desk.table()
    desk.source("side.csv", part("Name!", "Owner", "Cost", transposed=True, header=1), delimiter=",")
    side = desk.table()
    assert (up.header, up.frame.to_numpy().tolist()) == (side.header, side.frame.to_numpy().tolist())
    assert [mirrored(cell) for cells in places(up) for cell in cells] == [
        cell for cells in places(side) for cell in cells
    ]


def mirrored(cell: str) -> str:
    """C2 lies where B3 lies on the other side of the diagonal."""
    place = area(cell)
    assert place
    return f"{letters(place.top)}{place.left}"
