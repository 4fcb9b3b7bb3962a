"""The sheets Milestones and Progress: Excel tables with last month's values to the right of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from pmo_reports.forms import choices
from pmo_reports.forms.cells import Value, compute, height, put
from pmo_reports.forms.content import Assignment, Milestone, Progress, ProjectForm
from pmo_reports.forms.layout import FIRST_ROW, HEAD_ROW, PROJECT_CELL, SPARE_MILESTONES, SPARE_MONTHS
from pmo_reports.forms.page import named, printed, protected
from pmo_reports.model.period import Period

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
NAME_WIDTH = 46
MOST_MONTHS = 36


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: head, width, style of the input, style where it may not be changed."""

    head: str
    width: float
    style: str
    fixed: str = ""


MILESTONES = (
    Column("Id", 10, "Input", "Fixed"),
    Column("Milestone", NAME_WIDTH, "Input line"),
    Column("Key", 8, "Input date"),
    Column("Baseline", 15, "Input date", "Fixed date"),
    Column("Forecast", 15, "Input date"),
    Column("Actual", 15, "Input date"),
    Column("Owner", 24, "Input"),
)
PROGRESS = (
    Column("Month", 14, "Input month"),
    Column("Planned %", 14, "Input percent"),
    Column("Earned %", 14, "Input percent"),
)


def milestones(page: Worksheet, form: ProjectForm, number: int) -> None:
    """Write the sheet of milestones; its table is called after the project's `number` in the workbook."""
    note = "Give a new forecast or the actual date. Baselines change by approved change request only."
    last = FIRST_ROW + len(form.milestones) + SPARE_MILESTONES - 1
    rows = [_cells(milestone) for milestone in form.milestones]
    _titled(page, form, "Milestones", note)
    _table(page, f"tblMilestones_{number}", MILESTONES, rows, last)
    for row, entry in enumerate(form.milestones, start=FIRST_ROW):
        page.row_dimensions[row].height = max(20, height(entry.name, NAME_WIDTH) - 4)
        put(page.cell(row, 9), entry.forecast, "Last date")
        compute(page.cell(row, 10), f'=IF(OR(E{row}="",I{row}=""),"",E{row}-I{row})', "Last number")
    _beside(page, {9: ("Last forecast", 16), 10: ("Days moved", 13)})
    told = ("Key milestone", "Choose Yes or No. Key milestones go to the committee.")
    choices.listed(page, f"C{FIRST_ROW}:C{last}", ("Yes", "No"), told)
    told = (
        "Date",
        "Write a date between 2000 and 2099, such as 30.11.2026. Leave Actual empty until it is done.",
    )
    choices.dated(page, f"D{FIRST_ROW}:F{last}", EARLIEST, LATEST, told)
    _finished(page, f"A1:J{last}")


def progress(page: Worksheet, form: ProjectForm, asked: Assignment, number: int) -> None:
    """Write the sheet of progress, with a row for the month that is asked about."""
    note = "Cumulative at the end of each month. Change an earlier month only to correct it."
    months = _months(form.progress, asked.period.start)
    last = FIRST_ROW + len(months) + SPARE_MONTHS - 1
    _titled(page, form, "Progress", note)
    _table(page, f"tblProgress_{number}", PROGRESS, [(m.month, m.planned, m.earned) for m in months], last)
    known = {entry.month: entry for entry in form.progress}
    for row, entry in enumerate(months, start=FIRST_ROW):
        put(page.cell(row, 5), known[entry.month].planned if entry.month in known else None, "Last percent")
        put(page.cell(row, 6), known[entry.month].earned if entry.month in known else None, "Last percent")
    _beside(page, {5: ("Planned, last report", 21), 6: ("Earned, last report", 21)})
    told = ("Month", "Write the month as a date, such as 01.11.2026.")
    choices.dated(page, f"A{FIRST_ROW}:A{last}", EARLIEST, LATEST, told)
    told = ("Share", "Write a share between 0 % and 100 %, such as 45 %.")
    choices.shared(page, f"B{FIRST_ROW}:C{last}", told)
    _finished(page, f"A1:F{last}")


def _cells(entry: Milestone) -> tuple[Value, ...]:
    key = "" if entry.key is None else "Yes" if entry.key else "No"
    return (entry.id, entry.name, key, entry.baseline, entry.forecast, entry.actual, entry.owner)


def _months(known: tuple[Progress, ...], asked: date) -> tuple[Progress, ...]:
    """What is known, and a row for every month after it up to the one that is asked about."""
    last = max((Period(m.month.year, m.month.month) for m in known), default=None)
    month = Period(asked.year, asked.month)
    missing = (last.shifted(1 + n) for n in range(MOST_MONTHS)) if last else iter((month,))
    return (*known, *(Progress(month=each.start) for each in missing if each <= month))


def _titled(page: Worksheet, form: ProjectForm, kind: str, note: str) -> None:
    put(page["A1"], f"{kind} · {form.name}", "Form title")
    put(page["A2"], note, "Form note")
    put(page["A3"], "Project", "Form label")
    put(page[PROJECT_CELL], form.code, "Form value")
    for row, points in {1: 28, 2: 22, 3: 20, HEAD_ROW: 22}.items():
        page.row_dimensions[row].height = points
    named(page, "ProjectCode", PROJECT_CELL)


def _table(
    page: Worksheet, name: str, columns: tuple[Column, ...], rows: Sequence[tuple[Value, ...]], last: int
) -> None:
    for at, column in enumerate(columns, start=1):
        middle = column.style not in ("Input", "Input line")
        put(page.cell(HEAD_ROW, at), column.head, "Form table middle head" if middle else "Form table head")
        page.column_dimensions[get_column_letter(at)].width = column.width
        for row in range(FIRST_ROW, last + 1):
            page.row_dimensions[row].height = 20
            given = row - FIRST_ROW < len(rows)
            value = rows[row - FIRST_ROW][at - 1] if given else None
            put(page.cell(row, at), value, column.fixed if given and column.fixed else column.style)
    table = Table(displayName=name, name=name, ref=f"A{HEAD_ROW}:{get_column_letter(len(columns))}{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    page.add_table(table)


def _beside(page: Worksheet, heads: dict[int, tuple[str, float]]) -> None:
    """Heads to the right of the table, behind a gap: what stands there is shown and never read."""
    page.column_dimensions[get_column_letter(min(heads) - 1)].width = 2
    for column, (head, width) in heads.items():
        put(page.cell(HEAD_ROW, column), head, "Last head")
        page.column_dimensions[get_column_letter(column)].width = width


def _finished(page: Worksheet, area: str) -> None:
    page.freeze_panes = f"A{FIRST_ROW}"
    page.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    printed(page, area, tall=0)
    protected(page)
