"""Forms: named and addressed cells make one record, their Excel tables many."""

from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from pmo_reports.config.sources import Part
from pmo_reports.model.raw import UNCACHED, CellError
from tests.readers.reading_fixture import Desk, book, columns, fill, named, part, tabled


def form(*rows: list[object]) -> Workbook:
    return book(
        *(rows or (["Project", "ATL"], ["Overall", "G"], ["Submitted", date(2026, 10, 30)])), sheet="Status"
    )


NAMES = {"project_id": "Status!$B$1", "overall_rag": "Status!$B$2", "submitted": "'Status'!$B$3:$C$3"}


def put(desk: Desk, made: Workbook, *parts: Part) -> Desk:
    desk.put("form.xlsx", made)
    desk.source("form.xlsx", *parts, reader="form")
    return desk


def status(**fields: dict[str, object]) -> Part:
    return Part(table="status_reports", columns=columns("project_id!", **fields))


def test_named_cells_make_one_record_with_whole_addresses(desk: Desk) -> None:
    aliases = status(overall={"aliases": ("Overall RAG",)}, submitted_on={"aliases": ("submitted",)})
    table = put(desk, named(form(), **NAMES), aliases).table()
    assert table.header == ("project_id", "Overall RAG", "submitted")
    assert table.frame.iloc[0].tolist() == ["ATL", "G", date(2026, 10, 30)]
    assert (table.sheet, table.addresses, table.rows) == ("Status", ("B1", "B2", "B3"), (1,))
    assert table.cell(0, 2) == "B3"


@pytest.mark.parametrize("address", ["B2", "Status!B2", "'status'!$B$2"])
def test_cells_may_be_addressed(desk: Desk, address: str) -> None:
    table = put(
        desk, named(form(), project_id="Status!$B$1"), status(overall={"aliases": (address,)})
    ).table()
    assert (table.addresses, table.frame.iloc[0, 1]) == (("B1", "B2"), "G")


def test_a_name_of_one_sheet_is_found(desk: Desk) -> None:
    made = form()
    made["Status"].defined_names["project_id"] = DefinedName("project_id", attr_text="Status!$B$1")
    assert put(desk, made, status()).table().frame.iloc[0, 0] == "ATL"


def test_a_name_on_another_sheet_is_found(desk: Desk) -> None:
    made = form()
    fill(made.create_sheet("Cover page"), [["BOR"]])
    table = put(desk, named(made, project_id="'Cover page'!$A$1"), status()).table()
    assert (table.sheet, table.frame.iloc[0, 0]) == ("Cover page", "BOR")


def test_errors_and_uncalculated_formulas_are_seen(desk: Desk) -> None:
    made = named(form([None, "#REF!"], [None, "=B1"]), project_id="Status!$B$1", overall="Status!$B$2")
    record = put(desk, made, status(overall={})).table().frame.iloc[0].tolist()
    assert record == [CellError("#REF!"), UNCACHED]


def test_a_missing_sheet_is_told_unless_the_part_is_optional(desk: Desk) -> None:
    assert put(desk, form(), part("a!", sheet="Gone")).finding().rule == "missing-sheet"
    put(desk, form(), part("a!", sheet="Gone", optional=True))
    assert desk.reading().findings == ()


def test_names_are_found_whatever_the_sheet_of_the_part(desk: Desk) -> None:
    made = named(form(), project_id="Status!$B$1")
    assert put(desk, made, part("project_id", sheet="Gone")).table().frame.iloc[0, 0] == "ATL"


def test_a_missing_name_is_told(desk: Desk) -> None:
    made = named(form(), overall="Status!$B$2")
    finding = put(desk, made, status(overall={})).finding()
    assert (finding.rule, finding.table) == ("missing-name", "status_reports")
    assert 'no cell named "project_id"' in finding.problem
    assert len(desk.reading().tables) == 1


def test_a_name_of_a_deleted_cell_is_told(desk: Desk) -> None:
    made = named(form(), project_id="Status!#REF!", overall="Status!$B$2")
    finding = put(desk, made, status(overall={})).finding()
    assert '"project_id" refers to Status!#REF!' in finding.problem


def test_a_form_without_any_cell_is_told_once(desk: Desk) -> None:
    assert put(desk, form(), part("a", "b")).finding().rule == "missing-name"


def test_an_optional_record_may_be_missing(desk: Desk) -> None:
    assert put(desk, form(), part("a!", optional=True)).reading().findings == ()


def test_an_excel_table_has_the_forms_own_cells_beside_it(desk: Desk) -> None:
    made = named(form(["Project", "ATL"], [], ["Milestone", "Due"], ["Go live", 1], ["Close", 2]), **NAMES)
    tabled(made["Status"], "tblMilestones", "A3:B5")
    milestones = Part(
        table="milestones",
        listobject="tblMilestones",
        columns=columns("project_id!", "milestone", "due", overall={"aliases": ("overall rag",)}),
    )
    table = put(desk, made, milestones).table()
    assert table.header == ("Milestone", "Due", "project_id", "overall rag")
    assert table.addresses == ("A", "B", "B1", "B2")
    assert table.frame.to_numpy().tolist() == [["Go live", 1, "ATL", None], ["Close", 2, "ATL", None]]
    assert (table.cell(1, 0), table.cell(1, 2)) == ("A5", "B1")


def test_a_cell_of_another_sheet_is_addressed_with_its_sheet(desk: Desk) -> None:
    made = named(form(), project_id="Status!$B$1")
    fill(made.create_sheet("Plan"), [["Milestone"], ["Go live"]])
    tabled(made["Plan"], "tblMilestones", "A1:A2")
    table = put(desk, made, part("project_id", "milestone", listobject="tblMilestones")).table()
    assert (table.sheet, table.addresses) == ("Plan", ("A", "Status!B1"))
    assert table.place(0, 1) == ("Status", "B1")


def test_a_head_of_the_table_comes_before_a_name(desk: Desk) -> None:
    made = named(form(["Project_ID", "Due"], ["BOR", 1]), project_id="Status!$B$9")
    tabled(made["Status"], "tblMilestones", "A1:B2")
    table = put(desk, made, part("project_id", "due", listobject="tblMilestones")).table()
    assert table.header == ("Project_ID", "Due")


def test_a_missing_excel_table_is_told(desk: Desk) -> None:
    assert put(desk, form(), part("a", listobject="tblMilestones")).finding().rule == "missing-table"


def test_several_cells_may_fill_one_field(desk: Desk) -> None:
    several = status(summary={"aliases": ("B2", "B3"), "multi": "list"})
    table = put(desk, named(form(), **NAMES), several).table()
    assert table.addresses == ("B1", "B2", "B3")
