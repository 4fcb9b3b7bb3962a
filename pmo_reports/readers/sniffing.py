"""What a file really is, from its bytes: its name is never trusted."""

from __future__ import annotations

import re
import zipfile
from enum import Enum
from io import BytesIO

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 4096
_HTML = re.compile(
    rb"\s*(<!--.*?-->\s*)*<(!doctype html|html|head|body|table|meta|div|script)\b", re.IGNORECASE | re.DOTALL
)
_ENCRYPTED = tuple(name.encode("utf-16-le") for name in ("EncryptedPackage", "EncryptionInfo"))
_XLS_STREAMS = tuple(f"{name}\0".encode("utf-16-le") for name in ("Workbook", "Book"))


class Format(Enum):
    """The kinds of file that are told apart, with what to call them."""

    XLSX = "an Excel workbook"
    XLSB = "a binary Excel workbook (.xlsb)"
    XLS = "an Excel 97 workbook (.xls)"
    ODS = "an OpenDocument spreadsheet"
    TEXT = "a text file"
    ENCRYPTED = "a password-protected Office file"
    OFFICE = "an Office document of another kind (Word, PowerPoint or Project)"
    ARCHIVE = "a zip archive"
    PDF = "a PDF"
    HTML = "a web page (HTML)"
    XML = "an XML file"
    BINARY = "a binary file of unknown kind"


WORKBOOKS = frozenset({Format.XLSX, Format.XLSB, Format.XLS, Format.ODS})
_SIGNS = ((b"%PDF-", Format.PDF), (b"{\\rtf", Format.OFFICE))
_MEMBERS = (
    ("xl/workbook.bin", Format.XLSB),
    ("xl/", Format.XLSX),
    ("word/", Format.OFFICE),
    ("ppt/", Format.OFFICE),
)


def sniffed(content: bytes) -> Format:
    """What `content` is. A zip that cannot be listed counts as a workbook: the guard says more."""
    if content.startswith(OLE):
        return _ole(content)
    if content.startswith((ZIP, EMPTY_ZIP)):
        return _zip(content)
    signed = [kind for sign, kind in _SIGNS if content.startswith(sign)]
    return signed[0] if signed else _text(content)


def _ole(content: bytes) -> Format:
    if any(name in content for name in _ENCRYPTED):
        return Format.ENCRYPTED
    return Format.XLS if any(name in content for name in _XLS_STREAMS) else Format.OFFICE


def _zip(content: bytes) -> Format:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            if "mimetype" in names:
                kind = archive.open("mimetype").read(100)
                return Format.ODS if b"opendocument.spreadsheet" in kind else Format.OFFICE
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        return Format.XLSX
    kinds = [kind for start, kind in _MEMBERS if any(name.startswith(start) for name in names)]
    return kinds[0] if kinds else Format.ARCHIVE


def _text(content: bytes) -> Format:
    head = content[:_HEAD]
    if head.startswith(UTF16):
        return Format.TEXT
    if b"\0" in head:
        return Format.BINARY
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _HTML.match(bare):
        return Format.HTML
    return Format.XML if bare.startswith((b"<?xml", b"<Workbook")) else Format.TEXT
