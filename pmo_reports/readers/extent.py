"""How much a sheet holds, counted in its bytes as they are unpacked, before anything is made of it.

calamine takes 32 bytes for each cell of the rectangle around the filled ones, and a copy of a shared text for
each cell that shows it: a file of some kilobytes can ask for gigabytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from pmo_reports.readers.archive import Archive
from pmo_reports.readers.guard import MEGABYTE, Limits, beyond
from pmo_reports.readers.refusal import RefusedError, hostile
from pmo_reports.readers.tags import Tags

SHARED = "xl/sharedStrings.xml"
_SHOWN = re.compile(rb"""\bt\s*=\s*["']s["'][^<>]*>\s*<(?:\w+:)?v>(\d{1,9})<""")
_SHARES = (b'"s"', b"'s'")
_ENTRY = re.compile(rb"<(?:\w+:)?si\b")
_TAG = 16  # longer than the start of an entry: one that is cut off is kept for the next piece
_TEXT = re.compile(rb">([^<]+)")
_INLINE = ((b"i", b"inlineStr"), (b"r", b't="str"'))  # each with a byte that it has


class Extent:
    """What was counted of a sheet so far; each piece of it is shown once, with the end of the one before."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._row = self._column = self._filled = self._text = 0
        self._inline = False
        self.shares = 0

    def count(self, window: bytes, fresh: bytes, tags: Tags) -> None:
        """Count a piece: `fresh`, `window` with what came just before it, and the `tags` in that.

        Raises:
            RefusedError: more cells are filled, or more text stands in them, than is let through.
        """
        self._filled += tags.values
        self.shares += sum(fresh.count(sign) for sign in _SHARES if sign[:1] in fresh)
        self._inline = self._inline or any(byte in window and sign in window for byte, sign in _INLINE)
        self.reach(tags)
        if self._filled > self._limits.cells:
            raise beyond(self._limits.cells, "filled cells on a sheet", "cells")
        self._text += _texts(fresh) if self._inline else 0
        if self._text > self._limits.text:
            raise _wordy(self._limits)

    def reach(self, tags: Tags) -> None:
        """Note how far filled cells reach."""
        self._row, self._column = max(self._row, tags.row), max(self._column, tags.column)

    @property
    def within(self) -> bool:
        """Whether the sheet spans no more than is let through; if not, a closer look tells."""
        most = self._limits
        return (
            self._row <= most.rows
            and self._column <= most.columns
            and self._row * self._column <= most.extent
        )


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
