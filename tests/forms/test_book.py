"""A form is locked but for its inputs, says its version, helps with choices, and is the same each time."""

from __future__ import annotations

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pmo_reports import forms
from pmo_reports.forms.choices import word_count
from pmo_reports.forms.layout import sheet_name
from pmo_reports.render.package import canonical_office
from tests.forms.form_fixture import NOVEMBER, assignment, form, opened, project


@pytest.fixture(scope="module")
def book() -> Workbook:
    return form()


def rules(page: Worksheet) -> dict[str, DataValidation]:
    return {str(each.sqref): each for each in page.data_validations.dataValidation}


def test_each_project_has_its_sheets(book: Workbook) -> None:
    kinds = ("Status", "Milestones", "Progress")
    assert book.sheetnames == ["Instructions", *(f"{k} {c}" for c in ("NET-101", "DIG-9") for k in kinds)]


def test_names_are_limited_to_their_sheets(book: Workbook) -> None:
    assert book["Status DIG-9"].defined_names["Summary"].attr_text == "'Status DIG-9'!$B$17"
    assert set(book.defined_names) == {"PmoFormVersion"}


def test_it_says_its_version(book: Workbook) -> None:
    version = book.defined_names["PmoFormVersion"]
    assert (version.attr_text, version.hidden) == ('"2"', True)
    assert book.custom_doc_props["PmoFormVersion"].value == "2"


def test_labels_are_locked_and_inputs_are_not(book: Workbook) -> None:
    page = book["Status NET-101"]
    assert all(page.protection.sheet for page in book.worksheets)
    assert not any(page.protection.password for page in book.worksheets)
    assert [
        page[cell].protection.locked for cell in ("B5", "C5", "J17", "C7", "G6", "B11", "D14", "B17")
    ] == ([True] * 3 + [False] * 5)
    milestones = book["Milestones NET-101"]
    assert [milestones[cell].protection.locked for cell in ("A6", "D6", "E6", "I6", "A7", "D7")] == (
        [True, True, False, True, False, False]
    )


def test_states_and_dates_and_texts_are_checked(book: Workbook) -> None:
    found = rules(book["Status NET-101"])
    assert found["B11:H11"].formula1 == '"Green,Amber,Red"'
    assert (found["G6"].type, found["G6"].formula1) == ("date", "DATE(2026,11,1)")
    assert found["B17"].formula1.endswith("<=120")
    assert all(each.showErrorMessage and each.error and each.prompt for each in found.values())


def test_the_return_to_green_lies_after_the_status_date(book: Workbook) -> None:
    page = book["Status NET-101"]
    rule = rules(page)["D14"]
    assert (rule.type, rule.formula1, rule.formula2) == ("date", "DATE(2026,12,1)", "DATE(2036,11,30)")
    assert page.defined_names["ReturnToGreen"].attr_text == "'Status NET-101'!$D$14"
    assert page["J14"].value == "◂ declared last time: 15 January 2027"


def test_excel_takes_no_message_longer_than_it_shows(book: Workbook) -> None:
    for page in book.worksheets:
        for each in page.data_validations.dataValidation:
            assert len(each.error or "") <= 225
            assert len(each.prompt or "") <= 255
            assert max(len(each.errorTitle or ""), len(each.promptTitle or "")) <= 32


def test_last_month_stands_beside_the_inputs(book: Workbook) -> None:
    page = book["Status NET-101"]
    assert [page["B12"].value, page["C12"].value, page["D12"].value] == ["Amber", "Red", "–"]
    assert page["J5"].value == "Last report: 2026-10"
    assert book["Milestones NET-101"]["I6"].value == book["Milestones NET-101"]["E6"].value


def test_text_never_becomes_a_formula(book: Workbook) -> None:
    page = book["Status NET-101"]
    for cell in ("J17", "C29", "J29"):
        assert (page[cell].data_type, page[cell].quotePrefix) == ("s", True)


def test_months_since_the_last_report_have_rows(book: Workbook) -> None:
    page = book["Progress NET-101"]
    assert [page.cell(row, 1).value.month for row in (6, 7, 8)] == [9, 10, 11]
    assert page.tables["tblProgress_1"].ref == "A5:C11"


def test_the_counter_counts_words_as_the_reader_does(book: Workbook) -> None:
    assert book["Status NET-101"]["G16"].value == f'={word_count("B17")}&" of 120 words"'
    assert 'SUBSTITUTE(B17,CHAR(10)," ")' in word_count("B17")


def test_twice_the_same_bytes() -> None:
    once, again = (canonical_office(forms.workbook(assignment()), NOVEMBER.end) for _ in range(2))
    assert once == again


def test_codes_that_excel_forbids_in_sheet_names_get_others() -> None:
    long = "A very long project code / with [marks]: really"
    pages = opened(forms.workbook(assignment(project(long), project(long + "!")))).sheetnames
    assert len(set(pages)) == 7
    assert max(map(len, pages)) <= 31
    assert sheet_name("Status", "a", ["status A"]) == "Status a (2)"


def test_a_project_that_never_reported_has_a_form() -> None:
    bare = forms.content.ProjectForm(code="X", name="New", last=forms.content.LastReport())
    page = opened(forms.workbook(assignment(bare)))["Status X"]
    assert page["J5"].value == "No earlier report of this project is known."
