"""JSON, XML and old workbooks that ask for more than they give."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

from tests.readers import protrack_fixture
from tests.readers.hostile_files import ods

MILLION = 10**6
LAUGHS = (
    "<!DOCTYPE lolz [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
    "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>]>"
)
OUTSIDE = "<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def items(inner: str) -> bytes:
    """JSON with a good record before `inner`."""
    return f'{{"items": [{{"id": "R-1", "name": "Atlas"}}, {inner}]}}'.encode()


def channel(inner: str, before: str = "") -> bytes:
    """XML with a good record before `inner`."""
    return (
        f"<?xml version='1.0'?>{before}<rss><channel><item><id>R-1</id></item>{inner}</channel></rss>"
    ).encode()


def archived(parts: Mapping[str, bytes]) -> bytes:
    """A zip archive of these parts."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()


def _nested(depth: int) -> str:
    return '{"a":' * depth + "1" + "}" * depth


def _ole(sector: int) -> bytes:
    """A compound file whose tables of sectors all point to `sector`."""
    head = _OLE + b"\0" * 16 + bytes.fromhex("3e000300feff09000600") + b"\0" * 10
    return head + sector.to_bytes(4, "little") * 2_000 + "Workbook\0".encode("utf-16-le")


def _records(count: int) -> str:
    return ",".join(f'{{"id":"{n}","a":{n}.5}}' for n in range(count))


def _deep_outline() -> bytes:
    """A ProTrack project whose groups lie in one another."""
    outline = "<List><Child>" * 20_000 + "</Child></List>" * 20_000
    return protrack_fixture.project((protrack_fixture.DIG,), f"<OutlineList>{outline}</OutlineList>")


def _ods_cells(rows: int, text: str) -> bytes:
    cell = f"<table:table-cell table:number-columns-repeated='900'><text:p>{text}</text:p></table:table-cell>"
    return ods(f"<table:table-row table:number-rows-repeated='{rows}'>{cell}</table:table-row>")


FILES: Mapping[str, tuple[str, Callable[[], bytes], str]] = {
    "JSON nested deep": ("x.json", lambda: items(_nested(100_000)), "unsafe-file"),
    "JSON of open brackets": ("x.json", lambda: b"[" * 5 * MILLION, "too-many-cells"),
    "JSON of one string": ("x.json", lambda: items(f'"{"x" * 100 * MILLION}"'), "too-large"),
    "JSON of a long string": ("x.json", lambda: items(f'{{"id":"\U0001f600{"x" * 15_900_000}"}}'), "read"),
    "JSON of a million keys": (
        "x.json",
        lambda: items("{" + ",".join(f'"k{n}":{n}' for n in range(MILLION)) + "}"),
        "too-large",
    ),
    "JSON of as many keys as may be": (
        "x.json",
        lambda: items("{" + ",".join(f'"k{n}":{n}' for n in range(295_000)) + "}"),
        "unsafe-file",
    ),
    "JSON of a million values": ("x.json", lambda: items(_records(499_000)), "too-many-cells"),
    "JSON of as many values as may be": ("x.json", lambda: items(_records(99_000)), "read"),
    "JSON of empty lists": ("x.json", lambda: items(",".join(["[[]]"] * 99_000)), "read"),
    "JSON of numbers without end": ("x.json", lambda: items('{"id": 1e400, "name": NaN}'), "read"),
    "JSON of an endless exponent": ("x.json", lambda: items('{"id": 1e999999999999}'), "read"),
    "JSON of a number of a million digits": ("x.json", lambda: items("1" * MILLION), "unsafe-file"),
    "JSON of one key a million times": (
        "x.json",
        lambda: items("{" + ",".join(['"k":1'] * 290_000) + "}"),
        "read",
    ),
    "XML of entities": ("x.rss", lambda: channel("<item><id>&d;</id></item>", LAUGHS), "unsafe-file"),
    "XML from outside": ("x.rss", lambda: channel("<item><id>&x;</id></item>", OUTSIDE), "unsafe-file"),
    "XML from outside in UTF-16": (
        "x.rss",
        lambda: channel("<item><id>&x;</id></item>", OUTSIDE).decode().encode("utf-16"),
        "unsafe-file",
    ),
    "XML nested deep": (
        "x.rss",
        lambda: channel("<a>" * 100_000 + "</a>" * 100_000),
        "unsafe-file",
    ),
    "XML of a million attributes": (
        "x.rss",
        lambda: channel("<item " + " ".join(f"a{n}='1'" for n in range(MILLION)) + "/>"),
        "too-many-cells",
    ),
    "XML of a million elements": ("x.rss", lambda: channel("<a/>" * MILLION), "too-many-cells"),
    "XML of as many elements as may be": (
        "x.rss",
        lambda: channel("<item><id>1</id></item>" * 95_000),
        "read",
    ),
    "XML of one text": ("x.rss", lambda: channel(f"<item>{'x' * 100 * MILLION}</item>"), "too-large"),
    "ProTrack of entities": ("x.p2x", lambda: channel("&d;", LAUGHS), "unsafe-file"),
    "ProTrack from outside": ("x.p2x", lambda: channel("&x;", OUTSIDE), "unsafe-file"),
    "ProTrack of a million elements": ("x.p2x", lambda: channel("<a/>" * MILLION), "too-many-cells"),
    "ProTrack nested deep": ("x.p2x", _deep_outline, "unsafe-file"),
    "xls of sectors that lead nowhere": ("x.xls", lambda: _ole(0x7FFFFFF0), "damaged-file"),
    "xls that goes round": ("x.xls", lambda: _ole(0), "damaged-file"),
    "xlsb of rubbish": (
        "x.xlsb",
        lambda: archived({"xl/workbook.bin": bytes(range(256)) * 99, "xl/_rels/workbook.bin.rels": b"<a/>"}),
        "damaged-file",
    ),
    "xlsb cut off": ("x.xlsb", lambda: b"PK\x03\x04" + b"\xff" * MILLION, "damaged-file"),
    "ods of texts repeated": (
        "x.ods",
        lambda: _ods_cells(4_000, "x" * 1_000),
        "too-many-cells",
    ),
    "ods of cells repeated": (
        "x.ods",
        lambda: _ods_cells(2_700, "x"),
        "too-many-cells",
    ),
}
"""What it is -> name, bytes, and the rule of the finding that it becomes, or "read"."""
