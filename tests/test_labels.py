"""A pack in another language has no fixed word of ours in English: not on a page, a slide or in an alt text.

What people wrote is taken out first (names, their own words, what a finding says); sentences have a test of
their own, which knows the catalogues.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pmo_reports import metrics, pack
from pmo_reports.config import catalogues
from pmo_reports.config.languages import LOCALES
from pmo_reports.config.packs import Pack
from pmo_reports.grouping import grouped
from pmo_reports.model.charts import Bar, BarChart, Diamond, LineChart, Range
from pmo_reports.model.figures import Figure, Message, Sentence
from pmo_reports.model.groups import Group
from pmo_reports.model.pack import Facts, Link, PackModel, Prose, Section
from pmo_reports.model.wording import Label, Wording
from pmo_reports.pipeline import Month
from pmo_reports.render.deck import deck
from pmo_reports.render.pdf import pdf
from tests.render.deck_text import FONTS, TEMPLATES, alt_texts, deck_text, notes_text

PACKS = ("board", "steering-committee")
WORD = re.compile(r"[^\W\d_]{2}")
MONTH = re.compile(r"\w+\.? (?:\d\d|\d{4})")
ENGLISH = set(
    re.split(
        r"\s+",
        """the of is are was with and by from to for this that not none late over under project projects cost
        risk schedule red green amber owner status forecast baseline worst first last open closed month year
        days week better worse same new unknown stale hold complete report reported nothing each what why
        asked state states as at it its has have no""",
    )
)
NAMES = {measure.standard for measure in metrics.DECLARED.values()}
"""Standards and published methods, which are cited as they are called."""

pytestmark = pytest.mark.slow


Part = Any  # a part of a pack, and the same kind of part
Change = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorder(Wording):
    """A wording that notes what it was asked for and does not have."""

    missing: set[str] = field(default_factory=set)

    def label(self, text: str) -> str:
        if not (isinstance(text, Label) and text.said) and text not in self.messages:
            self.missing.add(str(text))
        return Wording.label(self, text)


def composed(month: Month, name: str, language: str) -> PackModel:
    """The pack as it is before its language is told."""
    spoken = {"language": language, "locale": LOCALES[language]}
    chosen = month.settings.packs[name].model_copy(update=spoken)
    now = grouped(month.assessed, month.settings, chosen)
    return pack.compose(now, month.past, month.settings, chosen, "3f9a1c07d2")


@pytest.fixture(scope="module", params=sorted(set(LOCALES) - {"en"}))
def models(month: Month, request: pytest.FixtureRequest) -> Mapping[str, PackModel]:
    return {name: composed(month, name, request.param) for name in PACKS}


@pytest.fixture(scope="module")
def french(month: Month) -> PackModel:
    """One section of each kind, in French, without what people wrote."""
    model = composed(month, "steering-committee", "fr")
    kinds = {section.kind: section for section in reversed(model.sections)}
    sections = tuple(section for section in model.sections if kinds[section.kind] is section)
    meta = replace(model.meta, organisation="—", portfolio="—", title="—", audience="—", classification="")
    silent = replace(model, meta=meta, sections=tuple(map(_silent, sections)))
    return pack.translated(silent, catalogues.wording("fr"))


def test_every_label_has_a_translation(models: Mapping[str, PackModel]) -> None:
    for model in models.values():
        told = catalogues.wording(model.meta.language)
        recorder = Recorder(language=told.language, messages=told.messages, plural=told.plural)
        pack.translated(model, recorder)
        words = {text for text in recorder.missing if WORD.search(text) and not text.endswith("€")}
        assert sorted(text for text in words if not MONTH.fullmatch(text)) == []


def test_every_message_of_a_label_has_a_translation(models: Mapping[str, PackModel]) -> None:
    for model in models.values():
        told = catalogues.wording(model.meta.language).messages
        said = {message.text for text in _labels(model) for message in _messages(text.said)}
        assert {text for text in said if WORD.search(re.sub(r"\{\w+\}", "", text))} - set(told) == set()


def test_words_of_ours_in_tables_are_marked(month: Month, models: Mapping[str, PackModel]) -> None:
    """What stands in a cell is a label, or a value of the portfolio's tables."""
    known = {str(value) for frame in month.assessed.portfolio.tables.values() for value in _texts(frame)}
    known |= {str(source) for source in month.settings.sources} | {group.value for group in _groups(month)}
    for model in models.values():
        cells = {text for section in model.sections for text in _cells(section)}
        ours = {text for text in cells - known if WORD.search(text) and "›" not in text and text not in NAMES}
        assert {text for text in ours if not MONTH.fullmatch(text)} <= _particulars(model)


def test_the_french_pages_have_no_english_word(french: PackModel, tmp_path: Path) -> None:
    file = tmp_path / "pack.pdf"
    file.write_bytes(pdf(french, folders=(TEMPLATES,), fonts=FONTS).content)
    told = subprocess.run(["pdftotext", str(file), "-"], check=True, capture_output=True, text=True).stdout
    assert _english(told) == {}


def test_the_french_slides_have_no_english_word(french: PackModel) -> None:
    content = deck(french, folders=(TEMPLATES,), fonts=FONTS).content
    for told in ("\n".join(deck_text(content)), notes_text(content), "\n".join(alt_texts(content))):
        assert _english(told) == {}


def _english(told: str) -> dict[str, str]:
    """The English words of a text, each with a line that has it."""
    lines = [
        (line, {word.lower() for word in re.findall(r"\w+", line) if not word.isupper()})
        for line in told.splitlines()
    ]
    return {word: line for line, words in lines for word in words & ENGLISH}


def _silent(section: Section) -> Section:
    """The section without sentences, names and people's words: only labels and figures are left."""
    quiet = _mapped(section, lambda text: _unnamed(text) if isinstance(text, Label) else "—")
    return replace(quiet, name="—" if section.entity else section.name)


def _unnamed(text: str) -> str:
    """A label with no names in it."""
    if not isinstance(text, Label) or not text.said:
        return text
    made = Label(text)
    made.said = _nameless(text.said)
    return made


def _nameless(sentence: Sentence) -> Sentence:
    told = tuple(_filled(piece) if isinstance(piece, Message) else "—" for piece in sentence.told)
    return replace(sentence, told=told)


def _filled(message: Message) -> Message:
    """The message with its own words left in it: what a name fills is silent."""
    return replace(
        message, fillings=tuple((place, _silenced(filling)) for place, filling in message.fillings)
    )


def _silenced(filling: Part) -> Part:
    if isinstance(filling, Sentence):
        return _nameless(filling) if filling.told else Sentence.of("—")
    return "—"


def _mapped(value: Part, change: Change) -> Part:
    """A part of a pack with every text changed that is none of its fixed fields."""
    for kind, changed in _PARTS.items():
        if isinstance(value, kind):
            return changed(value, change)
    if is_dataclass(value) and not isinstance(value, Figure | type):
        return replace(value, **{f.name: _mapped(getattr(value, f.name), change) for f in fields(value)})
    return value


def _pairs(value: Facts, change: Change) -> Facts:
    pairs = tuple((label, _cell(cell, change)) for label, cell in value.pairs)
    return replace(value, head=change(value.head), pairs=pairs)


def _categories(value: BarChart | LineChart, change: Change) -> BarChart | LineChart:
    months = [each if MONTH.fullmatch(each) else change(each) for each in value.categories]
    return replace(value, categories=tuple(months), alt=_mapped(value.alt, change))


def _row(value: Bar, change: Change) -> Bar:
    return replace(value, label=change(value.label), diamonds=_mapped(value.diamonds, change))


_PARTS: Mapping[Any, Callable[[Any, Change], Any]] = {
    Label: lambda value, change: change(value),
    Sentence: lambda value, _: Sentence.of("—") if value else value,
    Prose: lambda _, change: Prose(change("—")),
    Link: lambda value, change: replace(value, text=change(value.text)),
    Facts: _pairs,
    Mapping: lambda value, change: {key: _mapped(each, change) for key, each in value.items()},
    tuple: lambda value, change: tuple(_cell(each, change) for each in value),
    Bar: _row,
    (Diamond, Range): lambda value, change: replace(value, label=change(value.label)),
    (BarChart, LineChart): _categories,
}


def _cell(value: Part, change: Change) -> Part:
    text = isinstance(value, str) and not isinstance(value, Enum)
    return change(value) if text else _mapped(value, change)


def _labels(value: Part) -> Iterator[Label]:
    """The labels of a pack that are made of pieces."""
    if isinstance(value, Label):
        yield from (value,) if value.said else ()
    elif isinstance(value, Mapping):
        yield from (found for each in value.values() for found in _labels(each))
    elif isinstance(value, tuple):
        yield from (found for each in value for found in _labels(each))
    elif is_dataclass(value) and not isinstance(value, Figure | Sentence | Wording | type):
        yield from (found for each in fields(value) for found in _labels(getattr(value, each.name)))


def _messages(sentence: Sentence) -> Iterator[Message]:
    for piece in sentence.told:
        if isinstance(piece, Message):
            yield piece
            for _, filling in piece.fillings:
                yield from _messages(filling) if isinstance(filling, Sentence) else ()


def _cells(section: Section) -> set[str]:
    """The texts of a section's cells that are not marked, but for what findings say."""
    found: set[str] = set()

    def noted(text: str) -> str:
        found.update(() if isinstance(text, Label) else (str(text),))
        return text

    blocks = {key: block for key, block in section.blocks.items() if key != "findings"}
    _mapped(replace(section, blocks=blocks), noted)
    return found


def _texts(frame: pd.DataFrame) -> set[object]:
    return {value for name in frame.columns if frame[name].dtype != float for value in frame[name].dropna()}


def _groups(month: Month) -> Iterator[Group]:
    yield from (group for chosen in month.settings.packs.values() for group in _rolled(month, chosen))


def _rolled(month: Month, chosen: Pack) -> Iterator[Group]:
    found = grouped(month.assessed, month.settings, chosen).groups
    yield from (group for told in found.values() for group in told)


def _particulars(model: PackModel) -> set[str]:
    """What settings and the calendar say on the cover and the method page."""
    meta = model.meta
    return {meta.audience, meta.run, meta.title, meta.classification}
