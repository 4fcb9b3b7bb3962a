"""Zip archives read by our own inflating: what is declared about sizes is not believed.

Workbooks are zip archives (ECMA-376 part 2, OpenDocument part 2); both allow stored and deflated
parts only. Other libraries trust, or ignore, the declared sizes.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO

from pmo_reports.readers.refusal import RefusedError, damaged, encrypted, hostile

CHUNK = 1 << 18
MOST_READ = 1 << 24
_LOCAL = struct.Struct("<4s22xHH")  # signature, then lengths of the name and the extra field
_LOCAL_SIGN = b"PK\x03\x04"
_CENTRAL_SIGN = b"PK\x01\x02"
_ENCRYPTED = 0x1
_RAW_DEFLATE = -15


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip archive in memory: its parts by name.

    Attributes:
        checked: the guard has added up the check sums of these very bytes; once is enough.
    """

    content: bytes = field(repr=False)
    parts: Mapping[str, zipfile.ZipInfo] = field(repr=False)
    checked: bool = False

    def chunks(self, name: str) -> Iterator[bytes]:
        """The inflated bytes of a part, piece by piece.

        Raises:
            RefusedError: the part is missing, damaged or encrypted.
        """
        if name not in self.parts:
            raise damaged(f"{name} is missing")
        part = self.parts[name]
        crc = 0
        for chunk in _inflated(_packed(self.content, part), part):
            crc = 0 if self.checked else zlib.crc32(chunk, crc)
            yield chunk
        if crc != part.CRC and not self.checked:
            raise damaged(f"the check sum of {name} does not match")

    def read(self, name: str) -> bytes:
        """The inflated bytes of a part that says how others fit together, or nothing if it is not there.

        Raises:
            RefusedError: it is larger than such a part can be.
        """
        pieces: list[bytes] = []
        for chunk in self.chunks(name) if name in self.parts else ():
            pieces.append(chunk)
            if len(pieces) * CHUNK > MOST_READ:
                raise hostile(f"{name} unpacks to more than {MOST_READ >> 20} MB")
        return b"".join(pieces)


def opened(content: bytes, most_parts: int, *, checked: bool = False) -> Archive:
    """The archive in `content`; `checked` if the guard has let it through.

    Raises:
        RefusedError: too many parts, two parts of one name, or no archive that holds together.
    """
    if content.count(_CENTRAL_SIGN) > most_parts:  # before they are listed: listing takes memory too
        raise hostile(f"it has more than {most_parts} parts")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise damaged("its zip directory cannot be read") from error
    parts = {info.filename: info for info in infos}
    if len(parts) != len(infos):
        raise hostile("two of its parts have the same name")
    return Archive(content, parts, checked)


def _packed(content: bytes, part: zipfile.ZipInfo) -> memoryview:
    if part.flag_bits & _ENCRYPTED:
        raise encrypted()
    head = content[part.header_offset : part.header_offset + _LOCAL.size]
    if len(head) < _LOCAL.size or not head.startswith(_LOCAL_SIGN):
        raise damaged(f"{part.filename} is not where the zip directory says")
    _, name, extra = _LOCAL.unpack(head)
    start = part.header_offset + _LOCAL.size + name + extra
    packed = memoryview(content)[start : start + part.compress_size]
    if len(packed) < part.compress_size:
        raise damaged(f"{part.filename} ends too early")
    return packed


def _inflated(packed: memoryview, part: zipfile.ZipInfo) -> Iterator[bytes]:
    if part.compress_type == zipfile.ZIP_STORED:
        return (bytes(packed[at : at + CHUNK]) for at in range(0, len(packed), CHUNK))
    if part.compress_type == zipfile.ZIP_DEFLATED:
        return _deflated(packed, part.filename)
    raise RefusedError(
        "damaged-file",
        f"The file is packed in a way that workbooks may not be (zip method {part.compress_type}).",
        remedy="Open it in Excel and save it as .xlsx.",
    )


def _deflated(packed: memoryview, name: str) -> Iterator[bytes]:
    """Pieces of at most `CHUNK` bytes, fed in small pieces: a bomb is met one piece at a time."""
    stream = zlib.decompressobj(_RAW_DEFLATE)
    try:
        for at in range(0, len(packed), CHUNK):
            waiting: bytes | memoryview = packed[at : at + CHUNK]
            while waiting and not stream.eof:
                piece = stream.decompress(waiting, CHUNK)
                waiting = stream.unconsumed_tail
                if piece:
                    yield piece
        while not stream.eof and (piece := stream.decompress(b"", CHUNK)):
            yield piece  # all is taken in, but not all was let out
    except zlib.error as error:
        raise damaged(f"{name} cannot be unpacked") from error
    if not stream.eof:
        raise damaged(f"{name} ends too early")
