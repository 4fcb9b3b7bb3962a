"""File names for people: what a name may hold on every system, and no two alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

LONGEST = 80
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)  # no file may be called so on Windows


def file_name(name: str, ending: str, taken: Collection[str] = ()) -> str:
    """`name` as a file's: "Owen Prichard.xlsx"; numbered where another one is called the same."""
    bare = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", name)).strip(" .")[:LONGEST] or "unnamed"
    stem = f"{bare}_" if _DEVICES.fullmatch(bare) else bare
    folded = {each.casefold() for each in taken}
    numbers = ("", *(f" ({number})" for number in range(2, len(folded) + 3)))
    names = (f"{stem}{number}{ending}" for number in numbers)
    return next(each for each in names if each.casefold() not in folded)
