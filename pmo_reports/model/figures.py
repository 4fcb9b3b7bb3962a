"""Figures: numbers with their meaning, and sentences made of them. Renderers decide how they look.

A figure is never text on its way to the page: PDF, deck, annex and `facts.json` print the same one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

Number = Decimal | float | int
Raw = Number | date | str | bool | None
"""A value as it stands in a canonical table; every kind of null is None."""


class Unit(StrEnum):
    """What a figure measures; it decides the format."""

    MONEY = "money"
    INDEX = "index"  # CPI, SPI: two decimals, no unit
    PERCENT = "percent"  # stored as a fraction
    DAYS = "days"  # working days unless the label says otherwise
    MONTHS = "months"
    COUNT = "count"
    SCORE = "score"
    FTE = "fte"
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a figure is meant to be shown: intent, resolved by each renderer in the same way.

    Attributes:
        scale: the value is divided by this before it is printed (1_000_000 for millions).
        decimals: digits after the decimal mark; null takes the unit's own default.
        signed: print a plus sign before gains and slips.
        bare: leave out unit, currency and scale letter because the column head already says them.
    """

    scale: int = 1
    decimals: int | None = None
    signed: bool = False
    bare: bool = False


PLAIN = Style()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number (or date) of one entity, with all that is needed to print and to trace it.

    Attributes:
        key: the measure's key ("cpi") or the field's ("risks.exposure"); with `entity` and `item`
            it names the fact.
        entity: project, programme or portfolio id.
        item: which one, where an entity has many: a risk id, a milestone id, a month.
        value: in the unit's base (money in whole currency units, percent as a fraction); null is
            printed as "n/a", never as a blank or a zero.
        currency: ISO 4217, for money.
        n, of: how many of how many members disclose the value ("191 of 235").
    """

    key: str
    entity: str
    value: Number | date | None
    unit: Unit
    item: str = ""
    currency: str = ""
    style: Style = PLAIN
    n: int | None = None
    of: int | None = None

    @property
    def id(self) -> str:
        """The fact's name: `entity/key` or `entity/key/item`."""
        return "/".join(filter(None, (self.entity, self.key, self.item)))


@dataclass(frozen=True, slots=True)
class Sentence:
    """Text with figures in it, in reading order. Text parts are our own words, never raw HTML.

    Attributes:
        parts: what is read, in English until the pack's language is told (`model.wording`).
        told: the messages that `parts` were made from, so that another language can say the same; empty
            where the parts are all there is.
    """

    parts: tuple[str | Figure, ...] = field(default=())
    told: tuple[str | Figure | Message, ...] = field(default=(), compare=False, repr=False)

    @classmethod
    def of(cls, *parts: str | Figure) -> Sentence:
        """A sentence of `parts`, the same in every language."""
        return cls(parts)

    @property
    def pieces(self) -> tuple[str | Figure | Message, ...]:
        """What it is made from: messages where there are any, else its parts."""
        return self.told or self.parts

    def __add__(self, other: Sentence) -> Sentence:
        told = self.pieces + other.pieces if self.told or other.told else ()
        return Sentence(self.parts + other.parts, told)

    def __bool__(self) -> bool:
        return bool(self.parts)


@dataclass(frozen=True, slots=True)
class Message:
    """A whole English pattern, and what fills its places: the key by which other languages say the same.

    Attributes:
        text: the pattern ("{project} slips {days}"); for a count of one where there is `plural`.
        fillings: what stands in each place, by its name; sentences are told in the language too.
        plural: the pattern for other counts; "" where nothing is counted.
        counted: the number that decides which form is taken.
        capital: whether it begins with a capital, whatever fills its first place.
    """

    text: str
    fillings: tuple[tuple[str, str | Figure | Sentence], ...] = ()
    plural: str = ""
    counted: Number | None = None
    capital: bool = False


UNSAID = Sentence()
"""The sentence that says nothing."""
