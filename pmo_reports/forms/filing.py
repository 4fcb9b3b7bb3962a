"""File names for people: what a name may hold on every system, and no two alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

LETTERS, LONGEST = 80, 200
"""Characters and bytes of a name before number and ending; file systems hold 255."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ud800-\udfff]')
_DEVICE = re.compile(
    r"^(con|prn|aux|nul|com\d|lpt\d)(?=$|\.)", re.IGNORECASE
)  # Windows looks before the first dot


def file_name(name: str, ending: str, taken: Collection[str] = ()) -> str:
    """`name` as a file's: "Owen Prichard.xlsx"; numbered where another one is called the same."""
    stem = (
        _DEVICE.sub(r"\1_", _shortened(_FORBIDDEN.sub("-", unicodedata.normalize("NFC", name)))) or "unnamed"
    )
    folded = {each.casefold() for each in taken}
    numbers = ("", *(f" ({number})" for number in range(2, len(folded) + 3)))
    names = (f"{stem}{number}{ending}" for number in numbers)
    return next(each for each in names if each.casefold() not in folded)


def _shortened(text: str) -> str:
    """The first 80 characters, as far as they fit; no blanks and dots at the ends, which Windows drops.

    Nor does it begin as an option of a command does, or as a lock file of Office ("~$"), which nobody reads.
    """
    bare = text.strip(" .").lstrip(" .-~$")[:LETTERS]
    return bare.encode()[:LONGEST].decode(errors="ignore").strip(" .")
