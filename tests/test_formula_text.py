"""Text that a spreadsheet would take for a formula, carried through a whole reporting round."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import cycle
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from pmo_reports import pipeline, reporting_round
from pmo_reports.model.period import Period

pytestmark = pytest.mark.slow
OCTOBER = Period(2026, 10)
MARK = "4711"
"""Stands in every hostile text and nowhere else."""
TEXTS = (
    f'=HYPERLINK("http://attack.example/{MARK}","y")',
    f"=cmd|'/c calc'!A{MARK}",
    f"+{MARK}+1",
    f"-{MARK}+3",
    f"@SUM(A{MARK})",
    f"\t={MARK}+1",
    f"\r={MARK}+1",
    f"\n={MARK}+1",
    f"\uff1d{MARK}+1",
    f"{{={MARK}}}",
    f"x\nBcc: {MARK}@attack.example",
)
DANGEROUS = tuple("=+-@\t\r\n\uff1d")
KEPT = {
    "TALMARK",
    "NET",
    "CUS",
    "DIG",
    "NET-101",
    "CUS-401",
    "DIG-301",
    "ERPC",
    "BILL",
    "FIN-4011",
    "FIN-4031",
}
OURS = re.compile(r"(NET|CUS|DIG|GEN)(-\d+)?")
CODES = re.compile(
    r"[A-Z]-?\d+|ID|Id|.* id|Parent|Level|State|Currency|Confidentiality|Project|Kind|Unit|Key|Giver|Receiver"
)
"""Ids of records, and heads below which there are codes and words to choose from; all else is free text."""
NARRATIVE = ("Summary", "Achieved", "NextPeriod", "HelpNeeded", "SubmittedBy", "ProjectName")
OVERRIDES = (
    "project_id,dimension,to,reason,author,approver,valid_from,expires_on\n"
    "CUS-401,schedule,Green,{},{},{},2026-10-05,2026-11-30\n"
)
_FORMULAS = re.compile(
    r"<(?:\w+:)?(f|formula\d?|definedName|calculatedColumnFormula)\b[^>]*>([^<]*)<", re.IGNORECASE
)


class Spoiler:
    """Puts the texts, one after the other, into every field that a person types."""

    def __init__(self) -> None:
        self.texts = cycle(TEXTS)

    def workbook(self, path: Path) -> None:
        book = load_workbook(path)
        for sheet in book:
            if sheet.title != "Status":
                self._table(sheet)
        for name in NARRATIVE:
            if name in book.defined_names:
                ((title, place),) = book.defined_names[name].destinations
                cell = book[title][place.split(":")[0]]
                cell.value, cell.data_type = next(self.texts), "s"
        book.save(path)

    def _table(self, sheet: Worksheet) -> None:
        """Rows of other projects are emptied: what is left is built quickly."""
        heads = {cell.column: str(cell.value) for cell in sheet[4] if cell.value}
        for row in sheet.iter_rows(min_row=5):
            other = any(OURS.fullmatch(str(cell.value)) and cell.value not in KEPT for cell in row[:3])
            for cell in row:
                free = isinstance(cell.value, str) and not CODES.fullmatch(heads.get(cell.column, "ID"))
                if other:
                    cell.value = None
                elif free and not CODES.fullmatch(str(cell.value)):
                    cell.value, cell.data_type = next(self.texts), "s"

    def export(self, path: Path, encoding: str, *heads: str, delimiter: str = ",") -> None:
        """A CSV: the columns of these heads, and no records of other projects."""
        first, *rows = csv.reader(io.StringIO(path.read_text(encoding), newline=""), delimiter=delimiter)
        rows = [row for row in rows if KEPT.intersection(row)]
        for row in rows:
            for head in heads:
                row[first.index(head)] = next(self.texts)
        buffer = io.StringIO()
        csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerows([first, *rows])
        path.write_bytes(buffer.getvalue().encode("utf-8-sig"))

    def schedule(self, path: Path) -> None:
        """Project XML: the names of tasks and resources; line breaks as XML keeps them."""
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"(?<=<Name>)[^<]+", lambda _: self._xml(), text), "utf-8")

    def _xml(self) -> str:
        text = next(self.texts).replace("&", "&amp;").replace("<", "&lt;")
        return re.sub(r"[\t\r\n]", lambda mark: f"&#{ord(mark[0])};", text)


@dataclass(frozen=True)
class Outputs:
    """All that a round wrote: files by path, and every Office package among or in them, by name and part."""

    files: dict[str, bytes]
    packages: dict[str, dict[str, bytes]]

    def one(self, ending: str) -> bytes:
        [content] = [content for name, content in self.files.items() if name.endswith(ending)]
        return content

    def texts(self, start: str, of: str = "xml") -> str:
        """The XML of the packages whose name begins so."""
        return "".join(
            part.decode()
            for name, parts in self.packages.items()
            if name.startswith(start)
            for place, part in parts.items()
            if place.endswith(of)
        )


@pytest.fixture(scope="module")
def outputs(one_period: Path, tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    """What a round makes of spoilt inputs: pack, forms, chase."""
    workspace = tmp_path_factory.mktemp("spoilt") / "workspace"
    shutil.copytree(one_period, workspace, ignore=shutil.ignore_patterns("store", "out"))
    spoil(workspace)
    out = workspace.parent / "outputs"
    pipeline.build(pipeline.Order(workspace=workspace, period=OCTOBER, pack="steering-committee", out=out))
    november = Period(2026, 11)
    reporting_round.hand_out(workspace, november, out=out / "forms", manager="", say=lambda _: None)
    reporting_round.chase(workspace, OCTOBER, out=out / "chase", on=date(2026, 11, 9), say=lambda _: None)
    files = {
        str(each.relative_to(out)): each.read_bytes() for each in sorted(out.rglob("*")) if each.is_file()
    }
    return Outputs(files, dict(packages(files)))


def spoil(workspace: Path) -> None:
    spoiler, inputs = Spoiler(), workspace / "inputs" / "2026-10"
    for path in [*(inputs / "status").iterdir(), *(inputs / "schedules").iterdir()]:
        if path.name[:7] not in KEPT:
            path.unlink()
    for path in [*inputs.rglob("*.xlsx"), workspace / "reference" / "portfolio.xlsx"]:
        spoiler.workbook(path)
    for path in inputs.rglob("*.xml"):
        spoiler.schedule(path)
    spoiler.export(inputs / "tracker.csv", "utf-8-sig", "Summary", "Assignee", "Status", "Sprint")
    spoiler.export(inputs / "finance_export.csv", "cp1252", "Project text", "Cost category", delimiter=";")
    people = io.StringIO()
    addresses = [(text, f"p{number}@talmark.example") for number, text in enumerate(TEXTS)]
    csv.writer(people).writerows([("name", "email"), *addresses])
    (workspace / "reference" / "people.csv").write_text(people.getvalue(), "utf-8")
    (workspace / "reference" / "overrides.csv").write_text(OVERRIDES.format(*("+" + MARK,) * 3), "utf-8")
    report = next((inputs / "status").glob("CUS-401*"))
    report.rename(report.with_name(f"=cmd {MARK} CUS-401.xlsx"))


def packages(files: dict[str, bytes]) -> Iterator[tuple[str, dict[str, bytes]]]:
    """Every workbook and deck: alone, attached to a draft, or behind a chart of the deck."""
    for name, content in files.items():
        if name.endswith(".eml"):
            yield from packages({f"{name}/{each}": inner for each, inner in attached(content)})
        elif name.endswith((".xlsx", ".pptx")):
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                parts = {each: package.read(each) for each in package.namelist()}
            yield name, parts
            yield from packages({f"{name}/{each}": inner for each, inner in parts.items()})


def attached(content: bytes) -> Iterator[tuple[str, bytes]]:
    for part in message(content).iter_attachments():
        assert isinstance(part, EmailMessage)
        yield part.get_filename() or "", part.get_content()


def message(content: bytes) -> EmailMessage:
    found = message_from_bytes(content, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def test_nothing_computes_what_was_text(outputs: Outputs) -> None:
    """No cell, drop-down, rule, name or series of any workbook, chart or table."""
    formulas = {
        (name, part, text)
        for name, parts in outputs.packages.items()
        for part, content in parts.items()
        if part.endswith(".xml")
        for _, text in _FORMULAS.findall(content.decode())
    }
    assert len(formulas) > 100
    assert [each for each in formulas if MARK in each[2]] == []
    assert len(outputs.packages) > 20


@pytest.mark.parametrize("where", ["2026-10/steering-committee/v1/", "forms/", "chase/"])
def test_the_text_is_there_unchanged(outputs: Outputs, where: str) -> None:
    """So that the test above has something to find."""
    text = html.unescape(outputs.texts(where))
    assert [each for each in TEXTS if each[0] not in "\t\r\nx" and each not in text] == []


def test_the_deck_shows_it_on_slides_and_in_notes_and_charts(outputs: Outputs) -> None:
    [deck] = [parts for name, parts in outputs.packages.items() if name.endswith(".pptx")]
    marked = {name.split("/")[1] for name, part in deck.items() if MARK.encode() in part}
    assert {"slides", "notesSlides"} <= marked


def test_the_facts_are_data(outputs: Outputs) -> None:
    facts = outputs.one("facts.json").decode()
    assert json.loads(facts)
    assert MARK in facts


def test_no_cell_of_the_csv_begins_a_formula(outputs: Outputs) -> None:
    rows = list(csv.reader(io.StringIO(outputs.one("chase.csv").decode("utf-8-sig"), newline="")))
    assert [cell for row in rows for cell in row if cell.startswith(DANGEROUS)] == []
    assert any(cell.startswith(("'=", "'+", "'-", "'@")) for row in rows for cell in row)


def test_no_office_file_leads_outside(outputs: Outputs) -> None:
    """No part is bound to another place, and none holds DDE."""
    for name, parts in outputs.packages.items():
        assert not [each for each in parts if "externalLink" in each], name
        bound = [each for each, text in parts.items() if re.search(rb'TargetMode="External"|<ddeLink', text)]
        assert bound == [], name


def test_no_mail_has_a_header_or_a_link_of_theirs(outputs: Outputs) -> None:
    mails = [message(content) for name, content in outputs.files.items() if name.endswith(".eml")]
    assert len(mails) > 5
    for mail in mails:
        assert {"bcc", "cc"}.isdisjoint(each.lower() for each in mail)
        assert "attack" not in mail["To"].addresses[0].addr_spec
        page = mail.get_body(("html",))
        assert page
        assert not re.search(r"<a[^>]*attack", page.get_content())


def test_the_pdf_has_no_link_of_theirs(outputs: Outputs) -> None:
    pages = PdfReader(io.BytesIO(outputs.one(".pdf"))).pages
    notes = [note.get_object() for page in pages for note in page.get("/Annots") or []]
    actions = [note["/A"].get_object() for note in notes if "/A" in note]
    assert notes
    assert [str(action["/URI"]) for action in actions if "attack" in str(action.get("/URI", ""))] == []
    assert {str(action.get("/S")) for action in actions}.isdisjoint({"/JavaScript", "/Launch"})
    assert MARK in pages[2].extract_text()


def test_no_file_is_named_by_a_formula(outputs: Outputs) -> None:
    assert any(MARK in name for name in outputs.files)
    assert all(re.fullmatch(r'[^\x00-\x1f<>:"\\|?*]+', name) for name in outputs.files)
