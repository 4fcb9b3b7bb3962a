"""The guard: hostile, broken and mislabelled files become findings, and cost no other file."""

import struct
import tracemalloc
import zipfile
import zlib
from io import BytesIO

import pytest

from pmo_reports.model.finding import Severity
from pmo_reports.readers.guard import Limits, inspected
from pmo_reports.readers.refusal import RefusedError
from pmo_reports.readers.sniffing import OLE, Format, sniffed
from tests.readers.reading_fixture import Desk, book, part, repacked, saved

GOOD = [["id", "name"], [1, "Atlas"]]
SHEET = "xl/worksheets/sheet1.xml"


def refused(content: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(RefusedError) as caught:
        inspected(content, limits or Limits())
    return f"{caught.value.rule}: {caught.value.message}"


@pytest.fixture
def good() -> bytes:
    return saved(book(*GOOD))


def ole(*streams: str) -> bytes:
    names = b"".join(f"{name}\0".encode("utf-16-le") for name in streams)
    return OLE + bytes(504) + names + bytes(512)


def test_a_workbook_passes(good: bytes) -> None:
    assert inspected(good) is Format.XLSX


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", Format.PDF),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", Format.HTML),
        (b"<table><tr><td>1", Format.HTML),
        (b'<?xml version="1.0"?><Workbook/>', Format.XML),
        (b"id;name\n1;Atlas", Format.TEXT),
        ("id;name".encode("utf-16"), Format.TEXT),
        (b"id\x00\x01\x02", Format.BINARY),
        (ole("Workbook"), Format.XLS),
        (ole("WordDocument"), Format.OFFICE),
        (ole("EncryptionInfo", "EncryptedPackage"), Format.ENCRYPTED),
    ],
)
def test_content_is_known_by_its_bytes(content: bytes, kind: Format) -> None:
    assert sniffed(content) is kind


def test_a_bomb_of_blanks_is_refused_in_little_memory(good: bytes) -> None:
    bomb = repacked(good, {SHEET: b"<" + b" " * 100_000_000})
    tracemalloc.start()
    assert "zip bomb" in refused(bomb)
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()


def test_declared_sizes_are_not_believed(good: bytes) -> None:
    """The directory says 10 bytes, the stream holds 100 MB, and the check sum fits the 10 bytes."""
    lie = bytearray(repacked(good, {SHEET: b"<" + b" " * 100_000_000}))
    at = lie.rindex(SHEET.encode()) - 46
    lie[at + 16 : at + 20] = struct.pack("<I", zlib.crc32(b"<" + b" " * 9))
    lie[at + 24 : at + 28] = struct.pack("<I", 10)
    assert "zip bomb" in refused(bytes(lie))


def test_many_parts_are_refused(good: bytes) -> None:
    assert "more than 8 parts" in refused(good, Limits(parts=8))


def test_much_content_is_refused(good: bytes) -> None:
    assert "unpacks to more than" in refused(good, Limits(inflated=5_000))


def test_a_large_file_is_refused(good: bytes) -> None:
    assert refused(good, Limits(file=100)).startswith("too-large")


def test_an_archive_inside_is_refused(good: bytes) -> None:
    assert "archive inside" in refused(repacked(good, {"xl/media/x.bin": good}))
    assert inspected(repacked(good, {"xl/embeddings/x.xlsx": good})) is Format.XLSX


@pytest.mark.parametrize("where", [0, 262_140, 500_000])
def test_a_doctype_is_refused_wherever_it_stands(good: bytes, where: int) -> None:
    part = b"<!--" + b"x" * where + b'--><!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'
    assert "DOCTYPE" in refused(repacked(good, {SHEET: part}))


def test_xml_in_another_encoding_is_refused(good: bytes) -> None:
    assert "plain UTF-8" in refused(repacked(good, {SHEET: "<!DOCTYPE x>".encode("utf-16")}))


def test_two_parts_of_one_name_are_refused(good: bytes) -> None:
    buffer = BytesIO(good)
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(SHEET, b"<worksheet/>")
    assert "same name" in refused(buffer.getvalue())


def test_a_flipped_byte_is_noticed(good: bytes) -> None:
    with zipfile.ZipFile(BytesIO(good)) as archive:
        at = archive.getinfo(SHEET).header_offset + 30 + len(SHEET) + 20
    assert refused(good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :]).startswith("damaged-file")


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.99])
def test_a_file_that_is_cut_off_is_told(good: bytes, share: float) -> None:
    assert "cut off or damaged" in refused(good[: int(len(good) * share)])


def test_a_password_in_the_zip_is_told(good: bytes) -> None:
    content = bytearray(good)
    for sign, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(sign) + flags] |= 1
    assert refused(bytes(content)).startswith("password-protected")


@pytest.mark.parametrize(
    ("content", "rule", "words"),
    [
        (b"", "empty-file", "empty"),
        (b"<html><table><tr><td>1", "mislabelled-file", "web page"),
        (b"%PDF-1.7", "mislabelled-file", "a PDF"),
        (b"id,name\n1,Atlas\n", "mislabelled-file", "a text file"),
        (ole("EncryptedPackage"), "password-protected", "password-protected"),
        (ole("Workbook"), "damaged-file", "cut off or damaged"),
        (b"PK\x03\x04 and nothing else", "damaged-file", "cut off or damaged"),
    ],
)
def test_what_is_no_workbook_is_a_finding(desk: Desk, content: bytes, rule: str, words: str) -> None:
    desk.put("in/bad.xlsx", content)
    desk.put("in/good.xlsx", book(*GOOD))
    desk.source("in/*.xlsx", part("id"), expected="block")
    finding = desk.finding()
    assert (finding.rule, finding.severity, finding.file) == (rule, Severity.BLOCK, "in/bad.xlsx")
    assert words in finding.problem
    assert [table.file.path for table in desk.reading().tables] == ["in/good.xlsx"]


def test_a_workbook_named_csv_is_told(desk: Desk, good: bytes) -> None:
    desk.put("raid.csv", good)
    desk.source("raid.csv", part("id"))
    finding = desk.finding()
    assert (finding.severity, "an Excel workbook" in finding.problem) == (Severity.ERROR, True)
    assert "reader: workbook" in finding.remedy


def test_a_workbook_with_the_wrong_ending_is_read(desk: Desk, good: bytes) -> None:
    desk.put("raid.xls", good)
    desk.source("raid.xls", part("id"))
    assert desk.table().header == ("id", "name")


def test_the_same_file_twice_is_read_once(desk: Desk) -> None:
    desk.put("in/a.csv", "id\n1\n")
    desk.put("in/b.csv", "id\n1\n")
    desk.source("in/*.csv", part("id"))
    assert desk.finding().file == "in/b.csv"
    assert len(desk.reading().tables) == 1
