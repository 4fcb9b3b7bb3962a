"""Names of months by locale (CLDR), as the numbers of the months that they mean."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache


@lru_cache(maxsize=16)
def numbers(locales: tuple[str, ...]) -> Mapping[str, int]:
    """Month name without case and full stop -> its number; names of two months are left out."""
    from babel import Locale  # noqa: PLC0415 - whoever reads months needs it, an import of us does not

    found: dict[str, set[int]] = {}
    for name in locales:
        months = Locale.parse(name).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, written in months[context][width].items():
                    found.setdefault(bare(written), set()).add(number)
    return {written: each.pop() for written, each in found.items() if len(each) == 1}


def bare(word: str) -> str:
    """A word without case and full stop."""
    return word.casefold().rstrip(".")
