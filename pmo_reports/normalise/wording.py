"""Words as people write them, made clean or comparable: texts, column heads, ids (Unicode NFKC)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from pmo_reports.model.heads import plain

_BLANKS = str.maketrans({"\t": " ", "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "})
# Control characters, invisible marks and direction overrides: none can be printed, some break XML.
_UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_LIKE_ENOUGH = 0.6
_LONGEST = 60


def cleaned(text: str) -> str:
    """`text` without control characters and outer blanks; lines end in a plain line feed."""
    if text.isprintable():  # most cells: none of what is taken out or changed below is printable
        return text.strip()
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNPRINTABLE.sub("", lines.translate(_BLANKS)).strip()


def slug(text: str) -> str:
    """`text` as an id: "Geological Disposal (GDF)" is "geological-disposal-gdf"."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(mark for mark in letters if not unicodedata.combining(mark))
    return re.sub(r"[\W_]+", "-", bare).strip("-")


def shortened(text: str, longest: int = _LONGEST) -> str:
    """`text` on one line, cut with an ellipsis where it is longer than `longest`."""
    line = " ".join(cleaned(text).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def sentence(text: str, before: str = "") -> str:
    """`text` as a sentence: a capital in front unless something stands `before` it, a full stop behind."""
    start = before + text if before else text[:1].upper() + text[1:]
    return start + ("" if text[-1:] in ".?!" else ".")


def suggestion(wanted: str, known: Iterable[str]) -> str:
    """The nearest of `known` as "; did you mean 'Budget'?", or "". It only ever suggests."""
    by_plain = {plain(each): each for each in sorted(known, reverse=True)}
    near = get_close_matches(plain(wanted), by_plain, n=1, cutoff=_LIKE_ENOUGH)
    return f"; did you mean {shortened(by_plain[near[0]])!r}?" if near else ""
