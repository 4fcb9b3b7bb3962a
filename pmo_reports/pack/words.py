"""Words around figures: singular and plural, lists, states and months as they are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from babel import Locale
from babel.dates import format_date

from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.rag import Rag
from pmo_reports.model.wording import capital, in_line, label, say, say_many
from pmo_reports.pack.quantities import count

__all__ = ["capital"]

STATES = {
    Rag.RED: label("red"),
    Rag.AMBER: label("amber"),
    Rag.GREEN: label("green"),
    Rag.UNKNOWN: label("not known"),
    Rag.STALE: label("stale"),
    Rag.NOT_APPLICABLE: label("not applicable"),
    Rag.COMPLETE: label("complete"),
    Rag.ON_HOLD: label("on hold"),
}

IS = {
    Rag.RED: label("{name} is red"),
    Rag.AMBER: label("{name} is amber"),
    Rag.GREEN: label("{name} is green"),
    Rag.UNKNOWN: label("{name} has no known state"),
    Rag.STALE: label("{name} is stale"),
    Rag.NOT_APPLICABLE: label("{name} is not rated"),
    Rag.COMPLETE: label("{name} is complete"),
    Rag.ON_HOLD: label("{name} is on hold"),
}


def state_of(name: str | Sentence, state: Rag) -> Sentence:
    """What state somebody is in: "Atlas is red"."""
    return say(IS[state], name=name)


def counted(figure: Figure, noun: str, plural: str = "") -> Sentence:
    """The figure and its noun: "1 project", "2 projects"."""
    return say_many(*counted_patterns(noun, plural), figure)


def counted_patterns(noun: str, plural: str = "") -> tuple[str, str]:
    """The messages of `counted`: for one and for many."""
    return f"{{n}} {noun}", f"{{n}} {plural or f'{noun}s'}"


def stated(figure: Figure, noun: str, one: str, many: str) -> Sentence:
    """So many of them do so: "No project is", "1 project is", "2 projects are"."""
    none, single, several = stated_patterns(noun, one, many)
    return say_many(single, several, figure) if figure.value else say(none)


def stated_patterns(noun: str, one: str, many: str) -> tuple[str, str, str]:
    """The messages of `stated`: for none, one and many."""
    return f"No {noun} {one}", f"{{n}} {noun} {one}", f"{{n}} {noun}s {many}"


def part_of(part: Figure, whole: Figure, nouns: str, one: str, many: str) -> Sentence:
    """So many of the whole do so: "None of 4 projects is", "2 of 4 projects are"."""
    patterns = part_patterns(nouns, one, many)
    if not whole.value:
        return say(patterns.nothing)
    if not part.value:
        return say_many(*patterns.none, whole)
    if whole.value == 1:
        return say(patterns.only, n=part, whole=whole)
    return say_many(*patterns.some, part, whole=whole)


class PartPatterns(NamedTuple):
    """The messages of `part_of`: there is nothing; none of one, none of many; the one there is; some."""

    nothing: str
    none: tuple[str, str]
    only: str
    some: tuple[str, str]


def part_patterns(nouns: str, one: str, many: str) -> PartPatterns:
    """The messages of `part_of`, whole sentences each, so that every language can order them."""
    noun = _singular(nouns)
    return PartPatterns(
        nothing=f"No {noun} is reported",
        none=(f"None of {{n}} {noun} {one}", f"None of {{n}} {nouns} {one}"),
        only=f"{{n}} of {{whole}} {noun} {one}",
        some=(f"{{n}} of {{whole}} {nouns} {one}", f"{{n}} of {{whole}} {nouns} {many}"),
    )


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


SEMICOLON = label("; ")


def joined(sentences: Iterable[Sentence], mark: str = SEMICOLON) -> Sentence:
    """The sentences that say something, in one."""
    return in_line(filter(None, sentences), mark)


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
    return say("+{n} more in the annex workbook", n=count(entity, key, number))
