"""Files that ask for more than they give: what somebody sends by mistake, or to bring a run down."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from io import BytesIO

from tests.readers.reading_fixture import book, repacked, saved

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Risks">{}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)
_LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
_OUTSIDE = '<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@cache
def _sound() -> bytes:
    return saved(book(["id", "name"], [1, "Atlas"]))


def workbook(parts: Mapping[str, bytes]) -> bytes:
    """A sound workbook with parts replaced or added."""
    return repacked(_sound(), parts, level=1)


def of_rows(rows: Iterable[str]) -> bytes:
    """A workbook whose sheet is made of these rows."""
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
    return workbook({SHEET: sheet.encode()})


def heads(more: str = "") -> str:
    """A row of heads and a record, as cells with their texts in them."""
    return _row(1, "id", "name", more=more) + _row(2, "R-1", "Atlas")


def shared(texts: str, before: str = "") -> bytes:
    """A workbook with a part of shared texts."""
    return workbook({"xl/sharedStrings.xml": f'{before}<sst xmlns="{MAIN}">{texts}</sst>'.encode()})


def amplified() -> bytes:
    """One text of 30 000 letters that 100 000 cells show: 3 GB out of some hundred kilobytes."""
    cells = (f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(3, 100_003))
    whole = of_rows([heads(), *cells])
    texts = f'<sst xmlns="{MAIN}"><si><t>{"x" * 30_000}</t></si></sst>'
    return repacked(whole, {"xl/sharedStrings.xml": texts.encode()})


def ods(content: str, before: str = "") -> bytes:
    """An OpenDocument spreadsheet of one table, sound but for what is in it."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        made.writestr("META-INF/manifest.xml", _MANIFEST)
        made.writestr("content.xml", before + _ODS.format(content))
    return buffer.getvalue()


def _row(at: int, *texts: str, more: str = "") -> str:
    letters = "ABCDEFGH"
    cells = (
        f'<c r="{a}{at}" t="inlineStr"><is><t>{t}</t></is></c>' for a, t in zip(letters, texts, strict=False)
    )
    return f'<row r="{at}">{"".join(cells)}{more}</row>'


def _thousands(count: int, record: Callable[[str], str]) -> Iterable[str]:
    """`record` of each number from 1000 up to `count`, a thousand at a time: one text, filled in."""
    block = "".join(record(f"#{n:03}") for n in range(1_000))
    return (block.replace("#", str(thousand)) for thousand in range(1, count // 1_000))


def _numbered(count: int, columns: str) -> Iterable[str]:
    def row(n: str) -> str:
        return f'<row r="{n}">' + "".join(f'<c r="{a}{n}"><v>{n}</v></c>' for a in columns) + "</row>"

    return _thousands(count, row)


def _letters(column: int) -> str:
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _wide(rows: int) -> bytes:
    columns = [_letters(column) for column in range(3, 16_385)]
    row = '<row r="#">' + "".join(f'<c r="{a}#"><v>1</v></c>' for a in columns) + "</row>"
    return of_rows([heads(), *(row.replace("#", str(n)) for n in range(3, rows + 3))])


def _styled() -> bytes:
    rows = _thousands(10**6, lambda n: f'<row r="{n}" s="0" customFormat="1"><c r="A{n}" s="0"/></row>')
    return of_rows([heads(), *rows])


def _repeated(rows: int, columns: int) -> str:
    one = 'office:value-type="float" office:value="1"'
    cell = f'<table:table-cell table:number-columns-repeated="{columns}" {one}/>'
    return f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'


def _lines(count: int, columns: int) -> bytes:
    """CSV whose every cell is another one."""
    rows = _thousands(count, lambda n: ",".join(f"{n}.{at}" for at in range(columns)) + "\n")
    return "".join(("id,name\n", *rows)).encode()


def _many_columns(rows: int) -> bytes:
    row = ",".join(f"#.{at}" for at in range(16_384))
    return "\n".join(("id,name", *(row.replace("#", str(n)) for n in range(rows)))).encode()


FILES: Mapping[str, tuple[str, Callable[[], bytes], str]] = {
    "blanks": ("bomb.xlsx", lambda: workbook({SHEET: b"<" + b" " * 300_000_000}), "unsafe-file"),
    "many parts": (
        "bomb.xlsx",
        lambda: workbook({f"xl/media/{n}.png": b"" for n in range(6_000)}),
        "unsafe-file",
    ),
    "nested": (
        "bomb.xlsx",
        lambda: workbook({"xl/inner.bin": workbook({"x": b" " * 9_000_000})}),
        "unsafe-file",
    ),
    "outside": ("x.xlsx", lambda: shared("<si><t>&x;</t></si>", _OUTSIDE), "unsafe-file"),
    "entities": ("x.xlsx", lambda: shared("<si><t>&c;</t></si>", _LAUGHS), "unsafe-file"),
    "entities in ods": ("x.ods", lambda: ods("&c;", _LAUGHS), "unsafe-file"),
    "one text in many cells": ("x.xlsx", amplified, "unsafe-file"),
    "many shared texts": (
        "x.xlsx",
        lambda: shared("".join(_thousands(900_000, lambda n: f"<si><t>{n:x>76}</t></si>"))),
        "read",
    ),
    "a million rows": ("x.xlsx", lambda: of_rows([heads(), *_numbered(10**6, "AB")]), "too-many-cells"),
    "five million cells": (
        "x.xlsx",
        lambda: of_rows([heads(), *_numbered(10**6, "ABCDE")]),
        "too-many-cells",
    ),
    "16k columns": ("x.xlsx", lambda: _wide(1), "too-many-cells"),
    "16k columns, 200 rows": ("x.xlsx", lambda: _wide(200), "too-many-cells"),
    "two corners": (
        "x.xlsx",
        lambda: of_rows([heads(), '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>']),
        "unsafe-file",
    ),
    "a hole below the limits of a glance": (
        "x.xlsx",
        lambda: of_rows([heads(), '<row r="99999"><c r="ZZ99999"><v>1</v></c></row>']),
        "unsafe-file",
    ),
    "a million styled empty rows": ("x.xlsx", _styled, "read"),
    "rows repeated in ods": (
        "x.ods",
        lambda: ods(_repeated(1_000_000, 1_000)),
        "too-many-cells",
    ),
    "CSV of a million rows": ("x.csv", lambda: _lines(10**6, 5), "too-many-cells"),
    "CSV of 16k columns": ("x.csv", lambda: _many_columns(300), "too-many-cells"),
    "CSV of one line": ("x.csv", lambda: b"id,name\n" + b"a,b," * 25_000_000, "unsafe-file"),
    "CSV of one cell": ("x.csv", lambda: b"id,name\n" + b"x" * 100_000_000, "unsafe-file"),
    "CSV with an open quote": (
        "x.csv",
        lambda: b'id,name\n1,"Atlas\n' + b"2,Borealis\n" * 10**6,
        "damaged-file",
    ),
    "CSV of NUL bytes": ("x.csv", lambda: b"id,name\n" + b"\0" * 50_000_000, "mislabelled-file"),
    "CSV with NUL bytes far down": (
        "x.csv",
        lambda: b"id,name\n" + b"1,Atlas\n" * 2_000 + b"2,A\0B\n",
        "read",
    ),
}
"""What it is -> name, bytes, and the rule of the finding that it becomes, or "read"."""
