"""Column heads, names and words as they are compared: no case, blanks or punctuation (Unicode NFKC)."""

from __future__ import annotations

import unicodedata


def plain(text: object) -> str:
    """`text` as letters, digits and percent signs alone: "Impact (%)" is "impact%".

    The percent sign stays because it has a meaning. What is nothing but marks ("#") stands for itself.
    """
    folded = unicodedata.normalize("NFKC", str(text)).casefold()
    return "".join(mark for mark in folded if mark.isalnum() or mark == "%") or folded.strip()
