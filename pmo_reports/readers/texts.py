"""Texts that repeat, kept once: exports say the same words in every other row."""

from __future__ import annotations

MOST = 20_000
"""So many different texts are remembered at a time; a column of free text must not cost memory twice."""


class Texts(dict[str, str]):
    """Gives each text back, equal ones as one and the same object while it is remembered."""

    def __missing__(self, text: str) -> str:
        if len(self) >= MOST:
            self.clear()
        self[text] = text
        return text
