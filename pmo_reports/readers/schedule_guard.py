"""What is refused before MPXJ sees it: empty and too large files, zip bombs, XML that declares a DOCTYPE."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from pmo_reports.readers import archive
from pmo_reports.readers.guard import LIMITS, MEGABYTE, Limits, inspect_archive
from pmo_reports.readers.guard import inspected as inspected_file
from pmo_reports.readers.refusal import RefusedError, hostile
from pmo_reports.readers.sniffing import WORKBOOKS, ZIP, Format, sniffed

ZIPPED = Limits(inflated=200 * MEGABYTE, parts=500)
_EMBEDDED = b"ProjectLibreSeparator_MSXML@@@@@@@@@@"  # after it, a .pod holds its plan again as XML
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_DOCTYPE = re.compile(rb"\s*(?:(?:<\?.*?\?>|<!--.*?-->)\s*)*<!DOCTYPE", re.DOTALL | re.IGNORECASE)
_TEXTS = (b"ERMHDR", b"MPX")  # Primavera, and Microsoft Project of old
_NO_SCHEDULE = frozenset({*WORKBOOKS, Format.PDF, Format.HTML})


def may_be_schedule(content: bytes) -> bool:
    """Whether a planning tool may have written it: it is worth starting Java for."""
    kind = sniffed(content)
    if kind is Format.TEXT:
        return content.lstrip(b"\xef\xbb\xbf").startswith(_TEXTS)
    return kind not in _NO_SCHEDULE


def inspected(content: bytes, limits: Limits = LIMITS) -> int:
    """How large the file is in bytes, unpacked, if it may be read.

    Raises:
        RefusedError: it is empty, too large, something else altogether, or hostile.
    """
    kind = inspected_file(content, limits)
    if kind in _NO_SCHEDULE:
        raise RefusedError(
            "mislabelled-file",
            f"The file is {kind.value}, not a schedule, whatever its name says.",
            remedy="Hand in the file of the planning tool itself (.mpp, .xer, .xml), not a print or a list.",
        )
    size = _inspect_members(content) if content.startswith(ZIP) else len(content)
    _inspect_xml("it", content)
    _inspect_xml("the XML inside it", content.partition(_EMBEDDED)[2])
    return size


def _inspect_members(content: bytes) -> int:
    inspect_archive(content, ZIPPED)
    parts = archive.opened(content, ZIPPED.parts)
    for name in parts.parts:
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in name:
            raise hostile(f"{name} would be unpacked outside its folder")
        _inspect_xml(name, parts.read(name))
    return sum(info.file_size for info in parts.parts.values())


def _inspect_xml(name: str, content: bytes) -> None:
    """A DOCTYPE stands before the root element, in any of the encodings that XML without one may have."""
    bare = content[next((len(mark) for mark in _MARKS if content.startswith(mark)), 0) :]
    if b"\0" in bare[:4]:  # two bytes a letter, whether a mark says so or not
        bare = bare.replace(b"\0", b"")
    if _is_marked_up(bare) and _DOCTYPE.match(bare):
        raise hostile(f"{name} declares a DOCTYPE, which can pull in other files or grow without end")


def _is_marked_up(bare: bytes) -> bool:
    return bare[:1000].lstrip().startswith(b"<")
