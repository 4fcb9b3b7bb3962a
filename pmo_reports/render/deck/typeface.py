"""Metrics of the brand's typeface: text is measured before it is placed, for PowerPoint never re-fits it.

The deck names Calibri; Carlito has the same advance widths (it is metric-compatible) and is shipped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

EM = 1000
LINE = 1.2207
"""Height of a line over the font size (Calibri's ascent, descent and gap)."""

TOLERANCE = 0.01
"""Sums of widths differ in their last digits."""

SAFETY = 1.02
"""Kerning and hinting differ between applications: widths are taken a little larger."""

_WIDE = {"W", "F"}
_PIECE = re.compile(r"[ \t\n]+|[^ \t\n-]*-+(?=\w)|[^ \t\n]+")
_BREAK = re.compile(r"\r\n|[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_FILES = {False: "Carlito-Regular.ttf", True: "Carlito-Bold.ttf"}

Word = tuple[str, bool, float]
"""A piece of text that is not broken, whether it is bold, and its scale."""


class Typeface:
    """Widths of text in points. Widths of characters are looked up once."""

    def __init__(self, folder: Path) -> None:
        self._fonts = {bold: ImageFont.truetype(str(folder / name), EM) for bold, name in _FILES.items()}
        self._glyphs: dict[tuple[str, bool], float] = {}
        self._words: dict[tuple[str, bool], float] = {}

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Width of `text` on one line."""
        key = (text, bold)
        ems = self._words.get(key)
        if ems is None:
            ems = self._words[key] = sum(self._glyph(letter, bold=bold) for letter in text) * SAFETY
        return ems * size

    def lines(self, words: Iterable[Word], width: float, size: float) -> int:
        """How many lines `words` take in `width`; a word wider than a line is broken, as PowerPoint does."""
        count, used = 1, 0.0
        for text, bold, scale in words:
            wide = self.width(text, size * scale, bold=bold)
            if text.isspace() or used + wide <= width + TOLERANCE:
                used += wide
            else:
                count += (1 if used else 0) + (more := int(wide // max(width, 1)))
                used = wide - more * width
        return count

    def _glyph(self, letter: str, *, bold: bool) -> float:
        key = (letter, bold)
        if key not in self._glyphs:
            wide = unicodedata.east_asian_width(letter) in _WIDE
            drawn = on_one_line(letter)  # the fonts' library fails on a line break
            self._glyphs[key] = 1.0 if wide else self._fonts[bold].getlength(drawn) / EM
        return self._glyphs[key]


def on_one_line(text: str) -> str:
    """`text` with a blank for every line break: a run of a slide has none."""
    return _BREAK.sub(" ", text)


@lru_cache(maxsize=8192)
def pieces(text: str) -> tuple[str, ...]:
    """`text` in pieces between which a line may break: words, spaces, parts before a hyphen."""
    return tuple(_PIECE.findall(text))


def longest(face: Typeface, texts: Iterable[tuple[str, bool]], size: float) -> float:
    """Width of the widest piece that is not broken in `texts`."""
    return max((face.width(piece, size, bold=bold) for piece, bold in _all(texts)), default=0.0)


def _all(texts: Iterable[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    for text, bold in texts:
        for piece in pieces(text):
            yield piece, bold
