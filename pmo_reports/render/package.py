"""Office packages (OPC, ISO/IEC 29500-2) made canonical: the same content gives the same bytes."""

from __future__ import annotations

import io
import re
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

CONTENT_TYPES = "[Content_Types].xml"
CORE = "docProps/core.xml"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say
_UNIX = 3
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def canonical_zip(content: bytes) -> bytes:
    """The package with its parts in a fixed order, without times and owners; each part once."""
    with ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist() if not name.endswith("/")}
    return _zipped(parts)


def canonical_office(content: bytes, on: date) -> bytes:
    """As `canonical_zip`, with `on` as the day the document says it was made and changed."""
    with ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist() if not name.endswith("/")}
    stamp = rb"\g<1>" + f"{on.isoformat()}T00:00:00Z".encode()
    return _zipped(parts | ({CORE: _STAMP.sub(stamp, parts[CORE])} if CORE in parts else {}))


def _zipped(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED, compresslevel=6) as package:
        for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
            package.writestr(_member(name), parts[name])
    return written.getvalue()


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name, _FIRST_DAY)
    member.compress_type = ZIP_DEFLATED
    member.create_system = _UNIX
    member.external_attr = 0o644 << 16
    return member
