"""Text that a spreadsheet would take for a formula, carried through a whole reporting round."""

from __future__ import annotations

import csv
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from pmo_reports import pipeline, reporting_round
from pmo_reports.model.period import Period

pytestmark = pytest.mark.slow
OCTOBER = Period(2026, 10)
TEXTS = (
    '=HYPERLINK("http://attack.example/x","y")',
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "{=1}",
)
SPOILT = frozenset(
    {
        "Name",
        "Manager",
        "Sponsor",
        "Description",
        "Risk",
        "Issue",
        "Action",
        "Response",
        "Question",
        "Change",
        "Milestone",
        "Benefit",
        "Role",
        "Deliverable",
        "Owner",
    }
)
"""Heads below which every text is replaced."""
NARRATIVE = ("Summary", "Achieved", "NextPeriod", "HelpNeeded", "SubmittedBy")
THEIRS = re.compile(r"attack|cmd\||@SUM|\{=1")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def spoil(path: Path) -> None:
    book = load_workbook(path)
    texts = cycle(TEXTS)
    for sheet in book:
        for column in [
            cell.column for row in sheet.iter_rows(max_row=6) for cell in row if cell.value in SPOILT
        ]:
            for (cell,) in sheet.iter_rows(min_row=5, min_col=column, max_col=column):
                if isinstance(cell.value, str) and cell.value not in SPOILT:
                    cell.value, cell.data_type = next(texts), "s"
    for name in NARRATIVE:
        if name in book.defined_names:
            ((sheet, place),) = book.defined_names[name].destinations
            cell = book[sheet][place.split(":")[0]]
            cell.value, cell.data_type = next(texts), "s"
    book.save(path)


def spoil_csv(path: Path) -> None:
    """The summaries and assignees of a tracker's export."""
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    texts = cycle(TEXTS)
    for row in rows[1:]:
        for head in ("Summary", "Assignee", "Status"):
            row[rows[0].index(head)] = next(texts)
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    path.write_bytes(buffer.getvalue().encode())


@pytest.fixture(scope="module")
def outputs(one_period: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all that a round writes over spoilt inputs: pack, forms, chase."""
    workspace = tmp_path_factory.mktemp("spoilt") / "workspace"
    shutil.copytree(one_period, workspace, ignore=shutil.ignore_patterns("store", "out"))
    for path in [*workspace.glob("inputs/2026-10/**/*.xlsx"), workspace / "reference" / "portfolio.xlsx"]:
        spoil(path)
    spoil_csv(workspace / "inputs" / "2026-10" / "tracker.csv")
    report = workspace / "inputs" / "2026-10" / "status" / "CUS-401 Billing Engine.xlsx"
    report.rename(report.with_name("=cmd CUS-401.xlsx"))
    folder = workspace.parent / "outputs"
    pipeline.build(pipeline.Order(workspace=workspace, period=OCTOBER, pack="steering-committee", out=folder))
    reporting_round.hand_out(
        workspace, Period(2026, 11), out=folder / "forms", manager="", say=lambda _: None
    )
    reporting_round.chase(workspace, OCTOBER, out=folder / "chase", on=date(2026, 11, 9), say=lambda _: None)
    return folder


def workbooks(outputs: Path) -> Iterator[tuple[str, bytes]]:
    """Every workbook that was written: alone, attached to a draft, or behind a chart of the deck."""
    for path in sorted(each for each in outputs.rglob("*") if each.is_file()):
        if path.suffix == ".xlsx":
            yield path.name, path.read_bytes()
        elif path.suffix == ".pptx":
            yield from _embedded(path)
        elif path.suffix == ".eml":
            yield from _attached(path)


def _embedded(path: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as deck:
        yield from ((name, deck.read(name)) for name in deck.namelist() if name.endswith(".xlsx"))


def _attached(path: Path) -> Iterator[tuple[str, bytes]]:
    for part in message_from_bytes(path.read_bytes(), policy=policy.default).iter_attachments():
        if (part.get_filename() or "").endswith(".xlsx"):
            yield f"{path.name}/{part.get_filename()}", part.get_content()


def computes_theirs(cell: Any) -> bool:  # noqa: ANN401 - openpyxl tells no one type
    """Whether a formula was made of a text; forms have some of our own, copies those of their original."""
    text = str(cell.value).strip()
    return cell.data_type == "f" and (text in {each.strip() for each in TEXTS} or bool(THEIRS.search(text)))


def test_no_cell_of_any_workbook_computes_what_was_text(outputs: Path) -> None:
    found, read = [], 0
    for name, content in workbooks(outputs):
        for sheet in load_workbook(io.BytesIO(content)):
            cells = [cell for row in sheet.iter_rows() for cell in row if computes_theirs(cell)]
            found += [(name, sheet.title, cell.coordinate, cell.value) for cell in cells]
            read += 1
    assert read > 100
    assert found == []


def test_the_text_is_there_unchanged(outputs: Path) -> None:
    """So that the test above has something to find."""
    apart = {"forms", "chase", "findings.xlsx"}
    [annex] = [each for each in outputs.rglob("*.xlsx") if not apart & set(each.relative_to(outputs).parts)]
    book = load_workbook(annex, read_only=True)
    values = {value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row}
    assert {"+1+1", "-2+3", "@SUM(A1)", "{=1}", TEXTS[0], TEXTS[1]} <= values


def test_no_cell_of_the_csv_begins_a_formula(outputs: Path) -> None:
    [path] = outputs.rglob("chase.csv")
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    assert [cell for row in rows for cell in row if cell.startswith(DANGEROUS)] == []
    assert any(cell.startswith(("'=", "'+", "'-", "'@")) for row in rows for cell in row)


def test_no_office_file_leads_outside(outputs: Path) -> None:
    """No part is bound to another place, and none holds DDE."""
    packages = [(path.name, path.read_bytes()) for path in outputs.rglob("*.pptx")]
    for name, content in [*packages, *workbooks(outputs)]:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {each: package.read(each) for each in package.namelist()}
        assert not [each for each in parts if "externalLink" in each], name
        bound = [each for each, text in parts.items() if re.search(rb'TargetMode="External"|<ddeLink', text)]
        assert bound == [], name


def test_the_pdf_has_no_link_of_theirs(outputs: Path) -> None:
    [path] = outputs.rglob("*.pdf")
    notes = [note.get_object() for page in PdfReader(path).pages for note in page.get("/Annots") or []]
    actions = [note["/A"].get_object() for note in notes if "/A" in note]
    assert notes
    assert [str(action["/URI"]) for action in actions if "attack" in str(action.get("/URI", ""))] == []
    assert {str(action.get("/S")) for action in actions}.isdisjoint({"/JavaScript", "/Launch"})
