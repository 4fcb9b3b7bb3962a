"""The bytes of the sample are what real tools write."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook

OCTOBER = "inputs/2026-10"


def finance(files: Mapping[str, bytes]) -> list[list[str]]:
    text = files[f"{OCTOBER}/finance_export.csv"].decode("cp1252")
    return list(csv.reader(StringIO(text), delimiter=";"))


def sheet_xml(files: Mapping[str, bytes], name: str, number: int) -> bytes:
    return ZipFile(BytesIO(files[f"{OCTOBER}/{name}"])).read(f"xl/worksheets/sheet{number}.xml")


def test_the_finance_export_is_no_utf_8(files: Mapping[str, bytes]) -> None:
    assert "Zürich".encode("cp1252") in files[f"{OCTOBER}/finance_export.csv"]
    assert "Zürich".encode() not in files[f"{OCTOBER}/finance_export.csv"]


def test_the_finance_export_writes_money_and_months_as_germans_do(files: Mapping[str, bytes]) -> None:
    head, first, *_ = finance(files)
    assert head[:4] == ["Project code", "Project text", "Month", "Cost category"]
    assert first[:4] == ["FIN-4011", "WESTHAFEN TRUNK MAIN RENEWAL", "01.02.2025", "Internal labour"]
    amounts = [row[7] for row in finance(files)[1:]]
    assert any(amount.count(".") == 1 and amount[-3] == "," for amount in amounts)


def test_the_tracker_repeats_its_heads_behind_a_byte_order_mark(files: Mapping[str, bytes]) -> None:
    text = files[f"{OCTOBER}/tracker.csv"]
    assert text.startswith(b"\xef\xbb\xbfIssue key,")
    heads = text.decode("utf-8-sig").splitlines()[0].split(",")
    assert (heads.count("Labels"), heads.count("Sprint")) == (3, 2)


def test_the_form_names_its_cells(status_form: Workbook) -> None:
    names = {name: defined.attr_text for name, defined in status_form.defined_names.items()}
    assert names["ProjectCode"] == "Status!$C$5"
    page = status_form["Status"]
    assert page["C5"].value == "DIG-301"
    assert page["G6"].value == datetime(2026, 10, 31)  # noqa: DTZ001 - a date in a sheet has no zone
    assert page["B11"].value == "Red"


def test_the_form_offers_three_states(status_form: Workbook) -> None:
    (choice,) = status_form["Status"].data_validations.dataValidation
    assert (choice.formula1, str(choice.sqref)) == ('"Green,Amber,Red"', "B11:H11")


def test_the_form_has_two_excel_tables(status_form: Workbook) -> None:
    assert status_form["Milestones"].tables["tblMilestones"].ref == "A4:G11"
    heads = [cell.value for cell in status_form["Progress"][4]]
    assert heads == ["Month", "Planned %", "Earned %"]
    assert status_form["Progress"]["B5"].number_format == "0.0%"


def test_lists_have_a_title_above_their_heads(files: Mapping[str, bytes]) -> None:
    page = load_workbook(BytesIO(files[f"{OCTOBER}/raid_log.xlsx"]))["Risks"]
    assert page["A1"].value.startswith("Risks")
    assert [page["A4"].value, page["B4"].value] == ["Risk id", "Project"]


def test_an_error_cell_is_a_real_one(files: Mapping[str, bytes]) -> None:
    assert b't="e"><v>#REF!</v>' in sheet_xml(files, "benefits.xlsx", 1)


def test_the_formula_was_never_calculated(files: Mapping[str, bytes]) -> None:
    assert b"<f>19*3789</f><v" in sheet_xml(files, "raid_log.xlsx", 5)
    book = load_workbook(BytesIO(files[f"{OCTOBER}/raid_log.xlsx"]), data_only=True)
    assert book["Changes"]["D14"].value is None
