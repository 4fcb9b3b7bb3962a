"""A form as a workbook: instructions, then three sheets for each project of the manager."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection

from pmo_reports.forms import instructions, status_sheet, table_sheets
from pmo_reports.forms.content import Assignment
from pmo_reports.forms.layout import VERSION, VERSION_NAME, sheet_name
from pmo_reports.forms.look import styles


def workbook(asked: Assignment) -> bytes:
    """The form as an .xlsx, ready to be filled in (the clock's time is still in its properties)."""
    book = Workbook()
    for style in styles():
        book.add_named_style(style)
    first = book.worksheets[0]
    first.title = instructions.NAME
    sheets = tuple(_project(book, asked, number) for number in range(1, len(asked.projects) + 1))
    instructions.fill(first, asked, sheets)
    _signed(book, asked)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _project(book: Workbook, asked: Assignment, number: int) -> tuple[str, ...]:
    """The names of the sheets that were added."""
    form = asked.projects[number - 1]
    pages = [book.create_sheet(sheet_name(kind, form.code, book.sheetnames)) for kind in instructions.LINKS]
    status_sheet.fill(pages[0], form, asked)
    table_sheets.milestones(pages[1], form, number)
    table_sheets.progress(pages[2], form, asked, number)
    return tuple(page.title for page in pages)


def _signed(book: Workbook, asked: Assignment) -> None:
    """The version where the reader looks for it, and in the properties for people who ask the file."""
    book.defined_names[VERSION_NAME] = DefinedName(VERSION_NAME, attr_text=f'"{VERSION}"', hidden=True)
    book.custom_doc_props.append(StringProperty(name=VERSION_NAME, value=VERSION))  # type: ignore[attr-defined]
    book.properties.creator = book.properties.lastModifiedBy = asked.organisation
    book.properties.title = f"Status reports for {asked.period}"
    book.security = WorkbookProtection(lockStructure=True)
