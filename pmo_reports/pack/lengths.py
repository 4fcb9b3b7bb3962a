"""How long a sentence is, near enough to choose what fits: figures count as they are commonly written."""

from __future__ import annotations

from collections.abc import Iterable

from pmo_reports.model.figures import Figure, Sentence, Unit
from pmo_reports.pack.words import joined

TITLE = 90
"""Characters of an English title."""

PARAGRAPH = 60
"""Words of a paragraph in English; other languages take a fifth more."""

_WORDS = {Unit.DATE: 3, Unit.DAYS: 2, Unit.MONTHS: 2, Unit.FTE: 2, Unit.MONEY: 2}
_CHARACTERS = {Unit.DATE: 11, Unit.DAYS: 7, Unit.MONTHS: 8, Unit.FTE: 7, Unit.MONEY: 7, Unit.PERCENT: 5}
_SHORT = 2


def characters(sentence: Sentence) -> int:
    """About how many characters the sentence has."""
    return sum(
        _CHARACTERS.get(part.unit, _SHORT) if isinstance(part, Figure) else len(part)
        for part in sentence.parts
    )


def words(sentence: Sentence) -> int:
    """About how many words the sentence has."""
    return sum(
        _WORDS.get(part.unit, 1) if isinstance(part, Figure) else len(part.split()) for part in sentence.parts
    )


def fitting(sentences: Iterable[Sentence], needed: Sentence, most: int = PARAGRAPH) -> Sentence:
    """A paragraph of the sentences in their order, as many as there is room for; `needed` ends it always."""
    chosen: list[Sentence] = []
    room = most - words(needed)
    for sentence in filter(None, sentences):
        if words(sentence) <= room:
            chosen.append(sentence)
            room -= words(sentence)
    return joined((*chosen, needed), " ")


def first_fitting(head: Sentence, tails: Iterable[Sentence], most: int = TITLE) -> Sentence:
    """The head with the first of the tails that leaves a title short enough; the head alone if none does."""
    every = [joined((head, tail)) for tail in tails if tail]
    return next((whole for whole in every if characters(whole) <= most), head or joined(every[:1]))
