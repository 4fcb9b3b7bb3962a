"""Column heads, names and words as they are compared: no case, blanks or punctuation (Unicode NFKC)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import lru_cache


def plain(text: object) -> str:
    """`text` as letters, digits and percent signs alone: "Impact (%)" is "impact%".

    The percent sign stays because it has a meaning. What is nothing but marks ("#") stands for itself.
    """
    return _plain(str(text))


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(mark for mark in folded if mark.isalnum() or mark == "%") or folded.strip()


def column_name(head: object, address: str) -> str:
    """What a column is called: by its head, or by its letter ("column A") where it has none."""
    return str(head) if head is not None and str(head).strip() else f"column {address}"


def called(head: str, alias: str) -> bool:
    """Whether a head is `alias`, as they are compared; `*` in an alias stands for anything."""
    return plain(head) == plain(alias) or ("*" in alias and fits(head, [alias]))


def fits(text: object, patterns: Iterable[str]) -> bool:
    """Whether `text` is one of `patterns` without case and outer blanks; `*` stands for anything."""
    words = _worded(text)
    return any(fnmatchcase(words, _worded(pattern).replace("[", "[[]")) for pattern in patterns)


def _worded(text: object) -> str:
    return " ".join(("" if text is None else str(text)).casefold().split())
