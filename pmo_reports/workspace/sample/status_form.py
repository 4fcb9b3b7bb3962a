"""The project manager's status workbook: a form with named cells, and two Excel tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pmo_reports.workspace.sample.archives import packed
from pmo_reports.workspace.sample.form_styles import styles
from pmo_reports.workspace.sample.form_tables import Listing, fill
from pmo_reports.workspace.sample.narrative import Narrative

CELLS: Mapping[str, str] = {
    "ProjectCode": "C5",
    "ProjectName": "C6",
    "SubmittedBy": "C7",
    "ReportingPeriod": "G5",
    "StatusDate": "G6",
    "SubmittedOn": "G7",
    "RagOverall": "B11",
    "RagSchedule": "C11",
    "RagCost": "D11",
    "RagScope": "E11",
    "RagRisk": "F11",
    "RagBenefits": "G11",
    "RagResources": "H11",
    "ReturnToGreen": "C13",
    "Summary": "B16",
    "Achieved": "B19",
    "NextPeriod": "B22",
    "HelpNeeded": "B25",
}
"""Defined name -> cell on the sheet "Status"."""
LABELS = {
    "B5": "Project code",
    "B6": "Project name",
    "B7": "Submitted by",
    "F5": "Reporting period",
    "F6": "Status date",
    "F7": "Submitted on",
    "B13": "Green again by",
}
HEADINGS = {
    "B9": "1  Status as the project manager sees it",
    "B15": "2  Summary: where do we stand, and why",
    "B18": "3  Achieved this period",
    "B21": "4  Planned for the next period",
    "B24": "5  Help needed from the committee",
}
RAGS = ("Overall", "Schedule", "Cost", "Scope", "Risk", "Benefits", "Resources")
TEXTS = {"Summary": 16, "Achieved": 19, "NextPeriod": 22, "HelpNeeded": 25}
COLOURS = {"Green": ("117373", "FFFFFF"), "Amber": ("F2B100", "1B2733"), "Red": ("B21212", "FFFFFF")}
WIDTHS = {"A": 2, "B": 16.5, "C": 14, "D": 14, "E": 14, "F": 16.5, "G": 14, "H": 14, "I": 2}
HEIGHTS = {2: 30, 5: 19, 6: 19, 7: 19, 9: 20, 10: 18, 11: 26, 13: 19, 15: 20, 18: 20, 21: 20, 24: 20}
TITLE = "Project status report"
NOTE = "Talmark Water & Energy · PMO form 4.3 · fill in the white cells, return by the third working day"
HINT = "Green: within tolerance · Amber: outside it, the project can recover · Red: the committee must act"
LINE, CHARACTERS, LEAST = 14.5, 104, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a project manager fills in; `rags` by name ("Overall") in words.

    Attributes:
        return_to_green: the day by which the project is green again; null where the cell is left empty.
    """

    code: str
    name: str
    period: str
    status_date: date
    submitted_by: str
    submitted_on: date
    rags: Mapping[str, str]
    return_to_green: date | None
    texts: Narrative
    milestones: Listing
    progress: Listing


def workbook(form: Form) -> bytes:
    """The filled-in form as an .xlsx file."""
    book = Workbook()
    for style in styles():
        book.add_named_style(style)
    page = book.worksheets[0]
    page.title = "Status"
    _frame(page)
    _answers(page, form)
    for name, cell in CELLS.items():
        book.defined_names[name] = DefinedName(name, attr_text=f"Status!${cell[0]}${cell[1:]}")
    fill(book.create_sheet("Milestones"), form.milestones)
    fill(book.create_sheet("Progress"), form.progress)
    return packed(book, datetime.combine(form.submitted_on, time(16, 30)))


def _frame(page: Worksheet) -> None:
    """Everything that is printed on the empty form."""
    for column, width in WIDTHS.items():
        page.column_dimensions[column].width = width
    _band(page, 2, TITLE, "Form title")
    _band(page, 3, NOTE, "Form note")
    _band(page, 12, HINT, "Form note")
    for cell, label in LABELS.items():
        page[cell] = label
        page[cell].style = "Form label"
    for cell, heading in HEADINGS.items():
        _band(page, int(cell[1:]), heading, "Form heading")
    for place, rag in enumerate(RAGS, start=2):
        page.cell(10, place, rag).style = "Form rag head"
    for row, height in HEIGHTS.items():
        page.row_dimensions[row].height = height
    _drop_downs(page)
    _printed(page)


def _answers(page: Worksheet, form: Form) -> None:
    values: dict[str, str | date | None] = {
        "ProjectCode": form.code,
        "ProjectName": form.name,
        "SubmittedBy": form.submitted_by,
        "ReportingPeriod": form.period,
        "StatusDate": form.status_date,
        "SubmittedOn": form.submitted_on,
        "ReturnToGreen": form.return_to_green,
    }
    for name, value in values.items():
        _value(page, CELLS[name], value)
    for rag in RAGS:
        page[CELLS[f"Rag{rag}"]] = form.rags[rag]
        page[CELLS[f"Rag{rag}"]].style = "Form rag"
    texts = (form.texts.summary, form.texts.achieved, form.texts.next, form.texts.help)
    for row, text in zip(TEXTS.values(), texts, strict=True):
        _band(page, row, text, "Form text")
        page.row_dimensions[row].height = LINE * max(LEAST, _lines(text)) + 10


def _value(page: Worksheet, cell: str, value: str | date | None) -> None:
    last = "E" if cell[0] == "C" else "H"
    _spread(page, f"{cell}:{last}{cell[1:]}", value, "Form value" if isinstance(value, str) else "Form date")


def _band(page: Worksheet, row: int, text: str, style: str) -> None:
    _spread(page, f"B{row}:H{row}", text, style)


def _spread(page: Worksheet, span: str, value: str | date | None, style: str) -> None:
    """Write one value over merged cells, each in `style`, so that the outer borders are whole."""
    (cells,) = page[span]
    for cell in cells:
        cell.style = style
    cells[0].value = value
    # Worksheet.merge_cells() would work out every border anew, which takes half of the time.
    page.merged_cells.add(span)


def _lines(text: str) -> int:
    return sum(1 + len(line) // CHARACTERS for line in text.split("\n"))


def _drop_downs(page: Worksheet) -> None:
    choice = DataValidation(type="list", formula1='"Green,Amber,Red"', allow_blank=False)
    choice.error, choice.errorTitle = "Choose Green, Amber or Red.", "Status"
    choice.add("B11:H11")
    page.add_data_validation(choice)
    for word, (paper, ink) in COLOURS.items():
        fill_, font = PatternFill(bgColor=paper, fill_type="solid"), Font(color=ink, bold=True)
        rule = CellIsRule("equal", [f'"{word}"'], fill=fill_, font=font)  # type: ignore[no-untyped-call]
        page.conditional_formatting.add("B11:H11", rule)


def _printed(page: Worksheet) -> None:
    page.sheet_view.showGridLines = False
    page.page_setup.paperSize = 9
    page.page_margins.left = page.page_margins.right = 0.5
    page.print_options.horizontalCentered = True
    page.page_setup.fitToWidth = page.page_setup.fitToHeight = 1
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_area = "A1:I25"
