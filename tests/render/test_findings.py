from __future__ import annotations

import io
from dataclasses import replace

from openpyxl import Workbook, load_workbook

from pmo_reports.model.finding import Finding, Severity
from pmo_reports.render.findings import findings
from tests.render.assessed_fixture import FINDINGS, LEDGER, portfolio


def book(*found: Finding) -> Workbook:
    given = replace(portfolio(), findings=found or FINDINGS)
    return load_workbook(io.BytesIO(findings(given).content))


def column(workbook: Workbook, sheet: str, letter: str) -> list[object]:
    return [cell.value for cell in workbook[sheet][letter]][1:]


def test_findings_stand_worst_first_in_words() -> None:
    assert column(book(), "Findings", "A") == ["Error: row left out", "Warning: please check"]


def test_a_finding_says_where_what_and_how_to_mend_it() -> None:
    row = [cell.value for cell in book()["Findings"][2]]
    assert row[3:5] == ["no project", "add it to the crosswalk"]
    assert row[5:9] == [LEDGER, None, "A9", "=1+1"]


def test_a_value_that_looks_like_a_formula_stays_text() -> None:
    cell = book()["Findings"]["I2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_what_stops_publication_comes_first() -> None:
    worst = replace(FINDINGS[0], severity=Severity.BLOCK)
    assert column(book(*FINDINGS, worst), "Findings", "A")[0] == "Block: nothing is published"


def test_a_note_comes_last_and_has_no_colour() -> None:
    given = book(replace(FINDINGS[0], severity=Severity.NOTE), *FINDINGS)["Findings"]
    assert given["A4"].value == "Note: read as meant"
    assert given["A4"].fill.fill_type is None


def test_owners_are_counted_by_severity() -> None:
    rows = [[cell.value for cell in row] for row in book()["By owner"]]
    assert rows[1:] == [["(nobody named)", 0, 1, 0, 0, 0, 1], ["Ann", 0, 0, 0, 1, 0, 1]]


def test_rows_are_reconciled_with_a_total() -> None:
    rows = [[cell.value for cell in row] for row in book()["Reconciliation"]]
    assert rows[1] == ["ledger", "costs", 5, 4, 1, 0, "yes", 0]
    assert rows[2] == ["All sources", None, 5, 4, 1, 0, "yes", 0]


def test_no_findings_are_a_sheet_without_rows() -> None:
    empty = replace(portfolio(), findings=())
    sheet = load_workbook(io.BytesIO(findings(empty).content))["Findings"]
    assert (sheet.max_row, len(sheet.tables)) == (1, 0)


def test_what_a_cell_cannot_hold_is_replaced_or_counted() -> None:
    hostile = replace(FINDINGS[0], value="a\x00b\ud800", problem="x" * 40_000)
    row = [cell.value for cell in book(hostile)["Findings"][2]]
    assert row[8] == "a\ufffdb\ufffd"
    assert str(row[3]).endswith("x… (8000 more characters)")
