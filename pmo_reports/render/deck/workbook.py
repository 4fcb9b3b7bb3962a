"""The workbook behind a native chart: the plotted cells and nothing else, text always as text.

A label that starts with "=" stays a label: strings are inline strings, never formulas.
"""

from __future__ import annotations

import zipfile
from datetime import date, timedelta
from io import BytesIO

from pmo_reports.render.deck.drawing import escape

MOMENT = (1980, 1, 1, 0, 0, 0)
"""Time of every member of a zip file we write: the same content gives the same bytes."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OWN = 164  # the first number of a format of one's own
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"

Value = str | float | date | None
DAY = "d\\ mmm\\ yyyy"
"""The number format of dates."""

_DAY_ZERO = date(1899, 12, 30)
"""Day 0 of spreadsheets: day 60 is one that never was, so all days after it are one further."""


def workbook(table: tuple[tuple[Value, ...], ...]) -> bytes:
    """An .xlsx with `table` on `Sheet1`."""
    members = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": _book(),
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")
        ),
        "xl/styles.xml": _styles(),
        "xl/worksheets/sheet1.xml": _sheet(table),
    }
    return zipped({name: (_HEAD + text).encode() for name, text in members.items()})


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip file of `members` in their order, without a clock."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return stream.getvalue()


def serial(on: date) -> float:
    """A date as spreadsheets count days."""
    return float((on - _DAY_ZERO).days)


def day(number: float) -> date:
    """The date of a serial number of days."""
    return _DAY_ZERO + timedelta(days=int(number))


def address(row: int, column: int) -> str:
    """The cell's absolute address on Sheet1, both counted from 0."""
    return f"Sheet1!${letters(column)}${row + 1}"


def letters(column: int) -> str:
    """The column's letters, counted from 0."""
    more, last = divmod(column, 26)
    return (letters(more - 1) if more else "") + chr(ord("A") + last)


def _sheet(table: tuple[tuple[Value, ...], ...]) -> str:
    rows = "".join(
        f'<row r="{r + 1}">{"".join(_cell(r, c, value) for c, value in enumerate(line))}</row>'
        for r, line in enumerate(table)
    )
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _cell(row: int, column: int, value: Value) -> str:
    place = f"{letters(column)}{row + 1}"
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    if isinstance(value, date):
        return f'<c r="{place}" s="1"><v>{serial(value)!r}</v></c>'
    return f'<c r="{place}"><v>{value!r}</v></c>'


def _book() -> str:
    sheets = '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets>'
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{sheets}</workbook>'


def _relations(*targets: tuple[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _styles() -> str:
    """Two looks of cells: plain, and dates."""
    plain = 'fontId="0" fillId="0" borderId="0"'
    looks = (
        f'<xf numFmtId="0" {plain} xfId="0"/><xf numFmtId="{_OWN}" {plain} xfId="0" applyNumberFormat="1"/>'
    )
    fills = "".join(f'<fill><patternFill patternType="{each}"/></fill>' for each in ("none", "gray125"))
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="{_OWN}" formatCode="{DAY}"/>'
        '</numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        f'<fills count="2">{fills}</fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        f'<cellStyleXfs count="1"><xf numFmtId="0" {plain}/></cellStyleXfs>'
        f'<cellXfs count="2">{looks}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _types() -> str:
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET}.worksheet+xml"/></Types>'
    )
