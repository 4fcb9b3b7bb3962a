"""Tables in workbooks: found, addressed, and honest about errors."""

from datetime import date, datetime, time

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.table import Table

from pmo_reports.model.finding import Severity
from pmo_reports.model.raw import UNCACHED, CellError
from tests.readers.reading_fixture import Desk, book, fill, part, repacked, saved, tabled

HEADS = ["Risk ID", "Title", "Due"]


def put(desk: Desk, made: Workbook | bytes, **settings: object) -> Desk:
    desk.put("raid.xlsx", made)
    desk.source("raid.xlsx", part("risk_id!", "title", "due", **settings))
    return desk


def cells(desk: Desk) -> list[list[object]]:
    return desk.table().frame.to_numpy().tolist()


def test_values_keep_their_kind_and_address(desk: Desk) -> None:
    row = [7, "007", date(2026, 10, 1), datetime(2026, 10, 1, 8, 30), 2.5, True, time(8, 30)]  # noqa: DTZ001
    table = put(desk, book([*HEADS, "at", "x", "y", "z"], row)).table()
    assert table.frame.iloc[0].tolist() == row
    assert [type(value) for value in table.frame.iloc[0]] == [type(value) for value in row]
    assert (table.sheet, table.cell(0, 2)) == ("Risks", "C2")


def test_heads_are_found_below_titles_and_beside_blank_columns(desk: Desk) -> None:
    made = book(["Risk log"], [], [None, "Title:", "Atlas"], [None, *HEADS], [None, 1, "Late", None], top=2)
    table = put(desk, made).table()
    assert table.header == tuple(HEADS)
    assert (table.addresses, table.rows) == (("B", "C", "D"), (6,))


def test_required_heads_weigh_more(desk: Desk) -> None:
    table = put(desk, book(["Title", "Due"], ["RISK-ID", "x"], [1, 2])).table()
    assert (table.header, table.rows) == (("RISK-ID", "x"), (3,))


def test_a_given_row_of_heads_is_taken(desk: Desk) -> None:
    assert put(desk, book(HEADS, ["a", "b"], [1, 2]), header=2).table().header == ("a", "b")


def test_blank_rows_and_columns_are_no_records(desk: Desk) -> None:
    made = book(HEADS, [1, "Late"], [None, "  "], [2, "Dear"])
    made.active.cell(900, 12).number_format = "0.00"
    table = put(desk, made).table()
    assert (table.rows, table.header) == ((2, 4), tuple(HEADS))


def test_a_column_without_head_is_kept_if_it_is_filled(desk: Desk) -> None:
    assert put(desk, book([*HEADS, None, None], [1, "a", "b", None, "c"])).table().header == (*HEADS, "")


def test_duplicate_heads_stay_duplicates(desk: Desk) -> None:
    assert put(desk, book([*HEADS, "Title"], [1, "a", "b", "c"])).table().header == (*HEADS, "Title")


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A", "#NAME?"])
def test_error_cells_are_errors_not_blanks(desk: Desk, error: str) -> None:
    [[number, title, _]] = cells(put(desk, book(HEADS, [1, error, "x"])))
    assert (number, title) == (1, error)
    assert isinstance(title, CellError)


def test_errors_in_the_last_row_and_column_are_not_cut_off(desk: Desk) -> None:
    table = put(desk, book([*HEADS, "amount"], [1, "a"], [None, None, None, "#REF!"])).table()
    assert table.frame.iloc[1, 3] == CellError("#REF!")
    assert table.cell(1, 3) == "D3"


def test_a_formula_that_was_never_calculated_is_no_blank(desk: Desk) -> None:
    [[_, title, due]] = cells(put(desk, book(HEADS, [1, "=A2+1", None])))
    assert title is UNCACHED
    assert due is None


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (b'<c r="B2"><f>A2</f><v>5</v></c>', 5),
        (b'<c r="B2" t="str"><f>IF(A2=1,"","x")</f><v></v></c>', None),
        (b'<c r="B2" t="str"><f>"x"</f><v>x</v></c>', "x"),
        (b'<c r="B2"><f t="shared" si="0"/></c>', UNCACHED),
        (b'<c r="B2"><f>A2</f>\n<v/></c>', UNCACHED),
        (b"<c r='B2' t='e'><f>A2</f><v>#N/A</v></c>", "#N/A"),
        (b'<c t="e"><v>#N/A</v></c>', "#N/A"),
    ],
)
def test_formulas_as_other_programs_write_them(desk: Desk, cell: bytes, value: object) -> None:
    rows = b'<row r="1"><c r="A1" t="str"><v>risk id</v></c><c r="B1" t="str"><v>title</v></c></row>'
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s'
    sheet += b'<row r="2"><c r="A2"><v>1</v></c>%s</row></sheetData></worksheet>'
    made = repacked(saved(book([1])), {"xl/worksheets/sheet1.xml": sheet % (rows, cell)})
    assert cells(put(desk, made)) == [[1, value]]


def test_hidden_rows_count_and_are_told(desk: Desk) -> None:
    made = book(HEADS, [1, "a"], [2, "b"], [3, "c"])
    made.active.row_dimensions[3].hidden = True
    finding = put(desk, made).finding()
    assert (finding.rule, finding.severity, finding.cell) == ("hidden-rows", Severity.WARNING, "A3")
    assert desk.reading().tables[0].rows == (2, 3, 4)


def test_an_excel_table_is_preferred_to_heads(desk: Desk) -> None:
    made = book(HEADS, [9, "no"], [], HEADS, [1, "yes"], [], ["Risk ID", "below"])
    tabled(made.active, "tblRisks", "A4:C5")
    table = put(desk, made, listobject="TBLRISKS").table()
    assert (table.header, table.rows, table.frame.iloc[0, 1]) == (tuple(HEADS), (5,), "yes")


def test_totals_of_an_excel_table_are_no_rows(desk: Desk) -> None:
    made = book(HEADS, [1, "a"], ["Total", 1])
    made.active.add_table(Table(displayName="tblRisks", ref="A1:C3", totalsRowCount=1))
    assert put(desk, made, listobject="tblRisks").table().rows == (2,)


def test_rows_right_below_an_excel_table_are_told(desk: Desk) -> None:
    made = book(HEADS, [1, "in"], [2, "out"])
    tabled(made.active, "tblRisks", "A1:C2")
    finding = put(desk, made, listobject="tblRisks").finding()
    assert (finding.rule, finding.cell, finding.value) == ("rows-below-table", "A3", "2")


def test_a_missing_excel_table_names_those_there_are(desk: Desk) -> None:
    made = book(HEADS, [1, "a"])
    tabled(made.active, "Other", "A1:C2")
    finding = put(desk, made, listobject="tblRisks").finding()
    assert finding.rule == "missing-table"
    assert '"Other"' in finding.problem


def test_without_the_excel_table_the_named_sheet_is_searched(desk: Desk) -> None:
    assert put(desk, book(HEADS, [1, "a"]), listobject="tblRisks", sheet="Risks").table().rows == (2,)


@pytest.mark.parametrize("sheet", ["risks", "R*", ("RAID", "Risks ")])
def test_sheets_are_named_loosely(desk: Desk, sheet: object) -> None:
    made = Workbook()
    made.active.title = "Notes"
    fill(made.create_sheet("Risks"), [HEADS, [1, "a"]])
    assert put(desk, made, sheet=sheet).table().sheet == "Risks"


def test_a_wildcard_reads_every_sheet_it_matches(desk: Desk) -> None:
    made = book(HEADS, [1, "a"], sheet="2025")
    fill(made.create_sheet("2026"), [HEADS, [2, "b"]])
    made.create_sheet("2027 (plan)")
    reading = put(desk, made, sheet="20*").reading()
    assert [table.sheet for table in reading.tables] == ["2025", "2026"]
    assert [(finding.rule, finding.sheet) for finding in reading.findings] == [
        ("missing-heads", "2027 (plan)")
    ]


def test_the_first_visible_sheet_is_the_default(desk: Desk) -> None:
    made = book(["lists"], sheet="Lists")
    made.active.sheet_state = "hidden"
    fill(made.create_sheet("Risks"), [HEADS, [1, "a"]])
    assert put(desk, made).table().sheet == "Risks"


def test_a_missing_sheet_names_those_there_are(desk: Desk) -> None:
    finding = put(desk, book(HEADS, [1, "a"]), sheet="Issues").finding()
    assert (finding.rule, finding.table, finding.owner) == ("missing-sheet", "risks", "Ada")
    assert '"Issues"; it has: "Risks"' in finding.problem


def test_missing_heads_name_what_was_looked_for(desk: Desk) -> None:
    finding = put(desk, book(["a", "b"], [1, 2])).finding()
    assert (finding.rule, finding.sheet) == ("missing-heads", "Risks")
    assert 'looked for "risk_id", "title", "due"' in finding.problem


@pytest.mark.parametrize("settings", [{"sheet": "Issues"}, {"listobject": "tblIssues"}, {"header": 99}])
def test_what_is_optional_may_be_missing(desk: Desk, settings: dict[str, object]) -> None:
    assert put(desk, book(HEADS, [1, "a"]), optional=True, **settings).reading().findings == ()


def test_one_missing_part_does_not_cost_the_others(desk: Desk) -> None:
    desk.put("raid.xlsx", book(HEADS, [1, "a"]))
    desk.source("raid.xlsx", part("x", table="issues", sheet="Issues"), part("risk_id"))
    assert [table.part for table in desk.reading().tables] == ["risks"]
    assert [finding.table for finding in desk.reading().findings] == ["issues"]


def test_a_sheet_of_holes_does_not_eat_the_memory(desk: Desk) -> None:
    made = book(HEADS, [1, "a"])
    made.active["XFD1048576"] = 1
    finding = put(desk, made).finding()
    assert finding.rule == "unsafe-file"
    assert "17,179,869,184 cells" in finding.problem


def test_an_empty_sheet_has_no_heads(desk: Desk) -> None:
    assert put(desk, Workbook()).finding().rule == "missing-heads"


def test_an_empty_name_of_a_sheet_takes_the_first_one(desk: Desk) -> None:
    assert put(desk, book(HEADS, [1, "Late"]), sheet=("Register", "")).table().sheet == "Risks"
    named = put(desk, book(HEADS, [1, "Late"]), sheet=("Register",)).reading().findings
    assert [finding.rule for finding in named] == ["missing-sheet"]
