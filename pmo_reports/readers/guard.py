"""The guard: what is refused before any library opens it, by size, shape and content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pmo_reports.config.sources import Source
from pmo_reports.readers import archive
from pmo_reports.readers.archive import Archive
from pmo_reports.readers.refusal import RefusedError, encrypted, hostile
from pmo_reports.readers.sniffing import ZIP, Format, sniffed

MEGABYTE = 1_000_000
_HEAD = 8192
_DOCTYPE = b"<!DOCTYPE"
_BANG = b"!"
_COUNT = re.compile(
    rb"""\b(?:c|uniqueC)ount\s*=\s*["'][^"']{8,}["']"""
)  # room for ten million and more is taken ahead
_XML = (".xml", ".rels", ".vml")
_ODF_MANIFEST = "META-INF/manifest.xml"
_ODF_ENCRYPTION = b"encryption-data"
_OBJECTS = "embeddings/"  # whole documents pasted into a sheet; nobody opens them here


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that a file may be: bytes, parts of an archive, inflated bytes, inflation.

    Inflation counts only above `ratio_from` inflated bytes: a small part of blanks is no bomb.

    Attributes:
        line: bytes of a line of text; an export has thousands at most.
        text: bytes of a text file, or of text in the cells of a sheet, repeated texts as often as they stand
            there.
        rows, columns, cells: of a sheet or a text file; of cells only the filled ones count.
        document, values: bytes of a JSON or XML file, and the values, elements and attributes in it.
        heap: megabytes of Java's memory for a schedule; 0 is by its size.
    """

    file: int = 200 * MEGABYTE
    parts: int = 5_000
    inflated: int = 400 * MEGABYTE
    ratio: int = 150
    ratio_from: int = 16 * MEGABYTE
    line: int = 4 * MEGABYTE
    text: int = 64 * MEGABYTE
    rows: int = 200_000
    columns: int = 4_000
    cells: int = 2_500_000
    document: int = 16 * MEGABYTE
    values: int = 300_000
    heap: int = 0

    @property
    def extent(self) -> int:
        """The most cells, blank ones included, in the rectangle around a sheet's filled ones."""
        return self.cells * 8 // 5


LIMITS = Limits()
MOST_OF_FILE = LIMITS.file
"""The most bytes that any file may have."""


def limits(source: Source) -> Limits:
    """What the files of a source may be at most: what its settings say, else the usual."""
    return replace(LIMITS, **{str(name): most for name, most in source.limits.items()})


def beyond(most: int, what: str, name: str, **place: str) -> RefusedError:
    """The refusal of more than `most` rows, columns or cells (`name` as in the settings)."""
    return RefusedError(
        "too-many-cells",
        f"There are more than {most:,} {what}; the file is not read.",
        remedy=f"Export less of it or delete what is empty; if it is meant, set `limits: {{{name}: ...}}` "
        "for its source.",
        **place,
    )


def inspected(content: bytes, limits: Limits = LIMITS) -> Format:
    """What the file is, once it has passed.

    Raises:
        RefusedError: it is empty, too large, encrypted, cut off or hostile.
    """
    if not content or content.isspace():
        raise _empty()
    if len(content) > limits.file:
        raise RefusedError(
            "too-large", f"The file is larger than {limits.file // MEGABYTE} MB.", remedy=_SMALLER
        )
    kind = sniffed(content)
    if kind is Format.ENCRYPTED:
        raise encrypted()
    if content.startswith(ZIP) and kind is not Format.ARCHIVE:
        inspect_archive(content, limits)
    return kind


def inspect_document(content: bytes, limits: Limits = LIMITS) -> Format:
    """What the file is, once it has passed, if it is to be held in memory as a tree.

    Raises:
        RefusedError: it is empty, too large, encrypted, cut off or hostile.
    """
    kind = inspected(content, limits)
    if len(content) > limits.document:
        raise RefusedError(
            "too-large",
            f"The file is larger than {limits.document:,} bytes; it is not read.",
            remedy="Export less of it, or in pages; if it is meant, set `limits: {document: ...}` "
            "for its source.",
        )
    return kind


def inspect_elements(content: bytes, limits: Limits = LIMITS) -> None:
    """Nothing, if the XML has no more elements and attributes than may be (marks in its texts count, too).

    Raises:
        RefusedError: it has more.
    """
    if content.count(b"<") + content.count(b"=") * 2 > limits.values * 2:
        raise beyond(limits.values, "elements and attributes", "values")


def inspect_archive(content: bytes, limits: Limits = LIMITS) -> None:
    """Nothing, if the zip archive holds together and is no bomb.

    Raises:
        RefusedError: it is cut off, encrypted or hostile.
    """
    _inspect(archive.opened(content, limits.parts), limits)


_SMALLER = "Export fewer rows or columns, or save it without pictures."


def is_safe(content: bytes) -> bool:
    """Whether the guard lets `content` through."""
    try:
        inspected(content)
    except RefusedError:
        return False
    return True


def _empty() -> RefusedError:
    return RefusedError(
        "empty-file",
        "The file is empty.",
        remedy="Export or save it again; an upload or a synchronisation may have been broken off.",
    )


def _inspect(parts: Archive, limits: Limits) -> None:
    """Inflate every part once, counting what really comes out."""
    if _ODF_ENCRYPTION in parts.read(_ODF_MANIFEST)[:MEGABYTE]:
        raise encrypted()
    total = 0
    for name, info in parts.parts.items():
        size = 0
        for chunk in _watched(parts, name):
            size += len(chunk)
            if total + size > limits.inflated:
                raise hostile(f"it unpacks to more than {limits.inflated // MEGABYTE} MB")
            if size > limits.ratio_from and size > limits.ratio * max(info.compress_size, 1):
                raise hostile(f"{name} unpacks to more than {limits.ratio} times its size (a zip bomb)")
        total += size


def _watched(parts: Archive, name: str) -> Iterator[bytes]:
    """The pieces of a part, watched for what no workbook needs."""
    is_xml = name.lower().endswith(_XML)
    before = None
    for chunk in parts.chunks(name):
        if before is None:
            _watch_start(name, chunk, is_xml=is_xml)
        if is_xml and _declares((before or b"")[-len(_DOCTYPE) :], chunk):
            raise hostile(f"{name} declares a DOCTYPE, which can pull in other files")
        before = chunk
        yield chunk


def _declares(end: bytes, chunk: bytes) -> bool:
    """Whether a DOCTYPE begins in a piece or at the end of the one before; one byte of it tells soon."""
    return (_BANG in chunk or _BANG in end) and _DOCTYPE in end + chunk


def _watch_start(name: str, chunk: bytes, *, is_xml: bool) -> None:
    if chunk.startswith(ZIP) and _OBJECTS not in name.lower():
        raise hostile(f"{name} is an archive inside the archive")
    if is_xml and chunk and not chunk.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        raise hostile(f"{name} is not plain UTF-8 XML")
    if is_xml and _COUNT.search(chunk[:_HEAD]):
        raise hostile(f"{name} announces more entries than any workbook has")
