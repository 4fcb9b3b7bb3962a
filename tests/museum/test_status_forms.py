"""The reports of the project managers, as forms of every age and as a sheet of labels."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from pmo_reports import forms
from pmo_reports.config import loading
from pmo_reports.config.document import document
from pmo_reports.forms.assignments import Asked, assignments
from pmo_reports.forms.content import Assignment
from pmo_reports.forms.layout import CELLS, FIRST_ROW, RAGS, TEXTS, WORDS
from pmo_reports.model.tables import Portfolio
from tests.museum.exhibit import OCTOBER, ROOT, Exhibit, held, read
from tests.museum.office import instead, lacking, plain, workbook

TABLES = ("status_reports", "milestones", "progress")
LABELS: Mapping[str, str] = {
    "project_id": "Project ID",
    "status_date": "Report date",
    "submitted_by": "Prepared by",
    "overall": "Overall status",
    "schedule": "Schedule status",
    "cost": "Budget status",
    "scope": "Scope status",
    "risk": "Risk status",
    "resources": "Resource status",
    "summary": "Executive summary",
    "achieved": "Accomplishments",
    "next": "Next steps",
    "help_needed": "Help needed",
    "return_to_green": "Return to green",
}
MOVED = ("forecast_date", "actual_date")
SHARES = ("planned_percent", "percent_complete")
EXHIBITS = {"status-report": "status-report"}


def shipped() -> dict[str, object]:
    return dict(document(ROOT / "config" / "sources" / "status.yaml", "status").content)


def test_the_older_forms_of_the_sample(one_period: Path, reference: Portfolio, tmp_path: Path) -> None:
    folder = one_period / "inputs" / "2026-10" / "status"
    files = {path.name: path.read_bytes() for path in folder.glob("*.xlsx")}
    shown = read(Exhibit(files=files, settings=shipped()), one_period, tmp_path)
    for table in TABLES:
        held(shown, reference, table)


@pytest.mark.parametrize("beside", [False, True], ids=["below", "beside"])
def test_a_sheet_of_labels(one_period: Path, reference: Portfolio, tmp_path: Path, *, beside: bool) -> None:
    rows = reference["status_reports"].to_dict("records")
    files = {f"status {row['project_id']}.xlsx": labelled(row, beside=beside) for row in rows}
    shown = read(Exhibit(files=files, preset="status-report"), one_period, tmp_path)
    held(shown, of_october(reference), "status_reports", lacking("status_reports", "period", *LABELS))


def labelled(row: Mapping[str, object], *, beside: bool) -> bytes:
    """A report of labels, each with its value beside or below it."""
    said = {LABELS[name]: WORDS.get(str(row[name]), plain(row[name])) for name in LABELS}
    lines = [
        line
        for head, value in said.items()
        for line in ([[head, value]] if beside else [[head], [value], []])
    ]
    return workbook({"Status report": lines}, (["Project status report"], []))


def test_forms_of_ours_filled_in(one_period: Path, reference: Portfolio, tmp_path: Path) -> None:
    asked = Asked(period=OCTOBER, status_date=OCTOBER.end, due=OCTOBER.end)
    given = assignments(unreported(reference), loading.load(one_period), asked)
    files = {f"{each.manager or 'nobody'}.xlsx": filled(each, reference) for each in given}
    shown = read(Exhibit(files=files, settings=shipped()), one_period, tmp_path)
    assert len(files) > 1
    months = shown["progress"].dropna(subset=list(SHARES), how="all")  # printed ones may stay empty
    shown = instead(shown, progress=months)
    for table in TABLES:
        held(shown, only_asked(of_october(reference), given, table), table)


def of_october(reference: Portfolio) -> Portfolio:
    """One manager of the sample sent an old form with an old month; forms of this month say this month."""
    return instead(reference, status_reports=reference["status_reports"].assign(period=OCTOBER.id))


def unreported(reference: Portfolio) -> Portfolio:
    """The register as of before the reports: forms show nothing of what the manager has to write."""
    done = reference["progress"]["month"] < pd.Timestamp(OCTOBER.start)
    return instead(
        reference,
        status_reports=reference["status_reports"].iloc[:0],
        milestones=reference["milestones"].assign(**dict.fromkeys(MOVED, pd.NaT)),
        progress=reference["progress"][done].assign(**dict.fromkeys(SHARES, float("nan"))),
    )


def only_asked(reference: Portfolio, given: tuple[Assignment, ...], table: str) -> Portfolio:
    codes = {project.code for each in given for project in each.projects}
    return instead(reference, **{table: reference[table][reference[table]["project_id"].isin(codes)]})


def filled(given: Assignment, reference: Portfolio) -> bytes:
    """The form of ours with what its manager reports of each project."""
    book = load_workbook(BytesIO(forms.workbook(given)))
    for project in given.projects:
        own = {name: reference[name][reference[name]["project_id"].eq(project.code)] for name in TABLES}
        for name, cells in (("Status", status(own)), ("Milestones", dates(own)), ("Progress", shares(own))):
            enter(book, f"{name} {project.code}", cells)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def enter(book: Workbook, sheet: str, cells: Mapping[str, object]) -> None:
    for place, value in cells.items():
        cell = book[sheet][place]
        assert not cell.protection.locked
        cell.value = plain(value)
        if isinstance(value, str):
            cell.data_type = "s"  # text that begins like a formula is entered as text


def status(own: Mapping[str, pd.DataFrame]) -> dict[str, object]:
    return {
        place: value
        for row in own["status_reports"].to_dict("records")
        for place, value in report(row).items()
    }


def report(row: Mapping[str, Any]) -> dict[str, object]:
    said = {
        "StatusDate": "status_date",
        "SubmittedBy": "submitted_by",
        "SubmittedOn": "submitted_on",
        "ReturnToGreen": "return_to_green",
    }
    return {
        **{CELLS[name]: row[field] for name, field in said.items()},
        **{CELLS[f"Rag{head}"]: WORDS[row[field]] for field, head in RAGS.items()},
        **{CELLS[text.name]: row[text.field] for text in TEXTS},
    }


def dates(own: Mapping[str, pd.DataFrame]) -> dict[str, object]:
    rows = enumerate(own["milestones"].to_dict("records"), start=FIRST_ROW)
    return {f"{at}{line}": row[name] for line, row in rows for at, name in zip("EF", MOVED, strict=True)}


def shares(own: Mapping[str, pd.DataFrame]) -> dict[str, object]:
    rows = enumerate(own["progress"].sort_values("month").to_dict("records"), start=FIRST_ROW)
    return {f"{at}{line}": row[name] for line, row in rows for at, name in zip("BC", SHARES, strict=True)}
