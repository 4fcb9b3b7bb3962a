"""The typeface: which characters it has and how wide words are, so that labels never collide."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FAMILY = "Carlito"
FACES = ("Regular", "Bold", "Italic", "BoldItalic")
WANTING = "\N{WHITE SQUARE}"
"""Printed for a character the typeface lacks: the place is marked, and the pack is made."""

_PLAINER = {"\N{HYPHEN}": "-", "\N{NON-BREAKING HYPHEN}": "-", "\N{FIGURE DASH}": "–"}
_INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp", "Mn"}


@dataclass(frozen=True, slots=True)
class Typeface:
    """Metrics of the four faces of a family.

    Attributes:
        characters: code points that every face has.
        advances: code point -> advance width of the regular and the bold face, in em.
    """

    characters: frozenset[int]
    advances: tuple[dict[int, float], dict[int, float]]

    def width(self, words: str, size: float, *, bold: bool = False) -> float:
        """Width of `words` at `size`, in the unit of `size`; kerning, which only narrows, is left out."""
        em = self.advances[bold]
        return size * sum(em.get(ord(character), 0.6) for character in words)

    def lines(self, words: str, size: float, room: float) -> list[str]:
        """`words` broken at spaces into lines no wider than `room`, long words excepted."""
        lines: list[str] = []
        for word in words.split():
            if lines and self.width(f"{lines[-1]} {word}", size) <= room:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return lines

    def set(self, words: str) -> str:
        """`words` with what the typeface lacks written plainer or marked by a white square."""
        lacking = {character for character in set(words) if ord(character) not in self.characters}
        return words.translate(
            {ord(character): _instead(character, self.characters) for character in lacking}
        )


@cache
def typeface(fonts: Path) -> Typeface:
    """The typeface in folder `fonts` (`Carlito-Regular.ttf` and its three sisters)."""
    faces = [_face(fonts / f"{FAMILY}-{face}.ttf") for face in FACES]
    return Typeface(frozenset(set.intersection(*map(set, faces))), (faces[0], faces[1]))


def _face(path: Path) -> dict[int, float]:
    """Advance widths of a face by code point."""
    with TTFont(path, lazy=True) as face:
        # The head table is read raw: decoding it warns of Carlito's creation date.
        em = int.from_bytes(face.reader["head"][18:20], "big")
        metrics = face["hmtx"].metrics
        return {code: metrics[name][0] / em for code, name in face.getBestCmap().items()}


def _instead(character: str, characters: frozenset[int]) -> str:
    """White space stays (every engine makes its own), joiners go; else a plainer form, or the mark."""
    if character.isspace():
        return character
    if unicodedata.category(character) in _INVISIBLE:
        return ""
    plainer = _PLAINER.get(character) or unicodedata.normalize("NFKC", character)
    return plainer if all(ord(each) in characters for each in plainer) else WANTING
