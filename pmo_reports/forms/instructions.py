"""The first sheet of a form: what to do, by when, and a way to each project's sheets."""

from __future__ import annotations

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from pmo_reports.forms.cells import height, put, spoken, spread
from pmo_reports.forms.content import Assignment
from pmo_reports.forms.layout import TEXTS, VERSION
from pmo_reports.forms.page import printed, protected

WIDTHS = {"A": 2, "B": 16, "C": 44, "D": 26, "E": 26, "F": 26, "G": 2}
CHARACTERS = 140
NAME = "Instructions"
LINKS = ("Status", "Milestones", "Progress")


def fill(page: Worksheet, asked: Assignment, sheets: tuple[tuple[str, ...], ...]) -> None:
    """Write the sheet; `sheets` are the names of the sheets of each project, as `LINKS` has them."""
    for column, width in WIDTHS.items():
        page.column_dimensions[column].width = width
    spread(page, "B2:F2", f"Status reports for {asked.period.start:%B %Y}", "Form title")
    page.row_dimensions[2].height = 30
    spread(page, "B3:F3", f"{asked.organisation} · {asked.manager or '(no manager named)'}", "Form note")
    row = _steps(page, asked, 5)
    row = _projects(page, asked, sheets, row + 1)
    spread(page, f"B{row + 1}:F{row + 1}", f"Form version {VERSION}", "Form note")
    printed(page, f"A1:G{row + 1}", tall=1)
    protected(page)


def _steps(page: Worksheet, asked: Assignment, row: int) -> int:
    spread(page, f"B{row}:F{row}", "What to do", "Form heading")
    page.row_dimensions[row].height = 22
    for number, step in enumerate(_told(asked), start=1):
        row += 1
        spread(page, f"B{row}:F{row}", f"{number}.  {step}", "Form prose")
        page.row_dimensions[row].height = height(step, CHARACTERS)
    return row + 1


def _told(asked: Assignment) -> tuple[str, ...]:
    budgets = [(text.heading.partition("  ")[2].partition(":")[0], text.field) for text in TEXTS]
    limits = ", ".join(
        f"{name.lower()} {asked.budgets[field]}" for name, field in budgets if asked.budgets.get(field)
    )
    as_of, due = spoken(asked.status_date), f"{asked.due:%A}, {spoken(asked.due)}"
    kept = f"Keep to the word budgets: {limits}. The counter above each text turns red beyond them."
    return (
        "Fill in the cream cells. All else is locked, without a password, so that nothing slips by mistake.",
        f"Report as of {as_of}. Enter it as the status date: a form without one counts as not handed in.",
        "Choose the states from the lists. An empty state counts as unknown, and unknown is never green.",
        "Amber or red: say by when the project is green again. Moving that date is counted and shown.",
        *((kept,) if limits else ()),
        "Milestones: give the forecast, or the actual date once it is done. Spare rows are for new ones.",
        "Progress: fill in planned and earned for the month; both are cumulative shares of the project.",
        "What you reported last stands beside each input, in grey. Do not rename, move or delete sheets.",
        f"Return this workbook by {due}. What cannot be read comes back to you with its cells in red.",
    )


def _projects(page: Worksheet, asked: Assignment, sheets: tuple[tuple[str, ...], ...], row: int) -> int:
    spread(page, f"B{row}:F{row}", "Your projects", "Form heading")
    page.row_dimensions[row].height = 22
    row += 1
    for column, head in enumerate(("Project", "Name", *LINKS), start=2):
        put(page.cell(row, column), head, "Form table head")
    for form, names in zip(asked.projects, sheets, strict=True):
        row += 1
        put(page.cell(row, 2), form.code, "Fixed")
        put(page.cell(row, 3), form.name, "Fixed")
        for column, (text, name) in enumerate(zip(LINKS, names, strict=True), start=4):
            cell = page.cell(row, column)
            put(cell, f"{text} of {form.code}", "Form link")
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quote_sheetname(name)}!A1")
            cell.style = "Form link"
        page.row_dimensions[row].height = 18
    return row + 1
