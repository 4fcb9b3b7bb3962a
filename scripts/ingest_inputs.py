"""Inputs to measure reading by: the same bytes each time, in the shape of real exports, nobody's data."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

PERIOD = "2026-10"
PROJECTS = 200
FORM_OF = "DIG-301"
FORM = f"inputs/{PERIOD}/status/{FORM_OF} ERP Core.xlsx"
EXPORT_ROWS = 100_000
_MONTHS, _CATEGORIES = 50, 10
_PACKED = (2026, 11, 3, 16, 30, 0)
_FIRST_DAY = date(1899, 12, 30)
_EXPORT_HEADS = (
    *("Project code", "Project text", "Month", "Cost category", "Type", "Currency"),
    *("Budget original", "Budget current", "Committed", "Actual", "Forecast"),
    *("Cost centre text", "Plant", "Document date", "Vendor", "Purchase order", "Profit centre"),
    *("Functional area", "Changed by", "Remark"),
)
_PROJECT_HEADS = ("ID", "Level", "Name", "Manager", "State", "Currency", "Baseline start", "Baseline finish")
_CELL = '<c r="{}{}"{}>{}</c>'
_SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>',
    "</sheetData></worksheet>",
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/styles.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
_LINK = f'<Relationship Id="rId{{}}" Type="{_KINDS}/{{}}" Target="{{}}"/>'
_BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    f'xmlns:r="{_KINDS}"><sheets><sheet name="{{}}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<fonts><font/></fonts><fills><fill><patternFill patternType="none"/></fill></fills>'
    "<borders><border/></borders>"
    '<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    "</styleSheet>"
)


def code(project: int) -> str:
    """The project's id: "P-001"."""
    return f"P-{project:03}"


def portfolio(folder: Path, form: bytes, rows: int = EXPORT_ROWS) -> None:
    """Put a register, a crosswalk, `PROJECTS` status workbooks and an export into a workspace."""
    files = {
        "reference/portfolio.xlsx": workbook(register(), "Register"),
        "reference/crosswalk.csv": crosswalk(),
        f"inputs/{PERIOD}/finance_export.csv": export(rows),
        **{f"inputs/{PERIOD}/status/{code(n)}.xlsx": status(form, n) for n in range(1, PROJECTS + 1)},
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def status(form: bytes, project: int, *, words: str = "") -> bytes:
    """The sample's status form of another project; `words` change what it says."""
    buffer = BytesIO()
    old, new = f">{FORM_OF}<".encode(), f">{code(project)}<".encode()
    said = " ".join(filter(None, ("Project status report", words))).encode()
    with zipfile.ZipFile(BytesIO(form)) as read, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for part in read.infolist():
            content = read.read(part.filename).replace(old, new).replace(b"Project status report", said)
            _add(made, part.filename, content)
    return buffer.getvalue()


def register() -> Iterator[Sequence[object]]:
    """The project register: heads, then a project a row."""
    yield _PROJECT_HEADS
    for n in range(1, PROJECTS + 1):
        start = date(2025, 1, 1) + timedelta(days=n)
        yield (
            code(n),
            "Project",
            f"Works no. {n}",
            f"Manager {n % 37}",
            "Active",
            "EUR",
            start,
            date(2028, 6, 30),
        )


def crosswalk() -> bytes:
    """Finance's code of each project."""
    lines = (f"finance,FIN-{4000 + n},{code(n)}\n" for n in range(1, PROJECTS + 1))
    return ("system,local_id,project_id\n" + "".join(lines)).encode()


def export(rows: int) -> bytes:
    """A finance export of 20 columns as semicolon-separated text, German marks."""
    lines = (";".join(map(_marked, record)) for record in _postings(rows))
    return "\n".join((";".join(_EXPORT_HEADS), *lines, "")).encode("cp1252")


def export_workbook(rows: int) -> bytes:
    """The same export as a workbook: 20 columns of text, numbers and dates, texts shared as Excel does."""
    return workbook((_EXPORT_HEADS, *_postings(rows)), "Export")


def _postings(rows: int) -> Iterator[tuple[object, ...]]:
    """Postings: each project, month and category once, as far as `rows` go."""
    for at in range(rows):
        project, rest = at % PROJECTS + 1, at // PROJECTS
        category, month = rest % _CATEGORIES, rest // _CATEGORIES % _MONTHS
        on = date(2024 + month // 12, month % 12 + 1, 1)
        budget = (at * 7919 % 9_999_991) / 100
        yield (
            *(f"FIN-{4000 + project}", f"WORKS NO {project}", on, f"Category {category}"),
            *("Capex" if category % 2 else "Opex", "EUR"),
            *(budget, budget, budget / 2, round(budget * 0.47, 2), round(budget * 1.03, 2)),
            *(f"Cost centre {project % 60}", project % 12 + 1000, on + timedelta(days=at % 27)),
            *(f"Vendor {at % 4000}", 4_500_000_000 + at, f"PC{project % 25}", f"FA{category}"),
            *(f"user{at % 90}", f"Posting {at} of batch {at // 500}"),
        )


def _marked(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float):
        return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
    return str(value)


def workbook(rows: Iterable[Sequence[object]], sheet: str) -> bytes:
    """A workbook of one sheet, written as Excel writes it: shared texts, serial dates, addresses."""
    texts: dict[str, int] = {}
    records = [_row(at, cells, texts) for at, cells in enumerate(rows, 1)]
    shared = "".join(f"<si><t>{text}</t></si>" for text in texts)
    count = f'count="{len(texts)}" uniqueCount="{len(texts)}"'
    return packed(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _LINKS.format(_LINK.format(1, "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": _BOOK.format(sheet),
            "xl/_rels/workbook.xml.rels": _LINKS.format(
                _LINK.format(1, "worksheet", "worksheets/sheet1.xml")
                + _LINK.format(2, "styles", "styles.xml")
                + _LINK.format(3, "sharedStrings", "sharedStrings.xml")
            ),
            "xl/styles.xml": _STYLES,
            "xl/worksheets/sheet1.xml": "".join((_SHEET[0], *records, _SHEET[1])),
            "xl/sharedStrings.xml": '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            f"{count}>{shared}</sst>",
        }
    )


def packed(parts: dict[str, str]) -> bytes:
    """A zip archive of `parts` whose members all bear the same time."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            _add(made, name, text.encode())
    return buffer.getvalue()


def _add(made: zipfile.ZipFile, name: str, content: bytes) -> None:
    member = zipfile.ZipInfo(name, date_time=_PACKED)
    member.compress_type = zipfile.ZIP_DEFLATED
    made.writestr(member, content)


def _row(at: int, cells: Sequence[object], texts: dict[str, int]) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    filled = (_cell(letters[column], at, cell, texts) for column, cell in enumerate(cells))
    return f'<row r="{at}">{"".join(filled)}</row>'


def _cell(letter: str, row: int, cell: object, texts: dict[str, int]) -> str:
    if isinstance(cell, str):
        return _CELL.format(letter, row, ' t="s"', f"<v>{texts.setdefault(cell, len(texts))}</v>")
    if isinstance(cell, date):
        return _CELL.format(letter, row, ' s="1"', f"<v>{(cell - _FIRST_DAY).days}</v>")
    return _CELL.format(letter, row, "", f"<v>{cell}</v>")
