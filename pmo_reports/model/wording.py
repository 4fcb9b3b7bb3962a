"""Messages: what we say in whole patterns, and the words of a language for them.

Code says English (`say("{project} slips {days}", ...)`); a `Wording` says the same in the pack's language,
with the same figures in the order that the language wants. A message that it does not have stays English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from string import Formatter

from pmo_reports.model.figures import UNSAID, Figure, Message, Number, Sentence

Filling = str | Figure | Sentence
Forms = tuple[str, ...]


def say(text: str, /, **fillings: Filling) -> Sentence:
    """The sentence of a message: `text` is a whole English pattern, its places filled by name."""
    return _sentence(Message(text, _filled(fillings)))


def say_many(one: str, many: str, n: Figure, /, **fillings: Filling) -> Sentence:
    """The sentence of a message that counts: `one` for a count of one, else `many`; `{n}` is the figure."""
    number = None if isinstance(n.value, date) else n.value
    return _sentence(Message(one, (("n", n), *_filled(fillings)), many, number))


def _filled(fillings: Mapping[str, Filling]) -> tuple[tuple[str, Filling], ...]:
    """What fills the places; a label is told in the language too."""
    return tuple((name, as_said(it) if isinstance(it, str) else it) for name, it in fillings.items())


def term(text: str) -> Sentence:
    """A word that a language has its own for: a state, a dimension, a measure's label."""
    return _sentence(Message(text))


class Label(str):  # noqa: SLOT000 - most have no message of their own, and need no place for it
    """Fixed words of ours that stand among names: read as English until the pack's language is told.

    Attributes:
        said: the message behind them, where they are made of pieces.
    """

    said: Sentence = UNSAID


def label(text: str, /, **fillings: str | Sentence) -> Label:
    """`text` as a fixed label: a column's head, a caption, an alternative text. No figures are in it."""
    if not fillings:
        return Label(text)
    told = say(text, **{name: as_said(filling) for name, filling in fillings.items()})
    made = Label("".join(part for part in told.parts if isinstance(part, str)))
    made.said = told
    return made


def as_said(words: str | Sentence) -> str | Sentence:
    """`words` that can stand in a message: of a label its own message, a name as it is."""
    return (words.said or term(words)) if isinstance(words, Label) else words


def listed(names: Iterable[Filling]) -> Sentence:
    """The names in one: "Atlas, Beacon and Cedar"."""
    *most, last = [_as_sentence(name) for name in names] or [Sentence()]
    if not most:
        return last
    return say("{names} and {last}", names=in_line(most), last=last)


def in_line(names: Iterable[Filling], mark: str = ", ") -> Sentence:
    """The names one after the other, a mark between them, with the spaces that the language gives it."""
    whole = Sentence()
    for name in map(_as_sentence, names):
        whole = whole + term(mark) + name if whole else name
    return whole


def capital(sentence: Sentence) -> Sentence:
    """The sentence with a capital at its beginning, in every language."""
    return _sentence(Message("{it}", (("it", sentence),), capital=True)) if sentence else sentence


def _english(number: Number) -> int:
    return int(number != 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A language's words for our messages.

    Attributes:
        language: its code ("de").
        messages: the forms of each message, by its English text; one, or as many as the language has.
        plural: which form a count takes.
    """

    language: str = "en"
    messages: Mapping[str, Forms] = field(default_factory=dict)
    plural: Callable[[Number], int] = _english

    def label(self, text: str) -> str:
        """A fixed label in the language; as it stands where the catalogue does not have it."""
        if isinstance(text, Label) and text.said:
            return "".join(part for part in self.sentence(text.said).parts if isinstance(part, str))
        forms = self.messages.get(text)
        return forms[0] if forms else str(text)

    def sentence(self, sentence: Sentence) -> Sentence:
        """The same sentence in the language, with the same figures."""
        return Sentence(_merged(self._told(sentence)))

    def _told(self, sentence: Sentence) -> Iterator[str | Figure]:
        for piece in sentence.pieces:
            if isinstance(piece, Message):
                yield from self._message(piece)
            else:
                yield piece

    def _message(self, message: Message) -> Iterator[str | Figure]:
        told = self._filled(message)
        if message.capital:
            first = next(told, "")
            yield f"{first[:1].upper()}{first[1:]}" if isinstance(first, str) else first
        yield from told

    def _filled(self, message: Message) -> Iterator[str | Figure]:
        fillings = dict(message.fillings)
        for literal, place in _pattern(self._form(message)):
            if literal:
                yield literal
            if place is not None:
                filling = fillings[place]
                yield from self._told(filling) if isinstance(filling, Sentence) else (filling,)

    def _form(self, message: Message) -> str:
        ours = (message.text, message.plural) if message.plural else (message.text,)
        forms = self.messages.get(message.text)
        plural = self.plural if forms else _english
        forms = forms or ours
        if len(forms) == 1:
            return forms[0]
        return forms[-1 if message.counted is None else min(plural(message.counted), len(forms) - 1)]


ENGLISH = Wording()
"""The source language: every message as the code says it."""


def _as_sentence(name: Filling) -> Sentence:
    said = as_said(name) if isinstance(name, str) else name
    return said if isinstance(said, Sentence) else Sentence.of(said)


def _sentence(message: Message) -> Sentence:
    return Sentence(_merged(ENGLISH._message(message)), (message,))  # noqa: SLF001 - of this module


def _merged(parts: Iterable[str | Figure]) -> tuple[str | Figure, ...]:
    """The parts, texts that stand beside one another as one."""
    merged: list[str | Figure] = []
    for part in parts:
        last = merged[-1] if merged else None
        if isinstance(part, str) and isinstance(last, str):
            merged[-1] = last + part
        elif part != "":
            merged.append(part)
    return tuple(merged)


@lru_cache(maxsize=4096)
def _pattern(text: str) -> tuple[tuple[str, str | None], ...]:
    """The literal texts of a pattern, each with the name of the place that follows it."""
    return tuple((literal, place) for literal, place, _, _ in Formatter().parse(text))
