"""The Status sheet of a project: who and when, states, narrative, last month's words beside each input."""

from __future__ import annotations

from datetime import date, timedelta

from openpyxl.worksheet.worksheet import Worksheet

from pmo_reports.forms import choices
from pmo_reports.forms.cells import compute, height, put, spoken, spread
from pmo_reports.forms.content import Assignment, LastReport, ProjectForm, Risk
from pmo_reports.forms.layout import (
    CELLS,
    GREEN_ROW,
    LABELS,
    RAG_HEADS,
    RAG_HINT,
    RAG_LAST,
    RAG_ROW,
    RAGS,
    RISKS_ROW,
    TEXTS,
    WORDS,
    Text,
)
from pmo_reports.forms.look import coloured, reddened, tinted
from pmo_reports.forms.page import named, printed, protected

WIDTHS = {"A": 2, "I": 2, "J": 58, "K": 2, **dict.fromkeys("BCDEFGH", 15), "F": 17.5}
CHARACTERS, BESIDE = 104, 58
"""Characters of running text in the width of an input, and of what stands beside it."""
LETTERS_A_WORD = 6
WINDOW = timedelta(days=92)
FARTHEST = timedelta(days=3653)
"""How long after the status date a project may say that it is green again: ten years."""
HINT = "Green: within tolerance · Amber: outside it, the project can recover · Red: the committee must act"


def fill(page: Worksheet, form: ProjectForm, asked: Assignment) -> None:
    """Write the whole sheet."""
    for column, width in WIDTHS.items():
        page.column_dimensions[column].width = width
    _heads(page, form, asked)
    _identity(page, form, asked)
    _states(page, form.last)
    _way_back(page, form.last, asked)
    for text in TEXTS:
        _text(page, text, form.last, asked.budgets.get(text.field, 0))
    last = _risks(page, form.risks)
    for name, cell in CELLS.items():
        named(page, name, cell)
    printed(page, f"A1:K{last}", tall=1)
    protected(page)


def _heads(page: Worksheet, form: ProjectForm, asked: Assignment) -> None:
    note = f"{asked.organisation} · fill in the cream cells · return by {spoken(asked.due)}"
    spread(page, "B2:J2", f"{form.code}  {form.name}", "Form title")
    spread(page, "B3:J3", f"Status report for {asked.period.start:%B %Y} · {note}", "Form note")
    spread(page, "B9:H9", "1  Status as you see it", "Form heading")
    for row, points in {
        2: 30,
        3: 20,
        9: 22,
        RAG_HEADS: 20,
        RAG_HINT: 20,
        RAG_ROW: 26,
        RAG_LAST: 20,
        GREEN_ROW: 22,
        **dict.fromkeys((5, 6, 7), 20),
    }.items():
        page.row_dimensions[row].height = points


def _identity(page: Worksheet, form: ProjectForm, asked: Assignment) -> None:
    for cell, label in LABELS.items():
        put(page[cell], label, "Form label")
    spread(page, "C5:E5", form.code, "Form value")
    spread(page, "C6:E6", form.name, "Form value")
    spread(page, "C7:E7", asked.manager, "Input")
    spread(page, "G5:H5", asked.period.id, "Form value")
    spread(page, "G6:H6", None, "Input date")
    spread(page, "G7:H7", None, "Input date")
    start, end = asked.period.start, asked.period.end
    as_of = spoken(asked.status_date)
    told = f"The day that your figures are as of: {as_of}, or another day from {spoken(start)} on."
    choices.dated(page, "G6", start, end + WINDOW, ("Status date", told))
    told = f"The day on which you send this report. It is due on {spoken(asked.due)}."
    choices.dated(page, "G7", start, end + WINDOW, ("Submitted on", told))
    _last_identity(page, form.last)


def _last_identity(page: Worksheet, last: LastReport) -> None:
    if not last.period:
        put(page["J5"], "No earlier report of this project is known.", "Last line")
        return
    sent = f"sent on {_day(last.submitted_on)}" + (f" by {last.submitted_by}" if last.submitted_by else "")
    put(page["J5"], f"Last report: {last.period}", "Last line")
    put(page["J6"], f"as of {_day(last.status_date)}", "Last line")
    put(page["J7"], sent, "Last line")


def _states(page: Worksheet, last: LastReport) -> None:
    for column, (field, head) in enumerate(RAGS.items(), start=2):
        put(page.cell(RAG_HEADS, column), head, "Form rag head")
        put(page.cell(RAG_ROW, column), None, "Input rag")
        put(page.cell(RAG_LAST, column), last.rags.get(field, "–") if last.period else "–", "Last rag")
    put(page.cell(RAG_ROW, 10), "◂ choose a state for each dimension", "Last line")
    put(page.cell(RAG_LAST, 10), f"◂ declared last time ({last.period or 'no report'})", "Last line")
    spread(page, f"B{RAG_HINT}:J{RAG_HINT}", HINT, "Form note")
    told = (
        "State",
        "Choose Green, Amber or Red. Leave it empty only if you cannot say: it then counts as unknown.",
    )
    choices.listed(page, f"B{RAG_ROW}:H{RAG_ROW}", tuple(WORDS.values()), told)
    coloured(page, f"B{RAG_ROW}:H{RAG_ROW}")
    tinted(page, f"B{RAG_LAST}:H{RAG_LAST}")


def _way_back(page: Worksheet, last: LastReport, asked: Assignment) -> None:
    """By when an amber or red project is green again, with what was said last time."""
    row, cell = GREEN_ROW, CELLS["ReturnToGreen"]
    spread(page, f"B{row}:C{row}", "If amber or red: green again by", "Form label")
    spread(page, f"D{row}:E{row}", None, "Input date")
    said = _day(last.return_to_green) if last.return_to_green else "no date"
    put(page.cell(row, 10), f"◂ declared last time: {said}" if last.period else "", "Last line")
    first = asked.status_date + timedelta(days=1)
    told = (
        f"The day by which an amber or red project will be green again: {spoken(first)} or later. "
        "Each move of it is counted and shown to the committee."
    )
    choices.dated(page, cell, first, asked.status_date + FARTHEST, ("Green again by", told))


def _text(page: Worksheet, text: Text, last: LastReport, budget: int) -> None:
    cell, below = CELLS[text.name], text.row + 1
    before = last.texts.get(text.field, "") or "(nothing was reported)"
    spread(page, f"B{text.row}:F{text.row}", text.heading, "Form heading")
    spread(page, f"G{text.row}:H{text.row}", None, "Form count")
    put(page.cell(text.row, 10), "Last report", "Form heading")
    spread(page, f"B{below}:H{below}", None, "Input text")
    put(page.cell(below, 10), before, "Last text")
    room = height("x" * budget * LETTERS_A_WORD, CHARACTERS, least=4)
    page.row_dimensions[text.row].height = 20
    page.row_dimensions[below].height = max(room, height(before, BESIDE))
    if budget:
        _count(page, text, cell, budget)


def _count(page: Worksheet, text: Text, cell: str, budget: int) -> None:
    words = choices.word_count(cell)
    compute(page.cell(text.row, 7), f'={words}&" of {budget} words"', "Form count")
    reddened(page, f"G{text.row}", f"{words}>{budget}")
    told = f"At most {budget} words. Longer texts are read, but you will be asked to shorten them."
    choices.counted(page, cell, budget, (text.heading.partition("  ")[2].partition(":")[0], told))


def _risks(page: Worksheet, risks: tuple[Risk, ...]) -> int:
    """The last row that is used."""
    if not risks:
        return RISKS_ROW - 2
    spread(page, f"B{RISKS_ROW}:H{RISKS_ROW}", "6  Highest open risks in the RAID log", "Form heading")
    put(page.cell(RISKS_ROW, 10), "Response (correct it in the RAID log, not here)", "Form heading")
    page.row_dimensions[RISKS_ROW].height = 20
    for row, risk in enumerate(risks, start=RISKS_ROW + 1):
        put(page.cell(row, 2), risk.id, "Fixed")
        spread(page, f"C{row}:F{row}", risk.title, "Fixed prose")
        put(page.cell(row, 7), "" if risk.score is None else f"score {risk.score}", "Fixed middle")
        put(page.cell(row, 8), risk.due, "Fixed date")
        put(page.cell(row, 10), risk.response, "Fixed prose")
        page.row_dimensions[row].height = max(height(risk.title, 58), height(risk.response, BESIDE))
    return RISKS_ROW + len(risks)


def _day(day: date | None) -> str:
    return spoken(day) if day else "(no date)"
