"""An annotated copy: the very cells, all else as it was, and a word on what could not be kept."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.drawing.image import Image
from PIL import Image as Picture

from pmo_reports.forms import annotated
from pmo_reports.forms.corrections import SHEET, TITLE
from pmo_reports.model.finding import Finding, Severity
from tests.forms.form_fixture import form


def finding(sheet: str, cell: str, problem: str = "'soon' is not a date.", value: str = "soon") -> Finding:
    return Finding(
        severity=Severity.FIELD, rule="not-a-date", problem=problem, remedy="Write 2026-10-31.",
        sheet=sheet, cell=cell, value=value,
    )  # fmt: skip


def saved(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def copied(book: Workbook, *findings: Finding) -> Workbook:
    made = annotated(saved(book), findings)
    assert made is not None
    return load_workbook(BytesIO(made.content))


def test_the_very_cell_is_red_and_says_what_to_do() -> None:
    cell = copied(form(), finding("Milestones NET-101", "E6"))["Milestones NET-101"]["E6"]
    assert cell.fill.fgColor.rgb.endswith("F9CFCB")
    assert cell.comment.text == "What is wrong: 'soon' is not a date.\nWhat to do: Write 2026-10-31."


def test_all_else_is_as_it_was() -> None:
    book = form()
    copy = copied(book, finding("Milestones NET-101", "E6"))
    assert copy.sheetnames == [*book.sheetnames, SHEET]
    for page in book.worksheets:
        twin = copy[page.title]
        for row in page.iter_rows():
            for cell in row:
                other = twin[cell.coordinate]
                assert (other.value, other.number_format) == (cell.value, cell.number_format)
        assert len(twin.data_validations.dataValidation) == len(page.data_validations.dataValidation)
        assert (twin.merged_cells.ranges, twin.protection.sheet) == (page.merged_cells.ranges, True)
        assert set(twin.tables) == set(page.tables)


def test_the_list_leads_to_the_cells() -> None:
    page = copied(form(), finding("Status DIG-9", "G6"), finding("", ""))[SHEET]
    assert (page["A1"].value, page["A5"].value) == (TITLE, "Status DIG-9!G6")
    assert page["A5"].hyperlink.location == "'Status DIG-9'!G6"
    assert (page["A6"].value, page["A6"].hyperlink) == ("the whole file", None)


def test_only_the_list_is_selected() -> None:
    copy = copied(form(), finding("Status DIG-9", "G6"))
    assert [page.title for page in copy.worksheets if page.sheet_view.tabSelected] == [SHEET]


def test_a_finding_inside_merged_cells_marks_the_first_of_them() -> None:
    cell = copied(form(), finding("Status DIG-9", "D16"))["Status DIG-9"]["B16"]
    assert cell.comment is not None


def test_a_finding_on_a_row_marks_its_first_filled_cell() -> None:
    book = Workbook()
    book.active["C3"] = "x"
    assert copied(book, finding("Sheet", "row 3"))["Sheet"]["C3"].comment is not None


def test_two_findings_on_a_cell_and_its_own_comment_stay() -> None:
    copy = copied(form(), finding("Status DIG-9", "G6", "One."), finding("Status DIG-9", "G6", "Two."))
    text = copy["Status DIG-9"]["G6"].comment.text
    assert text.index("One.") < text.index("Two.")


def test_a_state_s_own_colour_does_not_hide_the_red() -> None:
    page = copied(form(), finding("Status DIG-9", "B11"))["Status DIG-9"]
    rules = {
        rule.priority: (str(area.sqref), rule) for area in page.conditional_formatting for rule in area.rules
    }
    assert rules[1][0] == "B11:H11"
    assert rules[1][1].formula == ["AND(ROW()=11,COLUMN()=2)"]
    assert rules[1][1].stopIfTrue


def test_formula_text_in_a_finding_stays_text() -> None:
    page = copied(form(), finding("Status DIG-9", "G6", value="=1+1"))[SHEET]
    assert (page["D5"].value, page["D5"].data_type) == ("=1+1", "s")


def test_an_annotated_copy_annotated_again_has_one_list() -> None:
    once = copied(form(), finding("Status DIG-9", "G6"))
    assert copied(once, finding("Status DIG-9", "G7")).sheetnames.count(SHEET) == 1


def test_pictures_stay_or_their_loss_is_told() -> None:
    book = Workbook()
    dot = BytesIO()
    Picture.new("RGB", (2, 2)).save(dot, "PNG")
    book.active.add_image(Image(dot), "B2")
    made = annotated(saved(book), (finding("Sheet", "A1"),))
    assert made is not None
    kept = len(load_workbook(BytesIO(made.content))["Sheet"]._images)
    assert kept == 1 or any("pictures" in lost for lost in made.lost)


@pytest.mark.parametrize("content", [b"", b"no workbook", saved(Workbook())[:400]])
def test_what_is_no_workbook_has_no_copy(content: bytes) -> None:
    assert annotated(content, ()) is None
