"""How much a sheet holds, counted in its bytes as they are unpacked, before anything is made of it.

calamine takes 32 bytes for each cell of the rectangle around the filled ones, and a copy of a shared text for
each cell that shows it: a file of some kilobytes can ask for gigabytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from pmo_reports.readers.archive import Archive
from pmo_reports.readers.cells import LETTERS
from pmo_reports.readers.guard import MEGABYTE, Limits, beyond
from pmo_reports.readers.refusal import RefusedError, hostile

SHARED = "xl/sharedStrings.xml"
_AHEAD = 256  # a cell whose tag ends in so many bytes with "/>" is blank, with a style at most
_FILLED = rb"""["'](?![^<>]{0,200}/>)"""
_SEARCHES = tuple(
    re.compile(rb"""r=["']""" + what + rb"\d*" + _FILLED)
    for what in (rb"[A-Z]{2,3}\d", rb"(?:[B-Z][A-Z]|[A-Z]{3})\d", rb"[A-Z]{1,3}\d{5}")
)
_SIX = re.compile(rb"""r=["'][A-Z]{1,3}(\d{6,7})""" + _FILLED)
_SHOWN = re.compile(rb"""\bt\s*=\s*["']s["'][^<>]*>\s*<(?:\w+:)?v>(\d{1,9})<""")
_SHARES = (b'"s"', b"'s'")
_VALUES = (b"</v", b"</is")
_ROWS = (9_999, 99_999)
_COLUMNS = (LETTERS, 2 * LETTERS, 16_384)
_ENTRY = re.compile(rb"<(?:\w+:)?si\b")
_TAG = 16  # longer than the start of an entry: one that is cut off is kept for the next piece
_TEXT = re.compile(rb">([^<]+)")
_INLINE = (b"inlineStr", b't="str"')


class Extent:
    """What was counted of a sheet so far; each piece of it is shown once, with the end of the one before."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._two = self._many = self._long = False
        self._last = self._filled = self._text = 0
        self._inline = False
        self.shares = 0

    def count(self, window: bytes, fresh: bytes) -> None:
        """Count a piece: `fresh`, and `window` with what came just before it.

        Raises:
            RefusedError: more cells are filled, or more text stands in them, than is let through.
        """
        self._filled += sum(map(fresh.count, _VALUES))
        self.shares += sum(fresh.count(sign) for sign in _SHARES if sign[:1] in fresh)
        self._inline = self._inline or any(sign in window for sign in _INLINE)
        self._place(window, len(window) - _AHEAD)
        if self._filled > self._limits.cells:
            raise beyond(self._limits.cells, "filled cells on a sheet", "cells")
        self._text += _texts(fresh) if self._inline else 0
        if self._text > self._limits.text:
            raise _wordy(self._limits)

    def finish(self, tail: bytes) -> None:
        """Look at the end of the sheet too, which no piece comes after."""
        self._place(tail, len(tail))

    def _place(self, window: bytes, end: int) -> None:
        """Note how far filled cells reach that begin before `end`; later ones come again, whole."""
        two, many, long = _SEARCHES
        self._two = self._two or _before(two, window, end)
        self._many = self._many or (self._two and _before(many, window, end))  # has two letters too
        self._long = self._long or _before(long, window, end)
        if self._last <= self._limits.rows:  # beyond, a closer look is taken anyhow
            rows = (int(match[1]) for match in _SIX.finditer(window) if match.start() < end)
            self._last = max(self._last, *rows, 0)

    @property
    def within(self) -> bool:
        """Whether the sheet surely spans no more than is let through; if not, a closer look tells."""
        height = self._last or _ROWS[self._long]
        width = _COLUMNS[self._two + self._many]
        return height <= self._limits.rows and height * width <= self._limits.extent


def _before(sign: re.Pattern[bytes], window: bytes, end: int) -> bool:
    """Whether the first place that `sign` matches begins before `end`."""
    match = sign.search(window)
    return match is not None and match.start() < end


def _texts(fresh: bytes) -> int:
    """Bytes between tags; what stands before the first one goes on from the piece before."""
    start = fresh.find(b"<")
    return (start if start >= 0 else len(fresh)) + sum(map(len, _TEXT.findall(fresh)))


def check(height: int, width: int, limits: Limits) -> None:
    """Let a sheet of this size pass.

    Raises:
        RefusedError: it spans more rows, columns or cells than is let through.
    """
    if height * width > limits.extent:
        raise hostile(f"a sheet spans {height * width:,} cells, nearly all of them empty")
    if height > limits.rows:
        raise beyond(limits.rows, "rows on a sheet", "rows")
    if width > limits.columns:
        raise beyond(limits.columns, "columns on a sheet", "columns")


def check_texts(archive: Archive, part: str, shares: int, limits: Limits) -> None:
    """Let a sheet pass that shows shared texts in `shares` cells.

    Raises:
        RefusedError: the texts, each as often as it is shown, are longer than is let through.
    """
    sizes = np.fromiter(_sizes(archive, limits), dtype="int64")
    if not sizes.size or int(sizes.max()) * shares <= limits.text:
        return
    total, tail = 0, b""
    for chunk in archive.chunks(part):
        window = tail + chunk
        cut = window.rfind(b"<c") + 1 or len(window)
        shown = np.array([*map(int, _SHOWN.findall(window[: cut - 1]))], dtype="int64")
        total += int(sizes[shown[shown < sizes.size]].sum())
        tail = window[cut - 1 :]
        if total > limits.text:
            raise _wordy(limits)


def _sizes(archive: Archive, limits: Limits) -> Iterator[int]:
    """Bytes of each shared text, markup included."""
    if SHARED not in archive.parts:
        return
    held = whole = entries = 0
    tail = b""
    for chunk in archive.chunks(SHARED):
        whole += len(chunk)
        if whole > limits.text:
            raise _wordy(limits)
        window = tail + chunk
        cut = window.find(b"<", max(len(window) - _TAG, 0))
        tail = window[cut:] if cut >= 0 else b""
        first, *others = _ENTRY.split(window[:cut] if cut >= 0 else window)
        held += len(first)
        for other in others:
            if entries:
                yield held
            entries += 1
            held = len(other)
    yield held + len(tail)


def _wordy(limits: Limits) -> RefusedError:
    return hostile(f"its cells hold more than {limits.text // MEGABYTE} MB of text")
