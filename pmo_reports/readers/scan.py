"""What calamine does not tell of a sheet: error cells, formulas without a value, hidden rows, extent.

calamine gives blank for `#REF!` and for a formula that was never calculated. A quick pass over the
bytes says whether a sheet has any; only then is it parsed in full (ECMA-376 part 1, 18.3.1).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from pmo_reports.model.raw import UNCACHED, CellError
from pmo_reports.readers import cells
from pmo_reports.readers.archive import Archive
from pmo_reports.readers.extent import Extent, check, check_texts
from pmo_reports.readers.guard import LIMITS, Limits, beyond
from pmo_reports.readers.refusal import damaged
from pmo_reports.readers.tags import tags

_ERROR = {b"e": b't="e"', b"'": b"t='e'"}
"""What tells of an error, by a byte that it has: looking for one byte takes a fraction of the time."""
_HIDDEN = re.compile(rb"<(?:\w+:)?row\b[^<>]*\bhidden=")
_NO_VALUE = rb"\s*(?:</(?:\w+:)?c>|<(?:\w+:)?v\s*(?:/>|>\s*</))"
_UNCACHED = (re.compile(rb"f>" + _NO_VALUE), re.compile(rb"/>" + _NO_VALUE))
_PREFIX = b":"
_PREFIXED = (b":c ", b":c>", b":row")
_OVERLAP = 2048  # longer than anything that is looked for
_ROW = re.compile(r"[1-9]\d{0,6}")
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_WHOLE = 256  # longer than the tag of a cell: what begins later may be cut off


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What was found on a sheet.

    Attributes:
        errors: (row, column) -> the error that stands there.
        hidden: rows that are hidden or filtered out.
    """

    errors: Mapping[tuple[int, int], CellError] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()


NONE = Marks()


def marks(archive: Archive, part: str, limits: Limits = LIMITS) -> Marks:
    """The marks of the sheet in `part`.

    Raises:
        RefusedError: the sheet is no XML, or has more in it than `limits` let through.
    """
    extent = Extent(limits)
    found = _parsed(archive, part, limits) if _telling(archive, part, extent) else NONE
    if extent.shares:
        check_texts(archive, part, extent.shares, limits)
    return found


def _telling(archive: Archive, part: str, extent: Extent) -> bool:
    """Whether a full parse may find anything: cheap, and wrong only in saying yes."""
    tail = b""
    telling = False
    plain = False
    for chunk in archive.chunks(part):
        window = tail + chunk
        found = tags(window, len(tail), len(window) - _WHOLE)
        extent.count(window, chunk, found)
        telling = telling or found.odd or _marked(window, plain=plain and found.plain)
        plain = found.plain  # what began in the piece before may end in this one
        tail = window[-_OVERLAP:]
    found = tags(tail, len(tail), len(tail))
    extent.reach(found)
    return telling or found.odd or not extent.within


def _marked(window: bytes, *, plain: bool) -> bool:
    """Whether anything is to be looked at; formulas and prefixes are none where all tags are plain."""
    return (
        any(byte in window and sign in window for byte, sign in _ERROR.items())
        or (b"h" in window and b"hidden=" in window and _HIDDEN.search(window) is not None)
        or not (plain or (not _prefixed(window) and not any(sign.search(window) for sign in _UNCACHED)))
    )


def _prefixed(window: bytes) -> bool:
    return _PREFIX in window and any(sign in window for sign in _PREFIXED)


def _parsed(archive: Archive, part: str, limits: Limits) -> Marks:
    sheet = _Sheet(limits)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = sheet.start
    parser.EndElementHandler = sheet.end
    parser.CharacterDataHandler = sheet.text
    try:
        for chunk in archive.chunks(part):
            parser.Parse(chunk, False)  # noqa: FBT003 - expat takes no keyword
        parser.Parse(b"", True)  # noqa: FBT003 - the parser takes it by place only
    except (expat.ExpatError, ValueError) as error:
        raise damaged(f"{part} is no XML") from error
    check(*sheet.corner, limits)
    return Marks(errors=sheet.errors, hidden=frozenset(sheet.hidden))


class _Sheet:
    """The state of a pass over a sheet's XML. Rows and cells may leave their address to be counted."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._count = self._filled_rows = 0
        self.errors: dict[tuple[int, int], CellError] = {}
        self.hidden: set[int] = set()
        self._row = self._column = self._last = 0
        self._corner = (0, 0)
        self._kind = self._value = ""
        self._formula = self._filled = self._in_value = False

    @property
    def corner(self) -> tuple[int, int]:
        """The last row and the last column with anything in them."""
        return self._corner

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "row":
            self._start_row(attributes)
        elif name == "c":
            self._start_cell(attributes)
        elif name == "f":
            self._formula = True
        elif name in {"v", "is"}:
            self._in_value = self._filled = True

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = _row(attributes["r"]) if "r" in attributes else self._row + 1
        self._column = 0
        if attributes.get("hidden") in {"1", "true"}:
            self.hidden.add(self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if "r" in attributes:
            self._row, self._column = _address(attributes["r"])
        else:
            self._column += 1
        self._kind = attributes.get("t", "")
        self._value = ""
        self._formula = self._filled = False

    def text(self, text: str) -> None:
        if self._in_value:
            self._value += text

    def end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if name in {"v", "is"}:
            self._in_value = False
        elif name == "c":
            self._end_cell()

    def _end_cell(self) -> None:
        if self._kind == "e":
            self.errors[self._row, self._column] = CellError(self._value.strip() or "#ERROR")
        elif self._formula and not self._value and self._kind != "str":  # "str": calculated, and found empty
            self.errors[self._row, self._column] = UNCACHED
        if self._filled:
            self._widen()

    def _widen(self) -> None:
        self._count += 1
        if self._count > self._limits.cells:
            raise beyond(self._limits.cells, "filled cells on a sheet", "cells")
        bottom, right = self._corner
        self._filled_rows += self._row != self._last
        if self._filled_rows > self._limits.rows:
            raise beyond(self._limits.rows, "rows on a sheet", "rows")
        self._last = self._row
        self._corner = (max(bottom, self._row), max(right, self._column))


def _row(text: str) -> int:
    if not _ROW.fullmatch(text):
        raise damaged(f"{text!r} is no row")
    return int(text)


def _address(text: str) -> tuple[int, int]:
    match = _ADDRESS.fullmatch(text)
    if not match:
        raise damaged(f"{text!r} is no cell")
    return int(match[2]), cells.number(match[1])
