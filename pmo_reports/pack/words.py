"""Words around figures: singular and plural, lists, states and months as they are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date

from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.rag import Rag
from pmo_reports.pack.quantities import count

STATES = {
    Rag.RED: "red",
    Rag.AMBER: "amber",
    Rag.GREEN: "green",
    Rag.UNKNOWN: "not known",
    Rag.STALE: "stale",
    Rag.NOT_APPLICABLE: "not applicable",
    Rag.COMPLETE: "complete",
    Rag.ON_HOLD: "on hold",
}

IS = {
    **{state: f"is {word}" for state, word in STATES.items()},
    Rag.UNKNOWN: "has no known state",
    Rag.STALE: "is stale",
    Rag.NOT_APPLICABLE: "is not rated",
}


def counted(figure: Figure, noun: str, plural: str = "") -> Sentence:
    """The figure and its noun: "1 project", "2 projects"."""
    return Sentence.of(figure, " ", noun if figure.value == 1 else plural or f"{noun}s")


def stated(figure: Figure, noun: str, one: str, many: str) -> Sentence:
    """So many of them do so: "No project is", "1 project is", "2 projects are"."""
    if not figure.value:
        return Sentence.of(f"No {noun} {one}")
    return counted(figure, noun) + Sentence.of(" ", verb(figure, one, many))


def part_of(part: Figure, whole: Figure, nouns: str, one: str, many: str) -> Sentence:
    """So many of the whole do so: "None of 4 projects is", "2 of 4 projects are"."""
    if not whole.value:
        return Sentence.of(f"No {nouns.removesuffix('s')} is reported")
    head = ("None of ",) if not part.value else (part, " of ")
    noun = nouns if whole.value != 1 else _singular(nouns)
    return Sentence.of(*head, whole, " ", noun, " ", many if (part.value or 0) != 1 and part.value else one)


def _singular(nouns: str) -> str:
    """One of them: "project" of "projects", "benefit due" of "benefits due"."""
    first, *rest = nouns.split(" ", 1)
    return " ".join((first.removesuffix("s"), *rest)) if not nouns.endswith("s") else nouns.removesuffix("s")


def verb(figure: Figure, one: str, many: str) -> str:
    """`one` after a figure of one, else `many`."""
    return one if figure.value == 1 else many


def listed(names: Sequence[str], last: str = " and ") -> str:
    """The names in one: "Atlas, Beacon and Cedar"."""
    return last.join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def joined(sentences: Iterable[Sentence], mark: str = "; ") -> Sentence:
    """The sentences that say something, in one."""
    whole = Sentence()
    for sentence in sentences:
        if sentence:
            whole = whole + Sentence.of(mark) + sentence if whole else sentence
    return whole


def capital(sentence: Sentence) -> Sentence:
    """The sentence with a capital at its beginning."""
    if not sentence or not isinstance(sentence.parts[0], str):
        return sentence
    first, *rest = sentence.parts
    return Sentence((f"{str(first)[:1].upper()}{str(first)[1:]}", *rest))


def month(on: date | None, locale: str) -> str:
    """A month for a chart's axis: "Oct 26"."""
    return format_date(on, "MMM yy", locale=_locale(locale)) if on else ""


def long_month(on: date, locale: str) -> str:
    """A month in full: "October 2026"."""
    return str(format_date(on, "MMMM yyyy", locale=_locale(locale)))


def month_name(on: date, locale: str) -> str:
    """A month of the year to come, for a sentence: "October"."""
    return str(format_date(on, "MMMM", locale=_locale(locale)))


@lru_cache(maxsize=16)
def _locale(name: str) -> Locale:
    return Locale.parse(name)


def not_shown(entity: str, key: str, number: int) -> Sentence:
    """How many more there are than are shown; nothing where all are."""
    if number <= 0:
        return Sentence()
    return Sentence.of("+", count(entity, key, number), " more in the annex workbook")
