"""Forms with a set of sheets for each project: a record a sheet, and nobody's cells for somebody else's."""

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from pmo_reports.config.sources import Part
from tests.readers.reading_fixture import Desk, columns, named, tabled


def several(*codes: str) -> Workbook:
    """Status and Milestones sheets, with names limited to them."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for number, code in enumerate(codes, 1):
        status, milestones = made.create_sheet(f"Status {code}"), made.create_sheet(f"Milestones {code}")
        status["B1"], status["B2"] = code, f"summary of {code}"
        milestones["A1"], milestones["A3"], milestones["A4"] = code, "Milestone", f"go live {code}"
        for page, name, cell in (
            (status, "project_id", "B1"),
            (status, "summary", "B2"),
            (milestones, "project_id", "A1"),
        ):
            place = f"'{page.title}'!${cell[0]}${cell[1]}"
            page.defined_names[name] = DefinedName(name, attr_text=place)
        tabled(milestones, f"tblMilestones_{number}", "A3:A4")
    return made


def put(desk: Desk, made: Workbook) -> Desk:
    desk.put("form.xlsx", made)
    status = Part(table="status_reports", sheet="Status*", columns=columns("project_id!", "summary"))
    milestones = Part(
        table="milestones", sheet="Milestones*", listobject="tblMilestones*",
        columns=columns("project_id!", "owner", name={"aliases": ("Milestone",)}),
    )  # fmt: skip
    desk.source("form.xlsx", status, milestones, reader="form")
    return desk


def records(desk: Desk) -> list[tuple[str, list[object]]]:
    return [(table.sheet, table.frame.iloc[0].tolist()) for table in desk.reading().tables]


def test_each_sheet_is_a_record_with_its_own_cells(desk: Desk) -> None:
    assert records(put(desk, several("A", "B"))) == [
        ("Status A", ["A", "summary of A"]),
        ("Status B", ["B", "summary of B"]),
        ("Milestones A", ["go live A", "A"]),
        ("Milestones B", ["go live B", "B"]),
    ]
    assert desk.reading().findings == ()


def test_a_sheet_that_lost_its_names_is_told_and_takes_no_others(desk: Desk) -> None:
    made = several("A", "B")
    made["Status B"].defined_names.clear()
    found = put(desk, made).reading()
    assert [table.sheet for table in found.tables if table.part == "status_reports"] == ["Status A"]
    assert [(each.rule, each.sheet) for each in found.findings] == [("missing-name", "Status B")]


def test_a_table_whose_sheet_lost_its_names_takes_no_other_project(desk: Desk) -> None:
    made = several("A", "B")
    made["Milestones B"].defined_names.clear()
    table = put(desk, made).reading().tables[-1]
    assert (table.sheet, table.header) == ("Milestones B", ("Milestone",))


def test_a_sheet_whose_table_is_gone_is_read_below_its_heads(desk: Desk) -> None:
    made = several("A", "B")
    made["Milestones B"].tables.clear()
    made["Milestones B"]["B3"], made["Milestones B"]["B4"] = "Owner", "Bob"
    assert records(put(desk, made))[-1] == ("Milestones B", ["go live B", "Bob", "B"])


def test_names_of_the_workbook_make_one_record_however_many_sheets_match(desk: Desk) -> None:
    made = Workbook()
    made.active.title = "Status"
    made.create_sheet("Status guide")
    made["Status"]["B1"] = "ATL"
    tables = put(desk, named(made, project_id="Status!$B$1")).reading().tables
    assert [table.frame.iloc[0, 0] for table in tables] == ["ATL"]
