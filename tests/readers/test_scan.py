"""The scan of a sheet: nothing is asked of calamine that would not fit into memory."""

import pytest

from pmo_reports.readers import archive, scan
from pmo_reports.readers.guard import LIMITS
from pmo_reports.readers.refusal import RefusedError
from tests.readers.reading_fixture import Desk, book, part, repacked, saved

HEADS = ["id", "name"]
SHEET = "xl/worksheets/sheet1.xml"
FRAME = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s'


def sheet(rows: bytes) -> bytes:
    return repacked(saved(book(HEADS)), {SHEET: FRAME % rows + b"</sheetData></worksheet>"})


def marks(rows: bytes) -> scan.Marks:
    return scan.marks(archive.opened(sheet(rows), LIMITS.parts), SHEET)


def test_a_clean_sheet_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "_parsed", lambda *_: pytest.fail("parsed"))
    assert marks(b'<row r="1"><c r="A1" s="1"/><c r="B1"><f>A1</f><v>1</v></c></row>') is scan.NONE


def test_a_mark_across_pieces_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "CHUNK", 5)
    found = marks(b'<row r="1" hidden="1"><c r="A1"><f>A2</f></c><c r="B1" t="e"><v>#N/A</v></c></row>')
    assert found.errors == {(1, 1): "uncached formula", (1, 2): "#N/A"}
    assert found.hidden == {1}


@pytest.mark.parametrize(
    "cells",
    [
        b'<c r="XFD1048576"><v>1</v></c>',
        b"<c r='XFD1048576'><v>1</v></c>",
        b'<c r = "XFD1048576"><v>1</v></c>',
        b'<c s="1" r="XFD1048576"><v>1</v></c>',
        b'<c r="&#88;FD1048576"><v>1</v></c>',
        b'<c r="ZZ30000"><v>1</v></c>',
        b'<c r="xfd1048576"><v>1</v></c>',
        b'<c r="XFD99999999"><v>1</v></c>',
        b'</row><row r="1048576"><c r="ZZ1"><v>1</v></c><c r="B1000000"><v>1</v></c>',
        b'</row><row r="99999999"><c><v>1</v></c>',
    ],
)
def test_holes_are_refused_however_they_are_written(desk: Desk, cells: bytes) -> None:
    desk.put("raid.xlsx", sheet(b'<row r="1"><c r="A1"><v>1</v></c>%s</row>' % cells))
    desk.source("raid.xlsx", part("id"))
    assert desk.finding().rule in {"unsafe-file", "damaged-file"}


def test_styled_blank_cells_are_no_extent() -> None:
    assert marks(b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576" s="3"/></row>') == scan.NONE


def test_announced_counts_are_not_believed(desk: Desk) -> None:
    strings = FRAME.replace(b"><sheetData>%s", b' count="9" uniqueCount="4000000000"></worksheet>')
    desk.put("raid.xlsx", repacked(saved(book(HEADS)), {"xl/sharedStrings.xml": strings}))
    desk.source("raid.xlsx", part("id"))
    assert "announces more entries" in desk.finding().problem


def test_a_sheet_that_is_no_xml_is_refused() -> None:
    with pytest.raises(RefusedError, match="no XML"):
        marks(b'<row r="1" hidden="1"><c r="A1"></row>')
