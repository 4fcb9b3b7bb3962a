"""Holding a text against the facts: every number and date in it is one of them, as they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmo_reports.config import catalogues
from pmo_reports.config.languages import LOCALES
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import Bullets, PackModel
from pmo_reports.pack import translated
from pmo_reports.render.formats import figure_text, sentence_text

TERMS = re.compile(r"\bP\d\d\b")


def told_in(model: PackModel, language: str) -> PackModel:
    return translated(model, catalogues.wording(language))


def narrative(model: PackModel) -> Iterator[Sentence]:
    """Titles, paragraphs and what is listed under them, in reading order."""
    for section in model.sections:
        yield section.title
        yield section.lead
        for block in section.blocks.values():
            if isinstance(block, Bullets):
                yield from (item for item in block.items if isinstance(item, Sentence))


def figures(sentence: Sentence) -> list[Figure]:
    return [part for part in sentence.parts if isinstance(part, Figure)]


def names(now: Assessed) -> list[str]:
    """People's own words that hold digits, the longest first."""
    frames = now.portfolio.tables.values()
    texts = {
        text
        for frame in frames
        for column in frame.columns
        for text in frame[column].dropna().astype(str).unique()
        if re.search(r"\d", text) and re.search(r"[^\W\d_]", text)
    }
    return sorted(texts, key=len, reverse=True)


def unproven(model: PackModel, language: str, own: list[str]) -> list[str]:
    """The texts of the narrative in which a digit is left once every fact is taken out."""
    locale = LOCALES[language]
    told = told_in(model, language)
    proven = _any_of([*own, *(figure_text(each, locale) for each in told.figures())])
    texts = (TERMS.sub("", sentence_text(sentence, locale)) for sentence in narrative(told))
    return [text for text in texts if re.search(r"\d", proven.sub("", text))]


def _any_of(parts: list[str]) -> re.Pattern[str]:
    """What matches any of the parts that hold a digit, the longest first, and no piece of a longer number."""
    some = sorted({part for part in parts if re.search(r"\d", part)}, key=lambda part: (-len(part), part))
    return re.compile(rf"(?<!\d)(?:{'|'.join(map(re.escape, some)) or '(?!)'})(?!\d)")
